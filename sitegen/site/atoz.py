"""Every question from A to Z: on one page where there are few, else on one for each letter, or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.model.collation import list_key
from sitegen.search.plain_letters import fold
from sitegen.site.views.label import Label
from sitegen.site.views.search_views import LetterGroup, QuestionsView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model.resolve import Entry
    from sitegen.site.sources import Sources

QUESTIONS = "questions/index.html"
_MOST = 300
"""Questions on a page."""

Letters = dict[str, list["Entry"]]


def letters_of(sources: Sources) -> Letters:
    """The questions by the letter that each begins with, by title."""
    found: Letters = {}
    for entry in sorted(sources.listed.values(), key=lambda entry: (list_key(entry.source.title), entry.route)):
        found.setdefault(_letter(entry.source.title), []).append(entry)
    return dict(sorted(found.items()))


def letter_pages(sources: Sources) -> Mapping[str, tuple[str, list[Entry]]]:
    """What stands on the page of each route besides the first: a letter, and questions; none where all are on that."""
    if len(sources.listed) <= _MOST:
        return {}
    return {
        _route(letter, number): (letter, entries[start : start + _MOST])
        for letter, entries in sources.letters.items()
        for number, start in enumerate(range(0, len(entries), _MOST), 1)
    }


def questions_view(sources: Sources) -> QuestionsView:
    """The first page: all questions, or the letters that lead to them."""
    letters = sources.letters
    if len(sources.listed) > _MOST:
        return QuestionsView(QUESTIONS, letter_links(sources), (), "")
    return QuestionsView(QUESTIONS, (), tuple([_group(*row, sources) for row in letters.items()]), "")


def letter_view(route: str, sources: Sources) -> QuestionsView:
    """The questions of a letter, or a part of them."""
    pages = letter_pages(sources)
    letter, entries = pages.get(route, ("", []))
    same = [other for other, (its, _) in pages.items() if its == letter]
    place = same.index(route) if route in same else 0
    parts = tuple([Label(str(number), other) for number, other in enumerate(same, 1)]) if len(same) > 1 else ()
    return QuestionsView(route, letter_links(sources), (_group(letter, entries, sources),), letter, parts, place + 1)


def letter_links(sources: Sources) -> tuple[Label, ...]:
    """The letters, each with its first page."""
    if len(sources.listed) <= _MOST:
        return ()
    return tuple([Label(letter, _route(letter, 1)) for letter in sources.letters])


def _group(letter: str, entries: list[Entry], sources: Sources) -> LetterGroup:
    return LetterGroup(letter, tuple([sources.entry_label(entry) for entry in entries]))


def _letter(title: str) -> str:
    """The first letter, large; `0–9` for every digit, and nothing where no letter stands."""
    first = next((letter for letter in fold(title) if letter.isalnum()), "")
    return "0–9" if first.isdecimal() else first.upper()


def _route(letter: str, number: int) -> str:
    part = f"-{number}" if number > 1 else ""
    if letter.startswith("0"):
        return f"questions/0-9{part}.html"
    name = letter.lower() if letter.isascii() else "".join(f"u{ord(one):04x}" for one in letter)
    return f"questions/{name or 'other'}{part}.html"
