"""How the index is spelled: small scripts that call one function with a name and what belongs to it.

Classic scripts, since these alone load from a folder as from a server under a policy of `script-src 'self'`. All is
ASCII, so nothing in them depends on how a server labels them.

A list of numbers is written as gaps: digits to the base of 36, those before the last of a gap taken from another
alphabet, so that nothing stands between two gaps. Numbers of one level follow the level's own mark.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS = 16
_MARKS = "!#$%()*+,-./:;=?"
_LAST = "0123456789abcdefghijklmnopqrstuvwxyz"
_MORE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ@[]^_`{|}~"
_LEVEL_OF = {mark: level for level, mark in enumerate(_MARKS)}
_VALUE_OF = {digit: value for digits in (_LAST, _MORE) for value, digit in enumerate(digits)}


class _Gaps(dict[int, str]):
    """Each gap as it is written; most gaps of an index are written often."""

    def __missing__(self, gap: int) -> str:
        rest, last = divmod(gap, 36)
        text = _LAST[last]
        while rest:
            rest, digit = divmod(rest, 36)
            text = _MORE[digit] + text
        if gap < 1 << 16:
            self[gap] = text
        return text


_gaps = _Gaps()


def write_numbers(level: int, numbers: list[int]) -> str:
    """One level's numbers, which ascend."""
    pairs = zip(numbers, [-1, *numbers], strict=False)
    return _MARKS[level] + "".join([_gaps[number - before - 1] for number, before in pairs])


def write_levels(levels: dict[int, list[int]]) -> str:
    """All levels that have numbers, the highest first."""
    return "".join(
        write_numbers(level, sorted(levels[level])) for level in sorted(levels, reverse=True) if levels[level]
    )


def read_levels(text: str) -> dict[int, list[int]]:
    """The numbers of each level; raises KeyError on what was not written here."""
    found: dict[int, list[int]] = {}
    numbers: list[int] = []
    number, gap = -1, 0
    for character in text:
        if character in _LEVEL_OF:
            numbers = found[_LEVEL_OF[character]] = []
            number = -1
        elif character in _MORE:
            gap = gap * 36 + _VALUE_OF[character]
        else:
            number += gap * 36 + _VALUE_OF[character] + 1
            numbers.append(number)
            gap = 0
    return found


def write_shard(name: str, value: Any) -> bytes:
    """The script that hands over the value; keys stand in the order in which they are given."""
    return f"sitegen_search({json.dumps(name)},{json.dumps(value, separators=(',', ':'))});\n".encode("ascii")


def read_shard(data: bytes) -> Any:
    """The value that a shard hands over; raises ValueError on what is none."""
    return json.loads(data[data.index(b",") + 1 : data.rindex(b")")])


def write_words(words: Iterable[tuple[str, int]]) -> str:
    """Words in alphabetical order, each followed by how many times its number of entries can be halved."""
    return " ".join([word + _LAST[entries.bit_length()] for word, entries in sorted(words)])


def read_words(text: str) -> dict[str, str]:
    """Each word's digit, as written."""
    return {word[:-1]: word[-1] for word in text.split(" ")} if text else {}
