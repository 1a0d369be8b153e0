"""How the index is spelled: small scripts that call one function with a name and what belongs to it.

Classic scripts, since these alone load from a folder as from a server under a policy of `script-src 'self'`. All is
ASCII, so nothing in them depends on how a server labels them.

A list of numbers is written as gaps: digits to the base of 36, those before the last of a gap taken from another
alphabet, so that nothing stands between two gaps. Numbers of one level follow the level's own mark.
"""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEVELS = 16
_MARKS = "!#$%()*+,-./:;=?"
_LAST = "0123456789abcdefghijklmnopqrstuvwxyz"
_MORE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ@[]^_`{|}~"
_LEVEL = re.compile(f"([{re.escape(_MARKS)}])([^{re.escape(_MARKS)}]*)")
_GAP = re.compile(f"[{re.escape(_MORE)}]*[{_LAST}]")
_NUMBERED = re.compile(f"(.+?)([{re.escape(_MORE)}]*[{_LAST}])")


class _Before(dict[int, str]):
    """What stands before the last two digits of a gap: the digits of the rest."""

    def __missing__(self, rest: int) -> str:
        above, digit = divmod(rest, 36)
        text = self[rest] = (self[above] if above else "") + _MORE[digit]
        return text


class _GapSteps(dict[str, int]):
    """From one number to the next, by the gap between them as it is written."""

    def __missing__(self, text: str) -> int:
        gap = 0
        for digit in text[:-1]:
            gap = gap * 36 + _MORE.index(digit)
        step = gap * 36 + _LAST.index(text[-1]) + 1
        if len(text) < 4:
            self[text] = step
        return step


_before, _steps = _Before(), _GapSteps()
# Two digits at a time, and tables no larger than this, are quicker than any table of whole gaps.
_PAIR = 36 * 36
_ENDS = [more + last for more in _MORE for last in _LAST]
_SHORT = [*_LAST, *_ENDS[36:]]
"""The gaps of one digit or two."""


def write_numbers(numbers: Iterable[int]) -> str:
    """Numbers that ascend."""
    parts, free = [], 0
    for number in numbers:
        gap = number - free
        free = number + 1
        parts.append(_SHORT[gap] if gap < _PAIR else _before[gap // _PAIR] + _ENDS[gap % _PAIR])
    return "".join(parts)


def read_numbers(text: str) -> list[int]:
    """The numbers, as they were written."""
    return list(accumulate([_steps[gap] for gap in _GAP.findall(text)], initial=-1))[1:]


def join_levels(levels: Mapping[int, str]) -> str:
    """The numbers of each level, as written, in one text; the highest level comes first."""
    return "".join([_MARKS[level] + levels[level] for level in sorted(levels, reverse=True)])


def split_levels(text: str) -> dict[int, str]:
    """The numbers of each level, still as they were written."""
    return {_MARKS.index(mark): numbers for mark, numbers in _LEVEL.findall(text)}


def write_shard(name: str, value: Any) -> bytes:
    """The script that hands over the value; keys stand in the order in which they are given."""
    return f"sitegen_search({json.dumps(name)},{json.dumps(value, separators=(',', ':'))});\n".encode("ascii")


def read_shard(data: bytes) -> Any:
    """The value that a shard hands over; raises ValueError on what is none."""
    return json.loads(data[data.index(b",") + 1 : data.rindex(b")")])


def write_words(words: Mapping[str, int]) -> str:
    """Words in alphabetical order, each followed by a number, written as a gap is."""
    return " ".join([word + write_numbers((words[word],)) for word in sorted(words)])


def read_words(text: str) -> dict[str, int]:
    """The words and their numbers, as they were written: no letter of a word is one of the digits before the last."""
    return {match[1]: _steps[match[2]] - 1 for match in map(_NUMBERED.fullmatch, text.split()) if match}
