"""The container of a saved session: a zip file of one ``session.json`` and plain arrays; reading trusts nothing.

A reader never unpickles, never builds an object by name, and looks at every declared size before it reads.
"""

from __future__ import annotations

import io
import json
import math
import os
import re
import secrets
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

AnyArray = NDArray[Any]

SESSION = "session.json"
MOST_BYTES = 2**30
"""Bytes that all members may have together, unpacked."""
MOST_JSON = 8 * 2**20
MOST_MEMBERS = 64
DEEPEST = 24
"""Levels of nesting in ``session.json``."""

_MEMBER = re.compile(r"arrays/([a-z][a-z0-9_]{0,63})\.npy")
_KINDS = {"<f8": np.dtype("<f8"), "<i8": np.dtype("<i8")}

_DAMAGED = QT_TRANSLATE_NOOP("Error", "The file is no bpviz session, or it is damaged.")
_SHAPE = QT_TRANSLATE_NOOP("Error", "The file cannot be opened: its array {0} is damaged or of an unknown kind.")
_JSON = QT_TRANSLATE_NOOP("Error", "The file cannot be opened: its session.json is not valid JSON.")
_NESTED = QT_TRANSLATE_NOOP("Error", "The file cannot be opened: its session.json is nested too deeply.")
_MEMBERS = QT_TRANSLATE_NOOP("Error", "The file cannot be opened: its member {0!r} is unknown, double or encrypted.")
_UNREADABLE = QT_TRANSLATE_NOOP("Error", "The session takes {0:,} bytes; a file can have {1:,} at most.")
_LARGE = QT_TRANSLATE_NOOP("Error", "The file cannot be opened: it holds {0:,} bytes, and at most {1:,} are possible.")
_INFINITE = QT_TRANSLATE_NOOP("Error", "The file cannot be opened: its session.json holds {0}, which is not finite.")


def pack(meta: Mapping[str, Any], arrays: Mapping[str, AnyArray]) -> bytes:
    """The container's bytes. ``arrays`` by name (small letters, digits, _) hold float64 or int64; they are stored as
    they are, since random digits do not shrink. BpvizError for more than can be read again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_member(SESSION), json.dumps(meta, ensure_ascii=False, allow_nan=False, indent=1).encode())
        for name, array in arrays.items():
            if not _MEMBER.fullmatch(f"arrays/{name}.npy"):
                raise ValueError(f"{name!r} is no name of an array in a session.")
            kind = "<i8" if np.asarray(array).dtype.kind == "i" else "<f8"
            with archive.open(_member(f"arrays/{name}.npy"), "w") as member:
                np.lib.format.write_array(
                    member, np.ascontiguousarray(array, dtype=kind), version=(1, 0), allow_pickle=False
                )
    if stream.tell() > MOST_BYTES:
        raise BpvizError(_UNREADABLE, stream.tell(), MOST_BYTES)
    return stream.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the same session gives the same bytes


def unpack(data: bytes) -> tuple[dict[str, Any], dict[str, AnyArray]]:
    """``session.json`` and the arrays by name, read-only; BpvizError with one sentence for whatever is wrong."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check(members)
            meta = _json(archive.read(SESSION))
            arrays = {
                match[1]: _array(match[1], archive.read(info))
                for info in members
                if (match := _MEMBER.fullmatch(info.filename))
            }
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, KeyError) as error:
        raise BpvizError(_DAMAGED) from error
    return meta, arrays


def _check(members: list[zipfile.ZipInfo]) -> None:
    """Refuse what is not a session before anything is unpacked."""
    if SESSION not in {info.filename for info in members} or len(members) > MOST_MEMBERS:
        raise BpvizError(_DAMAGED)
    seen: set[str] = set()
    for info in members:
        packed = info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        known = info.filename == SESSION or _MEMBER.fullmatch(info.filename)
        if info.flag_bits & 1 or packed or not known or info.filename in seen:
            raise BpvizError(_MEMBERS, info.filename[:80])
        seen.add(info.filename)
        if info.filename == SESSION and info.file_size > MOST_JSON:
            raise BpvizError(_LARGE, info.file_size, MOST_JSON)
    total = sum(info.file_size for info in members)
    if total > MOST_BYTES:
        raise BpvizError(_LARGE, total, MOST_BYTES)


def _json(raw: bytes) -> dict[str, Any]:
    """Strict JSON: finite numbers, no key twice, not deep."""
    try:
        text = raw.decode("utf-8")
        if _depth(text) > DEEPEST:
            raise BpvizError(_NESTED)
        meta = json.loads(text, parse_constant=_finite, parse_float=_finite, object_pairs_hook=_once)
    except BpvizError:
        raise
    except (ValueError, RecursionError) as error:
        raise BpvizError(_JSON) from error
    if not isinstance(meta, dict):
        raise BpvizError(_JSON)
    return meta


def _depth(text: str) -> int:
    deepest = depth = 0
    for mark in re.findall(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        depth += 1 if mark in "[{" else -1 if mark in "]}" else 0
        deepest = max(deepest, depth)
    return deepest


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise BpvizError(_INFINITE, text[:40])
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise BpvizError(_JSON)
    return made


def _array(name: str, raw: bytes) -> AnyArray:
    stream = io.BytesIO(raw)
    try:
        if np.lib.format.read_magic(stream) != (1, 0):
            raise BpvizError(_SHAPE, name)
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(stream, max_header_size=1000)
    except ValueError as error:
        raise BpvizError(_SHAPE, name) from error
    kind, body = _KINDS.get(dtype.str), memoryview(raw)[stream.tell() :]
    if kind is None or fortran or len(shape) > 2 or math.prod(shape) * 8 != len(body):
        raise BpvizError(_SHAPE, name)
    return np.frombuffer(body, kind).reshape(shape)


def read_file(path: Path) -> bytes:
    """A file's bytes; BpvizError with one sentence where it cannot be read or is too large."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BpvizError(_LARGE, size, MOST_BYTES)
        return path.read_bytes()
    except OSError as error:
        cannot = QT_TRANSLATE_NOOP("Error", "The file {0!r} cannot be read: {1}.")
        raise BpvizError(cannot, str(path), error.strerror or str(error)) from error


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: whenever the process is killed, the old or the new one is there.

    BpvizError with one sentence where that is not possible; then the old one is untouched.
    """
    temporary: Path | None = None
    try:
        target = path.resolve()  # a link stays a link
        part = target.parent / f".{target.name[:40]}.{secrets.token_hex(6)}.part"
        # Made anew with the permissions that any new file gets here, unless it replaces one that has its own.
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        temporary = part
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(part, target.stat().st_mode & 0o777)
        os.replace(part, target)
        _sync_folder(target.parent)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        cannot = QT_TRANSLATE_NOOP("Error", "The file {0!r} cannot be written: {1}; choose another place.")
        raise BpvizError(cannot, str(path), error.strerror or str(error)) from error


def _sync_folder(folder: Path) -> None:
    """The new name shall survive a power cut, too; not every system can do that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
