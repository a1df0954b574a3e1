"""The buffers behind a program's calls: which memory each array is, what it is called, and how one makes it of another.

A script that shall give the same bits has to make the same calls on arrays of the same shapes and strides. So every
array that a call touches is put back to the memory that it is a view of, and written down as one line of NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.array_utils import byte_bounds

from bpviz.engine.network import Store
from bpviz.engine.ops import Call, Input, Op
from bpviz.engine.program import Program
from bpviz.engine.tape import Array
from bpviz.training.spans import Spans

INPUT_NAMES = {"x": "xT", "xt": "x", "y": "yT", "y1": "y_flat"}
"""What a script calls the parts of a mini-batch."""

# What a buffer without a name of its own is called, by the function that fills it first; in an update before the rest.
_WORDS = {
    "subtract": "difference",
    "multiply": "product",
    "add": "total",
    "divide": "quotient",
    "square": "square",
    "absolute": "size",
    "sign": "sign",
    "greater": "above",
    "less": "below",
    "less_equal": "first_time",
    "minimum": "least",
    "maximum": "most",
    "floor": "whole",
    "cos": "cosine",
    "power": "power",
    "exp": "exponential",
    "log": "logarithm",
    "logaddexp": "softplus",
    "expm1": "exponential",
    "negative": "negated",
    "xlogy": "own_share",
    "maximum.reduce": "largest",
    "add.reduce": "total",
    "copyto": "repeated",
    "dot": "total",
}
_UPDATE_WORDS = {
    ("multiply", True): "next_power",
    ("subtract", True): "one_minus_power",
    ("multiply", False): "change",
    ("sqrt", False): "change",
}

Key = tuple[int, tuple[int, ...], tuple[int, ...]]


KINDS = ("parameters", "memory", "gradient", "forward", "loss", "backward", "update")
"""What the memory of a line is: parameters, what an optimizer remembers and the gradient belong to all batch sizes."""


@dataclass(frozen=True)
class Line:
    """``name = text``, one array made, of a kind in ``KINDS``."""

    name: str
    text: str
    kind: str


def key_of(array: Array) -> Key:
    """What tells one view from another: address, shape, and the strides that are walked along."""
    strides = tuple(s if n > 1 else 0 for n, s in zip(array.shape, array.strides, strict=True))
    return array.__array_interface__["data"][0], array.shape, strides


def function_name(function: Callable[..., Any]) -> str:
    """ "multiply", "maximum.reduce", "dot"; "expit" for SciPy's."""
    owner, name = getattr(function, "__self__", None), str(getattr(function, "__name__", ""))
    return f"{owner.__name__}.{name}" if isinstance(owner, np.ufunc) else name


def output_of(call: Call) -> Array:
    """The array that a call writes."""
    keywords = dict(call.keywords)
    if "out" in keywords:
        found: Array = keywords["out"]
        return found
    name, owner = function_name(call.function), getattr(call.function, "__self__", None)
    if name == "fill":
        assert isinstance(owner, np.ndarray)
        return owner
    written: Array = call.args[0] if name == "copyto" else call.args[-1]
    return written


def inputs_of(call: Call) -> list[Array]:
    """The arrays that a call reads."""
    owner, out = getattr(call.function, "__self__", None), output_of(call)
    arrays = [owner, *call.args, *(value for _, value in call.keywords)]
    return [a for a in arrays if isinstance(a, np.ndarray) and a is not out]


class _Group(NamedTuple):
    """Arrays whose memories overlap, and the first and the last byte that they cover together (exclusive)."""

    low: int
    high: int
    arrays: list[Array]


