"""Writes a run down as a program of its own, in plain NumPy, that gives the same numbers bit for bit.

It is made of the ops' own calls: what is printed is what trains. In a script the parts stand one after the other, in a
notebook each has a cell.
"""

from __future__ import annotations

import itertools
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bpviz.engine import drawing, spectrum
from bpviz.engine.architectures import compile_program
from bpviz.engine.network import Store
from bpviz.engine.program import Program
from bpviz.engine.tape import Array
from bpviz.errors import BpvizError
from bpviz.training.batches import Batches
from bpviz.training.buffers import Buffers, Line, ops_of
from bpviz.training.callwords import inputs_used, op_lines, scipy_names
from bpviz.training.embedding import UNPACK, array_text, is_packed
from bpviz.training.phasewords import about
from bpviz.training.recipe import network_of, rules_of
from bpviz.training.running import same_bits
from bpviz.training.story import Change, Story, story_of
from bpviz.training.threads import LARGE_PRODUCT
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from bpviz.words import QT_TRANSLATE_NOOP

MAX_NUMBERS = 4_000_000
"""Numbers of data and parameters that a script may hold: some 30 megabytes of text."""

PHASES = ("forward", "loss", "backward", "update")
_FUNCTIONS = {"forward": "forward", "loss": "measure", "backward": "backward", "update": "update"}


@dataclass(frozen=True)
class Part:
    """One part of the program: what it is about, in Markdown, and its code."""

    title: str
    text: str
    code: str


def script_of(source: Trainer | Timeline | Story, iterations: int) -> str:
    """A Python script that trains as ``source`` did, from the first weights on for ``iterations`` iterations.

    It needs NumPy only (SciPy where the run uses it), prints the loss as it goes, and leaves ``losses`` and every
    parameter by name (``W1`` n_in x n_out). BpvizError for a run whose data and weights are too large to be embedded.
    """
    first, *parts = parts_of(source, iterations)
    words = [f'"""{first.title}.\n\n{_wrapped(_plain(first.text), 120)}\n"""\n\n{first.code}']
    for part in parts:
        title = f"# -- {part.title} "
        head = title + "-" * (120 - len(title))
        words.append(f"{head}\n{_commented(part.text)}\n\n{part.code}" if part.text else f"{head}\n\n{part.code}")
    return "\n\n\n".join(words) + "\n"


def parts_of(source: Trainer | Timeline | Story, iterations: int) -> list[Part]:
    """The parts of the program in order; the first one says what it is and has the imports."""
    story = source if isinstance(source, Story) else story_of(source)
    return _Writer(story, iterations).parts()


