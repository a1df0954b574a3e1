"""What the programs of all kinds of nets have in common: ops closed one by one, the loss's penalties, the update."""

from __future__ import annotations

import numpy as np

from bpviz.engine.classweights import row_weights
from bpviz.engine.equations import Equation
from bpviz.engine.losses import LOSSES, Output, update_factor
from bpviz.engine.network import Network, Store
from bpviz.engine.ops import Call, Op, Phase
from bpviz.engine.program import Fast, Program
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array, Tape
from bpviz.engine.updating import add_update


class Builder:
    """Collects the ops of one iteration for batches of ``rows`` rows, on the store's vectors."""

    def __init__(self, store: Store, rules: Rules, rows: int) -> None:
        self.store, self.rules, self.rows = store, rules, rows
        self.network: Network = store.network
        self.tape = Tape()
        self.ops: list[Op] = []
        self.tensors: dict[str, Array] = {**store.views}
        self.loss, self.rate, self.rate_factor = np.zeros(()), np.zeros(()), 1.0
        self.raw = np.zeros(())  # the loss before its scale
        self.fast: list[Call] = []  # the iteration as it is run at full speed
        n_outputs = self.network.n_outputs
        self.row_weights: Array | None = None
        self.scale = LOSSES[rules.loss].scale(rows, n_outputs, rules.reduction)
        self.factor = update_factor(
            rules.loss, rules.reduction, rules.update_loss, rules.update_reduction, rows, n_outputs
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
        step: int | None = None,
    ) -> None:
        """Close the tape's calls into the next op; ``fast``: what is called instead at full speed, to the same end.
        Where no ``formula`` is given, its equation says it; what it computes and does not write is internal."""
        calls = self.tape.take()
        self.fast += calls if fast is None else fast
        writes = writes or (name,)
        internals = tuple(tensor for tensor, _ in equations if tensor not in writes)
        formula = formula or " = ".join(equations[-1])
        index = len(self.ops)
        self.ops.append(Op(index, name, phase, layer, reads, writes, formula, internals, equations, calls, step))

    def weigh_rows(self) -> None:
        """Calls for what each row counts, where the classes have weights."""
        self.row_weights = row_weights(self.tape, self.rules.class_weights, self.network.n_outputs, self.rows)
        if self.row_weights is not None:
            self.tensors["w"] = self.row_weights.T

    def output_gradient(self, output: Output, out: Array) -> None:
        """Calls for the loss's gradient, times what each row counts."""
        LOSSES[self.rules.loss].gradient(self.tape, output, self.scale, out)
        if output.weights is not None:
            self.tape.call(np.multiply, out, output.weights, out)

    @property
    def weighing(self) -> tuple[str, ...]:
        """What the loss's gradient reads beside the output and the targets."""
        return ("w",) if self.row_weights is not None else ()

    @property
    def has_penalty(self) -> bool:
        """Whether the loss has more than the data's part."""
        return bool(self.rules.l1 or self.rules.l2)

    def add_penalty(self) -> None:
        """Calls that add the penalties to the loss."""
        part = np.zeros(())
        for weights in self.penalized():
            changed = self.tape.scratch(weights.shape, "penalty")
            for factor, function in ((self.rules.l1, np.abs), (self.rules.l2 / 2, np.square)):
                if factor:
                    self.tape.call(function, weights, changed)
                    self.tape.call(np.add.reduce, changed, None, None, part)
                    self.tape.call(np.multiply, part, self.tape.constant(factor), part)
                    self.tape.call(np.add, self.loss, part, self.loss)

    def penalized(self) -> list[Array]:
        """The weights that penalties are taken of."""
        return [self.weights(self.store.parameters, layer) for layer in range(1, self.network.n_layers + 1)]

    def weights(self, flat: Array, layer: int) -> Array:
        """A layer's W^T as a part of a flat vector, n_out x n_in."""
        return self.store.matrix(flat, layer)[:, : self.network.sizes[layer - 1]]

    def update(self) -> None:
        """The ops of the update."""
        add_update(self)

    def program(self) -> Program:
        """What has been collected."""
        rate, factor = self.rate, self.rate_factor

        def set_learning_rate(value: float) -> None:
            rate[...] = value * factor

        fast = Fast(
            tuple(self.fast), self.loss if self.has_penalty else self.raw, 1.0 if self.has_penalty else self.scale
        )
        return Program(self.rows, tuple(self.ops), self.tensors, self.loss, fast, set_learning_rate)
