"""What a preview asks of a build: to look again at some files, to plan again, and to make one page.

A preview plans after every save, and most saves move nothing: they change the words of a body, or a title. Then the
plan stands, and only what it is made from is replaced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import ChainMap
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sitegen.engine.outline import INDEX
from sitegen.engine.parsing import KINDS, ReadFile, facts_of
from sitegen.engine.planning import Broken, PlainFile, Plan, Ready, make_page, make_plan, read_files
from sitegen.engine.searching import find_entries
from sitegen.engine.since import KnownCopies
from sitegen.engine.workspace import TOPS, open_store, read_project, read_theme
from sitegen.memory.fingerprint import fingerprint
from sitegen.memory.lines import line_reader
from sitegen.memory.regular import read_below
from sitegen.memory.scanning import Scan, scan_again
from sitegen.memory.snapshot import Changed, normal
from sitegen.memory.store import RecordLost
from sitegen.model.drafts import publish_draft
from sitegen.model.entry import EntryFile
from sitegen.model.names import is_ignored, kind_of
from sitegen.own.code import NOTHING, OwnCode
from sitegen.own.renderer import Frames
from sitegen.problems.problem import Problem
from sitegen.reading.links import route_of
from sitegen.rendering.part_keys import PartKeys
from sitegen.rendering.templates import BadTemplate
from sitegen.search.index import FOLDER as SEARCH
from sitegen.search.live_index import LiveIndex
from sitegen.site.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sitegen.memory.snapshot import Snapshot
    from sitegen.site.pages import Viewed

__all__ = [
    "INDEX",
    "TOPS",
    "Broken",
    "Page",
    "PageKeys",
    "PlainFile",
    "Plan",
    "Planner",
    "Problem",
    "Ready",
    "Scan",
    "line_reader",
    "route_of",
]

_UNTOLD: dict[str, Any] = {"question": "", "title": "", "in_short": "", "also_asked": ()}
"""What can change in an entry without moving anything."""


class Planner:
    """Plans one project again and again."""

    def __init__(
        self,
        root: Path,
        today: Callable[[str], date],
        *,
        drafts: bool,
        own_code: OwnCode = NOTHING,
        cache: Path | None = None,
    ) -> None:
        """`drafts` shows drafts as if they were published; `cache` holds what is remembered, else the project does."""
        self._root, self._today, self._drafts, self._own_code = root, today, drafts, own_code
        self._store, self._theme = open_store(cache or root), read_theme()
        self._index, self._copies = LiveIndex(), KnownCopies(root)
        self._shards: Mapping[str, bytes] = {}
        self._indexed: Plan | None = None
        """The plan that these are of."""
        self._routes: tuple[tuple[Page, ...], dict[str, Page | PlainFile]] = ((), {})
        """The pages of some plan, and the same by route; most plans share them."""
        self._snapshot: Snapshot | None = None
        self.plan: Plan | None = None
        """The last plan, with or without errors."""

    def scan(self, paths: frozenset[str] | None) -> Scan:
        """What the disk shows now at the paths, at all of them where None; raises Refused where it has gone."""
        if self._snapshot is None:
            snapshot = read_project(self._root)
            return Scan(snapshot, tuple(sorted(snapshot.files)), gone=False)
        return scan_again(self._snapshot, TOPS, is_ignored, paths)

    def is_another_day(self) -> bool:
        """Whether the day has changed since the last plan."""
        return self.plan is not None and self._today(self.plan.given.settings.timezone) != self.plan.given.day

    def again(self, found: Scan) -> Plan:
        """The plan of what was seen."""
        self.plan = self._edited(found) or self._planned(found.snapshot)
        self._snapshot = found.snapshot
        return self.plan

    def make(self, plan: Plan, page: Page | PlainFile) -> bytes | Problem:
        """The bytes at an address, or why there are none; raises OSError where a file has gone."""
        if isinstance(page, PlainFile):
            try:
                return page.read()
            except Changed:  # an asset: shown as it is now, unless that would lead out of the project
                return read_below(self._root, f"content/{page.route}")
        assert isinstance(plan, Ready)
        try:
            return make_page(plan, page)
        except BadTemplate as error:
            return error.problem
        except RecordLost:
            # Another program has tidied up what was remembered: everything is read again, once.
            assert self._snapshot is not None
            self._store.forget_all()
            plan.bodies.given = plan.given.edited(self._snapshot, self._snapshot.below("content"))
            return make_page(plan, page)

    def doubtful_kinds(self, plan: Ready) -> frozenset[str]:
        """The kinds of page in which a template stands that is not the theme's."""
        renderer = plan.given.renderer
        own = {name for name, template in renderer.sources if template.source.encode() != self._theme.get(name)}
        return renderer.kinds_made_of(own)

    def since(self, plan: Ready) -> tuple[Problem, ...]:
        """What is not as it was when it was published; nothing where a body has just gone."""
        try:
            return self._copies.problems_since(plan)
        except (RecordLost, OSError):
            return ()

    def shard(self, plan: Ready, route: str) -> bytes | None:
        """A file of the search index, if there is one at the address."""
        if not route.startswith(SEARCH):
            return None
        if plan is not self._indexed:
            self._shards, self._indexed = self._index.follow(find_entries(plan), plan.settings.language), plan
        return self._shards.get(route)

    def routes(self, plan: Ready) -> Mapping[str, Page | PlainFile]:
        """What stands at each address."""
        assert self._snapshot is not None
        pages, by_route = self._routes
        if pages is not plan.pages:
            by_route = {page.route: page for page in plan.pages}
            self._routes = plan.pages, by_route
        files = read_files(plan.assets, plan.given.theme, self._snapshot)
        kinds = {route: "theme" if route in plan.given.theme.files else "asset" for route in files}
        return ChainMap({route: PlainFile(route, kinds[route], read) for route, read in files.items()}, by_route)

    def _planned(self, snapshot: Snapshot) -> Plan:
        return make_plan(snapshot, self._store, self._today, drafts=self._drafts, own_code=self._own_code)

    def _edited(self, found: Scan) -> Plan | None:
        """The last plan, where nothing has moved; None where there is more to do.

        The same facts give the same plan, and pages find their new words by themselves. The one exception to that rule
        are titles and other phrasings: they change facts, but no page comes or goes, so only what the plan is made from
        is replaced.
        """
        plan, last, changed = self.plan, self._snapshot, found.changed
        if not isinstance(plan, Ready) or last is None or self.is_another_day():
            return None
        if any(
            path not in last.files or path not in found.snapshot.files or kind_of(path) not in KINDS for path in changed
        ):
            return None
        if not {problem.path for problem in plan.problems}.isdisjoint(changed):
            return None
        given = plan.given.edited(found.snapshot, changed)
        old, new = plan.given.parsed, given.parsed
        moved_facts = [path for path in changed if new.facts(path) != old.facts(path)]
        try:
            files = {path: new.file(path) for path in changed}
            if (moved_facts and self._own_code) or not all(
                _is_in_place(old.file(path), files[path]) for path in moved_facts
            ):
                return None
        except RecordLost:
            return None
        plan.bodies.given = given
        entries, edited = plan.sources.catalog.entries, []
        for value in (files[path].value for path in moved_facts):
            if isinstance(value, EntryFile) and value.id in entries:
                shown = publish_draft(value) if self._drafts else value
                edited.append(entries[value.id]._replace(source=shown))
        terms = {normal(path): file.terms for path, file in files.items() if file.terms}
        sources = plan.sources.edited(edited, terms, new.facts)
        if not edited:
            return plan._replace(sources=sources)
        pages, changed_pages = _retitled(plan.pages, {entry.route: entry.source.title for entry in edited})
        if self._routes[0] is plan.pages:
            self._routes = pages, self._routes[1] | {page.route: page for page in changed_pages}
        return plan._replace(sources=sources, pages=pages, views={})


