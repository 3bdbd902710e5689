"""What the readers of the notebooks should not have to read twice.

Imports run strictly downward: ``training``, ``checks``, ``activations``, ``losses``, ``graph`` and ``data`` hold the
mathematics, ``neuron`` and ``network`` the models, ``sweep`` many runs of them; ``style``, ``plots`` and ``diagrams``
draw arrays and graphs; ``widgets`` and ``exercises`` stand on all of them, and ``handout`` makes editions of the
notebooks. Each function is derived in a notebook first; its docstring says where.
"""
