"""Exercises 02.3 and 02.4: the way back through a graph, a new operation. Each slip is beside its hint."""

from .engine import Exercise, register
from .slips import slips

divide = Exercise(
    "02.4",
    "write divide(x, y), which returns the value x / y and the pair of its local slopes, towards x and towards y.",
    lambda x, y: (x / y, (1 / y, -x / y**2)),
    ((6.0, 3.0), (2.0, -0.5), (-1.0, 4.0), (0.0, 2.0)),
    "value and both slopes at four places, one of them with x = 0.",
    slips(
        "1/y twice: the slope towards x is right. Nudge y: when it grows, does x / y grow, too?",
        lambda x, y: (x / y, (1 / y, 1 / y)),
        "sign: the sizes are right. For positive x, a larger y makes x / y smaller: which sign has a slope downhill?",
        lambda x, y: (x / y, (1 / y, x / y**2)),
        lambda x, y: (x / y, (-1 / y, -x / y**2)),
        "y for y²: the slope of 1/y is not -1/y. Which power of y comes out when you differentiate y to the power -1?",
        lambda x, y: (x / y, (1 / y, -x / y)),
        lambda x, y: (x / y, (1 / y, x / y)),
        "no power: ^ is no power in Python, but works on the binary digits of whole numbers. A power is written **.",
        lambda x, y: (x / y, (1 / y, -x / (y ^ 2))),
        "x lost: the slope of 1/y towards y is -1/y². Which factor stands before it in x · (1/y)?",
        lambda x, y: (x / y, (1 / y, -1 / y**2)),
        "slopes of a product: y and x are the slopes of x · y. Nudge x in x / y by 1: how far does it move?",
        lambda x, y: (x / y, (y, x)),
        "slopes swapped: the slope towards x comes first, as x does in x / y.",
        lambda x, y: (x / y, (-x / y**2, 1 / y)),
        "no pair: three numbers in a row. We ask for two things: the value, and a pair with both slopes.",
        lambda x, y: (x / y, 1 / y, -x / y**2),
        "slopes alone: the slopes are right; the engine needs the value as well, first.",
        lambda x, y: (1 / y, -x / y**2),
    ),
)


def _walk(start=0.0, last=1.0, order=reversed, send=lambda slope, gradient: slope * gradient, keep=sum):
    """Return backward_by_hand, with another part where given; `keep` joins what was there with what arrives."""

    def backward_by_hand(parents, slopes):
        gradients = [start] * len(parents)
        gradients[-1] = last
        for node in order(range(len(parents))):
            for parent, slope in zip(parents[node], slopes[node], strict=True):
                gradients[parent] = keep([gradients[parent], send(slope, gradients[node])])
        return gradients

    return backward_by_hand


_product_of_sums = ([(), (), (), (1, 2), (0, 3), (4,)], [(), (), (), (2, 3), (1, 1), (3,)])
_used_three_times = ([(), (), (0, 1), (0, 0), (2, 3)], [(), (), (5, 3), (3, 3), (1, 1)])
_fourth_power = ([(), (0, 0), (1, 1)], [(), (2, 2), (4, 4)])
_a_way_past = ([(), (0,), (1,), (0, 2)], [(), (-2,), (0.5,), (4, 3)])
_a_dead_end = ([(), (), (0,), (0, 1)], [(), (), (7,), (2, -1)])

backward_by_hand = Exercise(
    "02.3",
    "write backward_by_hand(parents, slopes): the list of the gradients of all nodes. The nodes are numbered, parents "
    "first; parents[i] and slopes[i] are those of node i; the last node is the result.",
    _walk(),
    (_product_of_sums, _used_three_times, _fourth_power, _a_way_past, _a_dead_end, ([()], [()])),
    "six graphs: J = 3(a + bc), two with a node used several times, a way past a node, a node that leads nowhere, and "
    "one node alone.",
    slips(
        "overwritten: what arrives over the second edge replaces the first. What does a parent with several edges do?",
        _walk(keep=lambda pair: pair[1]),
        "last node only: only the last node has sent something that counts. Do you walk from the first node to the "
        "last, so that the others send before anything has arrived? Or does the return stand inside the outer loop?",
        _walk(order=iter),
        "no start: everything stays 0. How strongly does the result depend on itself?",
        _walk(last=0.0),
        "all start at 1: only the result depends on itself with slope 1. What has arrived at the other nodes at first?",
        _walk(start=1.0),
        "slope alone: you add up local slopes. What has arrived at the node must travel on with them: how?",
        _walk(send=lambda slope, gradient: slope),
        "gradient alone: each edge passes on what arrived, unchanged. What does its local slope do?",
        _walk(send=lambda slope, gradient: gradient),
        "added along the path: you add slope and gradient. Each link stretches what reaches it: what do two links do?",
        _walk(send=lambda slope, gradient: slope + gradient),
        "backwards list: all gradients are right, in the wrong order. Number 0 belongs to node 0.",
        lambda parents, slopes: _walk()(parents, slopes)[::-1],
        "inputs only: these are the gradients of the inputs. We ask for those of all nodes.",
        lambda parents, slopes: [g for g, above in zip(_walk()(parents, slopes), parents, strict=True) if not above],
    ),
    exact_shape=True,
)

register(divide, backward_by_hand)
