"""What publishing a digest would change for its readers, by the copy of what they have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sitegen.comparing.planned_record import make_record
from sitegen.memory.refused import Refused
from sitegen.proofs.proof_views import ProofChange
from sitegen.record.changes import CHANGED, GONE, MOVED, RESPELT, RecordChange, compare
from sitegen.record.release_record import LINKS, ReleaseRecord

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from sitegen.engine.planning import Ready
    from sitegen.problems.problem import Problem
    from sitegen.record.release_record import RecordedWords
    from sitegen.site.words import Words

SAME = "same"
_ARRIVED = ("answered", "partial")


class Changes(NamedTuple):
    """What would change."""

    since: date | None
    """The day of what readers have; None where nothing is known of it."""
    of: dict[str, ProofChange]
    """By id of the answer."""
    gone: tuple[tuple[str, ProofChange], ...]
    """Ids and titles of what readers have, and would have no more."""
    live: frozenset[str]
    """Every address that readers have."""
    problems: tuple[Problem, ...]


NOTHING_KNOWN = Changes(None, {}, (), frozenset(), ())


def changes_since(published: ReleaseRecord | None, plan: Ready, folders: Collection[str]) -> Changes:
    """What has changed in the digests of those folders, all of which the plan holds. Raises RecordLost."""
    if published is None:
        return NOTHING_KNOWN

    def is_ours(key: str) -> bool:
        return key.partition("/")[0] in folders

    now = make_record(plan)
    now = replace(now, entries={key: entry for key, entry in now.entries.items() if is_ours(key)})
    before = replace(
        published,
        entries={key: entry for key, entry in published.entries.items() if is_ours(key)},
        pages={},
        withdrawn={key: day for key, day in published.withdrawn.items() if is_ours(key)},
    )
    try:
        found, problems = compare(before, now, plan.day, allowed=plan.given.options.allowed)
        told = {one.id: one for one in found}
        of = {key: _change(key, told.get(key), before, now, plan.given.words) for key in now.entries}
    except Refused:
        return NOTHING_KNOWN
    gone = tuple(
        (one.id, ProofChange(GONE, one.title)) for one in found if one.what == GONE and one.id in before.entries
    )
    return Changes(published.day, of, gone, frozenset(published.pages), problems)


def _change(
    key: str, told: RecordChange | None, before: ReleaseRecord, now: ReleaseRecord, words: Words
) -> ProofChange:
    details = told.details if told else ()
    old_key = key
    if told and told.what == MOVED:
        old_key, *rest = details
        details = tuple(rest)
    old, entry = before.entries.get(old_key), now.entries[key]
    more: tuple[str, ...] = ()
    if old is not None and not old.is_as(entry):
        has_come = old.state not in _ARRIVED and entry.state in _ARRIVED
        more = (words.plain("The answer has come."),) if has_come else ()
        more += tuple(_added(before.words[old.id], now.words[key], words, is_answer_new=has_come))
    if more and (told is None or told.what == RESPELT):
        return ProofChange(CHANGED, "", details + more)
    return ProofChange(told.what if told else SAME, "", details + more)


def _added(old: RecordedWords, new: RecordedWords, words: Words, *, is_answer_new: bool) -> Iterator[str]:
    """What is there that was not: a comparison of words tells only of those that were."""
    had = {name for name, _ in old.texts}
    skipped = {LINKS, *(("answer",) if is_answer_new else ())}
    for name, text in new.texts:
        if name not in had and name not in skipped:
            yield words.plain("New: “%(words)s”", words=text)
    quotes = {promise.quote for promise in old.promises}
    for promise in new.promises:
        if promise.quote not in quotes and promise.text not in {other.text for other in old.promises}:
            yield words.plain("New promise: “%(words)s”", words=promise.text)
    for correction in new.corrections:
        if correction not in old.corrections:
            yield words.plain("A correction is added.")
    for update in new.updates:
        if update not in old.updates:
            yield words.plain("New: “%(words)s”", words=update.text)
