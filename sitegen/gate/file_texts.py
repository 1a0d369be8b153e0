"""A file of the site, looked through by what it is: a page, data, a picture, a document."""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from sitegen.gate.clean_stretches import CleanStretches
from sitegen.gate.markup import BETWEEN, as_pages, bounds_of, plain, tags_of, texts_of, unescaped, values_of
from sitegen.gate.served_finding import ServedFinding
from sitegen.metadata.inscriptions import texts_of_picture
from sitegen.metadata.pdf_texts import texts_of_pdf
from sitegen.privacy.detectors import find_private
from sitegen.privacy.labelled_cells import as_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sitegen.gate.markup import Line
    from sitegen.privacy.allowed import Allowed

_MARKUP = ("html", "htm", "xhtml", "xml", "svg")
_MEDIA = ("png", "jpg", "jpeg", "gif", "webp", "avif", "mp3", "mp4", "svg", "pdf")
_CELLS = ("csv", "json")
"""Files of many texts, each between quotation marks: a mail may begin in any."""
_POSTINGS = "_search/postings-"
"""Files of the search index in which numbers are packed as letters behind each word."""
_TEXT, _ADDRESS = "the text", "its address"


class Sight(NamedTuple):
    """What is looked for, and what needs no look."""

    allowed: Allowed
    home: str
    """The address of the site itself, in links to its own pages; empty for none."""


def find_in_file(route: str, data: bytes, sight: Sight, clean: CleanStretches) -> tuple[ServedFinding, ...]:
    """What looks private in the bytes at a route, each once; linear in their number.

    `clean` holds stretches in which nothing was found, of this file or others, and gets those of this one.
    """
    ending = route.rpartition(".")[2].lower()
    found = _found_in_media(ending, data, sight.allowed) if ending in _MEDIA else ()
    if ending in _MEDIA and ending not in _MARKUP:
        return tuple(dict.fromkeys(found))
    text = _decoded(data)
    if sight.home:
        text = text.replace(sight.home, "")
    if ending in _MARKUP or text.startswith(("<!DOCTYPE", "<?xml", "<html")):
        return tuple(dict.fromkeys(chain(_found_in_markup(text, sight.allowed, clean), found)))
    if ending == "ics":
        text = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    elif route.startswith(_POSTINGS):
        text = BETWEEN.join(text.split('"')[3::4])  # "name",{"word":"packed","word":"packed"}
    columns = _found(as_table(text), _TEXT, sight.allowed) if ending == "csv" else ()
    lines = _found_in_text(text, sight.allowed, clean, apart='"' if ending in _CELLS else "")
    return tuple(dict.fromkeys(chain(lines, columns)))


def words_of_address(route: str) -> str:
    """An address as a text in which words can be found."""
    return route.replace("/", BETWEEN).replace("_", " ")


def find_in_address(route: str, allowed: Allowed) -> tuple[ServedFinding, ...]:
    """What looks private in the address of a file, each once, also with its hyphens read as blanks."""
    words = words_of_address(route)
    found = [*_found(words, _ADDRESS, allowed)]
    kinds = {one.kind for one in found}
    more = _found(words.replace("-", " "), _ADDRESS, allowed) if "-" in words else ()
    return tuple(dict.fromkeys([*found, *(one for one in more if one.kind not in kinds)]))


def _found_in_markup(text: str, allowed: Allowed, clean: CleanStretches) -> list[ServedFinding]:
    is_feed = text.startswith("<?xml")
    read_as = "feed" if is_feed else "page"
    lines = text.split("\n")
    bounds = {place: bounds_of(lines[place]) for place in clean.new_among(lines, read_as)}
    said = as_pages("\n".join(_with_what_goes_on(lines, bounds)), is_feed=is_feed)
    tags = clean.fresh_pieces(tags_of(said), "tag")
    pieces = dict.fromkeys(texts_of(said), _TEXT)
    for value, name in values_of(tags):
        pieces.setdefault(value, name)
    new = clean.fresh_pieces(pieces, "piece")
    found = _found_in_pieces(new, pieces, allowed)
    if not found:
        clean.add_pieces(tags, "tag")
        clean.add_pieces(new, "piece")
        clean.add_pieces((lines[place] for place, line in bounds.items() if line.begins and line.ends), read_as)
    return found


def _with_what_goes_on(lines: list[str], bounds: Mapping[int, Line]) -> Iterator[str]:
    """The lines at the places, each with the one before where it can go on from there; gaps as blank lines."""
    places = set(bounds)
    places.update(place - 1 for place, line in bounds.items() if place and not line.begins)
    last = -1
    for place in sorted(places):
        if place > last + 1:
            yield BETWEEN
        yield lines[place]
        last = place


def _found_in_pieces(texts: Sequence[str], places: Mapping[str, str], allowed: Allowed) -> list[ServedFinding]:
    starts = [0, *accumulate(len(text) + len(BETWEEN) for text in texts)]
    found = []
    for one in find_private(plain(BETWEEN.join(texts)), allowed):
        place = places[texts[bisect(starts, one.start) - 1]]
        found.append(ServedFinding(one.kind, one.severity, one.masked, one.key, place))
    return found


def _found_in_text(text: str, allowed: Allowed, clean: CleanStretches, apart: str) -> list[ServedFinding]:
    """`apart` stands between the texts of a file; empty where it is one."""
    lines = clean.fresh(unescaped(text).split("\n"), f"text{apart}")
    read = plain("\n".join(lines.lines))
    found = [*_found(read.replace(apart, "\n") if apart else read, _TEXT, allowed)]
    if not found:
        clean.add(lines)
    return found


def _found_in_media(ending: str, data: bytes, allowed: Allowed) -> list[ServedFinding]:
    texts = texts_of_pdf(data).texts if ending == "pdf" else texts_of_picture(data)
    return [one for place, text in texts for one in _found(text, place, allowed)]


def _found(text: str, place: str, allowed: Allowed) -> Iterator[ServedFinding]:
    for one in find_private(text, allowed):
        yield ServedFinding(one.kind, one.severity, one.masked, one.key, place)


def _decoded(data: bytes) -> str:
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return data.decode("utf-16" if is_wide else "utf-8", "replace")
