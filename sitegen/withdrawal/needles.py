"""What words are known by when they themselves may be kept nowhere: keyed hashes of eight in a row, and of names.

Who has the key and the hashes can tell whether a text that they hold was meant, and cannot get the text from them. A
run of eight words is too rare to stand in two texts by chance.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LENGTH = 8  # words
_SHORTEST = 3  # words of a title that is looked for by itself
_SIZE = 12  # bytes of a hash
_BUCKETS = 1000
KEY_SIZE = 32
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff"  # scripts that put nothing between words
_WORD_OR_SIGN = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+")
_NAME = re.compile(r"[\w.~/-]+")
_ENDINGS = re.compile(r"(?:\.(?:md|html|json|txt|new|gz|br))+$")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_FORMAT = "sitegen needles 1"


class SoughtWords(NamedTuple):
    """The words of one entry, while they may still be had."""

    id: str
    titles: tuple[str, ...]
    """Short texts that mean this entry alone: its title and its question."""
    texts: tuple[str, ...]
    """All others."""


@dataclass(frozen=True)
class Needles:
    """What stands for the words of one entry."""

    key: bytes
    runs: frozenset[bytes]
    """Of words in a row."""
    lengths: tuple[int, ...]
    """How many words the runs have."""
    names: frozenset[bytes]
    """Of its id, and of the last part of that where it has more than one word."""
    buckets: frozenset[int]
    """Into which of a thousand its words fall: that says of no word that it is one, and of most that they are none."""
    _known: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def dump(self) -> bytes:
        """As they are kept."""
        runs, names = (sorted(one.hex() for one in some) for some in (self.runs, self.names))
        return json.dumps([_FORMAT, self.key.hex(), runs, self.lengths, names, sorted(self.buckets)]).encode()

    def __or__(self, other: Needles) -> Needles:
        """These and others with the same key."""
        lengths = tuple(sorted({*self.lengths, *other.lengths}))
        return Needles(
            self.key, self.runs | other.runs, lengths, self.names | other.names, self.buckets | other.buckets
        )

    def find_in(self, text: str) -> bool:
        """Whether the words, or a name of theirs, stand in the text."""
        plain = _plain(text)
        return self._has_name(plain) or self._has_run(plain)

    def without(self, texts: Iterable[str]) -> Needles:
        """These but for the runs that stand in the texts."""
        others = {run for text in texts for run in self._runs_in(_plain(text))}
        return replace(self, runs=self.runs - others)

    def is_named(self, name: str) -> bool:
        """Whether it is the id."""
        return _hash(self.key, _plain(name)) in self.names

    def _has_name(self, plain: str) -> bool:
        for found in _NAME.findall(plain):
            if found.isalnum():
                continue
            *above, last = found.split("/")[-2:]
            stem = _stem(last)
            if _hash(self.key, stem) in self.names and ("-" in stem or "_" in stem):
                return True
            if above and _hash(self.key, f"{above[0]}/{stem}") in self.names:
                return True
        return False

    def _has_run(self, plain: str) -> bool:
        return next(self._runs_in(plain), None) is not None

    def _runs_in(self, plain: str) -> Iterator[bytes]:
        words, known, count = _words(plain), self._known, 0
        for place, word in enumerate(words, 1):
            if word not in known:
                known[word] = _bucket(self.key, word) in self.buckets
            count = count + 1 if known[word] else 0
            for length in self.lengths:
                if count >= length and (run := _hash(self.key, " ".join(words[place - length : place]))) in self.runs:
                    yield run


def make_needles(words: Iterable[SoughtWords], key: bytes) -> Needles:
    """What stands for the words; the key is random, and another one each time."""
    runs: set[bytes] = set()
    names: set[bytes] = set()
    buckets: set[int] = set()
    lengths = {_LENGTH}
    for some in words:
        stem = _plain(some.id).rpartition("/")[2]
        names |= {_hash(key, _plain(some.id)), *([_hash(key, stem)] if "-" in stem or "_" in stem else ())}
        for text in (*some.titles, *some.texts):
            runs.update(_runs(text, key))
            buckets.update(_bucket(key, word) for word in _words(_plain(text)))
        for text in some.titles:
            count = len(_words(_plain(text)))
            if _SHORTEST <= count < _LENGTH:
                lengths.add(count)
                runs.update(_runs(text, key, count))
    return Needles(key, frozenset(runs), tuple(sorted(lengths)), frozenset(names), frozenset(buckets))


def parse_needles(data: bytes) -> Needles | None:
    """What `dump` gave; None for anything else."""
    try:
        form, key, runs, lengths, names, buckets = json.loads(data)
        hashes = [frozenset(map(bytes.fromhex, some)) for some in (runs, names)]
        known = Needles(bytes.fromhex(key), hashes[0], tuple(lengths), hashes[1], frozenset(buckets))
        is_ours = form == _FORMAT and len(known.key) == KEY_SIZE and all(0 < n <= _LENGTH for n in known.lengths)
    except (ValueError, TypeError, RecursionError):
        return None
    return known if is_ours else None


def word_runs(text: str, key: bytes) -> Iterator[bytes]:
    """What stands for each eight words in a row of a text."""
    return _runs(text, key)


def short_text(text: str, key: bytes) -> Iterator[bytes]:
    """What stands for a whole text of fewer words, but none for a word or two."""
    words = _words(_plain(text))
    if _SHORTEST <= len(words) < _LENGTH:
        yield _hash(key, "\0".join(("", *words)))


def _runs(text: str, key: bytes, length: int = _LENGTH) -> Iterator[bytes]:
    words = _words(_plain(text))
    for start in range(len(words) - length + 1):
        yield _hash(key, " ".join(words[start : start + length]))


def _bucket(key: bytes, word: str) -> int:
    return int.from_bytes(_hash(key, "\0" + word)[:2]) % _BUCKETS


def _words(plain: str) -> list[str]:
    return (_WORD if plain.isascii() else _WORD_OR_SIGN).findall(plain)


def _plain(text: str) -> str:
    """The text as it is compared: letter case, the ways to write an accent and what nobody sees do not count."""
    return (text if text.isascii() else unicodedata.normalize("NFC", _UNSEEN.sub("", text))).casefold()


def _stem(name: str) -> str:
    """A name without the endings of its file."""
    return _ENDINGS.sub("", name).strip(".~")


def _hash(key: bytes, text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE, key=key).digest()
