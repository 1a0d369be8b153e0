"""In which order entries are told: within a digest, and as news, on a day and at a moment of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model.digest import DigestFile
    from sitegen.model.resolve import Entry

_NOON = date(2026, 12, 1)
"""Before this day sites told every day as midnight UTC, and readers' programs remember it."""
_TOLD = date(2026, 11, 26)
"""Before this day it was no news that an answer could be seen at last, or was replaced; programs remember that too."""


@lru_cache(maxsize=1 << 12)
def moment(day: date, zone: str) -> datetime:
    """The moment that stands for a day: noon where the site is.

    Older days keep the moment that they were told with, where that is on the same day there: another one would show
    every reader every answer again.
    """
    midnight = datetime.combine(day, time(), UTC)
    local = ZoneInfo(zone)
    if day < _NOON and midnight.astimezone(local).date() == day:
        return midnight
    return datetime.combine(day, time(12), local)


def moment_in_row(day: date, zone: str, place: int, count: int) -> datetime:
    """The same for one of so many entries of a session, from 0: each a second before the next, the first the latest.

    Programs sort by it, and what comes first is to stand above.
    """
    when = moment(day, zone)
    return when - timedelta(seconds=place) if when.hour else when + timedelta(seconds=count - 1 - place)


def last_change(entry: Entry) -> date:
    """The day of the last thing that its writer says has happened to an entry."""
    source = entry.source
    days = [
        entry.date,
        *(update.date for update in source.updates),
        *(correction.date for correction in source.corrections),
        *(one.date for one in source.reworded),
    ]
    for commitment in source.commitments:
        days += [step.date for step in commitment.updates]
        days += [later.date for later in commitment.extended]
    return max(days)


def first_day(entry: Entry, today: date) -> date:
    """The day from which readers could see the answer, as far as the fields tell."""
    shown = (entry.source.file.head.publish_from, entry.digest.file.head.publish_from)
    return max([entry.date, *(day for day in shown if day and day <= today)])


def news_day(entry: Entry, listed: Mapping[str, Entry], today: date) -> date:
    """The last day on which something of the entry was news: it changed, could be seen at last, or was replaced.

    What is dated ahead is no news yet.
    """
    told = [first_day(entry, today), *(listed[newer].date for newer in entry.superseded_by if newer in listed)]
    days = [last_change(entry), *(day for day in told if day >= _TOLD)]
    return max([day for day in days if day <= today], default=entry.date)


def news_kind(entry: Entry, listed: Mapping[str, Entry], day: date, today: date) -> str:
    """What was news on that day: new, replaced, correction, update, promise or reworded."""
    source = entry.source
    if day <= first_day(entry, today):
        return "new"
    if any(listed[newer].date == day for newer in entry.superseded_by if newer in listed):
        return "replaced"
    if any(one.date == day for one in source.corrections):
        return "correction"
    if any(one.date == day for one in source.updates):
        return "update"
    return "reworded" if any(one.date == day for one in source.reworded) else "promise"


def first_address(entry: Entry) -> str:
    """The address at which an entry was first known: the first of its old ones that was an entry's, else its own."""
    for alias in entry.source.file.head.aliases:
        folder, _, name = alias.name.rpartition("/")
        if folder.startswith("digests/") and folder.count("/") == 1 and name not in ("index.html", "print.html"):
            return alias.name
    return entry.route


def in_digest_order(digest: DigestFile, entries: list[Entry]) -> list[Entry]:
    """The entries as the digest orders them; what it does not name follows by file name."""
    ranks = {ref.name.removesuffix(".md").rpartition("/")[2]: rank for rank, ref in enumerate(digest.order)}
    return sorted(entries, key=lambda entry: (ranks.get(entry.id.rpartition("/")[2], len(ranks)), entry.id))
