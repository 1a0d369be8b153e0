"""Snapshot in, tree out: the only place where meaning meets memory.

Snapshot --parse each file--> values      remembered, per file
         --make_catalog-----> Catalog     every time
         --plan_pages-------> pages       every time
         --make each--------> Tree        remembered, per page
"""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import sitegen
from sitegen.memory.fingerprint import fingerprint
from sitegen.memory.output import Output
from sitegen.memory.records import pack, unpack
from sitegen.memory.refused import Refused
from sitegen.memory.snapshot import Snapshot, dump_seen, load_seen, normal, read_snapshot
from sitegen.memory.store import Step, Store
from sitegen.memory.tree import Made, Tree
from sitegen.model.catalog import AnyFile, Catalog, make_catalog
from sitegen.model.digest import DigestFile
from sitegen.model.entry import EntryFile
from sitegen.model.names import check_names, is_ignored, kind_of
from sitegen.model.page import PageFile
from sitegen.model.person import PersonFile
from sitegen.model.settings import PATH, Settings
from sitegen.model.topic import TopicFile
from sitegen.problems import project as project_problems
from sitegen.problems.problem import Place, Problem, has_errors, in_order
from sitegen.reading.drawings import check_drawing
from sitegen.reading.links import route_of
from sitegen.site.bodies import BodyLost
from sitegen.site.pages import MAKERS, Page, plan_pages
from sitegen.site.palette import check_brand
from sitegen.site.sources import Sources
from sitegen.site.templates import BadTemplate, Templates
from sitegen.site.theme import Theme, make_site, make_theme
from sitegen.site.views import Site
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MEMORY = ".sitegen"
"""The folder, below the project's, that holds what is remembered."""

_VALUES: dict[str, Any] = {
    "entry": EntryFile,
    "digest": DigestFile,
    "topic": TopicFile,
    "person": PersonFile,
    "page": PageFile,
}


class Plan(NamedTuple):
    """Everything decided, nothing made: what preview and build share."""

    catalog: Catalog | None
    """None where the settings cannot be read."""
    site: Site | None
    pages: tuple[Page, ...]
    theme: Theme
    templates: Templates | None
    assets: tuple[str, ...]
    problems: tuple[Problem, ...]
    steps: tuple[Step, ...]


class Build(NamedTuple):
    """What a build came to."""

    plan: Plan
    tree: Tree | None
    """None where there are errors: then nothing was written."""
    problems: tuple[Problem, ...]
    steps: tuple[Step, ...]
    """What was made anew, and why."""
    written: int
    """Files of the output that are new or changed."""
    removed: int
    kept: tuple[str, ...]
    """Routes of files that are no longer in the site but were changed by somebody, so they stay."""


def read_project(root: Path) -> Snapshot:
    """The files of the project at `root`; raises Refused where it is none."""
    if not (root / PATH).is_file():
        raise Refused(
            f"There is no {PATH} in {root}.",
            "Go to the site's folder, name it with -C, or make one:  sitegen init my-site",
        )
    remembered = load_seen(root / MEMORY / "seen.json")
    return read_snapshot(root, (PATH, "content", "templates"), is_ignored, remembered)


def remember_project(snapshot: Snapshot) -> None:
    """Remember what the disk showed, so that the next build reads only what changed; a failure costs time only."""
    try:
        folder = snapshot.root / MEMORY
        folder.mkdir(exist_ok=True)
        data, file = dump_seen(snapshot), folder / "seen.json"
        if not file.is_file() or file.read_bytes() != data:
            temporary = folder / "seen.new"
            temporary.write_bytes(data)
            os.replace(temporary, file)
        store_note = folder / ".gitignore"
        if not store_note.exists():
            store_note.write_text("*\n")
    except OSError:
        return


def open_store(root: Path) -> Store:
    """What earlier builds of the project remembered."""
    return Store(root / MEMORY, sitegen.fingerprint_of_tool())


