"""Compiles a feedforward net, its loss and its optimizer into the program of one iteration.

For l = 1…L:  z{l} = a{l-1} W{l} + b{l},  a{l} = f(z{l});  then the loss;  delta{l} = dLoss/dz{l} from the back,
dW{l} = a{l-1}^T delta{l},  db{l} = sum of delta{l} over the rows;  then the optimizer's slots and the parameters.
Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors" (1986).
"""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from bpviz.engine import drawing, equations, normalization
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.architecture import Architecture, Shape
from bpviz.engine.building import Builder
from bpviz.engine.clock import T
from bpviz.engine.drawing import drawn
from bpviz.engine.losses import LOSSES, Output
from bpviz.engine.network import Network, Store
from bpviz.engine.ops import Call, Phase
from bpviz.engine.program import Program
from bpviz.engine.rules import Rules
from bpviz.engine.tape import XT, Array, Tape, X
from bpviz.engine.updates import number
from bpviz.words import QT_TRANSLATE_NOOP


def _compile(store: Store, rules: Rules, rows: int, training: bool) -> Program:
    builder = _Builder(store, rules, rows, training)
    builder.forward()
    builder.loss_op()
    if training:
        builder.backward()
        builder.remember()
        builder.update()
    return builder.program()


class _Builder(Builder):
    """``z`` are the arrays that the activations are functions of: z, or n where z is normalized (``normal``)."""

    def __init__(self, store: Store, rules: Rules, rows: int, training: bool) -> None:
        super().__init__(store, rules, rows)
        self.n_layers, self.training = self.network.n_layers, training
        self.drops = training and rules.dropout > 0
        self.normal: dict[int, normalization.Arrays] = {}
        self.mask: dict[int, Array] = {}
        self.z: dict[int, Array] = {}
        self.a: dict[int, Array] = {}  # n_l x rows
        self.extended: dict[int, Array] = {}  # the same memory with the row of ones below, for the next product
        # z, a and f'(z) of all layers lie one after the other, each layer with a row for the ones below it.
        heights = [0] + [n + int(self.network.bias) for n in self.network.sizes[1:]]
        self.ends = [end * rows for end in accumulate(heights)]
        self.all_z, self.all_a, self.all_df = np.zeros(self.ends[-1]), np.ones(self.ends[-1]), np.zeros(self.ends[-1])
        self.internals: dict[int, dict[str, Array]] = {}
        self.delta: dict[int, Array] = {}

    def forward(self) -> None:
        for layer in range(1, self.n_layers + 1):
            n_out, key = self.network.sizes[layer], self.network.activations[layer - 1]
            matrix, z = self.store.matrix(self.store.parameters, layer), self._part(self.all_z, layer)[:n_out]
            extended = self._part(self.all_a, layer)
            self.z[layer], self.extended[layer], self.a[layer] = z, extended, extended[:n_out]
            product = np.zeros(z.shape) if self.network.normalizes(layer) else z
            self.tensors[f"z{layer}"], self.tensors[f"a{layer}"] = product.T, self.a[layer].T
            self.tape.call(matrix.dot, X if layer == 1 else self.extended[layer - 1], product)
            rule = equations.pre_activation(self.network, layer, self.drops)
            below = equations.into(layer, self.drops)
            reads = (below, f"W{layer}", *([f"b{layer}"] if self.network.bias else []))
            self.op(f"z{layer}", "forward", layer, reads, equations=rule)
            if product is not z:
                self._normalize(layer, product)
            self.internals[layer] = ACTIVATIONS[key].forward(self.tape, z, self.a[layer])
            into = self.network.into_activation(layer)
            formula, rule = f"a{layer} = {key}({into})", equations.activation(self.network, layer)
            self.op(f"a{layer}", "forward", layer, (into,), formula, equations=rule)
            if self.drops and layer < self.n_layers:
                self._drop(layer)

    def _normalize(self, layer: int, z: Array) -> None:
        """The ops from z to n."""
        units, store = len(z), self.store
        arrays = {kind: np.zeros(units) for kind in ("mean", "var")} | {"z": z, "zhat": np.zeros(z.shape)}
        arrays |= {kind: store.views[f"{kind}{layer}"] for kind in ("gamma", "beta")}
        arrays |= {kind: store.gradient_views[f"{kind}{layer}"] for kind in ("dgamma", "dbeta")}
        arrays |= {kind: store.running[f"{kind}{layer}"] for kind in ("running_mean", "running_var")}
        a = self.normal[layer] = arrays | {"n": self.z[layer]}
        if self.training:
            normalization.mean(self.tape, a)
            self._normal_op("mean", layer, "z")
            normalization.var(self.tape, a)
            self._normal_op("var", layer, "z", "mean")
        mean, var = ("mean", "var") if self.training else ("running_mean", "running_var")
        normalization.zhat(self.tape, a, a[mean], a[var])
        self._normal_op("zhat", layer, "z", mean, var)
        normalization.scaled(self.tape, a)
        self._normal_op("n", layer, "zhat", "gamma", "beta")

    def _normal_op(self, kind: str, layer: int, *reads: str, phase: Phase = "forward") -> None:
        """One op of a normalized layer, that writes ``kind``."""
        name, array = f"{kind}{layer}", self.normal[layer][kind]
        self.tensors[name] = array.T
        rule = normalization.equations(layer, running=not self.training)[kind]
        self.op(name, phase, layer, tuple(f"{read}{layer}" for read in reads), equations=(rule,))

    def _drop(self, layer: int) -> None:
        """The ops that draw a mask and leave out activations by it."""
        n_out, p, seed = self.network.sizes[layer], self.rules.dropout, self.rules.seed
        u, mask = np.zeros((n_out, self.rows)), np.zeros((n_out, self.rows))
        extended = np.ones((len(self.extended[layer]), self.rows))
        self.tape.call(drawn, seed, layer, self.store.scalars[T], u)
        self.tape.call(np.greater, u, self.tape.constant(p), mask)
        self.tape.call(np.multiply, mask, self.tape.constant(1 / (1 - p)), mask)
        self.tensors |= {f"u{layer}": u.T, f"mask{layer}": mask.T, f"dropped{layer}": extended[:n_out].T}
        rule = f"where(u{layer} > {number(p)}, {number(1 / (1 - p))}, 0)"
        draw = (f"u{layer}", drawing.words_of(seed, layer, n_out))
        self.op(f"mask{layer}", "forward", layer, (T,), equations=(draw, (f"mask{layer}", rule)))
        self.tape.call(np.multiply, self.a[layer], mask, extended[:n_out])
        self.mask[layer], self.extended[layer] = mask, extended
        rule = f"a{layer} * mask{layer}"
        reads = (f"a{layer}", f"mask{layer}")
        self.op(f"dropped{layer}", "forward", layer, reads, equations=((f"dropped{layer}", rule),))

    def _part(self, flat: Array, layer: int) -> Array:
        """A layer's rows of a flat array of all layers, the row below them included."""
        return flat[self.ends[layer - 1] : self.ends[layer]].reshape(-1, self.rows)

    def loss_op(self) -> None:
        last, entry = self.n_layers, LOSSES[self.rules.loss]
        self.weigh_rows()
        entry.value(self.tape, self._output(), self.raw)
        fast = list(self.tape.calls)  # at full speed all recorded losses are scaled in one call
        self.tape.call(np.multiply, self.raw, self.tape.constant(self.scale), self.loss)
        reads = [f"z{last}" if entry.on_logits else f"a{last}", "y"]
        if self.has_penalty:
            self.add_penalty()
            fast = list(self.tape.calls)
            reads += [f"W{layer}" for layer in range(1, last + 1)]
        self.tensors["loss"] = self.loss
        self.op("loss", "loss", None, tuple(reads), fast=fast, equations=equations.loss(self.network, self.rules))

    def _output(self) -> Output:
        last = self.n_layers
        return Output(self.a[last], self.z[last], self.internals[last], self.row_weights)

    def backward(self) -> None:
        for layer in range(self.n_layers, 0, -1):
            self._delta_op(layer)
            if layer in self.normal:
                self._normal_delta_ops(layer)
            self._gradient_ops(layer)

    def remember(self) -> None:
        """What the normalized layers remember."""
        for layer, a in self.normal.items():
            normalization.running_mean(self.tape, a)
            self._normal_op("running_mean", layer, "running_mean", "mean", phase="update")
            normalization.running_var(self.tape, a)
            self._normal_op("running_var", layer, "running_var", "var", phase="update")

    def _normal_delta_ops(self, layer: int) -> None:
        """From dLoss/dn to dLoss/dz, by way of the gradients of gamma and beta."""
        a = self.normal[layer]
        a["dn"], a["delta"] = self.delta[layer], np.zeros(self.delta[layer].shape)
        normalization.dgamma(self.tape, a)
        self._normal_op("dgamma", layer, "dn", "zhat", phase="backward")
        normalization.dbeta(self.tape, a)
        self._normal_op("dbeta", layer, "dn", phase="backward")
        normalization.delta(self.tape, a)
        self._normal_op("delta", layer, "dn", "zhat", "gamma", "var", "dgamma", "dbeta", phase="backward")
        self.delta[layer] = a["delta"]

    def _delta_op(self, layer: int) -> None:
        delta = self.delta[layer] = np.zeros((self.network.sizes[layer], self.rows))
        entry, rule = LOSSES[self.rules.loss], equations.delta(self.network, self.rules, layer)
        name, into = rule[-1][0], self.network.into_activation(layer)
        self.tensors[name] = delta.T
        if layer == self.n_layers and entry.on_logits:
            self.output_gradient(self._output(), delta)
            self.op(name, "backward", layer, (f"a{layer}", "y", *self.weighing), equations=rule)
            return
        # With the row below that belongs to the row of ones (nobody reads it): a product with W alone, a slice of
        # [W^T b], would make a copy of it each time.
        with_bias = np.zeros((len(delta) + int(self.network.bias and layer < self.n_layers), self.rows))
        da = with_bias[: len(delta)]
        self.tensors[f"da{layer}"] = da.T
        if layer == self.n_layers:
            self.output_gradient(self._output(), da)
            reads: tuple[str, ...] = (f"a{layer}", "y", *self.weighing)
        else:
            self.tape.call(self.store.matrix(self.store.parameters, layer + 1).T.dot, self.delta[layer + 1], with_bias)
            reads = (f"delta{layer + 1}", f"W{layer + 1}")
            if self.drops:
                self.tape.call(np.multiply, da, self.mask[layer], da)
                reads = (*reads, f"mask{layer}")
        upstream = dict(rule)[f"da{layer}"]
        key = self.network.activations[layer - 1]
        activation = ACTIVATIONS[key]
        if activation.derivative is None:
            assert activation.backward is not None
            activation.backward(self.tape, self.a[layer], da, delta)
            formula = f"{name} = {key}_backward(da{layer} = {upstream})"
            self.op(name, "backward", layer, (*reads, into), formula, equations=rule)
            return
        df = self._part(self.all_df, layer)[: len(delta)]
        self.tensors[f"df{layer}"] = df.T
        fast = [*self.tape.calls, *self._derivatives_from(layer)]
        activation.derivative(self.tape, self.z[layer], self.a[layer], df)
        self.tape.call(np.multiply, da, df, delta)
        fast.append(self.tape.calls[-1])
        formula = f"{name} = ({upstream}) * {key}'({into})"
        self.op(name, "backward", layer, (*reads, into), formula, fast=fast, equations=rule)

    def _derivatives_from(self, layer: int) -> list[Call]:
        """Calls for f'(z) of this layer and all below it of the same activation at once; none where the layer above has
        seen to it. The calls are elementwise, so the bits are those of layer after layer."""
        keys = self.network.activations
        if layer < self.n_layers and keys[layer] == keys[layer - 1] and f"df{layer + 1}" in self.tensors:
            return []
        lowest = layer
        while lowest > 1 and keys[lowest - 2] == keys[layer - 1]:
            lowest -= 1
        group, tape = slice(self.ends[lowest - 1], self.ends[layer]), Tape()
        derivative = ACTIVATIONS[keys[layer - 1]].derivative
        assert derivative is not None
        derivative(tape, self.all_z[group], self.all_a[group], self.all_df[group])
        return list(tape.take())

    def _gradient_ops(self, layer: int) -> None:
        below = XT if layer == 1 else self.extended[layer - 1].T
        self.tape.call(self.delta[layer].dot, below, self.store.matrix(self.store.gradient, layer))
        reads = [equations.into(layer, self.drops), f"delta{layer}"]
        gradient = self.weights(self.store.gradient, layer)
        weights = self.weights(self.store.parameters, layer)
        part = self.tape.scratch(weights.shape, "penalty") if self.has_penalty else weights
        if self.rules.l1:
            self.tape.call(np.sign, weights, part)
            self.tape.call(np.multiply, part, self.tape.constant(self.rules.l1), part)
            self.tape.call(np.add, gradient, part, gradient)
        if self.rules.l2:
            self.tape.call(np.multiply, weights, self.tape.constant(self.rules.l2), part)
            self.tape.call(np.add, gradient, part, gradient)
        if part is not weights:
            reads.append(f"W{layer}")
        self.tensors[f"dW{layer}"] = self.store.gradient_views[f"dW{layer}"]
        rule = equations.weight_gradient(self.rules, layer)
        self.op(f"dW{layer}", "backward", layer, tuple(reads), equations=rule)
        if self.network.bias:
            # db comes with dW: the row of ones in a{l-1} makes it the last column of the same product.
            self.tensors[f"db{layer}"] = self.store.gradient_views[f"db{layer}"]
            self.op(f"db{layer}", "backward", layer, (f"delta{layer}",), equations=equations.bias_gradient(layer))


def _network(shape: Shape) -> Network:
    sizes = (shape.n_features, *shape.hidden, shape.n_outputs)
    return Network(sizes, shape.activations, shape.bias, shape.batch_norm)


FEEDFORWARD = Architecture(
    "feedforward",
    QT_TRANSLATE_NOOP("Architecture", "Feedforward"),
    _network,
    _compile,
    takes=("batch_norm", "dropout"),
)
