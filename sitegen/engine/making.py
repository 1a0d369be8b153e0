"""Every page that is stale, made and swapped in; the rest as it stands."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from sitegen.engine.build_result import Build
from sitegen.engine.given import Given
from sitegen.engine.outline import FILES
from sitegen.engine.outlining import planned, remember
from sitegen.engine.page_records import PageRecords
from sitegen.engine.plain_files import plain_files
from sitegen.engine.planning import Broken
from sitegen.engine.searching import IndexEdit
from sitegen.memory.inputs import changed
from sitegen.memory.output import Output
from sitegen.memory.remembered import MISSING, NEW, Step
from sitegen.memory.staged import stage
from sitegen.memory.store import Store, or_anew
from sitegen.memory.tree import Made
from sitegen.memory.workers import Workers
from sitegen.own.code import NOTHING, OwnCode
from sitegen.own.render_job import PageTask, RenderJob, Unseen, run_render
from sitegen.problems.problem import Problem, has_errors, in_order
from sitegen.site.kinds import kind_named
from sitegen.site.pages import Viewed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.engine.outline import PageRow
    from sitegen.engine.outlining import Planned
    from sitegen.memory.snapshot import Snapshot


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
    given = partial(Given, snapshot, store, today, workers or Workers(), own_code=own_code)
    return or_anew(store, lambda: _build(given(), output))


def _build(given: Given, output: Output, *, anew: bool = False) -> Build:
    site = planned(given, output, anew=anew)
    if isinstance(site, Broken):
        return Build(site.report, steps=site.steps)
    report = site.outline.whole.report
    known = {*report.problems, *given.problems_of_templates}
    if has_errors(known):  # in a template: what follows of it in others is not told, here as in a new plan
        return Build(report._replace(problems=in_order(known)), steps=tuple(given.steps))
    making = Making(site, output)
    if not making.can_be_seen:
        return _build(given, output, anew=True)
    output.discard()
    index = IndexEdit(site, output)
    try:
        tree = making.make()
    except BaseException:
        index.leave()
        raise
    report = report._replace(problems=in_order({*known, *making.problems}))
    steps = *given.steps, *(Step(f"page {route}", because) for route, because in making.stale.items())
    if has_errors(report.problems):
        index.drop()
        output.discard()
        return Build(report, steps=steps)
    shards, index_steps = index.finish()
    tree |= shards
    written, removed, kept = output.swap(tree)
    remember(site, output)
    if site.plan:
        PageRecords(given.store).tidy(tree)
    return Build(report, tree, (*steps, *index_steps), written, removed, kept, site.plan)


class Making:
    """The pages of a site on their way."""

    def __init__(self, site: Planned, output: Output) -> None:
        self._site, self._output, self._records = site, output, PageRecords(site.given.store)
        self.problems: dict[Problem, None] = {}
        before = site.before
        self._old = {row.route: row for row in before.rows} if before else {}
        self._unknown = MISSING if before and not before.stands else NEW
        old = before.whole.frames if before else {}
        frames = site.outline.whole.frames
        self._frames = {kind: changed(old[kind], frame) for kind, frame in frames.items() if kind in old}
        """By kind, the names of the templates round its pages that differ."""
        self.stale = {row.route: because for row in site.outline.rows if (because := self._why(row))}
        """What is made anew, by route, and why."""

    def _why(self, row: PageRow) -> tuple[str, ...]:
        """The names of what is not as it was when the page was made; none where it stands."""
        old = self._old.get(row.route)
        if old is None:
            return self._unknown
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
        made, standing = {}, self._output.standing
        for route, file in plain_files(self._site.given, self._site.outline.whole.assets).items():
            if route in self.stale:
                data = file.read()
                made[route] = stage(self._output.staged, data, standing(route)), len(data)
        return made

    def _make_pages(self) -> dict[str, tuple[str, int]]:
        pages, given = self._site.outline.pages, self._site.given
        numbers = [number for number, row in enumerate(pages) if row.route in self.stale]
        made = {}
        results = given.workers.map(
            run_render, self._job, [(number, *self._asked(pages[number])) for number in numbers]
        )
        for number, rendered in zip(numbers, results, strict=True):
            row = pages[number]
            if rendered.problem:
                self.problems[rendered.problem] = None
                continue
            made[row.route] = rendered.sha256, rendered.size
            if rendered.parts:
                because = self._records.keep_view(row, rendered.parts, rendered.packed, self.stale[row.route])
                self.stale[row.route] = because
        return made

    def _asked(self, row: PageRow) -> tuple[str, bool]:
        """The hash of what stands in the place of a page, and whether its view is to be remembered."""
        return self._output.standing(row.route), bool(self._site.plan) and not self._records.knows_view(row)

    def _job(self, pieces: Sequence[tuple[int, str, bool]]) -> RenderJob:
        """Some pages with what they are made of, gathered where it is needed. Raises RecordLost."""
        tasks = [PageTask(self._page(number), standing, is_new) for number, standing, is_new in pieces]
        given, site = self._site.given, self._site.outline.whole.site
        return RenderJob(given.renderer, site, self._output.staged, self._site.keys, tasks)

    def _page(self, number: int) -> Viewed | Unseen:
        row, plan = self._site.outline.pages[number], self._site.plan
        if plan:
            return Unseen(row.route, row.kind, plan.pages[number].gather(plan.sources))
        return Viewed(row.route, row.kind, self._records.view(row, self._site.bodies), row.bodies)
