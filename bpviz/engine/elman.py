"""The Elman net: one recurrent hidden layer, unrolled over the time steps of a sequence, and its backpropagation
through time.

With h = a1 and h_0 = 0, for t = 1…T:  z1_t = x_t W1 + a1_{t-1} U1 + b1,  a1_t = f(z1_t),  z2_t = a1_t W2 + b2,
a2_t = g(z2_t).  J. L. Elman, "Finding structure in time" (1990); P. J. Werbos, "Backpropagation through time: what it
does and how to do it" (1990); truncated: R. J. Williams and J. Peng (1990).

Tensors and ops carry their time step, counted from 1 (``Op.step`` is that number, None for the loss and the update);
``Op.layer`` is 1 (hidden) or 2 (output). ``steps`` T; outputs are there at every step (many-to-many,
``target_steps`` = T) or at the last one alone (many-to-one, ``target_steps`` = 1):

    forward    for t = 1…T:     z1_t{t}  (on the way a0_t{t}: the step's columns of a0)    a1_t{t}
               with an output:  z2_t{t}  a2_t{t}
    loss       loss             (many-to-many, on the way: y_t1 … y_tT, the steps' columns of y, and the parts
                                loss_t1 … loss_tT that it is the sum of; many-to-one: of y itself. With class
                                weights also w_t1 … w_tT, or w: what each row counts by its class
                                in that step; the weights are those of all steps' classes together)
    backward   for t = T…1:     delta2_t{t}  dW2_t{t}  db2_t{t}   (on the way: da2_t{t}  df2_t{t})
                                delta1_t{t}  dW1_t{t}  db1_t{t}  dU1_t{t}   (on the way: da1_t{t}  df1_t{t})
    update     as everywhere    W1  b1  U1  W2  b2

``dW1_t3`` is the sum of the terms of the steps T…3 (as ``dU1_t3``, ``db1_t3``, ``dW2_t3``, ``db2_t3``): each op adds
its step's term to the sum of the op before. The last one is the gradient itself and has its plain name: ``dW1``,
``db1`` at t = 1; ``dU1`` at t = 2, since h_0 = 0 adds nothing; ``dW2``, ``db2`` at t = 1 or, many-to-one, at t = T.
Where there is one step only, ``dU1`` is 0 and has an op at t = 1.

Truncated to k steps (``truncate`` = k < T; 0: the whole sequence) the loss of each step goes back through k steps.
Many-to-many, ``delta1_t{t}`` is the sum of parts by their origin, which are on the way: ``delta1_t{t}_from{s}`` is what
comes from the loss of step s, s = t … min(t + k - 1, T); there is no da1 then. Many-to-one, the ops of the steps before
T - k + 1 are left out, and the last sums (with the plain names) are those of that step.
"""

from __future__ import annotations

from bpviz.engine.architecture import Architecture, Shape
from bpviz.engine.elmanbuilding import compile_elman
from bpviz.engine.elmannetwork import ElmanNetwork
from bpviz.errors import BpvizError
from bpviz.hyperparameters import Hyperparameter
from bpviz.words import QT_TRANSLATE_NOOP

MAX_STEPS = 200
"""Time steps that can still be stepped through and drawn."""
MAX_NUMBERS = 5_000_000
"""Steps times parameters: the running sums of the gradient, each a tensor of its own."""
MAX_PARTS = 4_000
"""Steps times the steps that a truncated gradient goes back."""


def _network(shape: Shape) -> ElmanNetwork:
    if len(shape.hidden) != 1:
        layers = QT_TRANSLATE_NOOP("Error", "An Elman net has one hidden layer; hidden has {0}: give one, such as 8.")
        raise BpvizError(layers, len(shape.hidden))
    if shape.steps > MAX_STEPS:
        long = QT_TRANSLATE_NOOP("Error", "The sequences have {0} time steps; an Elman net takes {1} at most.")
        raise BpvizError(long, shape.steps, MAX_STEPS)
    truncate = int(shape.options.get("truncate", 0))
    sizes = (shape.n_features // shape.steps, *shape.hidden, shape.n_outputs // shape.target_steps)
    network = ElmanNetwork(
        sizes, shape.activations, shape.bias, steps=shape.steps, target_steps=shape.target_steps, truncate=truncate
    )
    numbers = network.n_parameters * shape.steps
    if numbers > MAX_NUMBERS:
        large = QT_TRANSLATE_NOOP(
            "Error", "{0} time steps times {1:,} parameters are {2:,}; at most {3:,} are possible."
        )
        raise BpvizError(large, shape.steps, network.n_parameters, numbers, MAX_NUMBERS)
    if network.splits and shape.steps * network.back > MAX_PARTS:
        parts = QT_TRANSLATE_NOOP(
            "Error", "truncate is {0} for {1} time steps; it must be at most {2} there, or 0 for the whole sequence."
        )
        raise BpvizError(parts, truncate, shape.steps, MAX_PARTS // shape.steps)
    return network


ELMAN = Architecture(
    "elman",
    QT_TRANSLATE_NOOP("Architecture", "Recurrent (Elman)"),
    _network,
    compile_elman,
    (
        Hyperparameter(
            "truncate", QT_TRANSLATE_NOOP("Hyperparameter", "Truncate to steps (0: whole)"), 0, 0, MAX_STEPS, whole=True
        ),
    ),
    hidden_layers=1,
)
