"""A table that a command names: the window does not wait for it, and what is wrong is said there."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bpviz.control.fetching import Fetcher
from bpviz.training.experiment import Experiment
from bpviz.training.requests import OpenTable
from tests.control.bench import Bench


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Twenty rows, of which one has a gap."""
    file = tmp_path / "points.csv"
    rows = [f"{i},{i % 3},{'' if i == 4 else i % 7},{'left' if i % 2 else 'right'}" for i in range(20)]
    file.write_text("\n".join(["a,b,c,side", *rows]), encoding="utf-8")
    return file


def fetched(bench: Bench, asked: OpenTable) -> tuple[Fetcher, list[str], list[str]]:
    """A fetcher that has begun, what it says and what it complains of."""
    fetcher, said, failed = Fetcher(bench.controller, asked, bench), list[str](), list[str]()
    fetcher.said.connect(said.append)
    fetcher.failed.connect(failed.append)
    assert bench.controller.experiment is None
    bench.settle(fetcher.begin)
    fetcher.close()
    return fetcher, said, failed


def test_its_run_begins_by_itself(bench: Bench, path: Path) -> None:
    _, said, failed = fetched(bench, OpenTable(path, ("side",), ("b", "c"), {"hidden": (2,), "test_size": 0}))
    assert (said[0], said[-1], failed) == ("Reading points.csv: 0 %", "19 rows of points.csv are learned.", [])
    frame = bench.frames[-1]
    assert (frame.experiment.hidden, frame.data.feature_names if frame.data else ()) == ((2,), ("b", "c"))
    assert bench.experiments[-1][1:] == (False, False)  # there was nothing before it


@pytest.mark.parametrize(
    ("target", "settings", "sentence"),
    [
        ("kind", {}, "The table has no column 'kind'; it has: a, b, c, side."),
        ("a", {"loss": "cross_entropy"}, "cross_entropy needs the output activation softmax, not identity."),
    ],
)
def test_what_is_wrong_is_said_beside_another_run(
    bench: Bench, path: Path, target: str, settings: dict[str, str], sentence: str
) -> None:
    _, _, failed = fetched(bench, OpenTable(path, (target,), settings=settings))
    assert failed == [sentence]
    assert bench.controller.experiment == Experiment.preset("iris")
    assert bench.failed == []


def test_what_a_person_opened_meanwhile_stays_where_it_fails(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    fetcher = Fetcher(bench.controller, OpenTable(tmp_path / "nowhere.csv", ("a",)), bench)
    bench.settle(lambda: bench.controller.load(Experiment.preset("xor")))
    with qtbot.waitSignal(fetcher.failed):
        fetcher.begin()
    assert bench.controller.experiment == Experiment.preset("xor")
    fetcher.close()
