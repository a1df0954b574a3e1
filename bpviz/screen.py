"""Whether there is a screen; Qt must not be asked, since it ends the process where there is none."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """Whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
