"""A trained net as an .onnx file, which other runtimes predict with: raw units in, the output's activation out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from bpviz.engine.activations import ACTIVATIONS, LEAKY_SLOPE
from bpviz.engine.activations_smooth import SELU_ALPHA, SELU_SCALE
from bpviz.engine.normalization import EPS
from bpviz.engine.tape import Array
from bpviz.errors import BpvizError
from bpviz.training.trainer import Trainer
from bpviz.training.weights import facts_of, weights_of
from bpviz.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from types import ModuleType

OPSET, IR = 17, 8
"""Of 2022: every runtime of today reads them."""


class Graph:
    """Nodes and constants as they are written; a tensor is known by its name. All numbers have one type, ``dtype``."""

    def __init__(self, onnx: ModuleType, dtype: type[np.floating[Any]]) -> None:
        self.onnx, self.dtype = onnx, dtype
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, value: Array | float, name: str = "") -> str:
        """A tensor that is part of the file."""
        name = name or f"c{len(self.constants)}"
        self.constants.append(self.onnx.numpy_helper.from_array(np.ascontiguousarray(value, self.dtype), name))
        return name

    def indices(self, values: list[int]) -> str:
        """Whole numbers that are part of the file."""
        name = f"c{len(self.constants)}"
        self.constants.append(self.onnx.numpy_helper.from_array(np.array(values, np.int64), name))
        return name

    def node(self, kind: str, *inputs: str | float, out: str = "", **attributes: Any) -> str:
        """An op on tensors; numbers become constants. Attributes are of single precision, so that what must be exact is
        a constant instead."""
        names = [each if isinstance(each, str) else self.constant(each) for each in inputs]
        out = out or f"t{len(self.nodes)}"
        self.nodes.append(self.onnx.helper.make_node(kind, names, [out], **attributes))
        return out


def _softplus(g: Graph, z: str) -> str:
    # Not the op of this name: some runtimes compute log(exp(z) + 1), which overflows.
    small = g.node("Log", g.node("Add", g.node("Exp", g.node("Neg", g.node("Abs", z))), 1.0))
    return g.node("Add", g.node("Max", z, 0.0), small)


def _selu(g: Graph, z: str) -> str:
    below = g.node("Mul", g.node("Elu", g.node("Min", z, 0.0)), SELU_SCALE * SELU_ALPHA)
    return g.node("Add", g.node("Mul", g.node("Max", z, 0.0), SELU_SCALE), below)


def _gelu(g: Graph, z: str) -> str:
    share = g.node("Mul", g.node("Add", g.node("Erf", g.node("Mul", z, float(np.sqrt(0.5)))), 1.0), 0.5)
    return g.node("Mul", z, share)


def _hard_sigmoid(g: Graph, z: str) -> str:
    return g.node("Min", g.node("Max", g.node("Add", g.node("Div", z, 6.0), 0.5), 0.0), 1.0)


WRITTEN: dict[str, Callable[[Graph, str], str]] = {
    "identity": lambda g, z: z,
    "sigmoid": lambda g, z: g.node("Sigmoid", z),
    "tanh": lambda g, z: g.node("Tanh", z),
    "relu": lambda g, z: g.node("Relu", z),
    "leaky_relu": lambda g, z: g.node("Max", z, g.node("Mul", z, LEAKY_SLOPE)),
    "elu": lambda g, z: g.node("Elu", z),
    "selu": _selu,
    "gelu": _gelu,
    "silu": lambda g, z: g.node("Mul", z, g.node("Sigmoid", z)),
    "softplus": _softplus,
    "mish": lambda g, z: g.node("Mul", z, g.node("Tanh", _softplus(g, z))),
    "hard_sigmoid": _hard_sigmoid,
    "hard_tanh": lambda g, z: g.node("Min", g.node("Max", z, -1.0), 1.0),
    "softmax": lambda g, z: g.node("Softmax", z, axis=1),
}
"""Each activation of bpviz in ops of ONNX, by key; one that is not here is refused."""

_CONSTRUCTED: dict[str, Callable[[Graph, str, str], str]] = {
    "x1": lambda g, x1, x2: x1,
    "x2": lambda g, x1, x2: x2,
    "x1^2": lambda g, x1, x2: g.node("Mul", x1, x1),
    "x2^2": lambda g, x1, x2: g.node("Mul", x2, x2),
    "x1*x2": lambda g, x1, x2: g.node("Mul", x1, x2),
    "sin(x1)": lambda g, x1, x2: g.node("Sin", x1),
    "sin(x2)": lambda g, x1, x2: g.node("Sin", x2),
    "cos(x1)": lambda g, x1, x2: g.node("Cos", x1),
    "cos(x2)": lambda g, x1, x2: g.node("Cos", x2),
}


def onnx_of(trainer: Trainer, double: bool = False) -> bytes:
    """The net as it predicts: input ``x`` (rows, the data's own columns) in raw units, output ``prediction`` (rows,
    n_outputs); in single precision, or with ``double`` in double. Batch normalization takes its running mean and
    variance; dropout does nothing.

    BpvizError for a net or an activation that cannot be written so, and where the onnx package is not installed.
    """
    network, data = trainer.network, trainer.data
    if network.architecture != "feedforward":
        recurrent = QT_TRANSLATE_NOOP("Error", "A net of the architecture {0} cannot be written as .onnx; take .npz.")
        raise BpvizError(recurrent, network.architecture)
    for key in network.activations:
        if key not in WRITTEN:
            cannot = QT_TRANSLATE_NOOP("Error", "The activation {0} cannot be written as .onnx; take .npz.")
            raise BpvizError(cannot, ACTIVATIONS[key].title)
    onnx = _onnx()
    g = Graph(onnx, np.float64 if double else np.float32)
    a = _inputs(g, trainer)
    weights = weights_of(trainer)
    for layer, key in enumerate(network.activations, start=1):
        bias = [g.constant(weights[f"b{layer}"], f"b{layer}")] if network.bias else []
        z = g.node("Gemm", a, g.constant(weights[f"W{layer}"], f"W{layer}"), *bias, out=f"z{layer}")
        if network.normalizes(layer):
            z = _normalized(g, z, weights, layer)
        a = WRITTEN[key](g, z)
    g.node("Identity", a, out="prediction")
    kind = onnx.TensorProto.DOUBLE if double else onnx.TensorProto.FLOAT
    helper = onnx.helper
    graph = helper.make_graph(
        g.nodes,
        "bpviz",
        [helper.make_tensor_value_info("x", kind, ["rows", len(data.raw_names)])],
        [helper.make_tensor_value_info("prediction", kind, ["rows", network.n_outputs])],
        g.constants,
    )
    model = helper.make_model(graph, producer_name="bpviz", opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR
    helper.set_model_props(model, facts_of(trainer))
    written: bytes = model.SerializeToString()
    return written


def _inputs(g: Graph, trainer: Trainer) -> str:
    """What the first layer sees."""
    data, x = trainer.data, "x"
    if data.raw is not None:
        x1, x2 = (g.node("Gather", "x", g.indices([i]), axis=1) for i in range(2))
        made = []
        for key in data.raw.features:
            if key not in _CONSTRUCTED:
                cannot = QT_TRANSLATE_NOOP("Error", "The feature {0} cannot be written as .onnx; take .npz.")
                raise BpvizError(cannot, key)
            made.append(_CONSTRUCTED[key](g, x1, x2))
        x = g.node("Concat", *made, axis=1)
    scaler = data.scaler
    if scaler is not None and scaler.offset.any():
        x = g.node("Sub", x, g.constant(scaler.offset, "x_offset"))
    if scaler is not None and (scaler.scale != 1.0).any():
        x = g.node("Div", x, g.constant(scaler.scale, "x_scale"))
    return x


def _normalized(g: Graph, z: str, weights: dict[str, Array], layer: int) -> str:
    """By the running mean and variance; not the op, whose epsilon is of single precision."""
    names = ("running_mean", "running_var", "gamma", "beta")
    mean, var, gamma, beta = (weights[f"{name}{layer}"] for name in names)
    centred = g.node("Sub", z, g.constant(mean, f"running_mean{layer}"))
    zhat = g.node("Div", centred, g.constant(np.sqrt(var + EPS), f"deviation{layer}"))
    scaled = g.node("Mul", zhat, g.constant(gamma, f"gamma{layer}"))
    return g.node("Add", scaled, g.constant(beta, f"beta{layer}"))


def _onnx() -> ModuleType:
    try:
        import onnx
        import onnx.helper
        import onnx.numpy_helper
    except ImportError:
        missing = QT_TRANSLATE_NOOP(
            "Error", "To write .onnx files the onnx package is needed: pip install 'bpviz[onnx]' (or pip install onnx)."
        )
        raise BpvizError(missing) from None
    module: ModuleType = onnx
    return module