def make_plan(snapshot: Snapshot, store: Store, today: Callable[[str], date]) -> Plan:
    """Read what changed, check the whole and plan every page; `today` gives the day in a time zone."""
    settings, problems = _settings(snapshot)
    if settings is None:
        return Plan(None, None, (), Theme({}, {}), None, (), in_order(problems), ())
    words = Words(settings.language)
    if words.are_foreign:
        line, column = settings.places.get("language", (1, 1))
        problems.append(project_problems.no_words(Place(PATH, line, column, len(settings.language)), settings.language))
    values, steps, parse_problems = _parse_all(snapshot, store, settings, words)
    paths = snapshot.below("content")
    problems += parse_problems + check_names(paths) + _file_problems(snapshot)
    catalog, whole_problems = make_catalog(values, paths, settings, today(_zone(settings)))
    problems = [*_soften_drafts(problems, catalog), *whole_problems, *_check_drawings(snapshot, store, catalog.assets)]
    theme = _theme(snapshot, settings)
    templates = Templates(theme.templates, words)
    line, column = settings.places.get("theme.brand", (1, 1))
    problems += check_brand(settings.theme.brand, Place(PATH, line, column, len(settings.theme.brand) + 2))
    problems += templates.check(path.removeprefix("templates/") for path in snapshot.below("templates"))
    if has_errors(problems):
        return Plan(catalog, None, (), theme, templates, catalog.assets, in_order(problems), tuple(steps))
    sources = Sources(catalog, words, partial(_body_fingerprint, snapshot), partial(_fetch_body, store))
    pages = plan_pages(sources)
    site = make_site(catalog, words, theme, has_feed=any(page.route == "feed.xml" for page in pages))
    return Plan(catalog, site, pages, theme, templates, catalog.assets, in_order(problems), tuple(steps))


def make_page(plan: Plan, page: Page) -> bytes:
    """The bytes of a page; raises BadTemplate, BodyLost."""
    if not page.is_template:
        return MAKERS[page.kind](page.view)
    assert plan.templates is not None
    return plan.templates.render(page.template, page.view, plan.site).encode("utf-8")


def build(snapshot: Snapshot, store: Store, output: Output, today: Callable[[str], date]) -> Build:
    """Build the site into the output folder, or report what is wrong and leave it as it is."""
    plan = make_plan(snapshot, store, today)
    if has_errors(plan.problems):
        return Build(plan, None, plan.problems, plan.steps, 0, 0, ())
    try:
        tree, steps, found = _make_all(plan, snapshot, store, output)
    except BodyLost:
        store.forget_all()
        return build(snapshot, store, output, today)
    steps = (*plan.steps, *steps)
    problems = in_order((*plan.problems, *found))
    if has_errors(problems):
        output.discard()
        return Build(plan, None, problems, steps, 0, 0, ())
    written, removed, kept = output.swap(tree)
    return Build(plan, tree, problems, steps, written, removed, kept)


def _make_all(
    plan: Plan, snapshot: Snapshot, store: Store, output: Output
) -> tuple[dict[str, Made], tuple[Step, ...], list[Problem]]:
    tree: dict[str, Made] = {}
    steps: list[Step] = []
    problems: list[Problem] = []
    site = fingerprint(plan.site)
    sources = {name: fingerprint(template.source) for name, template in plan.theme.templates.items()}
    for page in plan.pages:
        try:
            inputs = _page_inputs(page, plan, site, sources)
            work = partial(_stage, page.route, partial(make_page, plan, page), output)
            (sha256, size), step = store.make(f"page {page.route}", inputs, work, valid=output.holds(page.route))
        except BadTemplate as error:
            problems.append(error.problem)
            continue
        tree[page.route] = Made(sha256, size, page.kind, page.title, page.entries)
        steps += [step] if step else []
    for route, kind, data, known in _plain_files(plan, snapshot):
        (sha256, size), step = store.make(
            f"page {route}", {"file": known}, partial(_stage, route, data, output), valid=output.holds(route)
        )
        tree[route] = Made(sha256, size, kind, "", ())
        steps += [step] if step else []
    return tree, tuple(steps), list(dict.fromkeys(problems))


def _plain_files(plan: Plan, snapshot: Snapshot) -> Iterable[tuple[str, str, Callable[[], bytes], str]]:
    """Files that go into the site as they are: route, kind, bytes and fingerprint."""
    for path in plan.assets:
        yield route_of(path), "asset", partial(snapshot.read, path), snapshot.files[path].fingerprint
    for route, data in plan.theme.files.items():
        yield route, "theme", partial(bytes, data), fingerprint(data.hex())


def _stage(route: str, make: Callable[[], bytes], output: Output) -> tuple[list[Any], None]:
    data = make()
    return [output.stage(route, data), len(data)], None


