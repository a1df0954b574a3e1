"""Numbers as text: as many significant digits everywhere, so that a value changes and its width does not."""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"


def format_number(value: float, digits: int = 4) -> str:
    """``value`` with ``digits`` significant digits and a real minus sign: "0.8123", "−12.30", "1.230e−5".

    "0" stands for exact zero alone; NaN and the infinities are "NaN", "∞" and "−∞". From a million on and
    below a thousandth the power of ten is written, because zeros are hard to count.
    """
    value = float(value)
    if math.isnan(value):
        return "NaN"
    sign = MINUS if value < 0 else ""
    size = abs(value)
    if math.isinf(size):
        return sign + "∞"
    if size == 0:
        return "0"
    mantissa, power = f"{size:.{digits - 1}e}".split("e")
    exponent = int(power)  # after rounding: 9.99996 with 4 digits has exponent 1
    if exponent < -3 or exponent >= 6:
        return f"{sign}{mantissa}e{_signed(exponent)}"
    return f"{sign}{size:.{max(digits - 1 - exponent, 0)}f}"


def short_number(value: float, digits: int = 6) -> str:
    """``value`` as short as ``digits`` significant digits allow: 5.1 stays "5.1", as a person typed it."""
    value = float(value)
    if not math.isfinite(value) or value == 0:
        return format_number(value)
    mantissa, _, power = f"{value:.{digits}g}".partition("e")
    text = mantissa.replace("-", MINUS)
    return f"{text}e{_signed(int(power))}" if power else text


def nice_ceiling(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 4, 6, 8 times a power of ten at or above ``value``; 1 for 0 and what is not finite.

    A scale's bound moves in these few steps only, so that a legend does not flicker while weights grow.
    """
    if not math.isfinite(value) or value <= 0:
        return 1.0
    power = math.floor(math.log10(value))
    unit = 10.0**power
    for step in (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0):
        if value <= step * unit * (1 + 1e-12):
            return step * unit
    return 10.0 ** (power + 1)


def _signed(exponent: int) -> str:
    return f"{MINUS if exponent < 0 else ''}{abs(exponent)}"
