"""An MP3 without its tags: ID3 at the beginning, ID3, APE and Lyrics3 at the end (id3.org; hydrogenaud.io)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.metadata.piece import Damaged, FilePiece

if TYPE_CHECKING:
    from collections.abc import Iterator

_ID3_HEAD, _ID3_END, _APE_FOOT = 10, 128, 32
_FRAME = re.compile(rb"\xff[\xe2-\xff]")


def is_sound(data: bytes) -> bool:
    """Whether the bytes begin as an MP3 does."""
    return data.startswith(b"ID3") or bool(_FRAME.match(data))


def sound_pieces(data: bytes) -> Iterator[FilePiece]:
    """Its pieces; raises Damaged."""
    view, start, end = memoryview(data), 0, len(data)
    while data[start : start + 3] == b"ID3":
        sizes = data[start + 6 : start + _ID3_HEAD].rjust(4, b"\0")
        size = sum(byte << shift for byte, shift in zip(sizes, (21, 14, 7, 0), strict=True))
        after = start + _ID3_HEAD + size + (_ID3_HEAD if data[start + 5 : start + 6] > b"\x0f" else 0)
        yield FilePiece(b"", "id3", view[start:after])
        start = after
    if not _FRAME.search(data, start):
        raise Damaged("is cut off")
    while size := _tag_before(data, start, end):
        yield FilePiece(b"", "tag", view[end - size : end])
        end -= size
    yield FilePiece(view[start:end])


def _tag_before(data: bytes, start: int, end: int) -> int:
    """The bytes of the tag that ends there; 0 where none does."""
    size = 0
    if data[end - _ID3_END : end - _ID3_END + 3] == b"TAG":
        size = _ID3_END
    elif data[end - _APE_FOOT : end - _APE_FOOT + 8] == b"APETAGEX":
        size = int.from_bytes(data[end - 20 : end - 16], "little")
        size += _APE_FOOT if data[end - 9] & 0x80 else 0
    elif data[end - 9 : end] == b"LYRICS200" and data[end - 15 : end - 9].isdigit():
        size = int(data[end - 15 : end - 9]) + 15
    return size if 0 < size <= end - start else 0
