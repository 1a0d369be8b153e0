"""The index: made anew of all entries, or changed where an edit touches it, byte for byte the same either way.

Shards are found by a hash, so how many there are follows from the number of entries alone. What every shard depends on
is taken in steps that an edit rarely crosses (`Scale`); when one is crossed, the index is made anew.

The browser scores: a posting says how much of the entry a term tells, in levels; how rare a term is, is the length of
its list. So an entry touches the shards of its own terms and no other.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from sitegen.search.abbreviation import MARK, by_term, differing
from sitegen.search.numbers import number_all, renumber
from sitegen.search.shards import (
    LEVELS,
    join_levels,
    read_numbers,
    read_shard,
    split_levels,
    write_numbers,
    write_shard,
)
from sitegen.search.vocabulary import change_word, count_words, group_words
from sitegen.search.weighing import Lengths, Scale, Weights, make_scale

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sitegen.search.abbreviation import Abbreviation
    from sitegen.search.index_entry import IndexEntry

FOLDER = "_search/"
_START = FOLDER + "start.js"
FACETS = 0
"""The level at which an entry is found by a facet: the lowest, since none tells more than another."""


class _Start(NamedTuple):
    """What is read first."""

    entries: int
    lengths: Lengths
    scale: Scale


def make_index(
    entries: Iterable[IndexEntry], language: str = "en", abbreviations: Iterable[Abbreviation] = ()
) -> dict[str, bytes]:
    """Every shard by its route, sorted."""
    known = {entry.route: entry for entry in entries}
    lengths = Lengths().changed((), [entry.document for entry in known.values()])
    count = len(known)
    vocabulary = count_words(known.values(), language)
    scale = make_scale(count, lengths, language)
    weights = Weights(scale)
    by_level: list[list[tuple[int, Collection[str]]]] = [[] for _ in range(LEVELS)]
    facets: list[tuple[int, tuple[str, ...]]] = []
    rows: list[dict[str, Any]] = [{} for _ in range(scale.rows)]
    for route, number in number_all(known, scale.bits).items():
        entry = known.pop(route)  # what is done with is let go, here and below: a large index is most of the memory
        for level, terms in weights.of(entry):
            by_level[level].append((number, terms))
        facets.append((number, entry.facets))
        rows[_rows_place(number, scale)][str(number)] = _packed(entry)
    texts: defaultdict[str, dict[int, str]] = defaultdict(dict)
    # One level after the other, so that the lists that grow are few enough to stay in the processor's cache.
    for level in range(LEVELS):
        for key, numbers in _lists(by_level.pop(0), facets if level == FACETS else ()).items():
            texts[key][level] = write_numbers(numbers)
    postings: list[dict[str, str]] = [{} for _ in range(scale.postings)]
    words: dict[str, list[dict[str, str]]] = {kind: [{} for _ in range(scale.words)] for kind in ("words", "slips")}
    for term, written in sorted(by_term(abbreviations).items()):  # these keys are the lowest
        postings[_postings_place(term, scale)][MARK + term] = written
    for key in sorted(texts):
        postings[_postings_place(key, scale)][key] = join_levels(texts.pop(key))
    for (kind, key), written in sorted(group_words(vocabulary).items()):
        words[kind][_words_place(key, scale)][key] = written
    shards = {
        _route(kind, place): write_shard(f"{kind}-{place:x}", shard)
        for kind, all_shards in (("postings", postings), *words.items(), ("rows", rows))
        for place, shard in enumerate(all_shards)
    }
    shards[_START] = _write_start(_Start(count, lengths, scale))
    return dict(sorted(shards.items()))


def _lists(
    by_terms: Iterable[tuple[int, Collection[str]]], by_facets: Iterable[tuple[int, tuple[str, ...]]]
) -> Mapping[str, list[int]]:
    """The numbers of the entries that are found by each key, at one level."""
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for number, terms in by_terms:
        for term in terms:
            lists[term].append(number)
    for number, facets in by_facets:
        for facet in facets:
            lists[facet].append(number)
    return lists


def update(
    shards: Mapping[str, bytes],
    removed: Iterable[IndexEntry],
    added: Iterable[IndexEntry],
    entry_at: Callable[[str], IndexEntry],
    abbreviations: tuple[Iterable[Abbreviation], Iterable[Abbreviation]] = ((), ()),
) -> dict[str, bytes] | None:
    """The shards that differ once some entries have gone and others have come, an edited one being both.

    Of `shards` only those that may change are read. `entry_at` gives an entry that stays, by its route: in rare cases
    it needs another number. `abbreviations` are those before and those after. None where the whole index must be made
    anew; raises KeyError or ValueError on shards that were not made here.
    """
    changing = _Update(shards, entry_at)
    return changing.run({e.route: e for e in removed}, {e.route: e for e in added}, differing(*abbreviations))


class _Update:
    """The shards read so far, and what has become of them."""

    def __init__(self, shards: Mapping[str, bytes], entry_at: Callable[[str], IndexEntry]) -> None:
        self._shards, self._entry_at = shards, entry_at
        self._read: dict[str, Any] = {}

    def run(
        self, removed: dict[str, IndexEntry], added: dict[str, IndexEntry], told: Iterable[tuple[str, str]]
    ) -> dict[str, bytes] | None:
        start = self._start()
        lengths = start.lengths.changed(
            [entry.document for entry in removed.values()], [entry.document for entry in added.values()]
        )
        count = start.entries - len(removed) + len(added)
        scale = make_scale(count, lengths, start.scale.language)
        if scale != start.scale:
            return None
        self._scale = scale
        before, after = renumber(self._route_at, removed, added, scale.bits)
        moved = {route for route in before.keys() & after.keys() if before[route] != after[route]}
        stay = {route: self._entry_at(route) for route in moved - removed.keys() - added.keys()}
        old = self._keys(removed | stay, before)
        new = self._keys(added | stay, after)
        self._change_postings(old ^ new)
        self._change_abbreviations(told)
        self._change_words((removed | stay).values(), (added | stay).values())
        self._change_rows(
            [before[route] for route in removed | stay], {after[e.route]: e for e in (added | stay).values()}
        )
        changed = {route: self._written(route, value) for route, value in self._read.items()}
        changed[_START] = _write_start(_Start(count, lengths, scale))
        return {route: data for route, data in sorted(changed.items()) if data != self._shards[route]}

    def _keys(self, entries: dict[str, IndexEntry], numbers: dict[str, int]) -> set[tuple[str, int, int]]:
        """What the entries are found by: key, level and number."""
        weights = Weights(self._scale)
        found = {(key, FACETS, numbers[route]) for route, entry in entries.items() for key in entry.facets}
        for route, entry in entries.items():
            found.update((key, level, numbers[route]) for level, terms in weights.of(entry) for key in terms)
        return found

    def _change_postings(self, differ: set[tuple[str, int, int]]) -> None:
        """Each key, level and number is taken out where it stands, and put in where it does not."""
        changes: defaultdict[str, defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for key, level, number in differ:
            changes[key][level].add(number)
        for key, by_level in changes.items():
            postings = self._shard("postings", _postings_place(key, self._scale))
            levels = split_levels(postings.pop(key, ""))
            for level, numbers in by_level.items():
                levels[level] = write_numbers(sorted(numbers.symmetric_difference(read_numbers(levels.get(level, "")))))
            changed = join_levels({level: written for level, written in levels.items() if written})
            if changed:
                postings[key] = changed

    def _change_abbreviations(self, told: Iterable[tuple[str, str]]) -> None:
        for term, written in told:
            postings = self._shard("postings", _postings_place(term, self._scale))
            postings.pop(MARK + term, None)
            if written:
                postings[MARK + term] = written

    def _change_words(self, old: Collection[IndexEntry], new: Collection[IndexEntry]) -> None:
        counts = count_words(new, self._scale.language)
        counts.subtract(count_words(old, self._scale.language))
        for word, more in counts.items():
            if more:
                change_word(word, more, lambda kind, key: self._shard(kind, _words_place(key, self._scale)))

    def _change_rows(self, gone: list[int], come: dict[int, IndexEntry]) -> None:
        for number in gone:
            del self._shard("rows", _rows_place(number, self._scale))[str(number)]
        for number, entry in come.items():
            self._shard("rows", _rows_place(number, self._scale))[str(number)] = _packed(entry)

    def _start(self) -> _Start:
        entries, lengths, size, means, language = read_shard(self._shards[_START])[:5]
        return _Start(entries, Lengths(*map(tuple, lengths)), Scale(size, tuple(means), language))

    def _route_at(self, number: int) -> str | None:
        if number < 0:
            return None
        row = self._shard("rows", _rows_place(number, self._scale)).get(str(number))
        return row[0] if row else None

    def _shard(self, kind: str, place: int) -> Any:
        route = _route(kind, place)
        if route not in self._read:
            self._read[route] = read_shard(self._shards[route])
        return self._read[route]

    def _written(self, route: str, value: Any) -> bytes:
        name = route.removeprefix(FOLDER).removesuffix(".js")
        order = int if name.startswith("rows") else str
        return write_shard(name, {key: value[key] for key in sorted(value, key=order)})


def _write_start(start: _Start) -> bytes:
    scale = start.scale
    value = [start.entries, start.lengths, scale.size, scale.means, scale.language]
    value += [scale.bits, scale.postings, scale.words, scale.rows]  # so that the browser need not know how they follow
    return write_shard("start", value)


def _packed(entry: IndexEntry) -> list[str]:
    """The row with its route, without the empty fields at its end."""
    values = [entry.route, *entry.row]
    while not values[-1]:
        values.pop()
    return values


def _postings_place(key: str, scale: Scale) -> int:
    return crc32(key.encode("utf-8", "surrogatepass")) % scale.postings


def _words_place(key: str, scale: Scale) -> int:
    return crc32(key.encode("utf-8", "surrogatepass")) % scale.words


def _rows_place(number: int, scale: Scale) -> int:
    # The last run may end beyond the last number.
    return min(number * scale.rows >> scale.bits, scale.rows - 1)


def _route(kind: str, place: int) -> str:
    return f"{FOLDER}{kind}-{place:x}.js"
