"""The ways to find an answer: by search, by letter."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.site.views.label import Label


class Choice(NamedTuple):
    """One value that results can be narrowed to."""

    value: str
    """As it stands in the address."""
    title: str
    """Empty for a state, whose words are the template's."""


class Filter(NamedTuple):
    """One way to narrow the results of a search."""

    kind: str
    """topic, digest, person, year or state."""
    choices: tuple[Choice, ...]


class LetterGroup(NamedTuple):
    """The questions whose titles begin with a letter."""

    letter: str
    """Empty where they begin with none."""
    entries: tuple[Label, ...]


class QuestionsView(NamedTuple):
    """Questions from A to Z: all, or those of a letter."""

    route: str
    letters: tuple[Label, ...]
    """Those that have a page of their own; none where all questions are on one page."""
    groups: tuple[LetterGroup, ...]
    letter: str
    """Whose page it is; empty on the first."""
    pages: tuple[Label, ...] = ()
    """Those of this letter, where it has several."""
    number: int = 1


class SearchView(NamedTuple):
    """The search page, and the ways to find an answer without it."""

    route: str
    letters: tuple[Label, ...]
    """As on the pages of questions from A to Z."""
    topics: tuple[Label, ...]
    """Those with the most questions, where there are very many."""
    filters: tuple[Filter, ...]
