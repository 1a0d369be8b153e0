"""Problems of what would be served, and is told of no file of the writer's."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, notice, plural

_FROM_SOURCES = (
    "Mend the file that it comes from: a template, a setting, a step of your own code, or two fields side by side."
)


def private_served(at: Place, what: str, masked: str, where: str, more: int, origin: str) -> Problem:
    """Words that must not be published stand in a file of the built site, and in so many more."""
    return notice("private-served", at, _said(what, masked, where, more), origin or _FROM_SOURCES)


def maybe_private_served(at: Place, what: str, masked: str, where: str, more: int, origin: str) -> Problem:
    """Words of which somebody should say whether they may be published stand in a file of the built site."""
    return notice("maybe-private-served", at, _said(what, masked, where, more), origin or _FROM_SOURCES)


def _said(what: str, masked: str, where: str, more: int) -> str:
    others = f", and in {plural(more, 'more file')} of the site" if more else ""
    return f"Readers would get {what}, {masked}: it stands in {where}{others}."
