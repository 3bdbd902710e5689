"""Activation functions: what a neuron does with its weighted sum z.

Each one is a callable with `.derivative(Z)`, `.name` and `.range`, and stays finite for any finite Z. Calls are
checked at the door; `.function` and `.slope` are the same formulas without the check, for inner loops.
All but softmax work entry by entry. Compared side by side in notebook 03, section 3.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from . import _doors


@dataclass(frozen=True)
class Activation:
    """An activation function g, applied to every entry of Z.

    Attributes
    ----------
    name : str
    range : tuple of float
        Lower and upper limit of g(z).
    function, slope : callable
        g and its derivative g' on float arrays of any shape, unchecked. `function(Z, out=A)` writes into A.
    slope_from_a : callable, optional
        The same slope computed from A = g(Z), where that saves an exponential; unchecked.
    elementwise : bool
        False for softmax, which needs a whole column of Z at once.
    """

    name: str
    range: tuple[float, float]
    function: Callable = field(compare=False)
    slope: Callable = field(compare=False)
    slope_from_a: Callable | None = field(default=None, compare=False)
    elementwise: bool = True

    def __call__(self, Z):
        """Return A = g(Z).

        Parameters
        ----------
        Z : float or array_like of any shape
            For softmax of shape (n, m), one example per column.

        Returns
        -------
        float or ndarray
            Same shape as `Z`.

        Raises
        ------
        TypeError, ValueError
            `Z` is not numeric, empty, NaN or infinite.
        """
        return self.function(self._checked(Z))[()]

    def derivative(self, Z):
        """Return g'(Z), the slope of the activation at Z (not at A).

        Parameters
        ----------
        Z : float or array_like of any shape
            For softmax of shape (n, m), one example per column.

        Returns
        -------
        float or ndarray
            Same shape as `Z`. For softmax, where every output depends on every input, the Jacobian of each column,
            shape (n, n, m): entry [i, j, k] is the derivative of A[i, k] with respect to Z[j, k].

        Raises
        ------
        TypeError, ValueError
            `Z` is not numeric, empty, NaN or infinite.
        """
        return self.slope(self._checked(Z))[()]

    def slope_at(self, Z, A):
        """Return g'(Z) for A = g(Z) already known, the cheaper way; unchecked."""
        return self.slope(Z) if self.slope_from_a is None else self.slope_from_a(A)

    def _checked(self, Z):
        return _doors.array(Z, "Z") if self.elementwise else _doors.matrix(Z, "Z")

    def __reduce__(self):  # so that it travels between processes
        return by_name, (self.name,)


@dataclass(frozen=True)
class ParametricReLU(Activation):
    """A ReLU whose slope left of 0 is learned with the weights, one per layer (`network.backward`, `train`).

    Attributes
    ----------
    a : float
        The slope for negative z; dg/da = min(0, z).
    """

    a: float = 0.25

    def with_slope(self, a):
        """Return the parametric ReLU with another slope.

        Parameters
        ----------
        a : float
            The slope for negative z, any finite number.

        Returns
        -------
        ParametricReLU

        Raises
        ------
        TypeError, ValueError
            `a` is not a finite number.
        """
        return _parametric(_doors.number(a, "a"))

    def __reduce__(self):
        return _parametric, (self.a,)


def _parametric(a):
    return ParametricReLU(
        "prelu",
        (-np.inf if a > 0 else 0.0, np.inf),
        lambda Z, out=None: np.add(np.maximum(Z, 0), a * np.minimum(Z, 0), out=out),
        lambda Z: np.where(Z > 0, Z.dtype.type(1), Z.dtype.type(a)),
        a=a,
    )


def _relu(Z, out=None):
    zeros = np.zeros(Z.shape[-1:], Z.dtype)  # NumPy compares two rows in half the time of a row with the number 0
    return np.maximum(Z, zeros, out=out)


