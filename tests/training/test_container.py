"""The container of a session: what comes in comes out, hostile files are refused, a kill breaks nothing."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays as any_array

from bpviz.errors import BpvizError
from bpviz.training import container
from bpviz.training.container import pack, read_file, unpack, write_file

META = {"version": 1, "text": "小さい {braces}", "number": 0.1}


def changed(meta: str | bytes | None = None, **members: bytes) -> bytes:
    """A container with another session.json or further members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        if meta is not None:
            archive.writestr("session.json", meta)
        for name, data in members.items():
            archive.writestr(f"arrays/{name}.npy", data)
    return stream.getvalue()


def npy(array: np.ndarray, **options: object) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, **options)  # type: ignore[arg-type]
    return stream.getvalue()


@given(any_array(np.float64, st.tuples(st.integers(0, 4), st.integers(0, 3))), st.text())
def test_what_goes_in_comes_out_bit_for_bit(values: np.ndarray, text: str) -> None:
    meta, arrays = unpack(pack({**META, "text": text}, {"values": values, "places": np.arange(3)}))
    assert meta == {**META, "text": text}
    assert arrays["values"].tobytes() == np.ascontiguousarray(values).tobytes()
    assert arrays["values"].shape == values.shape
    assert arrays["places"].dtype == np.int64
    assert not arrays["values"].flags.writeable


def test_the_same_session_gives_the_same_bytes() -> None:
    assert pack(META, {"w": np.ones(3)}) == pack(META, {"w": np.ones(3)})


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no zip": lambda: b"PK\x03\x04" + b"x" * 300,
    "cut off": lambda: pack(META, {"w": np.ones(400)})[:-300],
    "no session.json": lambda: changed(None, w=npy(np.ones(3))),
    "no object": lambda: changed("[1, 2]"),
    "no JSON": lambda: changed("{"),
    "no UTF-8": lambda: changed(b'{"a": "\xff"}'),
    "a key twice": lambda: changed('{"a": 1, "a": 2}'),
    "NaN": lambda: changed('{"a": NaN}'),
    "infinite": lambda: changed('{"a": 1e999}'),
    "deep": lambda: changed('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"),
    "a number of 5,000 digits": lambda: changed('{"a": ' + "9" * 5000 + "}"),
    "a pickle": lambda: changed("{}", w=npy(np.array([print], dtype=object), allow_pickle=True)),
    "objects": lambda: changed("{}", w=npy(np.array(["text"]))),
    "float32": lambda: changed("{}", w=npy(np.ones(3, np.float32))),
    "another byte order": lambda: changed("{}", w=npy(np.ones(3, ">f8"))),
    "a huge claim": lambda: changed("{}", w=npy(np.ones(3)).replace(b"(3,)", b"(3000000000000,)")),
    "no array": lambda: changed("{}", w=b"\x93NUMPY\x01\x00"),
    "too many members": lambda: changed("{}", **{f"w{i}": npy(np.ones(1)) for i in range(100)}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_in_one_sentence(kind: str) -> None:
    with pytest.raises(BpvizError) as caught:
        unpack(HOSTILE[kind]())
    assert str(caught.value).startswith("The file ")
    assert str(caught.value).endswith(".")


def test_unknown_members_are_refused() -> None:
    stream = io.BytesIO(pack(META, {}))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("../outside.npy", b"")
    with pytest.raises(BpvizError, match="outside"):
        unpack(stream.getvalue())


def test_what_could_not_be_read_again_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_BYTES", 1000)
    pack({}, {"x": np.zeros(10)})
    with pytest.raises(BpvizError, match="at most"):
        pack({}, {"x": np.zeros(200)})


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_BYTES", 1_000_000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("session.json", "{}")
        archive.writestr("arrays/w.npy", bytes(2_000_000))
    assert len(stream.getvalue()) < 10_000
    with pytest.raises(BpvizError, match="2,000,002"):
        unpack(stream.getvalue())


@given(st.integers(0, 10**6), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_harmless(place: int, value: int) -> None:
    data = bytearray(pack(META, {"w": np.arange(20.0)}))
    data[place % len(data)] = value
    try:
        meta, arrays = unpack(bytes(data))
    except BpvizError:
        return
    assert isinstance(meta, dict)
    assert all(array.dtype in (np.float64, np.int64) for array in arrays.values())


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.bpviz"
    write_file(path, b"old")
    path.chmod(0o640)
    write_file(path, b"new")
    assert read_file(path) == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.bpviz"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "a.bpviz", tmp_path / "b.bpviz"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_failed_write_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.bpviz"
    write_file(path, b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(container.os, "fsync", full)
    with pytest.raises(BpvizError, match="No space left on device"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.bpviz"]


def test_what_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(BpvizError, match=r"missing\.bpviz"):
        read_file(tmp_path / "missing.bpviz")
    with pytest.raises(BpvizError, match=r"nowhere.*No such file"):
        write_file(tmp_path / "nowhere" / "a.bpviz", b"")


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_file(tmp_path: Path, python: str) -> None:
    path = tmp_path / "a.bpviz"
    write_file(path, b"A" * 100_000)
    code = (
        "import sys; from pathlib import Path; from bpviz.training.container import write_file\n"
        "path = Path(sys.argv[1]); print('ready', flush=True)\n"
        "while True:\n    for mark in b'AB': write_file(path, bytes([mark]) * 100_000)"
    )
    for kill_after in range(5):
        process = subprocess.Popen([python, "-c", code, str(path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        for _ in range(kill_after * 3):
            read_file(path)  # some time, measured in work instead of seconds
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        data = path.read_bytes()
        assert len(data) == 100_000
        assert len(set(data)) == 1
