"""Every sentence that a test of this folder measures still stands, word for word, in the cell that it names."""

import pytest

from . import test_claims_digits, test_claims_networks, test_claims_neuron, test_claims_shallow, test_claims_trained
from .quoting import QUOTED, sources

MODULES = (test_claims_digits, test_claims_networks, test_claims_neuron, test_claims_shallow, test_claims_trained)


@pytest.mark.parametrize(
    ("notebook", "cell", "sentence"), QUOTED, ids=[f"{notebook} {cell}" for notebook, cell, _ in QUOTED]
)
def test_the_sentence_still_stands(notebook, cell, sentence):
    if " ".join(sentence.split()) not in " ".join(sources(notebook)[cell].split()):
        pytest.fail(f"{notebook} {cell} no longer says: {sentence}", pytrace=False)


def test_every_measuring_test_quotes_what_it_measures():
    measuring = [getattr(module, name) for module in MODULES for name in dir(module) if name.startswith("test_")]
    assert len(measuring) > 40
    assert all(any(mark.name == "claims" for mark in test.pytestmark) for test in measuring)
