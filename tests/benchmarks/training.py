"""How fast bpviz trains, beside its peers: ``python tests/benchmarks/training.py [--quick] [--only iris] [--memory]``.

Every case checks first that the peers compute the same losses from the same first weights. Then bpviz and each peer
take turns in one process, and the ratio of their times is taken turn by turn, so that a busy machine slows both. Times
are the process's CPU time, or the wall's where BLAS has several threads. bpviz records what the peers do: the loss of
every iteration. For the window's curves it also evaluates the whole sets at marks, at each epoch in the beginning and
ever more rarely: the last column is the ratio with those in a run from iteration 0, the others are without them.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import numpy as np  # noqa: E402
from peers import IrisArticle, Job, Peer, PlainNumpy, ScikitLearn, Torch, XorArticle, find_torch  # noqa: E402
from threadpoolctl import threadpool_info, threadpool_limits  # noqa: E402

from bpviz.datasets import Data  # noqa: E402
from bpviz.training.batches import permutation  # noqa: E402
from bpviz.training.experiment import Experiment  # noqa: E402
from bpviz.training.trainer import Trainer  # noqa: E402

SAME = 1e-8  # largest relative difference of two losses of the same model
CHECKED = 7  # updates that are compared


@dataclass(frozen=True)
class Case:
    """One net; ``updates`` of bpviz in a turn, ``rows`` 0 for the preset's own data, ``threads`` of BLAS."""

    name: str
    text: str
    sizes: tuple[int, ...]
    rows: int
    settings: dict[str, Any]
    peers: tuple[type[Peer], ...]
    updates: int
    targets: dict[str, float] = field(default_factory=dict)
    threads: int = 1

    def trainer(self, rows: int | None = None) -> Trainer:
        """A new trainer, on the first ``rows`` rows only if they are given."""
        if "preset" in self.settings:
            return Trainer(Experiment.preset(self.settings["preset"]))
        data = random_data(self.sizes, rows or self.rows)
        e = {"hidden": self.sizes[1:-1], "optimizer": "sgd", "seed": 1, **self.settings}
        return Trainer(Experiment(**e), data)


def random_data(sizes: tuple[int, ...], rows: int) -> Data:
    """Inputs as they come after scaling, and classes that follow from them."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((rows, sizes[0]))
    n_classes = max(2, sizes[-1])
    scores = np.tanh(x @ rng.standard_normal((sizes[0], n_classes))) + 0.1 * rng.standard_normal((rows, n_classes))
    labels = scores.argmax(axis=1)
    y = labels[:, None].astype(float) if sizes[-1] == 1 else np.eye(n_classes)[labels]
    return Data(x, y, task="classification")


BINARY = {"loss": "binary_cross_entropy", "learning_rate": 0.03}
CLASSES = {"loss": "cross_entropy", "learning_rate": 0.03}
ARTICLE, ALL = (PlainNumpy, Torch), (PlainNumpy, ScikitLearn, Torch)
LARGE = ((784, 256, 128, 10), 1024, {**CLASSES, "activation": "relu", "batch_size": 128}, ALL)

CASES = (
    Case(
        "xor",
        "XOR 2-2-1, batch 4, the article's net",
        (2, 2, 1),
        0,
        {"preset": "xor-tutorial"},
        (XorArticle, *ARTICLE),
        20_000,
        {"a": 3.7},
    ),
    Case(
        "xor-bias",
        "XOR 2-2-1, batch 4, biases, cross-entropy",
        (2, 2, 1),
        4,
        {**BINARY, "activation": "sigmoid"},
        ALL,
        20_000,
    ),
    Case(
        "iris",
        "Iris 4-2-3, batch 130, the article's net",
        (4, 2, 3),
        0,
        {"preset": "iris-tutorial"},
        (IrisArticle, *ARTICLE),
        10_000,
        {"a": 2.5, "d": 14.0},
    ),
    Case(
        "iris-bias",
        "Iris 4-2-3, batch 130, biases, cross-entropy",
        (4, 2, 3),
        130,
        {**CLASSES, "activation": "sigmoid"},
        ALL,
        10_000,
    ),
    Case(
        "spiral",
        "spiral 2-4-2-1, batch 10, tanh, cross-entropy",
        (2, 4, 2, 1),
        250,
        {**BINARY, "activation": "tanh", "batch_size": 10},
        ALL,
        20_000,
        {"b": 4.4, "c": 10.0, "d": 26.0},
    ),
    Case(
        "digits",
        "digits 64-32-16-10, batch 32, relu, cross-entropy",
        (64, 32, 16, 10),
        1797,
        {**CLASSES, "activation": "relu", "batch_size": 32},
        ALL,
        10_000,
        {"b": 3.1, "c": 5.4, "d": 10.0},
    ),
    Case(
        "large",
        "784-256-128-10, batch 128, relu, cross-entropy, 1 BLAS thread",
        *LARGE,
        200,
        {"b": 1.3, "c": 1.5, "d": 1.7},
    ),
    Case("large-threads", "784-256-128-10, batch 128, all with 2 BLAS threads", *LARGE, 200, threads=2),
)


def job_of(trainer: Trainer, order: Callable[[int], Any]) -> Job:
    """The trainer's net, weights and data as the peers take them."""
    e, data, p = trainer.experiment, trainer.data, trainer.parameters()
    layers = range(1, trainer.network.n_layers + 1)
    return Job(
        x=np.ascontiguousarray(data.x),
        y=np.ascontiguousarray(data.y),
        weights=tuple(np.ascontiguousarray(p[f"W{i}"]) for i in layers),
        biases=tuple(p[f"b{i}"] for i in layers) if e.bias else None,
        activations=trainer.network.activations,
        loss=e.loss,
        rate=e.learning_rate * trainer.update_factor,
        batch=min(e.batch_size or len(data.x), len(data.x)),
        order=order,
    )


