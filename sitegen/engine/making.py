"""Every page that is stale, made and swapped in; the rest as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.engine.cache_keys import changed_parts
from sitegen.engine.given import Given
from sitegen.engine.jobs import PageTask, RenderJob, Unseen, run_render
from sitegen.engine.outline import FILES
from sitegen.engine.outlining import Planned, planned, remember
from sitegen.engine.planning import Broken
from sitegen.engine.searching import begin_index, found_key
from sitegen.engine.workspace import Build
from sitegen.memory.inputs import changed
from sitegen.memory.output import Output, stage
from sitegen.memory.store import MISSING, NEW, Kept, MadeRecord, RecordLost, Step, Store, WantedRecord
from sitegen.memory.tree import Made
from sitegen.memory.workers import Workers
from sitegen.own.code import NOTHING, OwnCode
from sitegen.problems.problem import Problem, has_errors, in_order
from sitegen.reading.links import route_of
from sitegen.rendering.packing import unpack_view
from sitegen.site.kinds import kind_named
from sitegen.site.pages import Viewed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitegen.engine.jobs import Rendered
    from sitegen.engine.outline import PageRow
    from sitegen.engine.planning import NewestBodies
    from sitegen.memory.snapshot import Snapshot
    from sitegen.rendering.theme import Theme


def build(
    snapshot: Snapshot,
    store: Store,
    output: Output,
    today: Callable[[str], date],
    workers: Workers | None = None,
    own_code: OwnCode = NOTHING,
) -> Build:
    """Build the site into the output folder, or report what is wrong and leave it as it is.

    Raises Refused where the world does not allow it: a full disk, a foreign file in the way.
    """
    workers = workers or Workers()
    try:
        return _build(Given(snapshot, store, today, workers, own_code=own_code), store, output, workers)
    except RecordLost:
        # What was remembered is damaged: everything is made from the sources, once more.
        store.forget_all()
        return _build(Given(snapshot, store, today, workers, own_code=own_code), store, output, workers)


def _build(given: Given, store: Store, output: Output, workers: Workers, *, anew: bool = False) -> Build:
    site = planned(given, store, output, workers, anew=anew)
    if isinstance(site, Broken):
        return Build(site.report, steps=site.steps)
    known = {*site.outline.report.problems, *given.problems_of_templates}
    if has_errors(known):  # in a template: what follows of it in others is not told, here as in a new plan
        return Build(site.outline.report._replace(problems=in_order(known)), steps=tuple(given.steps))
    making = Making(site, given, store, output, workers)
    if not making.can_be_seen:
        return _build(given, store, output, workers, anew=True)
    output.discard()
    index = begin_index(site, store, output, workers)
    try:
        tree = making.make()
    except BaseException:
        index.drop()
        raise
    problems = in_order({*known, *making.problems})
    report = site.outline.report._replace(problems=problems)
    steps = *given.steps, *(Step(f"page {route}", because) for route, because in making.stale.items())
    if has_errors(problems):
        index.drop()
        output.discard()
        return Build(report, steps=steps)
    shards, index_steps = index.finish()
    written, removed, kept = output.swap(tree | shards)
    remember(store, site, output)
    if site.plan:
        store.tidy([key for route in tree for key in (view_key(route), found_key(route))])
    return Build(report, tree | shards, (*steps, *index_steps), written, removed, kept, site.plan)


def read_files(assets: Iterable[str], theme: Theme, snapshot: Snapshot) -> dict[str, Callable[[], bytes]]:
    """What reads the files that go into the site as they are, by route: the assets that are used, and the theme's."""
    files: dict[str, Callable[[], bytes]] = {route_of(path): partial(snapshot.read, path) for path in assets}
    return files | {route: partial(bytes, data) for route, data in theme.files.items()}


