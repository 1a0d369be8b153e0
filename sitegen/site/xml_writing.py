"""XML by a serialiser, never by a text template."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def start(name: str, attributes: dict[str, str]) -> Element:
    """The root of a document."""
    from xml.etree.ElementTree import Element  # slow to import, and most edits reach no feed

    return Element(name, attributes)


def add(parent: Element, name: str, text: str, **attributes: str) -> Element:
    """Another element at the end of the parent."""
    element = parent.makeelement(name, attributes)
    parent.append(element)
    element.text = text or None
    return element


def finish(root: Element) -> bytes:
    """The document, an element to a line."""
    from xml.etree.ElementTree import indent, tostring

    indent(root)
    data = str(tostring(root, encoding="unicode"))
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + data.encode("utf-8") + b"\n"
