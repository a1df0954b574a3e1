"""Window and worker side by side: how late the window is, what it costs the trainer, how fast pausing and closing are.

    python -m tests.benchmarks.threads [--window] [--drawing MS ...] [--source PRESET ...] [--rounds N] [--seconds S]

Without ``--window`` a plain widget is drawn, which keeps the interpreter for the given milliseconds; with it, the
app's own window. Rounds alternate between the trainer alone and the trainer with the window; shares are medians of
the rounds' ratios. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from bpviz.control.controller import Controller
from bpviz.control.pace import CHUNK
from bpviz.control.settings import Settings
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.running import Monitor
from bpviz.training.trainer import Trainer

TICK = 0.010
KEPT: list[object] = []  # closed windows too: Qt still sends them events until the process ends


class Ticks(QObject):
    """A timer of 10 ms, started anew at each tick; ``late`` has the seconds by which each tick was late."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._due = 0.0
        self._timer = QTimer(self, singleShot=True, interval=round(1000 * TICK))
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Begin."""
        self._due = time.perf_counter() + TICK
        self._timer.start()

    def stop(self) -> list[float]:
        """End, and the lateness of all ticks."""
        self._timer.stop()
        late, self.late = self.late, []
        return late

    @Slot()
    def _on_tick(self) -> None:
        self.late.append(max(0.0, time.perf_counter() - self._due))
        self.start()


class Drawing(QWidget):
    """A stand-in for the window: repaints at each frame and takes so many seconds for it."""

    def __init__(self, controller: Controller, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds
        self.resize(800, 600)
        controller.frame_changed.connect(self.on_frame_changed)

    @Slot(object)
    def on_frame_changed(self, _frame: Frame) -> None:
        """Draw anew."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        # Counts its own processor time: waiting for the interpreter is no drawing.
        end, painter = time.thread_time() + self._seconds, QPainter(self)
        while time.thread_time() < end:
            painter.drawLine(0, 0, 300, 200)
        painter.end()


def loop_for(seconds: float) -> None:
    """Run the event loop for a time."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def wait_for(signal: object, *requests: Callable[[], None], until: Callable[[object], bool] | None = None) -> float:
    """Make the requests, run the event loop until the signal comes (with a value that suits), return the seconds."""
    loop = QEventLoop()

    class Waiter(QObject):
        @Slot(object)
        def on_signal(self, *values: object) -> None:
            if until is None or until(values[0]):
                loop.quit()

    waiter = Waiter()
    signal.connect(waiter.on_signal)  # type: ignore[attr-defined]
    start = time.perf_counter()
    for request in requests:
        request()
    loop.exec()
    seconds = time.perf_counter() - start
    signal.disconnect(waiter.on_signal)  # type: ignore[attr-defined]
    return seconds


def alone(experiment: Experiment, seconds: float) -> float:
    """Iterations per second of a trainer in a thread of its own, with nobody looking."""
    trainer, rates = Trainer(experiment, curves=True), []

    def work() -> None:
        n, start = 1, time.perf_counter()
        while (begun := time.perf_counter()) < start + seconds:
            trainer.run(n)
            n = max(1, min(2 * n, int(CHUNK * n / max(time.perf_counter() - begun, 1e-9))))
        rates.append(trainer.iteration / (time.perf_counter() - start))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return rates[0]


@contextmanager
def counted(seconds: list[float]) -> Iterator[None]:
    """Note the processor time of every ``Trainer.run``: what the worker does besides is what the window costs it."""
    run = Trainer.run

    def run_counted(trainer: Trainer, n: int, monitor: Monitor | None = None) -> int:
        start = time.thread_time()
        done = run(trainer, n, monitor)
        seconds.append(time.thread_time() - start)
        return done

    with mock.patch.object(Trainer, "run", run_counted):
        yield


def together(controller: Controller, ticks: Ticks, seconds: float) -> tuple[float, float, list[float], float]:
    """Flat out with the window: iterations per second, frames per second, lateness of the ticks, and the share of the
    worker's time that is training."""
    frames: list[tuple[float, int]] = []

    class Counter(QObject):
        @Slot(object)
        def on_frame(self, frame: Frame) -> None:
            frames.append((time.perf_counter(), frame.iteration))

    counter = Counter()
    controller.frame_changed.connect(counter.on_frame)
    wait_for(controller.settled, controller.reset)
    wait_for(controller.frame_changed, controller.run, until=lambda f: f.iteration > 0)  # type: ignore[attr-defined]
    frames.clear()
    ticks.start()
    busy: list[float] = []
    begun = time.perf_counter()
    with counted(busy):
        loop_for(seconds)
    training = sum(busy) / (time.perf_counter() - begun)
    late = ticks.stop()
    (start, first), (end, last) = frames[0], frames[-1]
    wait_for(controller.settled, controller.pause)
    controller.frame_changed.disconnect(counter.on_frame)
    return (last - first) / (end - start), (len(frames) - 1) / (end - start), late, training


