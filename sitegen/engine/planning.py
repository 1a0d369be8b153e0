"""Everything decided, nothing made: what preview and build share."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.engine.drafts import publish_drafts
from sitegen.engine.jobs import Workers, prepared_templates
from sitegen.engine.packing import BY_TEMPLATE
from sitegen.engine.parsing import check_drawings, parse_all, reading_of
from sitegen.engine.project import read_theme
from sitegen.memory.garbage import no_garbage
from sitegen.memory.inputs import write_inputs
from sitegen.memory.records import pack, unpack
from sitegen.memory.regular import NOT_A_FILE
from sitegen.memory.snapshot import DEEPEST, TOO_DEEP
from sitegen.memory.store import Request, Result, Step, Store
from sitegen.model.catalog import Catalog, make_catalog
from sitegen.model.names import check_names, check_theme_names
from sitegen.model.settings import PATH, Settings
from sitegen.problems import project as project_problems
from sitegen.problems.guessing import nearest
from sitegen.problems.problem import Place, Problem, has_errors, in_order
from sitegen.problems.report import Held, Report
from sitegen.reading.links import route_of
from sitegen.rendering.palette import check_brand
from sitegen.rendering.templates import Template, Templates
from sitegen.rendering.theme import Theme, make_site, make_theme
from sitegen.site.bodies import BodyLost
from sitegen.site.pages import Page, Viewed, count_pages, plan_pages
from sitegen.site.sources import Sources
from sitegen.site.views import Site
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.memory.snapshot import Snapshot


class Plan(NamedTuple):
    """What is to be made, and what is wrong."""

    catalog: Catalog | None
    """None where the settings cannot be read."""
    site: Site | None
    """None where there are errors: then there are no pages either."""
    sources: Sources | None
    """What the views of pages are made from."""
    pages: tuple[Page, ...]
    theme: Theme
    template_sources: tuple[tuple[str, Template], ...]
    """The templates by name, as jobs take them."""
    problems: tuple[Problem, ...]
    steps: tuple[Step, ...]
    views: dict[str, Any]
    """By route, as far as somebody has asked for them."""
    drafts: frozenset[str] = frozenset()
    """Routes of drafts that are shown: empty but in a preview."""

    def view(self, page: Page) -> Viewed:
        """A page of the plan with its view."""
        view = self.views.get(page.route)
        if view is None:
            assert self.sources is not None
            view = self.views[page.route] = page.make(self.sources)
        return Viewed(page.route, page.kind, view)

    @property
    def templates(self) -> Templates:
        """The templates, ready to render."""
        assert self.catalog is not None
        return prepared_templates(self.template_sources, self.catalog.settings.language)

    def report(self, problems: tuple[Problem, ...]) -> Report:
        """What there is to say about the site."""
        catalog = self.catalog
        if catalog is None:
            return Report("", 0, 0, 0, 0, 0, (), problems)
        return Report(
            catalog.settings.timezone,
            len(catalog.entries),
            len(catalog.digests),
            len(catalog.topics) + len(catalog.merged),
            len(catalog.people),
            count_pages(catalog),
            tuple(Held(*held) for held in catalog.held_back),
            problems,
        )


@no_garbage()
def make_plan(
    snapshot: Snapshot,
    store: Store,
    today: Callable[[str], date],
    workers: Workers | None = None,
    *,
    drafts: bool = False,
) -> Plan:
    """Read what changed, check the whole and plan every page; `today` gives the day in a time zone.

    With `drafts`, for a preview only, drafts are planned as if they were published; their problems stay notices.
    """
    settings, problems = read_settings(snapshot, store)
    if settings is None:
        return Plan(None, None, None, (), Theme({}, {}), (), in_order(problems), (), {})
    words = Words(settings.language)
    parsed = parse_all(snapshot, store, settings, words, workers or Workers())
    paths = snapshot.below("content")
    problems += parsed.problems + check_names(paths) + check_files(snapshot)
    problems += check_theme_names(snapshot.below("templates/theme"))
    values, shown_drafts = publish_drafts(parsed.values) if drafts else (parsed.values, frozenset())
    catalog, whole_problems = make_catalog(values, paths, settings, today(settings.timezone))
    problems = [*_soften_drafts(problems, catalog), *whole_problems]
    problems = [problem.softened() if problem.path in shown_drafts else problem for problem in problems]
    problems += check_drawings(snapshot, store, catalog.assets)
    theme = theme_of(snapshot, settings)
    templates = tuple(theme.templates.items())
    problems += theme.problems
    problems += _check_looks(settings, words, prepared_templates(templates, settings.language))
    steps = tuple(parsed.steps)
    if has_errors(problems):
        return Plan(catalog, None, None, (), theme, templates, in_order(problems), steps, {})
    search_terms, marks = parsed.search_terms, partial(mark_of, snapshot, reading_of(settings, words))
    sources = Sources(catalog, words, search_terms, marks, partial(fetch_body, store))
    pages = plan_pages(sources)
    site = make_site(catalog, words, theme, has_feed=any(page.route == "feed.xml" for page in pages))
    draft_routes = frozenset(map(route_of, shown_drafts))
    found = in_order(problems)
    return Plan(catalog, site, sources, pages, theme, templates, found, steps, {}, draft_routes)


def read_settings(snapshot: Snapshot, store: Store) -> tuple[Settings | None, list[Problem]]:
    """The settings, and what is wrong with them, remembered; None where they cannot be read.

    Raises OSError where they are not what they were.
    """
    seen = snapshot.files.get(PATH)
    if seen is None:  # a link, whose end may change unseen, or nothing that can be read
        try:
            return _parse_settings(snapshot)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            return None, [project_problems.symbolic_link(PATH) if PATH in snapshot.links else _unread(PATH, why)]
    request = Request("settings", write_inputs({"source": seen.fingerprint}))
    ((settings, problems), _), *_ = store.make([request], lambda _: [Result(pack(_parse_settings(snapshot)))])
    return settings and unpack(Settings, settings), [Problem(*row) for row in problems]


def _parse_settings(snapshot: Snapshot) -> tuple[Settings | None, list[Problem]]:
    from sitegen.model.schema.settings import parse_settings  # pydantic is slow to import

    return parse_settings(snapshot.read(PATH))


def check_files(snapshot: Snapshot) -> list[Problem]:
    """What could not be read, or is a link; and whether there is anything."""
    found = [project_problems.symbolic_link(path) for path in snapshot.links]
    found += [_unread(path, why) for path, why in snapshot.unreadable]
    if not found and not any(path.startswith("content/") for path in snapshot.files):
        found.append(project_problems.no_content("content"))
    return found


def _unread(path: str, why: str) -> Problem:
    if why == NOT_A_FILE:
        return project_problems.not_a_file(path)
    if why == TOO_DEEP:
        return project_problems.too_deep(path, DEEPEST)
    return project_problems.unreadable_file(path, why)


def _check_looks(settings: Settings, words: Words, templates: Templates) -> list[Problem]:
    """What is wrong with the words, the colour and the project's own templates."""

    def at(field: str, length: int) -> Place:
        line, column = settings.places.get(field, (1, 1))
        return Place(PATH, line, column, max(1, length))

    found = check_brand(settings.theme.brand, at("theme.brand", len(settings.theme.brand) + 2))
    if words.are_foreign:
        found.append(project_problems.no_words(at("language", len(settings.language)), settings.language))
    return found + check_templates(templates)


