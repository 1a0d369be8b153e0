"""The pieces of a GIF (GIF89a specification): kept are its frames, how long each is shown, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.metadata.piece import Damaged, FilePiece

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTS = (b"GIF87a", b"GIF89a")
_EXTENSION, _FRAME, _END = 0x21, 0x2C, 0x3B
_CONTROL, _COMMENT, _APPLICATION = 0xF9, 0xFE, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_ICC, _XMP = b"ICCRGBG1012", b"XMP DataXMP"


def gif_pieces(data: bytes) -> Iterator[FilePiece]:
    """Its pieces; raises Damaged, perhaps after some of them."""
    view, at, has_frame = memoryview(data), 13 + _palette(data, 10), False
    control = view[:0]
    """How the next frame is shown."""
    yield FilePiece(view[:at])
    while at < len(data) and data[at] != _END:
        start, kind = at, data[at]
        if kind == _FRAME:
            at = _after_blocks(data, at + 11 + _palette(data, at + 9))
            has_frame = True
            yield FilePiece(control)
            yield FilePiece(view[start:at])
        elif kind == _EXTENSION and at + 1 < len(data):
            at = _after_blocks(data, at + 2)
            if data[start + 1] == _CONTROL:
                control = view[start:at]
                continue
            yield _extension(data[start + 1], view[start:at])
            if data[start + 1] in (_COMMENT, _APPLICATION):
                continue
        else:
            raise Damaged("is damaged")
        control = view[:0]
    if not has_frame:
        raise Damaged("is cut off" if at >= len(data) else "holds no picture")
    yield FilePiece(b";")  # which some programs leave out
    if at + 1 < len(data):
        yield FilePiece(b"", "more", view[at + 1 :])


def _palette(data: bytes, at: int) -> int:
    """The bytes of the table of colours that follows, by the byte which tells of it."""
    flags = data[at] if at < len(data) else 0
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    """Where the blocks come to an end that begin there."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    if at >= len(data):
        raise Damaged("is cut off")
    return at + 1


def _extension(kind: int, raw: memoryview) -> FilePiece:
    name = bytes(raw[3:14]) if kind == _APPLICATION else b""
    if name in _LOOPS and bytes(raw[14:16]) == b"\3\1":
        return FilePiece(bytes(raw[:18]) + b"\0")
    if name == _ICC:
        return FilePiece(raw, "icc", _joined(raw[14:]))
    if name == _XMP:
        return FilePiece(b"", "xmp", bytes(raw[14:]).rpartition(b"\x01\xff\xfe")[0])
    return FilePiece(b"", "comment" if kind == _COMMENT else "other", _joined(raw[2:]))


def _joined(blocks: memoryview) -> bytes:
    found, at = [], 0
    while blocks[at]:
        found.append(blocks[at + 1 : at + 1 + blocks[at]])
        at += blocks[at] + 1
    return b"".join(found)
