"""Where the data for people lives: the top-level ``resources`` in a checkout, a copy inside the package in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def assets() -> Path:
    """The folder of resources: the checkout's own where there is one, else the wheel's."""
    package = Path(__file__).resolve().parent
    checkout = package.parent / "resources"
    if (package.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return package / "resources"


def asset(*parts: str) -> Path:
    """The path of one resource, such as ``asset("fonts", "STIXTwoMath-subset.ttf")``; it need not exist."""
    return assets().joinpath(*parts)