def _is_in_place(before: ReadFile, now: ReadFile) -> bool:
    """Whether an entry is only told otherwise: no page, list or link moves for it."""
    was, entry = before.value, now.value
    if before.problems or now.problems or not (isinstance(was, EntryFile) and isinstance(entry, EntryFile)):
        return False
    return not entry.file.head.aliases and facts_of(was._replace(**_UNTOLD)) == facts_of(entry._replace(**_UNTOLD))


def _retitled(pages: tuple[Page, ...], titles: Mapping[str, str]) -> tuple[tuple[Page, ...], list[Page]]:
    """The pages, which stand in the order of their routes, some with other titles; and these."""
    new = list(pages)
    changed = []
    for route, title in titles.items():
        place = bisect_left(new, route, key=attrgetter("route"))
        if place < len(new) and new[place].route == route:
            new[place] = new[place]._replace(title=title)
            changed.append(new[place])
    return tuple(new), changed


class PageKeys:
    """What stands for the pages of a plan, and for the parts of that."""

    def __init__(self, plan: Ready) -> None:
        self._frames = Frames(plan.given.renderer, plan.site)
        self._keys, self._words = PartKeys(), plan.bodies.words

    def around(self, page: Viewed) -> tuple[str, ...]:
        """What stands for all that is put into a page but its view: its frame, and the words of its bodies."""
        return self._frames.by_name(page.kind), *map(self._words, page.bodies)

    def of(self, page: Viewed) -> str:
        """What stands for the whole."""
        return fingerprint([self._keys.write(page.view), *self.around(page)])
