"""Numbers as text: as many significant digits everywhere, so that a value changes and its width does not."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

MINUS = "\N{MINUS SIGN}"

Notation = Literal["auto", "plain", "scientific"]

MOST_DIGITS = 17
"""Significant digits that tell every double from its neighbours; more would be made up."""

_PLAIN_FROM, _PLAIN_TO = -15, 15  # beyond these powers of ten no one counts the zeros, not even on request
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How numbers are written: ``digits`` significant ones (1 to 17), powers of ten where they help ("auto"), never
    ("plain", but for 1e15 and more and below 1e-15) or always, a point or a comma before the decimals."""

    digits: int = 4
    notation: Notation = "auto"
    decimal_comma: bool = False


_style = NumberStyle()


def style() -> NumberStyle:
    """The style that holds for the whole program."""
    return _style


def use(new: NumberStyle) -> None:
    """From now on write all numbers in this style; ValueError for digits that there are not."""
    global _style
    if not 1 <= new.digits <= MOST_DIGITS:
        raise ValueError(f"The number of digits is {new.digits!r}; it must be from 1 to {MOST_DIGITS}.")
    _style = new


def format_number(value: float, digits: int | None = None, how: NumberStyle | None = None) -> str:
    """``value`` with ``digits`` significant digits and a real minus sign: "0.8123", "−12.30", "1.230e−5".

    "0" stands for exact zero alone; NaN and the infinities are "NaN", "∞" and "−∞". From a million on and
    below a thousandth the power of ten is written, because zeros are hard to count. ``digits`` and ``how`` go before
    the style that is in use.
    """
    how = how or _style
    digits = digits or how.digits
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
    if _with_power(exponent, how.notation, -3, 6):
        text = f"{mantissa}e{_signed(exponent)}"
    else:
        text = f"{size:.{max(digits - 1 - exponent, 0)}f}"
    return sign + (text.replace(".", ",") if how.decimal_comma else text)


def short_number(value: float, digits: int | None = None, how: NumberStyle | None = None) -> str:
    """``value`` as short as ``digits`` significant digits allow (two more than the style's): 5.1 stays "5.1", as a
    person typed it."""
    how = how or _style
    digits = digits or how.digits + 2
    value = float(value)
    if not math.isfinite(value) or value == 0:
        return format_number(value)
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    exponent = int(power)
    if _with_power(exponent, how.notation, -4, digits):
        digits_only = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        text = f"{digits_only}e{_signed(exponent)}"
    else:
        text = f"{value:.{max(digits - 1 - exponent, 0)}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    text = text.replace("-", MINUS)
    return text.replace(".", ",") if how.decimal_comma else text


def share_number(value: float) -> str:
    """A share from 0 to 1, such as an accuracy, with three decimals: "0.973"."""
    return f"{value:.3f}".replace(".", "," if _style.decimal_comma else ".")


def read_number(text: str) -> float:
    """A typed decimal number, perhaps with an exponent, in the style that is in use: with a decimal comma "1,5" is
    read as well as "1.5". ValueError for anything else, infinities included."""
    plain = text.strip().replace(MINUS, "-")
    if _style.decimal_comma:
        plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain) or math.isinf(float(plain)):
        raise ValueError(text)
    return float(plain)


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


def _with_power(exponent: int, notation: Notation, low: int, high: int) -> bool:
    """Whether a number of this size is written with a power of ten; "auto" does so below ``low`` and from ``high``."""
    if notation == "auto":
        return exponent < low or exponent >= high
    return notation == "scientific" or not _PLAIN_FROM <= exponent < _PLAIN_TO


def _signed(exponent: int) -> str:
    return f"{MINUS if exponent < 0 else ''}{abs(exponent)}"
