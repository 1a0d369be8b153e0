"""Whole documents of other kinds, and what a mail program leaves.

Every body is looked through for each of them, and most hold none: so a few letters are asked for before any pattern,
and a letter that is rare before those, since one alone is found ten times as quickly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import BodyLines

_SPEAKER = re.compile(
    r"(?:\*\*)?([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})(?: *[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?)?:(?:\*\*)?\s+\S"
)
_TIME = re.compile(r"[\[(]?\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?[\])]?$")
_STAMPED = re.compile(r"(?:\*\*)?([A-Z][\w.’' -]{1,40}?)(?:\*\*)? +\d{1,2}:\d\d(?::\d\d)?$")
"""Who speaks, and when: the next line is what."""
_STARTED = re.compile(
    r"<v [^<>\n]{1,80}>|started transcription|stopped transcription|^WEBVTT|^\s*\d\d:\d\d[\d:.,]* --> \d",
    re.IGNORECASE | re.MULTILINE,
)
_DAY_AND_TIME = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d[^\]\n:]{0,12}"
_POSTED = re.compile(
    rf"^(?:\[\d{{1,2}}:\d\d[^\]\n]{{0,20}}\]|\[?{_DAY_AND_TIME}\]?(?: -)?) [^\n:]{{1,40}}: ", re.MULTILINE
)
_CHAT = re.compile(r"^(?:Replying to |Reacted to |.* (?:reacted to|replied to) (?:your|a) message)", re.MULTILINE)
_QUESTION = re.compile(r"^(?:\*\*)?(?:(?:Question|Q) ?(\d{1,2})\b[.:)]?|Q[.:)] )", re.MULTILINE)
_ANSWER = re.compile(r"^(?:\*\*)?(?:(?:Answer|A) ?\d{0,2}[.:)]|Answer(?:\*\*)?$)", re.MULTILINE)
_THERE = re.compile(
    r"[ #*|]*(?:attendees|attendance|in attendance|present|those present|people present)\b[ *]*(?::|\|?[ ]*$)[ *]*",
    re.IGNORECASE,
)
_SHORT_ITEM, _MANY = 7, 8  # words of an item; items that make a list of people
_FIELDS = re.compile(r"^---[ \t]*\n(?:question|title|topics):", re.MULTILINE)
_MAIL = (
    ("From:", re.compile(r"^[> ]*(?:\*\*)?From:(?:\*\*)? .+\n+[> ]*(?:\*\*)?(?:Sent|To|Date):", re.MULTILINE)),
    ("egards", re.compile(r"^(?:(?:Kind|Best|Warm|Kindest|With kind) )?[Rr]egards,?[ \t]*$", re.MULTILINE)),
    ("Best wishes", re.compile(r"^Best wishes,?[ \t]*$", re.MULTILINE)),
    ("Yours ", re.compile(r"^Yours (?:sincerely|faithfully|truly),?[ \t]*$", re.MULTILINE)),
    ("Sent from ", re.compile(r"^Sent from (?:my |Outlook|Mail |Yahoo|Samsung).{0,40}$", re.MULTILINE)),
    ("Get Outlook", re.compile(r"^\[?Get Outlook for .{1,120}$", re.MULTILINE)),
    (" wrote:", re.compile(r"^[> ]*On .{6,100}(?:\d:\d\d|@).{0,80} wrote:[ \t]*$", re.MULTILINE)),
    (
        "originated",
        re.compile(r"^.{0,40}(?:e-?mail|message) originated (?:from )?outside.*$", re.MULTILINE | re.IGNORECASE),
    ),
    ("[cid:", re.compile(r"\[cid:[^\]\n]{1,200}\]")),
    (
        "confidential",
        re.compile(r"^.*(?:this|the) (?:e-?mail|message)\b.{0,120}\bconfidential.*$", re.MULTILINE | re.IGNORECASE),
    ),
    ("-----Original", re.compile(r"^-+ ?Original Message ?-+", re.MULTILINE)),
)


def transcript(text: str, source: BodyLines) -> Iterator[Problem]:
    """Five lines that name who speaks, times alone on lines, or a program's own words."""
    is_started = (
        "ranscription" in text
        or ("W" in text and "WEBVTT" in text)
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
    if " message" in text or ("R" in text and ("Replying" in text or "Reacted" in text)):
        match = _CHAT.search(text)
        if match:
            yield problems.another_document(source.at(text.count("\n", 0, match.start())), "a chat")
            return
    if ":" in text and text.count(":") > 5:
        posted = [match.start() for match in _POSTED.finditer(text)]
        if len(posted) > 2:
            yield problems.another_document(source.at(text.count("\n", 0, posted[0])), "a chat")


def attendees(text: str, source: BodyLines) -> Iterator[Problem]:
    """Eight short items and more below “Attendees” or “Present”, or behind it."""
    if "ttend" not in text and "resent" not in text and "ATTEND" not in text and "PRESENT" not in text:
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
    if "Q" in text and ("Question" in text or "Q1" in text or "Q." in text or "Q:" in text):
        numbers = {match[1] or match.start(): match.start() for match in _QUESTION.finditer(text)}
        if len(numbers) > 1 and len(_ANSWER.findall(text)) > 1:
            row = text.count("\n", 0, min(numbers.values()))
            yield problems.another_document(source.at(row), "a write-up of several questions")


def mail(text: str, source: BodyLines) -> Iterator[Problem]:
    """What Outlook puts round a message."""
    for word, pattern in _MAIL:
        if word[0] in text and word in text:
            match = pattern.search(text)
            if match:
                words = match[0].partition("\n")[0].strip()
                yield problems.mail_left_over(source.at(text.count("\n", 0, match.start()), words), words)
