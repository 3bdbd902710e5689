"""One thread for each library of linear algebra, in every test and in every kernel that a test starts.

The workers share the cores. Where two of them use two threads each, the threads wait for one another, and small matrix
products take several times as long. That two threads give the same numbers, `python -m tests.matrix` shows.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(name, "1")
