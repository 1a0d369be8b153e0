"""The rows of a list of files as hosts keep it, unpacked piece by piece: none takes the memory of its whole."""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING, Any

from sitegen.publish.release import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT = rb'"(?:[^"\\\x00-\x1f]|\\.)*+"'
_ROW = re.compile(rb'%b:\["[0-9a-f]{64}",[0-9]{1,13},%b,%b,\[(?:%b(?:,%b)*+)?\]\]([,}])' % ((_TEXT,) * 5))
_PIECE = 1 << 16  # bytes


def file_rows(data: bytes) -> Iterator[tuple[str, list[Any]]]:
    """Each route with what is kept of it, in just the form in which `dump_release` writes them.

    Raises ValueError, perhaps after the first rows, where that is cut, too long or anything else.
    """
    unpacking = zlib.decompressobj(wbits=31)
    text, at, size, wanted, mark = b"", 0, 0, _PIECE, b"{"
    while not unpacking.eof:
        piece = _unpacked(unpacking, data, wanted)
        data, size = unpacking.unconsumed_tail, size + len(piece)
        if size > MOST_BYTES or not (piece or unpacking.eof):
            raise ValueError("it is cut, or too long")
        text, at = text[at:] + piece, 0
        if mark == b"{" and text[:1] == b"{":
            at, mark = 1, b","
        begun = at
        while mark == b"," and (row := _ROW.match(text, at)):
            at, mark = row.end(), row[1]
        if at > begun:
            yield from json.loads(b"{" + text[begun : at - 1] + b"}", object_pairs_hook=list)
        wanted = _PIECE if at > begun else 2 * len(text)  # for a long row more and more, so that it is read few times
    if unpacking.unused_data or (text[at:], mark) not in ((b"", b"}"), (b"}", b",")) or (mark == b"," and size > 2):
        raise ValueError("it is no list of files")


def _unpacked(unpacking: zlib._Decompress, data: bytes, most: int) -> bytes:
    try:
        return unpacking.decompress(data, most)
    except zlib.error as error:
        raise ValueError("it is not compressed") from error
