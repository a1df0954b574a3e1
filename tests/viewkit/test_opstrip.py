"""The strip of ops where there are hundreds: groups are folded, but for the one that one is in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bpviz.engine.ops import Op
from bpviz.viewkit.opplaces import Chip, Item, fold
from bpviz.viewkit.opstrip import OpStrip
from bpviz.viewkit.stepwords import group_words
from bpviz.viewkit.theme import themes


def chips(steps: int, each: int = 4) -> tuple[Chip, ...]:
    forward = [
        Chip(f"f{t}_{k}", f"f{t}_{k}", "forward", "forward", "", f"t = {t}") for t in range(steps) for k in range(each)
    ]
    loss = [Chip("loss", "loss", "loss", "loss", "the loss")]
    backward = [Chip(f"b{t}", f"b{t}", "backward", "backward", "", f"t = {t}") for t in range(steps)]
    return (*forward, *loss, *backward)


@pytest.fixture
def strip(qtbot: QtBot) -> OpStrip:
    made = OpStrip()
    qtbot.addWidget(made)
    made.resize(700, made.sizeHint().height())
    made.show_theme(themes()["light"])
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_every_op_is_in_one_item_and_the_focused_group_stands_open() -> None:
    ops = chips(20)
    for focus in (0, 5, 41, 79, 80, 81, 100):
        items = fold(ops, focus)
        assert [k for item in items for k in range(item.start, item.end)] == list(range(len(ops)))
        assert not any(item.folded and item.start <= focus < item.end for item in items)
        same = [k for k, chip in enumerate(ops) if (chip.phase, chip.group) == (ops[focus].phase, ops[focus].group)]
        assert all(Item(k, k + 1) in items for k in same)
    assert not any(item.folded for item in fold(tuple(Chip("a", "a", "loss", "", "") for _ in range(9)), 0))


def test_what_has_room_is_not_folded(strip: OpStrip) -> None:
    strip.show_ops(chips(2, 2), 1)
    assert not strip.groups()
    strip.show_ops(chips(60), 1)
    assert len(strip.groups()) == 59
    assert set(strip.labelled()) >= {0, 1, 2, 3}


def test_a_folded_group_is_picked_at_its_first_op(qtbot: QtBot, strip: OpStrip) -> None:
    strip.show_ops(chips(60), 102)
    at = next(group for group in strip.groups() if group.start == 104)
    assert strip.chip_rect(105) == strip.chip_rect(104)
    with qtbot.waitSignal(strip.picked) as picked:
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.chip_rect(104).center().toPoint())
    assert picked.args == [at.start]


def test_keys_open_groups_and_jump_over_them(qtbot: QtBot, strip: OpStrip) -> None:
    strip.show_ops(chips(60), 102)
    strip.setFocus()
    assert "f25_1" in strip.accessibleDescription()
    for key, name in (
        (Qt.Key.Key_Down, "f26_0"),
        (Qt.Key.Key_Right, "f26_1"),
        (Qt.Key.Key_Up, "f26_0"),
        (Qt.Key.Key_Up, "f25_0"),
        (Qt.Key.Key_Left, "f24_3"),
    ):
        QTest.keyClick(strip, key)
        assert name in strip.accessibleDescription()
    with qtbot.waitSignal(strip.picked) as picked:
        QTest.keyClick(strip, Qt.Key.Key_Return)
    assert picked.args == [99]
    strip.grab()


def test_time_steps_and_tens_of_sweeps_are_groups() -> None:
    def op(name: str, step: int | None) -> Op:
        return Op(0, name, "forward", 1, (), (name,), "", step=step)

    assert group_words(op("z1_t3", 3), "elman") == "t = 3"
    assert group_words(op("loss", None), "elman") == ""
    assert {group_words(op(f"x_s{k}", k), "fixed_point") for k in range(11, 21)} == {"11–20"}
    assert group_words(op("x_s0", 0), "fixed_point") == ""
    assert group_words(op("z1", None), "feedforward") == ""