class Buffers:
    """The names of all arrays in a program's calls, and the lines that make them.

    ``suffix`` is put behind the names of what belongs to this program alone. ``known`` are the names of another
    program's buffers that only live within an update: the same shape takes the same buffer. ``rate``: the 0-d array
    that follows the learning rate, None where no call reads it; ``rate_factor``: what it is for a learning rate of 1.
    """

    def __init__(
        self, program: Program, store: Store, suffix: str = "", known: Mapping[str, Any] | None = None
    ) -> None:
        self.program, self.store, self.suffix = program, store, suffix
        self._flats = (store.vector, store.gradient, *store.parts.values())  # where each lies in memory is chance
        self.lines: list[Line] = []
        self.update_parts: dict[str, Any] = {}
        self._known = dict(known or {})
        self._names: dict[Key, str] = {}
        self._arrays: dict[str, Array] = {}
        self._taken: set[str] = set()
        self._extents: dict[int, tuple[Array, tuple[int, int]]] = {}
        program.set_learning_rate(1.0)
        self._calls = [(op, call) for op in program.ops for call in op.calls]
        self._used = self._arrays_used()
        self._wanted = self._all_wanted()
        self._near: dict[str, Array] = {}  # of those the ones in the memory that is being declared
        self._wanted_spans = Spans(self._extent(view) for _, view in self._wanted)
        self._written = Spans(self._extent(output_of(call)) for _, call in self._calls)
        touched = [(op, a) for op, call in self._calls for a in (*inputs_of(call), output_of(call))]
        self._touched, self._touching = Spans(self._extent(a) for _, a in touched), [op for op, _ in touched]
        self._literals = {
            id(a): float(a) for a in self._used if not a.ndim and not self._written.meeting(self._extent(a))
        }
        before = dict(self._literals)
        program.set_learning_rate(2.0)
        moved = [a for a in self._used if id(a) in before and float(a) != before[id(a)]]
        self.rate = moved[0] if moved else None
        self.rate_factor = before[id(self.rate)] if self.rate is not None else 1.0
        self._declare_all()
        for name, view in store.views.items():  # a weight alone, or a vector of them, may go by another name by now
            if name not in self._arrays:
                self._arrays[name] = view
                self.lines.append(Line(name, self.word(view), "parameters"))
        self.lines.sort(key=lambda line: KINDS.index(line.kind))

    def _extent(self, array: Array) -> tuple[int, int]:
        """First byte, and the one after the last, looked up: an array that is known here lives as long as this."""
        known = self._extents.get(id(array))
        if known is None or known[0] is not array:
            known = self._extents[id(array)] = (array, byte_bounds(array))
        return known[1]

    def _meets(self, a: Array, b: Array) -> bool:
        first, second = self._extent(a), self._extent(b)
        return first[0] < second[1] and second[0] < first[1]

    def _arrays_used(self) -> list[Array]:
        found: dict[Key, Array] = {}
        for _, call in self._calls:
            for array in (*inputs_of(call), output_of(call)):
                found.setdefault(key_of(array), array)
        return list(found.values())

    # -- names -----------------------------------------------------------------------------------------------------

    def word(self, value: Any) -> str:
        """An argument of a call as a script has it: a name, a transposed one, a literal number, or None."""
        if isinstance(value, Input):
            return value.words(INPUT_NAMES[value.name])
        if not isinstance(value, np.ndarray):
            return repr(value)
        if self.rate is not None and value is self.rate:
            return "learning_rate" if self.rate_factor == 1.0 else f"{self.rate_factor!r} * learning_rate"
        if id(value) in self._literals:
            return repr(self._literals[id(value)])
        if key_of(value) in self._names:
            return self._names[key_of(value)]
        return f"{self._names[key_of(value.T)]}.T"

    def _all_wanted(self) -> list[tuple[str, Array]]:
        """(name, array) for every view that has a name of its own, the ones that others are made of first."""
        store, network = self.store, self.store.network
        wanted: list[tuple[str, Array]] = [("parameters", store.parameters), ("gradient", store.gradient)]
        wanted += list(store.slots.items())
        wanted += [(start.removesuffix("_"), flat) for start, flat in store.parts.items()]
        flats = [("{}", store.parameters), ("d{}", store.gradient), *((f"{s}_{{}}", f) for s, f in store.slots.items())]
        flats += [(f"{start}{{}}", flat) for start, flat in store.parts.items()]
        for pattern, flat in flats:
            for layer in dict.fromkeys(block.layer for block in network.blocks()):
                if network.bias:
                    matrix = store.matrix(flat, layer)
                    wanted.append(
                        (f"{pattern.format(f'W{layer}')}T_{pattern.format(f'b{layer}').split('_')[-1]}", matrix)
                    )
            wanted += [(f"{name}T", view.T) for name, view in store.named(flat, pattern) if view.ndim == 2]
            wanted += list(store.named(flat, pattern))
        wanted += [*store.scalars.items(), *store.running.items()]
        mine = {name: view for name, view in self.program.tensors.items() if not self._is_stored(view)}
        for name, view in mine.items():
            wanted.append((name + self.suffix, view) if view.ndim < 2 else (f"{name}T{self.suffix}", view.T))
        return wanted

    def _is_stored(self, array: Array) -> bool:
        return any(self._meets(array, flat) for flat in self._flats)

    def _name_for(self, array: Array) -> str:
        """A name for a buffer that the program gives none: what it is longer than, or what fills it first."""
        for name, view in (self._wanted[i] for i in self._wanted_spans.within(self._extent(array))):
            if (
                view.ndim == 2 == array.ndim
                and key_of(array[: len(view)]) == key_of(view)
                and len(array) == len(view) + 1
            ):
                return f"{name.removesuffix(self.suffix)}_and_ones{self.suffix}"
        writers = self._written.meeting(self._extent(array))
        op, call = self._calls[writers[0]] if writers else (self._calls[0][0], None)
        if call is None:  # nobody writes it: a constant
            flat = array.reshape(-1)
            base = "ones" if (flat == 1.0).all() else "zeros" if not flat.any() else "constant"
            return self._free(f"{base}_{'x'.join(map(str, array.shape))}")
        word = _WORDS.get(function_name(call.function), "part")
        if op.phase == "update":
            if array.ndim or op.name == "bias_correction":
                word = _UPDATE_WORDS.get((function_name(call.function), not array.ndim), word)
            shape = f"{word}:{array.shape}"
            if shape in self._known and self._known[shape] not in self._taken:
                return str(self._known[shape])
            name = self._free(word)
            self.update_parts[shape] = name
            return name
        if op.phase == "loss" and any(self._makes_loss(c, array) for _, c in self._calls):
            word = "loss_sum"
        return self._free(word)

    def _makes_loss(self, call: Call, array: Array) -> bool:
        return output_of(call) is self.program.loss and bool(call.args) and call.args[0] is array

    def _free(self, word: str) -> str:
        name, number = word + self.suffix, 2
        while name in self._taken:
            name, number = f"{word}_{number}{self.suffix}", number + 1
        return name

    def array_of(self, line: Line) -> Array | None:
        """The memory that a line makes, None where it names a part of another one's."""
        return self._arrays[line.name] if line.text.startswith("np.") else None

    # -- lines -----------------------------------------------------------------------------------------------------

    def _declare_all(self) -> None:
        arrays = [a for a in self._used if id(a) not in self._literals]
        names = {key_of(a): name for name, a in reversed(self._wanted)}
        groups = self._groups(arrays)
        in_memory = sorted(groups, key=lambda g: g.low)
        stored = [g for flat in self._flats for g in in_memory if self._meets(g.arrays[0], flat)]
        for group in [*stored, *(g for g in groups if not self._is_stored(g.arrays[0]))]:
            self._declare_group(group, names)

    def _groups(self, arrays: list[Array]) -> list[_Group]:
        """The arrays put together where their memories overlap, in the order of their first use."""
        groups: list[tuple[int, _Group]] = []
        for place, array in sorted(enumerate(arrays), key=lambda pair: self._extent(pair[1])):
            low, high = self._extent(array)
            if groups and low < groups[-1][1].high:
                first, group = groups[-1]
                groups[-1] = min(first, place), _Group(group.low, max(group.high, high), [*group.arrays, array])
            else:
                groups.append((place, _Group(low, high, [array])))
        return [group for _, group in sorted(groups, key=lambda pair: pair[0])]

    def _declare_group(self, group: _Group, names: dict[Key, str]) -> None:
        """The memory of a group as one array, then each view as a part of what is there already."""
        self._near = {}
        within = [self._wanted[i] for i in self._wanted_spans.within((group.low, group.high))]
        views = {key_of(a): a for a in group.arrays}
        views |= {key_of(a): a for name, a in within if name in self.store.views}
        extents = group.low, group.high
        whole = [a for a in views.values() if self._extent(a) == extents and a.nbytes == group.high - group.low]
        first = max(whole, key=lambda a: (key_of(a) in names and a.flags.c_contiguous, a.flags.c_contiguous, a.ndim))
        base = first if first.flags.c_contiguous else first.T
        views[key_of(base)] = base
        rest = sorted((a for a in views.values() if a is not base), key=lambda a: -a.size)
        self._declare(base, names, self._made(base))
        # A layer's [W b] is worth a line of its own where only parts of it are used: they are made of it.
        steps = [a for _, a in within if key_of(a) not in views and a.ndim == 2]
        for array in rest:
            if key_of(array) in self._names or (key_of(array.T) in self._names and key_of(array) not in names):
                continue
            text = self._expressed(array)
            if text is None:
                for step in steps:
                    made = self._expressed(step)
                    if self._meets(step, array) and made is not None and key_of(step) not in self._names:
                        self._declare(step, names, made)
                text = self._expressed(array)
            if text is None:
                raise AssertionError(f"No line of NumPy was found that makes the view {key_of(array)} of a buffer.")
            self._declare(array, names, text)

    def _declare(self, array: Array, names: dict[Key, str], text: str) -> None:
        name = names.get(key_of(array)) or self._derived_name(array) or self._name_for(array)
        self._taken.add(name)
        self._names[key_of(array)], self._arrays[name], self._near[name] = name, array, array
        if name not in self._known.values():
            self.lines.append(Line(name, text, self._kind(array)))

    def _kind(self, array: Array) -> str:
        if self._meets(array, self.store.parameters):
            return "parameters"
        if self._is_stored(array):
            if self._meets(array, self.store.gradient):
                return "gradient"
            return "memory" if self._meets(array, self.store.vector) else "update"
        found = self._touched.meeting(self._extent(array))
        return self._touching[found[0]].phase if found else "update"

    def _derived_name(self, array: Array) -> str | None:
        """ "difference_flat" for what is a whole buffer seen as one vector, "mean1_column" for a vector as a matrix."""
        for name, other in self._near.items():
            if array.ndim == 1 and other.ndim > 1 and self._extent(array) == self._extent(other):
                return self._free(f"{name.removesuffix(self.suffix)}_flat")
            if array.shape == (other.size, 1) and other.ndim == 1 and self._extent(array) == self._extent(other):
                column = f"{name.removesuffix(self.suffix)}_column"
                return f"{name}_column" if self._is_stored(array) else self._free(column)
        return None

    def _made(self, base: Array) -> str:
        """How a new array of these numbers is made."""
        shape = repr(base.shape if base.ndim != 1 else base.shape[0])
        if base.dtype == bool:
            return f"np.zeros({shape}, dtype=bool)"
        if self._is_stored(base) and not (base.ndim and (base == 1.0).all()):
            return f"np.array({float(base)!r})" if not base.ndim else f"np.zeros({shape})"
        if (base == 1.0).all():
            return f"np.ones({shape})"
        if base.any() and base.ndim == 1 and not self._written.meeting(self._extent(base)):
            return f"np.array({base.tolist()!r})"
        if base.any():
            raise AssertionError("A buffer that nobody has written yet holds numbers that are neither 0 nor 1.")
        return f"np.zeros({shape})" if base.ndim else "np.array(0.0)"

    def _expressed(self, array: Array) -> str | None:
        """The array as a part of one that has a name."""
        for name, base in reversed(self._near.items()):
            if self._meets(base, array):
                for text, made in _parts(name, base, array):
                    if key_of(made) == key_of(array):
                        return text
        return None


