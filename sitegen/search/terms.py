"""Text to terms: folded, split, without the words that say nothing, and stemmed.

The browser does the same to what is typed (`templates/theme/search.js`). What stands here stands there.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from sitegen.search.stemming import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST = 32
"""Letters of a term; nobody types more of one."""
_STEM_LENGTH = 6
"""Letters of a term in a language that has no stemmer here: the beginning tells about as much as a stem."""
_MOST_CHUNKS = 1 << 17
"""So many are kept at most, some 20 MB; those that come often come soon."""

# A word may hold apostrophes, hyphens and ampersands: "don't", "follow-up", "A&E".
_WORD = re.compile(r"[^\W_]+(?:['&-][^\W_]+)*")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:['&-][a-z0-9]+)*")  # the same, and quicker
_PARTS = re.compile(r"[^&-]+")
_THOUSANDS = re.compile(r"([0-9]),(?=[0-9]{3}(?![0-9]))")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
# Written in many ways, and so often that decomposing every text with one of them would be slow.
_PUNCTUATION = str.maketrans(
    dict.fromkeys("‘’ʼ´", "'") | dict.fromkeys("‐‑", "-") | dict.fromkeys("–—“”…•£€\u00a0", " ")
)
_ENDINGS = frozenset(("s", "ll", "re", "ve", "d", "m"))
_ELISIONS = frozenset(("c", "d", "j", "l", "m", "n", "qu", "s", "t"))

# Said in nearly every question, whatever it is about. Kept, since the meaning can hang on them: no, not, off, out,
# over, up, down, more, less; and who, when, where, why and how, which tell two questions on one matter apart.
STOP_WORDS = frozenset(
    """
    a about also am an and any are as at be been being but by can cannot cant could did didnt do does doesnt doing
    done dont for from get gets getting got had has have having he her here hers him his i if im in into is isnt it
    its ive just let lets like may me might mine my myself of on or our ours please shall she should so some such
    than that thats the their theirs them then there theres these they theyre this those to us very was wasnt we
    were weve what whats which will wont would you your youre yours
    """.split()  # noqa: SIM905 - to be read as words
)


def terms(text: str, language: str = "en") -> list[str]:
    """The terms of a text, in their order; a term may stand in it often."""
    return " ".join(map(terms_by_chunk(language).__getitem__, text.split())).split()


def count_terms(text: str, language: str = "en") -> dict[str, int]:
    """The terms of a text and how often each stands in it."""
    found = Counter(map(terms_by_chunk(language).__getitem__, text.split()))
    found.pop("", None)
    if " " in "".join(found):
        for several in [chunk for chunk in found if " " in chunk]:
            count = found.pop(several)
            for term in several.split(" "):
                found[term] += count
    return found


@cache
def terms_by_chunk(language: str = "en") -> Mapping[str, str]:
    """The terms of any chunk, which is what stands between two white spaces; joined by spaces, where it has several.

    Nothing reaches over white space, so the terms of a text are those of its chunks; and most chunks, just as they are
    written, have been met before.
    """
    return _known_chunks(_base(language))


def split(text: str) -> list[str]:
    """The words of a text, folded, with the apostrophes, hyphens and ampersands inside them."""
    folded = fold(text)
    return (_ASCII_WORD if folded.isascii() else _WORD).findall(folded)


def fold(text: str) -> str:
    """The text in small letters, without accents and without the commas in numbers."""
    if not text.isascii():
        text = text.translate(_PUNCTUATION)
        if not text.isascii():
            text = unicodedata.normalize("NFKD", text)
    text = text.lower()
    if not text.isascii():
        text = _MARKS.sub("", text)
    return _THOUSANDS.sub(r"\1", text) if "," in text else text


class _Chunks(dict[str, str]):
    """The terms of the chunks met so far, in one language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._words = _Words(language)

    def __missing__(self, chunk: str) -> str:
        found = " ".join(filter(None, map(self._words.__getitem__, split(chunk))))
        if len(self) < _MOST_CHUNKS and len(chunk) <= LONGEST:
            self[chunk] = found
        return found


class _Words(dict[str, str]):
    """The terms of the words met so far; one word makes many chunks, with the marks around it."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> str:
        found = self[word] = sys.intern(" ".join(self._terms(word)))
        return found

    def _terms(self, word: str) -> Iterator[str]:
        if word.isalnum():  # as nearly all are
            if word not in STOP_WORDS:
                yield self._stem(word[:LONGEST])
            return
        parts = [_plain(part) for part in _PARTS.findall(word)]
        if "&" in word and len("".join(parts)) <= 4:
            parts = ["".join(parts)]  # "A&E", "R&D"
        for part in parts:
            if part not in STOP_WORDS and (len(part) > 1 or len(parts) == 1 or part.isdecimal()):
                yield self._stem(part[:LONGEST])
        if len(parts) == 2 and "-" in word and not word.replace("-", "").isdecimal():
            yield self._stem("".join(parts)[:LONGEST])  # "e-mail" is found as "email" too

    def _stem(self, word: str) -> str:
        if self._language != "en":
            return word[:_STEM_LENGTH]
        return stem(word)


def _plain(word: str) -> str:
    """A word without its apostrophes: "trust's" is trust, "don't" dont, "o'clock" oclock, "l'hiver" hiver."""
    if "'" not in word:
        return word
    head, *tails = word.split("'")
    if tails[-1] in _ENDINGS:
        return head + "".join(tails[:-1])
    return "".join(tails) if head in _ELISIONS and len(tails[-1]) > 1 else head + "".join(tails)


def _base(language: str) -> str:
    """`en-GB` is stemmed as `en`; every other language in the same way."""
    return language[:2].lower() if language[:2].lower() == "en" else ""


@cache
def _known_chunks(language: str) -> _Chunks:
    return _Chunks(language)
