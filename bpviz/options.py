"""The words of the command line: settings as options, and what a SOURCE is."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any, NoReturn

from bpviz.datasets import Table
from bpviz.errors import BpvizError
from bpviz.training.container import read_file
from bpviz.training.experiment import CATALOGUES, Experiment
from bpviz.training.presets import PRESETS
from bpviz.training.requests import OpenTable
from bpviz.training.session import Session, load
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from bpviz.training.values import check_known
from bpviz.words import QT_TRANSLATE_NOOP


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        """One sentence instead of the usage."""
        see = QT_TRANSLATE_NOOP("Error", "{0}; see {1} --help.")
        raise BpvizError(see, message[:1].upper() + message[1:], self.prog)


def parser_for(command: str, description: str) -> Parser:
    """The parser of one command."""
    return Parser(prog=f"bpviz {command}".strip(), description=description, allow_abbrev=False)


def add_settings(parser: argparse.ArgumentParser) -> None:
    """One option for each field of an experiment."""
    group = parser.add_argument_group("settings", "each overrides the preset's or the data set's own")
    for field in dataclasses.fields(Experiment):
        if field.name in ("dataset", "features"):  # SOURCE is the data set; features have an option of their own
            continue
        option, choices = "--" + field.name.replace("_", "-"), field.metadata["choices"]
        tip = field.metadata["tip"] + (f": {', '.join(CATALOGUES[choices])}" if choices else "")
        group.add_argument(option, dest=field.name, metavar="VALUE", help=tip.replace("%", "%%"))
    group = parser.add_argument_group("a table of your own", "where SOURCE is a .csv or .tsv file")
    group.add_argument("--target", metavar="NAMES", help="the column that is to be learned; several: a,b")
    group.add_argument(
        "--features",
        metavar="NAMES",
        help="the columns to learn from (default: all that are worth it); with a data set in the plane what is "
        f"constructed of its two columns: {', '.join(CATALOGUES['features'])}",
    )


def experiment_of(options: argparse.Namespace, table: Table | None = None) -> Experiment:
    """The experiment of SOURCE, or one that suits the table, with the options that override it; a session allows
    none."""
    if table is None:
        _refuse_target(options)
    base = source(options.source) if table is None else Experiment.for_table(table)
    return base.replace(**_changes(options, with_features=table is None))


def _changes(options: argparse.Namespace, with_features: bool) -> dict[str, Any]:
    """What the options say of an experiment; ``with_features``: those too, which of a table name its columns."""
    changes = {}
    for field in dataclasses.fields(Experiment):
        word = getattr(options, field.name, None)
        if word is not None and (with_features or field.name != "features"):
            changes[field.name] = parse_setting(field.name, field.metadata["kind"], word)
    return changes


def is_session(name: str) -> bool:
    """Whether a SOURCE names a saved session."""
    return name.lower().endswith(".bpviz")


def is_table(name: str) -> bool:
    """Whether a SOURCE names a table of one's own."""
    return name.lower().endswith((".csv", ".tsv"))


def has_settings(options: argparse.Namespace) -> bool:
    """Whether anything but SOURCE is said of the run."""
    names = ["target", *(field.name for field in dataclasses.fields(Experiment))]
    return any(getattr(options, name, None) is not None for name in names)


def open_table(options: argparse.Namespace) -> Table:
    """The table that SOURCE names, all as it is most likely meant, but for the columns that the options name."""
    from bpviz.datasets.table_read import read_table  # no other start needs it

    return read_table(Path(options.source).expanduser(), *_columns(options))


def asked_table(options: argparse.Namespace) -> OpenTable:
    """The same, to be read in the window, with the settings that the options name."""
    targets, features = _columns(options)
    path = Path(options.source).expanduser()
    check_readable(path)
    settings = _changes(options, with_features=False)
    for field in dataclasses.fields(Experiment):  # the rest depends on the table
        if field.metadata["kind"] == "choice" and settings.get(field.name) is not None:
            check_known(settings[field.name], CATALOGUES[field.metadata["choices"]], field.name)
    return OpenTable(path, targets, features, settings)


