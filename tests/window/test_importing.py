"""The dialog that tables come in by: what it finds, what can be changed, what it says, and that nobody waits."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bpviz.app import App, build
from bpviz.cli import main
from bpviz.control.importing import SHOWN_ROWS, Importer, Tried
from bpviz.control.settings import RECENT, RECIPES, Settings
from bpviz.datasets import OWN
from bpviz.datasets.reading import Reading
from bpviz.training.experiment import Experiment
from bpviz.viewkit.controls import Combo
from bpviz.viewkit.editors import DatasetEditor
from bpviz.viewkit.importorder import OrderDialog
from bpviz.viewkit.importreading import ReadingForm
from bpviz.viewkit.theme import themes
from bpviz.window.importing import ImportDialog
from bpviz.window.imports import dropped_table

PATIENCE = 20_000


def penguins(n: int = 60) -> list[str]:
    """Like a file from the web: a title, decimal commas, texts as classes, gaps."""
    lines = ["Penguin survey;;;;", "Id;Species;Bill (mm);Mass (g);Condition"]
    for i in range(n):
        bill = "NA" if i in (4, 9) else f"{38 + 4 * (i % 3)},{i % 10}"
        grade = ("poor", "fair", "good")[i % 3 if i % 4 else 1]
        lines.append(f"{i + 1};{('Adélie', 'Chinstrap', 'Gentoo')[i % 3]};{bill};{3500 + 10 * i};{grade}")
    return lines


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two gaps in 60 rows."""
    path = tmp_path / "a & <b>.csv"
    path.write_bytes("\r\n".join(penguins()).encode("cp1252"))
    return path


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path) -> Iterator[App]:
    """The whole program, shown, with its first frame."""
    made = build([], Experiment.preset("xor"), Settings(tmp_path / "bpviz.ini"))
    qtbot.addWidget(made.window)
    with qtbot.waitSignal(made.controller.settled, timeout=PATIENCE):
        made.window.show()
    yield made
    made.window.close()


@pytest.fixture
def dialog(app: App) -> ImportDialog:
    """Not open yet."""
    return app.imports.dialog


def tried(qtbot: QtBot, dialog: ImportDialog, act: Callable[[], object]) -> Tried:
    with qtbot.waitSignal(dialog.importer.tried, timeout=PATIENCE) as found:
        act()
    result = found.args[0]
    assert isinstance(result, Tried)
    return result


def pick(combo: Combo, key: object) -> None:
    """As a person with a mouse does."""
    combo.show_key(key)
    assert combo.key() == key
    combo.activated.emit(combo.currentIndex())


def button(dialog: QWidget, name: str) -> QAbstractButton:
    found = [each for each in dialog.findChildren(QPushButton) if each.accessibleName() == name and each.isVisible()]
    assert len(found) == 1
    return found[0]


def combo(dialog: QWidget, name: str) -> Combo:
    return next(each for each in dialog.findChildren(Combo) if each.accessibleName() == name)


def headers(dialog: ImportDialog) -> list[str]:
    cells = dialog.preview.cells
    return [str(cells.headerData(i, Qt.Orientation.Horizontal)) for i in range(cells.columnCount())]


