"""The order in which Tab goes through the window: as its parts are seen, whenever they were made or moved."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QToolBar, QWidget

Place = tuple[int, int, int]
"""Above, left, middle, right or below; then from top to bottom, and from left to right."""


def neighbour(window: QMainWindow, forward: bool) -> QWidget | None:
    """Where Tab goes from the widget that has the keyboard, or Shift+Tab where not ``forward``; None for nowhere.

    What is on top comes first, then what stands left, the centre, the right, and what is below. Within such a part the
    order is the part's own. Qt's order for the whole window is that of making, and what is made late comes last.
    """
    now = window.focusWidget()
    widgets, places, passed = [], {}, _chain(window)
    for widget in passed:
        if widget is now or _is_reached(widget):
            widgets.append(widget)
            places[widget] = _place(_part(widget, window), window.centralWidget())
    _give_back(passed)
    widgets.sort(key=places.__getitem__)
    if not widgets:
        return None
    if now not in places:
        return widgets[0 if forward else -1]
    return widgets[(widgets.index(now) + (1 if forward else -1)) % len(widgets)]


def _chain(window: QMainWindow) -> list[QWidget]:
    """All widgets of the window in Qt's order; the window itself is never asked for, see ``_give_back``."""
    widget, last = window.nextInFocusChain(), window.previousInFocusChain()
    found: list[QWidget] = []
    while widget is not None and widget is not window:
        found.append(widget)
        widget = widget.nextInFocusChain() if widget is not last else None
    return found


def _give_back(widgets: list[QWidget]) -> None:
    """Let widgets belong to their parents again.

    WORKAROUND: PySide takes what ``nextInFocusChain`` gives for a child of the widget that was asked: once that one is
    deleted, all those after it count as deleted, the menu bar's menus among them. Parents that are asked for their
    children get them back.
    """
    for parent in {widget.parentWidget() for widget in widgets}:
        if parent is not None:
            parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _is_reached(widget: QWidget) -> bool:
    """Whether Tab stops there; a widget whose keyboard is another's leaves it to that one."""
    every = QGuiApplication.styleHints().tabFocusBehavior() == Qt.TabFocusBehavior.TabFocusAllControls
    wanted = Qt.FocusPolicy.TabFocus if every else Qt.FocusPolicy.StrongFocus
    usable = widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()
    return usable and widget.focusPolicy() & wanted == wanted


def _part(widget: QWidget, window: QMainWindow) -> QWidget:
    """The bar, panel or other part of the window that holds it."""
    while (parent := widget.parentWidget()) is not None and parent is not window:
        widget = parent
    return widget


def _place(part: QWidget, center: QWidget | None) -> Place:
    here, middle = part.geometry(), center.geometry() if center is not None else QRect()
    if isinstance(part, QToolBar) or here.bottom() < middle.top():
        zone = 0
    elif here.right() < middle.left():
        zone = 1
    elif here.left() > middle.right():
        zone = 3
    else:
        zone = 2 if here.top() <= middle.bottom() else 4
    return zone, here.top(), here.left()
