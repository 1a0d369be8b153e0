"""The names of Word's XML, as ElementTree spells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
VML = "{urn:schemas-microsoft-com:vml}"
PAGE_BREAK = "\f"
"""Stands in a run's text where a new page begins."""


def value(element: Element | None, name: str, default: str = "") -> str:
    """The `w:val` of the child of that name; the default where there is none."""
    child = element.find(W + name) if element is not None else None
    return default if child is None else child.get(W + "val", default)


def is_on(element: Element | None, name: str) -> bool | None:
    """Whether a switch such as `w:b` is on or off; None where it is not named."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else child.get(W + "val", "true").lower() not in ("0", "false", "off", "none")


def number(text: str | None, default: int = 0) -> int:
    """A whole number within reason; the default for anything else."""
    try:
        found = int(text or "")
    except ValueError:
        return default
    return found if abs(found) < 10_000_000 else default


def chosen(element: Element) -> Element | None:
    """Of an `mc:AlternateContent` the form that Word of today shows."""
    choice = element.find(MC + "Choice")
    return choice if choice is not None else element.find(MC + "Fallback")
