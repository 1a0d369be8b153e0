"""Which words were taken out of answers that are still shown, as far as a place may know: hashes under its own salt.

How often words were taken out of an answer does not say which. So whoever had an older copy of the folder, and pasted
the lines of a removal into it, would bring other words back.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from sitegen.record.release_record import LINKS
from sitegen.withdrawal.needles import short_text, word_runs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sitegen.record.release_record import RecordedWords, ReleaseRecord

_SIZE = 16  # hex digits of a run
_KEY = 32  # bytes


class AnswersCut(NamedTuple):
    """The answers of a record out of which words were taken."""

    record: ReleaseRecord
    outs: Mapping[str, int]
    """By the id of each, how often."""
    names: Mapping[str, Iterable[str]]
    """By the same, all ids that it ever had."""

    def gone(self, older: ReleaseRecord, salt: str) -> frozenset[str]:
        """The runs of their words that stood in an older record, and do not any more since words were taken out.

        Raises Refused, RecordLost.
        """
        found: set[str] = set()
        for key, names in self.names.items():
            before = [older.words[name] for name in names if name in older.words]
            had = [said for said in before if said.outs < self.outs[key]]
            for name in names if had else ():
                now = runs_of(self.record.words[key], salt, name)
                found |= frozenset().union(*(runs_of(said, salt, name) for said in had)) - now
        return frozenset(found)

    def back(self, gone: Collection[str], salt: str) -> dict[str, frozenset[str]]:
        """By title, which of the runs stand in these answers again. Raises Refused, RecordLost."""
        found = {}
        for key, names in self.names.items():
            runs = frozenset().union(*(runs_of(self.record.words[key], salt, name) for name in names))
            if back := runs.intersection(gone):
                found[self.record.entries[key].title] = back
        return found


def runs_of(said: RecordedWords, salt: str, name: str) -> frozenset[str]:
    """What stands for the words of the answer of that id: a hash for each run of them, and for each short text whole.

    Other answers may say the same, so the id is in each hash. A short remark, such as the reason of a correction, is
    often the same, and stands for nothing.
    """
    key, texts = blake2b(name.encode(), key=salt.encode(), digest_size=_KEY).digest(), [*_texts(said)]
    runs = [run for text in (*texts, *_remarks(said)) for run in word_runs(text, key)]
    runs += [run for text in texts for run in short_text(text, key)]
    return frozenset(run.hex()[:_SIZE] for run in runs)


def _texts(said: RecordedWords) -> Iterator[str]:
    yield from (text for name, text in said.texts if name != LINKS)
    yield from (text for promise in said.promises for text in (promise.quote, promise.text))
    yield from (text for one in said.corrections for text in (one.was, one.now))


def _remarks(said: RecordedWords) -> Iterator[str]:
    for promise in said.promises:
        yield from (later.why for later in promise.extended)
        yield from (text for step in promise.steps for text in (step.note, step.evidence))
    yield from (one.why for one in said.corrections)
    yield from (line.text for line in (*said.updates, *said.rewordings))
