"""Which abbreviations the search takes for their words: those that texts explain beyond doubt, and the writers' own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.settings import PATH
from sitegen.problems.fields import wrong_kind
from sitegen.problems.problem import Place
from sitegen.problems.unsure import unsure_abbreviations
from sitegen.search.abbreviation import Abbreviation, make_abbreviation, term_of_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model.catalog import Catalog
    from sitegen.model.settings import Settings
    from sitegen.problems.problem import Problem
    from sitegen.search.explained import Explained


_OF_LETTERS = "single words of letters, with the other words that each stands for"
_SUCH = "{EOC: emergency operations centre}"


class _Meaning(NamedTuple):
    """What an answer says some letters stand for."""

    terms: Abbreviation
    said: Explained
    id: str
    """Of the answer."""


def settle_abbreviations(
    catalog: Catalog, explained: Mapping[str, Sequence[Explained]]
) -> tuple[tuple[Abbreviation, ...], list[Problem]]:
    """The abbreviations of a site, and what the writers are to decide; `explained` is what each file explains.

    Files that are not shown, or withdrawn, explain nothing.
    """
    settings = catalog.settings
    decided = {term_of_letters(letters, settings.language) for letters in settings.abbreviations}
    made = (make_abbreviation(letters, words, settings.language) for letters, words in settings.abbreviations.items())
    found = {one for one in made if one}
    unsure: list[tuple[str, list[tuple[str, str]]]] = []
    for letters, meanings in sorted(_by_letters(_explained(catalog, explained)).items()):
        if letters in decided:
            continue
        strict, loose = ([one for one in meanings if one.said.is_strict is kind] for kind in (True, False))
        if len(strict) == 1:
            loose = [one for one in loose if not _says(one, strict[0])]
        left = [*strict, *loose]
        if len(strict) == len(left) == 1:
            found.add(left[0].terms)
        else:
            unsure.append((left[0].said.letters, [(one.said.words, one.id) for one in left]))
    return tuple(sorted(found)), [_tell(settings, unsure)] if unsure else []


def check_own(settings: Settings) -> list[Problem]:
    """Letters in the settings that cannot be searched for, or words that are none."""
    language, found = settings.language, []
    for letters, words in settings.abbreviations.items():
        if not (make_abbreviation(letters, words, language) if words else term_of_letters(letters, language)):
            line, column = settings.places.get(f"abbreviations.{letters}", (1, 1))
            found.append(wrong_kind(Place(PATH, line, column), "abbreviations", _OF_LETTERS, _SUCH))
    return found


def _tell(settings: Settings, unsure: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Problem:
    """What is to be decided, told at the settings in which it is."""
    line, column = settings.places.get("abbreviations", (None, None))
    place, is_in_braces = Place(PATH, line), (column or 0) > len("abbreviations: ")
    return unsure_abbreviations(place, unsure, indent=(column or 0) - 1, is_in_braces=is_in_braces)


def _explained(catalog: Catalog, explained: Mapping[str, Sequence[Explained]]) -> Iterator[_Meaning]:
    """All that is explained on the site, the newest answer first."""
    for key, entry in catalog.entries.items():
        for one in () if entry.is_withdrawn else explained.get(entry.source.file.path, ()):
            made = make_abbreviation(one.letters, one.words, catalog.settings.language)
            if made:
                yield _Meaning(made, one, key)


def _by_letters(meanings: Iterable[_Meaning]) -> dict[str, list[_Meaning]]:
    """Each meaning once, by the term of its letters: as the first of the strictest say it."""
    found: defaultdict[str, dict[Abbreviation, _Meaning]] = defaultdict(dict)
    for one in meanings:
        known = found[one.terms.letters].get(one.terms)
        if known is None or (one.said.is_strict and not known.said.is_strict):
            found[one.terms.letters][one.terms] = one
    return {letters: list(meanings.values()) for letters, meanings in found.items()}


def _says(one: _Meaning, other: _Meaning) -> bool:
    """Whether it says the other in more words: "emergency call operations centre"."""
    words = iter(one.terms.words)
    return all(word in words for word in other.terms.words)
