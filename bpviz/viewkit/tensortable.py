"""The table of one tensor: cells coloured by sign and size, walked by mouse and keys, copied with all digits."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyle, QStyledItemDelegate, QTableView

from bpviz.viewkit.numbers import MINUS
from bpviz.viewkit.tensormodel import Index, TensorModel
from bpviz.viewkit.theme import Theme

_OWN = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_F2,
    }
)


class _CellInk(QStyledItemDelegate):
    """Paints a cell on its own ground, selected or not; a frame around it says that it is selected."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.ring = QColor()

    def displayText(self, value: Any, locale: Any) -> str:
        """With room for the frame."""
        return f"{super().displayText(value, locale)}\N{NO-BREAK SPACE}"

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        option.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, option, index)
        if selected and self.ring.isValid():
            painter.save()
            painter.setPen(QPen(self.ring, 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5))
            painter.restore()


class TensorTable(QTableView):
    """Signal: ``picked`` (model index), by a person: the cell that has become the current one."""

    picked = Signal(QModelIndex)

    def __init__(self, model: TensorModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self._ink = _CellInk(self)
        self.setItemDelegate(self._ink)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            header.setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.copy_action, self.copy_all_action = QAction(self), QAction(self)
        self.copy_action.triggered.connect(self.copy)
        self.copy_all_action.triggered.connect(self.copy_all)
        self._menu = QMenu(self)
        self._menu.addActions([self.copy_action, self.copy_all_action])
        model.modelReset.connect(self.make_room)
        self.make_room()

    def make_room(self) -> None:
        """Columns as broad as any number, rows as high as the font, whatever they hold."""
        metrics = self.fontMetrics()
        self.horizontalHeader().setDefaultSectionSize(metrics.horizontalAdvance(f"{MINUS}0.000e{MINUS}000") + 8)
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 6)
        self.verticalHeader().setMaximumWidth(metrics.horizontalAdvance("n") * 16)

    def show_current(self, index: QModelIndex) -> None:
        """Mark a cell and bring it into view; an invalid index marks none."""
        if index == self.currentIndex() and (not index.isValid() or self.selectionModel().isSelected(index)):
            return
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, select)
        if not index.isValid():
            self.clearSelection()
        else:
            self.scrollTo(index)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours: a frame marks the selected cells, whose own colours stay."""
        self._ink.ring = theme["selection"]
        self._model.show_theme(theme)

    def copy(self) -> None:
        """Put the selected cells on the clipboard."""
        QGuiApplication.clipboard().setText(self._model.text_of(self.selectedIndexes()))

    def copy_all(self) -> None:
        """Put the whole tensor on the clipboard."""
        model = self._model
        everything = [model.index(r, c) for r in range(model.rowCount()) for c in range(model.columnCount())]
        QGuiApplication.clipboard().setText(model.text_of(everything))

    # -- what a person does ----------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.picked.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the Enter that ends typing has come through its field
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and before.isValid():
            self.edit(before)
        else:
            super().keyPressEvent(event)
        if self.currentIndex() != before and self.currentIndex().isValid():
            self.picked.emit(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """The keys that walk through the table are its own while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if (plain and event.key() in _OWN) or event.matches(QKeySequence.StandardKey.Copy):
                event.accept()
                return True
        return bool(super().event(event))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.make_room()
