"""What a breakpoint costs: ``python tests/benchmarks/breakpoints.py [--quick]``.

For each preset two trainers take turns, one with a breakpoint that never comes true and one without, in stretches of
equal length; the ratio of their CPU times is taken turn by turn and the median shown. Above 1.2 is too much.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bpviz.training.breakpoints import Breakpoint, Stops  # noqa: E402
from bpviz.training.experiment import Experiment  # noqa: E402
from bpviz.training.stopping import Stopper  # noqa: E402
from bpviz.training.trainer import Trainer  # noqa: E402

TARGET = 1.2
NEVER = {
    "non_finite": Breakpoint("non_finite"),
    "gradient_above": Breakpoint("gradient_above", bound=1e9),
    "gradient_below": Breakpoint("gradient_below", bound=0.0),
    "dW1 above": Breakpoint("gradient_above", "dW1", bound=1e9),
    "delta_above": Breakpoint("delta_above", bound=1e9),
    "delta_below": Breakpoint("delta_below", bound=0.0),
    "sign_flip": Breakpoint("sign_flip", "W1", (0, 0)),
    "weight_changed": Breakpoint("weight_changed", bound=1e15),
    "one weight": Breakpoint("weight_changed", "W1", (0, 0), bound=1e9),
    "loss_rose": Breakpoint("loss_rose", bound=1e15),
    "saturated_unit": Breakpoint("saturated_unit", bound=0.0),
    "accuracy": Breakpoint("accuracy_reached", bound=1.0),
    "misclassified": Breakpoint("misclassified", sample=0),
    "expression": Breakpoint("expression", text="max(abs(dW1)) < 0"),
    "sum": Breakpoint("expression", text="sum(dW1) > 1e9"),
}
"""``sum`` is reckoned for one iteration at a time, since it may round otherwise for many at once: it has no target."""


def ratio(key: str, breakpoint: Breakpoint, updates: int, turns: int) -> tuple[float, float] | None:
    """Median ratio of the times with and without, and microseconds of an iteration without; None: does not fit."""
    bare, watched = (Trainer(Experiment.preset(key)) for _ in range(2))
    for trainer in (bare, watched):
        trainer.run(2000)
    stopper = Stopper(Stops((breakpoint,)), watched)
    if stopper.problems:
        return None
    found, took = [], []
    for _ in range(turns):
        start = time.process_time()
        bare.run(updates)
        middle = time.process_time()
        end = watched.iteration + updates
        while watched.iteration < end:
            watched.run(end - watched.iteration, stopper.monitor)
            if watched.stopped_at is not None:  # e.g. a sign that does flip now and then
                op = watched.step_op()
                stopper.check_op(watched, op)
                while watched.op_index:
                    stopper.check_op(watched, watched.step_op())
        found.append((time.process_time() - middle) / (middle - start))
        took.append((middle - start) / updates * 1e6)
    return statistics.median(found), statistics.median(took)


def main() -> int:
    """Print a table; the exit code is 1 where a usual kind costs too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    turns = 5 if parser.parse_args().quick else 15
    dear = False
    for key, updates in (("xor", 20_000), ("iris", 6_000), ("study", 10_000)):
        for name, breakpoint in NEVER.items():
            if (measured := ratio(key, breakpoint, updates, turns)) is None:
                continue
            times, micro = measured
            over = times > TARGET and name != "sum"
            dear |= over
            print(f"{key:8} {micro:6.1f} us  {name:16} x {times:.3f}{'  too much' if over else ''}", flush=True)
    return int(dear)


if __name__ == "__main__":
    raise SystemExit(main())
