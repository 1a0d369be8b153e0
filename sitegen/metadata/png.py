"""The pieces of a PNG (ISO/IEC 15948, third edition): kept are the chunks that draw, and how it is turned."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from sitegen.metadata import exif
from sitegen.metadata.piece import Bytes, Damaged, FilePiece

if TYPE_CHECKING:
    from collections.abc import Iterator

START = b"\x89PNG\r\n\x1a\n"
_DRAW = frozenset(
    (
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"bKGD", b"pHYs", b"sBIT"),
        *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"mDCv", b"cLLI", b"cLLi"),  # what colours mean
        *(b"acTL", b"fcTL", b"fdAT"),  # what moves
    )
)
PROFILE_NAME = b"ICC Profile"
"""Of the colour profile of every picture that is served."""
_XMP_KEY = b"XML:com.adobe.xmp"
PACKED = "packed "
"""What the name of a piece begins with whose payload is to be unpacked."""
_MOST = 1_000_000  # bytes of a packed text that are unpacked


def png_pieces(data: bytes) -> Iterator[FilePiece]:
    """Its pieces; raises Damaged, perhaps after some of them."""
    view, at, kind, has_pixels, is_turned = memoryview(data), len(START), b"", False, False
    yield FilePiece(view[:at])
    if data[at + 4 : at + 8] != b"IHDR":
        raise Damaged("is cut off" if at == len(data) else "is damaged")
    while kind != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if end > len(data) or len(kind) < 4:
            raise Damaged("is cut off")
        if kind in _DRAW:
            has_pixels = has_pixels or kind == b"IDAT"
            yield _profile(view[at + 8 : end - 4]) if kind == b"iCCP" else FilePiece(view[at:end])
        elif not kind[0] & 0x20:
            raise Damaged("has parts that browsers do not know")  # such as what Apple packs into its programs
        else:
            piece = _other(kind, view[at + 8 : end - 4])
            yield piece._replace(kept=b"") if is_turned else piece
            is_turned = is_turned or piece.what == "exif"
        at = end
    if not has_pixels:
        raise Damaged("holds no picture")
    if at < len(data):
        yield FilePiece(b"", "more", view[at:])


def _other(kind: bytes, payload: memoryview) -> FilePiece:
    """A chunk that draws nothing."""
    if kind == b"eXIf":
        turn = exif.only_orientation(payload)
        return FilePiece(_chunk(kind, turn) if turn else b"", "exif", payload)
    if kind == b"tEXt":
        key, _, text = bytes(payload).partition(b"\0")
        return _text(key, text)
    if kind == b"zTXt":
        key, _, packed = bytes(payload).partition(b"\0")
        return _text(key, packed[1:], is_packed=True)
    if kind == b"iTXt":
        key, _, rest = bytes(payload).partition(b"\0")
        *_, text = [b"", *rest[2:].split(b"\0", 2)]
        return _text(key, text, is_packed=rest[:1] == b"\1")
    return FilePiece(b"", "other", payload)


def _profile(payload: memoryview) -> FilePiece:
    """The colours, under a name of our own: some programs put that of a screen, and so of its owner, in its place."""
    packed = bytes(payload).partition(b"\0")[2]
    return FilePiece(_chunk(b"iCCP", PROFILE_NAME + b"\0" + packed), "packed icc", payload)


def _text(key: bytes, text: bytes, *, is_packed: bool = False) -> FilePiece:
    name = "xmp" if key == _XMP_KEY else f"PNG text, {key.decode('latin-1')}"
    return FilePiece(b"", PACKED + name if is_packed else name, text)


def unpack_some(packed: Bytes) -> bytes:
    """The beginning of what was packed; nothing where it is damaged."""
    try:
        return zlib.decompressobj().decompress(packed, _MOST)
    except zlib.error:
        return b""


def _chunk(kind: bytes, payload: bytes) -> bytes:
    return len(payload).to_bytes(4, "big") + kind + payload + zlib.crc32(kind + payload).to_bytes(4, "big")
