"""The texts of a PDF, read in a process of its own that may take so much memory and time and no more.

What a damaged or hostile file makes its reader do ends with that process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import NamedTuple

from sitegen.metadata.pdf_reader import MEMORY, SECONDS
from sitegen.metadata.piece import PlacedText

_PATIENCE = 60 if sys.platform != "win32" else SECONDS  # by the clock; on Windows it alone is sure
_LARGEST = 100_000_000  # bytes
_SILENT = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_TOO_MUCH = f"is damaged, or takes more than {MEMORY // 1024 // 1024} MB or {SECONDS} seconds to read"


class PdfTexts(NamedTuple):
    """What a PDF says."""

    texts: tuple[PlacedText, ...]
    """Properties (`properties, Author`), `file inside`, `remark on page 1`, then `page 1` and so on, at last what
    photos in it carry (`picture on page 1, EXIF, Artist`)."""
    unread: str = ""
    """Why not all of it could be read, as in “This PDF …”; empty where it was."""


def texts_of_pdf(data: bytes) -> PdfTexts:
    """What a PDF says: its properties, and the text of its pages. Never raises for what the file holds."""
    if len(data) > _LARGEST:
        return PdfTexts((), f"is larger than {_LARGEST // 1_000_000} MB")
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "sitegen.metadata.pdf_reader"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_SILENT,
    )
    with child:
        try:
            told, _ = child.communicate(data, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            told, _ = child.communicate()
        except BaseException:
            child.kill()
            raise
    rows = [json.loads(line) for line in told.split(b"\n")[:-1]]  # the last may be cut off
    texts = tuple(PlacedText(*row) for row in rows if isinstance(row, list))
    ends = [row["unread"] for row in rows if isinstance(row, dict)]
    return PdfTexts(texts, ends[0] if ends and not child.returncode else _TOO_MUCH)
