"""The plan that stands after a save which moves nothing: new words of a body, or an entry that is told otherwise.

The same facts give the same plan, and pages find their new words by themselves. The one exception to that rule are
titles and other phrasings: they change facts, but no page comes or goes, so only what the plan is made from is
replaced. Only a preview has this way, since whoever is typing should not wait for a plan.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sitegen.memory.remembered import RecordLost
from sitegen.memory.snapshot import normal
from sitegen.model.drafts import publish_draft
from sitegen.model.entry import EntryFile
from sitegen.model.names import kind_of
from sitegen.parsing.file_record import KINDS, ReadFile, facts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sitegen.engine.given import Given
    from sitegen.engine.planning import Ready
    from sitegen.memory.snapshot import Snapshot
    from sitegen.model.resolve import Entry
    from sitegen.site.pages import Page

_UNTOLD: dict[str, Any] = {"question": "", "title": "", "in_short": "", "also_asked": ()}
"""What can change in an entry without moving anything."""


def edited(plan: Ready, snapshot: Snapshot, changed: Collection[str]) -> Ready | None:
    """The plan after an edit of the files at the paths; None where there is more to do."""
    last = plan.given.snapshot
    if any(path not in last.files or path not in snapshot.files or kind_of(path) not in KINDS for path in changed):
        return None
    if not {problem.path for problem in plan.problems}.isdisjoint(changed):
        return None
    given = plan.given.edited(snapshot, changed)
    try:
        told = _told_otherwise(plan.given, given, changed)
        terms = {normal(path): found for path in changed if (found := given.parsed.file(path).terms)}
    except RecordLost:
        return None
    if told is None:
        return None
    plan.bodies.given = given
    entries = _in_place(told, plan)
    sources = plan.sources.edited(entries, terms, given.parsed.facts)
    if not entries:
        return plan._replace(sources=sources)
    pages = _retitled(plan.pages, {entry.route: entry.source.title for entry in entries})
    return plan._replace(sources=sources, pages=pages, views={})


def _told_otherwise(before: Given, now: Given, changed: Collection[str]) -> list[EntryFile] | None:
    """The entries whose facts differ; None where something moves for one of them. Raises RecordLost."""
    found = []
    for path in changed:
        if before.parsed.facts(path) != now.parsed.facts(path):
            file = now.parsed.file(path)
            if now.own_code or not _is_in_place(before.parsed.file(path), file):
                return None
            found.append(file.value)
    return found


def _is_in_place(before: ReadFile, now: ReadFile) -> bool:
    """Whether an entry is only told otherwise: no page, list or link moves for it."""
    was, entry = before.value, now.value
    if (
        before.problems
        or now.problems
        or before.private
        or now.private
        or before.explained != now.explained
        or not (isinstance(was, EntryFile) and isinstance(entry, EntryFile))
    ):
        return False
    return not entry.file.head.aliases and facts_of(was._replace(**_UNTOLD)) == facts_of(entry._replace(**_UNTOLD))


def _in_place(told: list[EntryFile], plan: Ready) -> list[Entry]:
    """The entries in their places in the plan, as far as they are shown."""
    shown = plan.catalog.entries
    values = [publish_draft(value) if plan.given.drafts else value for value in told]
    return [shown[value.id]._replace(source=value) for value in values if value.id in shown]


def _retitled(pages: tuple[Page, ...], titles: Mapping[str, str]) -> tuple[Page, ...]:
    """The pages, which stand in the order of their routes, some with other titles."""
    new = list(pages)
    for route, title in titles.items():
        place = bisect_left(new, route, key=attrgetter("route"))
        if place < len(new) and new[place].route == route:
            new[place] = new[place]._replace(title=title)
    return tuple(new)
