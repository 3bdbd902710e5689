"""What the explorer of hinges says about three hidden units and their sum."""

from .. import diagrams

SHOWN = {"linear": "linear", "relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid"}
TARGETS = {"hat": "a hat", "step": "a step", "wave": "one wave of a sine"}
DIGITS = "₁₂₃"


def number(value, digits=2):
    """Write a number with a real minus sign, and 0 without one."""
    return diagrams.minus(round(value, digits) + 0.0, digits)


def _signed(value, digits=2):
    return f"{'−' if round(value, digits) < 0 else '+'} {number(abs(value), digits)}"


def unit_formula(result, k):
    """Write what hidden unit k computes."""
    z = f"{number(result.w[k, 0], 1)} x {_signed(result.b[k, 0], 1)}"
    return z if result.g == "linear" else f"{SHOWN[result.g]}({z})"


def formula(result):
    """Write y as a weighted sum of the hidden units."""
    first, *others = result.v.ravel()
    rest = "".join(f" {_signed(v)} h{DIGITS[k + 1]}" for k, v in enumerate(others))
    return f"y = {number(first)} h₁{rest} {_signed(result.c)}."


def shape(result):
    """Say what kind of line y is."""
    if result.g == "linear":
        slope = (result.v * result.w).sum()
        height = (result.v * result.b).sum() + result.c
        line = f"y = {number(slope)} x {_signed(height)}"
        return f"A sum of straight lines is one straight line, whatever the sliders do: here {line}."
    places = ", ".join(number(place) for place in result.bends)
    if result.g != "relu":
        return "y is smooth, without a corner" + (f"; its units are steepest at x = {places}." if places else ".")
    if not places:
        return "y is one straight piece: no unit bends it inside the frame."
    return f"y has {len(result.bends) + 1} straight pieces; it bends at x = {places}."


def distance(result):
    """Write the error, and for straight lines what the best of them reaches."""
    told = f"Mean squared error to the target, {TARGETS[result.target]}: {number(result.error, 4)}"
    if result.g == "linear":
        return f"{told}; the best straight line of all reaches {number(result.straight, 4)}."
    return f"{told}, a good likeness." if result.error < 0.015 else f"{told}."
