"""Build the notebooks into a folder of static files that any web server can hand out.

    python -m lite

The site is JupyterLite: JupyterLab and Python (Pyodide) run in the reader's browser. Its kernel starts with NumPy,
matplotlib, the widgets and the helpers in place, so the notebooks are the same files as everywhere else.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST = "01_single_neuron.ipynb"
_KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
_OF_PYODIDE = ["micropip", "ipython", "jedi", "matplotlib", "typing-extensions"]  # it brings what these depend on
_OF_PYPI = ["comm", "ipywidgets", "psygnal", "anywidget"]
_WHEELS = "../../../../pypi"  # as the kernel's worker sees it, wherever the site is put
_INDEX = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Neural networks from nothing but NumPy</title>
<meta http-equiv="refresh" content="0; url=lab/index.html?path={FIRST}">
<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{{}}</script>
<p><a href="lab/index.html?path={FIRST}">Open notebook 01</a></p>
</html>
"""


def build(site, pyodide=None):
    """Build the site.

    Parameters
    ----------
    site : Path
        The folder to write; an older site in it is replaced.
    pyodide : Path, optional
        A folder with a complete Pyodide to take into the site. Left out: browsers fetch Pyodide from its usual place.

    Raises
    ------
    ValueError
        `site` holds something that is no site, or `pyodide` no Pyodide.
    subprocess.CalledProcessError
        pip or JupyterLite failed.
    """
    if site.exists() and any(site.iterdir()) and not (site / "jupyter-lite.json").exists():
        raise ValueError(f"site: expected a new folder or an older site, got {site} with other files in it")
    if pyodide is not None and not (pyodide / "pyodide-lock.json").exists():
        raise ValueError(f"pyodide: expected a folder with pyodide-lock.json, got {pyodide}")
    with tempfile.TemporaryDirectory() as scratch:
        lite, made = Path(scratch) / "lite", Path(scratch) / "site"
        wheels = lite / "pypi"
        wheels.mkdir(parents=True)
        _helpers(Path(scratch) / "source", wheels)
        _pip("download", *(f"{name}=={version(name)}" for name in _OF_PYPI), to=wheels)
        loaded = [f"{_WHEELS}/{wheel.name}" for wheel in sorted(wheels.iterdir())]
        settings = {_KERNEL: {"loadPyodideOptions": {"packages": _OF_PYODIDE + loaded}}}
        data = {"appName": "Neural networks", "exposeAppInBrowser": True, "litePluginSettings": settings}
        config = {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}
        (lite / "jupyter-lite.json").write_text(json.dumps(config), encoding="utf-8")
        options = [f"--contents={path}" for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
        if pyodide is not None:
            shutil.copytree(pyodide, lite / "static" / "pyodide")
        command = [sys.executable, "-m", "jupyterlite_core", "build", "--apps=lab", "--no-sourcemaps"]
        _run([*command, f"--lite-dir={lite}", f"--output-dir={made}", *options], lite)
        (made / "index.html").write_text(_INDEX, encoding="utf-8")
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(made, site)


def _helpers(source, wheels):
    """Build the wheel of the helpers from a copy, since setuptools leaves a folder beside what it builds."""
    shutil.copytree(ROOT / "helpers", source / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, source)
    _pip("wheel", source, to=wheels)


def _pip(command, *requirements, to):
    kind = ["--only-binary=:all:", "--platform=any"] if command == "download" else []
    pip = [sys.executable, "-m", "pip", command, "--disable-pip-version-check", "--no-deps", *kind]
    _run([*pip, f"--{'dest' if command == 'download' else 'wheel-dir'}={to}", *requirements], ROOT)


def _run(command, folder):
    """Run a command and show what it printed only if it failed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        done.check_returncode()


def main():
    """Read the command line and build."""
    parser = argparse.ArgumentParser(prog="python -m lite", description="Build the site for the browser.")
    parser.add_argument("site", type=Path, nargs="?", default=ROOT / "_site", help="folder to write (default: _site)")
    parser.add_argument("--pyodide", type=Path, help="folder with a complete Pyodide to take into the site")
    arguments = parser.parse_args()
    try:
        build(arguments.site, arguments.pyodide)
    except ValueError as error:
        parser.error(str(error))
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(map(str, error.cmd[1:4]))} failed with status {error.returncode}; nothing was written.")
    except OSError as error:
        sys.exit(f"{arguments.site} could not be written: {error}")
    print(f"Built {arguments.site}. To look at it: {sys.executable} -m http.server --directory {arguments.site}")


if __name__ == "__main__":
    main()
