"""The window's actions as a table: menu, words, keys; the app connects each to what it does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from bpviz.words import QT_TRANSLATE_NOOP

MENUS = {
    "file": QT_TRANSLATE_NOOP("Menu", "&File"),
    "edit": QT_TRANSLATE_NOOP("Menu", "&Edit"),
    "run": QT_TRANSLATE_NOOP("Menu", "&Run"),
    "view": QT_TRANSLATE_NOOP("Menu", "&View"),
    "help": QT_TRANSLATE_NOOP("Menu", "&Help"),
}
"""Title of each menu by key, in order."""

SUBMENUS = {
    "examples": ("file", QT_TRANSLATE_NOOP("Menu", "&Examples")),
    "recent": ("file", QT_TRANSLATE_NOOP("Menu", "Open &recent")),
    "step": ("run", QT_TRANSLATE_NOOP("Menu", "&Step")),
    "panels": ("view", QT_TRANSLATE_NOOP("Menu", "&Panels")),
    "theme": ("view", QT_TRANSLATE_NOOP("Menu", "&Theme")),
    "language": ("view", QT_TRANSLATE_NOOP("Menu", "&Language")),
}
"""(menu, title) of each submenu by key, first in its menu; it has actions of the table, or the app fills it."""


@dataclass(frozen=True)
class ActionSpec:
    """One action of a menu or submenu; ``keys`` as Qt writes them, the first is shown in the menu; ``rule``: a line
    above it."""

    key: str
    menu: str
    text: str
    tip: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    rule: bool = False


ACTIONS = (
    ActionSpec(
        "open",
        "file",
        QT_TRANSLATE_NOOP("Action", "&Open…"),
        QT_TRANSLATE_NOOP("Action", "Open a saved session: a run with its past and its breakpoints"),
        ("Ctrl+O",),
        "open",
        rule=True,
    ),
    ActionSpec(
        "save",
        "file",
        QT_TRANSLATE_NOOP("Action", "&Save"),
        QT_TRANSLATE_NOOP("Action", "Save the session: the run with its past and its breakpoints"),
        ("Ctrl+S",),
        "save",
    ),
    ActionSpec(
        "save_as",
        "file",
        QT_TRANSLATE_NOOP("Action", "Save &as…"),
        QT_TRANSLATE_NOOP("Action", "Save the session as another file"),
        ("Ctrl+Shift+S",),
    ),
    ActionSpec(
        "export",
        "file",
        QT_TRANSLATE_NOOP("Action", "E&xport…"),
        QT_TRANSLATE_NOOP("Action", "Write the weights, the net or the run as a file for other programs"),
        ("Ctrl+E",),
    ),
    ActionSpec(
        "import_data",
        "file",
        QT_TRANSLATE_NOOP("Action", "&Import data…"),
        QT_TRANSLATE_NOOP("Action", "Train on a table of your own: a .csv or .tsv file"),
        ("Ctrl+I",),
    ),
    ActionSpec(
        "save_picture",
        "file",
        QT_TRANSLATE_NOOP("Action", "Save &picture…"),
        QT_TRANSLATE_NOOP("Action", "Save a picture of the window as PNG"),
        ("Ctrl+Alt+S",),
        rule=True,
    ),
    ActionSpec(
        "copy_picture",
        "file",
        QT_TRANSLATE_NOOP("Action", "&Copy picture"),
        QT_TRANSLATE_NOOP("Action", "Put a picture of the window on the clipboard"),
        ("Ctrl+Shift+C",),
        "copy",
    ),
    ActionSpec("quit", "file", QT_TRANSLATE_NOOP("Action", "&Quit"), keys=("Ctrl+Q",), rule=True),
    ActionSpec(
        "undo",
        "edit",
        QT_TRANSLATE_NOOP("Action", "&Undo"),
        QT_TRANSLATE_NOOP("Action", "Undo the last change of the experiment"),
        ("Ctrl+Z",),
        "undo",
    ),
    ActionSpec(
        "redo",
        "edit",
        QT_TRANSLATE_NOOP("Action", "&Redo"),
        QT_TRANSLATE_NOOP("Action", "Redo what was undone"),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        "redo",
    ),
    ActionSpec(
        "paste_data",
        "edit",
        QT_TRANSLATE_NOOP("Action", "&Paste data…"),
        QT_TRANSLATE_NOOP("Action", "Train on the cells that were copied in a spreadsheet"),
        ("Ctrl+Shift+V",),
        rule=True,
    ),
    ActionSpec(
        "next_op",
        "step",
        QT_TRANSLATE_NOOP("Action", "&Next op"),
        QT_TRANSLATE_NOOP("Action", "Do one op: compute one tensor"),
        ("Right", "."),
        "step",
    ),
    ActionSpec(
        "back_op",
        "step",
        QT_TRANSLATE_NOOP("Action", "&Back one op"),
        QT_TRANSLATE_NOOP("Action", "Undo one op"),
        ("Left", ","),
        "step-back",
    ),
    ActionSpec(
        "next_layer",
        "step",
        QT_TRANSLATE_NOOP("Action", "Next &layer"),
        QT_TRANSLATE_NOOP("Action", "Do all ops of one layer and phase"),
        ("Shift+Right",),
        rule=True,
    ),
    ActionSpec(
        "back_layer",
        "step",
        QT_TRANSLATE_NOOP("Action", "Back one l&ayer"),
        QT_TRANSLATE_NOOP("Action", "Undo all ops of one layer and phase"),
        ("Shift+Left",),
    ),
    ActionSpec(
        "next_iteration",
        "step",
        QT_TRANSLATE_NOOP("Action", "Next &iteration"),
        QT_TRANSLATE_NOOP("Action", "Go to the end of this iteration"),
        ("Ctrl+Right",),
        rule=True,
    ),
    ActionSpec(
        "back_iteration",
        "step",
        QT_TRANSLATE_NOOP("Action", "Back one i&teration"),
        QT_TRANSLATE_NOOP("Action", "Back to the beginning of this iteration, from there to the one before"),
        ("Ctrl+Left",),
    ),
    ActionSpec(
        "next_epoch",
        "step",
        QT_TRANSLATE_NOOP("Action", "Next &epoch"),
        QT_TRANSLATE_NOOP("Action", "Go to the end of this epoch"),
        ("Ctrl+Shift+Right",),
        rule=True,
    ),
    ActionSpec(
        "back_epoch",
        "step",
        QT_TRANSLATE_NOOP("Action", "Back one e&poch"),
        QT_TRANSLATE_NOOP("Action", "Back to the beginning of this epoch, from there to the one before"),
        ("Ctrl+Shift+Left",),
    ),
    ActionSpec(
        "clicker_next",
        "step",
        QT_TRANSLATE_NOOP("Action", "Ne&xt by the bar"),
        QT_TRANSLATE_NOOP("Action", "Step as the program bar says; presenters press this key"),
        ("PgDown",),
        rule=True,
    ),
    ActionSpec(
        "clicker_back",
        "step",
        QT_TRANSLATE_NOOP("Action", "Back b&y the bar"),
        QT_TRANSLATE_NOOP("Action", "Step back as the program bar says; presenters press this key"),
        ("PgUp",),
    ),
    ActionSpec(
        "into",
        "step",
        QT_TRANSLATE_NOOP("Action", "Step int&o"),
        QT_TRANSLATE_NOOP("Action", "Run the next op and look inside it; inside: the next term"),
        ("Alt+Down",),
        "into",
        rule=True,
    ),
    ActionSpec(
        "over",
        "step",
        QT_TRANSLATE_NOOP("Action", "Step o&ver"),
        QT_TRANSLATE_NOOP("Action", "Run the next op; inside: finish this neuron, on to the next"),
        ("Alt+Shift+Down",),
    ),
    ActionSpec(
        "term_back",
        "step",
        QT_TRANSLATE_NOOP("Action", "One te&rm back"),
        QT_TRANSLATE_NOOP("Action", "Inside an op: one term back"),
        ("Alt+Shift+Up",),
    ),
    ActionSpec(
        "out",
        "step",
        QT_TRANSLATE_NOOP("Action", "Step o&ut"),
        QT_TRANSLATE_NOOP("Action", "Leave the inside of the op"),
        ("Alt+Up",),
        "out",
    ),
    ActionSpec(
        "run",
        "run",
        QT_TRANSLATE_NOOP("Action", "R&un or pause"),
        QT_TRANSLATE_NOOP("Action", "Train, or pause training"),
        ("Space",),
        "play",
    ),
    ActionSpec(
        "run_to",
        "run",
        QT_TRANSLATE_NOOP("Action", "Run &to…"),
        QT_TRANSLATE_NOOP("Action", "Run to an iteration, a loss, an accuracy or a breakpoint"),
        ("Ctrl+G",),
        "run-to",
        rule=True,
    ),
    ActionSpec(
        "next_stop",
        "run",
        QT_TRANSLATE_NOOP("Action", "Run to next &breakpoint"),
        QT_TRANSLATE_NOOP("Action", "Run until a breakpoint stops it"),
        ("Alt+Right",),
    ),
    ActionSpec(
        "back_stop",
        "run",
        QT_TRANSLATE_NOOP("Action", "Back to &previous breakpoint"),
        QT_TRANSLATE_NOOP("Action", "Back to where a breakpoint would have stopped it last"),
        ("Alt+Left",),
    ),
    ActionSpec(
        "start",
        "run",
        QT_TRANSLATE_NOOP("Action", "To the st&art"),
        QT_TRANSLATE_NOOP("Action", "Go back to iteration 0; nothing is forgotten"),
        ("Ctrl+Home",),
        "skip-start",
        rule=True,
    ),
    ActionSpec(
        "now",
        "run",
        QT_TRANSLATE_NOOP("Action", "Back to no&w"),
        QT_TRANSLATE_NOOP("Action", "Leave the past"),
        ("Ctrl+End",),
        "skip-end",
    ),
    ActionSpec(
        "reset",
        "run",
        QT_TRANSLATE_NOOP("Action", "&Reset"),
        QT_TRANSLATE_NOOP("Action", "Back to iteration 0 with the same first weights"),
        ("Ctrl+R",),
        "reset",
        rule=True,
    ),
    ActionSpec(
        "new_seed",
        "run",
        QT_TRANSLATE_NOOP("Action", "&New seed"),
        QT_TRANSLATE_NOOP("Action", "Start again with other first weights"),
        ("Ctrl+Shift+R",),
        "dice",
    ),
    ActionSpec("slower", "run", QT_TRANSLATE_NOOP("Action", "S&lower"), keys=("Ctrl+Down",), rule=True),
    ActionSpec("faster", "run", QT_TRANSLATE_NOOP("Action", "&Faster"), keys=("Ctrl+Up",)),
    ActionSpec(
        "bigger_text",
        "view",
        QT_TRANSLATE_NOOP("Action", "&Bigger text"),
        keys=("Ctrl++", "Ctrl+="),
        icon="zoom-in",
        rule=True,
    ),
    ActionSpec("smaller_text", "view", QT_TRANSLATE_NOOP("Action", "&Smaller text"), keys=("Ctrl+-",), icon="zoom-out"),
    ActionSpec("normal_text", "view", QT_TRANSLATE_NOOP("Action", "&Normal text"), keys=("Ctrl+0",)),
    ActionSpec(
        "memory",
        "run",
        QT_TRANSLATE_NOOP("Action", "&Memory of the past…"),
        QT_TRANSLATE_NOOP("Action", "How much memory going back in time may take, and what it takes now"),
        icon="history",
        rule=True,
    ),
    ActionSpec(
        "numbers",
        "view",
        QT_TRANSLATE_NOOP("Action", "N&umbers…"),
        QT_TRANSLATE_NOOP("Action", "How numbers are written: digits, powers of ten, decimal comma"),
        icon="numbers",
        rule=True,
    ),
    ActionSpec(
        "animated",
        "view",
        QT_TRANSLATE_NOOP("Action", "Ani&mate steps"),
        QT_TRANSLATE_NOOP("Action", "Show how values flow through the network at each step"),
        checkable=True,
    ),
    ActionSpec(
        "full_screen",
        "view",
        QT_TRANSLATE_NOOP("Action", "&Full screen"),
        keys=("F11",),
        checkable=True,
        rule=True,
    ),
    ActionSpec(
        "reset_layout",
        "view",
        QT_TRANSLATE_NOOP("Action", "&Reset layout"),
        QT_TRANSLATE_NOOP("Action", "Put all panels back in their places"),
    ),
    ActionSpec("shortcuts", "help", QT_TRANSLATE_NOOP("Action", "&Keys"), keys=("F1",)),
    ActionSpec("about", "help", QT_TRANSLATE_NOOP("Action", "&About bpviz"), icon="info", rule=True),
)
"""All actions, in the order of their menus."""


def make_actions(parent: QObject) -> dict[str, QAction]:
    """An action for each line of the table, by key."""
    made = {}
    for spec in ACTIONS:
        action = QAction(parent)
        action.setObjectName(spec.key)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        made[spec.key] = action
    return made


def word_actions(actions: dict[str, QAction]) -> None:
    """Give the actions their words in the language of the moment."""
    for spec in ACTIONS:
        action = actions[spec.key]
        action.setText(QCoreApplication.translate("Action", spec.text))
        tip = QCoreApplication.translate("Action", spec.tip) if spec.tip else action.iconText()
        action.setToolTip(tip)
        action.setStatusTip(tip)


def plain(text: str) -> str:
    """An action's or a menu's text without the mark of its letter, which Chinese puts in brackets: "文件(&F)"."""
    return re.sub(r"\(&[^&]\)", "", text).replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def menu_words(menu: str) -> str:
    """Where a menu is found: "Run", or "Run ▸ Step"."""
    if menu in MENUS:
        return plain(QCoreApplication.translate("Menu", MENUS[menu]))
    parent, title = SUBMENUS[menu]
    return f"{menu_words(parent)} ▸ {plain(QCoreApplication.translate('Menu', title))}"
