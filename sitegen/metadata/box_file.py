"""AVIF and MP4 without what they say besides: of the boxes at the top those stay that draw and sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.metadata.boxes import Box, blank, boxes_in, find_box, free
from sitegen.metadata.film import clean_film
from sitegen.metadata.items import clean_items
from sitegen.metadata.piece import Damaged, FilePiece

if TYPE_CHECKING:
    from collections.abc import Iterator

_STAY = frozenset((b"ftyp", b"styp", b"mdat", b"moov", b"moof", b"sidx", b"ssix", b"mfra", b"pdin", b"wide"))
_EMPTY = frozenset((b"free", b"skip"))
_BEGINNINGS = frozenset((b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot"))


def is_box_file(data: bytes) -> bool:
    """Whether the bytes begin as an AVIF or MP4 does."""
    return data[4:8] in _BEGINNINGS


def box_pieces(data: bytes) -> Iterator[FilePiece]:
    """The file as one piece, then what was taken out; raises Damaged."""
    boxes, end = _top(data)
    out = bytearray(memoryview(data)[:end])
    view, media = memoryview(data), [box for box in boxes if box.kind == b"mdat"]
    taken: list[FilePiece] = []
    for box in boxes:
        if box.kind == b"meta" and _is_picture(data, box):
            has_film = any(other.kind == b"moov" for other in boxes)
            taken += clean_items(data, out, box, [] if has_film else media)
        elif box.kind in (b"moov", b"moof"):
            taken += clean_film(data, out, box)
        elif box.kind in _EMPTY:
            blank(out, box.body, box.end)
        elif box.kind not in _STAY:
            taken.append(
                FilePiece(b"", "film" if box.kind in (b"meta", b"uuid", b"udta") else "other", view[box.body : box.end])
            )
            free(out, box)
    yield FilePiece(bytes(out))
    yield from taken
    if end < len(data):
        yield FilePiece(b"", "more", view[end:])


def _top(data: bytes) -> tuple[list[Box], int]:
    """The boxes of the file, and where they end: behind what it shows anything may stand, which is no part of it."""
    boxes: list[Box] = []
    try:
        boxes.extend(boxes_in(data, 0, len(data)))
    except Damaged:
        kinds = {box.kind for box in boxes}
        if b"mdat" not in kinds or not kinds & {b"moov", b"meta"}:
            raise
    if not {box.kind for box in boxes} & {b"moov", b"meta"}:
        raise Damaged("is cut off")
    return boxes, boxes[-1].end


def _is_picture(data: bytes, meta: Box) -> bool:
    """Whether the box tells of pictures, and not only of who made them."""
    handler = find_box(data, meta._replace(body=meta.body + 4), b"hdlr")
    return handler is not None and data[handler.body + 8 : handler.body + 12] == b"pict"
