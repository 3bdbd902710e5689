"""Write the student edition and the printable edition of notebooks into a folder.

Runs each notebook first, so that the pictures are fresh; `--as-stored` takes the outputs that it holds. Either all
editions are written or none.
"""

import argparse
import contextlib
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from . import printable, student


class RefusedError(Exception):
    """What is wrong with an input or the folder, in words for the teacher."""


def main(arguments=None):
    """Run the command; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m helpers.handout", description=__doc__)
    parser.add_argument("notebooks", nargs="+", type=Path, help="one or more .ipynb files")
    parser.add_argument("--out", type=Path, default=Path("handout"), help="the folder to write into (default: handout)")
    parser.add_argument("--as-stored", action="store_true", help="run nothing, use the stored outputs")
    options = parser.parse_args(arguments)
    try:
        notebooks = {path: _read(path) for given in options.notebooks for path in _expanded(given)}
        _assert_different_names(notebooks)
        longest_first = sorted(notebooks, key=lambda path: -len(notebooks[path].cells))
        with ThreadPoolExecutor(2) as pool:
            editions = list(pool.map(lambda path: _editions(path, notebooks[path], options.as_stored), longest_first))
        files = {options.out / name: text for edition in editions for name, text in edition.items()}
        _write(options.out, files)
    except RefusedError as refusal:
        print(f"handout: {refusal}\nhandout: nothing was written.", file=sys.stderr)
        return 1
    print("\n".join(f"{path}: {len(text.encode()) / 1e6:.1f} MB" for path, text in sorted(files.items())))
    return 0


def _expanded(path):
    """Return the files that a pattern names, which the shells of Windows leave to the program."""
    return sorted(path.parent.glob(path.name)) or [path] if "*" in path.name else [path]


def _read(path):
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except OSError as error:
        raise RefusedError(f"{path}: {error.strerror}") from None
    except Exception as error:  # nbformat raises half a dozen kinds
        reason = str(error).splitlines()[0][:100] if str(error) else type(error).__name__
        raise RefusedError(
            f"{path}: expected a Jupyter notebook (.ipynb), but it cannot be read as one: {reason}"
        ) from None
    if not notebook.cells:
        raise RefusedError(f"{path}: expected a notebook with cells, got an empty one")
    return notebook


def _assert_different_names(notebooks):
    stems = [path.stem for path in notebooks]
    for path in notebooks:
        if stems.count(path.stem) > 1:
            raise RefusedError(f"{path}: expected notebooks with different names, got {path.stem} more than once")


def _editions(path, notebook, as_stored):
    """Return {file name: text} of both editions."""
    if not as_stored:
        _run(path, notebook)
    for position, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and "raises-exception" not in cell.metadata.get("tags", []):
            for output in cell.outputs:
                if output.output_type == "error":
                    raise RefusedError(f"{path}: cell {position} fails: {output.ename}: {output.evalue}")
    try:
        students, page = student(notebook), printable(notebook)
    except ValueError as error:
        raise RefusedError(f"{path}: {error}") from None
    return {f"{path.stem}_student.ipynb": nbformat.writes(students) + "\n", f"{path.stem}_print.html": page}


def _run(path, notebook):
    """Execute the notebook where it lies. A failing cell leaves its error in the outputs."""
    where = {"metadata": {"path": str(path.resolve().parent)}}
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources=where,
        store_widget_state=False,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],  # kernels warn that they talk unencrypted, but it is on loopback
    )
    try:
        client.execute(env=os.environ | {"OPENBLAS_NUM_THREADS": "1"})  # another notebook runs on the other processor
    except CellExecutionError:
        pass
    except CellTimeoutError:
        raise RefusedError(f"{path}: a cell takes longer than {client.timeout} seconds") from None
    except DeadKernelError:
        raise RefusedError(f"{path}: its kernel died") from None


def _write(folder, files):
    """Write all files or none: first beside their places, then each moved to it. On a failure, earlier ones return."""
    there, waiting, earlier, moved = folder.is_dir(), {}, {}, []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            with tempfile.NamedTemporaryFile(
                "w", dir=folder, encoding="utf-8", newline="\n", suffix=".part", delete=False
            ) as part:
                waiting[path] = part.name
                part.write(text)
        for path, part in waiting.items():
            os.chmod(part, 0o644)
            if path.is_file():
                os.replace(path, f"{part}.old")
                earlier[path] = f"{part}.old"
            os.replace(part, path)
            moved.append(path)
    except OSError as error:
        for part in (*waiting.values(), *moved):
            Path(part).unlink(missing_ok=True)
        for path, aside in earlier.items():
            os.replace(aside, path)
        if not there and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        raise RefusedError(f"{folder}: cannot write there: {error.strerror}") from None
    for aside in earlier.values():
        with contextlib.suppress(OSError):  # the new files are there
            os.unlink(aside)


if __name__ == "__main__":
    sys.exit(main())
