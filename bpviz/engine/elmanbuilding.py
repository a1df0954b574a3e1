"""Compiles an Elman net into the program of one iteration: forward through time, then back; see ``bpviz.engine.elman``.

Inside, tensors lie units x rows, as in a feedforward net. A step's input and the hidden activations have a row of ones
below them, so that the biases come with the product.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from bpviz.engine import elmanequations as equations
from bpviz.engine.activations import ACTIVATIONS, Internals
from bpviz.engine.building import Builder
from bpviz.engine.classweights import row_weights
from bpviz.engine.elmannetwork import ElmanNetwork
from bpviz.engine.losses import LOSSES, Output
from bpviz.engine.network import Store
from bpviz.engine.ops import Call, Input
from bpviz.engine.program import Program
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array, Tape, Y


def compile_elman(store: Store, rules: Rules, rows: int, training: bool) -> Program:
    """The program for batches of ``rows`` rows; without ``training`` it ends after the loss."""
    builder = _Builder(store, rules, rows)
    builder.forward()
    builder.loss_op()
    if training:
        builder.backward()
    if len(builder.outputs) > 1:
        builder.raw, builder.scale = builder.loss, 1.0  # the parts have their scale already
    if training:
        builder.update()
    return builder.program()


class _Layer:
    """z, a and f'(z) of a layer at all its steps, one after the other in memory, so that what is elementwise can be
    done for all at once; ``ones``: with a row of ones below each a."""

    def __init__(self, units: int, rows: int, steps: range, ones: bool) -> None:
        self.steps, self.units, self.rows = steps, units, rows
        self.height = units + int(ones)
        size = self.height * rows * len(steps)
        self.all_z, self.all_a, self.all_df = np.zeros(size), np.ones(size), np.zeros(size)

    def extended(self, flat: Array, step: int) -> Array:
        """A step's part of one of the three, (units and the row below) x rows."""
        size, place = self.height * self.rows, step - self.steps[0]
        return flat[place * size : (place + 1) * size].reshape(self.height, self.rows)

    def z(self, step: int) -> Array:
        """Units x rows."""
        return self.extended(self.all_z, step)[: self.units]

    def a(self, step: int) -> Array:
        """Units x rows."""
        return self.extended(self.all_a, step)[: self.units]

    def df(self, step: int) -> Array:
        """Units x rows."""
        return self.extended(self.all_df, step)[: self.units]


