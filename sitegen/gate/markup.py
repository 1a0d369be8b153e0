"""The texts of a page, a feed or a drawing: what stands between its tags, and what stands in them.

A site says most things many times: the frame of its pages, the teasers of an answer, an answer as data. So a stretch
from tag to tag is looked at once, as long as nothing was found where it stood. What begins in one and ends in the next
is told of the sources.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Collection

BETWEEN = "\n\n"
"""Between texts that have nothing to do with each other: no number goes on behind it."""
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|tspan|u|var|wbr)"
    r"(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?=[\s/>])[^<>]*>")
_SAYING_TAG = re.compile(r"<[A-Za-z][\w:.-]*\s[^<>]*>")
_DRAWN = re.compile(
    r"""\s(?:d|points|transform|viewBox|style|class|integrity|values|keyTimes|keySplines)=(?:"[^"<>]*"|'[^'<>]*')"""
)
"""Attributes that say how something looks, in numbers."""
_LOW_LINE = re.compile(r"""_|(?P<address>://[^\s"'<>]+)""")
"""A blank of the name of a file; one in the address of another site is its own."""
_NAME = re.compile(r"""([\w:.-]+)\s{0,9}=\s{0,9}["']?[^"'=]*$""")
_ESCAPES = (("\\u003c", "<"), ("\\u003e", ">"), ("\\u0026", "&"), ("\\u0027", "'"), ('\\"', '"'), ("\\n", "\n"))
_NOISE = (('"@', '"'), ("https://schema.org", ""), ("http://www.w3.org/", ""))
"""What pages say to programs, on every one, and what looks like the beginning of something private."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PLAIN = (("\u2013", "-"), ("\u2014", "-"), ("\u2011", "-"), ("\u00a0", " "), ("\u202f", " "))
"""Signs that many pages have, and that are read as plainer ones: replaced all at once, since one by one is slow."""


def fresh_lines(text: str, clean: Collection[str]) -> list[str]:
    """The lines of a text, those that were looked at before empty: what stood round them stays apart."""
    return ["" if line in clean else line for line in text.split("\n")]


def tag_by_tag(text: str) -> str:
    """The same text, with a line for each stretch from tag to tag, so that many are the same."""
    text = unescaped(text)
    if text.startswith("<?xml"):
        text = text.replace("&lt;", "<").replace("&gt;", ">")  # pages in a feed
    for noise, nothing in _NOISE:
        text = text.replace(noise, nothing)
    return text.replace("><", ">\n<").replace('"<', '"\n<')


def without_tags(text: str) -> str:
    """What a reader sees: words that a tag parts stay together where it is one of a line."""
    text = _TAG.sub(BETWEEN, _INLINE.sub("", text))
    return plain(unescape(text) if "&" in text else text)


def saying_tags(text: str) -> list[str]:
    """Every tag that says more than its name, once; numbers that only draw are left out."""
    return list(dict.fromkeys(_SAYING_TAG.findall(text)))


def as_read(tag: str) -> str:
    """The words in a tag, without what says in numbers how something looks."""
    tag = _DRAWN.sub("", tag)
    tag = unquote(tag) if "%" in tag else tag
    tag = unescape(tag) if "&" in tag else tag
    if "_" in tag and "@" not in tag:
        tag = _LOW_LINE.sub(lambda match: match["address"] or " ", tag)
    return plain(tag)


def attribute_at(tags: str, position: int) -> str:
    """The name of the attribute in whose value the position lies."""
    found = _NAME.search(tags, max(0, tags.rfind("<", 0, position)), position)
    return found[1] if found else "a tag"


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
