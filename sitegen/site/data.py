"""Pages for machines: the register as CSV, JSON and calendar, and all entries as JSON."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.reading.links import address
from sitegen.site.commitments import all_commitments
from sitegen.site.views.commitment_views import Commitment
from sitegen.site.views.entry_teaser import Teaser
from sitegen.site.views.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.site.sources import Sources

_FOLD = 75  # octets in a line (RFC 5545, 3.1)


_COLUMNS = ("text", "quote", "strength", "status", "owner", "made", "due", "due_source", "entry", "address")


class RegisterData(NamedTuple):
    """The register for machines."""

    route: str
    title: str
    url: str
    commitments: tuple[Commitment, ...]
    due_words: str
    """The words before what is due, in the calendar."""


class PromiseData(NamedTuple):
    """One promise for a calendar."""

    route: str
    url: str
    commitment: Commitment
    due_words: str


class EntriesData(NamedTuple):
    """All entries without their answers."""

    route: str
    title: str
    url: str
    language: str
    entries: tuple[tuple[Teaser, Label, date], ...]
    """Teaser, digest and the day it was asked."""


def register_data(route: str, sources: Sources) -> RegisterData:
    """What every format of the register is made from."""
    settings = sources.catalog.settings
    return RegisterData(route, settings.title, settings.url, all_commitments(sources), sources.words.plain("Due"))


def promise_data(commitment: Commitment, sources: Sources) -> PromiseData:
    """What the calendar of one promise is made from."""
    return PromiseData(commitment.calendar, sources.catalog.settings.url, commitment, sources.words.plain("Due"))


def entries_data(sources: Sources) -> EntriesData:
    """What `data/entries.json` is made from."""
    settings = sources.catalog.settings
    rows = tuple(
        (sources.teasers[entry.route], sources.digest_label(entry.digest), entry.asked)
        for entry in sources.listed.values()
    )
    return EntriesData("data/entries.json", settings.title, settings.url, settings.language, rows)


def render_register_csv(data: RegisterData) -> bytes:
    """The register as CSV (RFC 4180), with a byte order mark, since Excel takes it for Windows-1252 otherwise."""
    import csv  # slow to import, and most edits do not reach the register

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for commitment in data.commitments:
        writer.writerow([_safe_cell(str(value)) for value in _row(data, commitment).values()])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def render_register_json(data: RegisterData) -> bytes:
    """The register as JSON."""
    rows = []
    for commitment in data.commitments:
        row = _row(data, commitment)
        row["updates"] = [
            {"date": step.date.isoformat(), "status": step.status, "note": step.note, "evidence": step.evidence}
            for step in commitment.updates
        ]
        row["extended"] = [
            {"date": step.date.isoformat(), "to": step.to.isoformat(), "why": step.why} for step in commitment.extended
        ]
        rows.append(row)
    return _json({"title": data.title}, "commitments", rows)


def render_register_calendar(data: RegisterData) -> bytes:
    """What is due, as a calendar (RFC 5545) of all-day events: Outlook's subscriptions show no to-dos."""
    lines = [f"X-WR-CALNAME:{_text(data.title)}"]
    for commitment in data.commitments:
        if commitment.calendar:
            lines += _event(data, commitment)
    return _calendar(lines)


def render_promise_calendar(data: PromiseData) -> bytes:
    """The same event alone. The calendar has no name: an event goes into the reader's own."""
    return _calendar(_event(data, data.commitment))


def _calendar(lines: Iterable[str]) -> bytes:
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sitegen//register//EN", "CALSCALE:GREGORIAN")
    every = (*head, *lines, "END:VCALENDAR")
    return "".join(folded + "\r\n" for line in every for folded in _folded(line)).encode("utf-8")


def render_entries_json(data: EntriesData) -> bytes:
    """All entries as JSON, the newest first."""
    rows = [
        {
            "id": teaser.id,
            "route": teaser.route,
            "title": teaser.title,
            "question": teaser.question,
            "in_short": teaser.in_short,
            "state": teaser.state,
            "replaced": teaser.replaced,
            "asked": asked.isoformat(),
            "date": teaser.date.isoformat(),
            "due": teaser.due.isoformat() if teaser.due else None,
            "answered_by": teaser.by,
            "digest": digest.title,
            "topics": [topic.title for topic in teaser.topics],
        }
        for teaser, digest, asked in data.entries
    ]
    head = {"title": data.title, "url": data.url or None, "language": data.language}
    return _json(head, "entries", rows)


def _row(data: RegisterData, commitment: Commitment) -> dict[str, Any]:
    """A commitment as named values."""
    return {
        "text": commitment.text,
        "quote": commitment.quote,
        "strength": commitment.strength,
        "status": commitment.status,
        "owner": commitment.owner.title if commitment.owner else "",
        "made": commitment.made.isoformat(),
        "due": commitment.due.isoformat() if commitment.due else "",
        "due_source": commitment.due_source,
        "entry": commitment.entry.title,
        "address": address(data.url, commitment.entry.route),
    }


def _safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _event(data: RegisterData | PromiseData, commitment: Commitment) -> Iterator[str]:
    due = commitment.due
    assert due is not None
    yield "BEGIN:VEVENT"
    yield f"UID:{commitment.anchor.removeprefix('_')}@{_host(data.url)}"
    told = [commitment.made, *(s.date for s in commitment.updates), *(later.date for later in commitment.extended)]
    yield f"DTSTAMP:{max(told):%Y%m%d}T000000Z"
    yield f"LAST-MODIFIED:{max(told):%Y%m%d}T000000Z"
    yield f"SEQUENCE:{len(commitment.extended)}"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{data.due_words}: {commitment.text}')}"
    owner = f"{commitment.owner.title}. " if commitment.owner else ""
    yield f"DESCRIPTION:{_text(f'{owner}“{commitment.quote}” ({commitment.entry.title})')}"
    if data.url:
        yield f"URL:{address(data.url, commitment.entry.route)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _host(url: str) -> str:
    return url.split("/")[2] if url else "sitegen.invalid"


def _text(value: str) -> str:
    """Text as RFC 5545, 3.3.11 escapes it."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, never cut inside a character."""
    data, start, limit = line.encode("utf-8"), 0, _FOLD
    while len(data) - start > limit:
        end = start + limit
        while data[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        yield (" " if start else "") + data[start:end].decode("utf-8")
        start, limit = end, _FOLD - 1  # for the space that it begins with
    yield (" " if start else "") + data[start:].decode("utf-8")


def _json(head: dict[str, Any], name: str, rows: Iterable[dict[str, Any]]) -> bytes:
    """An object with a list of rows, each on a line of its own: told apart quickly, by people and by programs."""
    start = _ENCODER.encode({**head, name: []}).removesuffix("]}")
    return "".join((start, "\n", ",\n".join(map(_ENCODER.encode, rows)), "\n]}\n")).encode("utf-8")


_ENCODER = json.JSONEncoder(ensure_ascii=False)
