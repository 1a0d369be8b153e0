"""The parts of an OpenDocument file that hold its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.open_document.odf_names import OFFICE
from sitegen.intake.package import Package, damaged
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MANIFEST = b"encryption-data"


class OpenDocument(NamedTuple):
    """A file that is whole."""

    body: Element
    """`office:text` or `office:spreadsheet`."""
    content: Element
    styles: Element | None


def open_document(name: str, data: bytes, kind: str) -> OpenDocument:
    """Open the file, which is to be a `text` or a `spreadsheet`; raises Refused where it is not, or is protected."""
    package = Package(name, data)
    if _MANIFEST in (package.read("META-INF/manifest.xml") or b""):
        raise Refused(
            f"{name} is protected with a password.",
            "Open it in LibreOffice, save it without one (File, Save As), and import that.",
        )
    content = package.xml("content.xml")
    if content is None:
        if package.names() and "mimetype" not in package.names():
            raise Refused(
                f"{name} is no file by LibreOffice, whatever its name says.",
                "Open it in the program that made it, save it as .docx, and import that.",
            )
        raise damaged(name)
    body = content.find(OFFICE + "body")
    words = body.find(OFFICE + kind) if body is not None else None
    if words is None:
        other = next(iter(body), None) if body is not None else None
        what = other.tag.rpartition("}")[2] if other is not None else ""
        if what in ("text", "spreadsheet"):
            ending = ".odt" if what == "text" else ".ods"
            raise Refused(
                f"{name} is a {what}, whatever its name says.", f"Give it its own ending ({ending}), and import it."
            )
        raise Refused(
            f"{name} holds neither a text nor a sheet.", "Copy the words into a text, save that, and import it."
        )
    return OpenDocument(words, content, package.xml("styles.xml"))
