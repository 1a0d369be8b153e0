"""The pieces of a drawing (SVG): kept is what draws, speaks or moves, and of a picture in it what is served of it.

Cut are remarks, the element for notes, and all that programs keep under names of their own: who drew it, in which
folder, from what. Read by expat, which tells where each piece begins; what is kept stays as it is, byte for byte.
"""

from __future__ import annotations

import base64
import binascii
import re
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from sitegen.metadata.piece import Damaged, FilePiece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SVG = "http://www.w3.org/2000/svg"
_DRAW = frozenset(("", _SVG, "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"))
_ATTRIBUTES = frozenset(("", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"))
_STYLE_SHEET = "xml-stylesheet"
_BEGINNING = 4096  # bytes in which a drawing says that it is one
_NAME = re.compile(rb"<[^\s/>]+")
_ATTRIBUTE = re.compile(rb"""\s+(?P<name>[^\s=/>"']+)\s*=\s*(?P<value>"[^"]*"|'[^']*')""")
_EMBEDDED = re.compile(r"data:image/[\w+-]{1,20}(?:;charset=[\w-]{1,20})?(?P<packed>;base64)?,", re.IGNORECASE)
_BLANKS = str.maketrans("", "", " \t\r\n\f")


class _Mark(NamedTuple):
    """Where a piece begins, and what it is."""

    at: int
    opens: int = 0
    """1 where an element begins that ends later, -1 where one ends."""
    draws: bool = True
    stays: tuple[bool, ...] | None = None
    """Of each attribute of an element but declarations of namespaces, whether it stays."""


def is_drawing(data: bytes) -> bool:
    """Whether the bytes begin as a drawing does."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"svg" in data[:_BEGINNING]


def svg_pieces(data: bytes, copy: Callable[[bytes], bytes]) -> Iterator[FilePiece]:
    """Its pieces; `copy` gives what is served of a picture in it. What is no XML is one piece. Raises Damaged."""
    marks = _marks(data)
    yield FilePiece(data[: marks[0].at] if marks else data)
    depth = 0  # of elements that are cut
    for mark, following in pairwise([*marks, _Mark(len(data))]):
        piece = data[mark.at : following.at]
        if depth or not mark.draws:
            depth += mark.opens
            yield FilePiece(b"", "comment" if piece.startswith(b"<!--") else "other", piece)
        elif mark.stays:
            yield from _of_tag(piece, mark.stays, copy)
        else:
            yield FilePiece(piece)


def _marks(data: bytes) -> list[_Mark]:
    """Where every piece begins; none where it is no XML."""
    parser = expat.ParserCreate(None, " ")
    parser.ordered_attributes = parser.specified_attributes = True
    marks: list[_Mark] = []

    def start(name: str, attributes: list[str]) -> None:
        space, _, local = name.rpartition(" ")
        draws = space in _DRAW and (space, local) != (_SVG, "metadata")
        stays = tuple(each.rpartition(" ")[0] in _ATTRIBUTES for each in attributes[::2])
        marks.append(_Mark(parser.CurrentByteIndex, 1, draws, stays))

    def end(_: str) -> None:
        if marks[-1].opens == 1 and marks[-1].at == parser.CurrentByteIndex:
            marks[-1] = marks[-1]._replace(opens=0)  # <path/>
        else:
            marks.append(_Mark(parser.CurrentByteIndex, -1))

    def other(*_: object) -> None:
        marks.append(_Mark(parser.CurrentByteIndex))

    def remark(_: str) -> None:
        marks.append(_Mark(parser.CurrentByteIndex, draws=False))

    def instruction(target: str, _: str) -> None:
        marks.append(_Mark(parser.CurrentByteIndex, draws=target == _STYLE_SHEET))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CommentHandler, parser.ProcessingInstructionHandler = remark, instruction
    parser.DefaultHandler = other  # so that no entity is read that stands for elements
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return []
    return marks


def _of_tag(tag: bytes, stays: tuple[bool, ...], copy: Callable[[bytes], bytes]) -> Iterator[FilePiece]:
    name = _NAME.match(tag)
    at = name.end() if name else 0
    yield FilePiece(tag[:at])
    left = iter(stays)
    for attribute in _ATTRIBUTE.finditer(tag, at):
        is_space = attribute["name"] == b"xmlns" or attribute["name"].startswith(b"xmlns:")
        if is_space or next(left, True):
            yield FilePiece(tag[at : attribute.start("value")])
            yield _of_value(attribute["value"], copy)
        else:
            yield FilePiece(b"", "other", attribute[0])
        at = attribute.end()
    yield FilePiece(tag[at:])


def _of_value(value: bytes, copy: Callable[[bytes], bytes]) -> FilePiece:
    """The value of an attribute, which may be a whole picture."""
    if b"base64" not in value and b"data:" not in value and b"&" not in value:
        return FilePiece(value)
    said = unescape(value[1:-1].decode("latin-1")).translate(_BLANKS)
    begins = _EMBEDDED.match(said)
    if not begins:
        return FilePiece(value)
    picture = unquote_to_bytes(said[begins.end() :])
    try:
        picture = base64.b64decode(picture) if begins["packed"] else picture
        served = copy(picture)
    except binascii.Error:
        return FilePiece(value)
    except Damaged as damaged:
        raise Damaged(f"a picture in it {damaged}") from damaged
    if served == picture:
        return FilePiece(value)
    kind = said[: begins.end()].lower().replace(";base64", "").removesuffix(",")
    return FilePiece(f'"{kind};base64,{base64.b64encode(served).decode()}"'.encode(), "more", picture)
