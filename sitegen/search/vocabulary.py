"""The whole words of all entries: what is typed in part is completed with them, and what is typed wrongly compared.

Each stands twice. In `words`, by its first two letters, with the number of entries that hold it; in `slips`, by its
last consonants, with how often that number can be halved. So a slip is found wherever it is, though few words are read:
one at the beginning leaves the end as it was, and vowels and doubled letters, where most slips are, make no difference
there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sitegen.search.shards import read_words, write_words
from sitegen.search.terms import can_slip, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sitegen.search.index_entry import IndexEntry

_NOT_HEARD = re.compile("[aeiouyhw]+")
_DOUBLED = re.compile(r"(.)\1+")
_DIGIT = re.compile("[0-9]")
_SHORTEST = 3
"""Letters of a word that slips are told from."""


class Spelling(NamedTuple):
    """A word in one of the lists."""

    list: str
    """words or slips."""
    key: str
    """By what it is found there."""
    number: int


def count_words(entries: Collection[IndexEntry], language: str) -> Counter[str]:
    """How many of the entries hold each word; one that is also a name of theirs counts twice."""
    groups = (group.split(" ") for entry in entries for _, group in entry.document.groups)
    counts = Counter(chain.from_iterable(groups))
    for names, count in Counter([entry.names for entry in entries]).items():
        for word in set(words("\n".join(names), language)):
            counts[word] += count
    return Counter({word: count for word, count in counts.items() if can_slip(word)})


def skeleton(word: str) -> str:
    """The last three consonants; those that stand twice count once, and h, w and y do not."""
    return _DOUBLED.sub(r"\1", _NOT_HEARD.sub("", word))[-3:]


def has_slips(word: str) -> bool:
    """Whether what is typed wrongly is compared with it: not with numbers, nor with two letters."""
    return len(word) >= _SHORTEST and (word.isalpha() or not _DIGIT.search(word))


def spellings(word: str, count: int) -> Iterator[Spelling]:
    """Where a word stands that so many entries hold."""
    if count:
        yield Spelling("words", word[:2], count)
        if has_slips(word):
            yield Spelling("slips", skeleton(word), count.bit_length())


def group_words(counts: Counter[str]) -> dict[tuple[str, str], str]:
    """All words, by list and key, as they are written."""
    groups: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for word, count in counts.items():
        groups["words", word[:2]][word] = count
        if has_slips(word):
            groups["slips", skeleton(word)][word] = count.bit_length()
    return {key: write_words(group) for key, group in groups.items()}


def change_word(word: str, by: int, shard: Callable[[str, str], dict[str, str]]) -> None:
    """Put a word where it stands once more or fewer entries hold it; `shard` gives the one of a list and a key."""
    count = read_words(shard("words", word[:2]).get(word[:2], "")).get(word, 0)
    before, after = set(spellings(word, count)), set(spellings(word, count + by))
    for spelling in before - after:
        _put(shard(*spelling[:2]), spelling.key, word, 0)
    for spelling in after - before:
        _put(shard(*spelling[:2]), spelling.key, word, spelling.number)


def _put(groups: dict[str, str], key: str, word: str, number: int) -> None:
    group = read_words(groups.pop(key, ""))
    group.pop(word, None)
    if number:
        group[word] = number
    if group:
        groups[key] = write_words(group)
