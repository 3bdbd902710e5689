"""Do the numbers hold on other machines? Run the strict comparison of the notebooks under many conditions.

    python -m tests.matrix
    python -m tests.matrix --versions lowest --kernels Nehalem Zen --threads 2 --folder somewhere notebooks/01*.ipynb

Each cell of the matrix is one run of all notebooks: with the lowest or the newest versions that requirements.txt
admits, with the code for another kind of processor, with one or two threads. OPENBLAS_CORETYPE chooses the kernel of
OpenBLAS (which takes Haswell's for Zen on processors of another maker); NumPy's own exp and tanh, which differ as well,
are held back to what that processor has. Three more machines are imagined, and called shaken: Haswell's kernel, with
the last bit of exp, log and tanh moved as another library of mathematics might (`shaken/sitecustomize.py`). They find
the numbers that hang on a last bit without needing another processor.

The environments are made in a temporary folder, or in `--folder`, where a later call finds them again.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from xml.etree import ElementTree

from .notebooks import NOTEBOOKS

ROOT = Path(__file__).parent.parent
VERSIONS = ("lowest", "newest")
KERNELS = {  # what NumPy may use of its faster code there
    "Nehalem": (),
    "Haswell": ("AVX2", "FMA3", "X86_V3"),
    "Zen": ("AVX2", "FMA3", "X86_V3"),
    "SkylakeX": ("AVX2", "FMA3", "X86_V3", "X86_V4", "AVX512F", "AVX512CD", "AVX512_SKX"),
}
SHAKEN = {f"shaken{seed}": str(seed) for seed in (1, 2, 3)}
FEATURES = """
try:
    from numpy._core._multiarray_umath import __cpu_dispatch__ as names, __cpu_features__ as here
except ImportError:
    from numpy.core._multiarray_umath import __cpu_dispatch__ as names, __cpu_features__ as here
print(*[name for name in names if here.get(name)])
"""


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.matrix", description="The notebooks on other machines.")
    parser.add_argument("notebooks", nargs="*", type=Path, default=NOTEBOOKS)
    parser.add_argument("--versions", nargs="+", choices=VERSIONS, default=VERSIONS)
    parser.add_argument("--kernels", nargs="+", choices=[*KERNELS, *SHAKEN], default=[*KERNELS, *SHAKEN])
    parser.add_argument("--threads", nargs="+", type=int, default=(1, 2))
    parser.add_argument("--folder", type=Path, help="where the environments are kept; a temporary one by default")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        failed = [run(asked, version, asked.folder or Path(scratch)) for version in asked.versions]
    sys.exit(any(failed))


def run(asked, version, folder):
    """Print the cells of one choice of versions; return whether any failed."""
    python = environment(folder.resolve() / version, version)
    found = [installed(python, name) for name in ("numpy", "matplotlib", "jupyterlab", "ipywidgets", "nbval")]
    print(f"\n{version} versions: Python {platform.python_version()}, {', '.join(found)}", flush=True)
    names = [path.stem[:2] for path in asked.notebooks]
    print(f"{'kernel':10} threads  {'  '.join(f'{name:>12}' for name in names)}", flush=True)
    failed = []
    for kernel in asked.kernels:
        for threads in asked.threads:
            if missing(kernel):
                results = ["absent"] * len(names)
            else:
                results = [compare(python, path, kernel, threads, failed) for path in asked.notebooks]
            print(f"{kernel:10} {threads:7}  {'  '.join(f'{result:>12}' for result in results)}", flush=True)
    print(*failed, sep="\n", flush=True)
    return bool(failed)


def environment(folder, version):
    """Return the Python of an environment with the lowest or the newest versions, made if there is none."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if (folder / "complete").exists():
        return python
    venv.create(folder, with_pip=True, clear=True)
    requirements = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    lowest = re.findall(r"^([\w-]+)>=([\d.]+)", requirements, re.MULTILINE) if version == "lowest" else []
    (folder / "lowest.txt").write_text("".join(f"{name}=={number}\n" for name, number in lowest), encoding="utf-8")
    command = [python, "-m", "pip", "install", "-q", "-r", "requirements.txt", "-c", folder / "lowest.txt"]
    subprocess.run(command, cwd=ROOT, check=True)
    (folder / "complete").touch()
    return python


def installed(python, name):
    code = f"from importlib.metadata import version; print(version({name!r}))"
    return f"{name} {subprocess.run([python, '-c', code], capture_output=True, text=True, check=True).stdout.strip()}"


def missing(kernel):
    """Tell whether this processor cannot run the kernel."""
    kernel = "Haswell" if kernel in SHAKEN else kernel
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii").split()
    except OSError:
        return kernel != "Nehalem"
    return {"SkylakeX": "avx512bw", "Haswell": "avx2", "Zen": "avx2", "Nehalem": "sse4_2"}[kernel] not in flags


def compare(python, notebook, kernel, threads, failed):
    """Run one notebook, its outputs compared strictly; return "ok" or the share of cells that differ."""
    here = subprocess.run([python, "-c", FEATURES], capture_output=True, text=True, check=True).stdout.split()
    variables = {"OPENBLAS_NUM_THREADS": str(threads), "PYTHONPATH": str(ROOT)}
    if kernel in SHAKEN:
        folder = Path(__file__).parent / "shaken"
        variables |= {"SHAKEN": SHAKEN[kernel], "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
        kernel = "Haswell"
    variables["OPENBLAS_CORETYPE"] = kernel
    off = [name for name in here if name not in KERNELS[kernel]]
    variables |= {"NPY_DISABLE_CPU_FEATURES": " ".join(off)} if off else {}
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.xml"
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", notebook.resolve()]
        result = subprocess.run(command, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True)
        if not report.exists():
            failed.append(f"{notebook.stem}, {kernel}, {threads}: {result.stdout}{result.stderr}")
            return "no result"
        cells = list(ElementTree.parse(report).iter("testcase"))
    wrong = [(cell.get("name"), bad) for cell in cells if (bad := cell.find("failure")) is not None]
    wrong += [(cell.get("name"), bad) for cell in cells if (bad := cell.find("error")) is not None]
    failed.extend(f"\n{notebook.stem}, {name}, {kernel}, {threads}: {bad.text}" for name, bad in wrong)
    if result.returncode and not wrong:
        failed.append(f"{notebook.stem}, {kernel}, {threads}: {result.stdout}{result.stderr}")
    return "ok" if result.returncode == 0 else f"{len(wrong)} of {len(cells)}"


if __name__ == "__main__":
    main()
