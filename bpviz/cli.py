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
from typing import Any

from bpviz.datasets import OWN
from bpviz.errors import BpvizError, DivergedError
from bpviz.options import (
    add_settings,
    asked_table,
    check_readable,
    experiment_of,
    has_settings,
    is_session,
    is_table,
    open_run,
    open_session,
    parser_for,
)
from bpviz.screen import has_screen
from bpviz.training.check import gradient_check
from bpviz.training.container import write_file
from bpviz.training.experiment import CATALOGUES
from bpviz.training.exporting import export, export_net, is_net
from bpviz.training.presets import PRESETS
from bpviz.training.session import Session, dump, session_of
from bpviz.training.story import story_of
from bpviz.training.trainer import Trainer
from bpviz.words import QT_TRANSLATE_NOOP

LISTED: dict[str, Mapping[str, Any]] = {
    **{
        name: CATALOGUES[name]
        for name in ("datasets", "activations", "losses", "optimizers", "schedules", "initializers")
    },
    "presets": PRESETS,
}
MAX_ITERATIONS = 10_000_000_000
SOURCE = "a preset, a data set (see bpviz list), or a .csv, .tsv or .bpviz file"
THEMES = ("", "system", "light", "dark")
LIBRARIES = (
    "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
)
"""What Qt needs of a Linux system."""


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
        whole = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a whole number from 0 to {2:,}.")
        raise BpvizError(whole, option, word, highest)
    return value


def _train(words: list[str]) -> int:
    parser = parser_for("train", "Train without a window and print the result.")
    parser.add_argument("source", metavar="SOURCE", help=SOURCE)
    parser.add_argument("--iterations", metavar="N", help="updates to make (default: the preset's own, else 1000)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--save", metavar="FILE.bpviz", help="save the run with its past at the end")
    parser.add_argument("--picture", metavar="OUT.png", help="write a picture of the window at the end")
    add_settings(parser)
    options = parser.parse_args(words)
    n = _iterations(options)
    if options.picture:
        _check_writable(options.picture, ".png")
    if options.save:
        _check_writable(options.save, ".bpviz")
    timeline = open_run(options)
    trainer = timeline.trainer
    start = time.perf_counter()
    _run(trainer, trainer.iteration + n)
    result = _result(trainer, time.perf_counter() - start)
    print(json.dumps(result, allow_nan=False) if options.json else _in_words(result))
    if options.save:
        write_file(Path(options.save).expanduser(), dump(session_of(timeline)))
    if options.picture:
        _picture(session_of(timeline), 0, Path(options.picture))
    if trainer.divergence:
        d = trainer.divergence
        gone = f"{d.tensor} is not finite at op {d.op} of iteration {d.iteration}."
        print(f"bpviz: iteration {d.iteration}: {d.reason}" if d.reason else f"bpviz: {gone}", file=sys.stderr)
        return 1
    return 0


def _run(trainer: Trainer, n: int) -> None:
    """Run up to iteration n, with a progress bar where stderr is a terminal."""
    if not sys.stderr.isatty():
        trainer.run(n - trainer.iteration)
        return
    chunk, width = 1, 30
    first = trainer.iteration
    while trainer.iteration < n and not trainer.divergence and (trainer.iteration == first or not trainer.early_stop):
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
    if trainer.experiment.dataset == OWN.key and trainer.data.notes:
        result["notes"] = list(trainer.data.notes)
    if stop := trainer.early_stop:
        result["stopped_early"] = dataclasses.asdict(stop)
    if trainer.divergence:  # then a loss may be beyond what a float can hold: JSON has no word for it but null
        result = {k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in result.items()}
        reason = trainer.divergence.reason
        result["diverged"] = {**dataclasses.asdict(trainer.divergence), "reason": reason and str(reason)}
    return result


def _in_words(result: dict[str, Any]) -> str:
    lines = [f"iterations      {result['iterations']:,} in {result['seconds']:.2f} s"]
    if result["train_loss"] is not None:
        lines.append(f"train loss      {result['train_loss']:.10g}  (in the last iteration, before its update)")
    names = {"test_loss": "test loss", "train_accuracy": "train accuracy", "test_accuracy": "test accuracy"}
    lines += [f"{text:<15} {result[key]:.6g}" for key, text in names.items() if result[key] is not None]
    if result["update_factor"] != 1.0:
        lines.append(f"update          {result['update_factor']:g} x the gradient of this loss")
    lines += [f"data            {note}" for note in result.get("notes", ())]
    if stop := result.get("stopped_early"):
        of = "test" if stop["of_test"] else "training"
        lines.append(
            f"stopped early   after epoch {stop['epoch']:,}: the {of} loss has not been better than {stop['best']:.6g} "
            f"for {stop['epochs']:,} epochs"
        )
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
                **({} if op.step is None else {"step": op.step}),
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


