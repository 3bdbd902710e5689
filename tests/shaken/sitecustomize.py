"""Another machine's exp, log and tanh: the last bit of some results differs. `tests.matrix` puts it on the path.

Libraries of mathematics agree to about one unit in the last place and no further. Here a result is moved by -1, 0 or 1
such unit; which, depends on the result and on the environment variable SHAKEN alone, as it would on a real machine:
equal arguments give equal results, opposite ones opposite results, and exact results (0, 1) stay exact.
"""

import os

import numpy as np

NAMES = ("exp", "exp2", "expm1", "log", "log1p", "log2", "tanh", "sin", "cos")
SEED = int(os.environ.get("SHAKEN", "1"))


def shake(function):
    """Return the ufunc with the last bit of its results moved."""

    def shaken(*args, **options):
        result = function(*args, **options)
        values = np.asarray(result)
        if values.dtype not in (np.float64, np.float32):
            return result
        integer = np.int64 if values.dtype == np.float64 else np.int32
        bits = values.view(integer)
        size = bits & np.iinfo(integer).max
        chance = (size.astype(np.uint64) + np.array([SEED], np.uint64)) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(62)
        step = np.array([-1, 0, 0, 1], integer)[chance].reshape(values.shape)
        step = np.where(np.isfinite(values) & (values != 0) & (np.abs(values) != 1), step, 0)
        if isinstance(result, np.ndarray):
            bits += step
            return result
        return (bits + step).view(values.dtype)[()]

    return shaken


for name in NAMES:
    setattr(np, name, shake(getattr(np, name)))
