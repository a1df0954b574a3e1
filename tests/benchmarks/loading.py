"""How long a table takes from its file to data that can be trained on, and how long other threads wait meanwhile.

    python -m tests.benchmarks.loading [--rows N] [--columns N] [--quoted] [--decimal-comma] [--rounds N]

The waiting is that of a thread which wants to run every millisecond, as a window would. Run it on a machine that does
nothing else.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from bpviz.datasets import prepare
from bpviz.datasets.columns import find_columns
from bpviz.datasets.reading import read
from bpviz.datasets.reading_guess import guess
from bpviz.datasets.table import make, recipe_for


def write(path: Path, rows: int, columns: int, quoted: bool, comma: bool) -> None:
    """Numbers with gaps, a category and a text class."""
    random = np.random.RandomState(0)
    delimiter, quote = ";" if comma else ",", '"' if quoted else ""
    colors, kinds = random.randint(0, 4, rows), random.randint(0, 3, rows)
    with path.open("w", encoding="utf-8") as file:
        file.write(delimiter.join([*(f"f{i}" for i in range(columns - 2)), "color", "kind"]) + "\n")
        for row, color, kind in zip(random.randn(rows, columns - 2), colors, kinds, strict=True):
            cells = ["" if value > 3.0 else f"{value:.6g}" for value in row]
            cells = [cell.replace(".", ",") for cell in cells] if comma else cells
            texts = [("red", "green", "blue", "")[color], ("setosa", "versicolor", "virginica")[kind]]
            file.write(delimiter.join(cells + [f"{quote}{text}{quote}" for text in texts]) + "\n")


def load(path: Path) -> list[float]:
    """Seconds of each part."""
    times = [time.perf_counter()]

    def go_on(share: float) -> bool:
        return share >= 0.0

    reading = guess(path)
    times.append(time.perf_counter())
    cells = read(path, reading, go_on)
    times.append(time.perf_counter())
    columns = find_columns(cells, progress=go_on)
    times.append(time.perf_counter())
    table = make(cells, recipe_for(cells, columns), go_on)
    times.append(time.perf_counter())
    prepare(table, "standardize", 0.2, True, 0)
    times.append(time.perf_counter())
    return [after - before for before, after in itertools.pairwise(times)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--columns", type=int, default=50)
    parser.add_argument("--quoted", action="store_true")
    parser.add_argument("--decimal-comma", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write(path, options.rows, options.columns, options.quoted, options.decimal_comma)
        print(f"{path.stat().st_size / 1e6:.1f} MB   guess   read  columns  make  | loaded | split and scaled | waits")
        for _ in range(options.rounds):
            waits, done = [0.0], threading.Event()

            def window(waits: list[float] = waits, done: threading.Event = done) -> None:
                while not done.is_set():
                    before = time.perf_counter()
                    done.wait(0.001)
                    waits.append(time.perf_counter() - before)

            thread = threading.Thread(target=window)
            thread.start()
            cpu = time.process_time()
            parts = load(path)
            cpu = time.process_time() - cpu
            done.set()
            thread.join()
            seen = " ".join(f"{part:7.2f}" for part in parts[:4])
            print(
                f"          {seen} | {sum(parts[:4]):.2f} s | {parts[4]:.2f} s | longest {max(waits) * 1e3:.0f} ms, "
                f"99 % below {np.percentile(waits, 99) * 1e3:.0f} ms | {cpu:.2f} s of processor"
            )


if __name__ == "__main__":
    main()
