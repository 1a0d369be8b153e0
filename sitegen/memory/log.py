"""The log of a store: one JSON line for each record behind its checksum, looked into only when its key is asked for.

A later line of the same key replaces the earlier one. Every line is true by itself (this was made from that), so a
damaged one is as good as none: its key is made anew.
"""

from __future__ import annotations

import json
import os
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, KeysView, Sequence
    from pathlib import Path

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_CHECKSUM = 9  # hex digits and a blank before the JSON
_KEY = _CHECKSUM + 2  # where the key begins, behind bracket and quote
_GONE = b'",null]'
"""What follows the key in a line that only says that it is forgotten."""


class Head(NamedTuple):
    """What a log says of itself in its first line."""

    format: str
    version: str
    blobs: str
    """The name of the file that its records point into."""


class Log:
    """The lines of one log by key. Rows are lists whose first item is the key and whose second is never None."""

    def __init__(self, file: Path) -> None:
        """Read the file; raises OSError or ValueError where it cannot be read, or is none."""
        self._file = file
        first, *lines = file.read_bytes().split(b"\n")
        self.head = Head(*json.loads(_checked(first)))
        if lines and not lines[-1]:
            lines.pop()  # what stands behind the last line break
        while lines and not _is_whole(lines[-1]):
            lines.pop()  # of a build that was killed, or damage
        self._end = len(first) + 1 + sum(map(len, lines)) + len(lines)
        self.size = len(lines)
        """How many lines there are, dead ones too."""
        self._lines: dict[str, bytes] = {}
        for line in lines:
            key, rest = _key(line)
            if rest == _GONE:
                self._lines.pop(key, None)
            else:
                self._lines[key] = line

    def keys(self) -> KeysView[str]:
        """The keys of all records."""
        return self._lines.keys()

    def take(self, keys: Iterable[str]) -> Iterable[list[Any]]:
        """The rows of the keys, each given once; without those that are not there or damaged."""
        good = []
        for key in keys:
            line = self._lines.pop(key, None)
            if line is not None and _is_whole(line):
                good.append(line[_CHECKSUM:])
        rows: list[list[Any]] = json.loads(b"[" + b",".join(good) + b"]")
        return rows

    def append(self, rows: Iterable[Sequence[Any]], gone: Iterable[str]) -> None:
        """Write more rows, and that some keys are forgotten. Raises OSError."""
        lines = [_line(row) for row in rows] + [_line([key, None]) for key in gone]
        with self._file.open("r+b") as file:
            file.seek(self._end)
            file.truncate()
            file.write(b"".join(lines))


def write_log(file: Path, head: Head, rows: Iterable[Sequence[Any]]) -> None:
    """Put a new log in the place of the old one. Raises OSError."""
    temporary = file.with_suffix(".new")
    temporary.write_bytes(b"".join([_line(head), *map(_line, rows)]))
    os.replace(temporary, file)


def _line(row: Sequence[Any]) -> bytes:
    text = _ENCODER.encode(row).encode("utf-8", "surrogatepass")
    return b"%08x " % zlib.crc32(text) + text + b"\n"


def _key(line: bytes) -> tuple[str, bytes]:
    """The key of a line, which may be damaged, and what follows."""
    end = line.find(b'",', _KEY)
    key = line[_KEY:end]
    if b"\\" not in key:
        return key.decode("utf-8", "replace"), line[end:]
    try:
        row = json.loads(line[_CHECKSUM:])
        return str(row[0]), _GONE if len(row) == 2 else b""
    except (ValueError, IndexError, TypeError):
        return "", b""


def _is_whole(line: bytes) -> bool:
    try:
        _checked(line)
    except ValueError:
        return False
    return True


def _checked(line: bytes) -> bytes:
    """The line without its checksum; raises ValueError where it does not fit."""
    text = line[_CHECKSUM:]
    if int(line[: _CHECKSUM - 1] or b"x", 16) != zlib.crc32(text):
        raise ValueError("checksum")
    return text
