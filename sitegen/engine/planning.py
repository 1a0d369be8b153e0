"""Everything decided, nothing made: what preview and build share."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sitegen.engine.given import Given, unread
from sitegen.memory.garbage import no_garbage
from sitegen.memory.remembered import Step
from sitegen.memory.store import Store, or_anew
from sitegen.memory.workers import Workers
from sitegen.model.abbreviations import settle_abbreviations
from sitegen.model.catalog import Catalog
from sitegen.model.drafts import publish_drafts
from sitegen.model.names import check_names, check_theme_names
from sitegen.model.private_settings import check_private_settings
from sitegen.model.private_words import check_private, hide_private
from sitegen.model.settings import Settings
from sitegen.model.values import UNFINISHED
from sitegen.own.code import NOTHING, OwnCode
from sitegen.problems import project_files as project_problems
from sitegen.problems.problem import Problem, has_errors, in_order
from sitegen.problems.report import Summary
from sitegen.reading.links import route_of
from sitegen.rendering.templates import BadTemplate
from sitegen.rendering.theme import make_site
from sitegen.search.abbreviation import Abbreviation
from sitegen.site.pages import Page, Viewed, plan_pages, summarise
from sitegen.site.sources import Sources
from sitegen.site.views.site_view import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.memory.snapshot import Snapshot

__all__ = ["Broken", "Page", "Plan", "Ready", "route_of"]


class NewestBodies:
    """The bodies of all files as the newest look at them has it."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self._are_closed = False

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Meanwhile no words can be read: what is decided of them would not be decided again when they change."""
        self._are_closed = True
        try:
            yield
        finally:
            self._are_closed = False

    def html(self, path: str) -> str:
        """The HTML of the body of a file; raises RecordLost."""
        self._check_open()
        return self.given.html_of(path)

    def words(self, path: str) -> str:
        """What stands for it."""
        self._check_open()
        return self.given.words_of(path)

    def _check_open(self) -> None:
        if self._are_closed:
            raise ValueError("bodies cannot be read while pages are planned; put them into the page")


class Broken(NamedTuple):
    """A site of which no page can be planned."""

    report: Summary
    given: Given
    catalog: Catalog | None = None
    """None where the settings cannot be read."""
    drafts: frozenset[str] = frozenset()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in order."""
        return self.report.problems

    @property
    def steps(self) -> tuple[Step, ...]:
        """The files that were parsed anew."""
        return tuple(self.given.steps)


