"""The texts of a colour profile (ICC.1:2022): some screens are called by their owner's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.metadata.piece import Bytes, PlacedText

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD, _MOST_TAGS, _LONGEST = 128, 100, 10_000


def texts_of_icc(data: Bytes) -> Iterator[PlacedText]:
    """The texts in its tags."""
    count = min(int.from_bytes(data[_HEAD : _HEAD + 4], "big"), _MOST_TAGS)
    for row in range(_HEAD + 4, _HEAD + 4 + 12 * count, 12):
        name = bytes(data[row : row + 4]).decode("latin-1").strip()
        start, size = (int.from_bytes(data[at : at + 4], "big") for at in (row + 4, row + 8))
        if text := _text(bytes(data[start : start + min(size, _LONGEST)])):
            yield PlacedText(f"colour profile, {name}", text)


def _text(tag: bytes) -> str:
    if tag.startswith(b"mluc"):
        length, start = (int.from_bytes(tag[at : at + 4], "big") for at in (20, 24))
        return tag[start : start + length].decode("utf-16-be", "replace").strip("\0 ")
    plain = {b"desc": 12, b"text": 8}.get(tag[:4])
    return tag[plain:].partition(b"\0")[0].decode("latin-1").strip() if plain else ""