def _page_inputs(page: Page, plan: Plan, site: str, sources: dict[str, str]) -> dict[str, str]:
    """What a page is made from, by name: the fields of its view, and the templates it is made with."""
    inputs = {f"view.{name}": fingerprint(value) for name, value in zip(page.view._fields, page.view, strict=True)}
    if page.is_template:
        assert plan.templates is not None
        inputs["site"] = site
        inputs |= {f"template {name}": sources.get(name, "") for name in plan.templates.closure(page.template)}
    return inputs


def _settings(snapshot: Snapshot) -> tuple[Settings | None, list[Problem]]:
    from sitegen.model.schema.settings import parse_settings  # pydantic is slow to import

    try:
        return parse_settings(snapshot.read(PATH))
    except OSError as error:
        return None, [project_problems.unreadable_file(PATH, (error.strerror or str(error)).lower())]


def _parse_all(
    snapshot: Snapshot, store: Store, settings: Settings, words: Words
) -> tuple[list[AnyFile], list[Step], list[Problem]]:
    values: list[AnyFile] = []
    steps: list[Step] = []
    problems: list[Problem] = []
    labels = words.labels()
    reading = fingerprint([list(settings.plugins), list(labels)])
    for path in snapshot.below("content"):
        kind = kind_of(path)
        if not kind or kind == "asset":
            continue
        inputs = {"source": snapshot.files[path].fingerprint, "reading": reading}
        (value, found), step = store.make(
            f"parse {path}", inputs, partial(_parse, snapshot, kind, path, labels, settings.plugins)
        )
        if value is not None:
            values.append(unpack(_VALUES[kind], value))
        problems += [Problem(*row) for row in found]
        steps += [step] if step else []
    return values, steps, problems


def _parse(snapshot: Snapshot, kind: str, path: str, labels: Any, plugins: tuple[str, ...]) -> tuple[list[Any], bytes]:
    from sitegen.model.schema.parse import parse_content  # pydantic and Markdown are slow to import

    try:
        data = snapshot.read(path)
    except OSError as error:
        return [None, [pack(project_problems.unreadable_file(path, (error.strerror or str(error)).lower()))]], b""
    parsed = parse_content(kind, normal(path), data, labels, plugins)
    return [None if parsed.value is None else pack(parsed.value), pack(list(parsed.problems))], parsed.html.encode(
        "utf-8"
    )


def _fetch_body(store: Store, path: str) -> str:
    try:
        return store.blob(f"parse {path}").decode("utf-8")
    except KeyError:
        raise BodyLost(path) from None


def _body_fingerprint(snapshot: Snapshot, path: str) -> str:
    return snapshot.files[path].fingerprint


def _soften_drafts(problems: list[Problem], catalog: Catalog) -> list[Problem]:
    """Problems of drafts' names and of the entries of draft digests count as notices."""
    drafts = {path for path, reason, _ in catalog.held_back if "draft" in reason}
    return [problem.softened() if problem.path in drafts else problem for problem in problems]


def _file_problems(snapshot: Snapshot) -> list[Problem]:
    found = [project_problems.symbolic_link(path) for path in snapshot.links]
    return found + [project_problems.unreadable_file(path, why) for path, why in snapshot.unreadable]


def _check_drawings(snapshot: Snapshot, store: Store, assets: Iterable[str]) -> list[Problem]:
    found: list[Problem] = []
    for path in assets:
        if path.lower().endswith(".svg"):
            inputs = {"source": snapshot.files[path].fingerprint}
            rows, _ = store.make(f"drawing {path}", inputs, partial(_check_drawing, snapshot, path))
            found += [Problem(*row) for row in rows]
    return found


def _check_drawing(snapshot: Snapshot, path: str) -> tuple[list[Any], None]:
    return pack(check_drawing(path, snapshot.read(path))), None


def _theme(snapshot: Snapshot, settings: Settings) -> Theme:
    folder = sitegen.theme_folder()
    default = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not is_ignored(file.name)
    }
    own = {path.removeprefix("templates/"): snapshot.read(path) for path in snapshot.below("templates")}
    return make_theme(default, own, settings.theme.brand)


def _zone(settings: Settings) -> str:
    return "UTC" if "timezone" in settings.places and not settings.timezone else settings.timezone
