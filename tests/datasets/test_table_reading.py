"""Reading cells: nasty files are guessed right, what is written is read back, what is odd is told with its place."""

from __future__ import annotations

import csv
import io
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpviz import BpvizError
from bpviz.datasets import reading_records
from bpviz.datasets.columns import MISSING, find_columns, numbers_of
from bpviz.datasets.reading import Cells, Reading, read
from bpviz.datasets.reading_guess import ENCODINGS, guess
from bpviz.datasets.reading_records import CHUNK, MOST_PROBLEMS
from tests.datasets.nasty import NASTY

PLAIN = Reading()


def all_rows(cells: Cells) -> list[list[str]]:
    """Every row, as lists."""
    return [list(row) for row in cells.rows(0, cells.n_rows)]


@pytest.mark.parametrize("name", NASTY)
def test_nasty_files_are_guessed_right(name: str) -> None:
    file = NASTY[name]
    reading = guess(file.raw)
    cells = read(file.raw, reading)
    assert file.raw.decode(reading.encoding).removeprefix("\ufeff") == file.text
    if file.columns > 1:
        assert reading.delimiter == file.delimiter
    assert (reading.decimal, reading.header) == (file.decimal, file.header)
    assert (len(cells.header), cells.n_rows) == (file.columns, file.rows)
    kinds = [column.kind for column in find_columns(cells) if column.n_numbers == cells.n_rows - column.n_missing]
    assert len(kinds) >= file.numbers


@pytest.mark.parametrize("name", NASTY)
def test_a_path_and_a_text_are_read_as_the_bytes_are(name: str, tmp_path: Path) -> None:
    file, path = NASTY[name], tmp_path / "table.csv"
    path.write_bytes(file.raw)
    cells = read(file.raw, guess(file.raw))
    from_path, from_text = read(path, guess(path)), read(file.text, guess(file.text))
    assert cells.header == from_path.header == from_text.header
    assert all_rows(cells) == all_rows(from_path) == all_rows(from_text)
    assert guess(file.text) == replace(guess(path), encoding="")


def test_long_files_of_old_encodings_are_told_apart() -> None:
    words = {
        "cp1250": "łódź kraków gdańsk śląskie żółty źródło",
        "cp1251": "город москва казань область центр",
        "cp1252": "größe länge kröte frosch äpfel übung",
        "cp1253": "αθήνα πάτρα μήκος πλάτος είδος",
        "cp932": "東京 大阪 はい いいえ ひまわり サクラ",
        "cp949": "서울 부산 인천 아니오 꽃잎 길이",
        "big5": "臺北 高雄 類別 花瓣 長度 寬度",
        "gb18030": "北京 上海 广州 类别 花瓣 宽度",
    }
    for encoding, text in words.items():
        assert encoding in ENCODINGS
        lines = [f"{i}.5,{text.split()[i % 5]},{text.split()[i % 3]}" for i in range(200)]
        raw = "\n".join(lines).encode(encoding)
        assert raw.decode(guess(raw).encoding) == raw.decode(encoding)


def test_few_letters_of_old_encodings_are_told_apart() -> None:
    few = {
        "cp1252": (
            "Fläche (m²);Preis",
            "Temp (°C);Wind",
            "PM2.5 (µg/m³)",
            "Price (£)",
            "Año;Población",
            "São Paulo",
            "±1",
        ),
        "cp1250": ("Łódź;Kraków", "miał;był", "Győr;kor;nő", "Ústí;město;věk"),
        "cp1251": ("Город;Цена",),
        "cp1254": ("Şehir;Yaş;Ağırlık",),
        "cp932": ("身長;体重;性別", "温度（℃）", "サクラ;ひまわり"),
        "cp949": ("서울;부산", "키(cm);몸무게"),
        "big5": ("城市;價格", "溫度;濕度", "男;女"),
        "gb18030": (
            "城市;价格",
            "花萼长度;花萼宽度;类别",
            "温度(℃);湿度",
            "面积（平方米）",
            "山鸢尾",
            "男;女",
            "成绩",
            "价格;人口",
        ),
    }
    for encoding, texts in few.items():
        for text in texts:
            raw = (text + "\n" + "1,5;2;3\n" * 20).encode(encoding)
            assert raw.decode(guess(raw).encoding) == raw.decode(encoding)


