"""A table of one's own on the command line: bpviz train data.csv --target species."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpviz.cli import main
from bpviz.datasets import DATASETS
from bpviz.training.container import read_file
from bpviz.training.requests import OpenTable
from bpviz.training.session import load


@pytest.fixture
def iris(tmp_path: Path) -> str:
    """Iris with decimal commas and two gaps, in a file."""
    table = DATASETS["iris"].load()
    lines = ["Id;a;b;c;d;species"]
    for i, (x, y) in enumerate(zip(table.x, table.y, strict=True)):
        cells = [str(value).replace(".", ",") for value in x]
        cells[0] = "?" if i in (3, 70) else cells[0]
        lines.append(";".join([str(i + 1), *cells, table.target_names[int(y.argmax())]]))
    path = tmp_path / "iris.CSV"
    path.write_text("\n".join(lines), encoding="utf-16")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    code = main(list(words))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_file_is_trained_on(capsys: pytest.CaptureFixture[str], iris: str, tmp_path: Path) -> None:
    saved = str(tmp_path / "run.bpviz")
    words = ("--target", "species", "--iterations", "300", "--json", "--save", saved)
    code, out, err = run(capsys, "train", iris, *words)
    assert (code, err) == (0, "")
    result = json.loads(out)
    assert result["test_accuracy"] > 0.85
    assert result["notes"] == ["2 of 150 rows were left out for missing values: a (2)."]
    session = load(read_file(Path(saved)))
    assert session.data.feature_names == ("a", "b", "c", "d")
    assert session.data.table is not None
    assert session.data.table.title == "iris"
    code, again, _ = run(capsys, "train", saved, "--iterations", "0", "--json")
    assert (code, json.loads(again)["final_train_loss"]) == (0, result["final_train_loss"])


def test_features_and_settings_can_be_chosen(capsys: pytest.CaptureFixture[str], iris: str) -> None:
    words = (iris, "--target", "d", "--features", "a,species", "--hidden", "2", "--scaling", "none")
    code, out, err = run(capsys, "trace", *words, "--json")
    traced = json.loads(out)
    assert (code, err) == (0, "")
    assert (traced["experiment"]["hidden"], traced["experiment"]["loss"]) == ([2], "mse")
    values = {name: value for op in traced["ops"] for name, value in op["values"].items()}
    assert len(values["dW1"]) == 4  # a, and three species
    assert run(capsys, "check", *words)[0] == 0


def test_the_export_of_a_run_on_a_file_gives_the_same_numbers(
    capsys: pytest.CaptureFixture[str], iris: str, tmp_path: Path
) -> None:
    out = tmp_path / "run.py"
    assert run(capsys, "export", iris, str(out), "--target", "species", "--iterations", "20")[0] == 0
    names: dict[str, list[float]] = {}
    exec(compile(out.read_text(encoding="utf-8"), "run.py", "exec"), names)
    capsys.readouterr()  # what the program prints
    result = json.loads(run(capsys, "train", iris, "--target", "species", "--iterations", "20", "--json")[1])
    assert names["losses"][-1] == result["train_loss"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("train", "IRIS"), "--target is missing for 'IRIS'"),
        (("train", "IRIS", "--target", "kind"), "no column 'kind'; it has: Id, a, b"),
        (("train", "IRIS", "--target", "d", "--features", "a,d"), "d is to be learned"),
        (("train", "IRIS", "--target", "species", "--loss", "nothing"), "'nothing'"),
        (("train", "nowhere.csv", "--target", "a"), "'nowhere.csv' cannot be read"),
        (("train", "iris", "--target", "a"), "--target is for a .csv or .tsv file"),
        (("train", "own"), "no table of your own yet"),
        (("nowhere.csv",), "'nowhere.csv' cannot be read"),
        (("nowhere.csv", "--target", "a"), "'nowhere.csv' cannot be read"),
        (("IRIS", "--target", "species", "--loss", "nothing"), "'nothing'"),
        (("IRIS", "--target", "species", "--hidden", "some"), "a list of layer sizes"),
    ],
)
def test_bad_input_is_one_sentence(
    capsys: pytest.CaptureFixture[str], iris: str, words: tuple[str, ...], named: str
) -> None:
    code, out, err = run(capsys, *(iris if word == "IRIS" else word for word in words))
    assert (code, out) == (2, "")
    assert err.startswith("bpviz: ")
    assert err.count("\n") == 1
    assert err.rstrip().endswith((".", "?"))
    assert named.replace("IRIS", iris) in err


def test_the_window_reads_the_file_itself(
    capsys: pytest.CaptureFixture[str], iris: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    class Window:
        @staticmethod
        def main(argv: list[str], source: object, theme: str) -> int:
            opened.append(source)
            return 0

    monkeypatch.setattr("bpviz.cli._app", lambda: Window)
    words = ("--target", "species", "--features", "a,b", "--hidden", "3", "--learning-rate", "0.5")
    assert run(capsys, iris, *words) == (0, "", "")
    settings = {"hidden": (3,), "learning_rate": 0.5}
    assert opened == [OpenTable(Path(iris), ("species",), ("a", "b"), settings)]


def test_names_of_columns_cannot_break_an_exported_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "odd.csv"
    path.write_text('"a"""""" \' \\ {0}","# import\nos",y\n1,2,3\n2,3,5\n4,1,4\n', encoding="utf-8")
    for ending in (".py", ".ipynb"):
        out = tmp_path / f"run{ending}"
        assert run(capsys, "export", str(path), str(out), "--target", "y", "--iterations", "3")[0] == 0
        text = out.read_text(encoding="utf-8")
        if ending == ".ipynb":
            text = "\n".join("".join(c["source"]) for c in json.loads(text)["cells"] if c["cell_type"] == "code")
        names: dict[str, list[float]] = {}
        exec(compile(text, out.name, "exec"), names)
        assert len(names["losses"]) == 3