def _sigmoid(Z, out=None):
    # 1 / (1 + e^-z), for z < 0 multiplied by e^z above and below: both exponentials stay below 1, nothing overflows
    return np.divide(np.exp(np.minimum(Z, 0)), 1 + np.exp(-np.abs(Z)), out=out)


def _sigmoid_slope(Z):
    e = np.exp(-np.abs(Z))
    return e / (1 + e) ** 2  # a (1 - a), without the rounding of 1 - a


def _tanh_slope(Z):
    e = np.exp(-np.abs(Z)) ** 2
    return 4 * e / (1 + e) ** 2  # 1 - a², without the rounding of 1 - a


def _softmax(Z, out=None):
    with np.errstate(over="ignore"):  # a gap too wide for a float is -infinity, and e to that is 0
        e = np.exp(Z - Z.max(axis=0))  # never above 1; the shift cancels in the quotient
    return np.divide(e, e.sum(axis=0), out=out)


def _softmax_jacobian(Z):
    A = _softmax(Z)
    return A[:, None] * (np.eye(len(A), dtype=A.dtype)[:, :, None] - A)  # a_i (1 if i = j else 0, minus a_j)


# The area under the normal curve left of -u is e^(-u²/2) h(t) with t = (x - 3) / (x + 3), x = u / sqrt(2); here is h,
# the Chebyshev series of e^(x²) erfc(x) / 2 on -1 <= t <= 1 (computed with 50 digits, cut after t^23) as a polynomial.
# NumPy has no erf; math.erf entry by entry is as exact, but several times slower on the matrices of notebook 04.
_TAIL = (
    *(0.08950057559069498, -0.16311678002151858, 0.12280190085616363, -0.07505796825039258, 0.03583291859907579),
    *(-0.012196249659211273, 0.0021345681647871105, 0.00035387321764223067, -0.00029853095832411416),
    *(2.262766416100487e-05, 3.2028185479900826e-05, -6.430323928691929e-06, -3.98872687880397e-06),
    *(1.060248571631846e-06, 6.254286167561271e-07, -1.4747369163949733e-07, -1.160068470046397e-07),
    *(1.488937858570621e-08, 2.2045726618643873e-08, 5.286379018140298e-11, -3.498021263695764e-09),
    *(-4.0746288770329685e-10, 3.195264027961955e-10, 6.358841082034399e-11),
)


def _normal_cdf(Z):
    """Return (1 + erf(z / sqrt(2))) / 2, the share of a standard normal variable below z, to 3e-16."""
    u = np.minimum(np.abs(Z), 40)  # the tail beyond is 0
    t = (u - 3 * 2**0.5) / (u + 3 * 2**0.5)
    tail = np.full_like(t, _TAIL[-1])
    for coefficient in _TAIL[-2::-1]:
        tail *= t
        tail += coefficient
    tail *= np.exp(u * u / -2)
    return np.where(Z < 0, tail, 1 - tail)


def _gelu_slope(Z):
    u = np.minimum(np.abs(Z), 40)
    return _normal_cdf(Z) + np.copysign(u, Z) * np.exp(u * u / -2) / (2 * np.pi) ** 0.5


_SELU_ALPHA, _SELU_SCALE = 1.6732632423543772, 1.0507009873554805  # Klambauer et al. 2017, equation 14

linear = Activation("linear", (-np.inf, np.inf), np.positive, np.ones_like)
"""g(z) = z. The output of a network that predicts an amount (notebook 01, section 1)."""

sigmoid = Activation("sigmoid", (0.0, 1.0), _sigmoid, _sigmoid_slope, lambda A: A * (1 - A))
"""g(z) = 1 / (1 + e^-z), slope a (1 - a). Derived in notebook 01, sections 3 and 6."""

tanh = Activation("tanh", (-1.0, 1.0), np.tanh, _tanh_slope, lambda A: 1 - A * A)
"""g(z) = (e^z - e^-z) / (e^z + e^-z), slope 1 - a²: a sigmoid between -1 and 1."""