class Ready(NamedTuple):
    """A site that is planned."""

    report: Summary
    sources: Sources
    """What the views of pages are made from."""
    bodies: NewestBodies
    pages: tuple[Page, ...]
    site: Site
    drafts: frozenset[str]
    """Routes of drafts that are shown: empty but in a preview."""
    views: dict[str, Viewed]
    """By route, as far as somebody has asked for them."""
    abbreviations: tuple[Abbreviation, ...] = ()
    """What the search takes for one another."""

    @property
    def given(self) -> Given:
        """What it is made from, as the newest look has it."""
        return self.bodies.given

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What there is to tell, in order; no errors."""
        return self.report.problems

    @property
    def steps(self) -> tuple[Step, ...]:
        """The files that were parsed anew."""
        return tuple(self.given.steps)

    @property
    def catalog(self) -> Catalog:
        """What is shown on the day."""
        return self.sources.catalog

    @property
    def settings(self) -> Settings:
        """Those that it was planned with."""
        return self.catalog.settings

    @property
    def day(self) -> date:
        """The day that it is planned for."""
        return self.catalog.today

    @property
    def assets(self) -> tuple[str, ...]:
        """Paths of the assets that are used."""
        return self.catalog.assets

    def view(self, page: Page) -> Viewed:
        """A page of the plan with its view."""
        view = self.views.get(page.route)
        if view is None:
            view = self.views[page.route] = page.see(self.sources)
        return view


Plan = Broken | Ready


def make_page(plan: Ready, page: Page) -> bytes:
    """The bytes of one page of the plan; raises BadTemplate, RecordLost."""
    return plan.given.renderer.render(plan.view(page), plan.site)


def try_page(plan: Ready, page: Page) -> bytes | Problem:
    """The bytes of one page of the plan, or why there are none; raises RecordLost."""
    try:
        return make_page(plan, page)
    except BadTemplate as error:
        return error.problem


def make_plan(
    snapshot: Snapshot,
    store: Store,
    today: Callable[[str], date],
    workers: Workers | None = None,
    *,
    drafts: bool = False,
    own_code: OwnCode = NOTHING,
) -> Plan:
    """Read what changed, check the whole and plan every page.

    With `drafts`, for a preview only, drafts are planned as if they were published; their problems stay notices.
    """
    given = partial(Given, snapshot, store, today, workers or Workers(), drafts=drafts, own_code=own_code)
    return or_anew(store, lambda: plan_site(given()))


@no_garbage()
def plan_site(given: Given) -> Plan:
    """Check the whole and plan every page."""
    if not given.are_settings_known:
        return Broken(Summary("", 0, 0, 0, 0, 0, (), in_order(given.problems)), given)
    read = {path: given.parsed.file(path) for path in given.texts}
    values = [file.value for file in read.values() if file.value is not None]
    needs_approval, shown_drafts = given.settings.needs_approval, frozenset[str]()
    if given.drafts:
        values, shown_drafts = publish_drafts(values, needs_approval=needs_approval)
    catalog, whole_problems = given.catalog_of(values, shows_waiting=given.drafts)
    drafts = shown_drafts | {path for path, reason, _ in catalog.held_back if reason.endswith(UNFINISHED)}
    problems = given.problems + check_names(given.paths) + check_files(given.snapshot) + [*whole_problems]
    problems += check_theme_names(given.snapshot.below("templates/theme"))
    problems += [problem for file in read.values() for problem in file.problems]
    explained = {file.value.file.path: file.explained for file in read.values() if file.value}
    abbreviations, unsure = settle_abbreviations(catalog, explained)
    problems += unsure
    files = ((file.value, file.private) for file in read.values() if file.value)
    private = check_private(files, {path for path, _, _ in catalog.held_back}, given.day)
    of_settings, their_keys = check_private_settings(given.settings, given.options.allowed)
    problems += of_settings
    beside = {(path, one.line) for path, file in read.items() for one in file.private}
    hide = partial(hide_private, beside=beside, allowed=given.options.allowed)
    problems = [*hide(problems + given.problems_of_templates), *hide(private.problems, beside=())]
    problems = [problem.softened() if problem.path in drafts else problem for problem in problems]
    assets = given.parse_also(path for path in catalog.assets if path in given.snapshot.files)
    problems += [problem for path in assets.paths() for problem in assets.file(path).problems]
    if has_errors(problems):
        return Broken(summarise(catalog, in_order(problems)), given, catalog, frozenset(map(route_of, shown_drafts)))
    terms = {file.value.file.path: file.terms for file in read.values() if file.value and file.terms}
    bodies = NewestBodies(given)
    sources = Sources(catalog, given.words, terms, given.parsed.facts, bodies)
    pages, found = _all_pages(given, sources, bodies)
    report = summarise(catalog, in_order([*problems, *hide(found)]), pages)
    report = report._replace(waived=private.waived, accounted=tuple(sorted({*private.accounted, *their_keys})))
    if found:
        return Broken(report, given, catalog, frozenset(map(route_of, shown_drafts)))
    site = make_site(catalog, given.words, given.theme, has_feed=any(page.route == "feed.xml" for page in pages))
    return Ready(report, sources, bodies, pages, site, frozenset(map(route_of, shown_drafts)), {}, abbreviations)


def _all_pages(given: Given, sources: Sources, bodies: NewestBodies) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Our pages, and those that somebody's own code adds; and what is wrong with it."""
    if not given.own_code:
        return plan_pages(sources), ()
    from sitegen.own.page_plan import check_own_addresses, plan_own_pages

    with bodies.closed():
        own, found = plan_own_pages(given.own_code, sources, given.theme.templates)
    pages = plan_pages(sources, own)
    files = *map(route_of, sources.catalog.assets), *given.theme.files
    return pages, found + check_own_addresses(given.own_code, pages, files)


def check_files(snapshot: Snapshot) -> list[Problem]:
    """What could not be read, or is a link; and whether there is anything."""
    found = [project_problems.symbolic_link(path) for path in snapshot.links]
    found += [unread(path, why) for path, why in snapshot.unreadable]
    if not found and not any(path.startswith("content/") for path in snapshot.files):
        found.append(project_problems.no_content("content"))
    return found
