"""How much of an entry a term tells: BM25F, in a few levels, on a scale that an edit rarely changes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sitegen.search.document import FIELDS
from sitegen.search.shards import LEVELS
from sitegen.search.terms import term_by_word, terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sitegen.search.document import Document
    from sitegen.search.index_entry import IndexEntry

# What a term in each field weighs, and how much less it weighs in a long one; how soon more of a term says no more.
# Found with benchmarks/relevance.py on one half of its questions, and held to on the other.
_WEIGHTS = (2.0, 2.0, 3.0, 2.0, 1.0)
_LONG = (0.4, 0.4, 0.6, 0.75, 0.7)
_NAME = 0.5
_ENOUGH = 2.0
_REPLACED = 0.5
"""What is left of an answer's weight once a newer one has taken its place."""

_Found = tuple[int, tuple[int, ...], bool, bool]
"""How often a term stands in each field, how long these are, whether the answer is replaced, whether it is a name."""


class Lengths(NamedTuple):
    """Of each field: how many entries have it, and how many terms these have in it together."""

    entries: tuple[int, ...] = (0,) * len(FIELDS)
    terms: tuple[int, ...] = (0,) * len(FIELDS)

    def changed(self, removed: Iterable[Document], added: Iterable[Document]) -> Lengths:
        """The lengths without some documents and with others."""
        entries, total = list(self.entries), list(self.terms)
        for documents, sign in ((removed, -1), (added, 1)):
            for document in documents:
                for field, length in enumerate(document.lengths):
                    if length:
                        entries[field] += sign
                        total[field] += sign * length
        return Lengths(tuple(entries), tuple(total))


class Scale(NamedTuple):
    """What every shard depends on, in steps."""

    size: int
    """Of the number of entries, in powers of two."""
    means: tuple[int, ...]
    """Of the mean length of each field, in half powers of two."""
    language: str

    @property
    def bits(self) -> int:
        """Of an entry's number: one in 16 to 32 numbers is taken."""
        return self.size + 4

    @property
    def postings(self) -> int:
        """Shards of postings: some 8 to 16 entries' worth in each."""
        return 1 << max(0, self.size - 4)

    @property
    def rows(self) -> int:
        """Shards of rows, with 8 to 16 in each."""
        return 1 << max(0, self.size - 4)

    @property
    def words(self) -> int:
        """Shards of words."""
        return 1 << max(0, self.size - 7)


def make_scale(entries: int, lengths: Lengths, language: str) -> Scale:
    """The scale of so many entries with fields of such lengths."""
    rows = zip(lengths.entries, lengths.terms, strict=True)
    return Scale(
        max(4, entries.bit_length()), tuple(_step(total / having) if having else 0 for having, total in rows), language
    )


class Weights:
    """The levels of terms on one scale; each combination is computed once."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._steps = _LengthSteps()
        self._terms = term_by_word(scale.language)
        self._levels: dict[_Found, int] = {}
        self._names: dict[tuple[str, ...], frozenset[str]] = {}

    def of(self, entry: IndexEntry) -> Iterator[tuple[int, Collection[str]]]:
        """The terms that an entry is found by, by level."""
        names = self._names_of(entry.names)
        lengths = tuple([self._steps[length] for length in entry.document.lengths])
        is_replaced = bool(entry.row.newer)
        left = names
        for often, words in entry.document.groups:
            if not often:
                continue
            rest = list(map(self._terms.__getitem__, words.split(" ")))
            named = names.intersection(rest)
            if named:
                left = left.difference(named)
                yield self._level((often, lengths, is_replaced, True)), named
                rest = [term for term in rest if term not in named]
            if rest:
                yield self._level((often, lengths, is_replaced, False)), rest
        if left:
            yield self._level((0, lengths, is_replaced, True)), left

    def _names_of(self, names: tuple[str, ...]) -> frozenset[str]:
        known = self._names.get(names)
        if known is None:
            known = self._names[names] = frozenset(terms("\n".join(names), self._scale.language))
        return known

    def _level(self, found: _Found) -> int:
        level = self._levels.get(found)
        if level is None:
            often, lengths, is_replaced, is_name = found
            weight = _NAME if is_name else 0.0
            rest = often
            for field, mean in enumerate(self._scale.means):
                rest, count = divmod(rest, 10)
                if count:
                    relative = 2 ** ((lengths[field] - mean) / 2)
                    weight += count * _WEIGHTS[field] / (1 - _LONG[field] + _LONG[field] * relative)
            weight *= _REPLACED if is_replaced else 1
            level = self._levels[found] = int(weight / (_ENOUGH + weight) * LEVELS)
        return level


class _LengthSteps(dict[int, int]):
    """The step of each length met."""

    def __missing__(self, length: int) -> int:
        self[length] = step = _step(length)
        return step


def _step(length: float) -> int:
    """A length in half powers of two, rounded."""
    return round(2 * math.log2(length)) if length > 1 else 0
