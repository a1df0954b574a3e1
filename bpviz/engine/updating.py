"""The ops of the update: the rate, the clipping, the optimizer's slots and scalars, then every parameter, and at the
end what looks back at the iteration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bpviz.engine import clipping, clock, schedules
from bpviz.engine.following import followed
from bpviz.engine.optimizers import update_of
from bpviz.engine.schedules import Course
from bpviz.engine.tape import Array
from bpviz.engine.updates import Buffers, Rule, put_in, words_in
from bpviz.engine.updatewords import update

if TYPE_CHECKING:
    from bpviz.engine.building import Builder


def add_update(builder: Builder) -> None:
    """Add the ops of the update to a builder's program."""
    _Update(builder).add()


class _Update:
    def __init__(self, builder: Builder) -> None:
        self.builder, self.store, self.rules, self.tape = builder, builder.store, builder.rules, builder.tape
        network = builder.network
        self.optimizer, self.way = update_of(self.rules), followed(network, self.rules, builder.rows)
        self.words = update(network, self.rules, builder.rows)
        self.names = [name for name, _ in network.parameter_names()]
        self.vectors = (*self.optimizer.slots, *self.optimizer.parts)
        store = self.store
        self.scalars = {name: store.scalars[name] for name in store.scalars if name in self.words}
        self.rate = self.scalars.get(schedules.RATE, builder.rate)
        self.gradient = store.gradient  # what the optimizer follows, flat
        if self.way.clipped:
            self.gradient = store.parts[clipping.CLIPPED]
        elif self.way.in_gradient:
            self.gradient = self.tape.scratch(store.gradient.shape, "followed")

    def add(self) -> None:
        """All ops."""
        builder, store = self.builder, self.store
        if self.way.in_rate:
            builder.rate_factor = self.way.k
        course = schedules.course_of(self.rules)
        if course is not None:
            schedules.emit_rate(self.tape, self.rules, course, builder.rate, self.scalars)
            self.op(schedules.RATE, (schedules.RATE,), self.read_in(schedules.RATE))
        if self.way.clipped:
            self.clip()
        flat = {slot: store.slots[slot] for slot in self.optimizer.slots}
        flat |= {part: store.parts[f"{part}_"] for part in self.optimizer.parts}
        whole = Buffers(store.parameters, self.gradient, flat, self.scalars, self.rate)
        for rule in self.optimizer.rules:
            self.follow(rule, whole)
        for views in (*store.slot_views.values(), *store.part_views.values()):
            builder.tensors.update(views)
        builder.tensors.update(self.scalars)
        self.move(whole)
        if course is not None and course.after is not None:
            self.look_back(course)
        if clock.has_clock(self.rules):
            clock.tick(self.tape, self.scalars[clock.T])
            self.op(clock.T, (clock.T,), (clock.T,))

    def op(self, name: str, writes: tuple[str, ...], reads: tuple[str, ...], formula: str = "") -> None:
        equations = tuple((each, self.words[each]) for each in writes)
        self.builder.op(name, "update", None, self.computed(reads), formula or _all(equations), writes, equations)

    def computed(self, reads: tuple[str, ...]) -> tuple[str, ...]:
        """Those that this iteration has computed; what is remembered from the one before is an op's own business."""
        written = {name for op in self.builder.ops for name in (*op.writes, *op.internals)}
        return tuple(read for read in reads if read in written)

    def read_in(self, *names: str) -> tuple[str, ...]:
        """The scalars of the store, and the loss, that these equations read."""
        found = {word for name in names for word in words_in(self.words[name])}
        return tuple(each for each in (*self.scalars, "loss") if each in found)

    def clip(self) -> None:
        """Clipped gradients beside the exact ones."""
        store, rules, exact = self.store, self.rules, tuple(f"d{name}" for name in self.names)
        g = store.gradient
        if self.way.k != 1.0:
            g = self.tape.scratch(g.shape, "followed")
        if rules.clip_norm is not None:
            self.multiply(store.gradient, g)
            clipping.emit_norm(self.tape, rules, g, self.scalars)
            self.op(clipping.NORM, (clipping.NORM, clipping.SCALE), exact)
        self.multiply(store.gradient, g)
        clipping.emit_clipped(self.tape, rules, g, self.scalars, store.parts[clipping.CLIPPED])
        scale = (clipping.SCALE,) if rules.clip_norm is not None else ()
        writes = tuple(self.way.gradient(name) for name in self.names)
        words = clipping.clipped(rules, f"{self.way.times}d")
        self.op("clipped", writes, (*exact, *scale), f"{clipping.CLIPPED} = {words}")

    def multiply(self, source: Array, into: Array) -> None:
        """k times the gradient, in an op that reads it."""
        if into is not source:
            self.tape.call(np.multiply, source, self.tape.constant(self.way.k), into)

    def follow(self, rule: Rule, whole: Buffers) -> None:
        """An op of the optimizer before the parameters move."""
        is_vector = rule.name in self.vectors
        if "d" in rule.reads and self.way.in_gradient:
            self.multiply(self.store.gradient, self.gradient)
        rule.emit(self.tape, whole)
        writes = tuple(f"{rule.name}_{name}" for name in self.names) if is_vector else rule.writes
        reads = tuple(name for read in rule.reads for name in self.all_of(read))
        if schedules.RATE in self.scalars and schedules.RATE in words_in(rule.formula):
            reads = (schedules.RATE, *reads)
        self.op(rule.name, writes, reads, put_in(rule.formula, {"d": self.way.d, "rate": self.way.rate}))

    def all_of(self, read: str) -> list[str]:
        """A word of a rule as the names of the tensors that it stands for."""
        if read == "d":
            return [self.way.gradient(name) for name in self.names]
        return [f"{read}_{name}" for name in self.names] if read in self.vectors else [read]

    def move(self, whole: Buffers) -> None:
        """The parameters one by one, at full speed all at once: it is elementwise, so the bits are the same."""
        builder, store, optimizer = self.builder, self.store, self.optimizer
        reads_d = self.way.in_gradient and "d" in optimizer.reads
        views = dict(store.named(self.gradient, "{}"))
        if reads_d:  # buffers of their own: views of the flat one would need names where a program is written down
            views = {name: self.tape.scratch(view.shape, "followed") for name, view in store.views.items()}
        exact, parts = store.gradient_views, {name: v for each in store.part_views.values() for name, v in each.items()}
        uses_rate = schedules.RATE in self.scalars and schedules.RATE in words_in(optimizer.formula)
        for name, layer in builder.network.parameter_names():
            if reads_d:
                self.multiply(exact[f"d{name}"], views[name])
            vectors = {slot: store.slot_views[slot][f"{slot}_{name}"] for slot in optimizer.slots}
            vectors |= {part: parts[f"{part}_{name}"] for part in optimizer.parts}
            optimizer.move(self.tape, Buffers(store.views[name], views[name], vectors, self.scalars, self.rate))
            reads = [name]
            for read in optimizer.reads:
                vector = read in self.vectors
                reads.append(self.way.gradient(name) if read == "d" else f"{read}_{name}" if vector else read)
            reads += [schedules.RATE] if uses_rate else []
            builder.op(name, "update", layer, tuple(reads), equations=((name, self.words[name]),), fast=[])
        if reads_d:
            self.multiply(store.gradient, self.gradient)
        optimizer.move(self.tape, whole)
        builder.fast += self.tape.take()

    def look_back(self, course: Course) -> None:
        """The op that looks at the iteration's loss."""
        builder, after = self.builder, course.after
        assert after is not None
        internals = {name: np.zeros(()) for name in after.internals}
        builder.tensors.update(internals)
        after.emit(self.tape, self.scalars | internals, builder.loss, builder.rate)
        fast = list(self.tape.calls)
        if not builder.has_penalty:  # at full speed the loss is scaled only when it is recorded
            self.tape.take()
            scale = builder.tape.constant(builder.scale)
            self.tape.call(np.multiply, builder.raw, scale, builder.loss)
            fast, self.tape.calls = [*self.tape.take(), *fast], fast
        equations = tuple((name, self.words[name]) for name, _ in after.equations)
        writes = tuple(name for name, _ in equations if name not in internals)
        reads = self.computed(self.read_in(*(name for name, _ in equations)))
        name = str(self.rules.schedule)
        builder.op(name, "update", None, reads, _all(equations), writes, equations, fast)


def _all(equations: tuple[tuple[str, str], ...]) -> str:
    return "; ".join(" = ".join(each) for each in equations)