def test_letters_that_come_late_in_a_long_file_are_seen() -> None:
    raw = b"a,b\n" + b"1,x\n" * 300_000 + "2,变色鸢尾和山鸢尾的花瓣\n".encode("gbk")
    reading = guess(raw)
    assert read(raw, reading).rows(300_000, 300_001) == [("2", "变色鸢尾和山鸢尾的花瓣")]


def test_a_file_that_was_cut_off_within_a_letter_is_not_taken_for_another_encoding() -> None:
    raw = "name,y\ngröße,1\nkröte,2\nfrösche,3".encode()
    assert guess(raw[: raw.rindex("ö".encode()) + 1]).encoding == "utf-8"
    assert guess(b"name,y\ncaf\xe9").encoding == "cp1252"  # where no other letter says so, the last one is whole


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x00"), max_size=8)


@given(
    table=st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=9)),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-16", "gb18030", "utf-8-sig"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_is_read_back(table: list[list[str]], delimiter: str, encoding: str, end: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(table)
    reading = Reading(encoding=encoding, delimiter=delimiter, header=False)
    rows = [[cell.strip() for cell in row] for row in table if any(cell.strip() for cell in row)]
    if not rows:
        with pytest.raises(BpvizError, match="nothing in this table"):
            read(stream.getvalue().encode(encoding), reading)
        return
    found = all_rows(read(stream.getvalue().encode(encoding), reading))
    while rows and all(not row[-1] for row in rows):  # columns at the end without a name or a value are none
        rows = [row[:-1] for row in rows]
    assert found == rows


@given(
    st.binary(max_size=200) | st.text(st.characters(exclude_categories=()), max_size=200)
)  # also halves of surrogate pairs
def test_anything_is_read_or_refused_in_one_sentence(source: bytes | str) -> None:
    refused = ""
    try:
        cells = read(source, guess(source))
    except BpvizError as error:
        refused = str(error)
    assert "\n" not in refused
    if not refused:
        assert len(set(cells.header)) == len(cells.header) > 0
        assert all(len(row) == len(cells.header) for row in cells.rows(0, cells.n_rows))
        find_columns(cells)
    else:
        assert refused.endswith(".")


def test_rows_and_their_numbers_across_stretches() -> None:
    n = 3 * CHUNK + 17
    lines = [f"{i},{i * i}" if i % 7 else "" for i in range(n)]
    lines[CHUNK - 1] = '"a\nb",5'  # a cell that goes on in the next stretch of lines
    cells = read("i,square\n" + "\n".join(lines), PLAIN)
    there = [i for i in range(n) if i % 7 or i == CHUNK - 1]
    assert cells.row_numbers.tolist() == [i + 2 for i in there]
    assert cells.column(0) == ["a\nb" if i == CHUNK - 1 else str(i) for i in there]
    for start, stop in ((0, 3), (CHUNK - 5, CHUNK + 5), (n - 900, n), (400, 1300)):
        expected = list(zip(cells.column(0)[start:stop], cells.column(1)[start:stop], strict=True))
        assert cells.rows(start, stop) == expected


def test_a_long_text_is_read_as_a_short_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'a,b\r\n1,2\r\n\r\n"x\ny",4\n5,6\r7,8\r\n"p\r\nq",9\n,1'
    whole = read(text, PLAIN)
    for stretch in (1, 3, 7):
        monkeypatch.setattr(reading_records, "STRETCH", stretch)
        cells = read(text, PLAIN)
        assert all_rows(cells) == all_rows(whole)
        assert cells.row_numbers.tolist() == whole.row_numbers.tolist() == [2, 4, 5, 6, 7, 8]


def said(text: str, **changes: Any) -> list[str]:
    """What is said of a table's oddities."""
    return [f"{p.row},{p.column} {p.text}" for p in read(text, replace(PLAIN, **changes)).problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a,b\n1,2\n3\n", "3,2 Row 3 ends after 1 of 2 columns; the rest is taken as empty."),
        ("a,b\n1,2\n\n3,4,5\n", "4,3 Row 4 has 3 cells for 2 columns; it was left out."),
        ("a,a\n1,2\n", "1,2 Row 1, column 2: another column is named 'a' too; here it is 'a (2)'."),
        ("\n\na,,c\n1,2,3\n", "3,2 Row 3, column 2 has no name; here it is 'column 2'."),
        ("a,b\n1,2\n3,\x004\n", "3,0 Row 3 holds a NUL character; all of these were left out."),
    ],
)
def test_what_is_odd_is_named_with_row_and_column(text: str, problem: str) -> None:
    assert said(text) == [problem]


