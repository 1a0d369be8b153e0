"""A source file that is marked as withdrawn, every other byte as it was; and one of which only that mark stays."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.model.schema.parse import parse_content
from sitegen.reading.frontmatter import parse_front_matter
from sitegen.reading.markdown import Labels
from sitegen.reading.source import NOT_TEXT, SEEN, parse_source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_FENCE = re.compile(rb"---[ \t]*")
_LINE = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|$)")
_MARK = b"\xef\xbb\xbf"
_FIELD = "withdrawn"
_GIVEN = re.compile(rb"^withdrawn[ \t]*:", re.MULTILINE)
_WIDTH = 96
_ERASED = "Withdrawn"


def plain_reason(why: str) -> str:
    """The reason on one line, as readers will see it. Raises Refused where there is none."""
    text = " ".join(NOT_TEXT.sub(" ", why).split())
    if not SEEN.search(text):
        raise Refused("Say why it is withdrawn; readers will see it.", 'Such as:  --why "It named a member of staff."')
    return text


def is_marked(data: bytes) -> bool:
    """Whether the file says already that it was withdrawn."""
    source, _ = parse_source("", data)
    front = parse_front_matter(source)[0] if source else None
    return _FIELD in front.fields.values if front else _GIVEN.search(data) is not None


def with_mark(path: str, data: bytes, day: date, why: str) -> bytes:
    """The file with `withdrawn` before the line that ends its fields. Raises Refused where that cannot be done."""
    if is_marked(data):
        return data
    at, end = _closing(data)
    lines = "".join(line + end.decode() for line in _lines(day, why)).encode()
    marked = data[:at] + lines + data[at:]
    if at < 0 or not _says_the_same(path, data, marked):
        written = "\n".join(f"    {line}" for line in _lines(day, why))
        raise Refused(
            f"{path} cannot be marked as withdrawn: its fields cannot be read.",
            f"Write these lines into it yourself, above the second ---, then run the same command again:\n{written}",
        )
    return marked


def tombstone_file(topics: Iterable[str], day: date, why: str) -> bytes:
    """A file of which nothing stays but that it was withdrawn, and the topics that every entry needs."""
    named = ", ".join(topics)
    lines = ["---", "question: >", f"  {_ERASED}", f"topics: [{named}]", *_lines(day, why), "---", ""]
    return "\n".join(lines).encode()


def _lines(day: date, why: str) -> list[str]:
    """The field, in the form in which a colon, a hash or a quotation mark can do no harm."""
    folded = textwrap.wrap(why, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"{_FIELD}:", f"  date: {day.isoformat()}", "  why: >", *(f"    {line}" for line in folded)]


def _closing(data: bytes) -> tuple[int, bytes]:
    """Where the line starts that ends the fields, -1 without one; and how the lines of the file end."""
    start = len(_MARK) if data.startswith(_MARK) else 0
    first = _LINE.match(data, start)
    if first is None or not _FENCE.fullmatch(first[1]) or not first[2]:
        return -1, b"\n"
    at = first.end()
    while at < len(data) and (line := _LINE.match(data, at)):
        if _FENCE.fullmatch(line[1]):
            return at, first[2]
        at = line.end()
    return -1, first[2]


def _says_the_same(path: str, before: bytes, after: bytes) -> bool:
    """Whether nothing but the mark is new to who reads the file; where it could not be read before, to our eyes."""
    old, new = _fields(before), _fields(after)
    if old is None:
        return _GIVEN.search(after) is not None
    parsed = parse_content("entry", path, after, Labels(), ())
    is_withdrawn = parsed.value is not None and parsed.value.state == _FIELD
    return new is not None and {name: value for name, value in new.items() if name != _FIELD} == old and is_withdrawn


def _fields(data: bytes) -> dict[str, object] | None:
    source, _ = parse_source("", data)
    front = parse_front_matter(source)[0] if source else None
    return front.fields.values if front else None
