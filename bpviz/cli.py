"""The command line: the window, or training, tracing and listing without one (then Qt is never imported)."""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from bpviz.errors import BpvizError
from bpviz.screen import has_screen
from bpviz.training.check import gradient_check
from bpviz.training.experiment import CATALOGUES, Experiment
from bpviz.training.exporting import export
from bpviz.training.presets import PRESETS
from bpviz.training.story import story_of
from bpviz.training.trainer import Trainer

LISTED: dict[str, Mapping[str, Any]] = {
    **{name: CATALOGUES[name] for name in ("datasets", "activations", "losses", "optimizers", "initializers")},
    "presets": PRESETS,
}
MAX_ITERATIONS = 10_000_000_000
THEMES = ("", "system", "light", "dark")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0, 1 for a run that stopped being finite, 2 for bad input."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    commands: dict[str, Callable[[list[str]], int]] = {
        "train": _train,
        "trace": _trace,
        "check": _check,
        "export": _export,
        "list": _list,
    }
    try:
        if words and words[0] in commands:
            return commands[words[0]](words[1:])
        return _window(words)
    except BpvizError as error:
        return _fail(str(error))
    except BrokenPipeError:  # the reader of our output has had enough, as in `bpviz trace iris | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _fail(sentence: str) -> int:
    print(f"bpviz: {sentence}", file=sys.stderr)
    return 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BpvizError(f"{message[:1].upper()}{message[1:]}; see {self.prog} --help.")


def _parser(command: str, description: str) -> _Parser:
    return _Parser(prog=f"bpviz {command}".strip(), description=description, allow_abbrev=False)


def _add_settings(parser: argparse.ArgumentParser) -> None:
    """One option for each field of an experiment."""
    group = parser.add_argument_group("settings", "each overrides the preset's or the data set's own")
    for field in dataclasses.fields(Experiment):
        if field.name == "dataset":
            continue
        option, choices = "--" + field.name.replace("_", "-"), field.metadata["choices"]
        tip = field.metadata["tip"] + (f": {', '.join(CATALOGUES[choices])}" if choices else "")
        group.add_argument(option, dest=field.name, metavar="VALUE", help=tip.replace("%", "%%"))


def _experiment(options: argparse.Namespace) -> Experiment:
    base = source(options.source)
    changes = {}
    for field in dataclasses.fields(Experiment):
        word = getattr(options, field.name, None)
        if word is not None:
            changes[field.name] = parse_setting(field.name, field.metadata["kind"], word)
    return base.replace(**changes)


def source(name: str) -> Experiment:
    """The experiment that a SOURCE names: a preset, or a data set with settings that suit it."""
    if name in PRESETS:
        return Experiment.preset(name)
    if name in CATALOGUES["datasets"]:
        return Experiment.for_dataset(name)
    raise BpvizError(
        f"There is no preset or data set {name!r}; presets: {', '.join(PRESETS)}; "
        f"data sets: {', '.join(CATALOGUES['datasets'])}."
    )


def parse_setting(name: str, kind: str, word: str) -> Any:
    """A setting's value from its word on the command line; BpvizError names the option and what would be right."""
    option = "--" + name.replace("_", "-")
    none = word.lower() in ("auto", "none", "all") and (name, word.lower()) != ("scaling", "none")
    try:
        if kind == "layers":
            return () if none else tuple(int(part) for part in word.split(","))
        if kind == "activations":
            return tuple(word.split(",")) if "," in word else word
        if kind == "flag":
            return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[word.lower()]
        if kind in ("count", "seed"):
            return None if none and kind == "count" else int(word)
        if kind == "number":
            return float(word)
        if kind == "share":
            return None if none else (float(word) if any(c in word for c in ".eE") else int(word))
    except (ValueError, KeyError):
        raise BpvizError(f"{option} is {word!r}; it must be {_EXPECTED[kind]}.") from None
    return None if none else word


_EXPECTED = {
    "layers": "a list of layer sizes, such as 8,4",
    "flag": "true or false",
    "count": "a whole number, or none",
    "seed": "a whole number",
    "number": "a number, such as 0.01",
    "share": "a number of rows, or a share from 0 to below 1",
}


def _iterations(options: argparse.Namespace) -> int:
    """The number of iterations asked for, or the preset's own."""
    default = PRESETS[options.source].iterations if options.source in PRESETS else 1000
    return default if options.iterations is None else _whole("--iterations", options.iterations, MAX_ITERATIONS)


def _whole(option: str, word: str, highest: int) -> int:
    try:
        value = int(word)
    except ValueError:
        value = -1
    if not 0 <= value <= highest:
        raise BpvizError(f"{option} is {word!r}; it must be a whole number from 0 to {highest:,}.")
    return value


