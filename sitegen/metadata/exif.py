"""EXIF: the one number in it that says how a picture is turned, and every text (CIPA DC-008, TIFF 6.0)."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, NamedTuple

from sitegen.metadata.piece import Bytes, PlacedText

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = b"Exif\0\0"
"""What stands before it in JPEG, and by mistake elsewhere."""
_ORIENTATION = 0x0112
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 9: 4, 10: 8}
_FOLDERS = {0x8769: "EXIF", 0x8825: "GPS", 0xA005: "EXIF", 0x014A: "EXIF"}
_NAMES = {
    0x010D: "DocumentName",
    0x010E: "ImageDescription",
    0x010F: "Make",
    0x0110: "Model",
    0x0131: "Software",
    0x0132: "DateTime",
    0x013B: "Artist",
    0x013C: "HostComputer",
    0x8298: "Copyright",
    0x927C: "MakerNote",
    0x9003: "DateTimeOriginal",
    0x9004: "DateTimeDigitized",
    0x9286: "UserComment",
    0xA420: "ImageUniqueID",
    0xA430: "CameraOwnerName",
    0xA431: "BodySerialNumber",
    0xA435: "LensSerialNumber",
    0x9C9B: "XPTitle",
    0x9C9C: "XPComment",
    0x9C9D: "XPAuthor",
    0x9C9E: "XPKeywords",
    0x9C9F: "XPSubject",
}
_MAKER_NOTE, _COMMENT = 0x927C, 0x9286
_MOST_ENTRIES, _LONGEST = 1000, 10_000  # of what is read for its texts, however much a file says it holds
_RUN = re.compile(rb"[\x20-\x7e]{4,}")


class _Entry(NamedTuple):
    tag: int
    type: int
    number: int
    """How many there are of its type."""
    value: bytes


class _Tiff:
    """A TIFF structure; what lies outside of it is not there."""

    def __init__(self, data: Bytes) -> None:
        self.data = bytes(data).removeprefix(HEADER)
        self.order = {b"II*\0": "<", b"MM\0*": ">"}.get(self.data[:4], "")
        """Empty where it is none."""

    def number(self, at: int, form: str = "I") -> int:
        return self.as_number(self.data[at : at + struct.calcsize("<" + form)])

    def as_number(self, data: bytes) -> int:
        return int.from_bytes(data, "little" if self.order == "<" else "big")

    def entries(self, at: int) -> Iterator[_Entry]:
        """Those of the directory there."""
        for row in range(at + 2, at + 2 + 12 * self.number(at, "H"), 12):
            if row + 12 > len(self.data):
                return
            tag, kind, count = self.number(row, "H"), self.number(row + 2, "H"), self.number(row + 4)
            size = _SIZES.get(kind, 0) * count
            place = row + 8 if size <= 4 else self.number(row + 8)
            yield _Entry(tag, kind, count, self.data[place : place + min(size, _LONGEST)])

    def next_after(self, at: int) -> int:
        return self.number(at + 2 + 12 * self.number(at, "H"))


def only_orientation(data: Bytes) -> bytes:
    """The EXIF that says nothing but how the picture is turned; empty where it is not, or where that is not said.

    In the order of bytes and the kind of number that it had: whoever understood it before does so still.
    """
    tiff = _Tiff(data)
    if not tiff.order:
        return b""
    found = next((entry for entry in tiff.entries(tiff.number(4)) if entry.tag == _ORIENTATION), None)
    if found is None or found.number != 1 or found.type not in (3, 4):
        return b""
    form = "H" if found.type == 3 else "I"
    (turn,) = struct.unpack(tiff.order + form, found.value.ljust(struct.calcsize("<" + form), b"\0"))
    if not 2 <= turn <= 8:
        return b""
    entry = struct.pack(f"{tiff.order}HHHI{form}", 1, _ORIENTATION, found.type, 1, turn).ljust(14, b"\0")
    return tiff.data[:4] + struct.pack(tiff.order + "I", 8) + entry + bytes(4)


def texts_of_exif(data: Bytes) -> Iterator[PlacedText]:
    """Every text in it, and the position where it says one."""
    tiff = _Tiff(data)
    if not tiff.order:
        return
    waiting, seen, left = [(tiff.number(4), "EXIF")], {0}, _MOST_ENTRIES
    while waiting:
        at, name = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        entries = dict[int, _Entry]()
        for entry in tiff.entries(at):
            left -= 1
            if left < 0:
                return
            entries.setdefault(entry.tag, entry)
            if entry.tag in _FOLDERS:
                waiting.append((tiff.as_number(entry.value[:4]), _FOLDERS[entry.tag]))
            elif name == "EXIF" and (text := _text(entry)):
                yield PlacedText(f"EXIF, {_NAMES.get(entry.tag, hex(entry.tag))}", text)
        if name == "GPS" and (position := _position(tiff, entries)):
            yield PlacedText("GPS position, EXIF", position)
        if name == "EXIF":
            waiting.append((tiff.next_after(at), name))


def _text(entry: _Entry) -> str:
    if 0x9C9B <= entry.tag <= 0x9C9F:
        return entry.value.decode("utf-16-le", "replace").strip("\0 ")
    if entry.tag == _COMMENT:
        letters, value = entry.value[:8], entry.value[8:]
        wide = "utf-16-le" if value[1:2] == b"\0" else "utf-16-be"
        return value.decode(wide if letters.startswith(b"UNICODE") else "utf-8", "replace").strip("\0 ")
    if entry.tag == _MAKER_NOTE:
        return printable(entry.value)
    return entry.value.decode("utf-8", "replace").strip("\0 ") if entry.type == 2 else ""


def printable(data: Bytes) -> str:
    """What a person would read among bytes of which nobody says what they are."""
    return " ".join(run.decode("ascii") for run in _RUN.findall(bytes(data)))


def _position(tiff: _Tiff, entries: dict[int, _Entry]) -> str:
    latitude, longitude = _degrees(tiff, entries.get(2)), _degrees(tiff, entries.get(4))
    if latitude is None or longitude is None:
        return ""
    south = 1 in entries and entries[1].value[:1] in b"Ss"
    west = 3 in entries and entries[3].value[:1] in b"Ww"
    return f"{-latitude if south else latitude:.5f}, {-longitude if west else longitude:.5f}"


def _degrees(tiff: _Tiff, entry: _Entry | None) -> float | None:
    if entry is None or len(entry.value) < 24:
        return None
    numbers = struct.unpack(f"{tiff.order}6I", entry.value[:24])
    parts = [above / below if below else 0.0 for above, below in zip(numbers[::2], numbers[1::2], strict=True)]
    return parts[0] + parts[1] / 60 + parts[2] / 3600
