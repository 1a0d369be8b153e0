"""Words that look private and stand only in what would be served: those that the sources have are told there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.tree import Made
from sitegen.problems.looks_private import called
from sitegen.problems.problem import Place, Problem
from sitegen.problems.would_be_served import maybe_private_served, private_served

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.engine.planning import Page, Ready
    from sitegen.gate.served_finding import ServedFinding
    from sitegen.memory.tree import Tree
    from sitegen.privacy.masked_finding import KindAndKey


def problems_of_page(plan: Ready, page: Page, data: bytes) -> list[Problem]:
    """Notices of a page that was made, for all that looks private in it and is told of no file."""
    from sitegen.gate.clean_stretches import CleanStretches
    from sitegen.gate.file_texts import Sight, find_in_address, find_in_file

    allowed = plan.given.options.allowed
    found = (
        *find_in_address(page.route, allowed),
        *find_in_file(page.route, data, Sight(allowed, plan.settings.url), CleanStretches()),
    )
    made = Made("", len(data), page.kind, page.title, page.entries)
    return served_problems({page.route: found}, {page.route: made}, plan.report.accounted)


def served_problems(
    found: Mapping[str, Iterable[ServedFinding]], tree: Tree, accounted: Iterable[KindAndKey]
) -> list[Problem]:
    """A notice for all words that stand only in what would be served, at the first of the files that have them.

    `accounted` are those that are told, or waived, where they stand in a file of the writer's that is shown.
    """
    known = frozenset(accounted)
    places: dict[KindAndKey, dict[str, ServedFinding]] = {}
    for route, here in found.items():
        for one in here:
            if (one.kind, one.key) not in known:
                places.setdefault((one.kind, one.key), {}).setdefault(route, one)
    told = []
    pages = sum(route.endswith(".html") for route in tree)
    for routes in places.values():
        first = min(routes, key=lambda route: (tree[route].kind not in _SOURCES, tree[route].kind != "entry", route))
        one, made = routes[first], tree[first]
        tell = private_served if one.severity == "block" else maybe_private_served
        origin = _origin(made, is_frame=sum(route.endswith(".html") for route in routes) * 2 > pages > 1)
        told.append(tell(Place(_path(first, made)), called(one.kind), one.masked, one.place, len(routes) - 1, origin))
    return told


_SOURCES = ("asset", "theme")
"""Kinds of files in the site that are a file of the project as it is."""


def _path(route: str, made: Made) -> str:
    if made.kind == "theme":
        return f"templates/theme/{route.removeprefix('_theme/')}"
    return f"content/{route}" if made.kind == "asset" else f"output/{route}"


def _origin(made: Made, *, is_frame: bool) -> str:
    """Where such words come from, as far as that is known, and what to do."""
    if made.kind in _SOURCES:
        return "Take it out of that file, or leave the file out."
    if is_frame:
        return "Most pages have it, so it comes from a template or from a setting."
    if len(made.entries) == 1:
        return f"That page is made of content/digests/{made.entries[0]}.md by the templates: look at both."
    return ""
