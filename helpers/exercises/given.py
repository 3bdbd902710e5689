"""Going on with an exercise, solved or not."""

from .engine import check, get


def given(number, function):
    """Return the reader's function if it passes its check with arrays, otherwise the notebook's own, and say which.

    Parameters
    ----------
    number : str
        Of the exercise, such as "01.2".
    function : callable
        The attempt.

    Returns
    -------
    callable

    Raises
    ------
    TypeError, ValueError
        As `check` does.
    """
    feedback = check(number, function)
    passed = feedback.passed and not feedback.slip
    print(f"Exercise {number}: we go on with {'your function' if passed else 'the function of the notebook'}.")
    return function if passed else get(number).right
