"""Text to terms: folded, split, without the words that say nothing, and stemmed.

The browser does the same to what is typed (`templates/theme/search.js`). What stands here stands there.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from sitegen.search.chunks import chunks_of
from sitegen.search.plain_letters import fold
from sitegen.search.spelling import respell
from sitegen.search.stemming import stem
from sitegen.search.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

LONGEST = 32
"""Letters of a term; nobody types more of one."""
_STEM_LENGTH = 6
"""Letters of a term in a language that has no stemmer here: the beginning tells about as much as a stem."""
_MOST_CHUNKS = 1 << 17
"""So many are kept at most, some 20 MB; those that come often come soon."""

# Vowel signs and the like, which belong to the letter before them; between them only letters and digits stand here.
_SIGNS = (
    "\u0711-\u07f3\u0816-\u082d\u08e3-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63\u0b82-\u0bd7\u0c00-\u0c63"
    "\u0c81-\u0c83\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd\u0f3e-\u0f84\u0f86-\u0fbc"
    "\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u1b00-\u1b44\u302a-\u302f\u3099\u309a"
)
# Scripts that put no blanks between words, or whose words grow at their ends by what others write before them.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u3005\u3007\u3041-\u3096\u3099\u309a\u309d-\u30fa"
    "\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003134f"
)
# A word may hold apostrophes, hyphens and ampersands: "don't", "follow-up", "A&E".
_WORD = re.compile(rf"(?:[^\W_]|[{_SIGNS}])+(?:['&-](?:[^\W_]|[{_SIGNS}])+)*")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:['&-][a-z0-9]+)*")  # the same, and quicker
_PARTS = re.compile(r"[^&-]+")
_INSIDE = re.compile("['&-]")
_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_HAS_RUN = re.compile(f"[{_UNSPACED}]")
_ENDINGS = frozenset(("s", "ll", "re", "ve", "d", "m"))
_WELSH = frozenset(("r", "n", "i", "u", "w", "m", "th", "ch"))
"""Words of their own in Welsh, behind another."""
_ELISIONS = frozenset(("c", "d", "j", "l", "m", "n", "qu", "s", "t", "jusqu", "lorsqu", "puisqu", "un")) | {
    *("all", "dall", "dell", "nell", "sull", "quell")  # Italian
}

_CAPITALS = re.compile(r"[A-Z]{2,}(?![A-Za-z])")


def terms(text: str, language: str = "en") -> list[str]:
    """The terms of a text, in their order; a term may stand in it often."""
    return list(map(term_by_word(language).__getitem__, words(text, language)))


def words(text: str, language: str = "en") -> list[str]:
    """The words of a text that have a term, in their order, as they are typed but for capitals and accents."""
    found = " ".join(map(_known_chunks(_base(language)).__getitem__, chunks_of(text))).split()
    return found or " ".join(map(_known_chunks(_base(language), is_alone=True).__getitem__, text.split())).split()


def count_words(text: str, language: str = "en") -> dict[str, int]:
    """The `words` of a text and how often each stands in it."""
    found = Counter(map(_known_chunks(_base(language)).__getitem__, chunks_of(text)))
    found.pop("", None)
    if not found:
        return Counter(words(text, language))
    if " " in "".join(found):
        for several in [chunk for chunk in found if " " in chunk]:
            count = found.pop(several)
            for word in several.split(" "):
                found[word] += count
    return found


def can_slip(word: str) -> bool:
    """Whether it is a word whole, of which somebody may type a part, or a wrong letter."""
    return len(word) > 1 and (word.isascii() or not _HAS_RUN.search(word))


@cache
def term_by_word(language: str = "en") -> Mapping[str, str]:
    """The term of any of the `words` of a text."""
    return _Terms(_base(language))


@cache
def terms_by_chunk(language: str = "en") -> Mapping[str, str]:
    """The terms of any chunk, which is what stands between two white spaces; joined by spaces, where it has several.

    Nothing but what `chunks_of` adds reaches over white space, so the terms of a text are those of its chunks; and most
    chunks, just as they are written, have been met before.
    """
    return _TermChunks(_known_chunks(_base(language)), term_by_word(language))


def split(text: str) -> list[str]:
    """The words of a text, folded, with the apostrophes, hyphens and ampersands inside them."""
    folded = fold(text)
    return (_ASCII_WORD if folded.isascii() else _WORD).findall(folded)


class _Chunks(dict[str, str]):
    """The words of the chunks met so far, in one language."""

    def __init__(self, words: Mapping[str, str], shouted: Mapping[str, str]) -> None:
        """`shouted` gives those of what stands in capitals."""
        super().__init__()
        self._words, self._shouted = words, shouted

    def __missing__(self, chunk: str) -> str:
        if chunk.isascii() and chunk.isalnum() and chunk.islower():  # a word as it is, as half of them are
            found = self._words[chunk]
        else:
            capitals = {word.lower() for word in _CAPITALS.findall(chunk)}
            found = " ".join(
                filter(
                    None,
                    [
                        (self._words if capitals.isdisjoint(_INSIDE.split(word)) else self._shouted)[word]
                        for word in split(chunk)
                    ],
                )
            )
        if len(self) < _MOST_CHUNKS and len(chunk) <= LONGEST:
            self[chunk] = found
        return found


class _TermChunks(dict[str, str]):
    """The terms of the chunks met so far."""

    def __init__(self, words: Mapping[str, str], terms: Mapping[str, str]) -> None:
        super().__init__()
        self._words, self._terms = words, terms

    def __missing__(self, chunk: str) -> str:
        found = self[chunk] = " ".join(map(self._terms.__getitem__, self._words[chunk].split()))
        return found


class _Terms(dict[str, str]):
    """The terms of the words met so far."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._is_english = language == "en"

    def __missing__(self, word: str) -> str:
        term = stem(respell(word)) if self._is_english and can_slip(word) else "".join(_letters(word)[:_STEM_LENGTH])
        self[word] = term = sys.intern(term)
        return term


