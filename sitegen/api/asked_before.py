"""Which questions that are there already ask what a new one asks: by their words, then by how these are spelled."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import get_close_matches
from itertools import chain
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.questions import texts
from sitegen.search.plain_letters import fold
from sitegen.search.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sitegen.model.catalog import Catalog

SHOWN = 5
SURE = 0.5
"""From here on an import says that a question may have been asked before."""
_CANDIDATES = 50
_TELLING = 14  # of the words and beginnings, the rarest: the others stand in most questions
_START = 4  # letters of a word's beginning, by which “rostering” is near “rosters”
_PIECE = 3  # letters
_OF_START, _OF_PIECE = 0.5, 0.4
_SAMPLE = 1000  # questions; what pieces of words tell is much the same in all of them
_RECENT = 183  # days
_RECENTLY = 1.05
_SPELLED = 0.75  # of the letters of two words that are to be one misspelt
_NOT_A_WORD = re.compile(r"[^\w]+")


class SimilarQuestion(NamedTuple):
    """A question that is there."""

    id: str
    title: str
    day: date
    likeness: float
    """From 0 to 1, which is the same words."""


class KnownWordings(NamedTuple):
    """A question that is there, in all its wordings."""

    id: str
    title: str
    day: date
    wordings: tuple[str, ...]


class SimilarQuestions:
    """All questions of a site, ready to be compared with others.

    What a word or a piece of one tells is how rare it is among them. Words find the nearest; those are then compared by
    words, their beginnings and runs of letters, as the cosine of the angle between the two.
    """

    def __init__(self, known: Iterable[KnownWordings], language: str, today: date) -> None:
        self._known, self._language, self._today = list(known), language, today
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, question in enumerate(self._known):
            for feature in set(chain.from_iterable(_word_features(words, language) for words in question.wordings)):
                self._holders[feature].append(number)
        self._pieces: Counter[str] = Counter()
        step = len(self._known) // _SAMPLE + 1
        self._sampled = range(0, len(self._known), step)
        for number in self._sampled:
            self._pieces.update(set(chain.from_iterable(_pieces(words) for words in self._known[number].wordings)))
        self._vectors: dict[int, list[dict[str, float]]] = {}

    def find(self, words: str, most: int = SHOWN) -> list[SimilarQuestion]:
        """The questions that are most like these words, the likest first; of two alike the newer one."""
        mine = self._vector(words)
        if not any(feature in self._holders for feature in mine):
            mine = self._vector(" ".join(self._as_known(term) for term in terms(words, self._language)))
        scores: defaultdict[int, float] = defaultdict(float)
        held = sorted((feature for feature in mine if feature in self._holders), key=lambda feature: -mine[feature])
        for feature in held[:_TELLING]:
            for number in self._holders[feature]:
                scores[number] += mine[feature]
        found = []
        for number in sorted(scores, key=lambda number: -scores[number])[:_CANDIDATES]:
            question = self._known[number]
            if number not in self._vectors:
                self._vectors[number] = [self._vector(wording) for wording in question.wordings]
            likeness = max(_cosine(mine, vector) for vector in self._vectors[number])
            recent = _RECENTLY if (self._today - question.day).days <= _RECENT else 1.0
            found.append((likeness * recent, SimilarQuestion(question.id, question.title, question.day, likeness)))
        found.sort(key=lambda one: (-one[0], -one[1].day.toordinal(), one[1].id))
        return [one for _, one in found[:most]]

    def _as_known(self, term: str) -> str:
        """The known word that is spelled most like this one; itself where none is."""
        return next(iter(get_close_matches(term, self._holders, 1, _SPELLED)), term)

    def _vector(self, words: str) -> dict[str, float]:
        count = len(self._known)
        vector = {
            feature: log(1 + count / len(self._holders[feature])) * (_OF_START if feature.startswith("~") else 1)
            for feature in _word_features(words, self._language)
            if feature in self._holders
        }
        for piece in _pieces(words):
            vector[piece] = log(1 + len(self._sampled) / (self._pieces.get(piece, 0) or 1)) * _OF_PIECE
        return vector


def similar_questions(catalog: Catalog) -> SimilarQuestions:
    """The questions of a site that are shown, withdrawn ones left out."""
    known = [
        KnownWordings(key, entry.source.title, entry.date, texts(entry.source))
        for key, entry in catalog.entries.items()
        if not entry.is_withdrawn
    ]
    return SimilarQuestions(known, catalog.settings.language, catalog.today)


def _word_features(words: str, language: str) -> Iterator[str]:
    for term in terms(words, language):
        yield term
        yield "~" + term[:_START]


def _pieces(words: str) -> set[str]:
    text = f" {_NOT_A_WORD.sub(' ', fold(words)).strip()} "
    return {"#" + text[i : i + _PIECE] for i in range(len(text) - _PIECE + 1)}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(weight * other[feature] for feature, weight in one.items() if feature in other)
    length = sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return product / length if length else 0.0