def check(case: Case, kind: type[Peer]) -> float:
    """The largest relative difference between the peer's losses and bpviz's; AssertionError above ``SAME``."""
    batch = case.settings.get("batch_size")
    # scikit-learn shuffles by itself: it is compared on one batch of all rows, the others on mini-batches with a rest.
    rows = None if batch is None else batch if kind is ScikitLearn else 2 * batch + batch // 2
    trainer = case.trainer(rows)
    n = len(trainer.data.x)
    peer = kind(job_of(trainer, lambda epoch: permutation(trainer.experiment.seed, epoch, n)))
    trainer.run(CHECKED)
    peer.run(CHECKED)
    expected, found = trainer.history.view().losses, np.array(peer.losses)
    worst = float(np.max(np.abs(found - expected) / np.abs(expected)))
    assert found.shape == expected.shape, f"{case.name}, {peer.name}: {found.shape} losses"
    assert worst < SAME, f"{case.name}: the losses of {peer.name} differ by {worst:.1e}: {found} {expected}"
    return worst


def seconds(clock: Callable[[], float], function: Callable[[], Any]) -> float:
    """Time of one call, without the garbage collector."""
    gc.collect()
    gc.disable()
    try:
        start = clock()
        function()
        return clock() - start
    finally:
        gc.enable()


def turns(case: Case, kind: type[Peer], rounds: int, scale: float) -> Iterator[tuple[float, float, float]]:
    """Seconds for one update, turn by turn: bpviz as a script runs it, the peer, bpviz as the window does."""
    trainer = case.trainer()
    threadpool_limits(limits=case.threads, user_api="blas")  # after the trainer, which chooses for its own net
    rng, n_rows = np.random.default_rng(0), len(trainer.data.x)
    job = job_of(trainer, lambda epoch: rng.permutation(n_rows))
    ours = max(10, int(case.updates * scale))
    clock = time.process_time if case.threads == 1 else time.perf_counter

    def run() -> None:
        assert trainer.run(ours) == ours

    def own_turn(curves: bool) -> float:
        trainer.reset()
        trainer.curves = curves
        return seconds(clock, run)

    own_turn(True)
    own = own_turn(False)
    peer = kind(job)
    first = max(3, ours // 50)
    peer.run(2)
    theirs = max(3, int(first * own / seconds(clock, lambda: peer.run(first))))  # as long a turn as bpviz's
    for _ in range(rounds):
        peer = kind(job)  # from the first weights too, so that no peer works on saturated numbers
        done: list[int] = []
        peer.run(2)
        own = own_turn(False) / ours
        other = seconds(clock, lambda p=peer, d=done: d.append(p.run(theirs))) / done[0]  # type: ignore[misc]
        yield own, other, own_turn(True) / ours


def measure(case: Case, rounds: int, scale: float) -> None:
    """Print the table of one case."""
    print(f"\n{case.text}  [{case.name}]")
    heads = ("us/update", "bpviz us", "updates/s", "x median", "x lowest", "target", "+ curves")
    print(f"  {'':20s}" + "".join(f"{head:>11s}" for head in heads))
    has_torch = find_torch(case.threads) is not None
    for kind in case.peers:
        if kind is Torch and not has_torch:
            print(f"  {kind.name:20s}   not installed")
            continue
        check(case, kind)
        with np.errstate(all="ignore"):
            pairs = list(turns(case, kind, rounds, scale))
        ours, theirs = (statistics.median(p[i] for p in pairs) * 1e6 for i in (0, 1))
        ratios = [peer / own for own, peer, _ in pairs]
        with_marks = statistics.median(peer / early for _, peer, early in pairs)
        print(
            f"  {kind.name:20s}{theirs:11.1f}{ours:11.1f}{1e6 / ours:11,.0f}{statistics.median(ratios):11.2f}"
            f"{min(ratios):11.2f}{case.targets.get(kind.name[1], ''):>11}{with_marks:11.2f}",
            flush=True,
        )


def memory(case: Case) -> None:
    """Print what a trainer of this case takes at most, with 200 updates."""
    gc.collect()
    tracemalloc.start()
    trainer = case.trainer()
    made = tracemalloc.get_traced_memory()[1]
    trainer.run(200)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"\nmemory [{case.name}]: {made / 1e6:.1f} MB at most while made, {peak / 1e6:.1f} MB with 200 updates;")
    print(f"  {trainer.network.n_parameters * 8 / 1e6:.1f} MB parameters, {trainer.data.x.nbytes / 1e6:.1f} MB inputs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter turns")
    parser.add_argument("--only", nargs="*", default=None, metavar="CASE", help=", ".join(c.name for c in CASES))
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--memory", action="store_true", help="the memory of the large net instead of speed")
    args = parser.parse_args()
    chosen = [c for c in CASES if not args.only or c.name in args.only]
    if args.memory:
        for case in chosen if args.only else CASES[-2:-1]:
            memory(case)
        return
    rounds = args.rounds or (5 if args.quick else 15)
    pools = ", ".join(sorted({f"{p['internal_api']} {p['version']}" for p in threadpool_info()}))
    print(f"NumPy {np.__version__}, {os.cpu_count()} cores, {pools}; medians of {rounds} turns; load {os.getloadavg()}")
    for case in chosen:
        measure(case, rounds, 0.3 if args.quick else 1.0)


if __name__ == "__main__":
    main()
