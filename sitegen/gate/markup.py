"""The texts of a page, a feed or a drawing: what stands between its tags, and what stands in them.

What begins in one stretch from tag to tag and ends in the next is told of the sources.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BETWEEN = "\n\n"
"""Between texts that have nothing to do with each other: no number goes on behind it."""
APART = "\0"
"""Between stretches that are looked at one by one."""
_OF_A_LINE = (
    r"(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|tspan|u|var|wbr)"
    r"(?=[\s/>])"
)
_INLINE = re.compile(rf"</?{_OF_A_LINE}[^<>]*>", re.IGNORECASE)
_PARTING = re.compile(rf"</?(?!{_OF_A_LINE})[A-Za-z]", re.IGNORECASE)
"""How a tag begins that keeps apart what stands round it."""
_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?=[\s/>])[^<>]*>")
_SAYING_TAG = re.compile(r"<[A-Za-z][\w:.-]*\s[^<>]*>")
_ATTRIBUTE = re.compile(r"""\s([\w:.-]+)\s{0,9}=\s{0,9}(?:"([^"<>]*)"?|'([^'<>]*)'?|([^\s"'<>]+))""")
_NAME_OF_TAG = re.compile(r"<[A-Za-z][\w:.-]*[\s/]*>")
_DRAWN = frozenset("d points transform viewBox style class integrity values keyTimes keySplines".split())
"""Attributes that say how something looks, in numbers."""
_DATA = ('{"', '[{"', '"}', '",')
"""What data in a page begin with, or go on with behind an answer: many texts, each between quotation marks."""
_LOW_LINE = re.compile(r"""_|(?P<address>://[^\s"'<>]+)""")
"""A blank of the name of a file; one in the address of another site is its own."""
_ESCAPES = (("\\u003c", "<"), ("\\u003e", ">"), ("\\u0026", "&"), ("\\u0027", "'"), ('\\"', '"'), ("\\n", "\n"))
_NOISE = (('"@', '"'), ("https://schema.org", ""), ("http://www.w3.org/", ""))
"""What pages say to programs, on every one, and what looks like the beginning of something private."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PLAIN = (("\u2013", "-"), ("\u2014", "-"), ("\u2011", "-"), ("\u00a0", " "), ("\u202f", " "))
"""Signs that many pages have, and that are read as plainer ones: replaced all at once, since one by one is slow."""


class Line(NamedTuple):
    """A line of a page, as far as it can be looked at alone."""

    begins: bool
    """Nothing goes on in it from the line before."""
    ends: bool
    """No tag goes on in the next line."""


def bounds_of(line: str) -> Line:
    """Where what the line says can go on."""
    return Line(bool(_PARTING.match(line)), line.endswith(">"))


def as_pages(text: str, *, is_feed: bool) -> str:
    """The same text without escapes, of JSON and in feeds, and without what pages say to programs.

    A link ends where a tag follows another.
    """
    text = unescaped(text)
    if is_feed:
        text = text.replace("&lt;", "<").replace("&gt;", ">")  # pages in a feed
    for noise, nothing in _NOISE:
        text = text.replace(noise, nothing)
    return text.replace("><", ">\n<").replace('"<', f'"{APART}<')


def texts_of(text: str) -> list[str]:
    """What a reader sees, from tag to tag; words that a tag parts stay together where it is one of a line."""
    text = _TAG.sub(APART, _INLINE.sub("", text))
    text = unescape(text) if "&" in text else text
    pieces = (each.strip() for each in text.split(APART))
    return [part for piece in pieces for part in (piece.split('"') if piece.startswith(_DATA) else (piece,)) if part]


def tags_of(text: str) -> list[str]:
    """The tags that say more than their names."""
    return _SAYING_TAG.findall(text)


def values_of(tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What tags say besides their names: each value with the name of its attribute; what only draws is left out."""
    text = "".join(tags)
    for name, *values in _ATTRIBUTE.findall(text):
        value = "".join(values)
        if value and name not in _DRAWN:
            yield _as_read(value), name
    if odd := _NAME_OF_TAG.sub("", _ATTRIBUTE.sub("", text)):
        yield _as_read(odd), "a tag"


def _as_read(value: str) -> str:
    value = unquote(value) if "%" in value else value
    value = unescape(value) if "&" in value else value
    if "_" in value and "@" not in value:
        value = _LOW_LINE.sub(lambda match: match["address"] or " ", value)
    return value


def unescaped(text: str) -> str:
    """Data as it is read: without the escapes of JSON."""
    if "\\" not in text:
        return text
    for escape, sign in _ESCAPES:
        text = text.replace(escape, sign)
    if "\\u" not in text:
        return text
    return _ESCAPE.sub(_sign, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def plain(text: str) -> str:
    """The text with the plainer of signs that are read alike."""
    if not text.isascii():
        for sign, plainer in _PLAIN:
            text = text.replace(sign, plainer)
    return text


def _sign(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))