def test_blank_comment_and_skipped_rows_count_as_a_spreadsheet_counts_them() -> None:
    text = "a title\n# no row\n\na;b\n1;2\n # neither\n3;4;5\n"
    assert said(text, delimiter=";", comment="#", skip=1) == ["7,3 Row 7 has 3 cells for 2 columns; it was left out."]


def test_only_the_first_problems_are_listed_and_all_are_counted() -> None:
    cells = read("a,b\n1,2\n1,2\n" + "1,2\n3\n" * 500, PLAIN)
    assert (len(cells.problems), cells.n_problems) == (MOST_PROBLEMS, 500)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "nothing in this table"),
        (b"\n \n,,\n", "nothing in this table"),
        (b"PK\x03\x04whatever", "a file of the kind .xlsx"),
        (b"\xd0\xcf\x11\xe0whatever", "a file of the kind .xls"),
        (b'a,b\n1,2\n3,"4\n5,6\n', "Row 3 opens a quote that is never closed"),
        (b'a,b\n1,2\n3,"', "Row 3 opens a quote that is never closed"),
        (b'a\n"' + b"x\n" * 90_000, "Row 2 has a cell of more than 131,072 characters; most likely a quote"),
        ("a,b\n1,ä\n".encode("latin-1"), "not written in utf-8: see row 2"),
        (Path("nowhere/at/all.csv"), "'nowhere/at/all.csv' cannot be read: No such file"),
        ("a," * 5000 + "a", "5,001 columns"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(source: bytes | str | Path, message: str) -> None:
    with pytest.raises(BpvizError) as error:
        read(source, PLAIN)
    assert message in str(error.value)
    assert str(error.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("encoding", None),
        ("delimiter", ""),
        ("delimiter", ",,"),
        ("delimiter", "\n"),
        ("quote", ","),
        ("quote", 3),
        ("decimal", ";"),
        ("thousands", "."),
        ("header", 1),
        ("skip", -1),
        ("skip", 1.5),
    ],
)
def test_a_reading_that_cannot_be_is_refused(name: str, value: Any) -> None:
    with pytest.raises(BpvizError, match=f"with {name} "):
        replace(PLAIN, **{name: value})


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(BpvizError, match="no encoding 'utf-9'"):
        read(b"a\n1\n", replace(PLAIN, encoding="utf-9"))


def test_a_header_in_a_comment_is_a_header() -> None:
    raw = b"# x y\n1.0 2.0\n3.0 4.0\n"
    cells = read(raw, guess(raw))
    assert cells.header == ("x", "y")
    assert cells.n_rows == 2


def test_reading_can_be_stopped_and_tells_how_far_it_is() -> None:
    text = "a,b\n" + "1,2\n" * 5000
    shares: list[float] = []

    def go_on(share: float) -> bool:
        shares.append(share)
        return True

    read(text, PLAIN, go_on)
    assert shares == sorted(shares)
    assert 0.0 < shares[0] < 0.2
    assert shares[-1] == pytest.approx(1.0)
    with pytest.raises(BpvizError, match="stopped"):
        read(text, PLAIN, lambda share: share < 0.5)


def test_all_fields_together() -> None:
    text = "a title\n# no row\nx\tname\n1'000,5\t|p\tq|\n"
    reading = Reading("", "\t", "|", ",", "'", True, "#", 1)
    assert all(getattr(reading, f.name) != f.default for f in fields(reading) if f.name != "header")
    cells = read(text, reading)
    assert cells.header == ("x", "name")
    assert all_rows(cells) == [["1'000,5", "p\tq"]]
    assert numbers_of(cells, 0, MISSING).values.tolist() == [1000.5]
    assert read(text, replace(reading, header=False)).header == ("column 1", "column 2")
