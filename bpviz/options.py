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
from bpviz.training.session import Session, load
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        """One sentence instead of the usage."""
        raise BpvizError(f"{message[:1].upper()}{message[1:]}; see {self.prog} --help.")


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
    changes = {}
    for field in dataclasses.fields(Experiment):
        word = getattr(options, field.name, None)
        if word is not None and (table is None or field.name != "features"):  # of a table they name its columns
            changes[field.name] = parse_setting(field.name, field.metadata["kind"], word)
    return base.replace(**changes)


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

    if not options.target:
        which = "--target is missing for {0!r}: which column is to be learned?"
        raise BpvizError(which, options.source)
    target, features = options.target.split(","), options.features.split(",") if options.features else ()
    return read_table(Path(options.source).expanduser(), target, features)


def _refuse_target(options: argparse.Namespace) -> None:
    if options.target is not None:
        raise BpvizError(f"--target is for a .csv or .tsv file, and {options.source!r} is none.")


def open_session(options: argparse.Namespace) -> Session:
    """The saved session that SOURCE names, which allows no settings beside its own."""
    _refuse_target(options)
    for field in dataclasses.fields(Experiment):
        if getattr(options, field.name, None) is not None:
            option = "--" + field.name.replace("_", "-")
            raise BpvizError(f"{option} cannot be given with a session: {options.source!r} has its own settings.")
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
    raise BpvizError(
        f"There is no preset or data set {name!r}; presets: {', '.join(PRESETS)}; "
        f"data sets: {', '.join(CATALOGUES['datasets'])}; or the name of a .csv, .tsv or .bpviz file."
    )


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
        raise BpvizError(f"{option} is {word!r}; it must be {_EXPECTED[kind]}.") from None
    return None if none else word


_EXPECTED = {
    "layers": "a list of layer sizes, such as 8,4",
    "options": "names with their numbers, such as momentum=0.8,nesterov=1",
    "flag": "true or false",
    "count": "a whole number, or none",
    "seed": "a whole number",
    "whole": "a whole number",
    "number": "a number, such as 0.01",
    "bound": "a number, such as 0.5, or none",
    "share": "a number of rows, or a share from 0 to below 1",
}
