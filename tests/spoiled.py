"""Good arguments spoiled: the values that the bad-input test puts where a function expects something sensible."""

import datetime
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

NUMBERS = [0, -1, 1, 0.5, -0.0, 1e300, -1e300, 1e-320, 2.0**53, np.nan, np.inf, -np.inf]
WHOLE = [-1, 0, 1, 2, 3, 2.0, 2.5, True, 10**18, -(10**18), 10**400, np.int8(2), np.uint64(2), np.float64(2), "2"]
DTYPES = ["f4", "f2", ">f8", "i8", "u1", "?", "c16", "O", "U3", np.longdouble]
SHAPES = [(), (0,), (1,), (2,), (1, 1), (1, 2), (2, 1), (2, 3), (3, 2), (3, 0), (0, 3), (2, 2, 2), (1, 1, 1, 1)]
STRANGE = [
    *(lambda: None, object, dict, list, tuple, set, lambda: "abc", lambda: "", lambda: b"abc", lambda: 1j),
    *(lambda: True, lambda: Fraction(1, 3), lambda: 10**400, lambda: [[1.0, 2.0], [3.0]], lambda: ["a", "b"]),
    *(lambda: datetime.date(2020, 1, 1), lambda: np.array(["2020-01-01"], "M8[D]"), lambda: [None, 1.0]),
    *(lambda: {"a": 1}, lambda: range(3), lambda: slice(3), lambda: len, lambda: np.random, lambda: iter([1.0])),
    *(lambda: np.float32(1.5), lambda: np.array(2.0), lambda: [10**400], lambda: np.longdouble("1e4000")),
    *(lambda: np.full((2, 3), np.longdouble("1e4000")), lambda: [], lambda: [[]], lambda: [[], []]),
    *(lambda: np.random.default_rng(0), lambda: np.random.RandomState(0), lambda: np.float64, lambda: ...),
]  # fmt: skip


@st.composite
def arrays(draw):
    """Arrays of any shape and type, with a NaN, an infinity or a huge number in some."""
    shape = draw(st.sampled_from(SHAPES))
    result = np.arange(np.prod(shape, dtype=int), dtype=float).reshape(shape) % draw(st.sampled_from([2, 3, 100]))
    if result.size and draw(st.booleans()):
        result.flat[draw(st.integers(0, result.size - 1))] = draw(st.sampled_from(NUMBERS))
    return changed_type(result, draw(st.sampled_from(["f8", "f8", *DTYPES])))


def changed_type(array, dtype):
    with np.errstate(all="ignore"):
        return array.astype(dtype)


anything = st.one_of(
    st.sampled_from(STRANGE).map(lambda make: make()), st.sampled_from(NUMBERS), st.sampled_from(WHOLE), arrays()
)


@st.composite
def twisted(draw, value):
    """Return something close to `value`: of another shape, type or length, out of range, or bad in one place."""
    if isinstance(value, np.ndarray):
        return draw(_twisted_array(value))
    if isinstance(value, (bool, np.bool_)):
        return draw(st.sampled_from([not value, 0, 1, None, "yes"]))
    if isinstance(value, (int, np.integer)):
        return draw(st.sampled_from([*WHOLE, value + 1, -value, np.array(value), np.array([value])]))
    if isinstance(value, (float, np.floating)):
        return draw(st.sampled_from([*NUMBERS, -value, value * 1e10, 10**400, np.float32(value), np.array([value])]))
    if isinstance(value, str):
        return draw(st.sampled_from(["", value + "x", value.upper(), value.encode(), [value], 0, None]))
    if isinstance(value, (tuple, list)):
        return draw(_twisted_sequence(value))
    if isinstance(value, dict) and value:
        return draw(_twisted_dict(value))
    if isinstance(value, np.random.Generator):
        return draw(st.sampled_from([None, 0, "rng", np.random.RandomState(0), np.random.PCG64(0)]))
    if callable(value):
        answer = draw(anything)
        return lambda *_, **__: answer
    return draw(anything)


@st.composite
def _twisted_array(draw, value):
    ways = ["transposed", "shorter", "one row", "flat", "deeper", "entry", "entry", "entry", "scaled", "type", "type"]
    way = draw(st.sampled_from([*ways, "list", "empty", "masked", "reversed", "read-only", "every"]))
    if way == "entry" or way == "every":
        result = value.astype(float)
        new = draw(st.sampled_from([*NUMBERS, 2.0]))
        result.flat[:] = new if way == "every" else result
        result.flat[draw(st.integers(0, value.size - 1))] = new
        return result
    if way == "scaled":
        return value * draw(st.sampled_from([0.0, -1.0, 1e150, 1e300, 1e-300]))
    if way == "type":
        return changed_type(value, draw(st.sampled_from(DTYPES)))
    read_only = value.copy()
    read_only.flags.writeable = False
    return {
        "transposed": value.T,
        "shorter": value[..., :-1],
        "one row": value[:1],
        "flat": value.ravel(),
        "deeper": value[None],
        "list": value.tolist(),
        "empty": value[..., :0],
        "masked": np.ma.masked_array(value, value == value.flat[0]),
        "reversed": value[..., ::-1],
        "read-only": read_only,
    }[way]


def _rebuilt(value, parts):
    if hasattr(value, "_replace"):
        return type(value)(*parts) if len(parts) == len(value) else tuple(parts)
    return type(value)(parts)


@st.composite
def _twisted_sequence(draw, value):
    way = draw(st.sampled_from(["shorter", "longer", "reversed", "other kind", "part", "part", "part", "part"]))
    parts = list(value)
    if not parts or way == "other kind":
        return draw(st.sampled_from([tuple(parts), parts, iter(parts), set(), dict(enumerate(parts)), None]))
    if way == "part":
        i = draw(st.integers(0, len(parts) - 1))
        parts[i] = draw(spoiled(parts[i]))
        return _rebuilt(value, parts)
    return _rebuilt(value, {"shorter": parts[:-1], "longer": [*parts, parts[-1]], "reversed": parts[::-1]}[way])


@st.composite
def _twisted_dict(draw, value):
    way = draw(st.sampled_from(["fewer", "renamed", "part", "part", "items"]))
    key = draw(st.sampled_from(sorted(value, key=str)))
    if way == "items":
        return list(value.items())
    rest = {k: v for k, v in value.items() if k != key}
    if way == "fewer":
        return rest
    return {**rest, "other": value[key]} if way == "renamed" else {**rest, key: draw(spoiled(value[key]))}


@st.composite
def spoiled(draw, value):
    """Return something else than `value`: close to it, or anything at all."""
    return draw(twisted(value) if draw(st.integers(0, 2)) else anything)
