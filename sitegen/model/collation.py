"""The order of names in lists, as people look for them: one rule for every list and every language.

Accents and capitals tell apart only what is the same without them, numbers count by their value, and marks such as
quotation marks and hyphens not at all: Echo, Éducation, “Quotes”, Station 2, Station 10. That is the root order of the
Unicode Collation Algorithm in short. An alphabet with letters of its own behind z (Swedish, Danish) is not told apart.
"""

from __future__ import annotations

import re
import unicodedata

_PARTS = re.compile(r"\d+|\D+")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
# Letters that Unicode takes for no accented ones, though people look for them as such; and the usual marks of writing.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("'’‘", ""),
        **dict.fromkeys("“”–—…\u00a0", " "),
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ŧ": "t",
        "ŋ": "n",
    }
)

Key = tuple[tuple[tuple[int, int, str], ...], str]


def list_key(name: str) -> Key:
    """What a list of names is sorted by; names that differ have keys that differ."""
    parts = _PARTS.findall(_bare(name.casefold()))
    return tuple([_number(part) if part[0].isdecimal() else (1, 0, part) for part in parts]), name


def _number(digits: str) -> tuple[int, int, str]:
    """By value, without a limit to it: the longer is the larger."""
    significant = digits.lstrip("0")
    return 0, len(significant), significant


def _bare(folded: str) -> str:
    """The letters and figures of the name without accents, a blank between its words."""
    plain = folded.replace("'", "") if folded.isascii() else folded.translate(_PLAIN)
    if plain.isascii():
        return _BETWEEN_WORDS.sub(" ", plain).strip()
    kept = []
    for character in unicodedata.normalize("NFKD", plain):
        if character.isalnum() or (unicodedata.category(character)[0] == "M" and not unicodedata.combining(character)):
            kept.append(character)
        elif not unicodedata.combining(character):
            kept.append(" ")
    return " ".join("".join(kept).split())
