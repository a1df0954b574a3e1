"""What the programs of all kinds of nets have in common: ops closed one by one, the loss's penalties, the update."""

from __future__ import annotations

import numpy as np

from bpviz.engine import equations
from bpviz.engine.equations import Equation
from bpviz.engine.losses import LOSSES, update_factor
from bpviz.engine.network import Network, Store
from bpviz.engine.ops import Call, Op, Phase
from bpviz.engine.optimizers import OPTIMIZERS, Buffers
from bpviz.engine.program import Fast, Program
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array, Tape


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
        n_outputs = self.network.sizes[-1]
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
    ) -> None:
        """Close the tape's calls into the next op; ``fast``: what is called instead at full speed, to the same end.
        Where no ``formula`` is given, its equation says it; what it computes and does not write is internal."""
        calls = self.tape.take()
        self.fast += calls if fast is None else fast
        writes = writes or (name,)
        internals = tuple(tensor for tensor, _ in equations if tensor not in writes)
        formula = formula or " = ".join(equations[-1])
        self.ops.append(Op(len(self.ops), name, phase, layer, reads, writes, formula, internals, equations, calls))

    @property
    def has_penalty(self) -> bool:
        """Whether the loss has more than the data's part."""
        return bool(self.rules.l1 or self.rules.l2)

    def add_penalty(self) -> None:
        """Calls that add the penalties to the loss."""
        part = np.zeros(())
        for layer in range(1, self.network.n_layers + 1):
            weights = self.weights(self.store.parameters, layer)
            changed = self.tape.scratch(weights.shape, "penalty")
            for factor, function in ((self.rules.l1, np.abs), (self.rules.l2 / 2, np.square)):
                if factor:
                    self.tape.call(function, weights, changed)
                    self.tape.call(np.add.reduce, changed, None, None, part)
                    self.tape.call(np.multiply, part, self.tape.constant(factor), part)
                    self.tape.call(np.add, self.loss, part, self.loss)

    def weights(self, flat: Array, layer: int) -> Array:
        """A layer's W^T as a part of a flat vector, n_out x n_in."""
        return self.store.matrix(flat, layer)[:, : self.network.sizes[layer - 1]]

    def update(self) -> None:
        """The ops of the update: the optimizer's slots and scalars, then every parameter."""
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
        """What has been collected."""
        rate, factor = self.rate, self.rate_factor

        def set_learning_rate(value: float) -> None:
            rate[...] = value * factor

        fast = Fast(
            tuple(self.fast), self.loss if self.has_penalty else self.raw, 1.0 if self.has_penalty else self.scale
        )
        return Program(self.rows, tuple(self.ops), self.tensors, self.loss, fast, set_learning_rate)