softmax = Activation("softmax", (0.0, 1.0), _softmax, _softmax_jacobian, elementwise=False)
"""g(z)_i = e^(z_i) / sum_j e^(z_j) in each column: the probabilities of n classes. For output layers only."""

relu = Activation(
    "relu",
    (0.0, np.inf),
    _relu,
    lambda Z: (Z > 0).astype(Z.dtype),
)
"""g(z) = max(0, z), slope 0 or 1 (0 at the corner). Notebook 01, section 1."""

leaky_relu = Activation(
    "leaky_relu",
    (-np.inf, np.inf),
    lambda Z, out=None: np.maximum(Z, 0.01 * Z, out=out),
    lambda Z: np.where(Z > 0, Z.dtype.type(1), Z.dtype.type(0.01)),
)
"""g(z) = max(0.01 z, z), slope 0.01 or 1 (0.01 at the corner): a unit that is off still learns a little.

Maas et al. 2013.
"""

prelu = _parametric(0.25)
"""g(z) = z or, left of 0, a z. Here a = 0.25, the start of He et al. 2015; `prelu.with_slope(a)` for any other."""

elu = Activation(
    "elu",
    (-1.0, np.inf),
    lambda Z, out=None: np.add(np.maximum(Z, 0), np.expm1(np.minimum(Z, 0)), out=out),
    lambda Z: np.exp(np.minimum(Z, 0)),
    lambda A: np.minimum(A, 0) + 1,
)
"""g(z) = z or, left of 0, e^z - 1; slope 1 or e^z. Clevert et al. 2015."""

selu = Activation(
    "selu",
    (-_SELU_ALPHA * _SELU_SCALE, np.inf),
    lambda Z, out=None: np.multiply(_SELU_SCALE, np.maximum(Z, 0) + _SELU_ALPHA * np.expm1(np.minimum(Z, 0)), out=out),
    lambda Z: np.where(Z > 0, Z.dtype.type(_SELU_SCALE), _SELU_ALPHA * _SELU_SCALE * np.exp(np.minimum(Z, 0))),
)
"""g(z) = 1.0507 z or, left of 0, 1.7581 (e^z - 1): scaled so that signals keep mean 0 and variance 1."""

swish = Activation(
    "swish",
    (-0.2784645427610739, np.inf),
    lambda Z, out=None: np.multiply(Z, _sigmoid(Z), out=out),
    lambda Z: _sigmoid(Z) + Z * _sigmoid_slope(Z),
)
"""g(z) = z sigmoid(z), also called SiLU: a smooth ReLU that dips to -0.278 at z = -1.278.

Ramachandran et al. 2017.
"""

gelu = Activation(
    "gelu", (-0.1699712074799040, np.inf), lambda Z, out=None: np.multiply(Z, _normal_cdf(Z), out=out), _gelu_slope
)
"""g(z) = z times the share of a standard normal variable below z, (1 + erf(z / sqrt(2))) / 2: the exact form.

Hendrycks and Gimpel 2016.
"""

_KNOWN = {
    activation.name: activation
    for activation in (linear, sigmoid, tanh, softmax, relu, leaky_relu, prelu, elu, selu, swish, gelu)
}


def by_name(name, argument="name"):
    """Return the activation called `name`.

    Parameters
    ----------
    name : str or Activation
        For example "sigmoid". An activation is returned as it is if `argument` is given.
    argument : str, default "name"
        What the caller calls it, for the message.

    Returns
    -------
    Activation

    Raises
    ------
    TypeError
        `name` is not a string.
    ValueError
        No activation has this name; the message lists those that there are.
    """
    if isinstance(name, Activation) and argument != "name":
        return name
    if not isinstance(name, str):
        raise TypeError(f"{argument}: expected the name of an activation, got {type(name).__name__}")
    if name not in _KNOWN:
        raise ValueError(f"{argument}: expected one of {', '.join(_KNOWN)}, got {name!r}")
    return _KNOWN[name]
