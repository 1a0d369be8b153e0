"""Whole documents of other kinds.

Every body is looked through for each of them, and most hold none: so a few letters are asked for before any pattern,
and a letter that is rare before those, since one alone is found ten times as quickly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import brought_along as problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import BodyLines

_SPEAKER = re.compile(
    r"(?:\*\*)?([A-Z][\w.’'-]*(?: [A-Z\d][\w.’'-]*){0,3})(?: *[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?)?:(?:\*\*)?\s+\S"
)
_TIME = re.compile(r"[\[(]?\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?[\])]?$")
_STAMPED = re.compile(
    r"(?:\*\*)?([A-Z][\w.’' -]{1,40}?)(?:\*\*)?,? +"
    r"(?:\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?|(?:\d+ hours? )?\d+ minutes? \d+ seconds?)$"
)
"""Who speaks, and when: the next line is what."""
_STARTED = re.compile(
    r"<v [^<>\n]{1,80}>|started transcription|stopped transcription|^WEBVTT|^\s*\d\d:\d\d[\d:.,]* --> \d"
    r"|^[A-Z][^\n]{1,60}? {2,}(?:\d+ hours? )?\d+ minutes? \d+ seconds?$",
    re.IGNORECASE | re.MULTILINE,
)
_POST = frozenset("[0123456789\u200e")
"""What the line begins with that says who posted, and when."""
_DAY = r"(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d\d-\d\d)"
_DAY_AND_TIME = rf"{_DAY},? \d{{1,2}}:\d\d(?::\d\d)?[^\]\n:]{{0,12}}"
_POSTED = re.compile(
    rf"\u200e?(?:\[\d{{1,2}}:\d\d[^\]\n]{{0,20}}\] [^\n:]{{1,40}}(?:: |$)"
    rf"|\[{_DAY_AND_TIME}\] [^\n:]{{1,40}}(?:: |$)|{_DAY_AND_TIME}(?: -)? [^\n:]{{1,40}}: )"
)
_CHAT = re.compile(
    r"^(?:Replying to |Reacted to |.* (?:reacted to|replied to) (?:your|a) message)"
    r"|Messages and calls are end-to-end encrypted|<Media omitted>|^.*: This message was deleted",
    re.MULTILINE,
)
_QUESTION = re.compile(r"^(?:\*\*)?(?:(?:Question|Q) ?(\d{1,2})\b[.:)]?|Q[.:)] )", re.MULTILINE)
_ASKED = re.compile(r"^(?:\*\*)?(?:Question|Q) ?\d{0,2}[.:)](?:\*\*)? ?[^\n]*\?", re.MULTILINE)
_ANSWER = re.compile(r"^(?:\*\*)?(?:(?:Answer|A) ?\d{0,2}[.:)]|Answer(?:\*\*)?$)", re.MULTILINE)
_THERE = re.compile(
    r"[ #*|]*(?:attendees|attendance|in attendance|attending|present|those present|people present|participants"
    r"|apologies|invitees|invited|in the room)\b[ *]*(?::|\|?[ ]*$)[ *]*",
    re.IGNORECASE,
)
_SHORT_ITEM, _MANY = 7, 8  # words of an item; items that make a list of people
_FIELDS = re.compile(r"^---[ \t]*\n(?:question|title|topics):", re.MULTILINE)
_FIRST_FIELDS = re.compile(r"\s*(?:(?:question|title|topics|answered_by|asked|answered): .*\n+){2}")


def transcript(text: str, source: BodyLines) -> Iterator[Problem]:
    """Five lines that name who speaks, times alone on lines, or a program's own words."""
    is_started = (
        "ranscription" in text
        or ("W" in text and "WEBVTT" in text)
        or (" seconds" in text and " minute" in text)
        or (">" in text and ("-->" in text or "<v " in text))
    )
    found = _STARTED.search(text) if is_started else None
    row: int | None = text.count("\n", 0, found.start()) if found else None
    if row is None and ":" in text and text.count(":") > 3:
        row = _said(source.lines)
    if row is not None:
        yield problems.another_document(source.at(row), "a transcript")


