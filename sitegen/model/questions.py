"""What is known of each question to tell how it relates to others: its words as terms, its topics; and who holds what.

Words are those of the question, the title and `also_asked`, never of the answer: an edited answer relates to what it
did before.
"""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sitegen.search.terms import terms as terms_of
from sitegen.search.terms import terms_by_chunk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sitegen.model.entry import EntryFile
    from sitegen.model.resolve import Entry

TOPIC = "#"
"""What a topic's id begins with among terms, none of which do."""
_MOST_REPLACED = 32
"""Older answers whose words one has besides its own: more would make a long chain cost the square of its length."""
_MARKS = ".,;:!?()[]{}<>\"'“”‘’«»…*_/\\–—-"

# Kept by the search, since people type them; that two questions hold them relates nothing.
_EMPTY = frozenset(
    """
    after again all alway any anyon anybodi ask becaus befor between chang come day down ever everi everyon find first
    give go good hour how if keep know last less long make mani minut month more much need never new next no not now off
    one onli other out over peopl question same see sinc someon someth still take tell thing time up use want way week
    when where whether who whi with within without work year
    """.split()
)


class Terms(NamedTuple):
    """The terms of one entry's question, each once."""

    title: tuple[str, ...]
    """Those of the title and of other wordings: what it is known by."""
    rest: tuple[str, ...]
    """Those that only the question as asked holds."""


class Question(NamedTuple):
    """What decides how a question relates to others."""

    terms: Terms
    topics: tuple[str, ...]
    day: date
    offered: bool
    """Whether it may stand among the related answers of others: answered, and not replaced by a newer answer."""
    linked: tuple[str, ...]
    """Ids that its page leads to anyway."""


class Questions(NamedTuple):
    """All questions that are shown, and who holds what. Never changed: `with_changes` makes another."""

    by_id: dict[str, Question]
    holders: dict[str, list[str]]
    """Ids of the offered questions that hold a term, or are on a topic (`#` and its id)."""
    others: dict[str, list[str]]
    """The same of those that are not offered."""
    size: int
    """How many are offered."""


def make_terms(file: EntryFile, language: str) -> Terms:
    """The terms of one file, from nothing else."""
    title = dict.fromkeys([term for text in (file.title, *file.also_asked) for term in terms_of(text, language)])
    rest = dict.fromkeys(terms_of(file.question, language) if file.question != file.title else ())
    return Terms(
        tuple([term for term in title if _says_something(term)]),
        tuple([term for term in rest if term not in title and _says_something(term)]),
    )


def texts(file: EntryFile) -> tuple[str, ...]:
    """All that terms are made of."""
    return (file.title, file.question, *file.also_asked)


def _says_something(term: str) -> bool:
    return len(term) > 1 and term not in _EMPTY and not term.isdecimal()


def replaced_by(entry: Entry, entries: Mapping[str, Entry]) -> list[Entry]:
    """The answers that this one stands for: those it supersedes, those that they superseded, and so on, the nearest."""
    found: dict[str, Entry] = {}
    waiting = deque(entry.supersedes)
    while waiting and len(found) < _MOST_REPLACED:
        key = waiting.popleft()
        if key not in found:
            found[key] = entries[key]
            waiting += entries[key].supersedes
    return list(found.values())


def make_question(entry: Entry, terms: Terms, older: Iterable[Terms] = ()) -> Question:
    """A question in its place; `older` are the terms of those that its answer replaced: it stands for them too."""
    every = (terms, *older)
    title = dict.fromkeys([term for each in every for term in each.title])
    rest = dict.fromkeys([term for each in every for term in each.rest if term not in title])
    return Question(
        Terms(tuple(title), tuple(rest)),
        entry.topics,
        entry.date,
        entry.source.state != "awaiting" and not entry.superseded_by,
        (*entry.supersedes, *entry.superseded_by, *entry.follows, *entry.followed_by, *entry.related),
    )


def make_questions(by_id: Mapping[str, Question]) -> Questions:
    """All of them together."""
    holders: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    size = 0
    for key, question in by_id.items():
        size += question.offered
        index = holders if question.offered else others
        for feature in features_of(question):
            index.setdefault(feature, []).append(key)
    return Questions(dict(by_id), holders, others, size)


def with_changes(index: Questions, changes: Mapping[str, Question | None]) -> Questions:
    """The index with some questions added or replaced, or taken away where None stands."""
    by_id, size = dict(index.by_id), index.size
    gone: tuple[defaultdict[str, set[str]], ...] = (defaultdict(set), defaultdict(set))
    come: tuple[defaultdict[str, list[str]], ...] = (defaultdict(list), defaultdict(list))
    for key, question in changes.items():
        before = by_id.pop(key, None)
        if before:
            size -= before.offered
            for feature in features_of(before):
                gone[before.offered][feature].add(key)
        if question:
            by_id[key] = question
            size += question.offered
            for feature in features_of(question):
                come[question.offered][feature].append(key)
    others, holders = (
        part | {feature: _changed(part.get(feature, ()), out[feature], into[feature]) for feature in (*out, *into)}
        for part, out, into in zip((index.others, index.holders), gone, come, strict=True)
    )
    return Questions(by_id, holders, others, size)


def _changed(keys: Iterable[str], gone: Collection[str], come: Iterable[str]) -> list[str]:
    return [*(key for key in keys if key not in gone), *come]


def features_of(question: Question) -> Iterator[str]:
    """All by which it can be found: its terms, and its topics with `#` before them."""
    yield from question.terms.title
    yield from question.terms.rest
    for topic in question.topics:
        yield TOPIC + topic


def as_written(texts: Iterable[str], wanted: Iterable[str], language: str) -> tuple[str, ...]:
    """The words by which these terms stand in the texts, each where it comes first, neighbours together."""
    missing, known = set(wanted), terms_by_chunk(language)
    phrases: list[str] = []
    for text in texts:
        is_open = False  # whether the next word may join the last phrase
        for chunk in text.split():
            if not missing:
                return tuple(phrases)
            terms = known[chunk]
            held = terms in missing or (" " in terms and not missing.isdisjoint(terms.split(" ")))
            if held:
                missing.difference_update(terms.split(" "))
                word = chunk.strip(_MARKS)
                if is_open and chunk[0] == word[0]:
                    phrases[-1] += f" {word}"
                else:
                    phrases.append(word)
            is_open = held and chunk[-1] == word[-1]
    return tuple(phrases)
