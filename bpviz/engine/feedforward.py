"""Compiles a feedforward net, its loss and its optimizer into the program of one iteration.

For l = 1…L:  z{l} = a{l-1} W{l} + b{l},  a{l} = f(z{l});  then the loss;  delta{l} = dLoss/dz{l} from the back,
dW{l} = a{l-1}^T delta{l},  db{l} = sum of delta{l} over the rows;  then the optimizer's slots and the parameters.
Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors" (1986).
"""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from bpviz.engine import equations
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.architecture import Architecture, Shape
from bpviz.engine.building import Builder
from bpviz.engine.losses import LOSSES, Output
from bpviz.engine.network import Network, Store
from bpviz.engine.ops import Call
from bpviz.engine.program import Program
from bpviz.engine.rules import Rules
from bpviz.engine.tape import XT, Array, Tape, X
from bpviz.words import QT_TRANSLATE_NOOP


def _compile(store: Store, rules: Rules, rows: int, training: bool) -> Program:
    builder = _Builder(store, rules, rows)
    builder.forward()
    builder.loss_op()
    if training:
        builder.backward()
        builder.update()
    return builder.program()


class _Builder(Builder):
    def __init__(self, store: Store, rules: Rules, rows: int) -> None:
        super().__init__(store, rules, rows)
        self.n_layers = self.network.n_layers
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
            self.tensors[f"z{layer}"], self.tensors[f"a{layer}"] = z.T, self.a[layer].T
            self.tape.call(matrix.dot, X if layer == 1 else self.extended[layer - 1], z)
            reads = (f"a{layer - 1}", f"W{layer}", *([f"b{layer}"] if self.network.bias else []))
            self.op(f"z{layer}", "forward", layer, reads, equations=equations.pre_activation(self.network, layer))
            self.internals[layer] = ACTIVATIONS[key].forward(self.tape, z, self.a[layer])
            formula, rule = f"a{layer} = {key}(z{layer})", equations.activation(self.network, layer)
            self.op(f"a{layer}", "forward", layer, (f"z{layer}",), formula, equations=rule)

    def _part(self, flat: Array, layer: int) -> Array:
        """A layer's rows of a flat array of all layers, the row below them included."""
        return flat[self.ends[layer - 1] : self.ends[layer]].reshape(-1, self.rows)

    def loss_op(self) -> None:
        last, entry = self.n_layers, LOSSES[self.rules.loss]
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
        return Output(self.a[last], self.z[last], self.internals[last])

    def backward(self) -> None:
        for layer in range(self.n_layers, 0, -1):
            self._delta_op(layer)
            self._gradient_ops(layer)

    def _delta_op(self, layer: int) -> None:
        delta = self.delta[layer] = np.zeros((self.network.sizes[layer], self.rows))
        self.tensors[f"delta{layer}"] = delta.T
        entry, name, rule = LOSSES[self.rules.loss], f"delta{layer}", equations.delta(self.network, self.rules, layer)
        if layer == self.n_layers and entry.on_logits:
            entry.gradient(self.tape, self._output(), self.scale, delta)
            self.op(name, "backward", layer, (f"a{layer}", "y"), equations=rule)
            return
        # With the row below that belongs to the row of ones (nobody reads it): a product with W alone, a slice of
        # [W^T b], would make a copy of it each time.
        with_bias = np.zeros((len(delta) + int(self.network.bias and layer < self.n_layers), self.rows))
        da = with_bias[: len(delta)]
        self.tensors[f"da{layer}"] = da.T
        if layer == self.n_layers:
            entry.gradient(self.tape, self._output(), self.scale, da)
            reads: tuple[str, ...] = (f"a{layer}", "y")
        else:
            self.tape.call(self.store.matrix(self.store.parameters, layer + 1).T.dot, self.delta[layer + 1], with_bias)
            reads = (f"delta{layer + 1}", f"W{layer + 1}")
        upstream = dict(rule)[f"da{layer}"]
        key = self.network.activations[layer - 1]
        activation = ACTIVATIONS[key]
        if activation.derivative is None:
            assert activation.backward is not None
            activation.backward(self.tape, self.a[layer], da, delta)
            formula = f"delta{layer} = {key}_backward(da{layer} = {upstream})"
            self.op(name, "backward", layer, (*reads, f"z{layer}"), formula, equations=rule)
            return
        df = self._part(self.all_df, layer)[: len(delta)]
        self.tensors[f"df{layer}"] = df.T
        fast = [*self.tape.calls, *self._derivatives_from(layer)]
        activation.derivative(self.tape, self.z[layer], self.a[layer], df)
        self.tape.call(np.multiply, da, df, delta)
        fast.append(self.tape.calls[-1])
        formula = f"delta{layer} = ({upstream}) * {key}'(z{layer})"
        self.op(name, "backward", layer, (*reads, f"z{layer}"), formula, fast=fast, equations=rule)

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
        reads = [f"a{layer - 1}", f"delta{layer}"]
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
    return Network((shape.n_features, *shape.hidden, shape.n_outputs), shape.activations, shape.bias)


FEEDFORWARD = Architecture("feedforward", QT_TRANSLATE_NOOP("Architecture", "Feedforward"), _network, _compile)
