"""What only several files together show to be there by accident: a question twice, and days that cannot be right."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from sitegen.problems import unfinished as problems
from sitegen.problems import untimely
from sitegen.problems.problem import Place
from sitegen.reading.dates import show_day

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from sitegen.model.content_files import Files
    from sitegen.model.digest import DigestFile
    from sitegen.model.resolve import Entry
    from sitegen.problems.problem import Problem

_FAR = 15  # years that nobody promises anything for
_ANNOUNCED = 366  # days before a session; nobody calls it earlier
_FEWEST_BLANKS = 2
"""In a question that says what it is about: “Why?” and “What next?” are asked of many things."""
_ENDS = " \n?!.…"


def check_accidents(files: Files, entries: Mapping[str, Entry], today: date) -> list[Problem]:
    """Notices of them, in what is shown."""
    found: list[Problem] = []
    holds = files.holds
    sessions = [one for path, one in files.digests.items() if path not in holds and "date" not in one.file.broken]
    given = _given(entries.values(), holds) if any(one.date > today for one in sessions) else {}
    for digest in sessions:
        found += _session(digest, given.get(digest.file.path, 0), today)
    first: dict[str, Entry] = {}
    for entry in entries.values():
        source = entry.source
        if source.withdrawn or (holds and source.file.path in holds):
            continue
        asked = source.question.lower().rstrip(_ENDS)
        before = first.setdefault(asked, entry) if asked.count(" ") >= _FEWEST_BLANKS else entry
        if before is not entry and not _is_known(before, entry):
            found.append(problems.same_question(source.file.at("question"), before.source.file.path))
        if source.commitments or source.answer_due or source.answered:
            found += _days(entry)
    return found


def _is_known(one: Entry, other: Entry) -> bool:
    """Whether one of the two says that it belongs to the other."""
    return any(
        mine.id in (*its.follows, *its.supersedes, *its.followed_by, *its.superseded_by)
        for mine, its in ((one, other), (other, one))
    )


def _given(entries: Iterable[Entry], holds: Container[str]) -> Mapping[str, int]:
    """How many answers have no other day than that of their session, by its path."""
    return Counter(
        entry.source.digest_path
        for entry in entries
        if entry.answered and not (entry.source.answered or entry.is_withdrawn) and entry.source.file.path not in holds
    )


def _session(digest: DigestFile, given: int, today: date) -> Iterator[Problem]:
    at, named = digest.file.at("date"), _day_in_name(digest)
    if named and named != digest.date:
        is_swapped = _swapped(named) == digest.date
        yield problems.folder_day(at, show_day(digest.date), show_day(named), is_swapped=is_swapped)
    elif digest.date > today:
        if given or (digest.date - today).days > _ANNOUNCED:
            yield problems.session_ahead(at, show_day(digest.date), digest.date.isoformat(), given)
        else:
            yield untimely.dated_ahead(at, show_day(digest.date), "This session")


def _day_in_name(digest: DigestFile) -> date | None:
    try:
        return date.fromisoformat(digest.name[:10])
    except ValueError:
        return None


def _days(entry: Entry) -> Iterator[Problem]:
    source, session = entry.source, entry.digest.date
    if source.answered and source.answered != session and _swapped(source.answered) == session:
        why = f"the session was on {show_day(session)}, so day and month seem to be swapped"
        yield problems.odd_day(source.file.at("answered"), "The day of this answer", show_day(source.answered), why)
    if source.answer_due:
        yield from _due(
            source.file.at("answer_due"), "The day when the answer is due", source.answer_due, min(entry.asked, session)
        )
    for promise in source.commitments:
        if promise.due:
            at = Place(source.file.path, promise.line, 1)
            yield from _due(at, "The day of this promise", promise.due, min(entry.date, session))


def _due(at: Place, what: str, day: date, since: date) -> Iterator[Problem]:
    if day < since:
        yield problems.odd_day(at, what, show_day(day), f"before it was given on {show_day(since)}")
    elif day.year - since.year > _FAR:
        yield problems.odd_day(at, what, show_day(day), f"{day.year - since.year} years after it was given")


def _swapped(day: date) -> date | None:
    """The day with its day and month exchanged; None where there is none, or no other."""
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None