def check_templates(templates: Templates) -> list[Problem]:
    """What is wrong with the project's own templates before a page is made, and which of them no page uses."""
    unused = templates.own() - templates.of_pages(f"{kind}.html" for kind in BY_TEMPLATE)
    known = read_theme().keys() if unused else ()
    notices = [
        project_problems.unused_template(f"templates/{name}", nearest(name, known)) for name in unused.difference(known)
    ]
    return templates.check() + notices


def theme_of(snapshot: Snapshot, settings: Settings) -> Theme:
    """The theme with the project's own files and colour. Raises OSError where one has just gone."""
    own = {path.removeprefix("templates/"): snapshot.read(path) for path in snapshot.below("templates")}
    return make_theme(read_theme(), own, settings.theme.brand)


def _soften_drafts(problems: list[Problem], catalog: Catalog) -> list[Problem]:
    """Problems of drafts' names and of the entries of draft digests count as notices."""
    drafts = {path for path, reason, _ in catalog.held_back if "draft" in reason}
    return [problem.softened() if problem.path in drafts else problem for problem in problems]


def fetch_body(store: Store, path: str) -> str:
    """The HTML of the body of the file at `path`; raises BodyLost."""
    try:
        return store.blob(f"parse {path}").decode("utf-8")
    except KeyError:
        raise BodyLost(path) from None


def mark_of(snapshot: Snapshot, reading: str, path: str) -> str:
    """Stands for the HTML of the body at `path`: for what the file holds, and for the way in which it is read."""
    return snapshot.files[path].fingerprint + reading[:8]