def _in_json(value: Any) -> Any:
    """JSON has no word for what is not finite: null."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _check(words: list[str]) -> int:
    text = "Check every gradient against central differences; exit code 1 when one is wrong."
    options, trainer = _at_iteration("check", text, words)
    checks = gradient_check(trainer)
    if options.json:
        keys = ("verdict", "worst", "entry", "analytic", "numeric", "kinks", "n_entries")
        found = {name: {key: _in_json(getattr(check, key)) for key in keys} for name, check in checks.items()}
        print(json.dumps({"iteration": trainer.iteration, "tensors": found}, allow_nan=False))
    else:
        for name, c in checks.items():
            at = "[" + ",".join(str(i) for i in c.entry) + "]"
            kinks = f", {c.kinks} at a kink" if c.kinks else ""
            print(f"{name:<6} {c.verdict:<6} worst relative error {c.worst:.1e} at {name}{at} of {c.n_entries}{kinks}")
    return 1 if any(check.verdict == "wrong" for check in checks.values()) else 0


def _at_iteration(command: str, text: str, words: list[str]) -> tuple[argparse.Namespace, Trainer]:
    """The options of a command that looks at one iteration, and a trainer that stands there."""
    parser = parser_for(command, text)
    parser.add_argument("source", metavar="SOURCE", help=SOURCE)
    parser.add_argument("--iteration", metavar="K", help="which iteration, from 0 (default 0; a session's own place)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_settings(parser)
    options = parser.parse_args(words)
    timeline = open_run(options)
    here = str(timeline.place.iteration)
    wanted = _whole("--iteration", here if options.iteration is None else options.iteration, MAX_ITERATIONS)
    try:
        timeline.seek(wanted)
    except DivergedError as error:
        never = QT_TRANSLATE_NOOP("Error", "Iteration {0} is never reached: {1} is not finite in iteration {2}.")
        raise BpvizError(never, wanted, error.tensor, error.iteration) from None
    return options, timeline.trainer


def _export(words: list[str]) -> int:
    parser = parser_for(
        "export",
        "Write a run as a program of its own, which gives the same numbers bit for bit, or what it has learned as a "
        "file for other programs.",
    )
    parser.add_argument("source", metavar="SOURCE", help=SOURCE)
    parser.add_argument(
        "out",
        metavar="OUT",
        help="OUT.py: a script, OUT.ipynb: a notebook, OUT.npz or OUT.safetensors: the weights, OUT.onnx: the net",
    )
    parser.add_argument("--iterations", metavar="N", help="updates to make (default: the preset's own, else 1000)")
    add_settings(parser)
    options = parser.parse_args(words)
    path = Path(options.out).expanduser()
    timeline = open_run(options)
    n = timeline.tip.iteration if is_session(options.source) and options.iterations is None else _iterations(options)
    if not is_net(path):
        export(story_of(timeline), n, path)
        print(f"Wrote {path}")
        return 0
    trainer = timeline.trainer
    if not is_session(options.source) or options.iterations is not None:
        timeline.seek(min(n, timeline.tip.iteration))
        _run(trainer, n)
    if trainer.divergence:
        d = trainer.divergence
        raise DivergedError(d.iteration, d.op, d.tensor, d.reason)
    export_net(trainer, path)
    print(f"Wrote {path}: the net after {trainer.iteration:,} iterations")
    return 0


def _list(words: list[str]) -> int:
    parser = parser_for("list", "List a catalogue.")
    parser.add_argument("catalogue", metavar="CATALOGUE", help=", ".join(LISTED))
    name = parser.parse_args(words).catalogue
    if name not in LISTED:
        unknown = QT_TRANSLATE_NOOP("Error", "There is no catalogue {0!r}; there are: {1}.")
        raise BpvizError(unknown, name, ", ".join(LISTED))
    width = max(len(key) for key in LISTED[name])
    for key, entry in LISTED[name].items():
        numbers = ", ".join(f"{each.name}={each.default:g}" for each in getattr(entry, "hyperparameters", ()))
        print(f"{key:<{width}}  {entry.title}{numbers and f'  ({numbers})'}")
    return 0


def _window(words: list[str]) -> int:
    parser = parser_for(
        "", "See backpropagation happen: opens the window, or without a display trains and writes a picture."
    )
    parser.epilog = "commands: bpviz train, trace, check, export, list; each has its own --help"
    parser.add_argument("source", metavar="SOURCE", nargs="?", default="iris", help=SOURCE)
    parser.add_argument("--theme", metavar="KEY", default="", help="light, dark or system, for this start")
    add_settings(parser)
    options = parser.parse_args(words)
    if options.theme not in THEMES:
        one_of = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be one of: {2}.")
        raise BpvizError(one_of, "--theme", options.theme, ", ".join(filter(None, THEMES)))
    options.iterations = None
    if not has_screen():
        timeline = open_run(options)
        target = Path.cwd() / f"bpviz-{timeline.trainer.experiment.dataset}.png"
        _check_writable(str(target), ".png")
        n = 0 if is_session(options.source) else _iterations(options)
        path = _picture(session_of(timeline), n, target)
        done = "opened the session" if is_session(options.source) else f"trained {n:,} iterations"
        print(f"There is no display: {done} and wrote a picture of the window to {path}")
        return 0
    opened: Any
    if is_session(options.source):
        opened = Path(options.source).expanduser(), open_session(options)
    elif is_table(options.source) and not has_settings(options):
        opened = Path(options.source).expanduser()  # the window asks what is to be learned
        check_readable(opened)
    elif is_table(options.source):
        opened = asked_table(options)
    else:
        opened = experiment_of(options)
    return int(_app().main([sys.argv[0]], opened, options.theme))


def _check_writable(path: str, ending: str) -> None:
    folder = Path(path).expanduser().absolute().parent
    if not path.lower().endswith(ending):
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "The file {0!r} must end in {1}."), path, ending)
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        nowhere = QT_TRANSLATE_NOOP("Error", "The folder {0!r} does not exist or cannot be written to; choose another.")
        raise BpvizError(nowhere, str(folder))


def _picture(session: Session, iterations: int, path: Path) -> Path:
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    written: Path = _app().picture(session, iterations, path)
    return written


def _app() -> Any:
    """The module with the window: the one place where Qt comes in."""
    try:
        from bpviz import app
    except ImportError as error:
        if "PySide6" not in str(error) and ".so" not in str(error):
            raise
        cannot = QT_TRANSLATE_NOOP(
            "Error", "Qt cannot start ({0}); on Debian or Ubuntu: apt-get install --no-install-recommends {1}"
        )
        raise BpvizError(cannot, str(error), LIBRARIES) from None
    return app