def pause_latencies(controller: Controller, n: int, rng: random.Random) -> tuple[list[float], list[float]]:
    """Seconds from asking for a pause in mid-run to the worker's answer, and to all of it being shown."""
    answered, shown = [], []
    for k in range(2 * n):
        wait_for(controller.frame_changed, controller.run, until=lambda f: f.iteration > 0)  # type: ignore[attr-defined]
        loop_for(rng.uniform(0.0, 0.05))
        if k % 2:
            shown.append(wait_for(controller.settled, controller.pause))
        else:
            answered.append(wait_for(controller.running_changed, controller.pause))
            wait_for(controller.settled, controller.pause)
    return answered, shown


def close_time(controller: Controller, rng: random.Random) -> float:
    """Seconds that closing takes at some moment of a run."""
    controller.run()
    loop_for(rng.uniform(0.0, 0.1))
    start = time.perf_counter()
    controller.close()
    return time.perf_counter() - start


def percentiles(seconds: list[float]) -> str:
    """Median, 99th percentile and maximum in milliseconds."""
    values = sorted(seconds)
    p99 = values[min(len(values) - 1, int(0.99 * len(values)))]
    return f"p50 {1000 * statistics.median(values):6.2f}  p99 {1000 * p99:6.2f}  max {1000 * values[-1]:6.2f} ms"


def measure(source: str, make: Callable[[], tuple[Controller, QWidget]], rounds: int, seconds: float) -> None:
    """Everything for one experiment and one kind of window, printed."""
    rng, experiment, ticks = random.Random(0), Experiment.preset(source), Ticks()
    controller, window = make()
    window.show()
    wait_for(controller.settled, lambda: controller.load(experiment))
    loop_for(1.0)  # what the window builds after its first paint
    shares, rates, trainings, late = [], [], [], []
    for _ in range(rounds):
        solo = alone(experiment, seconds)
        rate, fps, ticked, training = together(controller, ticks, seconds)
        shares.append(rate / solo)
        trainings.append(training)
        rates.append(fps)
        late += ticked
    answered, shown = pause_latencies(controller, 30, rng)
    print(
        f"  trainer's share   {100 * statistics.median(shares):.1f} % (rounds: "
        f"{', '.join(f'{100 * share:.0f}' for share in shares)}), {statistics.median(rates):.1f} frames/s"
    )
    print(f"  worker training   {100 * statistics.median(trainings):.1f} % of its time, whatever the machine does else")
    print(f"  tick late by      {percentiles(late)}")
    print(f"  pause answered    {percentiles(answered)}")
    print(f"  pause shown       {percentiles(shown)}")
    closings = [close_time(controller, rng)]
    window.close()
    for _ in range(9):
        controller, window = make()
        window.show()
        wait_for(controller.settled, lambda c=controller: c.load(experiment))  # type: ignore[misc]
        closings.append(close_time(controller, rng))
        window.close()
    print(f"  closed            {percentiles(closings)}", flush=True)


def main() -> None:
    """Read the arguments and measure each combination."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--window", action="store_true", help="the app's own window")
    parser.add_argument("--drawing", type=float, nargs="+", default=[0.0, 2.0, 8.0], help="milliseconds per frame")
    parser.add_argument("--source", nargs="+", default=["xor", "iris"], help="presets")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    arguments = parser.parse_args()
    if not sys.platform.startswith(("win", "darwin")) and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    for source in arguments.source:
        if arguments.window:
            from bpviz.app import build

            def make() -> tuple[Controller, QWidget]:
                built = build([], settings=Settings(Path(tempfile.mkdtemp()) / "bpviz.ini"))
                KEPT.append(built)
                return built.controller, built.window

            print(f"{source}, the app's window")
            measure(source, make, arguments.rounds, arguments.seconds)
            continue
        for drawing in arguments.drawing:

            def make_plain(seconds: float = drawing / 1000) -> tuple[Controller, QWidget]:
                controller = Controller()
                return controller, Drawing(controller, seconds)

            print(f"{source}, drawing {drawing:g} ms a frame")
            measure(source, make_plain, arguments.rounds, arguments.seconds)


if __name__ == "__main__":
    main()
