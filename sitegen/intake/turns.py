"""The turns of a conversation: what one person says before another does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.paper import TURN, PaperBlock, Run, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable

_AGREES = re.compile(
    r"(?:(?:yeah|yes|yep|mm+|mhm+|m+-?h+m+|ok|okay|right|sure|uh-?huh|exactly|cool|ja|genau|oui)[\s,.!…]*){1,3}",
    re.IGNORECASE,
)

_ENDS = re.compile(r"[.?!？。][\s)”’\"']*$")


class Said(NamedTuple):
    """Some words of one speaker."""

    speaker: str
    words: str
    start: str = ""
    end: str = ""
    utterance: str = ""
    """What the program that heard it took for one piece."""


def plain_name(name: str) -> str:
    """A name without a firm, brackets or signs behind it."""
    bare = re.split(r"\s+[|/–—]\s+|\s*[(\[|]", name.strip())[0]
    return " ".join(re.sub(r"[^\w\s.'’-]", "", bare).split()) or name.strip()


def joined(said: Iterable[Said]) -> tuple[list[Said], list[SetAside]]:
    """The words of one speaker as one turn, though another said “Yeah.” in between; and what was said so."""
    turns: list[Said] = []
    aside: list[SetAside] = []
    for one in said:
        if not one.words:
            continue
        before = turns[-1] if turns else None
        same = before is not None and before.speaker == one.speaker
        if before and same and not one.speaker and _ENDS.search(before.words):
            same = False  # nobody knows who speaks: then a sentence is a turn
        if before and (same or (one.utterance and before.utterance == one.utterance)):
            turns[-1] = _and(before, one)
        elif len(turns) > 1 and before and turns[-2].speaker == one.speaker and _is_between(turns[-2], before):
            aside.append(SetAside("said in between", before.words, before.start, furniture=True))
            turns[-2:] = [_and(turns[-2], one)]
        else:
            turns.append(one)
    return turns, aside


def turn_blocks(said: Iterable[Said]) -> tuple[PaperBlock, ...]:
    """The turns as blocks."""
    return tuple(PaperBlock(TURN, (Run(s.words),), s.start, speaker=s.speaker, start=s.start, end=s.end) for s in said)


def _and(one: Said, other: Said) -> Said:
    return one._replace(words=f"{one.words} {other.words}", end=other.end, utterance=other.utterance)


def _is_between(one: Said, between: Said) -> bool:
    return bool(_AGREES.fullmatch(between.words.strip())) and not one.words.rstrip().endswith(("?", "？"))
