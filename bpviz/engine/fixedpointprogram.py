"""Compiles a fixed-point net into the program of one iteration: the state relaxes, then its adjoint (Almeida, Pineda).

The names of all tensors stand in ``fixedpointnetwork``.
"""

from __future__ import annotations

from typing import cast

import numpy as np

from bpviz.engine import equations, fixedpointwords
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.building import Builder
from bpviz.engine.equations import Equation
from bpviz.engine.fixedpointnetwork import FixedPointNetwork
from bpviz.engine.losses import LOSSES, Output
from bpviz.engine.network import Store
from bpviz.engine.ops import Call, Input
from bpviz.engine.program import Program
from bpviz.engine.rules import Rules
from bpviz.engine.spectrum import spectral_radius
from bpviz.engine.tape import Array


def compile_fixed_point(store: Store, rules: Rules, rows: int, training: bool) -> Program:
    """The program for batches of ``rows`` rows; without ``training`` up to the loss."""
    builder = _Builder(store, rules, rows)
    builder.relax()
    builder.loss_op()
    if training:
        builder.backward()
        builder.update()
    return builder.program()


def told(equations: tuple[Equation, ...]) -> str:
    """An op's formula."""
    return "; ".join(" = ".join(equation) for equation in equations)


class _Builder(Builder):
    """``x`` are the states, each with the row of ones below it where there are biases (n + 1 x rows)."""

    def __init__(self, store: Store, rules: Rules, rows: int) -> None:
        super().__init__(store, rules, rows)
        self.net = cast(FixedPointNetwork, self.network)
        self.n, self.n_in, self.n_out = self.net.n_units, self.net.sizes[0], self.net.sizes[2]
        self.matrix = store.matrix(store.parameters, 1)
        self.activation = ACTIVATIONS[self.net.activations[0]]
        self.bias = ("b1",) if self.net.bias else ()
        self.moving = np.zeros((), dtype=bool)
        self.output: Output
        self.dt = self.tape.constant(self.net.dt)
        self.buffers: dict[str, Array] = {}

    def buffer(self, name: str, units: int | None = None, memory: Array | None = None) -> Array:
        """The memory of a tensor with a row for each sample, units x rows: new, or a part of some."""
        made = np.zeros((self.n if units is None else units, self.rows)) if memory is None else memory
        self.buffers[name] = made
        self.tensors[name] = made.T
        return made

    def states(self, n: int) -> Array:
        """The memory of n states, each with the row of ones."""
        return np.ones((n, self.n + int(self.net.bias), self.rows))

    def scalar(self, name: str, memory: Array | None = None) -> Array:
        """The memory of a number."""
        made = self.tensors[name] = np.zeros(()) if memory is None else memory
        return made

    # -- the state -------------------------------------------------------------------------------------------------

    def relax(self) -> None:
        """I, the sweeps, the fixed point and the outputs."""
        outside = self.buffer("I")
        self.tape.call(np.copyto, outside[: self.n_in], Input("x", (0, self.n_in)))
        self.op("I", "forward", 1, ("a0",), equations=fixedpointwords.external_input(self.net))
        n = self.net.max_sweeps
        x, u, residuals = self.states(n + 1), np.zeros((n + 1, self.n, self.rows)), np.zeros(n + 1)
        start = self.buffer("x_s0", memory=x[0, : self.n])
        self.tape.call(start.fill, self.tape.constant(self.net.start))
        self.op("x_s0", "forward", 1, (), equations=fixedpointwords.start(self.net), step=0)
        for k in range(1, n + 1):
            self.sweep(k, x, u, residuals)
        self.fast.append(self.at_once(n, self.tape.constant(self.net.threshold), residuals, (x, u)))
        before, last, z1 = x[n], f"x_s{n}", self.buffer("z1")
        words_z, words_a = fixedpointwords.fixed_point(self.net)
        self.into(before, z1)
        self.op("z1", "forward", 1, (last, "W1", *self.bias, "I"), equations=words_z)
        self.ones = self.states(1)[0]
        self.activation.forward(self.tape, z1, self.buffer("a1", memory=self.ones[: self.n]))
        self.distance(self.buffers["a1"], before[: self.n], self.scalar("residual"))
        self.op("a1", "forward", 1, ("z1", last), told(words_a[:1]), ("a1", "residual"), words_a)
        z2, a2 = self.buffer("z2", self.n_out), self.buffer("a2", self.n_out)
        self.tape.call(np.copyto, z2, self.buffers["a1"][self.n - self.n_out :])
        self.tape.call(np.copyto, a2, z2)
        self.op("a2", "forward", 2, ("a1",), equations=fixedpointwords.outputs(self.net))

    def into(self, state: Array, u: Array) -> None:
        """Calls for u = x W + b + I."""
        self.tape.call(self.matrix.dot, state, u)
        self.tape.call(np.add, u, self.buffers["I"], u)

    def sweep(self, k: int, x: Array, all_u: Array, residuals: Array) -> None:
        """Sweep k, from state ``x[k - 1]`` to ``x[k]``."""
        u, old = self.buffer(f"u_s{k}", memory=all_u[k]), x[k - 1, : self.n]
        new = self.buffer(f"x_s{k}", memory=x[k, : self.n])
        self.into(x[k - 1], u)
        reads: tuple[str, ...] = (f"x_s{k - 1}", "W1", *self.bias, "I")
        goal = new if k == 1 else self.tape.scratch(new.shape, "goal")
        self.activation.forward(self.tape, u, goal)
        if self.net.dt != 1.0:
            self.tape.call(np.subtract, goal, old, goal)
            self.tape.call(np.multiply, goal, self.dt, goal)
            self.tape.call(np.add, goal, old, goal)
        if k > 1:
            reads = (*reads, f"residual_s{k - 1}")
            self.tape.call(
                np.greater, self.tensors[f"residual_s{k - 1}"], self.tape.constant(self.net.threshold), self.moving
            )
            self.choose(old, goal, new)
        writes = (f"x_s{k}", f"residual_s{k}")
        self.distance(new, old, self.scalar(writes[1], residuals[k : k + 1].reshape(())))
        words = fixedpointwords.sweep(self.net, k)
        self.op(writes[0], "forward", 1, reads, told(words[:2]), writes, words, fast=[], step=k)

    def at_once(self, n: int, bound: Array, residuals: Array, kept: tuple[Array, ...]) -> Call:
        """One call for the last n ops, which are sweeps, to the same end: once a sweep leaves all as it is, the ones
        after it do the same, so that it can be copied."""
        sweeps = [[(*call[:2], dict(call.keywords)) for call in op.calls] for op in self.ops[-n:]]

        def sweep_until_settled() -> None:
            settled = False
            for k, calls in enumerate(sweeps, start=1):
                for function, args, keywords in calls:
                    function(*args, **keywords)
                if settled:
                    for memory in kept:
                        memory[k + 1 :] = memory[k]
                    residuals[k + 1 :] = 0.0
                    return
                settled = residuals[k] <= bound

        return Call(sweep_until_settled, ())

    def choose(self, old: Array, goal: Array, new: Array) -> None:
        """Calls for new = goal where it is still moving, else old."""
        self.tape.call(np.copyto, new, old)
        self.tape.call(np.copyto, new, goal, "same_kind", self.moving)

    def distance(self, a: Array, b: Array, out: Array) -> None:
        """Calls for max(abs(a - b))."""
        apart = self.tape.scratch(a.shape, "apart")
        self.tape.call(np.subtract, a, b, apart)
        self.size(apart, apart, out)

    def size(self, a: Array, sizes: Array, out: Array) -> None:
        """Calls for max(abs(a))."""
        self.tape.call(np.absolute, a, sizes)
        self.tape.call(np.maximum.reduce, sizes, None, None, out)

    # -- loss ------------------------------------------------------------------------------------------------------

    def loss_op(self) -> None:
        """The loss of the outputs."""
        self.weigh_rows()
        self.output = Output(self.buffers["a2"], self.buffers["z2"], {}, self.row_weights)
        LOSSES[self.rules.loss].value(self.tape, self.output, self.raw)
        fast = list(self.tape.calls)  # at full speed all recorded losses are scaled in one call
        self.tape.call(np.multiply, self.raw, self.tape.constant(self.scale), self.loss)
        reads = ["a2", "y"]
        if self.has_penalty:
            self.add_penalty()
            fast = list(self.tape.calls)
            reads.append("W1")
        self.tensors["loss"] = self.loss
        self.op("loss", "loss", None, tuple(reads), fast=fast, equations=fixedpointwords.loss(self.net, self.rules))

    # -- the adjoint -----------------------------------------------------------------------------------------------

    def backward(self) -> None:
        """The output's gradient, whether there is one for the net, the adjoint's sweeps and the gradient."""
        delta2 = self.buffer("delta2", self.n_out)
        self.output_gradient(self.output, delta2)
        words = fixedpointwords.output_gradient(self.net, self.rules)
        self.op("delta2", "backward", 2, ("a2", "y", *self.weighing), equations=words)
        self.judge()
        e = self.buffer("e")
        self.tape.call(np.multiply, delta2, self.tensors["settled"], e[self.n - self.n_out :])
        self.size(e, self.tape.scratch(e.shape, "apart"), self.scalar("e_size"))
        error = fixedpointwords.error(self.net)
        self.op("e", "backward", 1, ("delta2", "settled"), told(error[:1]), ("e", "e_size"), error)
        n = self.net.sweeps_back
        # The rows below belong to the row of ones; the adjoint starts from 0.
        back, adjoint = np.zeros((n + 1, len(self.ones), self.rows)), np.zeros((n + 1, self.n, self.rows))
        residuals, bound = np.zeros(n + 1), np.zeros(())
        self.tape.call(np.multiply, self.tensors["e_size"], self.tape.constant(self.net.threshold), bound)
        self.fast += self.tape.take()
        for k in range(1, n + 1):
            self.adjoint_sweep(k, back, adjoint, residuals)
        self.fast.append(self.at_once(n, bound, residuals, (adjoint, back)))
        self.delta(adjoint[n])
        self.gradient()

    def judge(self) -> None:
        """f' at the fixed point, the spectral radius, and whether there is a gradient: 0 / 0 is NaN."""
        df, rho, settled = self.buffer("df1"), self.scalar("rho"), self.scalar("settled")
        assert self.activation.derivative is not None
        self.activation.derivative(self.tape, self.buffers["z1"], self.buffers["a1"], df)
        self.tape.call(spectral_radius, df, self.weights(self.store.parameters, 1), self.dt, rho)
        self.op("rho", "backward", 1, ("z1", "W1"), equations=fixedpointwords.radius(self.net))
        residual = f"residual_s{self.net.max_sweeps}"
        still, stable, both = (self.tape.scratch((), name) for name in ("still", "stable", "both"))
        self.tape.call(np.less_equal, self.tensors[residual], self.tape.constant(self.net.threshold), still)
        self.tape.call(np.less, rho, self.tape.constant(1.0), stable)
        self.tape.call(np.multiply, still, stable, both)
        self.tape.call(np.divide, both, both, settled)
        self.op("settled", "backward", None, (residual, "rho"), equations=fixedpointwords.settled(self.net))

    def weights(self, flat: Array, layer: int) -> Array:
        """W1^T as a part of a flat vector, n x n."""
        return self.store.matrix(flat, layer)[:, : self.n]

    def penalized(self) -> list[Array]:
        """W1 alone."""
        return [self.weights(self.store.parameters, 1)]

    def adjoint_sweep(self, k: int, backs: Array, adjoints: Array, residuals: Array) -> None:
        """Sweep k of the adjoint, from ``adjoints[k - 1]`` to ``adjoints[k]``."""
        e, old = self.buffers["e"], adjoints[k - 1]
        back, new = (
            self.buffer(f"back_s{k}", memory=backs[k, : self.n]),
            self.buffer(f"adj_s{k}", memory=adjoints[k]),
        )
        reads: tuple[str, ...] = ("e",)
        if k == 1:
            self.tape.call(np.copyto, back, e)
        else:
            reads = (f"adj_s{k - 1}", "df1", "W1", "e", f"residual_adj_s{k - 1}", "e_size")
            through = self.tape.scratch(e.shape, "through")
            self.tape.call(np.multiply, old, self.buffers["df1"], through)
            self.tape.call(self.matrix.T.dot, through, backs[k])
            self.tape.call(np.add, back, e, back)
        goal = back
        if self.net.dt != 1.0:
            goal = self.tape.scratch(e.shape, "goal")
            self.tape.call(np.subtract, back, old, goal)
            self.tape.call(np.multiply, goal, self.dt, goal)
            self.tape.call(np.add, goal, old, goal)
        if k == 1:
            self.tape.call(np.copyto, new, goal)
        else:
            bound = self.tape.scratch((), "bound")
            self.tape.call(np.multiply, self.tensors["e_size"], self.tape.constant(self.net.threshold), bound)
            self.tape.call(np.greater, self.tensors[f"residual_adj_s{k - 1}"], bound, self.moving)
            self.choose(old, goal, new)
        writes = (f"adj_s{k}", f"residual_adj_s{k}")
        self.distance(new, old, self.scalar(writes[1], residuals[k : k + 1].reshape(())))
        words = fixedpointwords.adjoint_sweep(self.net, k)
        self.op(writes[0], "backward", 1, reads, told(words[:2]), writes, words, fast=[], step=k)

    def delta(self, adjoint: Array) -> None:
        """dLoss/dx where the adjoint has settled (or was cut off on purpose), and dLoss/du."""
        da, delta, k = self.buffer("da1"), self.buffer("delta1"), self.net.sweeps_back
        reads: tuple[str, ...] = (f"adj_s{k}", "df1")
        if self.net.adjoint_sweeps:
            self.tape.call(np.copyto, da, adjoint)
        else:
            bound, still, trusted = (self.tape.scratch((), name) for name in ("bound", "still", "trusted"))
            self.tape.call(np.multiply, self.tensors["e_size"], self.tape.constant(self.net.threshold), bound)
            self.tape.call(np.less_equal, self.tensors[f"residual_adj_s{k}"], bound, still)
            self.tape.call(np.divide, still, still, trusted)
            self.tape.call(np.multiply, adjoint, trusted, da)
            reads = (*reads, f"residual_adj_s{k}", "e_size")
        self.tape.call(np.multiply, da, self.buffers["df1"], delta)
        self.op("delta1", "backward", 1, reads, equations=fixedpointwords.delta(self.net))

    def gradient(self) -> None:
        """dW1 and db1, one product."""
        delta = self.buffers["delta1"]
        self.tape.call(delta.dot, self.ones.T, self.store.matrix(self.store.gradient, 1))
        reads = ["a1", "delta1"]
        gradient, weights = self.weights(self.store.gradient, 1), self.weights(self.store.parameters, 1)
        for factor, function in ((self.rules.l1, np.sign), (self.rules.l2, np.positive)):
            if factor:
                part = self.tape.scratch(weights.shape, "penalty")
                self.tape.call(function, weights, part)
                self.tape.call(np.multiply, part, self.tape.constant(factor), part)
                self.tape.call(np.add, gradient, part, gradient)
        reads += ["W1"] if self.has_penalty else []
        self.tensors["dW1"] = self.store.gradient_views["dW1"]
        self.op("dW1", "backward", 1, tuple(reads), equations=fixedpointwords.weight_gradient(self.rules))
        if self.net.bias:
            self.tensors["db1"] = self.store.gradient_views["db1"]
            self.op("db1", "backward", 1, ("delta1",), equations=equations.bias_gradient(1))
