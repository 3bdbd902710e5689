"""The imagined machines of the matrix: their exp, log and tanh are off by one last bit at most."""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "shaken"
SAY = """
import numpy as np
z = np.linspace(-3, 3, 1001)
at = np.array([-np.inf, -1000.0, 0.0, 1000.0, np.inf])
y = np.empty_like(z)
np.exp(z, out=y)
assert np.array_equal(y, np.exp(z)) and np.exp(z[7]) == y[7] and type(np.exp(0.5)) is np.float64
assert np.array_equal(np.tanh(-z), -np.tanh(z)) and np.tanh(0.0) == 0
assert np.exp(z.astype(np.float32)).dtype == np.float32
print(*np.exp(at[[0, 2, 4]]), *np.tanh(at), *map(float.hex, (*np.tanh(z), *np.exp(z))))
"""


def say(**variables):
    run = subprocess.run(
        [sys.executable, "-c", SAY], capture_output=True, text=True, check=True, env=os.environ | variables
    )
    exact, values = run.stdout.split()[:8], run.stdout.split()[8:]
    return exact, [float.fromhex(value) for value in values]


def test_only_the_last_bit_moves():
    exact, plain = say()
    for seed in "12":
        same, shaken = say(PYTHONPATH=str(FOLDER), SHAKEN=seed)
        assert same == exact == ["0.0", "1.0", "inf", "-1.0", "-1.0", "0.0", "1.0", "1.0"]
        off = [abs(a - b) / abs(b) for a, b in zip(shaken, plain, strict=True) if b]
        assert max(off) <= 2**-52
        assert 0.4 < sum(value > 0 for value in off) / len(off) < 0.6  # half of them
