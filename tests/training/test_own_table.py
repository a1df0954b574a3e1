"""A table of one's own in a run: split and scaled as the experiment says, saved with it, and prepared anew from it."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import BpvizError, Experiment, Timeline, Trainer
from bpviz.datasets import SCALINGS, Table
from bpviz.datasets.table_read import read_table
from bpviz.training import session as sessions
from bpviz.training.container import pack, unpack
from bpviz.training.session import dump, fingerprint, load, session_of
from bpviz.training.weights import facts_of

COLORS = ("blue", "red", "red")
ROWS = [f"{i % 7},{i * 31 % 11 if i % 9 else '?'},{COLORS[i % 3]},{i % 5 * 10 + i % 2}.25" for i in range(45)]


@pytest.fixture(scope="module")
def table() -> Table:
    """Numbers with gaps, a category, and a number to learn."""
    return read_table("a,b,color,y\n" + "\n".join(ROWS), ["y"], title="mine")


def small(table: Table) -> Experiment:
    """A small net for it."""
    return Experiment.for_table(table).replace(hidden=(3,))


@pytest.mark.parametrize("scaling", SCALINGS)
def test_a_table_is_split_and_scaled_as_the_experiment_says(table: Table, scaling: str) -> None:
    trainer = Trainer(small(table).replace(scaling=scaling, test_size=10), table)
    assert trainer.data.x_test is not None
    assert (len(trainer.data.x), len(trainer.data.x_test)) == (35, 10)
    assert trainer.data.table is table
    assert trainer.data.notes[0] == table.notes[0]
    assert np.isfinite(trainer.data.x).all()
    assert trainer.data.scaler is not None
    raw = trainer.data.scaler.inverse(trainer.data.x)
    assert sorted(set(raw[:, 0].round(9))) == [0, 1, 2, 3, 4, 5, 6]
    trainer.run(200)
    assert trainer.metrics().train_loss is not None


def test_a_session_brings_run_and_table_back_bit_for_bit(table: Table) -> None:
    timeline = Timeline(Trainer(small(table), table))
    timeline.trainer.run(30)
    written = dump(session_of(timeline))
    again = load(written)
    own = again.data.table
    assert own is not None
    np.testing.assert_array_equal(own.x, table.x)
    np.testing.assert_array_equal(own.y, table.y)
    for name in ("feature_names", "target_names", "task", "target_scale", "title", "spans", "notes"):
        assert getattr(own, name) == getattr(table, name)
    assert dump(again) == written
    other = small(table).replace(scaling="max", seed=4)
    assert fingerprint(Trainer(other, own).data) == fingerprint(Trainer(other, table).data)
    one, two = again.timeline().trainer, timeline.trainer
    one.run(20)
    two.run(20)
    np.testing.assert_array_equal(one.flat_parameters(), two.flat_parameters())


def test_data_too_large_for_a_file_are_prepared_from_the_table(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST_DATA", 100)
    timeline = Timeline(Trainer(small(table), table))
    meta, arrays = unpack(dump(session_of(timeline)))
    assert "x" not in arrays
    session = load(pack(meta, arrays))
    assert fingerprint(session.data) == fingerprint(timeline.trainer.data)
    with pytest.raises(BpvizError, match="other data than"):
        load(pack(meta, {**arrays, "table_y": arrays["table_y"] + 1.0}))


def test_each_of_several_targets_has_its_own_scale_in_files_too() -> None:
    rows = [f"{i % 7},{i % 5 + 0.5},{30 + i % 11},{150.5 + i % 13}" for i in range(20)]
    table = read_table("a,b,waist,weight\n" + "\n".join(rows), ["waist", "weight"])
    assert table.target_scale == (50.0, 200.0)
    trainer = Trainer(small(table), table)
    assert facts_of(trainer)["target_scale"] == "50.0,200.0"
    written = dump(session_of(Timeline(trainer)))
    again = load(written).data
    assert again.table is not None
    assert again.target_scale == again.table.target_scale == (50.0, 200.0)
    meta, arrays = unpack(written)
    for scale, kept in ((50.0, True), ([50.0, 50.0, 50.0], False), ([50.0, -1.0], False)):
        meta["data"]["target_scale"] = scale  # files of before have one number for all
        if kept:
            assert load(pack(meta, arrays)).data.target_scales.tolist() == [50.0, 50.0]
            continue
        with pytest.raises(BpvizError, match="damaged"):
            load(pack(meta, arrays))


def test_data_of_the_catalogue_are_saved_without_a_table() -> None:
    meta, arrays = unpack(dump(session_of(Timeline(Trainer(Experiment.preset("xor"))))))
    assert meta["data"]["table"] is None
    assert not [name for name in arrays if name.startswith("table")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("features", ["a"]),
        ("targets", ["y", "z"]),
        ("task", "guessing"),
        ("target_scale", 0.0),
        ("target_scale", "ten"),
        ("spans", [["a", 0, 9]]),
        ("spans", [["a", 0, 1], ["b", 0, 4]]),
        ("spans", [["a", 0, 0], ["b", 0, 4]]),
        ("spans", [["a", 0, 1.5], ["b", 1.5, 4]]),
        ("spans", [["a"]]),
        ("spans", 3),
        ("notes", None),
    ],
)
def test_a_damaged_table_is_refused(table: Table, name: str, value: object) -> None:
    meta, arrays = unpack(dump(session_of(Timeline(Trainer(small(table), table)))))
    meta["data"]["table"][name] = value
    with pytest.raises(BpvizError, match="damaged"):
        load(pack(meta, arrays))


def test_a_table_without_its_arrays_is_refused(table: Table) -> None:
    meta, arrays = unpack(dump(session_of(Timeline(Trainer(small(table), table)))))
    with pytest.raises(BpvizError, match="damaged"):
        load(pack(meta, {name: array for name, array in arrays.items() if name != "table_x"}))
