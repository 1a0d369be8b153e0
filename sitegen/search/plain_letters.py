"""Text in one way of writing it: small letters, without accents, strokes and what nobody sees.

The browser does the same (`templates/theme/search.js`).
"""

from __future__ import annotations

import re
import unicodedata

# Written in many ways, and so often that decomposing every text with one of them would be slow. What nobody sees (a
# soft hyphen, a mark that writes from right to left) parts no word.
_PUNCTUATION = str.maketrans(
    dict.fromkeys("‘’ʼ´", "'")
    | dict.fromkeys("‐‑", "-")
    | dict.fromkeys("–—“”…•£€\u00a0", " ")
    | dict.fromkeys("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", None)
    | dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", None)
)
# Accents, and the points that Arabic and Hebrew are mostly written without. The vowel signs of other scripts stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+"
)
# Letters that no decomposition takes apart, as they are typed where a keyboard has none of them; and the forms of one
# Arabic letter.
_LETTERS = str.maketrans(
    dict(zip("łøđðıħŧɓɗƙƴςىیکة", "loddihtbdkyσييكه", strict=True))
    | {"þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ŋ": "ng", "ـ": None}
)
_THOUSANDS = re.compile(r"([0-9]),(?=[0-9]{3}(?![0-9]))")


def fold(text: str) -> str:
    """The text in small letters, without accents and without the commas in numbers."""
    if not text.isascii():
        text = text.translate(_PUNCTUATION)
        if not text.isascii():
            text = unicodedata.normalize("NFKD", text)
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", text).translate(_LETTERS))
    return _THOUSANDS.sub(r"\1", text) if "," in text else text