class _Writer:
    def __init__(self, story: Story, iterations: int) -> None:
        e, data = story.experiment, story.data
        self.story, self.iterations = story, iterations
        size = data.x.size + data.y.size + sum(w.size for w in story.first.values())
        if size > MAX_NUMBERS:
            large = QT_TRANSLATE_NOOP(
                "Error", "The run's data and weights are {0:,} numbers; a script can hold {1:,} at most."
            )
            raise BpvizError(large, size, MAX_NUMBERS)
        self.network, self.rules = network_of(e, data), rules_of(e, data)
        self.store = Store(self.network, self.rules)
        self.store.clear_slots()
        self.batches = Batches(data.x, data.y, e.batch_size, e.seed, e.bias)
        self.rows = [self.batches.size, *([self.batches.rest] if self.batches.rest else [])]
        self.buffers: list[Buffers] = []
        for rows in self.rows:
            suffix = f"_of_{rows}" if self.buffers else ""
            known = self.buffers[0].update_parts if self.buffers else None
            self.buffers.append(Buffers(self._program(rows), self.store, suffix, known))

    def _program(self, rows: int) -> Program:
        return compile_program(self.store, self.rules, rows)

    def parts(self) -> list[Part]:
        """All of it."""
        whole = [self._imports(), self._data(), *self._batches(), self._parameters(), self._memory()]
        return [*whole, *(part for phase in PHASES for part in self._phase(phase)), *self._changes(), self._training()]

    # -- what it stands on -----------------------------------------------------------------------------------------

    def _imports(self) -> Part:
        e = self.story.experiment
        sizes = "-".join(map(str, self.network.sizes))
        facts = (
            f"A {sizes} network ({', '.join(self.network.activations)}; {e.loss}, {e.optimizer}) learns {e.dataset}: "
            f"{self.iterations:,} iterations, the same numbers bit for bit as bpviz showed them (on the same machine "
            "and version of NumPy; elsewhere the last digits may differ).\n\n"
            "Each op stands under its equation. The equations are in the usual shapes, rows x units; the arrays whose "
            "names end in T lie in memory the other way round (z1T is units x rows, so z1T.T is z1), and W1T_b1 is "
            "[W1.T b1], so that the bias comes with the product. Every array is made once and written with out=."
        )
        largest = max(a * b for a, b in itertools.pairwise(self.network.sizes)) * self.batches.size
        lines = ["import os", ""] if largest < LARGE_PRODUCT else []
        if lines:
            lines += [
                "# One thread for matrix products, as in the run: two only cost time for a net of this size.",
                'for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):',
                '    os.environ[name] = "1"',
                "",
            ]
        packed = any(is_packed(array) for array in self._embedded())
        lines += ["import base64", "import zlib"] if packed else []
        lines += ["import functools"] if self._shuffles else []
        lines += [""] if packed or self._shuffles else []
        lines += ["import numpy as np"]
        names = scipy_names(tuple(op for b in self.buffers for op in b.program.ops))
        lines += [f"from scipy.special import {', '.join(names)}"] if names else []
        lines += ["", 'np.seterr(all="ignore")  # exp may overflow to inf where 1 / inf is the right 0']
        lines += ["", "", *UNPACK.splitlines()] if packed else []
        lines += ["", "", *drawing.SOURCE.splitlines()] if self.rules.dropout else []
        lines += ["", "", *spectrum.SOURCE.splitlines()] if e.architecture == "fixed_point" else []
        return Part(f"{self._title()}, as a program of its own", facts, "\n".join(lines))

    def _title(self) -> str:
        return f"{self.story.experiment.dataset}: {'-'.join(map(str, self.network.sizes))}"

    def _embedded(self) -> list[Array]:
        state = [] if self.story.state is None else [self.story.state]
        return [self.story.data.x, self.story.data.y, *self.story.first.values(), *state]

    def _changed_by_hand(self) -> list[Change]:
        return [change for change in self.story.changes if change.iteration < self.iterations]

    @property
    def _shuffles(self) -> bool:
        return self.batches.per_epoch > 1

    def _data(self) -> Part:
        data = self.story.data
        names = f"Columns of a0: {', '.join(data.feature_names)}. Of the targets y: {', '.join(data.target_names)}."
        scaled = " The inputs are those that the network sees, after scaling; test rows are left out."
        if data.target_scale != 1.0:
            scales = ", ".join(f"{scale:g}" for scale in np.atleast_1d(data.target_scale))
            scaled += f" The targets were divided by {scales}."
        rows = f"{len(data.x):,} training rows."
        code = f"a0 = {array_text(data.x)}  # rows x features\ny = {array_text(data.y)}  # rows x outputs"
        return Part("The data", _line(f"{rows} {names}{scaled}"), code)

    def _batches(self) -> list[Part]:
        bias = self.network.bias
        ones = "A column of ones stands beside the inputs: it makes the biases part of the product." if bias else ""
        with_ones = "np.hstack([a0, np.ones((len(a0), 1))])" if bias else "a0"
        if not self._shuffles:
            code = (
                f"x = np.ascontiguousarray({with_ones})  # rows x features{' and one' if bias else ''}\n"
                "xT = np.ascontiguousarray(x.T)\n"
                "yT = np.ascontiguousarray(y.T)  # outputs x rows\n"
                "y_flat = yT.reshape(-1)"
            )
            return [Part("The batch", f"All rows at once. {ones}".strip(), code)]
        block, size = max(1, min(64, 131_072 // self.batches.n_rows)), self.batches.size
        text = (
            f"{size} rows for each iteration, {self.batches.per_epoch} iterations for each epoch. The order "
            "of the rows depends on the seed and the epoch alone: it is drawn for a block of epochs at once from "
            f"NumPy's frozen random stream, the same in every version. {ones}"
        )
        code = f"""inputs = {with_ones}


@functools.lru_cache(maxsize=4)
def orders(block):
    random = np.random.RandomState(np.random.MT19937(np.random.SeedSequence([{self.batches.seed}, block])))
    return [random.permutation({self.batches.n_rows}) for _ in range({block})]


def batch(iteration):
    \"\"\"This iteration's x (rows x features), its transpose, the targets (outputs x rows), the same flat.\"\"\"
    epoch, place = divmod(iteration, {self.batches.per_epoch})
    rows = orders(epoch // {block})[epoch % {block}][place * {size} : (place + 1) * {size}]
    x = inputs[rows]
    y_flat = np.ascontiguousarray(y[rows].T).reshape(-1)
    return x, x.T, y_flat.reshape(-1, len(rows)), y_flat"""
        return [Part("The batches", text.strip(), code)]

    # -- memory ----------------------------------------------------------------------------------------------------

    def _parameters(self) -> Part:
        lines = _declared(self._lines("parameters"))
        zeros = [name for name, v in self.story.first.items() if not v.any() and not np.signbit(v).any()]
        for name, value in self.story.first.items():
            if name not in zeros:
                lines.append(f"{name}[...] = {array_text(value)}")
        text = "The first weights, exactly." + (f" {', '.join(zeros)} begin at 0." if zeros else "")
        return Part("The parameters", text, "\n".join(lines))

    def _memory(self) -> Part:
        lines: list[str] = []
        heads = {
            "memory": "what is remembered from one iteration to the next beside the parameters",
            "gradient": "the gradient",
            "forward": "forward",
            "loss": "loss",
            "backward": "backward",
            "update": "update",
        }
        for kind, head in heads.items():
            found = self._lines(kind)
            if found:
                lines += [*([""] if lines else []), f"# {head}", *_declared(found)]
                lines += self._remembered(found) if kind == "memory" and self.story.state is not None else []
        text = "Every array that the ops write into, made once."
        if len(self.rows) > 1:
            text += (
                f" Those with _of_{self.rows[-1]} in their names are for the last batch of an epoch, which has "
                f"{self.rows[-1]} rows."
            )
        return Part("The memory", text, "\n".join(lines))

    def _remembered(self, memory: list[Line]) -> list[str]:
        """What is known at the beginning already, where it is not what a run usually begins with."""
        state, buffers, lines = self.story.state, self.buffers[0], []
        made = [(line.name, array) for line in memory if (array := buffers.array_of(line)) is not None]
        usual = [array.copy() for _, array in made]
        assert state is not None
        self.store.vector[...] = state
        for (name, array), before in zip(made, usual, strict=True):
            if not same_bits(array, before):
                lines.append(f"{name}[...] = {array_text(array) if array.ndim else repr(float(array))}")
        return lines

    def _lines(self, kind: str) -> list[Line]:
        found: dict[str, Line] = {}
        for buffers in self.buffers:
            for line in buffers.lines:
                if line.kind == kind:
                    found.setdefault(line.name, line)
        return list(found.values())

    # -- the ops ---------------------------------------------------------------------------------------------------

    def _phase(self, phase: str) -> list[Part]:
        written: list[str] = []
        for buffers in self.buffers:
            made = self._function(phase, buffers)
            if _body(made) not in [_body(other) for other in written]:
                written.append(made)
        titles = {"forward": "Forward", "loss": "The loss", "backward": "Backward", "update": "The update"}
        text = about(phase, self.story.experiment, self.network, self.rows[0])
        return [Part(titles[phase], text, "\n\n\n".join(written))]

    def _function(self, phase: str, buffers: Buffers) -> str:
        ops = ops_of(buffers.program, phase)
        inputs = self._inputs(phase)
        lines = [line for op in ops for line in ["", *op_lines(op, buffers)]][1:]
        if phase == "loss":
            lines.append(f"return float(loss{buffers.suffix})")
        name = _FUNCTIONS[phase] + buffers.suffix
        return f"def {name}({', '.join(inputs)}):\n" + textwrap.indent("\n".join(lines), "    ")

    def _inputs(self, phase: str) -> list[str]:
        if phase == "update":
            return ["learning_rate"]
        used = {name for b in self.buffers for name in inputs_used(ops_of(b.program, phase))}
        return [name for name in ("x", "xT", "yT", "y_flat") if name in used]

    # -- what is done with it --------------------------------------------------------------------------------------

    def _changes(self) -> list[Part]:
        changes = self._changed_by_hand()
        if not changes:
            return []
        lines = ["changes = {"]
        for change in changes:
            lines.append(f"    {change.iteration}: {{")
            lines += [f"        {key!r}: {value}," for key, value in _changed(change)]
            lines.append("    },")
        lines += ["}"]
        text = "Numbers that were changed by hand at the beginning of an iteration, by iteration."
        return [Part("Changes by hand", text, "\n".join(lines))]

    def _training(self) -> Part:
        body: list[str] = []
        if self._changed_by_hand():
            names = ", ".join(f"{name!r}: {name}" for name in self.story.first)
            body += [
                "for name, value in changes.get(iteration, {}).items():",
                '    if name == "learning_rate":',
                "        learning_rate = value",
                "    else:",
                "        for entry, number in value.items():",
                f"            {{{names}}}[name][entry] = number",
            ]
        if self._shuffles:
            body.append("x, xT, yT, y_flat = batch(iteration)")
        body += self._calls()
        every = _every(self.iterations)
        body += [
            f"if iteration % {every} == 0:",
            '    print(f"iteration {iteration:>9,}   loss {losses[-1]!r}")',
        ]
        lines = [
            f"learning_rate = {self.story.experiment.learning_rate!r}",
            "losses = []  # of each iteration's batch, before its update",
            "",
            f"for iteration in range({self.iterations}):",
            textwrap.indent("\n".join(body), "    "),
            "",
            f'print(f"after {self.iterations:,} iterations: loss of the last batch before its update {{losses[-1]!r}}")'
            if self.iterations
            else 'print("no iteration was run")',
        ]
        text = "One iteration after the other: forward, loss, backward, update."
        return Part("Training", text, "\n".join(lines))

    def _calls(self) -> list[str]:
        def one(suffix: str) -> list[str]:
            names = {phase: _FUNCTIONS[phase] + (suffix if self._differs(phase) else "") for phase in PHASES}
            call = {phase: f"{names[phase]}({', '.join(self._inputs(phase))})" for phase in PHASES}
            stop = [
                "if not np.isfinite(losses[-1]):",
                '    raise SystemExit(f"The loss is no longer finite in iteration {iteration}.")',
            ]
            return [call["forward"], f"losses.append({call['loss']})", *stop, call["backward"], call["update"]]

        if len(self.buffers) == 1:
            return one("")
        first, last = one(""), one(self.buffers[1].suffix)
        return [
            f"if len(x) == {self.rows[0]}:",
            *(f"    {line}" for line in first),
            "else:",
            *(f"    {line}" for line in last),
        ]

    def _differs(self, phase: str) -> bool:
        return len({_body(self._function(phase, buffers)) for buffers in self.buffers}) > 1


def _changed(change: Change) -> list[tuple[str, str]]:
    found = [("learning_rate", repr(change.learning_rate))] if change.learning_rate is not None else []
    for name in dict.fromkeys(name for name, _, _ in change.entries):
        entries = ", ".join(f"{index}: {value!r}" for of, index, value in change.entries if of == name)
        found.append((name, f"{{{entries}}}"))
    return found


def _every(iterations: int) -> int:
    """The least 1, 2 or 5 times a power of ten that makes at most twenty lines of a run."""
    steps: Iterator[int] = (n * 10**power for power in range(20) for n in (1, 2, 5))
    return next(step for step in steps if iterations <= 20 * step)


def _body(function: str) -> str:
    return function.partition("\n")[2]


def _declared(lines: list[Line]) -> list[str]:
    return [f"{line.name} = {line.text}" for line in lines]


def _line(text: str) -> str:
    """Text from a file as one line, which can end no comment and no docstring."""
    return re.sub(r"\s+", " ", text).replace('"""', "'''").replace("\\", "/")


def _plain(text: str) -> str:
    return text.replace("`", "")


def _wrapped(text: str, width: int) -> str:
    return "\n\n".join(textwrap.fill(block, width) for block in text.split("\n\n"))


def _commented(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in _wrapped(_plain(text), 118).splitlines())
