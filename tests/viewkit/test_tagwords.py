"""The honest tags: one wording in all views."""

from typing import get_args

import pytest

from bpviz.engine.formula import Cell
from bpviz.training.experiment import Experiment
from bpviz.training.selection import Edge
from bpviz.training.snapshot import Tag
from bpviz.training.trainer import Trainer
from bpviz.viewkit.cellnames import Known
from bpviz.viewkit.netcards import card
from bpviz.viewkit.tagline import SIGNS, tags_of
from bpviz.viewkit.tagwords import short_tag_words, tag_words
from bpviz.views.program import ProgramView


@pytest.mark.parametrize("words", [tag_words, short_tag_words])
def test_each_tag_has_words_of_its_own(qapp, words):
    tags = get_args(Tag)
    assert len({words(tag) for tag in tags}) == len(tags) == len(SIGNS)
    assert all(len(short_tag_words(tag)) < len(tag_words(tag)) for tag in tags)


def test_canvas_inspector_and_program_bar_say_the_same(qtbot):
    trainer = Trainer(Experiment())
    trainer.run(3)
    while trainer.step_op().name != "W1":
        pass
    frame = trainer.frame(1, 0)
    words = tag_words(frame.now.tensors["dW1"].tag)
    assert words == "from this iteration, before the update"
    assert tags_of(Cell("dW1", (0, 0)), Known(frame))[0].text == words
    assert any(line.endswith(words) for line in card(frame, Edge(1, 0, 0)).lines)
    program = ProgramView()
    qtbot.addWidget(program)
    (chip,) = (chip for chip in program._chips_of(frame.now) if chip.name == "dW1")
    assert chip.tip.endswith(words)


def test_what_is_of_another_iteration_says_of_which(qapp):
    trainer = Trainer(Experiment())
    trainer.run(3)
    frame = trainer.frame(1, 0)
    known = Known(frame)
    assert tags_of(Cell("dW1", (0, 0)), known)[0].text == "from iteration 2, before its update"
    first = Known(Trainer(Experiment()).frame(1, 0))
    assert tags_of(Cell("z1", (0, 0)), first)[0].text == "not computed yet: op z1 will do it"
    assert tags_of(Cell("W1", (0, 0)), known)[0].text == "in force now"
