"""Stops a run at breakpoints: watches it at full speed, tests it op by op, and gives what is being watched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.ops import Op
from bpviz.engine.tape import Array
from bpviz.errors import BpvizError, DivergedError
from bpviz.training.breakpoints import Breakpoint, Hit, Stops, WatchValue
from bpviz.training.conditions import check
from bpviz.training.expression import UnknownYetError, check_shapes, parse
from bpviz.training.facts import FALSE, LOSS, TRUE, UNKNOWN, Fact, Rows, Source, Truth
from bpviz.training.monitoring import BatchRows, Recording
from bpviz.training.scope import Scope
from bpviz.training.taking import tag_of
from bpviz.training.trainer import Trainer


class HasTrainer(Protocol):
    """A timeline, say."""

    @property
    def trainer(self) -> Trainer: ...


def scope_of(trainer: Trainer) -> Scope:
    """What one may ask about in this trainer's net."""
    n = len(trainer.data.x)
    rows = min(trainer.experiment.batch_size or n, n)
    return Scope(trainer.network, trainer.rules, trainer.ops, rows, n, trainer.data.task == "classification")


def run_until(target: Trainer | HasTrainer, stops: Stops | Stopper, n: int) -> Hit | None:
    """Run at most ``n`` iterations, to the first breakpoint: the run then stands right after the op that made it true
    (before the op that would write what is not finite). None where nothing stopped it; ``trainer.divergence`` says
    whether it is still finite. A timeline of the trainer records what is run. Who goes on from a stop hands in the same
    ``Stopper`` again: it knows what held before."""
    trainer = target if isinstance(target, Trainer) else target.trainer
    stopper = Stopper(stops, trainer) if isinstance(stops, Stops) else stops
    end = trainer.iteration + n
    while trainer.iteration < end:
        if trainer.op_index == 0:
            trainer.run(end - trainer.iteration, stopper.monitor)
            looks = trainer.stopped_at is not None
            if not looks and not (trainer.divergence is not None and stopper.breaks_on_divergence):
                return None
        hit = step_through(trainer, stopper)
        if hit is not None:
            return hit
        if trainer.divergence is not None:
            trainer.run(1)  # takes back what has been run of the iteration, as any run does
            return None
        if trainer.early_stop is not None:
            return None
    return None


def step_through(trainer: Trainer, stopper: Stopper) -> Hit | None:
    """Run the ops of an iteration (or the rest of it) one by one, up to a breakpoint; None where there was none, also
    where the iteration stops being finite (``trainer.divergence``)."""
    iteration = trainer.iteration
    while trainer.iteration == iteration:
        try:
            op = trainer.step_op()
        except DivergedError:
            return stopper.check_divergence(trainer)
        if hit := stopper.check_op(trainer, op):
            return hit
    return None


@dataclass
class _Memory:
    """A breakpoint's fact, and what is known of it after ``iteration``, whose loss was ``loss``: what held (k,) and,
    where it is about a change, the values."""

    breakpoint: Breakpoint
    fact: Fact
    index: int  # of the op after which it is looked at
    iteration: int = -2
    loss: float = np.nan
    truth: Truth | None = None
    values: list[Array] = field(default_factory=list)

    def keep(self, iteration: int, loss: float, truth: Truth | None, values: Sequence[Array]) -> None:
        self.iteration, self.loss, self.truth = iteration, loss, truth
        self.values = [np.array(part) for part in values] if self.fact.event else []

    def hits(self, values: list[Array], iterations: NDArray[np.int64], rows: Rows) -> tuple[NDArray[np.bool_], Truth]:
        """Where it stops the run and where it holds, both (n, k), in consecutive iterations."""
        with np.errstate(all="ignore"):
            return self._hits(values, iterations, rows)

    def _hits(self, values: list[Array], iterations: NDArray[np.int64], rows: Rows) -> tuple[NDArray[np.bool_], Truth]:
        first, fact = int(iterations[0]), self.fact
        follows = self.iteration == first - 1
        if fact.event:
            earlier = self.values if follows and self.values else [part[0] for part in values]
            truth = fact.truth([v[:1] for v in values], [b[None] for b in earlier], iterations[:1], rows)
            if len(iterations) > 1:
                later, before = [v[1:] for v in values], [v[:-1] for v in values]
                truth = np.concatenate([truth, fact.truth(later, before, iterations[1:], rows)])
            return truth == TRUE, truth
        truth = fact.truth(values, None, iterations, rows)
        start = self.truth if follows and self.truth is not None else None
        if start is None:
            start = np.full(truth.shape[1], FALSE if first == 0 else UNKNOWN)
        told = np.concatenate([start[None], truth])
        if (truth == UNKNOWN).any():
            for row in range(1, len(told)):
                told[row] = np.where(told[row] == UNKNOWN, told[row - 1], told[row])
        return (told[1:] == TRUE) & (told[:-1] == FALSE), told[1:]


