"""Every public function, fed with thousands of bad arguments: a clean result, or an error that names the argument.

Nothing else may happen: no warning, no silent NaN, no other exception. The public functions are found by code, so that
a new one fails here until there is a case for it in `tests/public_calls.py` or `tests/public_drawings.py`. Where time
does not matter, BAD_INPUT_TIMES=10 in the environment tries ten times as much.
"""

import importlib
import inspect
import os
import pkgutil
import re
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import helpers
from helpers import network

from .public_drawings import CALLS
from .spoiled import spoiled

UNCHECKED = {"slope_at"}  # documented as the bare formula, for inner loops
RAISED = {"training.Diverged"}  # made by `train` alone
OPERATORS = {f"__{side}{name}__" for side in ("", "r") for name in ("add", "sub", "mul", "truediv", "pow")}
TIMES = int(os.environ.get("BAD_INPUT_TIMES", "1"))
tried = Counter()


def public_names():
    """Return "module.function" and "module.Class.method" for all that a package lists or a plain module shows."""
    names = set()
    for found in pkgutil.iter_modules(helpers.__path__):
        if found.name.startswith("_"):
            continue
        module = importlib.import_module(f"helpers.{found.name}")
        for name in getattr(module, "__all__", None) or vars(module):
            value = vars(module)[name]
            if name.startswith("_") or not callable(value):
                continue
            if not hasattr(module, "__all__") and type(value).__module__ != module.__name__ != value.__module__:
                continue
            names |= set(callables(f"{found.name}.{name}", value))
    return names


def callables(name, value):
    """Yield the names of a function, or of a class that takes arguments and of its public methods and operators."""
    if inspect.isroutine(value):
        yield name
        return
    kind = value if inspect.isclass(value) else type(value)
    if kind is value and hasattr(kind, "__dataclass_fields__"):
        return  # plain data; what it can do is tried on those that there are
    if kind is value and "__init__" in vars(kind):
        yield name
    methods = {**vars(kind.__mro__[-2]), **vars(kind)}
    for method, function in methods.items():
        public = not method.startswith("_") or method in OPERATORS or (method == "__call__" and kind is not value)
        if public and inspect.isfunction(function) and method not in UNCHECKED:
            yield f"{name}.{method}"


def test_every_public_function_has_a_case():
    assert public_names() - RAISED == set(CALLS)


def numbers_in(result):
    """Yield every number and array in a result, however deep."""
    if isinstance(result, dict):
        result = tuple(result.values())
    if isinstance(result, (tuple, list)):
        for part in result:
            yield from numbers_in(part)
    elif isinstance(result, (float, np.floating)) or getattr(result, "dtype", np.dtype("O")).kind in "fc":
        yield result


def looks_fine(value):
    """Tell whether an argument is an array of finite numbers: then only how it fits the others can be wrong."""
    if isinstance(value, int):
        return True  # of any size
    try:
        array = np.asarray(value)
        return array.dtype.kind in "biuf" and array.size > 0 and bool(np.isfinite(array).all())
    except (TypeError, ValueError):
        return False


def files(arguments):
    """Return the arguments that are paths, as the messages about their content begin."""
    return tuple(str(Path(value)) for key, value in arguments.items() if key in ("path", "folder"))


MESSAGE = re.compile(r"(.*?)(: expected .*\bgot |: .*; expected )", re.DOTALL)


def attempt(call, arguments, changed):
    """Call with these arguments; complain about anything but a clean result or an error that says which and why."""
    error = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = call.function(**arguments)
    except (TypeError, ValueError) as caught:
        error = caught
    if error is None:
        for part in numbers_in(result) if call.finite else ():
            assert np.isfinite(part).all(), f"not finite: {result!r}"
        call.right(result, arguments)
        return
    told = MESSAGE.match(str(error))
    assert told, f"a message without the three parts: {error!r}"
    named = {*re.findall(r"\w+", told[1]), told[1]}
    known = {*arguments, *call.also}
    assert named & known or told[1].startswith(files(arguments)), f"{told[1]!r} is none of the arguments: {error!r}"
    if len(changed) == 1 and not looks_fine(arguments[changed[0]]) and changed[0] not in call.elsewhere:
        blamed = {*changed, *call.also}
        assert named & blamed or told[1].startswith(files(arguments)), f"{changed[0]} is to blame: {error!r}"


@pytest.mark.parametrize("name", sorted(CALLS))
def test_good_arguments_pass(name):
    call = CALLS[name]
    arguments = call.good()
    result = call.function(**arguments)
    call.right(result, arguments)
    assert not call.finite or all(np.isfinite(part).all() for part in numbers_in(result))


@pytest.mark.parametrize("name", sorted(name for name, call in CALLS.items() if call.good()))
def test_bad_arguments_are_named(name):
    call = CALLS[name]

    @settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=call.examples * TIMES,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def check(data):
        arguments = call.good()
        some = st.lists(st.sampled_from(sorted(arguments)), min_size=1, max_size=1 + (len(arguments) > 2), unique=True)
        changed = data.draw(some, "changed")
        for key in changed:
            arguments[key] = data.draw(spoiled(arguments[key]), key)
        attempt(call, arguments, changed)
        tried[name] += 1

    check()


FOUND = [  # each was a warning, another exception, a hang or a message without a name when this test was written
    ("checks.assert_same", {"tolerance": None}),
    ("checks.central_difference", {"f": None}),
    ("checks.check_gradients", {"tolerance": 1e-320}),
    ("data.flower", {"m": 10**18}),
    ("data.moons", {"noise": 1e308}),
    ("data.standardize", {"X": np.array([[1.0, 2.0], [3.0, 4.0]]), "deviation": np.full((2, 1), 1e-320)}),
    ("exercises.check", {"function": lambda *_: 1j}),
    ("exercises.get", {"number": ["01.1"]}),
    ("losses.belonging_to", {"output": np.array([])}),
    ("network.backward", {"caches": [network.Cache(1, 2, 3)] * 3}),
    ("network.forward", {"layers": np.array([[0j]])}),
    ("network.initialize", {"scale": 1e300}),
    ("network.initialize", {"sizes": [2, 10**12, 2, 1]}),
    ("network.train", {"Y": np.full((1, 4), np.longdouble("1e4000"))}),
    ("neuron.forward", {"X": np.ma.masked_array(np.ones((2, 4)), np.eye(2, 4))}),
    ("neuron.initialize", {"n_x": 10**18}),
    ("plots.ratios", {"values": np.array([5e299, 2e300])}),
    ("sweep.table", {"results": None}),
    ("training.descend", {"steps": 10**18}),
    ("training.moments", {"epochs": 10**400}),
    ("training.moments", {"most": 10**18}),
    ("widgets.initial", {"hidden": 10**400}),
]


@pytest.mark.parametrize(("name", "bad"), FOUND, ids=[f"{name}-{next(iter(bad))}" for name, bad in FOUND])
def test_what_was_found_stays_mended(name, bad):
    attempt(CALLS[name], {**CALLS[name].good(), **bad}, list(bad))


def test_at_least_two_thousand_cases_were_tried():
    if not {name for name, call in CALLS.items() if call.good()} <= set(tried):
        pytest.skip("only where all of them ran")
    assert sum(tried.values()) >= 2000
