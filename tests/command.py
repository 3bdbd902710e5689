"""Print a command of the README, exactly as written there, for a workflow to run.

    python -m tests.command test

Needs nothing but Python: it runs before anything is installed.
"""

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def command(name):
    """Return the line that the README gives for "start", "test", "site" or another command it marks.

    Raises
    ------
    ValueError
        It marks no such command; the message lists those it does.
    """
    text = README.read_text(encoding="utf-8")
    found = dict(re.findall(r"<!-- ([\w ]+) command -->\n *```bash\n *(.*)\n *```", text))
    if name not in found:
        raise ValueError(f"name: expected one of {', '.join(found)}, got {name!r}")
    return found[name]


if __name__ == "__main__":
    print(command(" ".join(sys.argv[1:])))