class Stopper:
    """The enabled breakpoints that fit a trainer's net, made ready for it.

    A breakpoint stops the run after the op that makes it true: it was not true after the same op of the iteration
    before; where it is about a change (a sign, a rise), at each such change. The answer is the same at full speed
    (``monitor``) and op by op (``check_op``). Call ``look`` after every jump in time, before the next op.
    ``errors``: each breakpoint that does not fit and is left aside, with the reason.
    """

    def __init__(self, stops: Stops, trainer: Trainer) -> None:
        self.stops, self.scope = stops, scope_of(trainer)
        self.errors: list[tuple[Breakpoint, BpvizError]] = []
        self._facts: list[_Memory] = []
        self._on_divergence: list[Breakpoint] = []
        self._trainer, self._rows = trainer, BatchRows(trainer)
        for breakpoint in stops.breakpoints:
            if breakpoint.enabled:
                self._add(breakpoint)
        sources = [source for memory in self._facts for source in memory.fact.sources]
        self._recording = Recording(self, sources, trainer) if self._facts else None
        self._watches = [(text, self._read(text)) for text in stops.watches]
        self.look(trainer)

    def _add(self, breakpoint: Breakpoint) -> None:
        try:
            facts = check(breakpoint, self.scope).facts(breakpoint, self.scope)
        except BpvizError as error:
            self.errors.append((breakpoint, error.with_traceback(None)))
            return
        index = {op.name: op.index for op in self.scope.ops}
        self._facts += [_Memory(breakpoint, fact, index[fact.op]) for fact in facts]
        if breakpoint.kind == "non_finite":
            self._on_divergence.append(breakpoint)

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each breakpoint that does not fit this net."""
        return tuple(str(error) for _, error in self.errors)

    @property
    def monitor(self) -> Recording | None:
        """For ``trainer.run``; None where there is nothing to look for."""
        return self._recording

    @property
    def breaks_on_divergence(self) -> bool:
        """Whether a breakpoint waits for a value that is not finite."""
        return bool(self._on_divergence)

    @property
    def holds(self) -> bool:
        """Whether something that a breakpoint waits for holds already where the trainer was looked at last."""
        return any(memory.truth is not None and bool((memory.truth == TRUE).any()) for memory in self._facts)

    # -- op by op --------------------------------------------------------------------------------------------------

    def check_op(self, trainer: Trainer, op: Op) -> Hit | None:
        """The first breakpoint that the op, which has just been run, made true."""
        if not self._facts:
            return None
        iteration = trainer.iteration if trainer.op_index else trainer.iteration - 1
        if op.index == 0:
            self._take_in_before(trainer, iteration, 0)
        program = trainer.program if trainer.op_index else trainer.last_program
        assert program is not None
        loss, at, found = self._loss(trainer, iteration), np.array([iteration]), None
        for memory in self._facts:
            if op.phase == "loss" and memory.iteration == iteration:
                memory.loss = loss  # it was not known yet when the fact was looked at
            if memory.index != op.index:
                continue
            values = [source.of(program.tensors) for source in memory.fact.sources]
            hits, truth = memory.hits([part[None] for part in values], at, self._rows)
            memory.keep(iteration, loss, None if memory.fact.event else truth[0], values)
            if found is None and hits.any():
                entry, value = memory.fact.where(values, int(np.flatnonzero(hits[0])[0]))
                found = Hit(memory.breakpoint, iteration, op.name, memory.fact.tensor, entry, value)
        return found

    def check_divergence(self, trainer: Trainer) -> Hit | None:
        """The breakpoint that waits for what ``trainer.divergence`` says; the trainer stands before that op."""
        divergence = trainer.divergence
        for breakpoint in self._on_divergence if divergence is not None else ():
            assert divergence is not None
            if breakpoint.tensor in ("", divergence.tensor):
                return Hit(breakpoint, divergence.iteration, divergence.op, divergence.tensor, (), np.nan)
        return None

    def look(self, trainer: Trainer) -> None:
        """Take in what holds where the trainer stands, so that only what becomes true after it counts."""
        if self._facts:
            self._take_in_before(trainer, trainer.iteration, trainer.op_index - 1)
            self._take_in_now(trainer)

    def _take_in_before(self, trainer: Trainer, iteration: int, ran: int) -> None:
        """Of ops that have not been run yet, what held in the iteration before: as it is remembered, if that is still
        the same run, or from the buffers."""
        before, program = iteration - 1, trainer.last_program
        loss = self._loss(trainer, before)
        for memory in self._facts:
            if memory.index <= ran:
                continue
            fact, names = memory.fact, [source.name for source in memory.fact.sources]
            if fact.event and names != [LOSS]:
                memory.keep(before, loss, None, [source.of(trainer.parameter_views) for source in fact.sources])
            elif fact.event:
                memory.keep(before, loss, None, [np.array(loss)] if np.isfinite(loss) else [])
            elif before < 0:
                memory.keep(before, loss, None, [])
            elif (memory.iteration, memory.loss) != (before, loss) and program is not None:
                values = [source.of(program.tensors)[None] for source in fact.sources]
                truth = fact.truth(values, None, np.array([before]), self._rows)[0]
                memory.keep(before, loss, truth, [])

    def _take_in_now(self, trainer: Trainer) -> None:
        """Of ops of this iteration that have been run, what holds."""
        for memory in self._facts:
            if memory.index >= trainer.op_index:
                continue
            values = [source.of(trainer.program.tensors) for source in memory.fact.sources]
            loss, iteration, truth = self._loss(trainer, trainer.iteration), trainer.iteration, None
            if not memory.fact.event:
                at = np.array([iteration])
                truth = memory.fact.truth([part[None] for part in values], None, at, self._rows)[0]
            memory.keep(iteration, loss, truth, values)

    def _loss(self, trainer: Trainer, iteration: int) -> float:
        """The recorded loss of an iteration, NaN where there is none."""
        losses = trainer.history.view().losses
        return float(losses[iteration]) if 0 <= iteration < len(losses) else np.nan

    # -- at full speed ---------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """A stretch at full speed begins where the trainer stands."""
        self._take_in_before(self._trainer, self._trainer.iteration, -1)

    def first(self, iteration: int, losses: Array, values: Callable[[Source], Array]) -> int | None:
        """The first of the iterations from ``iteration`` on in which a breakpoint comes true."""
        iterations, found = np.arange(iteration, iteration + len(losses)), len(losses)
        told: list[tuple[_Memory, Truth, list[Array]]] = []
        for memory in self._facts:
            parts = [values(source) for source in memory.fact.sources]
            hits, truth = memory.hits(parts, iterations, self._rows)
            told.append((memory, truth, parts))
            rows = hits.any(axis=1)
            if rows.any():
                found = min(found, int(rows.argmax()))
        if found:
            last = found - 1
            for memory, truth, parts in told:
                kept = None if memory.fact.event else truth[last].copy()
                memory.keep(iteration + last, float(losses[last]), kept, [part[last] for part in parts])
        return found if found < len(losses) else None

    # -- watches ---------------------------------------------------------------------------------------------------

    def _read(self, text: str) -> BpvizError | None:
        try:
            check_shapes(parse(text), self.scope.shapes)
        except BpvizError as error:
            return error.with_traceback(None)
        return None

    def watch(self, trainer: Trainer) -> tuple[WatchValue, ...]:
        """What each watched expression gives where the trainer stands."""
        return tuple(self._watched(trainer, text, error) for text, error in self._watches)

    def _watched(self, trainer: Trainer, text: str, error: BpvizError | None) -> WatchValue:
        try:
            if error is None:
                return WatchValue(text, parse(text).value(lambda name: value_of(trainer, name)))
        except BpvizError as wrong:
            error = wrong.with_traceback(None)
        return WatchValue(text, None, str(error), error)


def value_of(trainer: Trainer, name: str) -> Array | float:
    """A name's value where the trainer stands; UnknownYetError for a tensor that is not computed yet."""
    if name == "iteration":
        return float(trainer.iteration)
    if name == "epoch":
        return float(trainer.epoch)
    if name == "learning_rate":
        return trainer.learning_rate
    ran = trainer.op_index
    source = trainer.program if ran else trainer.last_program
    if name in ("a0", "y"):
        if trainer.iteration == 0 and not ran:
            raise UnknownYetError(name)
        batch = trainer.shown_batch()
        return batch.y.T if name == "y" else batch.x[: trainer.network.n_inputs].T
    if tag_of(trainer, source, name) == "unknown":
        raise UnknownYetError(name)
    view = trainer.parameter_views.get(name)
    return np.array((source or trainer.program).tensors[name] if view is None else view, order="C")
