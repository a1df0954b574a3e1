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
from bpviz.engine.equations import Equation
from bpviz.engine.losses import LOSSES, Output, update_factor
from bpviz.engine.network import Network, Store
from bpviz.engine.ops import Call, Op, Phase
from bpviz.engine.optimizers import OPTIMIZERS, Buffers
from bpviz.engine.program import Fast, Program
from bpviz.engine.rules import Rules as Rules
from bpviz.engine.tape import XT, Array, Tape, X


def compile_program(store: Store, rules: Rules, rows: int, *, training: bool = True) -> Program:
    """The program for batches of ``rows`` rows on the store's vectors; without ``training`` it ends after the loss."""
    builder = _Builder(store, rules, rows)
    builder.forward()
    builder.loss_op()
    if training:
        builder.backward()
        builder.update()
    return builder.program()


class _Builder:
    def __init__(self, store: Store, rules: Rules, rows: int) -> None:
        self.store, self.rules, self.rows = store, rules, rows
        self.network: Network = store.network
        self.n_layers = self.network.n_layers
        self.tape = Tape()
        self.ops: list[Op] = []
        self.tensors: dict[str, Array] = {**store.views}
        self.loss, self.rate, self.rate_factor = np.zeros(()), np.zeros(()), 1.0
        self.raw = np.zeros(())  # the loss before its scale
        self.fast: list[Call] = []  # the iteration as it is run at full speed
        self.z: dict[int, Array] = {}
        self.a: dict[int, Array] = {}  # n_l x rows
        self.extended: dict[int, Array] = {}  # the same memory with the row of ones below, for the next product
        # z, a and f'(z) of all layers lie one after the other, each layer with a row for the ones below it.
        heights = [0] + [n + int(self.network.bias) for n in self.network.sizes[1:]]
        self.ends = [end * rows for end in accumulate(heights)]
        self.all_z, self.all_a, self.all_df = np.zeros(self.ends[-1]), np.ones(self.ends[-1]), np.zeros(self.ends[-1])
        self.internals: dict[int, dict[str, Array]] = {}
        self.delta: dict[int, Array] = {}
        entry = LOSSES[rules.loss]
        self.scale = entry.scale(rows, self.network.sizes[-1], rules.reduction)
        self.factor = update_factor(
            rules.loss,
            rules.reduction,
            rules.update_loss,
            rules.update_reduction,
            rows,
            self.network.sizes[-1],
        )

    def op(
        self,
        name: str,
        phase: Phase,
        layer: int | None,
        reads: tuple[str, ...],
        formula: str = "",
        writes: tuple[str, ...] = (),
        equations: tuple[Equation, ...] = (),
        fast: list[Call] | None = None,
    ) -> None:
        """Close the tape's calls into the next op; ``fast``: what is called instead at full speed, to the same end.
        Where no ``formula`` is given, its equation says it; what it computes and does not write is internal."""
        calls = self.tape.take()
        self.fast += calls if fast is None else fast
        writes = writes or (name,)
        internals = tuple(tensor for tensor, _ in equations if tensor not in writes)
        formula = formula or " = ".join(equations[-1])
        self.ops.append(Op(len(self.ops), name, phase, layer, reads, writes, formula, internals, equations, calls))

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
        if self._has_penalty:
            self._add_penalty()
            fast = list(self.tape.calls)
            reads += [f"W{layer}" for layer in range(1, last + 1)]
        self.tensors["loss"] = self.loss
        self.op("loss", "loss", None, tuple(reads), fast=fast, equations=equations.loss(self.network, self.rules))

    @property
    def _has_penalty(self) -> bool:
        return bool(self.rules.l1 or self.rules.l2)

    def _add_penalty(self) -> None:
        part = np.zeros(())
        for layer in range(1, self.n_layers + 1):
            weights = self._weights(self.store.parameters, layer)
            changed = self.tape.scratch(weights.shape, "penalty")
            for factor, function in ((self.rules.l1, np.abs), (self.rules.l2 / 2, np.square)):
                if factor:
                    self.tape.call(function, weights, changed)
                    self.tape.call(np.add.reduce, changed, None, None, part)
                    self.tape.call(np.multiply, part, self.tape.constant(factor), part)
                    self.tape.call(np.add, self.loss, part, self.loss)

    def _weights(self, flat: Array, layer: int) -> Array:
        return self.store.matrix(flat, layer)[:, : self.network.sizes[layer - 1]]

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
        gradient = self._weights(self.store.gradient, layer)
        weights = self._weights(self.store.parameters, layer)
        part = self.tape.scratch(weights.shape, "penalty") if self._has_penalty else weights
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

    def update(self) -> None:
        optimizer, store = OPTIMIZERS[self.rules.optimizer], self.store
        # k times the gradient is k times the rate, but for an optimizer that remembers: Adam's update is no multiple of
        # the gradient, and a smaller last batch has another k than the batches that a velocity has seen.
        k, into_slots = f"{self.factor:.12g} * ", bool(optimizer.slots) and self.factor != 1.0
        if not into_slots:
            self.rate_factor = self.factor
        rate = "learning_rate" if self.rate_factor == 1.0 else f"{k}learning_rate"
        d, followed = "d", store.gradient
        if into_slots:
            d, followed = f"({k}d)", self.tape.scratch(store.gradient.shape, "followed")
        names = [name for name, _ in self.network.parameter_names()]
        rules = equations.update(self.network, self.rules, self.rows)
        whole = Buffers(store.parameters, followed, store.slots, store.scalars, self.rate)
        for rule in optimizer.rules:
            is_slot = rule.name in optimizer.slots
            if is_slot and into_slots:
                self.tape.call(np.multiply, store.gradient, self.tape.constant(self.factor), followed)
            rule.emit(self.tape, whole)
            writes = tuple(f"{rule.name}_{name}" for name in names) if is_slot else rule.writes
            reads = tuple(f"d{name}" for name in names) if is_slot else ()
            formula = rule.formula.format(rate=rate, d=d)
            self.op(rule.name, "update", None, reads, formula, writes, tuple((each, rules[each]) for each in writes))
        for views in store.slot_views.values():
            self.tensors.update(views)
        self.tensors.update(store.scalars)
        for name, layer in self.network.parameter_names():
            slots = {slot: store.slot_views[slot][f"{slot}_{name}"] for slot in store.slots}
            one = Buffers(store.views[name], store.gradient_views[f"d{name}"], slots, store.scalars, self.rate)
            optimizer.update(self.tape, one)
            extra = tuple(f"{read}_{name}" if read in optimizer.slots else read for read in optimizer.reads)
            reads = (name, *(extra or (f"d{name}",)))
            self.op(name, "update", layer, reads, equations=((name, rules[name]),), fast=[])
        # At full speed all parameters move at once; the update is elementwise, so the bits are those of one by one.
        optimizer.update(self.tape, whole)
        self.fast += self.tape.take()

    def program(self) -> Program:
        rate, factor = self.rate, self.rate_factor

        def set_learning_rate(value: float) -> None:
            rate[...] = value * factor

        fast = Fast(
            tuple(self.fast), self.loss if self._has_penalty else self.raw, 1.0 if self._has_penalty else self.scale
        )
        return Program(self.rows, tuple(self.ops), self.tensors, self.loss, fast, set_learning_rate)
