"""Where the chips of the ops stand: which of them share one, and how the room is shared out; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

TICK = 5.0
"""Width of a chip that has no room for its name."""

WIDEST_STRETCH = 1.6
"""Chips take at most so many times the room that they need."""


@dataclass(frozen=True)
class Chip:
    """One op: its name, what stands on its chip, its phase (a colour of the theme), the phase's word, and what there is
    to say of it; ``group``: where there is little room, ops side by side of the same phase and group are one chip with
    this text, as long as one is elsewhere."""

    name: str
    label: str
    phase: str
    phase_word: str
    tip: str
    group: str = ""


class Spread(NamedTuple):
    """Where chips stand: left edge and width of each, in pixels, and the width of all."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    total: float


def spread(natural: tuple[float, ...], gaps: tuple[float, ...], room: float, focus: int) -> Spread:
    """Share out the room: a bit more than they need where there is plenty, else as much as they need around ``focus``
    and ticks for the others. ``gaps[i]`` stands before chip i."""
    space = sum(gaps)
    widths = list(natural)
    if sum(natural) + space <= room:
        factor = min(WIDEST_STRETCH, (room - space) / max(1.0, sum(natural)))
        widths = [factor * width for width in natural]
    else:
        widths = [TICK] * len(natural)
        left = room - space - TICK * len(natural)
        if left < 0:  # even ticks need more than there is, so the strip is scrolled: most of what is seen has its name
            left = 0.6 * room
        for index in sorted(range(len(natural)), key=lambda k: (abs(k - focus), k)):
            left -= natural[index] - TICK
            if left < 0 and index != focus:
                break
            widths[index] = natural[index]
    lefts, x = [], 0.0
    for gap, width in zip(gaps, widths, strict=True):
        lefts.append(x + gap)
        x += gap + width
    return Spread(tuple(lefts), tuple(widths), x)


class Item(NamedTuple):
    """What stands in one place: the ops from ``start`` up to before ``end``."""

    start: int
    end: int

    @property
    def folded(self) -> bool:
        """Whether it stands for several ops."""
        return self.end - self.start > 1


def fold(chips: tuple[Chip, ...], focus: int) -> tuple[Item, ...]:
    """Each group one item, but for the one that ``focus`` is in, whose ops stand one by one."""
    items: list[Item] = []
    start = 0
    for k in range(1, len(chips) + 1):
        same = k < len(chips) and (chips[k].phase, chips[k].group) == (chips[start].phase, chips[start].group)
        if same and chips[start].group:
            continue
        if start <= focus < k:
            items += [Item(i, i + 1) for i in range(start, k)]
        else:
            items.append(Item(start, k))
        start = k
    return tuple(items)
