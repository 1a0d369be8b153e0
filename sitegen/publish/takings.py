"""What was taken back at a place, for ever: marks that are only added to.

A mark is written before the switch that takes the words away, in one step with the marks of all releases that hold
them. So there is no moment at which an earlier release would still be offered, whatever dies.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sitegen.publish.release import EMPTY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sitegen.publish.ledger import Ledger
    from sitegen.publish.remotes.remote import Host

TEXT, RELEASE, WORDS = "text", "release", "words"
_MOST_WORDS = 100_000  # runs of words, which is half of what the file may have
MARKS = "withdrawn.ndjson"


class Mark(NamedTuple):
    """One thing that was taken back: a token of a text, a release that holds such a text, or words by their hash."""

    kind: str
    id: str
    stamp: int
    """Seconds, by the host's clock: when it was taken back."""

    def line(self) -> str:
        """The mark as it is kept, on one line."""
        return json.dumps(self, separators=(",", ":"))


def dump_marks(marks: Iterable[Mark]) -> bytes:
    """As they are kept."""
    return "".join(f"{mark.line()}\n" for mark in marks).encode()


def marked(marks: Iterable[Mark], kind: str) -> dict[str, int]:
    """The ids of that kind, and when each was taken back first."""
    return {mark.id: mark.stamp for mark in reversed(tuple(marks)) if mark.kind == kind}


def marks_with(
    host: Host, ledger: Ledger, release: str, record_of: Callable[[str], bytes], stamp: int
) -> tuple[Mark, ...]:
    """The marks of a place once that release is served there.

    With what is taken back by it come the words that were taken out of texts, and every other release that holds any of
    it by its record; of one without nobody can tell.
    """
    texts = ledger.withdrawn - marked(host.marks, TEXT).keys()
    if not texts:
        return host.marks
    held: set[str] = set()
    words: set[str] = set()
    for old in sorted(host.releases - {release, EMPTY.id} - taken_back(host)):
        record = record_of(old) if old in host.recorded else b""
        said = ledger.texts(record)
        if said is None or any(not texts.isdisjoint(text.tokens) for text in said.values()):
            held.add(old)
            words |= ledger.words_gone(record, host.site.token if host.site else "")
    return _added(host.marks, texts, held, words, stamp)


def _added(
    marks: Sequence[Mark], texts: Iterable[str], releases: Iterable[str], words: Iterable[str], stamp: int
) -> tuple[Mark, ...]:
    """The marks with those that are new."""
    there = {mark[:2] for mark in marks}
    left = max(0, _MOST_WORDS - sum(mark.kind == WORDS for mark in marks))
    kinds = ((TEXT, sorted(texts)), (RELEASE, sorted(releases)), (WORDS, sorted(words)[:left]))
    new = [(kind, one) for kind, some in kinds for one in some]
    return (*marks, *(Mark(*mark, stamp) for mark in new if mark not in there))


def taken_back(host: Host) -> frozenset[str]:
    """The releases that hold what was taken back, and those of which nobody can tell, since they have no record."""
    if not host.marks:
        return frozenset()
    return frozenset(marked(host.marks, RELEASE)) | (host.releases - host.recorded - {EMPTY.id})
