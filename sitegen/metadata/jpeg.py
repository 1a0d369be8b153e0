"""The pieces of a JPEG (ITU-T T.81, annex B): kept are those that draw, its colour profile, and how it is turned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.metadata import exif
from sitegen.metadata.piece import Damaged, FilePiece

if TYPE_CHECKING:
    from collections.abc import Iterator

START = b"\xff\xd8\xff"
_EXIF, _XMP, _MORE_XMP = exif.HEADER, b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_ICC, _ADOBE, _JFIF, _PHOTOSHOP = b"ICC_PROFILE\0", b"Adobe", b"JFIF\0", b"Photoshop 3.0\0"
_SCAN, _END, _BEGIN, _COMMENT = 0xDA, 0xD9, 0xD8, 0xFE
_ALONE = {0x00, 0x01, *range(0xD0, 0xD8)}  # markers without a length
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_FILL = re.compile(rb"\xff+")


def jpeg_pieces(data: bytes) -> Iterator[FilePiece]:
    """Its pieces; raises Damaged, perhaps after some of them."""
    view, is_turned, has_scan = memoryview(data), False, False
    yield FilePiece(view[:2])
    for marker, start, end in _segments(data):
        if marker == _END:
            if not has_scan:
                raise Damaged("holds no picture")
            yield FilePiece(b"\xff\xd9")
            if end < len(data):
                yield FilePiece(b"", "more", view[end:])
        elif 0xC0 <= marker <= 0xDF:
            has_scan = has_scan or marker == _SCAN
            yield FilePiece(view[start:end])
        else:
            piece = _other(marker, view[start + 4 : end])
            is_second = piece.what == "exif" and is_turned
            is_turned = is_turned or piece.what == "exif"
            yield piece._replace(kept=b"") if is_second else piece


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, beginning and end of each, the last one the end of the picture; a scan with all its pixels."""
    at = 2
    while True:
        at = data.find(b"\xff", at)  # what else stands between two segments is skipped, as decoders do
        fill = _FILL.match(data, at) if at >= 0 else None
        if fill is None or fill.end() >= len(data):
            raise Damaged("is cut off")
        start, at = fill.end() - 1, fill.end() + 1
        marker = data[start + 1]
        if marker == _END:
            yield marker, start, at
            return
        if marker in _ALONE:
            continue
        end = at + int.from_bytes(data[at : at + 2], "big")
        if marker == _BEGIN or end < at + 2:
            raise Damaged("is damaged")
        if marker == _SCAN and (after := _AFTER_SCAN.search(data, end)):
            end = after.start()
        elif marker == _SCAN or end > len(data):
            raise Damaged("is cut off")
        yield marker, start, end
        at = end


def _other(marker: int, payload: memoryview) -> FilePiece:
    """A segment that draws nothing: of application data, or a comment."""
    start = bytes(payload[:40])
    if marker == 0xE0 and start.startswith(_JFIF) and len(payload) >= 14:
        return FilePiece(_segment(marker, start[:12] + bytes(2)))  # without its thumbnail
    if marker == 0xE1 and start.startswith(_EXIF):
        turn = exif.only_orientation(payload[6:])
        return FilePiece(_segment(marker, _EXIF + turn) if turn else b"", "exif", payload[6:])
    if marker == 0xE1 and start.startswith(_XMP):
        return FilePiece(b"", "xmp", payload[len(_XMP) :])
    if marker == 0xE1 and start.startswith(_MORE_XMP):
        return FilePiece(b"", "more xmp", payload[len(_MORE_XMP) + 40 :])
    if marker == 0xE2 and start.startswith(_ICC):
        return FilePiece(_segment(marker, payload), "icc", payload[len(_ICC) + 2 :])
    if marker == 0xED and start.startswith(_PHOTOSHOP):
        return FilePiece(b"", "photoshop", payload[len(_PHOTOSHOP) :])
    if marker == 0xEE and start.startswith(_ADOBE) and len(payload) >= 12:
        return FilePiece(_segment(marker, start[:12]))  # which tells how its colours are written
    return FilePiece(b"", "comment" if marker == _COMMENT else "other", payload)


def _segment(marker: int, payload: bytes | memoryview) -> bytes:
    return b"".join([bytes((0xFF, marker)), (len(payload) + 2).to_bytes(2, "big"), payload])
