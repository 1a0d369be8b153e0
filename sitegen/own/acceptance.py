"""What somebody hands us as their own code, checked before anything is asked of it."""

from __future__ import annotations

import re
from functools import cache, partial, update_wrapper
from typing import TYPE_CHECKING, Any

from sitegen.memory.refused import Refused
from sitegen.model.addresses import refusal_of_route
from sitegen.own.calling import call
from sitegen.own.code import NOTHING, STEP, OwnCode, PageKind, why_not_made
from sitegen.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.own.code import Step

_TAKEN = {*KINDS, STEP, "asset", "theme", "index"}
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_FILTER = re.compile(r"[^\W\d]\w*")


def make_own_code(
    pages: Mapping[str, PageKind],
    filters: Mapping[str, Callable[..., Any]],
    steps: Mapping[str, Step],
    version: str,
) -> OwnCode:
    """All of it as a value; raises Refused where it cannot be used."""
    if not (pages or filters or steps):
        return NOTHING
    if not version:
        raise Refused(
            "Own pages, filters and steps need a version, by which a build knows that they have changed.",
            'Name one, and another with each change of your code:  version="1"',
        )
    for name, kind in pages.items():
        _check_kind(name, kind)
    for name in filters:
        _check_filter(name)
    for route in steps:
        _check_step(route)
    wrapped = [(name, _told(name, function)) for name, function in sorted(filters.items())]
    return OwnCode(tuple(sorted(pages.items())), tuple(wrapped), tuple(sorted(steps.items())), version)


def _check_kind(name: str, kind: PageKind) -> None:
    if not _NAME.fullmatch(name):
        raise Refused(f"“{name}” cannot be the name of a kind of page.", "Small letters, digits and - are fine.")
    if name in _TAKEN:
        raise Refused(f"“{name}” is a kind of page that sitegen makes itself.", "Give yours another name.")
    if not isinstance(kind, PageKind):
        raise Refused(f"“{name}” is a {type(kind).__name__}, not a PageKind.", "Write:  PageKind(pages, template)")
    if isinstance(kind.made_by, str) and not kind.made_by.endswith(".html"):
        raise Refused(f"“{kind.made_by}” is not the name of a template.", "It ends in .html and lies in templates/.")


def _check_filter(name: str) -> None:
    if not _FILTER.fullmatch(name):
        raise Refused(f"“{name}” cannot be the name of a filter.", "Letters, digits and _ are fine.")
    if name in _known_filters():
        raise Refused(f"“{name}” is a filter that templates have already.", "Give yours another name.")


@cache
def _known_filters() -> frozenset[str]:
    from sitegen.rendering.environment import make_environment
    from sitegen.rendering.page_links import PageLinks
    from sitegen.site.words import Words

    return frozenset({*make_environment(lambda _: None, Words("en"), PageLinks()).filters, "random"})


def _check_step(route: str) -> None:
    why = refusal_of_route(route) or why_not_made(route, "")
    if why:
        raise Refused(f"The step “{route}” cannot make what its name says: {why}.", "Give it another address.")


def _told(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, which says in words what goes wrong in it."""
    return update_wrapper(partial(call, f"The filter “{name}”", function), function)
