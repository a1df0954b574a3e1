"""Small controls where there is little room."""

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QComboBox, QToolTip

from bpviz.viewkit.controls import Combo
from bpviz.viewkit.elidedlabel import ElidedLabel

LONG = "<b>Half</b> mean squared error, before the update"


def test_the_list_shows_titles_for_which_the_control_is_too_narrow(qtbot, monkeypatch):
    combo = Combo()
    qtbot.addWidget(combo)
    combo.set_items([("a", "short"), ("b", LONG)])
    combo.show_key("b")
    combo.resize(90, combo.sizeHint().height())
    with qtbot.waitExposed(combo):
        combo.show()
    narrow = combo.grab().toImage()
    combo.setItemText(1, LONG[:40] + " or so")
    assert combo.grab().toImage() == narrow  # what has no room is not drawn, not even in part
    combo.setItemText(1, LONG)
    monkeypatch.setattr(QComboBox, "showPopup", lambda combo: None)
    combo.showPopup()
    assert combo.view().minimumWidth() > combo.fontMetrics().horizontalAdvance(LONG) > combo.width()


def test_nothing_chosen_shows_the_words_for_that(qtbot):
    combo = Combo()
    qtbot.addWidget(combo)
    combo.set_items([("a", "short")])
    combo.show_key(None)
    empty = combo.grab().toImage()
    combo.setPlaceholderText("own settings")
    assert combo.grab().toImage() != empty


def test_a_text_that_is_cut_is_whole_in_the_tip(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(LONG)
    label.setToolTip("The loss & more")
    label.resize(label.fontMetrics().horizontalAdvance(LONG) + 4, 20)
    assert label.shown() == LONG
    label.resize(100, 20)
    with qtbot.waitExposed(label):
        label.show()
    assert label.shown() != LONG
    assert label.shown().endswith("…")
    label.event(QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), label.mapToGlobal(QPoint(5, 5))))
    assert "&lt;b&gt;Half&lt;/b&gt; mean squared error" in QToolTip.text()
    assert "The loss &amp; more" in QToolTip.text()
    QToolTip.hideText()
