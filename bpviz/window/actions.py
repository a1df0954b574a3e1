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
    "panels": ("view", QT_TRANSLATE_NOOP("Menu", "&Panels")),
    "theme": ("view", QT_TRANSLATE_NOOP("Menu", "&Theme")),
    "language": ("view", QT_TRANSLATE_NOOP("Menu", "&Language")),
}
"""(menu, title) of each submenu by key, first in its menu; the app fills them with what there is."""


@dataclass(frozen=True)
class ActionSpec:
    """One action; ``keys`` as Qt writes them, the first is shown in the menu; ``rule``: a line above it."""

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
        "save_picture",
        "file",
        QT_TRANSLATE_NOOP("Action", "&Save picture…"),
        QT_TRANSLATE_NOOP("Action", "Save a picture of the window as PNG"),
        ("Ctrl+Shift+S",),
        "save",
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
        "run",
        "run",
        QT_TRANSLATE_NOOP("Action", "R&un or pause"),
        QT_TRANSLATE_NOOP("Action", "Train, or pause training"),
        ("Space",),
        "play",
    ),
    ActionSpec(
        "step",
        "run",
        QT_TRANSLATE_NOOP("Action", "&Step one iteration"),
        QT_TRANSLATE_NOOP("Action", "Do one iteration"),
        ("Right", "."),
        "step",
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