class _Words(dict[str, str]):
    """What counts in the words met so far; one makes many chunks, with the marks around it."""

    def __init__(self, language: str, stops: Collection[str]) -> None:
        super().__init__()
        self._language, self._stops = language, stops

    def __missing__(self, word: str) -> str:
        parts = _parts(word, self._language, self._stops)
        found = self[word] = sys.intern(" ".join([piece for part in parts for piece in _pieces(part)]))
        return found


def _parts(word: str, language: str, stops: Collection[str]) -> Iterator[str]:
    """The words that count in what is written as one."""
    if word.isalnum() and word.isascii():  # as nearly all are
        if word not in stops:
            yield word[:LONGEST]
        return
    parts = [_plain(part, language) for part in _PARTS.findall(word)]
    if "&" in word and len("".join(parts)) <= 4:
        yield "".join(parts)  # "A&E", "R&D"
        return
    for part in parts:
        if part not in stops and (len(part) > 1 or len(parts) == 1 or part.isdecimal()):
            yield part[:LONGEST]
    if len(parts) == 2 and "-" in word and not word.replace("-", "").isdecimal():
        yield "".join(parts)[:LONGEST]  # "e-mail" is found as "email" too


def _pieces(part: str) -> list[str]:
    """The part itself; where it is written without blanks, every two neighbours among its letters."""
    if part.isascii() or not _HAS_RUN.search(part):
        return [part]
    found: list[str] = []
    for run in _RUNS.findall(part):
        letters = _letters(run) if _HAS_RUN.match(run) else [run]
        found += [first + second for first, second in pairwise(letters)] or letters
    return found


def _plain(word: str, language: str) -> str:
    """A word without its apostrophes: "trust's" is trust, "don't" dont, "o'clock" oclock, "l'hiver" hiver."""
    if "'" not in word:
        return word
    head, *tails = word.split("'")
    if tails[-1] in (_WELSH if language == "cy" else _ENDINGS):
        return head + "".join(tails[:-1])
    return "".join(tails) if head in _ELISIONS and len(tails[-1]) > 1 else head + "".join(tails)


def _letters(word: str) -> list[str]:
    """The letters of a word, each with the signs that belong to it."""
    letters: list[str] = []
    for letter in word:
        if letters and unicodedata.category(letter)[0] == "M":
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _base(language: str) -> str:
    """`en-GB` is read as `en`; so are all languages that nothing is known of, in one way."""
    base = language[:2].lower()
    return base if base in STOP_WORDS else ""


@cache
def _known_chunks(language: str, *, is_alone: bool = False) -> _Chunks:
    stops = frozenset() if is_alone else STOP_WORDS.get(language, frozenset())
    return _Chunks(_Words(language, stops), _Words(language, frozenset()))
