"""The names of OpenDocument's XML, as ElementTree spells them; and the letters of a file, counted by them alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.intake.paper import letters

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE, DRAW, META = (
    _OASIS % name for name in ("office", "text", "table", "style", "drawing", "meta")
)
FO, SVG = _OASIS % "xsl-fo-compatible", _OASIS % "svg-compatible"
LINK = "{http://www.w3.org/1999/xlink}"
DC = "{http://purl.org/dc/elements/1.1/}"
_BLANK = re.compile(r"[ \t\r\n]+")
_WORDED = (TEXT + "p", TEXT + "h")
UNSHOWN = (DC, META, "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}sender", SVG + "title")
"""What begins so is about the file, and no words of it."""
_UNSHOWN_TAGS = frozenset((SVG + "desc", OFFICE + "binary-data", OFFICE + "event-listeners"))


def is_unshown(tag: str) -> bool:
    """Whether what stands in the element is no words: who wrote a comment, what a picture is called."""
    return tag in _UNSHOWN_TAGS or tag.startswith(UNSHOWN)


def collapsed(text: str | None) -> str:
    """Text between tags as it is shown: white space is one blank."""
    return _BLANK.sub(" ", text or "")


def whole(element: Element | None, name: str, default: int) -> int:
    """A whole number from an attribute, within reason; the default for anything else."""
    text = element.get(name, "") if element is not None else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else default


def count_odf_letters(roots: Iterable[Element], *, inside: bool = False) -> tuple[Counter[str], list[str]]:
    """The letters below the elements, shown or not, and their text in passages; knows none of the reader's rules.

    `inside` says that they stand in a paragraph, where all text is words.
    """
    passages: list[str] = []
    for root in roots:
        waiting: list[tuple[Element, bool] | str] = [(root, inside)]
        current: list[str] = []
        while waiting:
            here = waiting.pop()
            if isinstance(here, str):
                current.append(here)
                if here == "\n":
                    passages.append("".join(current))
                    current = []
                continue
            element, within = here
            if is_unshown(element.tag):
                continue
            begins = element.tag in _WORDED
            within = within or begins
            if begins:
                waiting.append("\n")
            for child in reversed(element):
                waiting += [child.tail or ""] if within else []
                waiting.append((child, within))
            waiting += [element.text or ""] if within else []
        passages.append("".join(current))
    return letters("".join(passages)), passages