class _Builder(Builder):
    def __init__(self, store: Store, rules: Rules, rows: int) -> None:
        super().__init__(store, rules, rows)
        assert isinstance(store.network, ElmanNetwork)
        self.net = net = store.network
        self.ones = int(net.bias)
        self.n_in, self.n_hidden, self.n_out = net.sizes
        steps = range(1, net.steps + 1)
        self.x = {step: np.ones((self.n_in + self.ones, rows)) for step in steps}
        self.hidden = _Layer(self.n_hidden, rows, steps, net.bias)
        self.output = _Layer(self.n_out, rows, net.output_steps, False)
        self.layers = {1: self.hidden, 2: self.output}
        self.outputs: dict[int, Output] = {}
        self.targets: dict[int, Array] = {}  # by step, where each has its own
        self.delta2: dict[int, Array] = {}
        self.delta1: dict[int, Array] = {}
        self.parts: dict[int, dict[int, Array]] = {}  # of delta1 by step and origin
        self.sums: dict[str, Array] = {}  # the newest running sum of [dW1 db1], dU1 and [dW2 db2], transposed
        self.u = self._recurrent(store.parameters)

    def _recurrent(self, flat: Array) -> Array:
        """U1^T in a flat vector."""
        return next(matrix for block, matrix in self.store.matrices(flat) if block.parts[0].name == "U1")

    def penalized(self) -> list[Array]:
        """W1, U1 and W2."""
        flat = self.store.parameters
        return [self.weights(flat, 1), self.u, self.weights(flat, 2)]

    # -- forward and loss ------------------------------------------------------------------------------------------

    def forward(self) -> None:
        """The ops of all steps up to their outputs."""
        for step in range(1, self.net.steps + 1):
            self._hidden_ops(step)
            if step in self.net.output_steps:
                self._output_ops(step)

    def _bias(self, layer: int) -> tuple[str, ...]:
        return (f"b{layer}",) if self.net.bias else ()

    def _hidden_ops(self, step: int) -> None:
        x, z, tape = self.x[step], self.hidden.z(step), self.tape
        self.tensors[f"a0_t{step}"], self.tensors[f"z1_t{step}"] = x[: self.n_in].T, z.T
        tape.call(np.copyto, x[: self.n_in], Input("x", ((step - 1) * self.n_in, step * self.n_in)))
        tape.call(self.store.matrix(self.store.parameters, 1).dot, x, z)
        reads = ["a0", "W1"]
        if step > 1:
            recurrent = tape.scratch(z.shape, "recurrent")
            tape.call(self.u.dot, self.hidden.a(step - 1), recurrent)
            tape.call(np.add, z, recurrent, z)
            reads += [f"a1_t{step - 1}", "U1"]
        rule = equations.pre_activation(self.net, 1, step)
        self.op(f"z1_t{step}", "forward", 1, (*reads, *self._bias(1)), equations=rule, step=step)
        self._activation_op(1, step)

    def _output_ops(self, step: int) -> None:
        z, below = self.output.z(step), self.hidden.extended(self.hidden.all_a, step)
        self.tensors[f"z2_t{step}"] = z.T
        self.tape.call(self.store.matrix(self.store.parameters, 2).dot, below, z)
        rule = equations.pre_activation(self.net, 2, step)
        self.op(f"z2_t{step}", "forward", 2, (f"a1_t{step}", "W2", *self._bias(2)), equations=rule, step=step)
        internals = self._activation_op(2, step)
        self.outputs[step] = Output(self.output.a(step), z, internals)

    def _activation_op(self, layer: int, step: int) -> Internals:
        key, at = self.net.activations[layer - 1], f"{layer}_t{step}"
        z, a = self.layers[layer].z(step), self.layers[layer].a(step)
        self.tensors[f"a{at}"] = a.T
        internals = ACTIVATIONS[key].forward(self.tape, z, a)
        rule = equations.activation(self.net, layer, step)
        self.op(f"a{at}", "forward", layer, (f"z{at}",), f"a{at} = {key}(z{at})", equations=rule, step=step)
        return internals

    def loss_op(self) -> None:
        """The loss: of many outputs the sum of the steps' parts; each row counts what its class in that step does."""
        steps, tape, entry = self.net.output_steps, self.tape, LOSSES[self.rules.loss]
        raws, parts = np.zeros(len(steps)), np.zeros(len(steps))
        several = len(steps) > 1
        if several:
            targets = np.zeros((self.net.n_outputs, self.rows))
            tape.call(np.copyto, targets, Y)
            for place, step in enumerate(steps):
                y = self.targets[step] = targets[place * self.n_out : (place + 1) * self.n_out]
                self.tensors[f"y_t{step}"] = y.T
        for step in steps:
            self._weigh(step)
        for place, step in enumerate(steps):
            raw = raws[place : place + 1].reshape(()) if several else self.raw
            before = len(tape.calls)
            entry.value(tape, self.outputs[step], raw)
            self._aim(before, step)
        if several:
            for place, step in enumerate(steps):
                self.tensors[f"loss_t{step}"] = parts[place : place + 1].reshape(())
            tape.call(np.multiply, raws, tape.constant(self.scale), parts)
            tape.call(parts.dot, np.ones(len(steps)), self.loss)
            fast = None
        else:
            fast = list(tape.calls)  # at full speed all recorded losses are scaled in one call
            tape.call(np.multiply, self.raw, tape.constant(self.scale), self.loss)
        reads = [f"{'z' if entry.on_logits else 'a'}2_t{step}" for step in steps]
        if self.has_penalty:
            self.add_penalty()
            fast = None
            reads += ["W1", "U1", "W2"]
        self.tensors["loss"] = self.loss
        self.op("loss", "loss", None, (*reads, "y"), fast=fast, equations=equations.loss(self.net, self.rules))

    def _weigh(self, step: int) -> None:
        """Calls for what each row counts in a step, where the classes have weights."""
        before = len(self.tape.calls)
        weights = row_weights(self.tape, self.rules.class_weights, self.n_out, self.rows)
        self._aim(before, step)
        if weights is not None:
            self.outputs[step] = replace(self.outputs[step], weights=weights)
            self.tensors[equations.weights(self.net, step)] = weights.T

    def _aim(self, start: int, step: int) -> None:
        """Give a loss's calls, from the tape's ``start`` on, the step's targets for those of the batch."""
        if step not in self.targets:
            return
        own = {"y": self.targets[step], "y1": self.targets[step].reshape(-1)}

        def aimed(value: Any) -> Any:
            return own.get(value.name, value) if isinstance(value, Input) else value

        for place in range(start, len(self.tape.calls)):
            call = self.tape.calls[place]
            keywords = tuple((name, aimed(value)) for name, value in call.keywords)
            self.tape.calls[place] = call._replace(args=tuple(map(aimed, call.args)), keywords=keywords)

    # -- backward --------------------------------------------------------------------------------------------------

    def backward(self) -> None:
        """The ops of all steps from the last one back, each with its terms of the gradient."""
        net = self.net
        lowest = 1 if net.target_steps > 1 else net.steps - net.back + 1
        for step in range(net.steps, lowest - 1, -1):
            if step in net.output_steps:
                self._output_delta_op(step)
                below = self.hidden.extended(self.hidden.all_a, step)
                self._sum_ops("W2", step, self.delta2[step], below, net.output_steps[0])
            if net.splits:
                self._split_delta_op(step)
            else:
                self._hidden_delta_op(step)
            self._sum_ops("W1", step, self.delta1[step], self.x[step], lowest)
            if step > 1:
                self._sum_ops("U1", step, self.delta1[step], self.hidden.a(step - 1), max(lowest, 2))
        if net.steps == 1:
            self.tape.call(self._recurrent(self.store.gradient).fill, self.tape.constant(0.0))
            self._add_penalty_gradient("U1")
            self.tensors["dU1"] = self.store.gradient_views["dU1"]
            self.op("dU1", "backward", 1, ("U1",), equations=equations.nothing(self.rules), step=1)

    def _output_delta_op(self, step: int) -> None:
        layer, at = self.output, f"2_t{step}"
        delta = self.delta2[step] = np.zeros((self.n_out, self.rows))
        self.tensors[f"delta{at}"] = delta.T
        entry, rule = LOSSES[self.rules.loss], equations.output_delta(self.net, self.rules, step)
        weights = (equations.weights(self.net, step),) if self.rules.class_weights else ()
        reads = (f"a{at}", equations.target(self.net, step), *weights)
        goal = delta if entry.on_logits else np.zeros(delta.shape)
        self.output_gradient(self.outputs[step], goal)
        self._aim(0, step)
        if entry.on_logits:
            self.op(f"delta{at}", "backward", 2, reads, equations=rule, step=step)
            return
        self.tensors[f"da{at}"] = goal.T
        key = self.net.activations[1]
        activation, upstream = ACTIVATIONS[key], dict(rule)[f"da{at}"]
        if activation.derivative is None:
            assert activation.backward is not None
            activation.backward(self.tape, layer.a(step), goal, delta)
            formula = f"delta{at} = {key}_backward(da{at} = {upstream})"
            self.op(f"delta{at}", "backward", 2, (*reads, f"z{at}"), formula, equations=rule, step=step)
            return
        fast = [*self.tape.calls, *self._slope(2, step)]
        self.tape.call(np.multiply, goal, layer.df(step), delta)
        fast.append(self.tape.calls[-1])
        formula = f"delta{at} = ({upstream}) * {key}'(z{at})"
        self.op(f"delta{at}", "backward", 2, (*reads, f"z{at}"), formula, fast=fast, equations=rule, step=step)

    def _slope(self, number: int, step: int) -> list[Call]:
        """Calls for f'(z) of a step; what is returned is for full speed: those of all steps at once, with the last
        step, which comes first. They are elementwise, so the bits are the same."""
        layer, derivative = self.layers[number], ACTIVATIONS[self.net.activations[number - 1]].derivative
        assert derivative is not None
        self.tensors[f"df{number}_t{step}"] = layer.df(step).T
        derivative(self.tape, layer.z(step), layer.a(step), layer.df(step))
        whole = Tape()
        if step == self.net.steps:
            derivative(whole, layer.all_z, layer.all_a, layer.all_df)
        return list(whole.take())

    def _hidden_delta_op(self, step: int) -> None:
        net, tape, at = self.net, self.tape, f"1_t{step}"
        delta = self.delta1[step] = np.zeros((self.n_hidden, self.rows))
        # With the row below that belongs to the row of ones, as in a feedforward net.
        with_bias = np.zeros((self.n_hidden + self.ones * int(step in net.output_steps), self.rows))
        da, reads = with_bias[: self.n_hidden], []
        if step in net.output_steps:
            tape.call(self.store.matrix(self.store.parameters, 2).T.dot, self.delta2[step], with_bias)
            reads += [f"delta2_t{step}", "W2"]
        if step < net.steps:
            behind = tape.scratch(delta.shape, "recurrent") if reads else da
            tape.call(self.u.T.dot, self.delta1[step + 1], behind)
            if reads:
                tape.call(np.add, da, behind, da)
            reads += [f"delta1_t{step + 1}", "U1"]
        self.tensors[f"da{at}"], self.tensors[f"delta{at}"] = da.T, delta.T
        fast = [*tape.calls, *self._slope(1, step)]
        tape.call(np.multiply, da, self.hidden.df(step), delta)
        fast.append(tape.calls[-1])
        rule, key = equations.hidden_delta(net, step), net.activations[0]
        formula = f"delta{at} = ({rule[0][1]}) * {key}'(z{at})"
        self.op(f"delta{at}", "backward", 1, (*reads, f"z{at}"), formula, fast=fast, equations=rule, step=step)

    def _split_delta_op(self, step: int) -> None:
        """dLoss/dz of the hidden layer as the sum of what comes from each of the next steps' losses."""
        net, tape, at = self.net, self.tape, f"1_t{step}"
        delta = self.delta1[step] = np.zeros((self.n_hidden, self.rows))
        parts = self.parts[step] = {}
        fast, df = self._slope(1, step), self.hidden.df(step)
        sloped = len(tape.calls)
        reads = [f"delta2_t{step}", "W2"]
        for origin in range(step, min(step + net.back, net.steps + 1)):
            part = parts[origin] = np.zeros(delta.shape)
            if origin == step:
                with_bias = tape.scratch((self.n_hidden + self.ones, self.rows), "upstream")
                tape.call(self.store.matrix(self.store.parameters, 2).T.dot, self.delta2[step], with_bias)
                upstream = with_bias[: self.n_hidden]
            else:
                upstream = tape.scratch(delta.shape, "recurrent")
                tape.call(self.u.T.dot, self.parts[step + 1][origin], upstream)
                reads.append(f"delta1_t{step + 1}_from{origin}")
            tape.call(np.multiply, upstream, df, part)
            self.tensors[f"delta{at}_from{origin}"] = part.T
        first, *others = parts.values()
        tape.call(np.copyto, delta, first)
        for part in others:
            tape.call(np.add, delta, part, delta)
        self.tensors[f"delta{at}"] = delta.T
        reads += ["U1"] if others else []
        fast += tape.calls[sloped:]
        rule = equations.hidden_delta(net, step)
        self.op(f"delta{at}", "backward", 1, (*reads, f"z1_t{step}"), fast=fast, equations=rule, step=step)

    def _sum_ops(self, name: str, step: int, delta: Array, below: Array, last: int) -> None:
        """Add a step's term to the gradient of a weight, and of its bias, which comes with the same product; the sum
        down to the step ``last`` is the gradient itself."""
        tape, layer, store = self.tape, int(name[1]), self.store
        final = self._recurrent(store.gradient) if name == "U1" else store.matrix(store.gradient, layer)
        goal, before = final if step == last else np.zeros(final.shape), self.sums.get(name)
        if before is None:
            tape.call(delta.dot, below.T, goal)
        else:
            term = tape.scratch(final.shape, "term")
            tape.call(delta.dot, below.T, term)
            tape.call(np.add, before, term, goal)
        self.sums[name] = goal
        at, penalty = "" if step == last else f"_t{step}", self.has_penalty and step == last
        if penalty:
            self._add_penalty_gradient(name)
        n_in = {"W1": self.n_in, "U1": self.n_hidden, "W2": self.n_hidden}[name]
        self.tensors[f"d{name}{at}"] = goal[:, :n_in].T
        source = {"W1": f"a0_t{step}", "U1": f"a1_t{step - 1}", "W2": f"a1_t{step}"}[name]
        earlier = () if before is None else (f"d{name}_t{step + 1}",)
        reads = (*earlier, source, f"delta{layer}_t{step}", *((name,) if penalty else ()))
        rule = equations.gradient(self.rules, f"d{name}", step, self.net.steps, last)
        self.op(f"d{name}{at}", "backward", layer, reads, equations=rule, step=step)
        if self.net.bias and name != "U1":
            bias = f"db{layer}"
            self.tensors[f"{bias}{at}"] = goal[:, n_in]
            earlier = () if before is None else (f"{bias}_t{step + 1}",)
            rule = equations.gradient(self.rules, bias, step, self.net.steps, last)
            self.op(f"{bias}{at}", "backward", layer, (*earlier, f"delta{layer}_t{step}"), equations=rule, step=step)

    def _add_penalty_gradient(self, name: str) -> None:
        """What l1 and l2 add to the gradient of a weight."""
        store, rules, tape = self.store, self.rules, self.tape
        if name == "U1":
            gradient, weights = self._recurrent(store.gradient), self.u
        else:
            gradient, weights = (self.weights(flat, int(name[1])) for flat in (store.gradient, store.parameters))
        part = tape.scratch(weights.shape, "penalty") if self.has_penalty else weights
        if rules.l1:
            tape.call(np.sign, weights, part)
            tape.call(np.multiply, part, tape.constant(rules.l1), part)
            tape.call(np.add, gradient, part, gradient)
        if rules.l2:
            tape.call(np.multiply, weights, tape.constant(rules.l2), part)
            tape.call(np.add, gradient, part, gradient)
