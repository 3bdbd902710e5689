"""Mutants of the code outside functions, where mutmut makes none: tables of activations, losses, exercises, defaults.

`python -m tests.mutants helpers/losses.py [--functions] [--count 150] [--seed 0] [--seconds 280] [--only NUMBER ...]`,
in an environment that has mutmut. Its operators make the mutants, all but those of texts; each is put in the place of
its module in a process of its own, which runs the mirroring tests. See tests/mutation.md.
"""

import argparse
import difflib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import random
import signal
import sys
import time
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

ARGUMENTS = ["-x", "-q", "-o", "addopts=", "-p", "no:cacheprovider"]
WARM = ["numpy", "pytest", "hypothesis.extra.numpy", "autograd.scipy.stats", "sklearn.linear_model", "json", "html"]
TIMEOUT = 60  # seconds


def mutants(path, functions=False):
    """Return for each mutant of the code outside functions, texts left alone, a function that makes its source."""
    import libcst
    from mutmut.mutation.file_mutation import create_mutations, deep_replace

    module, mutations, _, _ = create_mutations(str(path), path.read_text(encoding="utf-8"))
    outside = [
        mutation
        for mutation in mutations
        if not isinstance(mutation.original_node, libcst.SimpleString)
        and (functions or not isinstance(mutation.contained_by_top_level_function, libcst.FunctionDef))
    ]
    return [lambda it=it: deep_replace(module, it.original_node, it.mutated_node).code for it in outside]


def mirror(path):
    """Return the files of tests that mirror a module, and all that mirror its package, the short ones first."""
    *packages, module = path.with_suffix("").parts[1:]
    patterns = [f"test_{module}.py", *(f"test_{package}*.py" for package in packages)]
    found = {file for pattern in patterns for file in Path("tests").glob(pattern)}
    return [str(file) for file in sorted(found, key=lambda file: file.stat().st_size)]


class _First:
    """Begins with the tests that name the notebook of a module such as deep04, so that most mutants die soon."""

    def __init__(self, path):
        number = path.stem[-2:]
        self.text = f"{number}." if number.isdecimal() else ""

    def pytest_collection_modifyitems(self, items):
        items.sort(key=lambda item: self.text not in item.nodeid)


class _Instead(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Finds one module in another source than its file."""

    def __init__(self, name, path, source):
        super().__init__(name, str(path))
        self.source = source

    def find_spec(self, fullname, path=None, target=None):
        return (
            importlib.util.spec_from_file_location(fullname, self.path, loader=self) if fullname == self.name else None
        )

    def get_code(self, fullname):
        return compile(self.source, self.path, "exec")


def dies(path, source):
    """Return whether the mirroring tests notice the mutant, in a process of its own; a run without end is noticed."""
    pid = os.fork()
    if pid:
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                return status != 0
            time.sleep(0.01)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return True
    try:
        import pytest

        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # they would miss what is imported already
        name = ".".join(path.with_suffix("").parts)
        sys.meta_path.insert(0, _Instead(name, path.resolve(), source))
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            code = pytest.main([*ARGUMENTS, *mirror(path)], plugins=[_First(path)])
        os._exit(int(code != 0))
    except BaseException:
        os._exit(1)


def main():
    """Run the mutants of one module and print the survivors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--functions", action="store_true", help="functions, too: those called on import only")
    parser.add_argument("--count", type=int, default=10**9)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=280)
    parser.add_argument("--only", type=int, nargs="*")
    given = parser.parse_args()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in WARM:
            importlib.import_module(name)
    if not mirror(given.path):
        raise SystemExit(f"no file of tests mirrors {given.path}")
    original, found = given.path.read_text(encoding="utf-8"), mutants(given.path, given.functions)
    if dies(given.path, original):
        raise SystemExit(f"{' '.join(mirror(given.path))} fails without any mutant")
    chosen = sorted(random.Random(given.seed).sample(range(len(found)), min(given.count, len(found))))
    chosen = chosen if given.only is None else given.only
    tried, killed, begin = 0, 0, time.monotonic()
    for i in chosen:
        if time.monotonic() - begin > given.seconds:
            break
        tried += 1
        source = found[i]()
        if dies(given.path, source):
            killed += 1
            continue
        lines = difflib.unified_diff(original.splitlines(), source.splitlines(), n=0, lineterm="")
        print(f"survivor {i}:", *[line for line in lines if line[:2] not in ("--", "++", "@@")], sep="\n  ", flush=True)
    print(f"{given.path}: {killed} of {tried} killed, {len(chosen)} chosen of {len(found)}")


if __name__ == "__main__":
    main()
