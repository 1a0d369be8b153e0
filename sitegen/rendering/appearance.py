"""What is wrong with a site's look before a page is made: with the words, the colour, the project's own templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.model.settings import PATH
from sitegen.problems import project_files as problems
from sitegen.problems.guessing import nearest
from sitegen.problems.problem import NOTICE, Place, Problem
from sitegen.rendering.palette import check_brand

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sitegen.model.settings import Settings
    from sitegen.rendering.templates import Templates
    from sitegen.site.words import Words


def check_appearance(
    settings: Settings,
    words: Words,
    templates: Templates,
    of_pages: Iterable[str],
    standard: Callable[[], Collection[str]],
) -> list[Problem]:
    """What is wrong; `of_pages` are the templates that pages are made by, `standard` gives the names of the theme's."""

    def at(field: str, length: int) -> Place:
        line, column = settings.places.get(field, (1, 1))
        return Place(PATH, line, column, max(1, length))

    found = check_brand(settings.theme.brand, at("theme.brand", len(settings.theme.brand) + 2))
    if words.are_foreign:
        found.append(problems.no_words(at("language", len(settings.language)), settings.language))
    return found + (_check_templates(templates, of_pages, standard) if templates.own() else [])


def _check_templates(
    templates: Templates, of_pages: Iterable[str], standard: Callable[[], Collection[str]]
) -> list[Problem]:
    """What is wrong with the project's own templates, and which of them no page uses.

    One that no page uses and that lacks a filter stops nothing: it may be of pages that only somebody's own code makes.
    """
    unused = templates.own() - templates.of_pages(of_pages)
    known = standard() if unused else ()
    notices = [problems.unused_template(f"templates/{name}", nearest(name, known)) for name in unused.difference(known)]
    found = templates.check()
    theirs = {f"templates/{name}" for name in unused & templates.lacking}
    return [p._replace(severity=NOTICE) if p.path in theirs else p for p in found] + notices
