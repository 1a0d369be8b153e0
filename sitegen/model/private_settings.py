"""Words in the settings that look private and that readers would get: told where they were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.model.names import SETTINGS
from sitegen.privacy.detectors import find_private
from sitegen.privacy.masked_finding import BLOCK
from sitegen.problems.looks_private import called
from sitegen.problems.problem import Place, Problem
from sitegen.problems.would_be_served import maybe_private_served, private_served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model.settings import Settings
    from sitegen.privacy.allowed import Allowed
    from sitegen.privacy.masked_finding import KindAndKey

_HINT = (
    "Take it out of sitegen.yaml. What is the organisation’s own and nobody’s secret can be listed below “may_stand:”."
)


def check_private_settings(settings: Settings, allowed: Allowed) -> tuple[list[Problem], frozenset[KindAndKey]]:
    """Notices of what looks private in the settings that every site shows, and the kinds and keys of all of it.

    Settings of somebody's own are shown only by templates of theirs, so they are told of where these show them.
    """
    told: list[Problem] = []
    keys: set[KindAndKey] = set()
    for field, words in _shown(settings):
        for one in find_private(words, allowed):
            line, column = settings.places.get(field, (1, 1))
            tell = private_served if one.severity == BLOCK else maybe_private_served
            where = f"the field “{field.partition('.')[0]}”"
            told.append(tell(Place(SETTINGS, line, column, 1), called(one.kind), one.masked, where, 0, _HINT))
            keys.add((one.kind, one.key))
    return told, frozenset(keys)


def _shown(settings: Settings) -> Iterator[tuple[str, str]]:
    """The places of fields, and the words that stand in them."""
    for field in ("title", "organisation", "description", "asked_by"):
        yield field, getattr(settings, field)
    for number, way in enumerate(settings.ask):
        yield f"ask.{number}.label", way.label
    yield "theme.logo_alt", settings.theme.logo_alt
    yield "accessibility.tested_by", settings.accessibility.tested_by
    for number, problem in enumerate(settings.accessibility.known_problems):
        yield f"accessibility.known_problems.{number}", problem
    for letters, words in settings.abbreviations.items():
        yield f"abbreviations.{letters}", f"{letters} {words}"
