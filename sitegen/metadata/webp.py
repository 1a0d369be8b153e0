"""The pieces of a WebP (RFC 9649): kept are the chunks that draw, its colour profile, and how it is turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.metadata import exif
from sitegen.metadata.piece import Bytes, Damaged, FilePiece

if TYPE_CHECKING:
    from collections.abc import Iterator

_DRAW = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"))
_PIXELS = frozenset((b"VP8 ", b"VP8L", b"ANMF"))
_ICC, _ALPHA, _EXIF, _MOVES = 0x20, 0x10, 0x08, 0x02
_FRAME_HEAD = 16  # bytes of a frame before its chunks


def is_webp(data: bytes) -> bool:
    """Whether the bytes begin as a WebP does."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def webp_pieces(data: bytes) -> Iterator[FilePiece]:
    """Its pieces; raises Damaged."""
    view, end = memoryview(data), 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise Damaged("is cut off")
    pieces: list[FilePiece] = []
    extended, has_pixels, turn = False, False, b""
    for kind, payload in _chunks(view[12:end]):
        has_pixels = has_pixels or kind in _PIXELS
        extended = extended or kind == b"VP8X"
        piece = _piece(kind, payload, turn)
        if kind == b"EXIF" and piece.kept:
            turn = bytes(piece.kept)
        pieces.append(piece)
    if not has_pixels:
        raise Damaged("holds no picture")
    if turn and not extended:  # which nobody would look for
        pieces = [piece._replace(kept=b"") if piece.what == "exif" else piece for piece in pieces]
    if extended:
        pieces = [_flagged(piece, has_turn=bool(turn)) for piece in pieces]
    size = 4 + sum(len(piece.kept) for piece in pieces)
    yield FilePiece(b"RIFF" + size.to_bytes(4, "little") + b"WEBP")
    yield from pieces
    if end + end % 2 < len(data):
        yield FilePiece(b"", "more", view[end:])


def _chunks(body: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    at = 0
    while at + 8 <= len(body):
        end = at + 8 + int.from_bytes(body[at + 4 : at + 8], "little")
        if end > len(body):
            raise Damaged("is cut off")
        yield bytes(body[at : at + 4]), body[at + 8 : end]
        at = end + end % 2


def _piece(kind: bytes, payload: memoryview, turn: bytes) -> FilePiece:
    if kind == b"VP8X":
        return FilePiece(_chunk(kind, bytes(payload[:10]).ljust(10, b"\0")), "head")
    if kind == b"ANMF":
        inner = b"".join(_chunk(*one) for one in _chunks(payload[_FRAME_HEAD:]) if one[0] in _DRAW)
        return FilePiece(_chunk(kind, bytes(payload[:_FRAME_HEAD]) + inner))
    if kind in _DRAW:
        return FilePiece(_chunk(kind, payload))
    if kind == b"ICCP":
        return FilePiece(_chunk(kind, payload), "icc", payload)
    if kind == b"EXIF":
        its_turn = exif.only_orientation(payload)
        return FilePiece(_chunk(kind, its_turn) if its_turn and not turn else b"", "exif", payload)
    return FilePiece(b"", "xmp" if kind == b"XMP " else "other", payload)


def _flagged(piece: FilePiece, *, has_turn: bool) -> FilePiece:
    """The head of the file, which tells what else is in it."""
    if piece.what != "head":
        return piece
    head = bytearray(piece.kept)
    head[8] = head[8] & (_ICC | _ALPHA | _MOVES) | (_EXIF if has_turn else 0)
    head[9:12] = bytes(3)
    return FilePiece(bytes(head))


def _chunk(kind: bytes, payload: Bytes) -> bytes:
    return b"".join([kind, len(payload).to_bytes(4, "little"), payload, bytes(len(payload) % 2)])
