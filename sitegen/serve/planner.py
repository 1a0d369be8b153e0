"""What a preview asks of the engine: to look again at some files, to plan again, and to make one page."""

from __future__ import annotations

from collections import ChainMap
from typing import TYPE_CHECKING, TypeVar

from sitegen.comparing.redacted_elsewhere import find_redacted_elsewhere
from sitegen.comparing.since import KnownCopies
from sitegen.engine.plain_files import PlainFile, plain_files
from sitegen.engine.plan_edit import edited
from sitegen.engine.planning import Page, Plan, Ready, make_plan, try_page
from sitegen.engine.searching import find_entries
from sitegen.engine.workspace import open_store, read_project, read_theme, scan_project
from sitegen.gate.only_served import problems_of_page
from sitegen.memory.regular import read_below
from sitegen.memory.remembered import RecordLost
from sitegen.memory.scanning import Scan
from sitegen.memory.snapshot import Changed
from sitegen.metadata.served_copy import served_copy
from sitegen.own.code import NOTHING, OwnCode
from sitegen.problems.problem import Problem, in_order
from sitegen.search.index import FOLDER as SEARCH
from sitegen.search.live_index import LiveIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from sitegen.memory.snapshot import Snapshot

T = TypeVar("T")


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
        return scan_project(self._snapshot, paths)

    @property
    def unread(self) -> frozenset[str]:
        """The paths that could not be read, as while another program has them open; nobody tells when they can be."""
        return frozenset(path for path, _ in self._snapshot.unreadable) if self._snapshot else frozenset()

    def is_another_day(self) -> bool:
        """Whether the day has changed since the last plan."""
        return self.plan is not None and self._today(self.plan.given.settings.timezone) != self.plan.given.day

    def again(self, found: Scan) -> Plan:
        """The plan of what was seen: the last one, where nothing has moved."""
        last = None if self.is_another_day() else self.plan
        plan: Plan | None = edited(last, found.snapshot, found.changed) if isinstance(last, Ready) else None
        plan = plan or make_plan(found.snapshot, self._store, self._today, drafts=self._drafts, own_code=self._own_code)
        self.plan, self._snapshot = plan, found.snapshot
        return plan

    def make(self, plan: Plan, page: Page | PlainFile) -> bytes | Problem:
        """The bytes at an address, or why there are none.

        Raises OSError where a file has gone, and Damaged where it is half a picture.
        """
        if isinstance(page, PlainFile):
            try:
                return page.read()
            except Changed:  # an asset: shown as it is now, unless that would lead out of the project
                return served_copy(page.route, read_below(self._root, f"content/{page.route}"))
        assert isinstance(plan, Ready)
        return self._or_read_again(plan, lambda: try_page(plan, page))

    def at_gate(self, plan: Ready, page: Page, data: bytes) -> tuple[Problem, ...]:
        """What looks private in a page and is told of no source; nothing where one has just gone."""
        try:
            return tuple(problems_of_page(plan, page, data))
        except OSError:
            return ()

    def doubtful_kinds(self, plan: Ready) -> frozenset[str]:
        """The kinds of page in which a template stands that is not the theme's."""
        renderer = plan.given.renderer
        own = {name for name, template in renderer.sources if template.source.encode() != self._theme.get(name)}
        return renderer.kinds_made_of(own)

    def since(self, plan: Ready) -> tuple[Problem, ...]:
        """What is not as it was when it was published, and words taken out of an answer that stand elsewhere.

        Nothing where a file has just gone.
        """
        try:
            elsewhere = find_redacted_elsewhere(plan.catalog, plan.given.snapshot)
            return in_order((*self._copies.problems_since(plan), *elsewhere))
        except (RecordLost, OSError):
            return ()

    def shard(self, plan: Ready, route: str) -> bytes | None:
        """A file of the search index, if there is one at the address."""
        if not route.startswith(SEARCH):
            return None
        if plan is not self._indexed:
            entries = self._or_read_again(plan, lambda: find_entries(plan))
            self._shards, self._indexed = self._index.follow(entries, plan.settings.language, plan.abbreviations), plan
        return self._shards.get(route)

    def routes(self, plan: Ready) -> Mapping[str, Page | PlainFile]:
        """What stands at each address."""
        pages, by_route = self._routes
        if pages is not plan.pages:
            by_route = {page.route: page for page in plan.pages}
            self._routes = plan.pages, by_route
        return ChainMap({**plain_files(plan.given, plan.assets)}, by_route)

    def _or_read_again(self, plan: Ready, work: Callable[[], T]) -> T:
        """What the work comes to; where another program has tidied up what it needs, all is read again, once."""
        try:
            return work()
        except RecordLost:
            assert self._snapshot is not None
            self._store.forget_all()
            plan.bodies.given = plan.given.edited(self._snapshot, self._snapshot.below("content"))
            return work()
