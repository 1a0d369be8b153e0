"""Two records compared: what has changed for readers since the one was published, and what is wrong with that."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.names import PICTURES
from sitegen.model.private_words import hide_private
from sitegen.privacy.allowed import NOTHING_ALLOWED
from sitegen.privacy.covering import masked
from sitegen.problems import unsaid_changes as problems
from sitegen.problems.problem import Place, Problem, in_order
from sitegen.reading.dates import show_day
from sitegen.record.answer_changes import Versions, compare_answer
from sitegen.record.forms import alias_form
from sitegen.record.moves import find_moves
from sitegen.record.release_record import LATER_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from sitegen.privacy.allowed import Allowed
    from sitegen.record.release_record import RecordedApproval, RecordedPage, ReleaseRecord

NEW, CHANGED, RESPELT, MOVED, WITHDRAWN, GONE = "new", "changed", "small", "moved", "withdrawn", "gone"


class RecordChange(NamedTuple):
    """What has become of one answer, for the plan of a publish."""

    what: str
    """new, changed, small (spelling, spaces, punctuation, capitals), moved, withdrawn or gone."""
    id: str
    title: str
    """As readers know it; empty for one that is withdrawn."""
    details: tuple[str, ...] = ()
    """A line for each change of words, and for what became of promises; for one that moved, its old id first."""
    approved: RecordedApproval | None = None
    """Who said yes to it as it is now."""


def compare(
    published: ReleaseRecord,
    now: ReleaseRecord,
    day: date,
    may_go: Collection[str] = (),
    allowed: Allowed = NOTHING_ALLOWED,
) -> tuple[tuple[RecordChange, ...], tuple[Problem, ...]]:
    """What has changed since it was published, answer by answer, and the problems of it, as errors.

    `day` is that of the comparison, for the lines that are proposed. Pages of the kinds that `may_go` are no problem if
    they do, unless they stand elsewhere now: somebody else asks about them. Words are read only of answers whose files
    or owners are others. Words that look private and are not `allowed` are masked, old and new ones. Raises Refused
    where the published record is not one of ours.
    """
    moves = find_moves(published, now)
    changes: list[RecordChange] = []
    found: list[Problem] = []
    for key, before in published.entries.items():
        target = moves.entries.get(key, key)
        after = now.entries.get(target)
        if after is None:
            is_withdrawn = target in now.withdrawn
            changes.append(RecordChange(WITHDRAWN if is_withdrawn else GONE, key, "" if is_withdrawn else before.title))
        elif target != key or not before.is_as(after):
            words = published.words[key], now.words[target]
            versions = Versions(before, after, *words, published.day, day, now.in_english, allowed)
            compared = compare_answer(versions)
            found += compared.problems
            if target != key:
                changes.append(RecordChange(MOVED, target, after.title, (key, *compared.changed, *compared.small)))
            elif compared.changed:
                changes.append(RecordChange(CHANGED, key, after.title, compared.changed + compared.small))
            elif compared.small:
                changes.append(RecordChange(RESPELT, key, after.title, compared.small))
    for route in _files_gone(published, now):
        changes.append(RecordChange(GONE, route, route))
        path = published.pages[route].path
        gone = problems.published_address_gone(Place(path), show_day(published.day), route, "", (f"Put {path} back.",))
        found.append(gone.softened())
    came = now.entries.keys() - published.entries.keys() - set(moves.entries.values())
    changes += [RecordChange(NEW, key, now.entries[key].title) for key in now.entries if key in came]
    found += _addresses_gone(published, now, moves.pages, may_go)
    found += _come_back(published, now)
    changes = [change._replace(details=tuple(masked(line, allowed) for line in change.details)) for change in changes]
    return tuple(changes), in_order(hide_private(found, (), allowed))


def with_approvals(changes: Iterable[RecordChange], now: ReleaseRecord) -> tuple[RecordChange, ...]:
    """The changes, each with who said yes to it."""
    return tuple([change._replace(approved=now.approvals.get(change.id)) for change in changes])


def _addresses_gone(
    published: ReleaseRecord, now: ReleaseRecord, moved: Mapping[str, str], may_go: Collection[str]
) -> Iterator[Problem]:
    since = show_day(published.day)
    for route, page in published.pages.items():
        if route in now.pages or page.kind not in LATER_KINDS or (page.until and page.until < now.day):
            continue
        near = moved.get(route, "")
        if near:
            yield problems.published_address_gone(Place(near), since, route, near, alias_form([route]))
        elif page.kind not in may_go:
            path = page.path or _path_of(route)
            yield problems.published_address_gone(Place(path), since, route, "", _way_back(route, page))


def _files_gone(published: ReleaseRecord, now: ReleaseRecord) -> list[str]:
    """Documents that are there no more; pictures are parts of a page, and nobody keeps their addresses."""
    assets = [route for route, page in published.pages.items() if page.kind == "asset" and route not in now.pages]
    return sorted(route for route in assets if not route.lower().endswith(PICTURES))


def _path_of(route: str) -> str:
    return f"content/{route.removesuffix('.html')}.md"


def _way_back(route: str, page: RecordedPage) -> tuple[str, ...]:
    """What to do about an address whose file cannot be found."""
    alias = f"aliases: [{route}]"
    if page.kind == "redirect":
        return (f"Put the old address back into {page.path or 'the file that it led to'}:  {alias}",)
    ways = [f"Put {page.path} back, without “draft” and “publish_…”." if page.path else "Put its file back."]
    if page.kind == "entry":
        ways.append("If it must go, withdraw it: put the file back and write  withdrawn: {date: …, why: …}")
    ways.append(f"If another file has taken its place, write into that:  {alias}")
    return tuple(ways)


def _come_back(published: ReleaseRecord, now: ReleaseRecord) -> Iterator[Problem]:
    for key, since in published.withdrawn.items():
        entry = now.entries.get(key)
        if entry:
            yield problems.withdrawn_comes_back(Place(entry.path), show_day(since))
