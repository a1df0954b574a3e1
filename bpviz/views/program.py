"""The program bar: steps both ways at the grain one chooses, the ops of the iteration, and the whole run to scrub."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from bpviz.training.frame import Frame
from bpviz.training.requests import GRAINS, Grain
from bpviz.training.snapshot import START, Snapshot
from bpviz.viewkit.calm import Calm
from bpviz.viewkit.controls import OwnKeys, quiet
from bpviz.viewkit.icons import icon
from bpviz.viewkit.opplaces import Chip
from bpviz.viewkit.opstrip import OpStrip
from bpviz.viewkit.placeline import PlaceLine
from bpviz.viewkit.scrubber import Scrubber
from bpviz.viewkit.stepbutton import Segments, StepButton
from bpviz.viewkit.stepwords import GRAIN_WORDS, PHASES, group_words, landing_words, place_after, translate
from bpviz.viewkit.stopwords import describe, describe_hit
from bpviz.viewkit.tagwords import tag_words
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP

REDRAW_MS = 100
"""While a run is faster than the eye, the numbers change at most this often."""

_WIDEST = "backward 1"


class ProgramView(View):
    """``go_next`` and ``go_back`` step by the grain that is chosen here: a presenter's clicker is connected to them.

    Signals: ``grain_picked`` (a Grain), by a person.
    """

    grain_picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._theme: Theme | None = None
        self._chips: tuple[object, tuple[Chip, ...]] | None = None
        self._calm = Calm(self, self._draw, REDRAW_MS)
        self._back, self._next = StepButton(_WIDEST, icon_right=False), StepButton(_WIDEST, icon_right=True)
        self._by, self._grain = QLabel(), Segments(GRAINS)
        self._strip, self._scrubber, self._place = OpStrip(), Scrubber(), PlaceLine()
        self._now = QToolButton()
        self._lay_out()
        self._back.clicked.connect(self.go_back)
        self._next.clicked.connect(self.go_next)
        self._grain.picked.connect(self.on_grain_picked)
        self._strip.picked.connect(self.on_op_picked)
        self._scrubber.sought.connect(self.on_scrubbed)
        self._now.clicked.connect(self.now_requested)
        self._retranslate()
        self._draw()

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._by.setTextFormat(Qt.TextFormat.PlainText)
        self._now.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        quiet(self._now, OwnKeys(self))
        grain = QHBoxLayout()
        grain.setSpacing(6)
        grain.addWidget(self._by)
        grain.addWidget(self._grain, 1)
        steps = QHBoxLayout()
        steps.setSpacing(4)
        steps.addWidget(self._back, 1)
        steps.addWidget(self._next, 1)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(grain)
        left.addLayout(steps)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._scrubber, 1)
        line.addWidget(self._place)
        line.addWidget(self._now)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(self._strip)
        right.addLayout(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 4)
        row.setSpacing(14)
        row.addLayout(left)
        row.addLayout(right, 1)

    def _retranslate(self) -> None:
        self._chips = None
        self._by.setText(self.tr("Step by"))
        tips = {
            "op": self.tr("One op: one tensor is computed"),
            "layer": self.tr("All ops of one layer and one phase; of a net through time, those of one time step"),
            "iteration": self.tr("One update of the weights; back: first to this iteration's beginning"),
            "epoch": self.tr("One pass over the training rows; back: first to this epoch's beginning"),
        }
        self._captions: dict[Grain, tuple[str, str]] = {
            "op": (self.tr("Back one op"), self.tr("Next op")),
            "layer": (self.tr("Back one layer"), self.tr("Next layer")),
            "iteration": (self.tr("Back to iteration"), self.tr("Next iteration")),
            "epoch": (self.tr("Back to epoch"), self.tr("Next epoch")),
        }
        self._back.set_captions(tuple(back for back, _ in self._captions.values()))
        self._next.set_captions(tuple(forth for _, forth in self._captions.values()))
        self._grain.setAccessibleName(self._by.text())
        self._grain.word({grain: (translate("Step", word), tips[grain]) for grain, word in GRAIN_WORDS.items()})
        self._strip.setAccessibleName(self.tr("Ops of this iteration"))
        self._strip.setAccessibleDescription(self.tr("Left and Right move, Enter goes there"))
        self._scrubber.setAccessibleName(self.tr("Iteration"))
        self._scrubber.setToolTip(self.tr("Drag to any iteration of this run; Home is its start, End the present"))
        self._place.set_widest(self.tr("replaying {0} of {1}").format("1,000,000", "1,000,000") + "  ")
        self._now.setText(self.tr("Back to now"))
        self._now.setAccessibleName(self._now.text())
        self._now.setToolTip(self.tr("Leave the past: go on where the run has got to (Ctrl+End)"))
        self._draw()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        self._frame = frame
        self._calm.show(frame)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._back.setIcon(icon("step-back", theme))
        self._next.setIcon(icon("step", theme))
        self._now.setIcon(icon("skip-end", theme))
        for part in (self._grain, self._strip, self._scrubber, self._place):
            part.show_theme(theme)

    def show_grain(self, grain: Grain) -> None:
        """Choose a grain; nothing is asked for."""
        self._grain.show_key(grain)
        self._draw()

    @property
    def grain(self) -> Grain:
        """How far the buttons and the clicker step."""
        return cast("Grain", self._grain.key())

    def _draw(self) -> None:
        frame = self._frame
        self._calm.drawn()
        self._show_buttons(frame)
        self._now.setEnabled(frame is not None and frame.in_past)
        if frame is None:
            return
        snapshot = frame.now
        ran = snapshot.place.op or (len(snapshot.ops) if snapshot.place.iteration else 0)
        self._strip.show_ops(self._chips_of(snapshot), ran)
        self._scrubber.show_place(snapshot.place.iteration, frame.tip.iteration, frame.in_past)
        self._show_place(frame)

    def _show_buttons(self, frame: Frame | None) -> None:
        captions = self._captions[self.grain]
        keys = {"op": "{0}", "layer": "Shift+{0}", "iteration": "Ctrl+{0}", "epoch": "Ctrl+Shift+{0}"}[self.grain]
        for button, caption, direction, aloud, arrow, clicker in (
            (self._back, captions[0], -1, self.tr("Back: {0}"), "Left", self.tr("Page Up")),
            (self._next, captions[1], 1, self.tr("Next: {0}"), "Right", self.tr("Page Down")),
        ):
            value, words = landing_words(frame, self.grain, direction) if frame is not None else ("", "")
            button.say(caption, value, aloud.format(words))
            button.setToolTip(self.tr("{0} ({1} or {2})").format(caption, keys.format(arrow), clicker))
        self._back.setEnabled(frame is not None and frame.now.place > START)
        self._next.setEnabled(frame is not None)

    def _show_place(self, frame: Frame) -> None:
        now, tip = frame.now.place, frame.tip
        here, there = f"{now.iteration:,}", f"{max(tip, now).iteration:,}"
        if frame.hit is not None:
            words = self.tr("breakpoint: {0}").format(describe(frame.hit.breakpoint))
            self._place.say("stop", words, describe_hit(frame.hit))
        elif frame.in_past:
            self._place.say("past", self.tr("replaying {0} of {1}").format(here, there))
        else:
            self._place.say("now", self.tr("iteration {0} of {1}").format(here, there))
        self._scrubber.setAccessibleDescription(self._place.words)

    def _chips_of(self, snapshot: Snapshot) -> tuple[Chip, ...]:
        tags = tuple(
            tensor.tag if (tensor := snapshot.tensors.get(op.writes[0])) is not None else "unknown"
            for op in snapshot.ops
        )
        key = (snapshot.ops, tags)
        if self._chips is None or self._chips[0] != key:
            chips = tuple(
                Chip(
                    op.name,
                    op.name.replace("delta", "δ"),
                    op.phase,
                    translate("Step", PHASES[op.phase]),
                    f"{op.formula}\n{tag_words(tag)}",
                    group_words(op, snapshot.network.architecture),
                )
                for op, tag in zip(snapshot.ops, tags, strict=True)
            )
            self._chips = key, chips
        return self._chips[1]

    # -- what a person does ----------------------------------------------------------------------------------------

    def go_next(self) -> None:
        """One step forward of the chosen grain."""
        self.move_requested.emit(self.grain, 1)

    def go_back(self) -> None:
        """One step back of the chosen grain."""
        self.move_requested.emit(self.grain, -1)

    def on_grain_picked(self, grain: str) -> None:
        self._draw()
        self.grain_picked.emit(grain)

    def on_op_picked(self, index: int) -> None:
        """Go to where this op has just run."""
        if self._frame is None:
            return
        now = self._frame.now
        self.seek_requested.emit(*place_after(now.ops, now.of_iteration, index))

    def on_scrubbed(self, iteration: int) -> None:
        self.seek_requested.emit(iteration, 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


VIEW = ViewSpec("program", QT_TRANSLATE_NOOP("views", "Program"), "top", 20, ProgramView)
