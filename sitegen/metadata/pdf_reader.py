"""A PDF read by pypdf, in the process that `pdf_texts` starts for it: each text goes out as soon as it is found."""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import TYPE_CHECKING, Any

from sitegen.memory.process_bounds import bound_this_process
from sitegen.metadata.inscriptions import texts_of_picture
from sitegen.metadata.xmp import texts_of_xmp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

MEMORY = 600 * 1024 * 1024
"""Bytes that reading one file may take."""
SECONDS = 10
"""Of the processor."""
_MOST_PAGES, _MOST_REMARKS, _MOST_TEXT = 2000, 1000, 20_000_000
_MOST_PICTURES, _DEEPEST = 500, 3
_JPEG = "/DCTDecode"
LOCKED = "is locked with a password"


def main() -> None:
    """Read the file that comes by the standard input, and write a line of JSON for each text."""
    bound_this_process(MEMORY, SECONDS)
    logging.disable()
    data = sys.stdin.buffer.read()
    unread = _read(data)
    sys.stdout.write(json.dumps({"unread": unread}) + "\n")


def _read(data: bytes) -> str:
    """Write what can be read; why not all of it could, empty where it was."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return LOCKED
        left = _MOST_TEXT
        for found in (_properties, _remarks, _pages, _pictures):
            for place, text in found(reader):
                left -= len(text)
                if left < 0:
                    return f"holds more than {_MOST_TEXT // 1_000_000} million letters"
                sys.stdout.write(json.dumps([place, text]) + "\n")
                sys.stdout.flush()
    except (DependencyError, FileNotDecryptedError):
        return LOCKED
    except (MemoryError, RecursionError):
        return "takes more memory to read than is sensible"
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError):
        return "is damaged in a place"
    return "" if len(reader.pages) <= _MOST_PAGES else f"has more than {_MOST_PAGES} pages"


def _properties(reader: PdfReader) -> Iterator[tuple[str, str]]:
    for key, value in (reader.metadata or {}).items():
        yield f"properties, {str(key).lstrip('/')}", str(value)
    root: Any = reader.root_object
    if packet := root.get("/Metadata"):
        for place, text in texts_of_xmp(packet.get_object().get_data()):
            yield f"properties, {place}", text
    for name in reader.attachments:
        yield "file inside", name


def _remarks(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """What stands in the notes that people stick onto pages, and who stuck them there."""
    left = _MOST_REMARKS
    for number, page in enumerate(reader.pages[:_MOST_PAGES], 1):
        for remark in page.annotations or ():
            left -= 1
            if left < 0:
                return
            one: Any = remark.get_object()
            if one.get("/Subtype") not in ("/Link", "/Widget", "/Popup"):
                yield f"remark on page {number}", " ".join(str(one[key]) for key in ("/T", "/Contents") if key in one)


def _pages(reader: PdfReader) -> Iterator[tuple[str, str]]:
    for number, page in enumerate(reader.pages[:_MOST_PAGES], 1):
        yield f"page {number}", page.extract_text()


def _pictures(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """What photos carry that were put into a document as they were."""
    seen: set[int] = set()
    for number, page in enumerate(reader.pages[:_MOST_PAGES], 1):
        for data in _photos(page.get("/Resources"), seen, _DEEPEST):
            for place, text in texts_of_picture(data):
                yield f"picture on page {number}, {place}", text


def _photos(resources: Any, seen: set[int], depth: int) -> Iterator[bytes]:
    """The JPEGs among what a page or a part of one draws, each once."""
    named = resources and resources.get_object().get("/XObject")
    for reference in (named.get_object() if named else {}).values():
        one: Any = reference.get_object()
        if id(one) in seen or len(seen) >= _MOST_PICTURES:
            continue
        seen.add(id(one))
        if one.get("/Subtype") == "/Form" and depth:
            yield from _photos(one.get("/Resources"), seen, depth - 1)
        filters = one.get("/Filter")
        if _JPEG in (filters if isinstance(filters, list) else [filters]):
            yield one.get_data()  # as it was taken, once what packs it is undone


if __name__ == "__main__":
    main()
