"""Start-up by hand: the window's first paint and its full picture against a bare Qt window, each in a fresh process.

    python tests/benchmarks/startup.py [ROUNDS]

One round starts a bare window and bpviz one after the other, so that both meet the same machine; what counts is the
median of the rounds' ratios. Times are from the start of the process, Python's own start and all imports included.
With a display it is measured there as well as offscreen.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", time.time() - float(sys.argv[1]), flush=True)
        application.quit()

application = QApplication(sys.argv)
window = Window()
window.resize(1280, 720)
window.show()
application.exec()
"""

OURS = """
import sys, time
import bpviz.__main__

start = float(sys.argv.pop(1))

def note(what):
    print(what, time.time() - start, flush=True)

import bpviz.app as app
furnish = app.furnish

class NotingShell(app.Shell):
    def __init__(self, settings):
        super().__init__(settings)
        self.painted.connect(lambda: note("painted"))

def noting_furnish(*arguments, **words):
    whole = furnish(*arguments, **words)
    note("furnished")

    def drawn():
        app.QApplication.processEvents()
        assert whole.controller.frame is not None
        note("drawn")
        whole.window.close()

    whole.controller.settled.connect(drawn)
    return whole

app.Shell, app.furnish = NotingShell, noting_furnish
del sys.argv[1:]
sys.exit(bpviz.__main__.main())
"""


def start(program: str, platform: str, home: str) -> dict[str, float]:
    """Milliseconds until each thing that the program told; settings are kept in ``home``, not in a person's own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a person's second start finds the modules compiled
    done = subprocess.run(
        [sys.executable, "-c", program, repr(time.time())],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return {what: float(seconds) * 1000 for what, seconds in map(str.split, done.stdout.splitlines())}


def measure(platform: str, rounds: int) -> None:
    """Print the medians on one platform."""
    with tempfile.TemporaryDirectory() as home:
        start(BARE, platform, home), start(OURS, platform, home)  # the first start reads from disk
        pairs = [(start(BARE, platform, home), start(OURS, platform, home)) for _ in range(rounds)]
    bare = statistics.median(one["painted"] for one, _ in pairs)
    print(f"{platform}: a bare window's first paint {bare:.0f} ms")
    for what in ("painted", "furnished", "drawn"):
        milliseconds = statistics.median(ours[what] for _, ours in pairs)
        ratio = statistics.median(ours[what] / one["painted"] for one, ours in pairs)
        print(f"  bpviz {what:<10} {milliseconds:6.0f} ms  {ratio:5.2f} x")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    measure("offscreen", count)
    if os.environ.get("DISPLAY"):
        measure("xcb", count)
