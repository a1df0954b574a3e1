"""Which of the old encodings a file is in, where its letters are few: by what is seldom seen in texts.

charset_normalizer, which knows how often letters follow each other, needs more of a text than the header of a table
of numbers has. So it only decides between encodings whose letters are equally usual.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_ODD = re.compile(
    r"[^\W\d_][^\w\x00-\x7f]|[^\w\x00-\x7f][^\W\d_]|[^\W\d_][²³¹ºª]|[²³¹ºª][^\W\d_]|[а-я][А-Я]|[α-ω][Α-Ω]"
    r"|[a-zA-Z][Ͱ-\u06ff]|[Ͱ-\u06ff][a-zA-Z]"
)
_MISPLACED = re.compile(r"õ(?!e)|ñ(?![aeiouáéíóú])|ì(?=\w)", re.IGNORECASE)
"""What no Western language has there: in cp1252 these are letters of Hungarian, Polish and Czech."""
_SIGNS = re.compile(
    r"[cdkmµ]?m[²³](?!\w)|[°º][CF]\b|\b[Nn\d][ºª](?!\w)|\bµ[a-zA-Z]{1,2}\b|(?<=\w)’(?=\w)"
    r"|[\u2100-\u214f\u3000-\u303f\uff01-\uff5e]"
)
"""Those that do belong beside letters: units, an apostrophe, and the marks of Chinese and Japanese."""
_LETTERS = re.compile(r"[^\W\d_a-zA-Z²³¹¼½¾ªºµ]")
_BEYOND = re.compile(r"[^\x00-\x7f\ufffd]")
_RUN = re.compile(rb"[\x80-\xff]+")
_MOST = 2**14  # bytes of a sample that are looked at

_COMMON = {
    "gb18030": ({*range(0xA1, 0xA4), *range(0xB0, 0xD8)}, 0xA1),
    "big5": ({*range(0xA1, 0xC7)}, 0x40),
    "cp932": ({*range(0x81, 0x84), *range(0x88, 0x98)}, 0x40),
    "euc_jp": ({*range(0xA1, 0xA6), *range(0xB0, 0xD0)}, 0xA1),
    "cp949": ({*range(0xA1, 0xA4), *range(0xB0, 0xC9)}, 0xA1),
}
"""First bytes, and the least second one, of what texts are made of: signs, kana and Hangul, and the first of the two
levels of ideographs."""
_HANGUL = "이다는을의에가고하지로사한기도어시대자인나들리해서일아정수그부보있원주제우구상전장성연여남동무게국비금"
"""The usual syllables; read as Chinese, they are rare ideographs."""
_LANGUAGES = {
    "cp1252": (
        *("äöüß", "åäöéü", "åæøéö", "àâæçèéêëîïôùûüÿœ", "áéíñóúü", "áâãàçéêíóôõú", "àèéìíòóùú"),
        "àçèéíïòóúü",
    ),
    "cp1250": ("ąćęłńóśźż", "áäčďéěíĺľňóôŕřšťúůýž", "áéíóöőúüű", "ăâîşţ", "ćčđšž", "äöüß"),
    "cp1254": ("çğıi\u0307öşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž"),
}
"""The letters of each language, beside those of English, that is written in an encoding."""


def likeliest(sample: bytes, encodings: Iterable[str]) -> str:
    """The encoding that the letters of a text speak for, of these."""
    from charset_normalizer import from_bytes  # only files of the old encodings need it

    likely = list(encodings)
    found = [match.encoding for match in from_bytes(sample, cp_isolation=likely)]
    sample = sample[:_MOST]
    names = dict.fromkeys([*_first(sample), *found, *likely])
    texts = {name: sample.decode(name, "replace") for name in names}
    best = min(names, key=lambda name: _oddity(texts[name], name))
    return "cp1252" if texts[best] == texts["cp1252"] else best


def _first(sample: bytes) -> Sequence[str]:
    """Where several are even."""
    runs = _RUN.findall(sample)
    n = sum(map(len, runs))
    if 2 * n < 3 * len(runs):  # they stand alone in words of plain letters
        return ("cp1252",)
    if n > 64:  # enough to tell languages apart
        return ()
    syllables = _BEYOND.findall(sample.decode("cp949", "replace"))
    return ("cp949",) if 5 * sum(map(_HANGUL.__contains__, syllables)) >= len(syllables) else ("gb18030",)


def _oddity(text: str, encoding: str) -> int:
    """How much in a text is seldom seen: signs within words, letters of no one language, rare ideographs."""
    odd = len(_ODD.findall(_SIGNS.sub(" ", text))) + 9 * text.count("\ufffd")
    if encoding == "cp1252":
        odd += len(_MISPLACED.findall(text))
    if encoding in _LANGUAGES:
        letters = Counter(_LETTERS.findall(text.lower()))
        odd += min(sum(n for letter, n in letters.items() if letter not in own) for own in _LANGUAGES[encoding])
    elif encoding in _COMMON:
        firsts, least = _COMMON[encoding]
        for letter, n in Counter(_BEYOND.findall(text)).items():
            code = letter.encode(encoding)
            odd += 0 if code[0] in firsts and code[-1] >= least else n
    return odd