class Making:
    """The pages of a site on their way."""

    def __init__(self, site: Planned, given: Given, store: Store, output: Output, workers: Workers) -> None:
        self._site, self._given, self._store, self._output, self._workers = site, given, store, output, workers
        self.problems: dict[Problem, None] = {}
        self._old = site.before.rows if site.before else {}
        self._is_lost = site.before is not None and not site.before.stands
        self._frames = _changed_frames(site)
        self.stale = {row.route: because for row in site.outline.rows if (because := self._why(row))}
        """What is made anew, by route, and why."""

    def _why(self, row: PageRow) -> tuple[str, ...]:
        """The names of what is not as it was when the page was made; none where it stands."""
        old = self._old.get(row.route)
        if old is None:
            return MISSING if self._is_lost else NEW
        if old is not row and old.kind != row.kind:
            return ("kind",)
        words = self._site.changed_words
        because = [] if words.isdisjoint(row.bodies) else [f"words {path}" for path in row.bodies if path in words]
        if old.view != row.view:
            because.append("file" if row.kind in FILES else "view")
        because += self._frames.get(row.kind, ())
        if because:
            return tuple(because)
        return () if self._output.holds(row.route) else MISSING

    @property
    def can_be_seen(self) -> bool:
        """Whether the views of all stale pages are at hand."""
        stale = (row.kind for row in self._site.outline.pages if row.route in self.stale)
        return self._site.plan is not None or all(kind_named(kind).is_kept for kind in stale)

    def make(self) -> dict[str, Made]:
        """Stage those that are stale; what will stand in the output, but for pages that have a problem."""
        fresh = {**self._make_pages(), **self._make_files()}
        tree, before = {}, self._output.tree
        for row in self._site.outline.rows:
            route = row.route
            if route in fresh:
                tree[route] = Made(*fresh[route], row.kind, row.title, row.entries)
            elif route not in self.stale:
                made = before[route]
                tree[route] = made if row is self._old[route] else made._replace(title=row.title, entries=row.entries)
        return tree

    def _make_files(self) -> dict[str, tuple[str, int]]:
        reads = read_files(self._site.outline.assets, self._given.theme, self._given.snapshot)
        made = {}
        for route in self.stale.keys() & reads.keys():
            data = reads[route]()
            made[route] = stage(self._output.staged, data, self._output.standing(route)), len(data)
        return made

    def _make_pages(self) -> dict[str, tuple[str, int]]:
        pages = self._site.outline.pages
        numbers = [number for number, row in enumerate(pages) if row.route in self.stale]
        rows = [pages[number] for number in numbers]
        standing = [self._output.standing(row.route) for row in rows]
        wanted = list(zip(numbers, standing, map(self._is_new, rows), strict=True))
        tasks, given = _Tasks(partial(_task, self._site, self._store), wanted), self._given
        looks = given.template_sources, given.settings.language, self._site.outline.site
        job = partial(RenderJob, *looks, self._output.staged, self._site.keys, given.own_code)
        made = {}
        for row, rendered in zip(rows, self._workers.map(run_render, job, tasks), strict=True):
            if rendered.problem:
                self.problems[rendered.problem] = None
                continue
            made[row.route] = rendered.sha256, rendered.size
            if rendered.parts:
                self._keep_view(row, rendered)
        return made

    def _kept(self, row: PageRow) -> Kept | None:
        return self._store.find(view_key(row.route))

    def _is_new(self, row: PageRow) -> bool:
        """Whether the view of the page is another than that which is remembered."""
        kept = self._kept(row)
        return self._site.plan is not None and not (kept and kept.is_of(row.view))

    def _keep_view(self, row: PageRow, rendered: Rendered) -> None:
        """Remember a view that is new, and say by the names of its parts why it is."""
        request, because = WantedRecord(view_key(row.route), rendered.parts), self.stale[row.route]
        if "view" in because:
            names = self._changed_parts(row, rendered.parts)
            self.stale[row.route] = tuple(sorted({*because, *names} - ({"view"} if names else set())))
        self._store.put(request, MadeRecord(None, rendered.packed, because=because))

    def _changed_parts(self, row: PageRow, parts: str) -> tuple[str, ...]:
        kept = self._kept(row)
        try:
            return changed_parts(row.kind, kept.inputs, parts) if kept else ()
        except (RecordLost, ValueError):  # damaged
            return ()


def _changed_frames(site: Planned) -> dict[str, tuple[str, ...]]:
    """By kind, the names of the templates round its pages that differ."""
    old = site.before.frames if site.before else {}
    return {kind: changed(old[kind], frame) for kind, frame in site.outline.frames.items() if kind in old}


def _task(site: Planned, store: Store, number: int, standing: str, is_new: bool) -> PageTask:  # noqa: FBT001 - a row
    """A page to be made, of its parts where they are known, else with its remembered view. Raises RecordLost."""
    row = site.outline.pages[number]
    if site.plan:
        parts = site.plan.pages[number].gather(site.plan.sources)
        return PageTask(Unseen(row.route, row.kind, parts), standing, is_new)
    return PageTask(Viewed(row.route, row.kind, _recalled(row, store, site.bodies), row.bodies), standing, is_new)


def _recalled(row: PageRow, store: Store, bodies: NewestBodies) -> Any:
    view = _view(row.route, row.kind, store, bodies)
    if row.kind == "print":
        entries = (_view(f"digests/{entry}.html", "entry", store, bodies) for entry in row.entries)
        view = view._replace(entries=tuple([entry._replace(related=()) for entry in entries]))
    return view


def _view(route: str, kind: str, store: Store, bodies: NewestBodies) -> Any:
    kept = store.find(view_key(route))
    if kept is None:
        raise RecordLost(route)
    try:
        return unpack_view(kind, kept.blob(), bodies)
    except (KeyError, ValueError, TypeError) as error:
        raise RecordLost(route) from error


def view_key(route: str) -> str:
    """The key under which the view of a page is remembered."""
    return f"view {route}"


class _Tasks(Sequence[PageTask]):
    """Pages whose views are made where they are needed: in forked processes late, for others before they are sent."""

    def __init__(self, make: Callable[..., PageTask], rows: Sequence[tuple[int, str, bool]]) -> None:
        self._make, self._rows = make, rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return _Tasks(self._make, self._rows[index])
        return self._make(*self._rows[index])

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (list(self),)
