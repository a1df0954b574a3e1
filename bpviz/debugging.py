"""``bpviz.debug``: opens a net of this or another library in the window, from a script or beside a running program."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from bpviz.bridges import sklearn, torch
from bpviz.errors import BpvizError
from bpviz.screen import has_screen
from bpviz.training.session import Session, session_of
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from bpviz.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

OWN = ("BackpropClassifier", "BackpropRegressor")
"""Our own estimators, which are not imported here, as they need scikit-learn."""

_kept: list[QApplication] = []  # a process has one; it must outlive the window


def run_of(model: Any, x: Any = None, y: Any = None, *, loss: Any = None, **settings: Any) -> Timeline:
    """The run of a model, which begins with its parameters.

    ``model``: scikit-learn's MLPClassifier or MLPRegressor, fitted or not; PyTorch's nn.Sequential of Linear layers and
    activations, whose ``loss`` is an nn loss or guessed; a fitted BackpropClassifier or BackpropRegressor, a Trainer or
    a Timeline, which come with their data and their past. ``x`` (rows, features) and ``y`` as the model's own training
    takes them, in its units: nothing is scaled. ``settings`` are fields of an Experiment, such as ``learning_rate``,
    in place of what the model says. Gradients are those of the model, in double precision. BpvizError names a layer or
    a setting that has no counterpart.
    """
    if isinstance(model, (Timeline, Trainer)) or hasattr(model, "timeline_"):
        if x is not None or y is not None or loss is not None or settings:
            own = QT_TRANSLATE_NOOP("Error", "{0} comes with its own data and settings; give nothing beside it.")
            raise BpvizError(own, type(model).__name__)
        if isinstance(model, Trainer):
            return Timeline(model)
        return model if isinstance(model, Timeline) else model.timeline_
    if type(model).__name__ in OWN:
        unfitted = QT_TRANSLATE_NOOP("Error", "{0} has not been trained yet; call its fit first.")
        raise BpvizError(unfitted, type(model).__name__)
    if x is None or y is None:
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "x and y are missing: what does the model learn from?"))
    if sklearn.is_one(model):
        if loss is not None:
            its = QT_TRANSLATE_NOOP("Error", "loss is for PyTorch's nets; {0} has its own.")
            raise BpvizError(its, type(model).__name__)
        return sklearn.borrowed(model, x, y).run(settings)
    if torch.is_one(model):
        return torch.borrowed(model, x, y, loss).run(settings)
    other = QT_TRANSLATE_NOOP(
        "Error",
        "{0} cannot be debugged; scikit-learn's MLPClassifier and MLPRegressor and PyTorch's nn.Sequential can.",
    )
    raise BpvizError(other, type(model).__name__)


def debug(model: Any, x: Any = None, y: Any = None, *, loss: Any = None, **settings: Any) -> None:
    """Open a model in the debugger; returns when its window is closed. See ``run_of`` for the arguments.

    Works in a plain script and where a QApplication already runs. BpvizError where there is no display.
    """
    show(session_of(run_of(model, x, y, loss=loss, **settings)))


def show(session: Session) -> None:
    """Show a session in a window of its own until that is closed; the model itself stays as it is."""
    if not has_screen():
        none = QT_TRANSLATE_NOOP("Error", "There is no display to show the window on; start this where there is one.")
        raise BpvizError(none)
    if threading.current_thread() is not threading.main_thread():
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "A window can be opened from the main thread only."))
    try:
        from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

        from bpviz.app import application_for, build
        from bpviz.viewkit.importmodel import spoken
        from bpviz.viewkit.sentences import together
    except ImportError as error:
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "Qt cannot start: {0}."), str(error)) from None
    if not _kept:
        _kept.append(application_for(sys.argv[:1]))
    app = build(sys.argv[:1], session)
    closed = QEventLoop()
    app.window.closing.connect(closed.quit)
    app.crashes.install()
    app.window.show()
    QCoreApplication.sendPostedEvents(app.window, QEvent.Type.LanguageChange)  # which clears the message
    app.furniture.say(together(*map(spoken, session.data.notes)))  # what is not the same here
    try:
        closed.exec()
    finally:
        app.crashes.uninstall()
        app.controller.close()
        app.store.close()
        app.window.deleteLater()
        QCoreApplication.sendPostedEvents(app.window, QEvent.Type.DeferredDelete)
