"""What a preview asks of a build: to look again at some files, to plan again, and to make one page.

A preview plans after every save, and most saves move nothing: they change the words of a body, or a title. Then the
plan stands, and only what it is made from is replaced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import ChainMap
from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from sitegen.engine.cache_keys import PageInputs
from sitegen.engine.drafts import publish_draft
from sitegen.engine.lines import line_reader
from sitegen.engine.looking import TOPS, Look, look_at
from sitegen.engine.making import PlainFile, make_page, plain_files
from sitegen.engine.meaning import find_edits
from sitegen.engine.packing import BY_TEMPLATE, HOLD_BODIES
from sitegen.engine.parsing import reading_of
from sitegen.engine.planning import Plan, make_plan, mark_of
from sitegen.engine.preview_index import PreviewIndex
from sitegen.engine.project import open_store, read_theme
from sitegen.engine.searching import KIND as INDEX
from sitegen.memory.regular import read_below
from sitegen.memory.snapshot import Changed
from sitegen.model.entry import entry_id
from sitegen.problems.problem import Problem
from sitegen.reading.links import route_of
from sitegen.rendering.templates import BadTemplate
from sitegen.search.index import FOLDER as SEARCH
from sitegen.site.bodies import BodyLost
from sitegen.site.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from sitegen.memory.snapshot import Snapshot

__all__ = [
    "INDEX",
    "TOPS",
    "Look",
    "Page",
    "PageInputs",
    "PlainFile",
    "Plan",
    "Planner",
    "Problem",
    "line_reader",
    "route_of",
]


class Planner:
    """Plans one project again and again."""

    def __init__(self, root: Path, today: Callable[[str], date], *, drafts: bool) -> None:
        """`drafts` shows drafts as if they were published."""
        self._root, self._today, self._drafts = root, today, drafts
        self._store, self._theme = open_store(root), read_theme()
        self._index = PreviewIndex()
        self._routes: tuple[tuple[Page, ...], dict[str, Page | PlainFile]] = ((), {})
        """The pages of some plan, and the same by route; most plans share them."""
        self._snapshot: Snapshot | None = None
        self._day: date | None = None
        self.plan: Plan | None = None
        """The last plan, with or without errors."""

    def look(self, paths: frozenset[str] | None) -> Look:
        """What the disk shows now at the paths, at all of them where None; raises Refused where it has gone."""
        return look_at(self._root, self._snapshot, paths)

    def is_another_day(self) -> bool:
        """Whether the day has changed since the last plan."""
        catalog = self.plan.catalog if self.plan else None
        return catalog is not None and self._today(catalog.settings.timezone) != self._day

    def again(self, look: Look) -> Plan:
        """The plan of what was seen."""
        plan = self._edited(look) or self._planned(look.snapshot)
        self._snapshot, self.plan = look.snapshot, plan
        self._day = plan.catalog.today if plan.catalog else None
        return plan

    def make(self, plan: Plan, page: Page | PlainFile) -> bytes | Problem:
        """The bytes at an address, or why there are none; raises OSError where a file has gone."""
        if isinstance(page, PlainFile):
            try:
                return page.read()
            except Changed:  # shown as it is now, unless that would lead out of the project
                return read_below(self._root, page.path)
        try:
            return make_page(plan, page)
        except BadTemplate as error:
            return error.problem
        except BodyLost:
            # Another program has tidied up what was remembered: everything is read again, once.
            assert self._snapshot is not None
            self._store.forget_all()
            self._planned(self._snapshot)
            return make_page(plan, page)

    def doubtful_kinds(self, plan: Plan) -> frozenset[str]:
        """The kinds of page in which a template stands that is not the theme's."""
        own = {name for name, template in plan.template_sources if template.source.encode() != self._theme.get(name)}
        return frozenset(kind for kind in BY_TEMPLATE if not own.isdisjoint(plan.templates.closure(f"{kind}.html")))

    def shard(self, plan: Plan, route: str) -> bytes | None:
        """A file of the search index, if there is one at the address."""
        return self._index.follow(plan).get(route) if route.startswith(SEARCH) else None

    def routes(self, plan: Plan) -> Mapping[str, Page | PlainFile]:
        """What stands at each address."""
        assert self._snapshot is not None
        pages, by_route = self._routes
        if pages is not plan.pages:
            by_route = {page.route: page for page in plan.pages}
            self._routes = plan.pages, by_route
        return ChainMap({file.route: file for file in plain_files(plan, self._snapshot)}, by_route)

    def _planned(self, snapshot: Snapshot) -> Plan:
        return make_plan(snapshot, self._store, self._today, drafts=self._drafts)

    def _edited(self, look: Look) -> Plan | None:
        """The last plan after edits that moved nothing; None where there is more to do."""
        plan, last = self.plan, self._snapshot
        if plan is None or last is None or plan.sources is None or self.is_another_day():
            return None
        known = {problem.path for problem in plan.problems}
        if not known.isdisjoint(look.changed):
            return None
        catalog, words = plan.sources.catalog, plan.sources.words
        edits = find_edits(last.files, look.snapshot, look.changed, self._store, catalog.settings, words)
        if edits is None:
            return None
        files = map(publish_draft, edits.retold) if self._drafts else edits.retold
        told = [catalog.entries[file.id]._replace(source=file) for file in files if file.id in catalog.entries]
        marks = partial(mark_of, look.snapshot, reading_of(catalog.settings, words))
        sources = plan.sources.edited(told, frozenset(look.changed), edits.search_terms, marks)
        if not told:
            views = {route: plan.views[route] for route in plan.views.keys() - _holders(plan, look.changed)}
            return plan._replace(sources=sources, views=views)
        titles = {entry.route: entry.source.title for entry in told}
        pages, retold = _retitled(plan.pages, titles)
        if self._routes[0] is plan.pages:
            self._routes = pages, self._routes[1] | {page.route: page for page in retold}
        return plan._replace(catalog=sources.catalog, sources=sources, pages=pages, views={})


def _retitled(pages: tuple[Page, ...], titles: Mapping[str, str]) -> tuple[tuple[Page, ...], list[Page]]:
    """The pages, which stand in the order of their routes, some with other titles; and these."""
    new = list(pages)
    retold = []
    for route, title in titles.items():
        place = bisect_left(new, route, key=attrgetter("route"))
        if place < len(new) and new[place].route == route:
            new[place] = new[place]._replace(title=title)
            retold.append(new[place])
    return tuple(new), retold


def _holders(plan: Plan, paths: Iterable[str]) -> set[str]:
    """The routes of the pages that can hold the body of one of the files."""
    ids = {entry_id(path) for path in paths}
    own = set(map(route_of, paths))
    return {
        page.route
        for page in plan.pages
        if page.route in own
        or (page.kind in HOLD_BODIES and not ids.isdisjoint(page.entries))
        or (page.kind == "print" and page.route.removesuffix("print.html") + "index.html" in own)
    }
