"""The lists of an AVIF in which its items stand (ISO/IEC 14496-12, 8.11): read, and written without some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.metadata.boxes import Box, Span, boxes_in, number
from sitegen.metadata.piece import Damaged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

FULL = 4
"""Bytes of version and flags at the beginning of most boxes."""
_TELL = frozenset((b"udes", b"altt", b"crtt", b"mdft", b"uuid"))
"""Properties that tell of a picture and do not draw it."""


class Item(NamedTuple):
    """A row of `iinf`."""

    kind: bytes
    row: bytes
    """Without its name, which may be anything and tells a decoder nothing."""


class Location(NamedTuple):
    """A row of `iloc`."""

    method: int
    """0 where its extents count from the beginning of the file, 1 from that of `idat`."""
    extents: tuple[Span, ...]
    row: bytes


def packed_box(kind: bytes, body: bytes) -> bytes:
    """A box of its bytes."""
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def read_items(data: bytes, box: Box) -> dict[int, Item]:
    """The rows of `iinf` by number; raises Damaged."""
    items = {}
    for entry in boxes_in(data, box.body + FULL + (4 if data[box.body] else 2), box.end):
        at, wide = entry.body + FULL, 4 if data[entry.body] == 3 else 2
        if entry.kind != b"infe" or data[entry.body] < 2 or at + wide + 6 > entry.end:
            raise Damaged("is damaged")
        row = packed_box(b"infe", data[entry.body : at + wide + 6] + b"\0")
        items[number(data, at, wide)] = Item(data[at + wide + 2 : at + wide + 6], row)
    return items


def without_items(data: bytes, box: Box, items: dict[int, Item], dropped: Collection[int]) -> bytes:
    """The body of `iinf`."""
    rows = [row for item, (_, row) in items.items() if item not in dropped]
    return _counted(data, box, rows, 4 if data[box.body] else 2)


def read_locations(data: bytes, box: Box) -> dict[int, Location]:
    """The rows of `iloc` by number; raises Damaged."""
    version, at = data[box.body], box.body + FULL + 2
    sizes = number(data, at - 2, 2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size, wide = sizes & 15 if version else 0, 4 if version == 2 else 2
    count, at, locations = number(data, at, wide), at + wide, {}
    for _ in range(count):
        start, item, at = at, number(data, at, wide), at + wide
        method = number(data, at, 2) & 15 if version else 0
        at += (2 if version else 0) + 2
        base, at = number(data, at, base_size), at + base_size
        extents, extent_count, at = [], number(data, at, 2), at + 2
        if at + extent_count * (index_size + offset_size + length_size) > box.end:
            raise Damaged("is damaged")
        for _ in range(extent_count):
            at += index_size
            place, at = base + number(data, at, offset_size), at + offset_size
            length, at = number(data, at, length_size), at + length_size
            extents.append((place, place + length))
        locations[item] = Location(method, tuple(extents), data[start:at])
    return locations


def without_locations(data: bytes, box: Box, locations: dict[int, Location], dropped: Collection[int]) -> bytes:
    """The body of `iloc`."""
    rows = [location.row for item, location in locations.items() if item not in dropped]
    head = data[box.body + FULL : box.body + FULL + 2]
    return _counted(data, box, rows, 4 if data[box.body] == 2 else 2, head)


def without_references(data: bytes, box: Box, dropped: Collection[int]) -> bytes:
    """The body of `iref`."""
    wide, rows = 4 if data[box.body] else 2, []
    for entry in boxes_in(data, box.body + FULL, box.end):
        ids = range(entry.body + wide + 2, entry.end - wide + 1, wide)
        others = [data[at : at + wide] for at in ids if number(data, at, wide) not in dropped]
        if number(data, entry.body, wide) not in dropped and others:
            head = data[entry.body : entry.body + wide] + len(others).to_bytes(2, "big")
            rows.append(packed_box(entry.kind, head + b"".join(others)))
    return data[box.body : box.body + FULL] + b"".join(rows)


def without_properties(data: bytes, box: Box, dropped: Collection[int]) -> bytes:
    """The body of `iprp`: no property is moved, since they are known by their places; those that tell say nothing."""
    parts = []
    for entry in boxes_in(data, box.body, box.end):
        if entry.kind == b"ipma":
            parts.append(packed_box(b"ipma", _without_uses(data, entry, dropped)))
        elif entry.kind == b"ipco":
            inner = [_property(data, one) for one in boxes_in(data, entry.body, entry.end)]
            parts.append(packed_box(b"ipco", b"".join(inner)))
    return b"".join(parts)


def _property(data: bytes, box: Box) -> bytes:
    if box.kind not in _TELL:
        return data[box.start : box.end]
    shown = min(16 if box.kind == b"uuid" else FULL, box.end - box.body)
    return data[box.start : box.body + shown] + bytes(box.end - box.body - shown)


def _without_uses(data: bytes, box: Box, dropped: Collection[int]) -> bytes:
    wide, each = 4 if data[box.body] else 2, 2 if data[box.body + 3] & 1 else 1
    rows, at = [], box.body + FULL + 4
    for _ in range(number(data, box.body + FULL, 4)):
        if at + wide >= box.end:
            raise Damaged("is damaged")
        end = at + wide + 1 + each * data[at + wide]
        if number(data, at, wide) not in dropped:
            rows.append(data[at:end])
        at = end
    return _counted(data, box, rows, 4)


def _counted(data: bytes, box: Box, rows: Collection[bytes], wide: int, head: bytes = b"") -> bytes:
    return data[box.body : box.body + FULL] + head + len(rows).to_bytes(wide, "big") + b"".join(rows)


def spans_of(location: Location, idat: Box | None, end: int) -> Iterator[Span]:
    """Where an item lies in the file; a length of nothing means all that is there. Raises Damaged."""
    base, limit = (idat.body, idat.end) if location.method == 1 and idat else (0, end)
    for start, stop in location.extents if location.method < 2 else ():
        if base + stop > limit:
            raise Damaged("is cut off")
        yield base + start, base + stop if stop > start else limit
