"""The crash handler: one report for whatever happens, wherever it happens."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from pytestqt.qtbot import QtBot

from bpviz.control import crash
from bpviz.control.controller import Controller
from bpviz.control.crash import CrashHandler
from bpviz.datasets import Table
from bpviz.training.experiment import Experiment
from bpviz.training.running import Monitor
from bpviz.training.trainer import Trainer
from tests.control.bench import Bench


def fail(text: str) -> None:
    """Raise what nobody foresaw."""
    raise ZeroDivisionError(text)


def raised(text: str) -> tuple[type[BaseException], BaseException, object]:
    """An exception as a hook gets it."""
    try:
        fail(text)
    except ZeroDivisionError:
        return sys.exc_info()  # type: ignore[return-value]
    raise AssertionError


class Reports(QObject):
    """What a window would show; ``inside`` says whether the exception was still being handled."""

    def __init__(self, handler: CrashHandler) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.threads: list[threading.Thread] = []
        handler.reported.connect(self.on_reported)

    @Slot(str)
    def on_reported(self, text: str) -> None:
        """Show."""
        self.texts.append(text)
        self.threads.append(threading.current_thread())


@pytest.fixture
def handler(qapp: object) -> Iterator[CrashHandler]:
    """An installed handler without a controller."""
    made = CrashHandler()
    made.install()
    yield made
    made.uninstall()


@pytest.fixture
def reports(handler: CrashHandler) -> Reports:
    """What it has reported."""
    return Reports(handler)


def test_the_hooks_are_taken_and_given_back(qapp: object) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    made = CrashHandler()
    made.install()
    made.install()
    assert sys.excepthook != before[0]
    made.uninstall()
    made.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_an_exception_in_a_slot(handler: CrashHandler, reports: Reports, qtbot: QtBot) -> None:
    timer = QTimer(singleShot=True)
    timer.timeout.connect(lambda: fail("in a slot"))
    with qtbot.capture_exceptions():  # the testing tool looks at slots too, and shall leave this one to the handler
        handler.uninstall()
        handler.install()
        with qtbot.waitSignal(handler.reported):
            timer.start(0)
    (text,) = reports.texts
    assert "ZeroDivisionError: in a slot" in text
    assert "in fail\n    raise ZeroDivisionError(text)" in text
    assert "Python 3." in text
    assert "Qt 6." in text


def test_an_exception_in_a_thread_is_reported_in_the_gui_thread(
    handler: CrashHandler, reports: Reports, qtbot: QtBot
) -> None:
    thread = threading.Thread(target=fail, args=("in a thread",), name="busy")
    with qtbot.waitSignal(handler.reported):
        thread.start()
    thread.join()
    assert "In thread busy" in reports.texts[0]
    assert "ZeroDivisionError: in a thread" in reports.texts[0]
    assert reports.threads == [threading.main_thread()]


def test_an_exception_in_a_destructor(handler: CrashHandler, reports: Reports, qtbot: QtBot) -> None:
    class Fragile:
        """Breaks when it goes."""

        def __del__(self) -> None:
            fail("at the end")

    with qtbot.waitSignal(handler.reported):
        Fragile()
        gc.collect()
    assert "ZeroDivisionError: at the end" in reports.texts[0]


def test_what_follows_is_added_and_a_closed_dialog_begins_anew(
    handler: CrashHandler, reports: Reports, qtbot: QtBot
) -> None:
    for text in ("first", "second"):
        with qtbot.waitSignal(handler.reported):
            sys.excepthook(*raised(text))
    assert len(reports.texts) == 2
    assert "first" in reports.texts[1]
    assert reports.texts[1].index("first") < reports.texts[1].index("second")
    handler.dismiss()
    with qtbot.waitSignal(handler.reported):
        sys.excepthook(*raised("third"))
    assert "first" not in reports.texts[2]
    assert "third" in reports.texts[2]


def test_an_exception_at_every_paint_is_one_report(handler: CrashHandler, reports: Reports, qtbot: QtBot) -> None:
    with qtbot.waitSignal(handler.reported):
        for _ in range(1000):
            sys.excepthook(*raised("again"))
    sys.excepthook(*raised("again"))
    QCoreApplication.processEvents()
    assert len(reports.texts) == 1
    with qtbot.waitSignal(handler.reported):
        sys.excepthook(*raised("another"))
    assert len(reports.texts) == 2
    assert reports.texts[1].count("ZeroDivisionError: again") == 1
    assert "(1001 times)" in reports.texts[1]


def test_a_report_stays_of_a_size_that_can_be_sent(handler: CrashHandler, reports: Reports, qtbot: QtBot) -> None:
    with qtbot.waitSignal(handler.reported):
        for k in range(100):
            sys.excepthook(*raised(f"number {k}"))
    assert reports.texts[0].count("ZeroDivisionError: number") == crash.MOST
    assert f"({100 - crash.MOST} more were left out.)" in reports.texts[0]


def test_a_dialog_that_fails_does_not_go_round_in_circles(
    handler: CrashHandler, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[str] = []

    class Broken(QObject):
        """A dialog with a fault of its own."""

        @Slot(str)
        def show_report(self, text: str) -> None:
            """Fail."""
            calls.append(text)
            sys.excepthook(*raised("the dialog itself"))

    broken = Broken()
    handler.reported.connect(broken.show_report)
    with qtbot.waitSignal(handler.reported):
        sys.excepthook(*raised("the fault"))
    with qtbot.waitSignal(handler.reported):
        sys.excepthook(*raised("a later fault"))
    assert len(calls) == 2
    assert "the dialog itself" not in calls[1]
    assert "the dialog itself" in capsys.readouterr().err


def test_an_interrupt_passes(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: passed.append(kind))
    made = CrashHandler()
    reports = Reports(made)
    made.install()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    made.uninstall()
    assert passed == [KeyboardInterrupt]
    assert made._texts == {}
    assert reports.texts == []


def test_the_home_folder_is_not_told(
    handler: CrashHandler, reports: Reports, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", classmethod(lambda cls: Path("/home/somebody")))
    with qtbot.waitSignal(handler.reported):
        sys.excepthook(*raised("/home/somebody/secret.csv"))
    assert "ZeroDivisionError: ~/secret.csv" in reports.texts[0]


def test_an_exception_pauses_training_and_tells_the_experiment(xor: Bench, qtbot: QtBot) -> None:
    handler = CrashHandler(xor.controller)
    reports = Reports(handler)
    handler.install()
    try:
        xor.controller.run()
        xor.wait_for_iteration(100)
        with qtbot.waitSignals([handler.reported, xor.controller.settled]):
            sys.excepthook(*raised("somewhere"))
    finally:
        handler.uninstall()
    assert not xor.controller.running
    assert '"dataset": "xor"' in reports.texts[0]
    assert xor.settle(xor.controller.step).iteration > 100


def test_the_worker_survives_what_nobody_foresaw(qtbot: QtBot) -> None:
    class Faulty(Trainer):
        """Breaks at iteration 50, and for seed 13 at once."""

        def __init__(self, experiment: Experiment, table: Table | None) -> None:
            super().__init__(experiment, table)
            if experiment.seed == 13:
                fail("in a load")

        def run(self, n: int, monitor: Monitor | None = None) -> int:
            if self.iteration >= 50:
                fail("in a run")
            return super().run(min(n, 50), monitor)

    xor = Experiment.preset("xor")
    bench = Bench(qtbot)
    bench.controller.close()
    bench.controller = c = Controller(make_trainer=Faulty)
    c.frame_changed.connect(bench.frames.append)
    handler = CrashHandler(c)
    reports = Reports(handler)
    handler.install()
    try:
        bench.settle(lambda: c.load(xor))
        with qtbot.waitSignal(handler.reported):
            c.run()
        frame = bench.settle(c.pause)
        assert "ZeroDivisionError: in a run" in reports.texts[0]
        assert not c.running
        assert not frame.running
        with qtbot.waitSignal(handler.reported):
            c.change_experiment(xor.replace(seed=13))
        bench.settle(c.pause)
        assert "ZeroDivisionError: in a load" in reports.texts[-1]
        assert c.experiment == xor
        assert bench.settle(c.reset).iteration == 0
    finally:
        handler.uninstall()
        c.close()
