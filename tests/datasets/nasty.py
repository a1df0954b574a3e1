"""Nasty files: small tables as people download them, each with what a careful reader would make of it."""

from __future__ import annotations

import codecs
from typing import NamedTuple


class Nasty(NamedTuple):
    """``raw``: the file. What is in it: its text, delimiter, decimal mark, whether it has a header, its columns,
    its rows (without header), and how many of the columns hold numbers, at least."""

    raw: bytes
    text: str
    delimiter: str
    decimal: str = "."
    header: bool = True
    columns: int = 3
    rows: int = 4
    numbers: int = 1


def _file(text: str, encoding: str, *rest: object, bom: bytes = b"", **more: object) -> Nasty:
    return Nasty(bom + text.encode(encoding), text, *rest, **more)  # type: ignore[arg-type]


FLOWERS = "length,width,species\n5.1,3.5,setosa\n4.9,3.0,setosa\n7.0,3.2,versicolor\n6.3,3.3,virginica\n"
CITIES = "城市,人口（万人）,是否沿海\n北京,2189.3,否\n上海,2487.1,是\n广州,1867.7,是\n成都,2093.8,否\n"
GERMAN = "Größe;Länge;Art\n1,5;2,25;Kröte\n2,5;3,75;Frosch\n1,75;2,5;Kröte\n3,0;4,5;Frosch\n"
RUSSIAN = "город;население;область\nМосква;13104;центр\nКазань;1318;Волга\nСочи;445;юг\nТула;466;центр\n"
POLISH = "miasto;ludność;wojew\nŁódź;658;łódzkie\nKraków;804;małopolskie\nGdańsk;487;pomorskie\nPoznań;541;wlkp\n"
JAPANESE = "都市,人口,沿岸\n東京,1404,はい\n大阪,277,はい\n京都,144,いいえ\n奈良,35,いいえ\n"
CAFE = "name,price,kind\nespresso,2.5,hot\ncafé,3.5,hot\nwater,1.0,cold\njuice,2.75,cold\n"

