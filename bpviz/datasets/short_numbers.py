"""Short numbers read all at once with whole-array arithmetic, each bit for bit what ``float`` makes of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_WIDTH = 8  # digits before the decimal mark, and after it: as many as a word of 64 bits has bytes
_LARGEST = 2**53  # whole numbers up to here are doubles, and so is each power of ten used: their quotient is exact
_POWERS = 10 ** np.arange(_WIDTH + 1, dtype=np.uint64)
_LAST = np.array([0, *(2**64 - 2 ** (64 - 8 * n) for n in range(1, _WIDTH + 1))], np.uint64)  # of the last n bytes
_STRETCH = 2**18  # bytes that are read at once: what is made of them stays in the cache
_ZEROS, _OVER_NINE, _HIGH = (np.uint64(byte * 0x0101010101010101) for byte in (0x30, 0x76, 0x80))


def short_numbers(text: bytes, decimal: str) -> tuple[Array, NDArray[np.bool_]]:
    """The numbers that cells are, and which of the cells are such numbers (elsewhere the number means nothing).

    ``text``: the cells of a column in UTF-8, a NUL after each. A short number: perhaps a sign, up to eight digits,
    perhaps the ``decimal`` mark and up to eight digits more, one digit at least, and all of them together a whole
    number below 2^53. Anything else is left to others, even where it is a number.
    """
    found, start = [], 0
    while start < len(text):
        end = text.find(b"\0", start + _STRETCH) + 1 or len(text)
        found.append(_short_numbers(text[start:end], decimal))
        start = end
    if not found:
        return np.zeros(0), np.zeros(0, np.bool_)
    values, known = zip(*found, strict=True)
    return np.concatenate(values), np.concatenate(known)


def _short_numbers(text: bytes, decimal: str) -> tuple[Array, NDArray[np.bool_]]:
    """The same of one stretch of the cells."""
    padded = np.frombuffer(b"\0" * _WIDTH + text, np.uint8)
    marks = np.flatnonzero((padded == 0) | (padded == ord(decimal)))[_WIDTH - 1 :]  # the last NUL before the first cell
    at = np.flatnonzero(padded[marks] == 0)
    starts, ends, before = marks[at[:-1]] + 1, marks[at[1:]], marks[at[1:] - 1]
    first = padded[starts]
    negative = first == ord("-")
    starts = starts + (negative | (first == ord("+")))
    has_point = before >= starts
    whole_ends = np.where(has_point, before, ends)
    n_whole, n_digits = whole_ends - starts, ends - starts - has_point
    n_decimals = n_digits - n_whole
    fits = (n_whole >= 0) & (n_whole <= _WIDTH) & (n_decimals <= _WIDTH) & (n_digits > 0)
    n_whole, n_decimals = np.where(fits, n_whole, 0), np.where(fits, n_decimals, 0)
    words = np.ndarray(len(padded) - _WIDTH + 1, "<u8", padded, strides=(1,))  # the eight bytes from each place on
    whole, are_whole = _digits(words[whole_ends - _WIDTH], n_whole)
    decimals, are_decimals = _digits(words[ends - _WIDTH], n_decimals)
    power = _POWERS[n_decimals]
    digits = whole * power + decimals
    values = digits.astype(np.float64) / power.astype(np.float64)
    return np.where(negative, -values, values), fits & are_whole & are_decimals & (digits < _LARGEST)


def _digits(words: NDArray[np.uint64], n: NDArray[np.int64]) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """The whole number that the last ``n`` bytes of each word are, and whether they are digits: neighbours are put
    together to numbers of two digits, those to numbers of four, and those to one of eight."""
    words = (words ^ _ZEROS) & _LAST[n]
    are_digits = (words | (words + _OVER_NINE)) & _HIGH == 0
    for half, tens in ((8, 10), (16, 100), (32, 10_000)):
        mask = np.uint64(sum((2**half - 1) << place for place in range(0, 64, 2 * half)))
        words = (words & mask) * np.uint64(tens) + ((words >> np.uint64(half)) & mask)
    return words, are_digits
