"""What of one entry can be found: its words, how often each stands in which field, and how long the fields are."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sitegen.search.terms import count_words, term_by_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIELDS = ("title", "question", "also_asked", "in_short", "answer")
"""In the order in which a `Document` counts them."""
_MOST = 9
"""Oftener than this in one field says no more."""
_TAG = re.compile(r"<[^>]*>")


class Document(NamedTuple):
    """What one file says of its entry; what the index adds (topics, people) is not in it."""

    lengths: tuple[int, ...]
    """Words in each of the FIELDS."""
    groups: tuple[tuple[int, str], ...]
    """Words that stand equally often in each field: first how often, a decimal digit a field, the title's the last.

    The words are one text, with blanks between them: all are kept until the index takes each apart. Words of one
    term are counted at one of them; the others stand at nought.
    """


def make_document(
    title: str,
    question: str,
    also_asked: Iterable[str] = (),
    in_short: str = "",
    answer: str = "",
    more: Iterable[str] = (),
    language: str = "en",
) -> Document:
    """The document of an entry; `answer` is its HTML, `more` other texts that belong to it, such as updates.

    A question equal to the title counts once.
    """
    texts = (
        title,
        question if question != title else "",
        "\n".join(also_asked),
        in_short,
        "\n".join((plain_text(answer), *more)),
    )
    *short, answered = counted = [count_words(text, language) if text else {} for text in texts]
    often: dict[str, int] = {}
    digit = 1
    for counts in short:
        for word, count in counts.items():
            often[word] = often.get(word, 0) + digit * min(count, _MOST)
        digit *= 10
    lengths = tuple([sum(counts.values()) for counts in counted])
    for word in often.keys() & answered.keys():  # in any order: none comes of it
        often[word] += digit * min(answered.pop(word), _MOST)
    # What is left of the answer's stands there alone, and mostly once.
    groups: defaultdict[int, list[str]] = defaultdict(list)
    once = [word for word, count in answered.items() if count == 1]
    if once:
        groups[digit] = once
    for word, count in answered.items():
        if count > 1:
            groups[digit * min(count, _MOST)].append(word)
    for word, count in often.items():
        groups[count].append(word)
    _count_by_term(groups, term_by_word(language))
    return Document(lengths, tuple([(count, " ".join(group)) for count, group in groups.items() if group]))


def _count_by_term(groups: dict[int, list[str]], terms: Mapping[str, str]) -> None:
    """Take what words of one term count to the first of them."""
    words = [word for group in groups.values() for word in group]
    if len(set(map(terms.__getitem__, words))) == len(words):
        return
    counts: dict[str, tuple[str, int]] = {}
    several: dict[str, int] = {}
    others: list[str] = []
    for often, group in groups.items():
        for word in group:
            first, count = counts.setdefault(terms[word], (word, often))
            if first is not word:
                several[first] = add_counts(several.get(first, count), often)
                others.append(word)
    gone = several.keys() | others
    for often, group in groups.items():
        groups[often] = [word for word in group if word not in gone]
    for word, often in several.items():
        groups.setdefault(often, []).append(word)
    groups[0] = others


def add_counts(first: int, second: int) -> int:
    """How often two words together stand in each field."""
    total, digit = 0, 1
    while first or second:
        (first, one), (second, other) = divmod(first, 10), divmod(second, 10)
        total += digit * min(one + other, _MOST)
        digit *= 10
    return total


def plain_text(body: str) -> str:
    """The words of a body's HTML. Block or not, a tag parts words: `<b>P</b>1` is rarer than a list of short items."""
    return html.unescape(_TAG.sub(" ", body))


def pack(document: Document) -> str:
    """The document as text, a line a group."""
    lines = [",".join(map(str, document.lengths))]
    lines += [f"{often} {group}" for often, group in document.groups]
    return "\n".join(lines)


def unpack(text: str) -> Document:
    """The document that was packed; raises ValueError if it is none."""
    first, *lines = text.split("\n")
    groups = []
    for line in lines:
        often, _, group = line.partition(" ")
        groups.append((int(often), group))
    return Document(tuple(map(int, first.split(","))), tuple(groups))