NASTY: dict[str, Nasty] = {
    "plain": _file(FLOWERS, "utf-8", ","),
    "utf8_bom": _file(FLOWERS, "utf-8", ",", bom=codecs.BOM_UTF8),
    "utf8_chinese": _file(CITIES, "utf-8", ","),
    "gbk": _file(CITIES, "gbk", ","),
    "gbk_class_only": _file(FLOWERS.replace("setosa", "山鸢尾").replace("virginica", "维吉尼亚鸢尾"), "gbk", ","),
    "shift_jis": _file(JAPANESE, "shift_jis", ","),
    "utf16_le_tabs": _file(FLOWERS.replace(",", "\t"), "utf-16-le", "\t", bom=codecs.BOM_UTF16_LE),
    "utf16_be": _file(CITIES, "utf-16-be", ",", bom=codecs.BOM_UTF16_BE),
    "utf16_le_no_bom": _file(FLOWERS, "utf-16-le", ","),
    "cp1252_decimal_comma": _file(GERMAN, "cp1252", ";", ","),
    "cp1252_one_letter": _file(CAFE, "cp1252", ","),
    "cp1251": _file(RUSSIAN, "cp1251", ";"),
    "cp1250": _file(POLISH, "cp1250", ";"),
    "one_column": _file("score\n1.5\n2.25\n3\n4.125\n", "utf-8", ",", columns=1),
    "one_column_decimal_comma": _file("Wert\n1,5\n2,25\n3,0\n4,125\n", "utf-8", ";", ",", columns=1),
    "one_column_of_texts": _file("word\nalpha beta\ngamma\ndelta epsilon\nzeta\n", "utf-8", ",", columns=1, numbers=0),
    "ragged": _file("a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n", "utf-8", ",", rows=3),
    "comments": _file("# measured 1987, by hand; see notes\n# a,b\na,b,c\n1,2,3\n4,5,6\n7,8,9\n2,1,0\n", "utf-8", ","),
    "question_marks": _file("mpg,hp,name\n18,130,buick\n25,?,ford\n16,150,amc\n?,95,audi\n", "utf-8", ","),
    "huge_number": _file("a,b,c\n1,2,3\n1e400,5,6\n7,8,9\n1,1,2\n", "utf-8", ","),
    "quoted_lines": _file('id,text,y\n1,"a, b; c\nd",2\n2,"say ""hi""",3\n3,"x;y;z",4\n4,plain,5\n', "utf-8", ","),
    "quoted_thousands": _file('a,b,c\n"1,234.5",2,3\n"2,345.25",5,6\n"10,000",8,9\n"1,000,000",1,2\n', "utf-8", ","),
    "german_thousands": _file("a;b;c\n1.234,5;2,5;3\n2.345,25;5,5;6\n10.000,75;8;9\n1,5;1;2\n", "utf-8", ";", ","),
    "pasted": _file("Größe\tBreite\tArt\n1,5\t2\tA\n2,5\t3,5\tB\n1,25\t2,5\tA\n3,0\t1\tB\n", "utf-8", "\t", ","),
    "semicolon_point": _file(FLOWERS.replace(",", ";"), "utf-8", ";"),
    "pipe": _file(FLOWERS.replace(",", "|"), "utf-8", "|"),
    "aligned_spaces": _file(
        "  length   width  species\n   5.1     3.5   setosa\n   4.9     3.0   setosa\n"
        "   7.0     3.2   versi\n  16.3     3.3   virgin\n",
        "utf-8",
        " ",
    ),
    "auto_mpg": _file(
        '18.0   8   307.0      3504.\t"chevrolet chevelle malibu"\n15.0   8   350.0      3693.\t"buick skylark 320"\n'
        '18.0   8   ?          3436.\t"plymouth satellite"\n16.0   4   304.0      3433.\t"amc rebel sst"\n',
        "utf-8",
        " ",
        header=False,
        columns=5,
    ),
    "no_header": _file("1,2,3\n4,5,6\n7,8,9\n1.5,2,1\n", "utf-8", ",", header=False),
    "no_header_class_last": _file(FLOWERS.partition("\n")[2], "utf-8", ",", header=False),
    "all_texts": _file(
        "outlook,windy,play\nsunny,no,yes\nrainy,yes,no\novercast,no,yes\nsunny,yes,no\n", "utf-8", ",", numbers=0
    ),
    "old_mac": _file(FLOWERS.replace("\n", "\r"), "utf-8", ","),
    "windows": _file(FLOWERS.replace("\n", "\r\n"), "utf-8", ","),
    "times": _file(
        "day,time,value\n2024-01-01,12:30:00,1.5\n2024-01-02,13:45:10,2.5\n2024-01-03,08:05:59,3.5\n"
        "2024-01-04,23:15:01,4.5\n",
        "utf-8",
        ",",
    ),
    "apostrophes": _file("who,n,y\nO'Brien,3,1\nD'Arcy,4,0\nSmith's,5,1\nNo one's,2,0\n", "utf-8", ","),
    "blank_lines": _file("\n\na,b,c\n1,2,3\n\n4,5,6\n7,8,9\n\n\n1,1,1\n\n", "utf-8", ","),
    "trailing_delimiter": _file("a,b,c,\n1,2,3,\n4,5,6,\n7,8,9,\n1,2,1,\n", "utf-8", ","),
    "spaces_after": _file("a, b, c\n1, 2, x y\n4, 5, z w\n7, 8, x z\n1, 1, x y\n", "utf-8", ","),
    "title_line": _file("Measurements of May;;\n;;\na;b;c\n1,5;2;3\n4;5,5;6\n7;8;9\n1;2;1\n", "utf-8", ";", ","),
    "french_thousands": _file(
        "ville;population;sorte\nA;1\u00a0234,5;x\nB;12\u202f345,75;y\nC;7;x\nD;123\u2009456,5;y\n", "utf-8", ";", ","
    ),
    "typeset": _file(
        "a;b;c\n1\u2019234;\u22121.5;x\n12\u2019345;\u22122.5;y\n7;\u22123;x\n8;4;y\n", "utf-8", ";", numbers=2
    ),
    "marks_between_pages": _file("a,b,c\n\x0b1,2,x\x0b\n4,5\x85,y\n7,8,x\u2028\n1,2,y\n", "utf-8", ",", numbers=2),
    "sep_line": _file("sep=;\na;b;c\n1;2;3\n4;5;6\n7;8;9\n1;2;1\n", "utf-8", ";"),
    "many_texts": _file(
        "review;stars;good\nFine, really, and cheap, too;4;yes\nBad, slow, late;1;no\nWell, well, well;3;yes\n"
        "No, thanks, no;2;no\n",
        "utf-8",
        ";",
    ),
}
"""By name."""
