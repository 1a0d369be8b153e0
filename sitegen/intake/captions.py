"""Captions (.vtt, .srt, .sbv) to the turns of speakers."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import NamedTuple

from sitegen.intake.paper import Paper, SetAside, letters
from sitegen.intake.turns import Said, joined, turn_blocks

_STAMP = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
_TIMES = re.compile(rf"[ \t]*({_STAMP})[ \t]*-->[ \t]*({_STAMP})(?:[ \t].*)?")
_SBV_TIMES = re.compile(r"[ \t]*(\d+:\d{1,2}:\d{1,2}\.\d{1,3}),(\d+:\d{1,2}:\d{1,2}\.\d{1,3})[ \t]*")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>\n]*)>|</v>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>|</?>|<[\d:.]+>")
_NAMED = re.compile(r"([^:\n]{1,60}):[ \t]+(?=\S)")
_UTTERANCE = re.compile(r"(\S+/\d+)-\d+")


class _Cue(NamedTuple):
    name: str
    start: str
    end: str
    lines: tuple[str, ...]


def read_captions(text: str, ending: str) -> Paper | None:
    """The captions as a paper of turns; None where there are none."""
    pattern = _SBV_TIMES if ending == ".sbv" else _TIMES
    lines = text.lstrip("\ufeff").split("\n")
    at = [row for row, line in enumerate(lines) if pattern.fullmatch(line)]
    if not at:
        return None
    cues, outside = _cues(lines, at, pattern)
    aside = [SetAside("head of the captions, or a note in them", _bare(line), furniture=True) for line in outside]
    aside += [SetAside("number of a caption", _bare(cue.name), cue.start, furniture=True) for cue in cues if cue.name]
    said: list[Said] = []
    last: list[str] = []
    for cue in cues:
        fresh, repeated = _fresh(cue.lines, last)
        aside += [
            SetAside("said twice by captions that roll", _bare(line), cue.start, furniture=True) for line in repeated
        ]
        last = [line for line in map(_shown, cue.lines) if line]
        utterance = _UTTERANCE.fullmatch(cue.name)
        said += [
            Said(name, words, cue.start, cue.end, utterance[1] if utterance else "") for name, words in _voices(fresh)
        ]
    said, names = _with_names(said)
    aside += [SetAside("name of a speaker", name, furniture=True) for name in names]
    said, meanwhile = joined(said)
    kept = [line for row, line in enumerate(lines) if row not in set(at)]
    counted = letters(_bare("\n".join(kept)))
    passages = tuple(_bare(line) for line in kept)
    return Paper("captions", turn_blocks(said), (*aside, *meanwhile), counted, passages=passages, is_speech=True)


def _cues(lines: list[str], at: list[int], pattern: re.Pattern[str]) -> tuple[list[_Cue], list[str]]:
    """The cues, and the lines that belong to none. A blank line is an empty one: a space is a line of words."""
    cues = []
    used: set[int] = set()
    for row, following in zip(at, [*at[1:], len(lines)], strict=True):
        times = pattern.fullmatch(lines[row])
        assert times
        above = row - 1
        named = above >= 0 and bool(lines[above].strip()) and above not in used and (above == 0 or not lines[above - 1])
        end = next((i for i in range(row + 1, following) if not lines[i]), following)
        if end == following < len(lines) and lines[end - 1].strip().isdigit() and end - 1 > row + 1:
            end -= 1  # a number without a blank line before it
        cues.append(_Cue(lines[above].strip() if named else "", times[1], times[2], tuple(lines[row + 1 : end])))
        used.update(range(above if named else row, end))
    return cues, [line for row, line in enumerate(lines) if row not in used and line.strip()]


def _fresh(lines: tuple[str, ...], last: list[str]) -> tuple[str, list[str]]:
    """The words of a cue, and the lines that only repeat the cue before."""
    repeated = []
    rest = list(lines)
    if last and rest and len(last[-1].split()) > 0 and any(_shown(line) for line in rest[1:]):
        first = next((i for i, line in enumerate(rest) if _shown(line)), 0)
        if _shown(rest[first]) == last[-1]:
            repeated.append(rest.pop(first))
    elif last and rest and [_shown(line) for line in rest if _shown(line)] == last[-1:]:
        return "", list(rest)
    return "\n".join(rest), repeated


def _voices(text: str) -> list[tuple[str, str]]:
    """The words of each voice."""
    voices: list[tuple[str, str]] = []
    name, start = "", 0
    for match in [*_VOICE.finditer(text), None]:
        words = _shown(text[start : match.start() if match else len(text)])
        if words:
            voices.append((name, words))
        if match is not None:
            name, start = _shown(match[1] or ""), match.end()
    return voices


def _with_names(said: list[Said]) -> tuple[list[Said], list[str]]:
    """Where nearly all cues begin with a name and a colon, that is the form; else a name must come back to be one."""
    found = [_NAMED.match(one.words) if not one.speaker else None for one in said]
    counts = Counter(match[1] for match in found if match)
    is_form = sum(counts.values()) * 10 > len(said) * 8
    named, names = [], []
    for one, match in zip(said, found, strict=True):
        if match and (is_form or counts[match[1]] > 2) and sum(counts.values()) * 4 > len(said):
            names.append(match[0].strip())
            named.append(one._replace(speaker=match[1], words=one.words[match.end() :]))
        else:
            named.append(one)
    return named, names


def _bare(text: str) -> str:
    """The text without tags, its entities read."""
    return html.unescape(_TAG.sub("", text))


def _shown(text: str) -> str:
    return " ".join(_bare(text).split())
