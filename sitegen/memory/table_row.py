"""A row of the store's table: what a record was made from, what came of it, and where it lies in its datafile.

A store has one for each of many thousands of records. Most builds look at every row and read few records.
"""

from __future__ import annotations

from struct import Struct
from typing import NamedTuple

_ROW = Struct("<16s16sQIiII")
ROW_WIDTH = _ROW.size
"""Bytes of a packed row."""
FINGERPRINT_WIDTH = 16
"""Bytes of the fingerprint of inputs, and of that of what was made of them."""


class TableRow(NamedTuple):
    """Where a record lies in its datafile, the bytes that belong to it right behind."""

    inputs: bytes
    """Stands for what it was made from."""
    outcome: bytes
    """Stands for what was made, where somebody wants to know that without reading it."""
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
        """As the table holds it, which takes a quarter of the room."""
        return _ROW.pack(*self)


def unpack_row(data: bytes) -> TableRow:
    """The row that was packed."""
    return TableRow(*_ROW.unpack(data))


def moved_row(row: bytes, by: int) -> bytes:
    """The packed row of a record that lies so many bytes further on."""
    found = unpack_row(row)
    return found._replace(start=found.start + by).pack()
