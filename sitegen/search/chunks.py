"""A text in chunks, which stand between white space; and what is seen only where several are looked at together."""

from __future__ import annotations

import re

from sitegen.search.stopwords import STOP_WORDS

# Single letters, or capitals, that one look at a chunk would miss: "A and E", "A + E"; "in May".
_AND = re.compile(r" and ([A-Za-z])(?![A-Za-z0-9'’&+-])")
_PLUS = re.compile(r"(?: & | \+ |\+)([A-Za-z])(?![A-Za-z0-9'’&+-])")
_SINGLE = re.compile(r"(?:^|[^A-Za-z0-9'’&+-])([A-Za-z])$")
_NAME = re.compile(r"[A-Z](?<=[a-z,;][ \n].)[a-z]+(?![A-Za-z'’-])")
_SMALL = re.compile(r"[a-z]")
_SHOUTED = 3  # words; fewer in capitals are an abbreviation


def chunks_of(text: str) -> list[str]:
    """The chunks of a text, and behind them what is seen in no chunk alone."""
    chunks = text.split()
    if len(chunks) < _SHOUTED:
        return chunks + _pairs(text) if len(chunks) > 1 or "+" in text else chunks
    if not _SMALL.search(text):
        return text.lower().split() + _pairs(text)
    return chunks + [name.upper() for name in _NAME.findall(text) if name.lower() in STOP_WORDS["en"]] + _pairs(text)


def _pairs(text: str) -> list[str]:
    """`A&E` for "A and E"."""
    found = list(_AND.finditer(text))
    if "+" in text or " & " in text:
        found += _PLUS.finditer(text)
    firsts = [(_SINGLE.search(text[max(0, match.start() - 2) : match.start()]), match[1]) for match in found]
    return [f"{first[1]}&{second}" for first, second in firsts if first]
