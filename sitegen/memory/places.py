"""Where in a pile everything lies that is remembered: a file of its own, read and written whole."""

from __future__ import annotations

import json
import os
import zlib
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ROW = Struct("<QIiII")
_BETWEEN = "\0"  # in no path, and so in no key


class Place(NamedTuple):
    """Where a record lies, the bytes that belong to it right behind."""

    start: int
    record: int
    """Its length."""
    blob: int
    """The length of the bytes that belong to it; -1 where there are none."""
    record_sum: int
    blob_sum: int

    @property
    def length(self) -> int:
        """Of both together."""
        return self.record + max(self.blob, 0)

    def pack(self) -> bytes:
        """As a table holds it, which takes a quarter of the room."""
        return _ROW.pack(*self)


def unpack_place(data: bytes) -> Place:
    """The place that was packed."""
    return Place(*_ROW.unpack(data))


class Head(NamedTuple):
    """What is known of a pile."""

    format: str
    version: str
    pile: str
    """The name of its file."""
    size: int
    """Its bytes; what lies behind them is of a build that was killed."""
    dead: int
    """Bytes among them that nothing points to any more."""


def read_places(file: Path) -> tuple[Head, dict[str, bytes]]:
    """What was written, the places packed, by key; raises OSError, or ValueError where it is damaged, or none."""
    checksum, _, data = file.read_bytes().partition(b"\n")
    if checksum != _sum(data):
        raise ValueError("checksum")
    first, _, rest = data.partition(b"\n")
    *head, count = json.loads(first)
    end = len(rest) - count * _ROW.size
    keys = rest[:end].decode("utf-8", "surrogatepass").split(_BETWEEN) if count else []
    places = [rest[start : start + _ROW.size] for start in range(end, len(rest), _ROW.size)]
    return Head(*head), dict(zip(keys, places, strict=True))


def write_places(file: Path, head: Head, places: Mapping[str, bytes]) -> None:
    """Put them in the place of what was there before. Raises OSError."""
    keys = _BETWEEN.join(places).encode("utf-8", "surrogatepass")
    data = b"".join((json.dumps([*head, len(places)]).encode(), b"\n", keys, *places.values()))
    temporary = file.with_suffix(".new")
    temporary.write_bytes(_sum(data) + b"\n" + data)
    os.replace(temporary, file)


def _sum(data: bytes) -> bytes:
    return b"%08x" % zlib.crc32(data)
