"""Saved sessions: opening lands on the same op with the next step identical; nothing in a file is trusted."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpviz.datasets import Data
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.errors import BpvizError
from bpviz.training.breakpoints import Breakpoint, Stops
from bpviz.training.experiment import Experiment
from bpviz.training.requests import Edit
from bpviz.training.selection import Bias, Cell, Edge, Item, Layer, Node, OpItem, Selection
from bpviz.training.session import dump, load, session_of
from bpviz.training.snapshot import Snapshot
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer

STOPS = Stops((Breakpoint("gradient_above", "dW1", (0, 1), 1e-3), Breakpoint("expression", text="loss < 1")), ("loss",))
DESK = {"layout": "AAAA", "speed": 2.5}


def small_data() -> Data:
    random = np.random.RandomState(3)
    return Data(random.rand(11, 3), random.rand(11, 2), feature_names=("länge", "b", "c"))


def timeline_for(optimizer: str, batch_size: int | None, **between: Any) -> Timeline:
    experiment = Experiment(
        hidden=(4,), loss="mse", activation="tanh", optimizer=optimizer, batch_size=batch_size, learning_rate=0.01,
        **between,
    )  # fmt: skip
    return Timeline(Trainer(experiment, small_data(), curves=True))


def told(snapshot: Snapshot) -> dict[str, Any]:
    """Everything that a snapshot says, so that two can be compared bit for bit."""
    return {
        "place": snapshot.place,
        "rate": snapshot.learning_rate,
        "rows": snapshot.rows.tobytes(),
        **{n: (t.tag, None if t.value is None else t.value.tobytes()) for n, t in snapshot.tensors.items()},
    }


def now(timeline: Timeline) -> dict[str, Any]:
    frame = timeline.trainer.frame(1, 0)
    history = frame.history
    return {
        **told(frame.now),
        "tip": frame.tip,
        "curves": [array.tobytes() for array in (history.losses, history.marks, history.train_loss)],
    }


@pytest.mark.parametrize("batch_size", [None, 4])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@settings(max_examples=4)
@given(
    before=st.integers(0, 200),
    edit_at=st.integers(0, 200),
    back=st.integers(0, 200),
    ops=st.integers(0, 12),
    dropout=st.sampled_from([0.0, 0.3]),
    batch_norm=st.booleans(),
)
def test_opening_lands_on_the_same_op_with_the_next_step_identical(
    optimizer: str, batch_size: int | None, before: int, edit_at: int, back: int, ops: int, dropout: float,
    batch_norm: bool,
) -> None:  # fmt: skip
    timeline = timeline_for(optimizer, batch_size, dropout=dropout, batch_norm=batch_norm)
    timeline.run(before)
    timeline.seek(min(edit_at, before), ops % len(timeline.trainer.ops))
    timeline.edit(Edit((("W1", (0, 1), 0.25), ("b2", (0,), -1.0)), learning_rate=0.02))
    timeline.run(150)
    timeline.seek(min(back, timeline.tip.iteration), ops % len(timeline.trainer.ops))
    expected = now(timeline)  # a frame also evaluates a mark of the curves
    data = dump(session_of(timeline, STOPS, Selection(Edge(1, 0, 1), 3), DESK))

    session = load(data)
    opened = session.timeline(curves=True)
    assert session.stops == STOPS
    assert session.selection == Selection(Edge(1, 0, 1), 3)
    assert session.desk == DESK
    assert now(opened) == expected
    assert dump(session_of(opened, STOPS, session.selection, session.desk)) == data
    for move in ("forward", "back", "end"):
        for each in (timeline, opened):
            if move == "forward":
                each.forward_op()
            elif move == "back":
                each.move("iteration", -1)
            else:
                each.seek(*each.tip)
                each.run(10)
        assert now(opened) == now(timeline)


@pytest.mark.parametrize(
    "item",
    [None, Node(0, 1), Edge(2, 1, 0), Bias(1, 3), Layer(2), OpItem("delta1"), Cell("dW1", (2, 3)), Cell("loss")],
)
def test_every_selection_is_kept(item: Item | None) -> None:
    timeline = timeline_for("sgd", None)
    assert load(dump(session_of(timeline, selection=Selection(item, 2)))).selection == Selection(item, 2)


def test_a_bundled_data_set_is_in_the_file_bit_for_bit() -> None:
    timeline = Timeline(Trainer(Experiment.preset("iris")))
    session = load(dump(session_of(timeline)))
    for name in ("x", "y", "x_test", "y_test"):
        assert getattr(session.data, name).tobytes() == getattr(timeline.trainer.data, name).tobytes()
    assert session.data.scaler is not None
    assert session.data.feature_names == timeline.trainer.data.feature_names


def test_large_data_stay_where_they_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bpviz.training.session.MOST_DATA", 100)
    timeline = Timeline(Trainer(Experiment.preset("iris")))
    timeline.run(10)
    data = dump(session_of(timeline))
    assert now(load(data).timeline()) == now(timeline)
    other = load_changed(data, lambda meta: meta["experiment"].update(dataset="digits", hidden=[3]))
    with pytest.raises(BpvizError, match="fingerprint"):
        load(other)


def load_changed(data: bytes, change: Any) -> bytes:
    """The same file with another session.json."""
    old, new = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(new, "w") as archive:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "session.json":
                meta = json.loads(content)
                change(meta)
                content = json.dumps(meta).encode()
            archive.writestr(info.filename, content)
    return new.getvalue()


WRONG: dict[str, Any] = {
    "format 0": lambda meta: meta.update(format=0),
    "a text as format": lambda meta: meta.update(format="1"),
    "no experiment": lambda meta: meta.pop("experiment"),
    "an unknown setting": lambda meta: meta["experiment"].update(colour="red"),
    "another net": lambda meta: meta["experiment"].update(hidden=[40]),
    "a place beyond the tip": lambda meta: meta.update(place=[10**6, 0]),
    "an op beyond the program": lambda meta: meta.update(place=[1, 10**6], tip=[2, 10**6]),
    "a negative place": lambda meta: meta.update(place=[-1, 0]),
    "spacing 0": lambda meta: meta.update(spacing=0),
    "a tip beyond the losses": lambda meta: meta.update(tip=[131, 0]),
    "a tip that no run comes to": lambda meta: meta.update(tip=[2**60, 0], spacing=2**59),
    "a beginning that no run comes to": lambda meta: meta.update(start=2**60, tip=[2**60 + 130, 0], place=[2**60, 0]),
    "a place of texts": lambda meta: meta.update(place=["1", "2"]),
    "an unknown selection": lambda meta: meta["selection"].update(item=["Path", 1]),
    "breakpoints that are none": lambda meta: meta["stops"].update(breakpoints=[{"kind": 3}]),
    "a breakpoint with a stranger's field": lambda meta: meta["stops"].update(breakpoints=[{"evil": "x"}]),
    "watches that are no texts": lambda meta: meta["stops"].update(watches=[1]),
    "names that do not fit": lambda meta: meta["data"].update(features=["a"]),
    "other data": lambda meta: meta["data"].update(fingerprint="0"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_said_in_one_sentence(kind: str) -> None:
    timeline = timeline_for("adam", None)
    timeline.run(130)
    with pytest.raises(BpvizError) as caught:
        load(load_changed(dump(session_of(timeline)), WRONG[kind])).timeline()
    assert str(caught.value).endswith(".")


def test_a_later_format_is_named() -> None:
    data = load_changed(dump(session_of(timeline_for("sgd", None))), lambda meta: meta.update(format=9))
    with pytest.raises(BpvizError, match="format 9"):
        load(data)


_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.floats(-2, 2), st.text(max_size=3), st.lists(st.integers(0, 2))
)


@settings(max_examples=30)
@given(st.data())
def test_any_changed_value_is_refused_or_harmless(data: st.DataObject) -> None:
    timeline = timeline_for("momentum", 4)
    timeline.run(20)

    def change(meta: dict[str, Any]) -> None:
        place: Any = meta
        while True:
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
            if isinstance(place[key], (dict, list)) and place[key] and data.draw(st.booleans()):
                place = place[key]
                continue
            place[key] = data.draw(_LEAVES)
            return

    try:
        session = load(load_changed(dump(session_of(timeline, STOPS, Selection(Node(1, 1)))), change))
        session.timeline().run(3)
    except BpvizError:
        return


def test_a_file_that_has_the_first_parameters_alone_is_opened() -> None:
    timeline = timeline_for("adam", 4)
    session, n = session_of(timeline), timeline.trainer.network.n_parameters
    first = session.branch.first
    assert len(first) > n
    opened = load(dump(replace(session, branch=replace(session.branch, first=first[:n])))).timeline()
    opened.trainer.reset()
    np.testing.assert_array_equal(opened.trainer.state().vector, first)
    with pytest.raises(BpvizError, match="its first is damaged"):
        load(dump(replace(session, branch=replace(session.branch, first=first[: n + 1])))).timeline()
