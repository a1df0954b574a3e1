"""How fast any place of a long run is reached, what the past costs in memory, and what keeping it costs a run.

python -m tests.benchmarks.timeline [--iterations 1000000] [--seeks 200] [--rounds 15]
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import time

import numpy as np

from bpviz import Experiment, Timeline, Trainer
from bpviz.engine.formula import Cell
from bpviz.training.snapshot import Place

CASES = {
    "xor": Experiment.preset("xor"),
    "iris": Experiment.preset("iris"),
    "iris, batches of 32": Experiment.preset("iris").replace(batch_size=32),
}


def quantiles(seconds: list[float]) -> str:
    """p50, p95 and the longest, in ms."""
    p50, p95, longest = (1e3 * float(np.quantile(seconds, q)) for q in (0.5, 0.95, 1.0))
    return f"p50 {p50:6.2f}   p95 {p95:6.2f}   longest {longest:6.2f} ms"


def seeks(experiment: Experiment, iterations: int, n: int) -> None:
    """Print what moves cost in a run of so many iterations."""
    trainer = Trainer(experiment)
    timeline = Timeline(trainer)
    assert timeline.run(iterations) == iterations
    memory = timeline.memory
    print(f"  {memory.keyframes:,} states, every {memory.spacing} iterations, {memory.n_bytes / 1e6:.2f} MB")
    random = np.random.default_rng(0)
    taken: list[float] = []
    stretches: list[float] = []
    for _ in range(n):
        place = Place(int(random.integers(iterations)), int(random.integers(len(trainer.ops))))
        start = last = time.perf_counter()
        for _ in timeline.going(place):
            now = time.perf_counter()
            stretches.append(now - last)
            last = now
        taken.append(time.perf_counter() - start)
        assert timeline.place == place
    print(f"  any op of any iteration   {quantiles(taken)}   (longest stretch {1e3 * max(stretches):.2f} ms)")
    for name, grain in (("one op back", "op"), ("one iteration back", "iteration")):
        timeline.seek(iterations // 2 + 123)
        taken = []
        for _ in range(n):
            start = time.perf_counter()
            timeline.move(grain, -1)  # type: ignore[arg-type]
            taken.append(time.perf_counter() - start)
        print(f"  {name:26s}{quantiles(taken)}")
    for cell in (Cell("W1", (0, 0)), Cell("delta1", (0, 0))):
        start = time.perf_counter()
        trace = timeline.history_of(cell)
        print(f"  history of {cell.tensor}: {len(trace.values)} points in {1e3 * (time.perf_counter() - start):.1f} ms")


def overhead(experiment: Experiment, rounds: int, iterations: int = 20_000) -> None:
    """Print what keeping the past costs a run, turn by turn with a run that keeps none."""
    trainer = Trainer(experiment)
    timeline = Timeline(trainer)
    recorder, ratios = trainer.recorder, []

    def turn(recorded: bool) -> float:
        trainer.recorder = recorder if recorded else None
        trainer.reset()
        gc.collect()
        gc.disable()
        try:
            start = time.process_time()
            assert trainer.run(iterations) == iterations
            return time.process_time() - start
        finally:
            gc.enable()

    turn(True)
    for i in range(rounds):
        if i % 2:
            plain = turn(False)
            kept = turn(True)
        else:
            kept = turn(True)
            plain = turn(False)
        ratios.append(kept / plain - 1)
    assert timeline.memory.spacing == 64  # where it costs most
    print(f"  keeping the past: {100 * statistics.median(ratios):+.1f} % ({iterations:,} iterations, a state every 64)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--iterations", type=int, default=1_000_000)
    parser.add_argument("--seeks", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    print(f"NumPy {np.__version__}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name, experiment in CASES.items():
        print(f"\n{name}, {args.iterations:,} iterations")
        overhead(experiment, args.rounds)
        seeks(experiment, args.iterations, args.seeks)


if __name__ == "__main__":
    main()
