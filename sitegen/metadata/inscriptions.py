"""The texts that pictures, films and sounds carry where readers do not look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.metadata.exif import printable, texts_of_exif
from sitegen.metadata.icc import texts_of_icc
from sitegen.metadata.iptc import texts_of_photoshop
from sitegen.metadata.piece import Bytes, Damaged, FilePiece, PlacedText
from sitegen.metadata.png import PACKED, PROFILE_NAME, unpack_some
from sitegen.metadata.served_copy import reader_of
from sitegen.metadata.xmp import texts_of_xmp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_PACKED = 16
_LONGEST = 1_000_000  # bytes of one piece that are looked through
_POSITION = re.compile(rb"([+-]\d{1,2}\.\d{2,8})([+-]\d{1,3}\.\d{2,8})")
"""As phones write it into films (ISO 6709)."""
_WIDE = re.compile(rb"(?:[\x20-\x7e]\0){4,}")


def texts_of_picture(data: bytes) -> tuple[PlacedText, ...]:
    """Every text in the metadata of a picture, film or sound, with its place; a position has one of its own.

    The place of a position begins with `GPS position`; its text is latitude and longitude in degrees. Damaged files
    give what can be read of them. Drawings are texts themselves, and PDFs have `texts_of_pdf`.
    """
    return tuple(dict.fromkeys(_texts(data, inside=False)))


def _unpacked(pieces: Iterable[FilePiece]) -> Iterator[FilePiece]:
    """The pieces, of which the first that are packed are unpacked: each may become a thousand times as large."""
    left = _MOST_PACKED
    for piece in pieces:
        if not piece.what.startswith(PACKED) or piece.what == "packed icc":
            yield piece
        elif left:
            left -= 1
            yield piece._replace(what=piece.what.removeprefix(PACKED), payload=unpack_some(piece.payload))


def _texts(data: bytes, *, inside: bool) -> Iterator[PlacedText]:
    reader, more_xmp, profile = reader_of(data), list[Bytes](), list[Bytes]()
    try:
        for piece in _unpacked(reader(data) if reader else ()):
            if piece.what == "more xmp":
                more_xmp.append(piece.payload)
            elif piece.what == "icc":  # JPEG has it in pieces
                profile.append(piece.payload)
            elif piece.what == "more" and not inside and reader_of(bytes(piece.payload)):
                yield from _texts(bytes(piece.payload), inside=True)  # a second picture, or the film of it
            else:
                yield from _texts_of(piece)
    except Damaged:
        pass  # what is told of elsewhere
    yield from texts_of_icc(b"".join(profile))
    if more_xmp:
        yield from texts_of_xmp(b"".join(more_xmp))


def _texts_of(piece: FilePiece) -> Iterator[PlacedText]:
    what, payload = piece.what, piece.payload[:_LONGEST]
    if what == "exif":
        yield from texts_of_exif(payload)
    elif what == "xmp":
        yield from texts_of_xmp(payload)
    elif what == "photoshop":
        yield from texts_of_photoshop(payload)
    elif what == "packed icc":
        name, _, packed = bytes(payload).partition(b"\0")
        if name != PROFILE_NAME:
            yield PlacedText("colour profile, name", name.decode("latin-1"))
        yield from texts_of_icc(unpack_some(packed[1:]))
    elif what.startswith("PNG text") or what == "comment":
        yield PlacedText(what, _decoded(bytes(payload)).strip("\0 "))
    elif what in ("film", "id3", "tag", "other", "more"):
        yield from _readable(what, bytes(payload))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _readable(what: str, payload: bytes) -> Iterator[PlacedText]:
    """What a person would read among bytes that belong to nobody's list."""
    for latitude, longitude in _POSITION.findall(payload):
        yield PlacedText(f"GPS position, {what}", f"{float(latitude)}, {float(longitude)}")
    wide = b" ".join(run[::2] for run in _WIDE.findall(payload))
    text = printable(payload) + (" " + wide.decode("ascii") if wide else "")
    if text.strip():
        yield PlacedText({"id3": "ID3", "tag": "tag"}.get(what, f"{what} data"), text)
