"""The pages that somebody's own code adds, planned of what is published and of nothing else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.addresses import GENERATED, folded, folders_of
from sitegen.own.calling import OwnCodeFailed, failed, place_of, telling, wrong_address
from sitegen.own.code import STEP, OwnCode, why_not_made
from sitegen.problems.guessing import nearest
from sitegen.problems.project_files import missing_template
from sitegen.site.kinds import OWN, kind_named
from sitegen.site.own_page import OwnPage, values_in
from sitegen.site.pages import Page, always
from sitegen.site.published import Published
from sitegen.site.views.entry_teaser import Teaser

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sitegen.problems.problem import Problem
    from sitegen.site.sources import Sources

_KEPT = (*GENERATED, "feed.xml", "sitemap.xml")
"""Addresses of ours at which there may be nothing yet."""


class StepParts(NamedTuple):
    """All that a step may see."""

    route: str
    published: Published


def plan_own_pages(
    code: OwnCode, sources: Sources, templates: Collection[str]
) -> tuple[list[Page], tuple[Problem, ...]]:
    """The pages that the code adds, and what is wrong with it; `templates` are the names of those there are."""
    published = Published(sources)
    pages: list[Page] = []
    found: list[Problem] = []
    for name, kind in code.kinds:
        template = code.template(name)
        if template and template not in templates:
            at = place_of(kind.pages)
            found.append(missing_template(at.path, at.line, template, nearest(template, templates)))
            continue
        try:
            pages += _plan_kind(code, name, published)
        except OwnCodeFailed as error:
            found.append(error.problem)
    ids = tuple(sources.listed)
    pages += [
        Page(route, STEP, partial(always, StepParts(route, published)), "", ids, False) for route, _ in code.steps
    ]
    return pages, tuple(found)


def _plan_kind(code: OwnCode, name: str, published: Published) -> Iterator[Page]:
    kind, what = dict(code.kinds)[name], f"The page kind “{name}”"
    with telling(what, kind.pages):
        found = list(kind.pages(published))
    for page in found:
        if not isinstance(page, OwnPage):
            raise failed(what, kind.pages, f"it gives a {type(page).__name__}, not an OwnPage")
        why = why_not_made(page.route, code.template(name))
        if why:
            raise OwnCodeFailed(wrong_address(what, kind.pages, page.route, why))
        ids = dict.fromkeys(value.id for value in values_in(page) if isinstance(value, Teaser))
        yield Page(page.route, name, partial(always, page), page.title, tuple(ids), kind.is_listed)


def check_own_addresses(code: OwnCode, pages: Iterable[Page], files: Iterable[str]) -> tuple[Problem, ...]:
    """What of theirs stands where something else does; `files` are the routes of what goes in as it is."""
    own = [page for page in pages if kind_named(page.kind) is OWN]
    ours = [*_KEPT, *files, *(page.route for page in pages if kind_named(page.kind) is not OWN)]
    taken = dict.fromkeys(map(folded, ours), "the site has another page there")
    folders = {folder for key in taken for folder in folders_of(key)}
    found = []
    for page in own:
        key = folded(page.route)
        why = taken.get(key, "")
        if not why and (key in folders or any(folder in taken for folder in folders_of(key))):
            why = "one address would lie inside another"
        if why:
            found.append(wrong_address(code.said(page), code.planner(page), page.route, why))
        taken[key] = f"“{page.kind}” has another page there"
        folders.update(folders_of(key))
    return tuple(found)
