"""What somebody has to do by some day: overdue answers and promises, reviews, things about to appear or go."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from sitegen.model.names import kind_of
from sitegen.problems import at_odds, whole
from sitegen.problems import untimely as problems
from sitegen.problems.problem import Place
from sitegen.reading.dates import show_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sitegen.model.content_files import Files
    from sitegen.model.entry import EntryFile
    from sitegen.model.person import PersonFile
    from sitegen.model.resolve import Entry
    from sitegen.model.settings import Settings
    from sitegen.problems.problem import Problem

    Successions = Mapping[str, list[tuple[date, str]]]
    """For each role's title, casefolded: since when, and whose id, in order of time."""


def check_counts(files: Files) -> list[Problem]:
    """Received = published + withdrawn + merged + withheld, over all entries, held back or not."""
    found: list[Problem] = []
    entries: dict[str, list[EntryFile]] = {}
    for entry in files.entries.values():
        entries.setdefault(entry.digest_path, []).append(entry)
    standing = Counter(path.split("/", 3)[2] for path in files.paths if path.startswith("content/digests/"))
    for digest in files.digests.values():
        counts = digest.counts
        if counts is None:
            continue
        own = entries.get(digest.file.path, [])
        withdrawn = sum(entry.state == "withdrawn" for entry in own)
        withheld = sum(number for _, number in counts.withheld)
        total = len(own) + counts.merged + withheld
        unread = standing[digest.name] - 1 - len(own)
        if total != counts.received and not unread:
            held_back = sum(entry.file.path in files.holds for entry in own if entry.state != "withdrawn")
            shown = f"{len(own) - withdrawn - held_back} published"
            if held_back:
                shown += f" + {held_back} not shown yet"
            parts = f"{shown} + {withdrawn} withdrawn + {counts.merged} merged + {withheld} withheld"
            found.append(at_odds.counts_do_not_add_up(digest.file.at("counts"), counts.received, parts, total))
    return found


def whole_digests(files: Files) -> frozenset[str]:
    """The digests of which nothing is held back."""
    partly = {entry.digest_path for path, entry in files.entries.items() if path in files.holds}
    return frozenset(path for path in files.digests if path not in partly)


def check_days(
    files: Files, entries: Mapping[str, Entry], merged: Mapping[str, str], settings: Settings, today: date
) -> list[Problem]:
    """Notices of what is due on that day."""
    found: list[Problem] = []
    successions = successions_of(files.people.values())
    for entry in entries.values():
        if entry.source.file.path not in files.holds:
            found += _entry_days(entry, files, successions, today)
            found += _without_a_day(entry, settings, today)
    for topic in files.topics.values():
        every = topic.review_every or settings.review_every
        due = (
            topic.position
            and topic.id not in merged
            and topic.file.path not in files.holds
            and every.after(topic.position.as_of)
        )
        if due and due < today:
            found.append(problems.review_due(topic.file.at("position"), "The position", show_day(due)))
    for value in files.all():
        head, path = value.file.head, value.file.path
        if head.draft:
            continue
        if head.publish_from and today < head.publish_from:
            found.append(problems.shown_from(value.file.at("publish_from"), show_day(head.publish_from)))
        if head.publish_until and today <= head.publish_until and path not in files.holds:
            after = head.publish_until + timedelta(days=1)
            found.append(
                problems.shown_until(value.file.at("publish_until"), show_day(head.publish_until), show_day(after))
            )
    if not files.unread and not any(kind_of(path) == "entry" for path in files.paths):
        found.append(whole.no_entries("content", has_digest=bool(files.digests)))
    return found


def _entry_days(entry: Entry, files: Files, successions: Successions, today: date) -> Iterator[Problem]:
    source = entry.source
    if entry.is_withdrawn:
        open_ones = sum(commitment.is_open for commitment in source.commitments)
        if open_ones:
            yield whole.withdrawn_with_promises(source.file.at("withdrawn"), open_ones)
        return
    if source.answer_due and source.state in ("awaiting", "holding") and source.answer_due < today:
        yield problems.answer_overdue(source.file.at("answer_due"), show_day(source.answer_due))
    if entry.answered and source.answered and entry.answered > today:  # else it is the session's day that is told
        yield problems.dated_ahead(source.file.at("answered"), show_day(entry.answered))
    next_review = review_day(entry)
    if next_review and next_review < today:
        yield problems.review_due(source.file.at("review"), "This answer", show_day(next_review))
    for commitment, owner in zip(source.commitments, entry.owners, strict=True):
        if not commitment.is_open:
            continue
        at = Place(source.file.path, commitment.line, 1)
        if commitment.due_day and commitment.due_day < today:
            yield problems.commitment_overdue(at, commitment.text, show_day(commitment.due_day))
        person = files.people.get(owner)
        holder = person and holder_now(person, entry.date, files.people, successions)
        if holder and holder.left:
            yield whole.nobody_owns(at, commitment.text, holder.name)


def _without_a_day(entry: Entry, settings: Settings, today: date) -> Iterator[Problem]:
    """Promises without a due day on which it is time to report."""
    told = entry.is_withdrawn or "commitments" in entry.source.file.broken  # a day may be among what is broken
    for commitment in () if told else entry.source.commitments:
        heard = max([entry.date, *(step.date for step in commitment.updates)])
        by = settings.report_back_after.after(heard)
        if commitment.is_open and not commitment.due_day and by and by < today:
            at = Place(entry.source.file.path, commitment.line, 1)
            yield problems.report_back_due(at, commitment.text, show_day(heard))


def review_day(entry: Entry) -> date | None:
    """The day by which somebody looks at the answer again; None where none is set."""
    review = entry.source.review
    if not review or not review.every:
        return None
    return review.every.after(review.last or entry.date)


def successions_of(people: Iterable[PersonFile]) -> Successions:
    """Who took up each role, and when."""
    taken: dict[str, list[tuple[date, str]]] = {}
    for person in people:
        for role in person.roles:
            if role.since:
                taken.setdefault(role.title.casefold(), []).append((role.since, person.id))
    return {title: sorted(starts) for title, starts in taken.items()}


def holder_now(person: PersonFile, day: date, people: Mapping[str, PersonFile], successions: Successions) -> PersonFile:
    """Who holds now the role that the person held on that day: a promise passes to the role's next holder."""
    title = person.role_on(day).casefold()
    holder, held_on = person, day
    seen = set[tuple[date, str]]()
    while title and (ended := _end_of(holder, title, held_on)):
        starts = successions.get(title, [])
        later = islice(starts, bisect_left(starts, (ended, "")), None)
        following = next((start for start in later if start not in seen), None)
        if following is None:
            break
        seen.add(following)  # who has the role again has the promise again, but a role of one day leads round no circle
        held_on, holder = following[0], people[following[1]]
    return holder


def _end_of(person: PersonFile, title: str, day: date) -> date | None:
    """When the person gave up the role of that title, in small letters, that they held on that day."""
    terms = (role.until for role in person.roles if role.title.casefold() == title and role.held_on(day))
    return next(terms, None) or person.left
