"""Which other answers a reader may want: those that share topics and words, the rare ones counting most.

Rarity is counted in powers of two, so that one question more or less seldom changes how much a word counts, and only
for those that hold it. Numbers are whole, so that every machine ranks alike.

The work for one question is bounded: a few rare words and topics find candidates, and only the best of these are
looked at with all they share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.questions import TOPIC, features_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sitegen.model.questions import Question, Questions

MOST = 4
"""Related answers of a question."""
_CANDIDATES = 8  # that are looked at with all they share
_REACH = 96  # questions, counted in powers of two, among which candidates are found
_WEIGHTS = tuple(round(1024 / 2 ** (step / 2)) for step in range(64))  # by the power of two of how many hold it
_LEAST = 192  # what is shared must count this much: a word in forty questions is not enough alone
_SMALL = 3  # a topic of fewer than sixteen questions relates them by itself
_LONG = 16  # terms; what a question of more shares is worth less, since it shares something with many
_TELLING = 4  # terms that say why


class Related(NamedTuple):
    """A related answer, and why."""

    id: str
    topics: tuple[str, ...]
    """Shared ones, the rarest first; those that nearly everything is on are left out."""
    terms: tuple[str, ...]
    """Some of the shared terms, those that tell most."""


def related(key: str, index: Questions) -> tuple[Related, ...]:
    """The answers that a reader of this question may want, the closest first; on a tie the newer, then by id.

    What its page leads to anyway is left out, and so is what was replaced: its successor stands for it.
    """
    question = index.by_id[key]
    steps = _steps(question, index)
    scores: dict[str, int] = {}
    for feature, weight in _reaching(question, steps):
        for other in index.holders[feature]:
            scores[other] = scores.get(other, 0) + weight
    for other in (key, *question.linked):
        scores.pop(other, None)
    titles = set(question.terms.title)
    on = {topic: step for topic in question.topics if (step := steps.get(TOPIC + topic)) is not None}
    found = []
    for other in _best(scores, index):
        candidate = index.by_id[other]
        score, topics, terms = _compare(steps, titles, on, candidate)
        if score:
            found.append((-score, -candidate.day.toordinal(), other, topics, terms))
    close = sorted(found)[:MOST]
    return tuple([Related(other, _rarest(topics), _rarest(terms)[:_TELLING]) for *_, other, topics, terms in close])


def affected(old: Questions, new: Questions) -> set[str]:
    """Ids in `new` whose related answers may be others than in `old`; those of all others are the same.

    They are the changed questions themselves, those that hold something whose rarity crossed a power of two, and those
    that find a changed question by what both hold.
    """
    if _limits(old) != _limits(new):
        return set(new.by_id)
    changed = {key for key, question in new.by_id.items() if old.by_id.get(key) != question}
    found = set(changed)
    finders: dict[str, set[str]] = {}
    for feature in _touched(changed | (old.by_id.keys() - new.by_id.keys()), old, new):
        holding = (*new.holders.get(feature, ()), *new.others.get(feature, ()))
        step = _step(feature, new)
        if step != _step(feature, old):
            found.update(holding)
        elif 1 << max(step, 0) <= _REACH:
            for key in holding:
                finders.setdefault(key, set()).add(feature)
    for key in finders.keys() - found:
        question = new.by_id[key]
        if any(feature in finders[key] for feature, _ in _reaching(question, _steps(question, new))):
            found.add(key)
    return found


def _touched(keys: Iterable[str], *indexes: Questions) -> set[str]:
    """All that these questions hold, or held, while they were offered."""
    versions = (index.by_id.get(key) for key in keys for index in indexes)
    return {feature for question in versions if question and question.offered for feature in features_of(question)}


def _limits(index: Questions) -> tuple[int, int]:
    """The powers of two above which a word, and a topic, is held by too many to relate anything."""
    step = index.size.bit_length() - 1
    return max(1, step - 3), max(2, step - 2)


def _step(feature: str, index: Questions) -> int:
    """The power of two of how many offered questions hold it; -1 where none does."""
    return len(index.holders.get(feature, ())).bit_length() - 1


def _steps(question: Question, index: Questions) -> dict[str, int]:
    """What the question holds that is rare enough to relate it, with how common it is in powers of two."""
    holders, (most, most_topic) = index.holders.get, _limits(index)
    found = {}
    for terms in question.terms:
        for term in terms:
            step = len(holders(term, ())).bit_length() - 1
            if 0 <= step <= most:
                found[term] = step
    for topic in question.topics:
        step = _step(TOPIC + topic, index)
        if 0 <= step <= most_topic:
            found[TOPIC + topic] = step
    return found


def _reaching(question: Question, steps: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """By what candidates are found, with its weight: what is rare, until it reaches far enough.

    Words of the title and topics are taken as if they were half as common, and count twice.
    """
    twice = {*question.terms.title, *(TOPIC + topic for topic in question.topics)}
    reached = 0
    for _, feature in sorted([(step - (feature in twice), feature) for feature, step in steps.items()]):
        step = steps[feature]
        reached += 1 << step
        if reached > _REACH:
            return
        yield feature, _WEIGHTS[step] << (feature in twice)


def _best(scores: Mapping[str, int], index: Questions) -> Collection[str]:
    """The candidates with the highest scores; of those that have the last of these, the newest, then by id."""
    if len(scores) <= _CANDIDATES:
        return scores
    least = sorted(scores.values(), reverse=True)[_CANDIDATES - 1]
    best = [other for other, score in scores.items() if score > least]
    level = sorted([other for other, score in scores.items() if score == least])
    level.sort(key=lambda other: index.by_id[other].day, reverse=True)
    return best + level[: _CANDIDATES - len(best)]


def _compare(
    steps: Mapping[str, int], titles: set[str], on: Mapping[str, int], other: Question
) -> tuple[int, list[tuple[int, str]], list[tuple[int, str]]]:
    """How much is shared with another question, nought where it is too little; the topics and the terms.

    `titles` and `on` are the question's own words of its title and its topics, with how common these are. Shared
    topics stand beside how common they are; terms beside what they weigh, the heaviest the least.
    """
    score, terms, topics = 0, [], []
    in_title = steps.keys() & other.terms.title
    for term in in_title:
        weight = _WEIGHTS[steps[term]] << (term in titles)
        score += weight
        terms.append((-weight, term))
    for term in steps.keys() & other.terms.rest:
        weight = _WEIGHTS[steps[term]]
        score += weight
        terms.append((-weight, term))
    for topic in on.keys() & other.topics:
        score += 2 * _WEIGHTS[on[topic]]
        topics.append((on[topic], topic))
    by_topic = topics and (terms or min(topics)[0] <= _SMALL)
    by_words = len(terms) > 1 and not titles.isdisjoint(in_title)
    if score < _LEAST or not (by_topic or by_words):
        return 0, [], []
    length = len(other.terms.title) + len(other.terms.rest)
    return score * _LONG // (_LONG + length), topics, terms


def _rarest(shared: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple([feature for _, feature in sorted(shared)])