def check_readable(path: Path) -> None:
    """BpvizError where a file cannot be opened."""
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        cannot = QT_TRANSLATE_NOOP("Error", "The file {0!r} cannot be read: {1}.")
        raise BpvizError(cannot, str(path), error.strerror or str(error)) from None


def _columns(options: argparse.Namespace) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the columns to learn, and of those to learn from (none: all that are worth it)."""
    if not options.target:
        which = QT_TRANSLATE_NOOP("Error", "--target is missing for {0!r}: which column is to be learned?")
        raise BpvizError(which, options.source)
    return tuple(options.target.split(",")), tuple(options.features.split(",")) if options.features else ()


def _refuse_target(options: argparse.Namespace) -> None:
    if options.target is not None:
        none = QT_TRANSLATE_NOOP("Error", "--target is for a .csv or .tsv file, and {0!r} is none.")
        raise BpvizError(none, options.source)


def open_session(options: argparse.Namespace) -> Session:
    """The saved session that SOURCE names, which allows no settings beside its own."""
    _refuse_target(options)
    for field in dataclasses.fields(Experiment):
        if getattr(options, field.name, None) is not None:
            option = "--" + field.name.replace("_", "-")
            own = QT_TRANSLATE_NOOP("Error", "{0} cannot be given with a session: {1!r} has its own settings.")
            raise BpvizError(own, option, options.source)
    return load(read_file(Path(options.source).expanduser()))


def open_run(options: argparse.Namespace) -> Timeline:
    """The run that SOURCE and the options name: a new one, or a saved one where it was left."""
    if is_session(options.source):
        return open_session(options).timeline()
    table = open_table(options) if is_table(options.source) else None
    return Timeline(Trainer(experiment_of(options, table), table))


def source(name: str) -> Experiment:
    """The experiment that a SOURCE names: a preset, or a data set with settings that suit it."""
    if name in PRESETS:
        return Experiment.preset(name)
    if name in CATALOGUES["datasets"]:
        return Experiment.for_dataset(name)
    unknown = QT_TRANSLATE_NOOP(
        "Error",
        "There is no preset or data set {0!r}; presets: {1}; data sets: {2}; or the name of a .csv, .tsv or .bpviz "
        "file.",
    )
    raise BpvizError(unknown, name, ", ".join(PRESETS), ", ".join(CATALOGUES["datasets"]))


def parse_setting(name: str, kind: str, word: str) -> Any:
    """A setting's value from its word on the command line; BpvizError names the option and what would be right."""
    option = "--" + name.replace("_", "-")
    none = word.lower() in ("auto", "none", "all") and (name, word.lower()) != ("scaling", "none")
    try:
        if kind == "layers":
            return () if none else tuple(int(part) for part in word.split(","))
        if kind == "features":
            return () if none else tuple(part.strip() for part in word.split(","))
        if kind == "activations":
            return tuple(word.split(",")) if "," in word else word
        if kind == "options":
            pairs = [] if none else [part.split("=") for part in word.split(",")]
            return {key.strip(): float(value) for key, value in pairs}
        if kind == "flag":
            return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[word.lower()]
        if kind in ("count", "seed", "whole"):
            return None if none and kind == "count" else int(word)
        if kind in ("number", "bound"):
            return None if none and kind == "bound" else float(word)
        if kind == "share":
            return None if none else (float(word) if any(c in word for c in ".eE") else int(word))
    except (ValueError, KeyError):
        raise BpvizError(_EXPECTED[kind], option, word) from None
    return None if none else word


_EXPECTED = {
    "layers": QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a list of layer sizes, such as 8,4."),
    "options": QT_TRANSLATE_NOOP(
        "Error", "{0} is {1!r}; it must be names with their numbers, such as momentum=0.8,nesterov=1."
    ),
    "flag": QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be true or false."),
    "count": QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a whole number, or none."),
    "seed": QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a whole number."),
    "whole": QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a whole number."),
    "number": QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a number, such as 0.01."),
    "bound": QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a number, such as 0.5, or none."),
    "share": QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a number of rows, or a share from 0 to below 1."),
}