def _train(words: list[str]) -> int:
    parser = _parser("train", "Train without a window and print the result.")
    parser.add_argument("source", metavar="SOURCE", help="a preset or a data set; see bpviz list")
    parser.add_argument("--iterations", metavar="N", help="updates to make (default: the preset's own, else 1000)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--picture", metavar="OUT.png", help="write a picture of the window at the end")
    _add_settings(parser)
    options = parser.parse_args(words)
    experiment, n = _experiment(options), _iterations(options)
    if options.picture:
        _check_writable(options.picture)
    trainer = Trainer(experiment)
    start = time.perf_counter()
    _run(trainer, n)
    result = _result(trainer, time.perf_counter() - start)
    print(json.dumps(result, allow_nan=False) if options.json else _in_words(result))
    if options.picture:
        _picture(experiment, trainer.iteration, Path(options.picture))
    if trainer.divergence:
        d = trainer.divergence
        print(f"bpviz: {d.tensor} is not finite at op {d.op} of iteration {d.iteration}.", file=sys.stderr)
        return 1
    return 0


def _run(trainer: Trainer, n: int) -> None:
    """Run n iterations, with a progress bar where stderr is a terminal."""
    if not sys.stderr.isatty():
        trainer.run(n)
        return
    chunk, width = 1, 30
    while trainer.iteration < n and not trainer.divergence:
        start = time.perf_counter()
        trainer.run(min(chunk, n - trainer.iteration))
        chunk = chunk * 2 if time.perf_counter() - start < 0.05 else max(1, chunk // 2)
        done = trainer.iteration / n
        bar = "#" * round(done * width)
        print(f"\r[{bar:<{width}}] {trainer.iteration:,} / {n:,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _result(trainer: Trainer, seconds: float) -> dict[str, Any]:
    """``train_loss`` is the loss recorded in the last iteration, before its update; the rest is measured after it."""
    losses, metrics = trainer.history.view().losses, trainer.metrics()
    result: dict[str, Any] = {
        "iterations": trainer.iteration,
        "train_loss": float(losses[-1]) if len(losses) else metrics.train_loss,
        "test_loss": metrics.test_loss,
        "train_accuracy": metrics.train_accuracy,
        "test_accuracy": metrics.test_accuracy,
        "seconds": seconds,
        "final_train_loss": metrics.train_loss,
        "update_factor": trainer.update_factor,
    }
    if trainer.divergence:  # then a loss may be beyond what a float can hold: JSON has no word for it but null
        result = {k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in result.items()}
        result["diverged"] = dataclasses.asdict(trainer.divergence)
    return result


def _in_words(result: dict[str, Any]) -> str:
    lines = [f"iterations      {result['iterations']:,} in {result['seconds']:.2f} s"]
    if result["train_loss"] is not None:
        lines.append(f"train loss      {result['train_loss']:.10g}  (in the last iteration, before its update)")
    names = {"test_loss": "test loss", "train_accuracy": "train accuracy", "test_accuracy": "test accuracy"}
    lines += [f"{text:<15} {result[key]:.6g}" for key, text in names.items() if result[key] is not None]
    if result["update_factor"] != 1.0:
        lines.append(f"update          {result['update_factor']:g} x the gradient of this loss")
    return "\n".join(lines)


def _trace(words: list[str]) -> int:
    options, trainer = _at_iteration("trace", "Print every op of one iteration with its formula and values.", words)
    experiment, iteration = trainer.experiment, trainer.iteration
    ops: list[dict[str, Any]] = []
    for _ in range(len(trainer.ops)):
        op = trainer.step_op()
        ops.append(
            {
                "index": op.index,
                "name": op.name,
                "phase": op.phase,
                "layer": op.layer,
                "reads": list(op.reads),
                "writes": list(op.writes),
                "formula": op.formula,
                "values": {name: trainer.tensors[name].tolist() for name in op.writes},
            }
        )
    if options.json:
        print(json.dumps({"experiment": experiment.to_dict(), "iteration": iteration, "ops": ops}, allow_nan=False))
    else:
        print("\n".join(f"{op['index']:>3}  {op['phase']:<8} {op['formula']}\n{_values(op['values'])}" for op in ops))
    return 0


def _values(values: dict[str, Any]) -> str:
    lines = []
    for name, value in values.items():
        rows = value if isinstance(value, list) else [value]
        shown = [f"       {name} = {rows[0]!r}"] + [f"       {'':<{len(name)}}   {row!r}" for row in rows[1:6]]
        lines += shown + ([f"       … {len(rows) - 6} more"] if len(rows) > 6 else [])
    return "\n".join(lines)


def _check(words: list[str]) -> int:
    text = "Check every gradient against central differences; exit code 1 when one is wrong."
    options, trainer = _at_iteration("check", text, words)
    checks = gradient_check(trainer)
    if options.json:
        keys = ("verdict", "worst", "entry", "analytic", "numeric", "kinks", "n_entries")
        found = {name: {key: getattr(check, key) for key in keys} for name, check in checks.items()}
        print(json.dumps({"iteration": trainer.iteration, "tensors": found}, allow_nan=False))
    else:
        for name, c in checks.items():
            at = "[" + ",".join(str(i) for i in c.entry) + "]"
            kinks = f", {c.kinks} at a kink" if c.kinks else ""
            print(f"{name:<6} {c.verdict:<6} worst relative error {c.worst:.1e} at {name}{at} of {c.n_entries}{kinks}")
    return 1 if any(check.verdict == "wrong" for check in checks.values()) else 0


def _at_iteration(command: str, text: str, words: list[str]) -> tuple[argparse.Namespace, Trainer]:
    """The options of a command that looks at one iteration, and a trainer that stands there."""
    parser = _parser(command, text)
    parser.add_argument("source", metavar="SOURCE", help="a preset or a data set; see bpviz list")
    parser.add_argument("--iteration", metavar="K", default="0", help="which iteration, from 0 (default 0)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    _add_settings(parser)
    options = parser.parse_args(words)
    trainer, wanted = Trainer(_experiment(options)), _whole("--iteration", options.iteration, MAX_ITERATIONS)
    if trainer.run(wanted) < wanted and trainer.divergence:
        d = trainer.divergence
        where = f"{d.tensor} is not finite in iteration {d.iteration}"
        raise BpvizError(f"Iteration {wanted} is never reached: {where}.")
    return options, trainer


def _export(words: list[str]) -> int:
    parser = _parser("export", "Write a run as a program of its own, which gives the same numbers bit for bit.")
    parser.add_argument("source", metavar="SOURCE", help="a preset or a data set; see bpviz list")
    parser.add_argument("out", metavar="OUT", help="OUT.py for a script, OUT.ipynb for a notebook")
    parser.add_argument("--iterations", metavar="N", help="updates to make (default: the preset's own, else 1000)")
    _add_settings(parser)
    options = parser.parse_args(words)
    path = Path(options.out).expanduser()
    export(story_of(Trainer(_experiment(options))), _iterations(options), path)
    print(f"Wrote {path}")
    return 0


def _list(words: list[str]) -> int:
    parser = _parser("list", "List a catalogue.")
    parser.add_argument("catalogue", metavar="CATALOGUE", help=", ".join(LISTED))
    name = parser.parse_args(words).catalogue
    if name not in LISTED:
        raise BpvizError(f"There is no catalogue {name!r}; there are: {', '.join(LISTED)}.")
    width = max(len(key) for key in LISTED[name])
    for key, entry in LISTED[name].items():
        print(f"{key:<{width}}  {entry.title}")
    return 0


def _window(words: list[str]) -> int:
    parser = _parser(
        "", "See backpropagation happen: opens the window, or without a display trains and writes a picture."
    )
    parser.epilog = "commands: bpviz train, trace, check, export, list; each has its own --help"
    parser.add_argument("source", metavar="SOURCE", nargs="?", default="iris", help="a preset or a data set")
    parser.add_argument("--theme", metavar="KEY", default="", help="light, dark or system, for this start")
    _add_settings(parser)
    options = parser.parse_args(words)
    experiment = _experiment(options)
    if options.theme not in THEMES:
        raise BpvizError(f"--theme is {options.theme!r}; it must be one of: {', '.join(filter(None, THEMES))}.")
    options.iterations = None
    if not has_screen():
        target = Path.cwd() / f"bpviz-{experiment.dataset}.png"
        _check_writable(str(target))
        n = _iterations(options)
        path = _picture(experiment, n, target)
        print(f"There is no display: trained {n:,} iterations and wrote a picture of the window to {path}")
        return 0
    return int(_app().main([sys.argv[0]], experiment, options.theme))


def _check_writable(path: str) -> None:
    folder = Path(path).expanduser().absolute().parent
    if not path.lower().endswith(".png"):
        raise BpvizError(f"The picture {path!r} must end in .png.")
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise BpvizError(f"The folder {str(folder)!r} does not exist or cannot be written to; choose another.")


def _picture(experiment: Experiment, iterations: int, path: Path) -> Path:
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    written: Path = _app().picture(experiment, iterations, path)
    return written


def _app() -> Any:
    """The module with the window: the one place where Qt comes in."""
    try:
        from bpviz import app
    except ImportError as error:
        if "PySide6" not in str(error) and ".so" not in str(error):
            raise
        raise BpvizError(
            f"Qt cannot start ({error}); on Debian or Ubuntu: apt-get install --no-install-recommends "
            "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 "
            "libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
        ) from None
    return app
