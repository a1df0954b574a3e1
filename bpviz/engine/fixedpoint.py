"""The architecture of fixed-point recurrent backpropagation; tensors and their names: ``fixedpointnetwork``."""

from __future__ import annotations

from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.architecture import Architecture, Shape
from bpviz.engine.fixedpointnetwork import MAX_SWEEPS, FixedPointNetwork
from bpviz.engine.fixedpointprogram import compile_fixed_point
from bpviz.engine.fixedpointreasons import reason_of
from bpviz.engine.network import Network
from bpviz.errors import BpvizError
from bpviz.hyperparameters import Hyperparameter
from bpviz.words import QT_TRANSLATE_NOOP

MAX_UNITS = 100
"""Units that a net may have at the most: the eigenvalues of an n x n matrix are found for every row."""


def _network(shape: Shape) -> Network:
    keys = shape.activations
    if len(set(keys)) > 1:
        several = QT_TRANSLATE_NOOP(
            "Error", "All units of a fixed-point net have the same activation; here are {0}: give one key alone."
        )
        raise BpvizError(several, ", ".join(keys))
    if ACTIVATIONS[keys[0]].derivative is None:
        mixes = QT_TRANSLATE_NOOP(
            "Error", "{0} mixes the units of a layer, which the units of a fixed-point net do not have: take another."
        )
        raise BpvizError(mixes, keys[0])
    n = shape.n_features + sum(shape.hidden) + shape.n_outputs
    if n > MAX_UNITS:
        many = QT_TRANSLATE_NOOP(
            "Error", "The fixed-point net has {0} units (inputs, hidden units and outputs); at most {1} are possible."
        )
        raise BpvizError(many, n, MAX_UNITS)
    options = shape.options
    return FixedPointNetwork(
        (shape.n_features, n, shape.n_outputs),
        (keys[0], "identity"),
        shape.bias,
        max_sweeps=int(options["max_sweeps"]),
        threshold=options["threshold"],
        dt=options["dt"] if options["continuous"] else 1.0,
        start=options["start"],
        adjoint_sweeps=int(options["adjoint_sweeps"]),
    )


FIXED_POINT = Architecture(
    "fixed_point",
    QT_TRANSLATE_NOOP("Architecture", "Fixed point"),
    _network,
    compile_fixed_point,
    (
        Hyperparameter(
            "max_sweeps", QT_TRANSLATE_NOOP("Hyperparameter", "Most sweeps"), 100, 1, MAX_SWEEPS, whole=True
        ),
        Hyperparameter("threshold", QT_TRANSLATE_NOOP("Hyperparameter", "Settled at a change of"), 1e-12, 0.0, 0.1),
        Hyperparameter("continuous", QT_TRANSLATE_NOOP("Hyperparameter", "Continuous time"), 0, 0, 1, whole=True),
        Hyperparameter("dt", QT_TRANSLATE_NOOP("Hyperparameter", "Time step"), 0.5, 1e-3, 1.0),
        Hyperparameter("start", QT_TRANSLATE_NOOP("Hyperparameter", "Start of every unit"), 0.0, -10.0, 10.0),
        Hyperparameter(
            "adjoint_sweeps",
            QT_TRANSLATE_NOOP("Hyperparameter", "Sweeps back (0: until settled)"),
            0,
            0,
            MAX_SWEEPS,
            whole=True,
        ),
    ),
    logits=False,
    one_activation=True,
    suits={  # small weights that grow slowly: with large ones the state does not settle
        "architecture_options": {"max_sweeps": 200, "threshold": 1e-8},
        "init_scale": 0.3,
        "optimizer": "sgd",
        "optimizer_options": {},
        "learning_rate": 0.1,
    },
    reason=reason_of,
)
