"""A text as the eye reads it: figures and blanks of other scripts plain, what is not seen away, places kept."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache
from html import unescape
from typing import NamedTuple

from sitegen.privacy.late_pattern import LatePattern

_UNSEEN = "\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_BLANK = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DASH = "\u2010-\u2015\u2212\u2043\ufe58\ufe63"
_MARKS = r"\*+|~~|`+|(?<![^\W_])_+(?=[^\W_])|(?<=[^\W_])_+(?![^\W_])"
_CODED = r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|%40|%20|%2[cC]"
_ESCAPED = r"\\(?P<kept>[!-/:-@\[-`{-~])"
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});"
_SOME_ENTITY = LatePattern(_ENTITY)
_ASCII = bytes(range(128))
_MAY_BE_ODD = LatePattern(r"[*~`\\_&%\x80-\U0010ffff]")
"""The first sign of each of these, found sooner by itself."""
_ODD = LatePattern(
    rf"{_CODED}|{_ESCAPED}|(?P<gone>[{_UNSEEN}]+|{_MARKS}|\\(?=\n))|{_ENTITY}|[{_BLANK}{_DASH}]|(?![0-9])\d|[\uff01-\uff5e]"
)
_MARKED = LatePattern(r"[*~`\\_&]")
_OTHER = LatePattern(rf"[{_UNSEEN}{_BLANK}{_DASH}\uff01-\uff5e]|(?![0-9])\d")


class SeenText(NamedTuple):
    """A text as it is read."""

    text: str
    starts: tuple[int, ...] = (0,)
    """Where each stretch of it begins that was taken over as it stood,"""
    moved: tuple[int, ...] = (0,)
    """and by how many characters it stands before where it stood."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where words of the text stood."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, index: int) -> int:
        return index + self.moved[bisect_right(self.starts, index) - 1]


def is_read_otherwise(text: str) -> bool:
    """Whether a text is read otherwise than it stands there, but for marks of emphasis and code."""
    if "~" in text or "\\" in text or "%40" in text or "%2" in text or ("&" in text and _SOME_ENTITY.search(text)):
        return True
    if text.isascii():
        return False
    others = text.encode("utf-8", "replace").translate(None, _ASCII)  # few, and looked at one by one below
    return bool(_OTHER.search(others.decode()))


def see(text: str) -> SeenText:
    """The text as the eye reads it."""
    if not _MARKED.search(text) and not is_read_otherwise(text):
        return SeenText(text)
    pieces: list[str] = []
    starts, moved = [0], [0]
    at = length = 0
    for place in _MAY_BE_ODD.finditer(text):
        match = _ODD.match(text, place.start()) if place.start() >= at else None
        if not match:
            continue
        shown = match["kept"] or ("" if match["gone"] else _plain(match[0]))
        start, end = match.span()
        pieces += (text[at:start], shown)
        length += start - at + len(shown)
        at = end
        if len(shown) != end - start:
            starts.append(length)
            moved.append(end - length)
    pieces.append(text[at:])
    return SeenText("".join(pieces), tuple(starts), tuple(moved))


@cache
def _plain(sign: str) -> str:
    """What is read for one sign, or for an entity."""
    if len(sign) > 1:
        shown = unescape(sign) if sign[0] == "&" else chr(int(sign.lstrip("\\xu%"), 16))
        return sign if len(shown) != 1 else _plain(shown)
    if sign.isdecimal():
        return str(unicodedata.digit(sign))
    category = unicodedata.category(sign)
    if category == "Zs":
        return " "
    if category == "Pd" or sign in "\u2212\u2043":
        return "-"
    if category == "Cf":
        return ""
    return chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign
