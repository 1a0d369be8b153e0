"""The texts of a page, a feed or a drawing: what stands between its tags, and what stands in them.

What begins in one stretch from tag to tag and ends in the next is told of the sources.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

BETWEEN = "\n\n"
"""Between texts that have nothing to do with each other: no number goes on behind it."""
APART = "\0"
"""Between stretches that are looked at one by one."""
_OF_A_LINE = (
    r"(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|tspan|u|var|wbr)"
    r"(?=[\s/>])"
)
_INLINE = re.compile(rf"</?{_OF_A_LINE}[^<>]*>", re.IGNORECASE)
_EDGE = re.compile(rf">\n?<(?=/?(?!{_OF_A_LINE})[A-Za-z])")
"""Where a tag that keeps apart what stands round it follows another."""
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


def stretches(text: str) -> list[str]:
    """The text taken apart where nothing goes on from one part to the next, so that many parts are the same."""
    return _EDGE.sub(f">{APART}<", text).split(APART)


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
