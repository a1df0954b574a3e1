"""The experiment panel: one control for each field of an Experiment, made from what the field says of itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from bpviz.datasets import OWN, Data, Table
from bpviz.errors import BpvizError
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.presets import PRESETS
from bpviz.viewkit.adapt import FIELDS, adapted
from bpviz.viewkit.controls import Combo, OwnKeys, quiet, title
from bpviz.viewkit.editors import EDITORS
from bpviz.viewkit.featureseditor import FeaturesEditor
from bpviz.viewkit.icons import icon
from bpviz.viewkit.message import MessageLine
from bpviz.viewkit.optioneditor import OptionsEditor
from bpviz.viewkit.sentences import sentence
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP


class ExperimentView(View):
    """Presets, undo and redo on top, then the fields; rarely changed ones unfold. What cannot be is said in a line."""

    def __init__(self) -> None:
        super().__init__()
        self._experiment: Experiment | None = None
        self._table: Table | None = None
        self._own = ""
        self._data: Data | None = None
        self._told_about = ""
        self._refused: Any = None  # the value of the field that the message is about
        self._noted: Experiment | None = None  # what the notes are about
        self._why: Callable[[], str] = str
        self._preset, self._preset_label, self._about = Combo(), QLabel(), QLabel()
        self._undo, self._redo, self._unfold = QToolButton(), QToolButton(), QToolButton()
        self.message = MessageLine()
        self._editors: dict[str, Any] = {name: EDITORS[f.metadata["kind"]](f) for name, f in FIELDS.items()}
        self._labels = {name: QLabel() for name in FIELDS}
        self._lay_out()
        self._preset.picked.connect(self.on_preset_picked)
        self._undo.clicked.connect(self.undo_requested)
        self._redo.clicked.connect(self.redo_requested)
        self._unfold.toggled.connect(self.on_unfolded)
        for editor in self._editors.values():
            editor.edited.connect(self.on_edited)
            editor.unreadable.connect(self.on_unreadable)
        self._retranslate()

    def _lay_out(self) -> None:
        for button in (self._undo, self._redo, self._unfold):
            quiet(button, OwnKeys(button))
            button.setAutoRaise(True)
        self._unfold.setCheckable(True)
        self._unfold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._unfold.setArrowType(Qt.ArrowType.RightArrow)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setWordWrap(True)
        self._preset_label.setBuddy(self._preset)
        head = QHBoxLayout()
        for widget in (self._preset_label, self._preset, self._undo, self._redo):
            head.addWidget(widget, 1 if widget is self._preset else 0)
        self._common, self._unfolded, self._advanced = _form(), _form(), QWidget()
        self._advanced.setLayout(self._unfolded)
        self._advanced.hide()
        for name in FIELDS:
            if isinstance(self._editors[name], OptionsEditor):  # it has labels of its own, below those of the panel
                self._form_of(name).addRow(self._editors[name])
            else:
                self._labels[name].setBuddy(self._editors[name])
                if isinstance(self._editors[name], FeaturesEditor):  # beside its label it would widen the panel
                    self._form_of(name).addRow(self._labels[name])
                    self._form_of(name).addRow(self._editors[name])
                else:
                    self._form_of(name).addRow(self._labels[name], self._editors[name])
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(8, 4, 8, 8)
        rows.addWidget(self._about)
        rows.addLayout(self._common)
        rows.addWidget(self._unfold)
        rows.addWidget(self._advanced)
        rows.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(body)
        body.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head.setContentsMargins(8, 6, 8, 0)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self._area, 1)

    def _form_of(self, name: str) -> QFormLayout:
        return self._unfolded if FIELDS[name].metadata["advanced"] else self._common

    @property
    def about(self) -> str:
        """What is said of the preset, where the experiment is one."""
        return self._about.text()

    def editor(self, name: str) -> Any:
        """The control of a field of Experiment."""
        return self._editors[name]

    # What it is shown

    def show_experiment(self, experiment: Experiment, can_undo: bool, can_redo: bool) -> None:
        """Show every field; what was typed and not taken stays where its field did not change."""
        self._experiment = experiment
        if self._noted is not None and experiment != self._noted:
            self._noted = None
            self.message.clear()
        for name, editor in self._editors.items():
            editor.show_value(getattr(experiment, name), experiment)
            if isinstance(editor, OptionsEditor):
                self._form_of(name).setRowVisible(editor, editor.is_needed)
        # What the focus is on must not be disabled: the focus would jump to another control.
        self._undo.setEnabled(can_undo)
        self._redo.setEnabled(can_redo)
        self._show_preset()

    def show_frame(self, frame: Frame) -> None:
        """Data of one's own go by their own name; features can be made where the data are points in the plane."""
        if frame.data is not None and frame.data is not self._data:
            self._data = frame.data
            self._editors["features"].show_planar(len(frame.data.raw_names) == 2 and frame.data.steps == 1)
        table = frame.data.table if frame.data is not None and frame.experiment.dataset == OWN.key else None
        if table is not None and table is not self._table:
            self._table = table
            self._name_table(table)

    def _name_table(self, table: Table) -> None:
        n_targets = 1 if table.task == "classification" else table.y.shape[1]
        size = f"{len(table.x):,}", f"{len(table.spans) + n_targets if table.spans else table.x.shape[1] + n_targets:,}"
        name = table.title or self.tr("pasted cells")
        self._own = self.tr("own data: {0} ({1} × {2})").format(name, *size)
        self._editors["dataset"].name(OWN.key, self._own)
        self._show_preset()

    def _show_preset(self) -> None:
        same = (key for key in PRESETS if Experiment.preset(key) == self._experiment)
        key = next(same, None)
        self._preset.show_key(key)
        about = QCoreApplication.translate("Preset", PRESETS[key].text) if key else ""
        if self._experiment is not None and self._experiment.dataset == OWN.key:
            about = self._own  # where the list has no room for it
        self._about.setText(about)
        self._about.setVisible(bool(about))

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._undo.setIcon(icon("undo", theme))
        self._redo.setIcon(icon("redo", theme))
        self.message.show_theme(theme)
        palette = theme.palette()
        palette.setColor(palette.ColorRole.WindowText, theme["muted"])
        self._about.setPalette(palette)
        for editor in self._editors.values():
            editor.show_theme(theme)

    # What a person does

    def on_edited(self, value: Any) -> None:
        """Ask for the experiment with this field changed, or say in a sentence why that cannot be."""
        name = self._sender_name()
        if self._experiment is None:
            return
        if name == "dataset" and value == OWN.key:
            self._choose_own()
            return
        try:
            new, notes = adapted(self._experiment, name, value)
        except BpvizError as error:
            self._refuse(name, partial(sentence, error.with_traceback(None)))
            self._refused = value
            return
        waits = self.message.text and self._refused is not None and self._told_about not in ("", name)
        if waits and name != "dataset":
            new, more = self._with_refused(new)
            notes = (*notes, *more)
        if notes:
            self._note(new, *notes)
        elif self._told_about in ("", name):
            self.message.clear()
        self._told_about = "" if self._told_about == name else self._told_about
        if new != self._experiment:
            self.experiment_requested.emit(new)

    def _with_refused(self, new: Experiment) -> tuple[Experiment, tuple[str, ...]]:
        """With what was refused before, where nothing speaks against it any more."""
        try:
            new, notes = adapted(new, self._told_about, self._refused)
        except BpvizError:
            return new, ()
        self._told_about, self._refused = "", None
        return new, notes

    def _note(self, new: Experiment, *notes: str) -> None:
        """Say what comes with ``new``, as long as that is what is shown."""
        self._noted = new
        self.message.tell("\n".join(notes))

    def _choose_own(self) -> None:
        """The table of one's own that there was, or, where there was none, whichever a person imports."""
        if self._table is None or self._experiment is None:
            self._editors["dataset"].refuse("")
            self.import_requested.emit()
            return
        new = Experiment.for_table(self._table).replace(seed=self._experiment.seed)
        told = QCoreApplication.translate(
            "Adapt", "The settings that suit this data were taken; Undo brings the former ones back."
        )
        self._note(new, told)
        self.table_requested.emit(new, self._table)

    def on_unreadable(self, text: str, right: str) -> None:
        """What was typed is no value at all."""
        name = self._sender_name()
        self._refuse(name, partial(self._unreadable, name, text[:40], right))

    def _unreadable(self, name: str, text: str, right: str) -> str:
        label = _words(FIELDS[name].metadata["label"])
        return self.tr("{0} is “{1}”; it must be {2}.").format(label, text, QCoreApplication.translate("Entry", right))

    def _refuse(self, name: str, why: Callable[[], str]) -> None:
        """Say why not; ``why`` is asked again when the language changes."""
        self._told_about, self._why, self._refused, self._noted = name, why, None, None
        self.message.tell(why(), "error")
        self._editors[name].refuse(why())

    def _sender_name(self) -> str:
        return next(name for name, editor in self._editors.items() if editor is self.sender())

    def on_preset_picked(self, key: str) -> None:
        """Ask for a preset."""
        self.message.clear()
        self.experiment_requested.emit(Experiment.preset(key))

    def on_unfolded(self, unfolded: bool) -> None:
        """Show or hide the fields that are rarely changed."""
        self._unfold.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        self._advanced.setVisible(unfolded)

    # Words

    def _retranslate(self) -> None:
        self._preset_label.setText(self.tr("Preset"))
        self._preset.setAccessibleName(self.tr("Preset"))
        self._preset.setToolTip(self.tr("Settings that learn, and the tutorials' own; choosing starts a new run"))
        self._preset.setPlaceholderText(self.tr("own settings"))
        self._preset.set_items([(key, title(preset)) for key, preset in PRESETS.items()])
        self._unfold.setText(self.tr("More settings"))
        self._unfold.setAccessibleName(self.tr("More settings"))
        self._unfold.setToolTip(self.tr("Show or hide the settings that are rarely changed"))
        for button, text in ((self._undo, self.tr("Undo the last change")), (self._redo, self.tr("Redo the change"))):
            button.setToolTip(text)
            button.setAccessibleName(text)
        live, fresh = self.tr("Applies at once, in mid-run."), self.tr("A change starts a new run.")
        for name, field in FIELDS.items():
            data = field.metadata
            label, tip, none = (_words(data[part]) for part in ("label", "tip", "none"))
            tip = f"{tip}\n{live if data['live'] else fresh}"
            self._labels[name].setText(label)
            self._labels[name].setToolTip(tip)
            self._editors[name].retranslate(label, tip, none)
        if self._experiment is not None:
            self._show_preset()
        if self._table is not None:
            self._name_table(self._table)
        self.message.tell(self._why() if self._told_about and self.message.text else "", "error")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The panel is never narrower than its controls: there is no scrolling sideways."""
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            bar = self._area.verticalScrollBar().sizeHint().width()
            self._area.setMinimumWidth(watched.minimumSizeHint().width() + bar)
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _words(text: str) -> str:
    return QCoreApplication.translate("Experiment", text) if text else ""


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    form.setVerticalSpacing(6)
    return form


VIEW = ViewSpec("experiment", QT_TRANSLATE_NOOP("views", "Experiment"), "left", 10, ExperimentView)
