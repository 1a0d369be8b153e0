"""A file as its pieces, in order: what of each goes into a copy, and what it says besides."""

from __future__ import annotations

from typing import NamedTuple

Bytes = bytes | memoryview


class FilePiece(NamedTuple):
    """A piece of a file."""

    kept: Bytes
    """What of it goes into the copy that is served."""
    what: str = ""
    """What else it is: exif, xmp, iptc, icc, film, more, or the name under which a text stands; empty for the rest."""
    payload: Bytes = b""
    """The bytes of that, without the frame round them."""


class PlacedText(NamedTuple):
    """A text that stands in a file where readers do not look."""

    place: str
    """Where, in words: `EXIF, Artist`, `page 3`."""
    text: str


class Damaged(Exception):
    """A file whose pieces cannot be told apart; why, as in “This picture …”."""
