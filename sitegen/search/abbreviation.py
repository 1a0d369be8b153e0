"""An abbreviation in terms: what is typed for it, and what is typed for its words.

The index keeps each beside the postings of its letters and of its first word, which are read anyway where one of the
two is typed: so it costs a search nothing else, and a new one changes two small files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sitegen.search.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HYPHEN = re.compile("[-‐‑]")
MARK = "!"
"""Before a term, the key of what belongs to it: lower than all that a term or a facet begins with."""


class Abbreviation(NamedTuple):
    """Letters and words that stand for one another, in terms."""

    letters: str
    words: tuple[str, ...]


def make_abbreviation(letters: str, words: str, language: str) -> Abbreviation | None:
    """The two in terms; None where the letters are not one word, or stand among the words.

    Hyphens are read as blanks; the browser reads what is typed in the same way.
    """
    # No small word is a name for standing in a title with a capital.
    plain = [word if word.isupper() else word.lower() for word in _HYPHEN.sub(" ", words).split()]
    short, whole = term_of_letters(letters, language), tuple(terms(" ".join(plain), language))
    return Abbreviation(short, whole) if short and whole and short not in whole else None


def term_of_letters(letters: str, language: str) -> str:
    """The term of an abbreviation; none where it is no single word."""
    found = terms(letters, language)
    return found[0] if len(found) == 1 == len(letters.split()) else ""


def by_term(abbreviations: Iterable[Abbreviation]) -> dict[str, str]:
    """What is written of abbreviations, by the term that it belongs to."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(set(abbreviations)):
        for term in (one.letters, one.words[0]):
            found[term].append(" ".join((one.letters, *one.words)))
    return {term: ",".join(written) for term, written in found.items()}


def differing(old: Iterable[Abbreviation], new: Iterable[Abbreviation]) -> Iterator[tuple[str, str]]:
    """Each term of which something else is written now, and what: nothing where none is left."""
    before, after = by_term(old), by_term(new)
    for term in sorted(before.keys() | after.keys()):
        if before.get(term) != after.get(term):
            yield term, after.get(term, "")
