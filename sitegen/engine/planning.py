"""Everything decided, nothing made: what preview and build share."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sitegen.engine.given import Given, unread
from sitegen.engine.jobs import prepared_templates, render
from sitegen.engine.parsing import check_assets
from sitegen.memory.garbage import no_garbage
from sitegen.memory.store import Step, Store
from sitegen.memory.workers import Workers
from sitegen.model.catalog import Catalog, make_catalog
from sitegen.model.drafts import publish_drafts
from sitegen.model.names import check_names, check_theme_names
from sitegen.model.settings import Settings
from sitegen.own.code import NOTHING, OwnCode
from sitegen.problems import project_files as project_problems
from sitegen.problems.problem import Problem, has_errors, in_order
from sitegen.problems.report import Summary
from sitegen.reading.links import route_of
from sitegen.rendering.templates import Template, Templates
from sitegen.rendering.theme import Theme, make_site
from sitegen.site.pages import Page, Viewed, plan_pages, summarise
from sitegen.site.sources import Sources
from sitegen.site.views import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.memory.snapshot import Snapshot


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

    problems: tuple[Problem, ...]
    report: Summary
    steps: tuple[Step, ...]
    settings: Settings
    day: date
    catalog: Catalog | None = None
    """None where the settings cannot be read."""
    drafts: frozenset[str] = frozenset()


class Ready(NamedTuple):
    """A site that is planned."""

    problems: tuple[Problem, ...]
    report: Summary
    steps: tuple[Step, ...]
    settings: Settings
    day: date
    site: Site
    sources: Sources
    """What the views of pages are made from."""
    bodies: NewestBodies
    pages: tuple[Page, ...]
    assets: tuple[str, ...]
    """Paths of the assets that are used."""
    theme: Theme
    template_sources: tuple[tuple[str, Template], ...]
    """The templates by name, as jobs take them."""
    views: dict[str, Viewed]
    """By route, as far as somebody has asked for them."""
    drafts: frozenset[str] = frozenset()
    """Routes of drafts that are shown: empty but in a preview."""

    @property
    def own_code(self) -> OwnCode:
        """What somebody's own code adds."""
        return self.bodies.given.own_code

    @property
    def catalog(self) -> Catalog:
        """What is shown on the day."""
        return self.sources.catalog

    def view(self, page: Page) -> Viewed:
        """A page of the plan with its view."""
        view = self.views.get(page.route)
        if view is None:
            view = self.views[page.route] = page.see(self.sources)
        return view

    @property
    def templates(self) -> Templates:
        """The templates, ready to render."""
        return prepared_templates(self.template_sources, self.settings.language, self.own_code.filters)


Plan = Broken | Ready


class PlainFile(NamedTuple):
    """A file that is shown as it is."""

    route: str
    kind: str
    read: Callable[[], bytes]


def make_page(plan: Ready, page: Page) -> bytes:
    """The bytes of one page of the plan; raises BadTemplate, RecordLost."""
    return render(plan.view(page), plan.site, plan.templates, plan.own_code)


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
    return plan_site(Given(snapshot, store, today, workers or Workers(), drafts=drafts, own_code=own_code))


@no_garbage()
def plan_site(given: Given) -> Plan:
    """Check the whole and plan every page."""
    settings, words, snapshot = given.settings, given.words, given.snapshot
    if not given.are_settings_known:
        found = in_order(given.problems)
        return Broken(found, Summary("", 0, 0, 0, 0, 0, (), found), (), settings, given.day)
    paths = snapshot.below("content")
    problems = given.problems + check_names(paths) + check_files(snapshot)
    problems += check_theme_names(snapshot.below("templates/theme"))
    read = {path: given.parsed.file(path) for path in given.parsed.paths()}
    files = [file.value for file in read.values() if file.value is not None]
    problems += [problem for file in read.values() for problem in file.problems]
    values, shown_drafts = publish_drafts(files) if given.drafts else (files, frozenset())
    catalog, whole_problems = make_catalog(values, paths, settings, given.day)
    drafts = shown_drafts | {path for path, reason, _ in catalog.held_back if "draft" in reason}
    problems = [problem.softened() if problem.path in drafts else problem for problem in [*problems, *whole_problems]]
    problems += check_assets(snapshot, given.store, catalog.assets)
    problems += given.problems_of_templates
    ordered, steps = in_order(problems), tuple(given.steps)
    report = summarise(catalog, ordered)
    if has_errors(problems):
        return Broken(ordered, report, steps, settings, given.day, catalog)
    terms = {file.value.file.path: file.terms for file in read.values() if file.value and file.terms}
    bodies = NewestBodies(given)
    sources = Sources(catalog, words, terms, given.parsed.facts, bodies)
    pages, more, found = _all_pages(given, sources, bodies)
    report = report._replace(pages=report.pages + more)
    if found:
        ordered = in_order([*problems, *found])
        return Broken(ordered, report._replace(problems=ordered), steps, settings, given.day, catalog)
    has_feed = any(page.route == "feed.xml" for page in pages)
    site = make_site(catalog, words, given.theme, has_feed=has_feed)
    shown = frozenset(map(route_of, shown_drafts))
    frame = given.theme, given.template_sources
    return Ready(
        ordered, report, steps, settings, given.day, site, sources, bodies, pages, catalog.assets, *frame, {}, shown
    )


def _all_pages(
    given: Given, sources: Sources, bodies: NewestBodies
) -> tuple[tuple[Page, ...], int, tuple[Problem, ...]]:
    """Our pages, and those that somebody's own code adds; how many of these are HTML, and what is wrong with it."""
    if not given.own_code:
        return plan_pages(sources), 0, ()
    from sitegen.own.page_plan import check_own_addresses, plan_own_pages

    with bodies.closed():
        own, found = plan_own_pages(given.own_code, sources, given.theme.templates)
    pages = plan_pages(sources, own)
    files = *map(route_of, sources.catalog.assets), *given.theme.files
    more = sum(page.route.endswith(".html") for page in own)
    return pages, more, found + check_own_addresses(given.own_code, pages, files)


def check_files(snapshot: Snapshot) -> list[Problem]:
    """What could not be read, or is a link; and whether there is anything."""
    found = [project_problems.symbolic_link(path) for path in snapshot.links]
    found += [unread(path, why) for path, why in snapshot.unreadable]
    if not found and not any(path.startswith("content/") for path in snapshot.files):
        found.append(project_problems.no_content("content"))
    return found
