"""What Photoshop and picture agencies write beside a picture (Photoshop file format; IPTC-IIM 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.metadata.exif import printable, texts_of_exif
from sitegen.metadata.piece import Bytes, PlacedText
from sitegen.metadata.xmp import texts_of_xmp

if TYPE_CHECKING:
    from collections.abc import Iterator

_IPTC, _EXIF, _XMP = 0x0404, 0x0422, 0x0424
_NAMES = {5: "Object Name", 25: "Keywords", 80: "By-line", 85: "By-line Title", 90: "City", 105: "Headline"}
_NAMES |= {110: "Credit", 115: "Source", 116: "Copyright", 118: "Contact", 120: "Caption", 122: "Writer"}


def texts_of_photoshop(payload: Bytes) -> Iterator[PlacedText]:
    """The texts in the resources of Photoshop."""
    data, at = bytes(payload), 0
    while data[at : at + 4] == b"8BIM":
        kind = int.from_bytes(data[at + 4 : at + 6], "big")
        head = at + 6 + (data[at + 6] + 2 & ~1 if at + 6 < len(data) else 2)
        size = int.from_bytes(data[head : head + 4], "big")
        body = data[head + 4 : head + 4 + size]
        if kind == _IPTC:
            yield from texts_of_iptc(body)
        elif kind == _EXIF:
            yield from texts_of_exif(body)
        elif kind == _XMP:
            yield from texts_of_xmp(body)
        elif text := printable(body[:1000]):
            yield PlacedText("Photoshop", text)
        at = head + 4 + size + size % 2


def texts_of_iptc(data: bytes) -> Iterator[PlacedText]:
    """The texts of the second record, which is about the picture."""
    at = 0
    while data[at : at + 1] == b"\x1c" and at + 5 <= len(data):
        record, number = data[at + 1], data[at + 2]
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        text = data[at + 5 : at + 5 + size]
        if record == 2 and number:
            yield PlacedText(f"IPTC, {_NAMES.get(number, number)}", text.decode("utf-8", "replace"))
        at += 5 + (size if size < 0x8000 else len(data))
