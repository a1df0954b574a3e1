"""How fast: when the next iterations are due, how many make a chunk, and how often a frame is worth its time."""

from __future__ import annotations

import math
import statistics
from collections import deque

SLOWEST = 0.02
"""Iterations per second below which no speed goes."""
EACH = 30.0
"""Up to this speed (iterations per second) every single iteration gets its frame."""
BY_OP = 1.0
"""Below this speed (iterations per second) the ops are played one by one: slow motion."""
CHUNK = 0.004
"""Seconds that a chunk of iterations should take: a request waits at most about this long."""
DEBT = 0.1
"""Seconds of delay that are caught up; a longer delay is forgotten, so that counters never rush."""
SHARE = 0.045
"""Share of the worker's time that drawing may take while it runs faster than a person can follow: handing over and cold
caches cost about as much again, and the trainer shall keep nine tenths of its speed."""
FASTEST, USUAL, SLOWEST_FRAMES = 1 / 60, 1 / 30, 1 / 10
"""Seconds between frames: never less, flat out not less, and (for drawing's sake) never more."""
LONGEST = 2.0
"""Seconds between frames that take long to build."""
FEW = 3
"""Frames after which their cost is believed; the first ones pay for what is made once."""
PATIENCE = 0.03
"""Seconds that the worker, running flat out, stands still at most while the window draws a frame.

Both threads need the interpreter; each time the window hands it over in the middle of drawing it gets it back only
after a switch interval (5 ms), so that drawing next to a busy worker takes many times as long as alone."""
BREATH = 0.0005
"""Seconds that the worker lets the window have between two slices of an errand."""


def sensible_speed(speed: float) -> float:
    """``speed`` (iterations per second) as the worker can keep it: at least ``SLOWEST``, flat out for NaN."""
    return math.inf if math.isnan(speed) else max(float(speed), SLOWEST)


class Pace:
    """A schedule without drift: iteration k is due at start + k / speed, whatever the earlier ones took.

    In slow motion what is due is an op, ``ops`` of them for each iteration. All times are seconds of one clock that the
    caller reads and passes in.
    """

    def __init__(self) -> None:
        self.speed = math.inf
        self._ops = 1
        self._due = 0.0
        self._last = -math.inf
        self._chunk = 1
        self._first = 0.0
        self._marks: deque[tuple[float, float]] = deque()

    @property
    def each(self) -> bool:
        """Whether it is slow enough for every iteration to be seen."""
        return self.speed <= EACH

    @property
    def by_op(self) -> bool:
        """Whether it is slow motion, op by op."""
        return self.speed < BY_OP

    @property
    def chunk(self) -> int:
        """How many iterations take about ``CHUNK`` seconds."""
        return self._chunk

    @property
    def _rate(self) -> float:
        return self.speed * self._ops if self.by_op else self.speed

    def start(self, now: float, iteration: float = 0.0) -> None:
        """Begin to run from this iteration: the next is due at once, and the measured speed starts anew."""
        self._due, self._first = now, iteration
        self._marks.clear()

    def go_on(self, now: float) -> None:
        """After standing still: what was due meanwhile is due now, and nothing is caught up."""
        self._due = max(self._due, now)

    def renew(self, ops: int = 1) -> None:
        """Forget how long an iteration takes, as another network is trained from now on, of so many ops."""
        self._chunk, self._ops = 1, ops
        self._last = -math.inf

    def set_speed(self, speed: float, now: float) -> None:
        """Change the speed; the next iteration is due 1 / speed after the last one, but not before now."""
        self.speed = sensible_speed(speed)
        self._due = max(now, self._last + 1 / self._rate)
        self._marks.clear()

    def due(self, now: float) -> int:
        """Number of iterations (ops in slow motion) to do now: none, or as many as are due and fit into a chunk."""
        if math.isinf(self.speed):
            return self._chunk
        if now < self._due:
            return 0
        if self.each:
            return 1
        return min(self._chunk, int((now - self._due) * self.speed) + 1)

    def done(self, n: int, seconds: float, now: float) -> None:
        """Note that ``n`` iterations (ops in slow motion) have been done in ``seconds``, ending now."""
        self._last = now
        self._due += n / self._rate
        if self._due < now - DEBT:
            self._due = now
        if not self.by_op:
            self.took(n, seconds)

    def took(self, n: int, seconds: float) -> None:
        """Note how long ``n`` iterations took, whenever they were due."""
        if n:
            fitting = CHUNK * n / max(seconds, 1e-9)
            self._chunk = max(1, min(int(fitting), 2 * self._chunk))

    def wait(self, now: float) -> float:
        """Seconds until the next chunk is worth starting: 0 flat out, else until what is due takes about ``CHUNK``."""
        if math.isinf(self.speed):
            return 0.0
        worth = max(1, min(self._chunk, int(self.speed * CHUNK)))
        return max(0.0, self._due + (worth - 1) / self.speed - now)

    def measure(self, now: float, iteration: float) -> float:
        """Iterations per second over about the last second (0 before there are two measurements); in mid-iteration
        ``iteration`` has a fraction."""
        if iteration == self._first and math.isfinite(self.speed):
            return 0.0  # the first one comes at once, not after 1 / speed
        marks = self._marks
        if not marks or marks[-1][1] != iteration:
            marks.append((now, iteration))
        while len(marks) > 2 and marks[0][0] < now - 1.0:
            marks.popleft()
        seconds = marks[-1][0] - marks[0][0]
        return (marks[-1][1] - marks[0][1]) / seconds if seconds > 0 else 0.0


class Governor:
    """Chooses the time between frames from what the last ones cost.

    A frame costs the worker the time to build it and the time in which the window draws it, because the two threads
    share one interpreter. What counts is the mean of the last few, since some frames redraw more than others, but a
    frame that is slow beyond that (a window being built, a machine that stalls) does not slow down the next ones.
    """

    def __init__(self) -> None:
        self._building: deque[float] = deque(maxlen=9)
        self._drawing: deque[float] = deque(maxlen=9)

    def record(self, building: float, drawing: float) -> None:
        """Note what one frame cost, in seconds."""
        self._building.append(building)
        self._drawing.append(drawing)

    def interval(self, speed: float) -> float:
        """Seconds from one frame to the next at ``speed`` (iterations per second).

        Drawing alone never brings it below 10 frames a second; building (a large data set is evaluated for the curves)
        may, as it would otherwise eat the training.
        """
        least = USUAL if speed > 1 / FASTEST else FASTEST
        if len(self._building) < FEW:
            return least
        building, drawing = _typical(self._building), _typical(self._drawing)
        wanted = (building + drawing) / SHARE
        return max(least, min(wanted, SLOWEST_FRAMES), min(10 * building, LONGEST))


def _typical(seconds: deque[float]) -> float:
    """The mean, with nothing counted for more than three medians."""
    most = 3 * statistics.median_low(seconds)
    return sum(min(value, most) for value in seconds) / len(seconds)