def _parts(name: str, base: Array, array: Array) -> Iterable[tuple[str, Array]]:
    """Parts of ``base`` that ``array`` may be, simple ones first."""
    yield f"{name}.T", base.T
    if base.ndim > 1 and base.flags.c_contiguous:
        yield f"{name}.reshape(-1)", base.reshape(-1)
    if base.ndim == 2:
        for n in {*array.shape}:
            yield f"{name}[:{n}]", base[:n]
            yield f"{name}[:, :{n}]", base[:, :n]
            yield f"{name}[:{n}].T", base[:n].T
            yield f"{name}[:, :{n}].T", base[:, :n].T
        yield f"{name}[:, {base.shape[1] - 1}]", base[:, -1]
        if array.ndim == 1 and base.flags.c_contiguous and array.strides == (base.itemsize,):
            start = (byte_bounds(array)[0] - byte_bounds(base)[0]) // base.itemsize
            yield f"{name}.reshape(-1)[{start}:{start + len(array)}]", base.reshape(-1)[start : start + len(array)]
        first = (byte_bounds(array)[0] - byte_bounds(base)[0]) // base.strides[0] if base.flags.c_contiguous else 0
        if array.ndim == 2 and first:  # rows in the middle, such as one time step's
            yield f"{name}[{first}:{first + len(array)}]", base[first : first + len(array)]
            yield f"{name}[{first}:{first + len(array.T)}].T", base[first : first + len(array.T)].T
    if base.ndim == 1 and base.flags.c_contiguous:
        start = (byte_bounds(array)[0] - byte_bounds(base)[0]) // base.itemsize
        if not array.ndim:
            yield f"{name}[{start}, ...]", base[start, ...]
        part = base[start : start + array.size]
        if part.size == array.size:
            yield f"{name}[{start}:{start + array.size}]", part
            yield f"{name}[{start}:{start + array.size}].reshape{array.shape}", part.reshape(array.shape)
            yield f"{name}[{start}:{start + array.size}].reshape{array.T.shape}.T", part.reshape(array.T.shape).T


def ops_of(program: Program, phase: str) -> list[Op]:
    """The ops of one phase, in order."""
    return [op for op in program.ops if op.phase == phase]
