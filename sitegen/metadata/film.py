"""What a film says besides pictures and sound: where and when it was made, with what, in notes and in tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.metadata.boxes import Box, blank, boxes_in, find_box, free, merged, number
from sitegen.metadata.piece import FilePiece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.metadata.boxes import Span

_STAY = {
    b"moov": frozenset((b"mvhd", b"trak", b"mvex", b"iods", b"pssh")),
    b"trak": frozenset((b"tkhd", b"tref", b"trgr", b"edts", b"mdia", b"tapt", b"load")),
    b"mdia": frozenset((b"mdhd", b"hdlr", b"elng", b"minf")),
    b"moof": frozenset((b"mfhd", b"traf", b"pssh")),
}
_SHOWN = frozenset((b"vide", b"soun", b"subt", b"text", b"sbtl", b"clcp", b"auxv", b"pict", b"tmcd"))
"""Kinds of tracks that are seen or heard. Others say where the camera was, twenty times a second."""
_TIMED = frozenset((b"mvhd", b"tkhd", b"mdhd"))
_NAME = 24  # bytes of `hdlr` before its name


def clean_film(data: bytes, out: bytearray, outer: Box) -> list[FilePiece]:
    """Take out of the copy what is neither seen nor heard, and give it. Raises Damaged."""
    gone: list[Span] = []
    pieces = list(_clean(data, out, outer, gone))
    for start, end in merged(gone):
        pieces.append(FilePiece(b"", "film", memoryview(data)[start:end]))
        blank(out, start, end)
    return pieces


def _clean(data: bytes, out: bytearray, outer: Box, gone: list[Span]) -> Iterator[FilePiece]:
    for box in boxes_in(data, outer.body, outer.end):
        if box.kind not in _STAY[outer.kind] or (box.kind == b"trak" and not _is_shown(data, box)):
            yield FilePiece(b"", "film", memoryview(data)[box.body : box.end])
            gone += merged(_samples(data, box)) if box.kind == b"trak" else ()
            free(out, box)
        elif box.kind in _TIMED:
            blank(out, box.body + 4, box.body + (20 if data[box.body] else 12))
        elif box.kind == b"hdlr":
            blank(out, box.body + _NAME, box.end)
        elif box.kind in _STAY:
            yield from _clean(data, out, box, gone)


def _is_shown(data: bytes, track: Box) -> bool:
    handler = find_box(data, track, b"mdia", b"hdlr")
    return handler is not None and data[handler.body + 8 : handler.body + 12] in _SHOWN


def _samples(data: bytes, track: Box) -> Iterator[Span]:
    """Where in the file the track lies."""
    table = find_box(data, track, b"mdia", b"minf", b"stbl")
    found = {box.kind: box for box in boxes_in(data, table.body, table.end)} if table else {}
    chunks, sizes, runs = found.get(b"stco") or found.get(b"co64"), found.get(b"stsz"), found.get(b"stsc")
    if not (chunks and sizes and runs):
        return
    wide, each = 8 if chunks.kind == b"co64" else 4, number(data, sizes.body + 4, 4)
    firsts = {number(data, at, 4): number(data, at + 4, 4) for at in range(runs.body + 8, runs.end - 11, 12)}
    sample, per_chunk = sizes.body + 12, 0
    for count, at in enumerate(range(chunks.body + 8, chunks.end - wide + 1, wide), 1):
        per_chunk = firsts.get(count, per_chunk)
        stop = min(sample + 4 * per_chunk, sizes.end)
        length = each * per_chunk or sum(number(data, one, 4) for one in range(sample, stop, 4))
        sample = stop
        start = number(data, at, wide)
        yield start, min(start + length, len(data))
