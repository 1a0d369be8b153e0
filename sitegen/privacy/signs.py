"""The signs of something private, all seen in a few passes over the bytes of a text.

A text in which none of a detector's signs stands has nothing for it. Most texts have no sign at all, so this is nearly
all that looking for what is private costs; to search for each word by itself would take several times as long.
"""

from __future__ import annotations

import re
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

AT, FROM, USER = b"@", b"From:", b"://@"
CODE = b" 0aa "
"""A figure and two letters, as at the end of a postcode: behind a blank, or in capitals."""
SIX, NINE = b"aa000000a", b"000000000"
"""Six figures between two letters and one; nine figures, whatever stands between them."""

SPOT, DEGREE, GRID, THREE = b"00 0000", "°".encode(), b"AA 000", b"///"
"""Degrees of a spot on a map, its square in a grid, what stands before one that is three words."""
_THREE = (b"3w", b"3W", b"3 w", b"3 W")
FOUR = b"0000"
"""So many figures in a row."""
PAIR, APART, AGED = b"a A", b"a  A", b"  00  a"
"""A word with a capital behind another word, and behind another and a comma; a number between commas."""

_MARKS = b"*`_"
"""Marks of emphasis and code, inside words too: what they part is read as one. Other marks are read before."""
_BLANKS = b" \t"
_GAPS = b" \t().-/|\n>"
"""What may stand between the figures of a number."""
_ENDS = (b"0AA", b" 0aa")
_NUMBERS = (b"", b"number", b"no", b"num", b"id", b"identifier")
_HEAD = re.compile(rb"From[ \t]?:")


def _signs(read_as: Mapping[str, str], others: str) -> bytes:
    """A table of what each byte is read as."""
    return bytes(ord(read_as.get(chr(byte), others)) for byte in range(256))


_LETTERS = dict(zip(ascii_letters, ascii_lowercase * 2, strict=True))
_FIGURES = dict.fromkeys(digits, "0")
_AS_WORDS = _signs(_LETTERS, " ")
_AS_SHAPES = _signs(
    _FIGURES | dict.fromkeys(ascii_lowercase, "a") | dict.fromkeys(ascii_uppercase, "A") | {"-": "-"}, " "
)
_AS_NUMBERS = _signs(_FIGURES | dict.fromkeys(ascii_letters, "a"), "-")
_AS_BRACKETS = _signs(_LETTERS | dict.fromkeys("([{<", "(") | dict.fromkeys(")]}>", ")"), " ")


def words(text: str) -> frozenset[bytes]:
    """Words as signs: small letters, without figures and marks between them."""
    return frozenset(text.encode().split())


def numbered(text: str) -> frozenset[bytes]:
    """The same, also where the word for a number is written right behind them, as in HospitalNo."""
    return frozenset(word + number for word in words(text) for number in _NUMBERS)


def signs_in(text: str, wanted: frozenset[bytes]) -> set[bytes]:
    """Which of the wanted words stand in the text, and which of the other signs."""
    data = text.encode("utf-8", "replace").translate(None, _MARKS)
    found = set(wanted.intersection(data.translate(_AS_WORDS).split()))
    if b"@" in data:
        found.add(AT)
        if b"://" in data:
            found.add(USER)
    elif b"(at)" in data.translate(_AS_BRACKETS, _BLANKS):
        found.add(AT)
    if _HEAD.search(data):
        found.add(FROM)
    if THREE in data:
        found.add(THREE)
    if not text.isascii() and DEGREE in data:
        found.add(DEGREE)
    shapes = data.translate(_AS_SHAPES)
    # Letters of other alphabets, and with marks, are read as blanks.
    found.update(sign for sign in (PAIR, APART) if sign in shapes or not text.isascii())
    if b"0" in shapes:
        numbers = data.translate(_AS_NUMBERS, _GAPS)
        found.update(sign for sign in (SIX, NINE) if sign in numbers)
        found.update(sign for sign in (AGED, SPOT, GRID, FOUR) if sign in shapes)
        if any(sign in data for sign in _THREE):
            found.add(THREE)
        if CODE in shapes or b"0AA " in shapes or shapes.endswith(_ENDS):
            found.add(CODE)
    return found
