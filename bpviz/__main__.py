"""The ``bpviz`` command, and ``python -m bpviz``: the plain window at once, everything else by the command line."""

from __future__ import annotations

import sys

from bpviz.screen import has_screen


def main() -> int:
    """Run the command of this process; returns its exit code."""
    if len(sys.argv) == 1 and has_screen():
        try:
            from bpviz import app  # without the mathematics, which is loaded once the window is seen
        except ImportError:
            pass  # Qt cannot be loaded: the command line says what is missing
        else:
            return app.main(sys.argv)
    from bpviz import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
