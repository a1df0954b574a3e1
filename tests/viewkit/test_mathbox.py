"""Typeset formulas: aligned, broken where one breaks them, every number in its place and within reach."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bpviz.engine.formula import Cell, Formula, Fraction, Group, Line, Number, Power, Root, Sum, Symbol, Word
from bpviz.viewkit.fonts import load_fonts
from bpviz.viewkit.mathbox import Layout, derivation, typeset
from bpviz.viewkit.mathview import FormulaView
from bpviz.viewkit.theme import themes

INK = {
    "text": QColor("#000000"),
    "muted": QColor("#777777"),
    "positive": QColor("#ff0000"),
    "negative": QColor("#0000ff"),
}


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    load_fonts()


def products(n: int) -> Line:
    """n products of numbers, each with its cell."""
    parts: list[Formula] = []
    for i in range(n):
        parts += [Word("+")] if i else []
        parts += [Number(0.5 + i, Cell("a0", (0, i))), Word("·"), Number(0.25, Cell("W1", (i, 2)))]
    return Line(tuple(parts))


def painted(layout: Layout, width: int = 400, height: int = 120) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    layout.paint(painter, 10, 10, INK)
    painter.end()
    return image


def ink_columns(image: QImage) -> list[int]:
    """The columns with ink."""
    return [
        x
        for x in range(image.width())
        if any(QColor(image.pixel(x, y)).lightness() < 200 for y in range(image.height()))
    ]


def counted(image: QImage, color: str) -> int:
    """Pixels of about this colour."""
    wanted = QColor(color)
    return sum(
        abs(c.red() - wanted.red()) + abs(c.green() - wanted.green()) + abs(c.blue() - wanted.blue()) < 60
        for x in range(image.width())
        for y in range(image.height())
        if (c := QColor(image.pixel(x, y)))
    )


def test_every_kind_of_part_is_drawn_within_its_measure() -> None:
    whole = Line(
        (
            Symbol("z", "2", "(1)"),
            Word("="),
            Sum(Line((Symbol("i"), Word("="), Word("0"))), Word("3"), Symbol("a", "i")),
            Word("+"),
            Fraction(Word("1"), Root(Power(Symbol("x"), Word("2")))),
            Word("−"),
            Group(Number(-0.5), "||"),
            Group(Number(None), "[]"),
        )
    )
    layout = typeset(whole, 12)
    image = painted(layout)
    columns = ink_columns(image)
    assert columns[0] >= 9
    assert 10 + layout.width - 6 <= columns[-1] <= 10 + layout.width + 2
    rows = [y for y in range(image.height()) if any(QColor(image.pixel(x, y)).lightness() < 200 for x in columns)]
    assert rows[0] >= 9
    assert rows[-1] <= 10 + layout.height + 1


def test_a_long_line_is_broken_at_its_sums_and_nothing_is_lost() -> None:
    formula = products(8)
    one, narrow = typeset(formula, 12), typeset(formula, 12, 200)
    assert len(one.lines) == 1
    assert len(narrow.lines) > 2
    assert narrow.width <= 200
    assert [cell for _, cell in narrow.hits] == [cell for _, cell in one.hits]
    assert len(one.hits) == 16


def test_the_widths_of_lines_are_kept_for_many_widths() -> None:
    formula = Line((Word("tanh"), Group(products(6)), Word("+"), Symbol("b", "2", "(1)")))
    for width in range(130, 500, 37):
        layout = derivation(Symbol("z", "2", "(1)"), (formula, Number(0.5)), 12, width)
        assert layout.width <= width + 0.5, width
        assert len(layout.hits) == 12


def test_what_cannot_be_broken_is_set_smaller() -> None:
    above = Line(tuple(Symbol("x", str(i)) for i in range(12)))
    formula = Fraction(above, Symbol("y"))
    full, narrow = typeset(formula, 14), typeset(formula, 14, typeset(formula, 14).width * 0.7)
    assert narrow.width <= full.width * 0.7 + 0.5
    assert narrow.height < full.height


def test_the_equality_signs_stand_below_each_other() -> None:
    layout = derivation(Symbol("z"), (Symbol("a"), Number(1.5), Number(-2.5)), 12)
    image = painted(layout)

    def first_ink(top: float, bottom: float, after: int) -> int:
        rows = range(int(10 + top), int(10 + bottom))
        return next(x for x in range(after, 400) if any(QColor(image.pixel(x, y)).lightness() < 128 for y in rows))

    second, third = layout.lines[1], layout.lines[2]
    lefts = [first_ink(y - 10, y, 12) for _, y, _ in (second, third)]
    assert lefts[0] == lefts[1]
    assert second[0] == third[0] > 0
    assert all(a[1] < b[1] for a, b in pairwise(layout.lines))


def test_signs_have_colours_and_a_minus() -> None:
    positive, negative, zero = (painted(typeset(Number(v), 20)) for v in (1.5, -1.5, 0.0))
    assert counted(positive, "#ff0000") > 20 > counted(positive, "#0000ff")
    assert counted(negative, "#0000ff") > 20 > counted(negative, "#ff0000")
    assert counted(zero, "#ff0000") == counted(zero, "#0000ff") == 0
    assert typeset(Number(-1.5), 20).width > typeset(Number(1.5), 20).width


def test_a_negative_number_behind_an_operator_stands_in_brackets() -> None:
    product = typeset(Line((Number(2.0), Word("·"), Number(-3.0))), 12)
    bracketed = typeset(Line((Number(2.0), Word("·"), Group(Number(-3.0)))), 12)
    assert product.width == pytest.approx(bracketed.width)


def test_the_unknown_is_no_zero() -> None:
    unknown, zero = painted(typeset(Number(None, Cell("dW1", (0, 0))), 20)), painted(typeset(Number(0.0), 20))
    assert unknown != zero
    assert typeset(Number(None, Cell("dW1", (0, 0))), 20).hits[0][1] == Cell("dW1", (0, 0))


def test_brackets_grow_with_what_they_hold() -> None:
    small, tall = Group(Symbol("x")), Group(Fraction(Symbol("x"), Symbol("y")))
    assert typeset(tall, 12).height > 1.5 * typeset(small, 12).height


def test_a_power_of_a_letter_with_a_layer_is_not_its_layer() -> None:
    bare = typeset(Power(Symbol("a", "2"), Word("2")), 12)
    layered = typeset(Power(Symbol("a", "2", "(1)"), Word("2")), 12)
    bracketed = typeset(Power(Group(Symbol("a", "2", "(1)")), Word("2")), 12)
    assert layered.width == pytest.approx(bracketed.width)
    assert layered.width > bare.width


def test_numbers_are_found_where_they_are_painted() -> None:
    layout = typeset(products(2), 14)
    for i, (rect, _) in enumerate(layout.hits):
        assert layout.at(rect.center()) == i
    assert layout.at(QPointF(-50, -50)) is None


def test_a_derivative_is_one_number() -> None:
    cell = Cell("dW1", (0, 2))
    formula = Fraction(Line((Word("∂"), Symbol("L", cell=cell))), Line((Word("∂"), Symbol("W", "0,2", "(1)", cell))))
    assert [found for _, found in typeset(formula, 12).hits] == [cell]


class Told:
    """What a test tells of its numbers."""

    def describe(self, cell: Cell) -> str:
        return f"{cell.tensor} <b>told</b>"

    def value(self, cell: Cell) -> float | None:
        return 0.1 + cell.index[-1]


@pytest.fixture
def view(qtbot: QtBot) -> FormulaView:
    view = FormulaView()
    view.facts = Told()
    qtbot.addWidget(view)
    view.resize(320, 100)
    view.show_theme(themes()["light"])
    view.show_formula(Symbol("z"), (products(3),), "z = …", "z = all digits")
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_a_click_asks_for_the_number_under_it(qtbot: QtBot, view: FormulaView) -> None:
    for cell in (Cell("a0", (0, 1)), Cell("W1", (2, 2))):
        with qtbot.waitSignal(view.activated) as asked:
            qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.cell_rect(cell).center().toPoint())
        assert asked.args == [cell]


def test_tab_walks_through_the_numbers_and_on(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before, view, after = FormulaView(), FormulaView(), FormulaView()
    for each in (before, view, after):
        each.facts = Told()
        each.show_theme(themes()["dark"])
        each.show_formula(None, (products(1),), "one")
        column.addWidget(each)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    asked: list[Cell] = []
    view.activated.connect(asked.append)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    first = view.grab().toImage()
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.grab().toImage() != first, "the ring has moved on"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked == [Cell("a0", (0, 0)), Cell("W1", (0, 2))]
    assert "told" in view.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert after.hasFocus()
    qtbot.keyClick(after, Qt.Key.Key_Backtab)
    assert view.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked[-1] == Cell("W1", (0, 2)), "from behind one comes to the last"


def test_copying_gives_all_digits(qtbot: QtBot, view: FormulaView) -> None:
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == repr(0.1 + 2)
    view.copy_text()
    assert QGuiApplication.clipboard().text() == "z = all digits"
    view.copy_picture()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert data.text() == "z = all digits"
    assert counted(view.picture(1.0).scaled(300, 40), themes()["light"]["positive"].name()) > 0


def test_a_narrower_place_makes_it_higher(qtbot: QtBot, view: FormulaView) -> None:
    wide = view.height()
    view.resize(130, view.height())
    assert view.height() > wide


def test_tips_are_plain_text(qtbot: QtBot, view: FormulaView) -> None:
    place = view.cell_rect(Cell("a0", (0, 0))).center().toPoint()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert "&lt;b&gt;" in QToolTip.text()
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1)))
    assert not QToolTip.isVisible()
