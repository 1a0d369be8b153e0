"""XMP (ISO 16684-1): every text and every attribute that says something."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from sitegen.metadata.piece import Bytes, PlacedText

if TYPE_CHECKING:
    from collections.abc import Iterator

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OF_RDF = frozenset(("about", "parseType", "ID", "nodeID", "datatype"))
_XML = "http://www.w3.org/XML/1998/namespace"
_LONGEST = 1_000_000  # bytes


def texts_of_xmp(data: Bytes) -> Iterator[PlacedText]:
    """What it says, by the names of its properties; as one text where it is not whole."""
    packet = bytes(data[:_LONGEST]).strip(b"\0 \r\n\t")
    found: list[PlacedText] = []
    names, texts = ["XMP"], [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        names.append(names[-1] if space == _RDF else local)
        texts.append("")
        for key, value in attributes.items():
            its_space, _, its_name = key.rpartition(" ")
            if its_space != _XML and not (its_space in ("", _RDF) and its_name in _OF_RDF):
                found.append(_placed(its_name if its_space != _RDF else names[-1], value))

    def text(piece: str) -> None:
        texts[-1] += piece

    def end(_: str) -> None:
        found.append(_placed(names.pop(), texts.pop()))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.EntityDeclHandler = _refuse
    parser.buffer_text = True
    try:
        parser.Parse(packet, True)
    except (expat.ExpatError, ValueError):
        found.append(PlacedText("XMP", packet.decode("utf-8", "replace")))
    yield from (one for one in found if one.text)


def _placed(name: str, text: str) -> PlacedText:
    place = f"GPS position, XMP {name}" if name in ("GPSLatitude", "GPSLongitude") else f"XMP, {name}"
    return PlacedText(place, text.strip())


def _refuse(*_: object) -> NoReturn:
    raise ValueError("an entity, which may grow without end")