def test_a_file_is_shown_as_it_will_be_read(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    tried(qtbot, dialog, lambda: app.imports.open_path(file))
    reading = dialog.reading.reading
    assert (reading.encoding, reading.delimiter, reading.decimal, reading.skip) == ("cp1252", ";", ",", 1)
    assert headers(dialog) == [
        "Id\nIgnored\nnone missing",
        "Species\nCategory · Target\nnone missing",
        "Bill (mm)\nNumber · Feature\n2 missing",
        "Mass (g)\nNumber · Feature\nnone missing",
        "Condition\nCategory · Feature\nnone missing",
    ]
    cells = dialog.preview.cells
    assert cells.headerData(0, Qt.Orientation.Vertical) == "3"  # a title and the header stand before it
    assert cells.data(cells.index(0, 2)) == "38,0"
    assert cells.data(cells.index(4, 2)) == "NA  (missing)"
    assert dialog.summary == "58 of 60 rows; features: 3 (5 inputs); target Species: 3 classes."
    assert any("2 of 60 rows were left out" in label.text() for label in dialog.findChildren(QLabel))
    assert dialog.windowTitle() == "Import data: a & <b>.csv"
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or "<" not in label.text()


def test_each_choice_is_tried_at_once(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    tried(qtbot, dialog, lambda: app.imports.open_path(file))
    dialog.preview.choose(["Mass (g)", "Condition"])
    tried(qtbot, dialog, lambda: pick(combo(dialog, "Use of column"), "none"))
    assert dialog.summary == "58 of 60 rows; features: 1; target Species: 3 classes."
    tried(qtbot, dialog, lambda: pick(combo(dialog, "Missing values"), "fill"))
    assert dialog.summary.startswith("60 of 60 rows")
    tried(qtbot, dialog, lambda: pick(combo(dialog, "Column to be learned"), "Mass (g)"))
    assert dialog.summary == "60 of 60 rows; features: 2 (4 inputs); target Mass (g): numbers."
    assert combo(dialog, "Task").key() == "regression"
    failed = tried(qtbot, dialog, lambda: pick(combo(dialog, "Decimal mark"), "."))  # then Bill holds no numbers
    assert failed.recipe.targets == ("Mass (g)",)
    assert headers(dialog)[2].startswith("Bill (mm)\nIgnored")
    dialog.preview.choose(["Bill (mm)"])
    assert dialog.column.says == "Bill (mm) has 30 different texts in 58 rows: too many to be categories."
    assert headers(dialog)[4].startswith("Condition\nIgnored")  # as it was chosen before
    assert button(dialog, "Use table").isEnabled()
    dialog.preview.choose(["Species"])
    tried(qtbot, dialog, lambda: pick(combo(dialog, "Kind of column"), "ignored"))
    assert "There is no column to learn from" in dialog.message.text
    assert not button(dialog, "Use table").isEnabled()


def test_what_was_chosen_outlives_a_wrong_reading(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    tried(qtbot, dialog, lambda: app.imports.open_path(file))
    dialog.preview.choose(["Condition"])
    tried(qtbot, dialog, lambda: pick(combo(dialog, "Use of column"), "none"))
    chosen = tried(qtbot, dialog, lambda: pick(combo(dialog, "Column to be learned"), "Mass (g)")).recipe
    delimiter, encoding = combo(dialog, "Delimiter"), combo(dialog, "Encoding")
    assert tried(qtbot, dialog, lambda: pick(delimiter, "|")).recipe.targets != chosen.targets
    assert tried(qtbot, dialog, lambda: pick(delimiter, ";")).recipe == chosen
    with qtbot.waitSignal(dialog.importer.failed, timeout=PATIENCE):
        pick(encoding, "utf-8")
    assert tried(qtbot, dialog, lambda: pick(encoding, "cp1252")).recipe == chosen


def test_a_choice_while_it_is_read_again(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    tried(qtbot, dialog, lambda: app.imports.open_path(file))

    def hurry() -> None:
        pick(combo(dialog, "Decimal mark"), ".")
        pick(combo(dialog, "Missing values"), "fill")

    result = tried(qtbot, dialog, hurry)
    assert (result.recipe.reading.decimal, result.recipe.missing) == (".", "fill")


@pytest.mark.parametrize("word", ['5"', 'say "hi"', "a\tb", '"'])
def test_a_word_with_quotes_stays_what_it_is(qtbot: QtBot, word: str) -> None:
    form = ReadingForm()
    qtbot.addWidget(form)
    form.show_reading(Reading(), ("", word, "NA"))
    with qtbot.assertNotEmitted(form.words_changed):
        form.on_words()


def test_other_words_for_missing_values(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    tried(qtbot, dialog, lambda: app.imports.open_path(file))
    words = next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == "Missing")
    words.setText('none "n. d." 44,5 none')

    def enter() -> None:
        words.setFocus()
        qtbot.keyClick(words, Qt.Key.Key_Tab)

    result = tried(qtbot, dialog, enter)
    assert result.recipe.missing_words == ("", "none", "n. d.", "44,5")
    assert result.problems[0].text == "Row 7, column 3 (Bill (mm)): 'NA' is no number."


def test_problems_are_marked_and_told_one_after_the_other(
    app: App, qtbot: QtBot, dialog: ImportDialog, file: Path
) -> None:
    lines = penguins(1000)
    lines[7] = lines[7].replace(";46", ";4b b")
    lines[900] = "900;Gentoo;1e999;1;poor"
    lines.insert(300, "x;y;1;2;poor;too;many")
    file.write_text("\n".join(lines), encoding="utf-16")
    result = tried(qtbot, dialog, lambda: app.imports.open_path(file))
    assert not button(dialog, "Use table").isEnabled()
    assert (result.n_problems, result.table) == (len(result.problems), None)
    assert dialog.message.text.endswith("nor can 1 more of its cells be taken for one.")
    told, cells = [dialog.problem], dialog.preview.cells
    for _ in range(result.n_problems):
        qtbot.mouseClick(button(dialog, "Next problem"), Qt.MouseButton.LeftButton)
        told.append(dialog.problem)
        place = dialog.preview.currentIndex()
        assert place.isValid()
    assert told[0] == told[1]
    assert told[-1].startswith("3 of 3: Row 902, column 3 (Bill (mm)): '1e999' is too large")
    assert place.column() == 2
    assert cells.headerData(place.row(), Qt.Orientation.Vertical) == "902"
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        assert "too large" in cells.data(place, role)
    assert not cells.data(place, Qt.ItemDataRole.DecorationRole).isNull()
    assert SHOWN_ROWS < cells.rowCount() <= SHOWN_ROWS + 3
    qtbot.mouseClick(button(dialog, "Next problem"), Qt.MouseButton.LeftButton)
    assert dialog.problem.startswith("1 of 3: Row 8, column 3 (Bill (mm)): '4b b,5' is no number")
    taken = tried(qtbot, dialog, lambda: button(dialog, "Take as missing").click())
    assert (taken.n_problems, taken.recipe.missing_words[-1]) == (2, "4b b,5")
    assert taken.error is not None
    assert not dialog.message.isVisible()  # it stands beside the buttons that mend it
    words = next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == "Missing")
    assert words.text().endswith(' null "4b b,5"')
    dialog.preview.choose(["Bill (mm)"])
    tried(qtbot, dialog, lambda: pick(combo(dialog, "Kind of column"), "ignored"))
    assert not any(each.isVisible() for each in dialog.findChildren(QPushButton) if each.text() == "&Take as missing")
    assert dialog.problem.startswith("1 of 1: Row 301 has 7 cells for 5 columns")
    assert button(dialog, "Use table").isEnabled()


def test_the_order_of_categories_is_chosen_by_keys(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    tried(qtbot, dialog, lambda: app.imports.open_path(file))
    dialog.preview.choose(["Condition"])
    tried(qtbot, dialog, lambda: pick(combo(dialog, "Kind of column"), "ordered"))
    qtbot.mouseClick(button(dialog, "Order of categories"), Qt.MouseButton.LeftButton)
    order = dialog.findChild(OrderDialog)
    qtbot.waitUntil(order.isVisible)
    assert order.order == ("fair", "good", "poor")
    order.activateWindow()
    qtbot.mouseClick(button(order, "Down"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(order, "Down"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(order, "Up"), Qt.MouseButton.LeftButton)
    assert order.order == ("good", "fair", "poor")
    result = tried(qtbot, dialog, order.accept)
    assert result.table is not None
    assert result.table.feature_names[2:] == ("Condition = good", "Condition = fair", "Condition = poor")


def test_a_file_that_is_no_table_is_refused_in_a_sentence(
    app: App, qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    for name, content, part in (
        ("a.csv", b"PK\x03\x04 and more", "kind .xlsx"),
        ("b.csv", b"", "nothing in this table"),
        ("c.csv", b"a,b\n", "names of its columns"),
        ("d.csv", None, "cannot be read"),
    ):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with qtbot.waitSignal(dialog.importer.failed, timeout=PATIENCE):
            app.imports.open_path(path)
        assert part in dialog.message.text
        assert dialog.message.tone == "error"
        assert not button(dialog, "Use table").isEnabled()
        assert dialog.preview.cells.columnCount() == 0
    dialog.reject()
    assert app.controller.experiment == Experiment.preset("xor")


def test_nothing_changes_when_it_is_cancelled(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    tried(qtbot, dialog, lambda: app.imports.open_path(file))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert app.controller.experiment == Experiment.preset("xor")
    assert app.controller.experiment is not None
    assert Settings(app.imports._settings.path).get(RECENT) == ()


def use(qtbot: QtBot, app: App) -> None:
    with qtbot.waitSignal(app.controller.settled, timeout=PATIENCE):
        qtbot.mouseClick(button(app.imports.dialog, "Use table"), Qt.MouseButton.LeftButton)


def test_a_used_file_is_remembered_with_all_that_was_chosen(
    app: App, qtbot: QtBot, dialog: ImportDialog, file: Path
) -> None:
    tried(qtbot, dialog, lambda: app.imports.open_path(file))
    dialog.preview.choose(["Condition"])
    tried(qtbot, dialog, lambda: pick(combo(dialog, "Kind of column"), "ignored"))
    chosen = tried(qtbot, dialog, lambda: pick(combo(dialog, "Column to be learned"), "Mass (g)")).recipe
    use(qtbot, app)
    assert app.controller.experiment is not None
    assert app.controller.experiment.dataset == "own"
    settings = Settings(app.imports._settings.path)
    assert settings.get(RECENT) == (str(file),)
    assert [json.loads(text)[0] for text in settings.get(RECIPES)] == [str(file)]
    action = app.furniture.menu("recent").actions()[0]
    assert action.text().startswith("a && <b>.csv")
    result = tried(qtbot, dialog, action.trigger)
    assert result.recipe == chosen
    again = tried(qtbot, dialog, lambda: pick(combo(dialog, "Comments"), "#"))
    assert again.recipe.columns == chosen.columns
    file.write_text("one,two\n1,2\n2,4\n3,8\n", encoding="utf-8")  # another table by the same name
    result = tried(qtbot, dialog, action.trigger)
    assert (result.recipe.targets, result.recipe.reading.delimiter) == (("two",), ",")
    file.unlink()
    action.trigger()
    qtbot.waitUntil(lambda: "cannot be read" in dialog.message.text)
    assert app.imports._settings.get(RECENT) == ()
    dialog.reject()


@pytest.mark.parametrize(
    "stored", ["{", "[1]", '["PATH", 3]', '["PATH", {"reading": {}, "columns": [{"name": "a"}]}]', "[" * 9999]
)
def test_a_damaged_memory_is_none(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path, stored: str) -> None:
    app.imports._settings._file.setValue(RECIPES.path, stored.replace("PATH", str(file)))
    assert tried(qtbot, dialog, lambda: app.imports.open_path(file)).table is not None
    dialog.reject()


def test_a_table_can_be_dropped(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    enter = QDragEnterEvent(
        QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(app.window, enter)
    assert enter.isAccepted()
    assert not dialog.isVisible()
    drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    tried(qtbot, dialog, lambda: QApplication.sendEvent(app.window, drop))
    assert dialog.isVisible()
    dialog.reject()
    for urls in (["https://example.org/a.csv"], [file.as_uri(), file.as_uri()], [file.with_suffix(".png").as_uri()]):
        data.setUrls([QUrl(url) for url in urls])
        assert dropped_table(data) is None
    data.setUrls([QUrl.fromLocalFile("/somewhere/Table.TXT")])
    assert dropped_table(data) == Path("/somewhere/Table.TXT")


def test_cells_can_be_pasted(app: App, qtbot: QtBot, dialog: ImportDialog) -> None:
    QGuiApplication.clipboard().setText("")
    app.furniture.actions["paste_data"].trigger()
    assert "no text on the clipboard" in app.furniture.message.text
    QGuiApplication.clipboard().setText("x\ty\n" + "\n".join(f"{i}\t{i * 2.5}" for i in range(12)))
    tried(qtbot, dialog, app.furniture.actions["paste_data"].trigger)
    assert dialog.windowTitle() == "Import data: pasted cells"
    assert not combo(dialog, "Encoding").isEnabled()
    assert dialog.summary == "12 of 12 rows; features: 1; target y: numbers."
    use(qtbot, app)
    assert app.controller.frame is not None
    assert app.controller.frame.network.feature_names == ("x",)
    assert Settings(app.imports._settings.path).get(RECENT) == ()


def test_changes_that_are_not_saved_are_asked_for_first(
    app: App, qtbot: QtBot, dialog: ImportDialog, file: Path, tmp_path: Path
) -> None:
    with qtbot.waitSignal(app.store.saved, timeout=PATIENCE):
        app.files.on_save_chosen(str(tmp_path / "run.bpviz"))
    qtbot.waitUntil(lambda: app.files.path is not None)
    with qtbot.waitSignal(app.controller.settled, timeout=PATIENCE):
        app.controller.step()
    tried(qtbot, dialog, lambda: app.imports.open_path(file))
    qtbot.mouseClick(button(dialog, "Use table"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(app.files.unsaved.isVisible)
    assert app.controller.experiment == Experiment.preset("xor")
    assert app.imports._recalled(str(file)) is not None  # should one go back, and come again
    with qtbot.waitSignal(app.controller.settled, timeout=PATIENCE):
        qtbot.mouseClick(app.files.unsaved.findChild(QPushButton, "no"), Qt.MouseButton.LeftButton)
    assert app.controller.experiment is not None
    assert app.controller.experiment.dataset == "own"
    assert app.files.path is None  # the new run belongs to no file


def test_the_menu_asks_which_file(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    app.furniture.actions["import_data"].trigger()
    chooser = app.window.findChild(QFileDialog)
    qtbot.waitUntil(chooser.isVisible)
    tried(qtbot, dialog, lambda: chooser.fileSelected.emit(str(file)))
    chooser.reject()
    dialog.reject()


def test_keys_alone_change_a_column_and_use_the_table(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    tried(qtbot, dialog, lambda: app.imports.open_path(file))
    dialog.activateWindow()
    qtbot.waitUntil(dialog.preview.hasFocus)
    qtbot.keyClick(dialog.preview, Qt.Key.Key_Right)  # from the target to the next column
    assert dialog.preview.chosen_names == ["Bill (mm)"]
    qtbot.keyClick(dialog, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    kind = combo(dialog, "Kind of column")
    qtbot.waitUntil(kind.hasFocus)
    result = tried(qtbot, dialog, lambda: qtbot.keyClick(kind, Qt.Key.Key_End))
    assert result.recipe.features == ("Mass (g)", "Condition")
    seen, widget = set(), QApplication.focusWidget()
    for _ in range(40):
        seen.add(widget.accessibleName())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
    assert {"Encoding", "Delimiter", "Decimal mark", "Thousands", "Quotes", "Comments", "Skip rows", "Missing"} <= seen
    assert {"The first row names the columns", "Kind of column", "Use of column", "Preview of the table"} <= seen
    assert {"Column to be learned", "Task", "Use table", "Cancel"} <= seen
    dialog.preview.setFocus()
    with qtbot.waitSignal(app.controller.settled, timeout=PATIENCE):
        qtbot.keyClick(dialog.preview, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_every_control_has_a_name_and_a_tip(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    tried(qtbot, dialog, lambda: app.imports.open_path(file))
    for theme in themes().values():
        dialog.show_theme(theme)
    for kind in (Combo, QPushButton):
        for control in dialog.findChildren(kind):
            assert control.accessibleName(), control
            assert control.toolTip(), control.accessibleName()
    texts = [each.text() for kind in (QLabel, QAbstractButton) for each in dialog.findChildren(kind)]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text and "& <" not in text]
    assert len(letters) > 15
    assert len(letters) == len(set(letters)), sorted(letters)
    dialog.reject()


def test_another_language_changes_no_choice(app: App, qtbot: QtBot, dialog: ImportDialog, file: Path) -> None:
    tried(qtbot, dialog, lambda: app.imports.open_path(file))
    dialog.preview.choose(["Condition"])

    def state() -> list[object]:
        combos = {each.accessibleName(): each.key() for each in dialog.findChildren(Combo)}
        texts = [each.text() for each in dialog.findChildren(QPushButton)]
        assert "&Use table" in texts
        return [combos, texts, dialog.summary, dialog.reading.reading, dialog.preview.chosen_names, headers(dialog)]

    before = state()
    with qtbot.assertNotEmitted(dialog.importer.tried):
        for widget in (dialog, *dialog.findChildren(QWidget)):
            QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert state() == before
    dialog.reject()


def test_a_large_file_does_not_freeze_the_window(app: App, qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    line = ",".join(f"{i}.25" for i in range(20))
    path.write_text("\n".join([",".join(f"c{i}" for i in range(20)), *([line, line.replace("1", "3")] * 15_000)]))
    gaps, last = [], time.perf_counter()
    shares: list[float] = []

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    clock = QTimer(interval=5)
    clock.timeout.connect(beat)
    dialog.importer.progressed.connect(shares.append)
    clock.start()
    result = tried(qtbot, dialog, lambda: app.imports.open_path(path))
    clock.stop()
    assert result.table is not None
    assert len(result.table.x) == 30_000
    assert max(gaps) < 1.0  # reading it takes longer in all, and a shared machine stalls
    assert shares
    assert shares == sorted(shares) or max(shares) > 0.5
    dialog.reject()


def test_reading_ends_when_it_is_cancelled_or_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    importer = Importer()
    seen: list[object] = []
    importer.looked.connect(seen.append)
    importer.failed.connect(seen.append)
    large = "a,b\n" + "1,2\n2,3\n" * 200_000
    importer.look(large)
    importer.cancel()
    importer.look("a,b\n1,2\n")
    with qtbot.waitSignal(importer.looked, timeout=PATIENCE) as found:
        importer.look("c,d\n1,2\n3,4\n")
    assert [each.cells.header for each in seen] == [("c", "d")]
    assert found.args[0].cells.n_rows == 2
    assert importer.close()
    importer.look(large)  # nothing comes any more
    assert importer.close()


def test_the_command_line_opens_the_dialog_where_no_target_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    opened: list[object] = []

    class Window:
        @staticmethod
        def main(argv: list[str], source: object, theme: str) -> int:
            opened.append(source)
            return 0

    monkeypatch.setattr("bpviz.cli.has_screen", lambda: True)
    monkeypatch.setattr("bpviz.cli._app", lambda: Window)
    assert main([str(file)]) == 0
    assert opened == [file]
    assert main([str(file), "--hidden", "3"]) == 2
    assert "--target is missing" in capsys.readouterr().err
    monkeypatch.setattr("bpviz.cli.has_screen", lambda: False)
    assert main([str(file)]) == 2


def test_the_window_can_begin_with_a_table(qtbot: QtBot, tmp_path: Path, file: Path) -> None:
    app = build([], file, Settings(tmp_path / "bpviz.ini"))
    qtbot.addWidget(app.window)
    with qtbot.waitSignal(app.imports.dialog.importer.tried, timeout=PATIENCE):
        app.window.show()
    assert app.imports.dialog.isVisible()
    assert app.imports.dialog.summary.startswith("58 of 60 rows")
    QTest.keySequence(app.imports.dialog, QKeySequence("Escape"))
    assert not app.imports.dialog.isVisible()
    app.window.close()


def test_an_own_table_that_is_chosen_before_there_is_one_is_asked_for(app: App, qtbot: QtBot) -> None:
    data, experiment = app.views["experiment"].findChild(DatasetEditor), app.controller.experiment
    pick(data, OWN.key)
    chooser = app.window.findChild(QFileDialog)
    qtbot.waitUntil(chooser.isVisible)
    chooser.reject()
    assert data.key() == "xor"
    assert app.controller.experiment == experiment
    assert app.furniture.message.text == ""
