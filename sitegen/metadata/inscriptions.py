"""The texts that pictures, films and sounds carry where readers do not look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.metadata.piece import PlacedText


def texts_of_picture(data: bytes) -> tuple[PlacedText, ...]:
    """Every text in the metadata of a picture, drawing, film or sound, with its place; a position has one of its own.

    The place of a position begins with `GPS position`; its text is latitude and longitude in degrees. Damaged files
    give what can be read of them.
    """
    del data
    return ()
