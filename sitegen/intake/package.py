"""A zip of XML parts, opened with care: nothing outside it is followed, nothing in it may grow without bounds."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from sitegen.memory.refused import Refused

LARGEST_PART = 64 * 1024 * 1024
LARGEST = 256 * 1024 * 1024
"""Bytes, unpacked, of all that is read of one file."""
_MOST_PARTS = 20_000
_MOST_MARKS = 500_000
"""Of `<` in one part: what is made of them stays in memory."""
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError, LookupError, RuntimeError
)  # read as a table  # fmt: skip
"""What the library raises for damaged zips, by what is damaged."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/customProperties", b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
)  # read as a table  # fmt: skip
"""The names that files in the Strict form use, and those of all others."""


class Package:
    """The parts of one file, read when they are asked for."""

    def __init__(self, name: str, data: bytes) -> None:
        """Look at the directory of the zip; raises Refused where it is none, or one that is too large."""
        self.name = name
        if data.startswith(OLE):
            program, ending = _program(name)
            raise Refused(
                f"{name} is protected with a password, or in the form of {program} before 2007.",
                f"Open it in {program}, take the password off (File, Info), save it as {ending}, import that.",
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _UNREADABLE as error:
            raise damaged(name) from error
        if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > LARGEST:
            raise _too_large(name)
        self._infos = {_part(info.filename): info for info in infos}
        self._left = LARGEST

    def names(self) -> list[str]:
        """The names of all parts, without a slash before them."""
        return list(self._infos)

    def read(self, part: str) -> bytes | None:
        """The bytes of a part; None where there is none. Raises Refused where it is damaged or too large."""
        info = self._infos.get(_part(part))
        if info is None:
            return None
        if info.flag_bits & 1:
            raise Refused(f"{self.name} is protected with a password.", "Open it, save it without one, import that.")
        most = min(LARGEST_PART, self._left)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(most + 1)
        except _UNREADABLE as error:
            raise damaged(self.name) from error
        if len(data) > most:
            raise _too_large(self.name)
        self._left -= len(data)
        return data

    def xml(self, part: str) -> ET.Element | None:
        """The part as a tree; names of the Strict form have become the usual ones."""
        data = self.read(part)
        return None if data is None else parse_xml(self.name, data)


class _Tree(ET.TreeBuilder):
    """Builds a tree, and lets no document type in: what it defines could grow without bounds, or name other files."""

    def doctype(self, *_: str | None) -> None:
        raise _DocumentType


class _DocumentType(Exception):
    pass


def parse_xml(name: str, data: bytes) -> ET.Element:
    """The XML as a tree; raises Refused, in the name of the file, where it is damaged, foreign or too large."""
    if data.count(b"<") > _MOST_MARKS:
        raise _too_large(name)
    if b"purl.oclc.org" in data:
        for strict, usual in _NAMES:
            data = data.replace(strict, usual)
    parser = ET.XMLParser(target=_Tree())  # noqa: S314 - without document types there is nothing to expand or fetch
    try:
        parser.feed(data)
        tree: ET.Element = parser.close()
    except _DocumentType:
        raise Refused(
            f"{name} defines a document type, which no file by Word, Excel or LibreOffice does.",
            f"Open it in {_program(name)[0]}, save it under another name, and import that.",
        ) from None
    except (ET.ParseError, ValueError, LookupError, AssertionError) as error:
        raise damaged(name) from error
    return tree


def damaged(name: str) -> Refused:
    """The refusal of a file that cannot be read to its end."""
    return Refused(
        f"{name} is damaged: it cannot be read to its end.",
        "Open it in the program that made it, save it under another name, and import that.",
    )


def _too_large(name: str) -> Refused:
    return Refused(
        f"{name} is too large to be a write-up: more than 256 MB of text.",
        "Save only the pages that you need as a new file, and import that.",
    )


def _program(name: str) -> tuple[str, str]:
    """The program that opens such a file, and the ending that it saves it with."""
    ending = name[name.rfind(".") :].lower()
    if ending in (".odt", ".ods"):
        return "LibreOffice", ending
    return ("Excel", ".xlsx") if ending.startswith(".xls") else ("Word", ".docx")


def _part(name: str) -> str:
    path = re.sub(r"^/+", "", name.replace("\\", "/"))
    return str(PurePosixPath(path)).lower() if path else ""
