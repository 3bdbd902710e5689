"""The code of notebook 04, section 9, that is shown but not run there: our network inside scikit-learn."""

import re

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from helpers import network

from .notebooks import NOTEBOOKS, cells


@pytest.fixture(scope="module")
def names():
    """Return what the lines shown in the notebook define."""
    (deep,) = [path for path in NOTEBOOKS if path.name.startswith("04")]
    text = "\n".join(cell["source"] for cell in cells(deep, "markdown"))
    (code,) = [code for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "sklearn" in code]
    defined = {}
    exec(compile(code, "notebook 04, section 9", "exec"), defined)
    return defined


def test_scikit_learn_says_the_same_with_our_weights(names):
    digits, layers = names["digits"], names["layers"]
    assert names["our_probabilities"].shape == (10, 1797)
    assert names["difference"] < 1e-10
    np.testing.assert_array_equal(names["theirs"].predict(digits.X.T), network.predict(layers, digits.X)[0])


def test_one_step_of_theirs_is_one_step_of_ours(names):
    X, Y, layers = names["digits"].X[:, :200], names["digits"].Y[:, :200], names["layers"]
    plain = {"solver": "sgd", "momentum": 0.0, "alpha": 0.0, "batch_size": 200, "learning_rate_init": 0.5}
    theirs = MLPClassifier(hidden_layer_sizes=(64, 32), **plain)
    theirs.partial_fit(X.T, Y.argmax(axis=0), classes=range(10))
    theirs.coefs_, theirs.intercepts_ = [W.T.copy() for W, _, _ in layers], [b[:, 0].copy() for _, b, _ in layers]
    theirs.partial_fit(X.T, Y.argmax(axis=0))
    stepped = network.update(layers, network.backward(layers, network.forward(layers, X)[1], Y), 0.5)
    for (W, b, _), coefficients, intercepts in zip(stepped, theirs.coefs_, theirs.intercepts_, strict=True):
        np.testing.assert_allclose(coefficients, W.T, rtol=0, atol=1e-12)
        np.testing.assert_allclose(intercepts, b[:, 0], rtol=0, atol=1e-12)
