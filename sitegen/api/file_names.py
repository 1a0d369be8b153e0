"""Names of files that are made of what people call a thing."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = 6
_LONGEST = 60
_WORD = re.compile(r"[^\W_]+")
_WHO = r"[A-Z][\w.’'-]*(?: [A-Z(][\w.’')-]*){0,4}"
_ASKED = r"(?: (?:asks|asked|says|said|writes|wrote))?"
_SPEAKER = re.compile(rf"\s*(?:[Qq]\s*\d*\s*[.:)]\s*)?(?:{_WHO}{_ASKED}: +)?(?=\S)")
_SIGNED = re.compile(
    r"(?<=[?!.])\s*(?:[-–—(]|asked by|from)\s*(?:asked by |from )?[A-Z][\w.’'-]*(?:,? [A-Z][\w.’'-]*)*\)?\s*$"
)
_SMALL = (
    "a an the of to in on for and or is are do does did will can could should would be we you i it our there any "
    "that this with what why how when who have has"
)
SMALL_WORDS = frozenset(_SMALL.split())
"""Words that say little of what a text is about."""


def without_speaker(text: str) -> str:
    """The text without who says it, before or behind: nobody's name belongs into an address."""
    return _SIGNED.sub("", _SPEAKER.sub("", text, count=1)) or text


def name_of(text: str, *, all_words: bool = False) -> str:
    """A file name made of the main words of a text."""
    plain = unicodedata.normalize("NFC", text.lower()).replace("'", "").replace("’", "")
    words = _WORD.findall(plain)
    if not all_words:
        words = [word for word in words if word not in SMALL_WORDS][:_WORDS] or words[:_WORDS]
    name = _cut("-".join(words)) or "untitled"
    return f"{name}-1" if name in ("index", "print", "con", "prn", "aux", "nul", "bin") else name


def free_name(folder: Path, text: str) -> str:
    """The same, with a number where a file of that name stands already."""
    name, number = name_of(text), 1
    found = name
    while (folder / f"{found}.md").exists():
        number += 1
        found = f"{name}-{number}"
    return found


def _cut(name: str) -> str:
    """The name up to the last whole word that there is room for."""
    if len(name) <= _LONGEST:
        return name
    kept = name[: _LONGEST + 1]
    return (kept.rpartition("-")[0] or kept[:_LONGEST]).strip("-")