def _said(lines: list[str]) -> int | None:
    """The first of five lines or more of those who speak more than once, or of four times alone on lines."""
    named: dict[str, list[int]] = {}
    stamped: dict[str, list[int]] = {}
    times: list[int] = []
    for row, line in enumerate(lines):
        if match := _SPEAKER.match(line):
            named.setdefault(match[1], []).append(row)
        elif _TIME.match(line):
            times.append(row)
        elif (match := _STAMPED.match(line)) and not _STAMPED.match([*lines[row + 1 : row + 2], ""][0]):
            stamped.setdefault(match[1], []).append(row)
    said, spoke = _more_than_once(named), _more_than_once(stamped)
    return said[0] if len(said) > 4 else times[0] if len(times) > 3 else spoke[0] if len(spoke) > 3 else None


def _more_than_once(rows: dict[str, list[int]]) -> list[int]:
    """The rows of those who speak more than once, in order."""
    return sorted(row for own in rows.values() if len(own) > 1 for row in own)


def chat(text: str, source: BodyLines) -> Iterator[Problem]:
    """The words of a chat program."""
    is_chat = " message" in text or "end-to-end" in text or "<Media" in text
    if is_chat or ("R" in text and ("Replying" in text or "Reacted" in text)):
        match = _CHAT.search(text)
        if match:
            yield problems.another_document(source.at(text.count("\n", 0, match.start())), "a chat")
            return
    if ":" in text and text.count(":") > 2:
        posted = [row for row, line in enumerate(source.lines) if line[:1] in _POST and _POSTED.match(line)]
        if len(posted) > 2:
            yield problems.another_document(source.at(posted[0]), "a chat")


def attendees(text: str, source: BodyLines) -> Iterator[Problem]:
    """Eight short items and more below “Attendees” or “Present”, or behind it."""
    is_lower = "ttend" in text or "resent" in text or "articipants" in text or "pologies" in text or "nvite" in text
    if not (is_lower or "the room" in text or "ATTEND" in text or "PRESENT" in text):
        return
    for row, line in enumerate(source.lines):
        match = _THERE.match(line)
        if not match:
            continue
        names = [name for name in re.split(r"[,;]", line[match.end() :]) if name.strip()]
        for below in source.lines[row + 1 :]:
            items = [item for item in re.split(r"[,;]", below.lstrip("-*•·o 0123456789.)\t|:")) if item.strip(" |")]
            if any(len(item.split()) > _SHORT_ITEM for item in items) or below.rstrip().endswith((".", "?", ":")):
                break
            names += items
        if len(names) >= _MANY:
            yield problems.list_of_attendees(source.at(row, match[0].strip()), match[0].strip(" *#:"))
            return


def several(text: str, source: BodyLines) -> Iterator[Problem]:
    """The fields of a second file, or several questions with their answers."""
    if "-" in text and ("\n---" in text or text.startswith("---")):
        match = _FIELDS.search(text)
        if match:
            yield problems.another_document(source.at(text.count("\n", 0, match.start())), "another question’s file")
            return
    if ": " in text[:40] and _FIRST_FIELDS.match(text):
        yield problems.another_document(source.at(0), "another question’s file")
        return
    if "Q" in text and ("Question" in text or "Q1" in text or "Q." in text or "Q:" in text):
        numbers = {match[1] or match.start(): match.start() for match in _QUESTION.finditer(text)}
        asked = [match.start() for match in _ASKED.finditer(text)]
        if len(asked) > 1 or (len(numbers) > 1 and len(_ANSWER.findall(text)) > 1):
            row = text.count("\n", 0, min(asked or numbers.values()))
            yield problems.another_document(source.at(row), "a write-up of several questions")
