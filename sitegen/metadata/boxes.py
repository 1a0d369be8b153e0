"""Boxes, of which AVIF and MP4 are made (ISO/IEC 14496-12), and the blanking of what is in them.

Nothing moves: other boxes tell where things lie by counting bytes from the beginning of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.metadata.piece import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int, int]
"""From, and up to: bytes of the file."""


class Box(NamedTuple):
    """A box, by where it is."""

    kind: bytes
    start: int
    body: int
    end: int


def boxes_in(data: bytes | bytearray, start: int, end: int) -> Iterator[Box]:
    """The boxes in a stretch of the file; raises Damaged where one is larger than that."""
    while start + 8 <= end:
        size, kind, body = number(data, start, 4), bytes(data[start + 4 : start + 8]), start + 8
        if size == 1:
            size, body = number(data, body, 8), start + 16
        stop = start + size if size else end
        if stop > end:
            raise Damaged("is cut off")
        if stop < body:
            raise Damaged("is damaged")
        yield Box(kind, start, body, stop)
        start = stop


def number(data: bytes | bytearray, at: int, size: int) -> int:
    """The number of so many bytes."""
    return int.from_bytes(data[at : at + size], "big")


def find_box(data: bytes | bytearray, outer: Box, *path: bytes) -> Box | None:
    """The first box of the kinds, each inside the one before."""
    found: Box | None = outer
    for kind in path:
        if found is None:
            return None
        found = next((box for box in boxes_in(data, found.body, found.end) if box.kind == kind), None)
    return found


def blank(out: bytearray, start: int, end: int) -> None:
    """Put zeros into the stretch, as far as the file goes."""
    end = min(end, len(out))
    if start < end:
        out[start:end] = bytes(end - start)


def free(out: bytearray, box: Box) -> None:
    """Make an empty space of the box."""
    out[box.start + 4 : box.start + 8] = b"free"
    blank(out, box.body, box.end)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same stretches in order, none of which overlap."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
