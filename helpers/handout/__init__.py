"""A student edition and a printable edition of a notebook, made from the notebook itself.

    python -m helpers.handout notebooks/01_single_neuron.ipynb --out handout

For teachers; no notebook imports this.
"""

from .printable import printable
from .student import student

__all__ = ["printable", "student"]
