"""What readers got, as a value: the words of every answer, what was promised in it, and every address of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sitegen.memory.fingerprint import fingerprint

Day = date

LATER_KINDS = ("entry", "digest", "topic", "person", "plain", "redirect", "tombstone")
"""The kinds of page whose address must lead somewhere for ever; the others are made of these."""


class DatedText(NamedTuple):
    """What was added to an answer on a day."""

    date: date
    text: str


class RecordedCorrection(NamedTuple):
    """A correction as readers saw it; of one that took words away only its day and its reason."""

    date: date
    was: str
    now: str
    why: str
    removed: bool


class RecordedStep(NamedTuple):
    """How a promise stood on a day."""

    date: date
    status: str
    note: str
    evidence: str


class RecordedExtension(NamedTuple):
    """A later due day, and since when."""

    date: date
    to: Day
    why: str


class RecordedPromise(NamedTuple):
    """What was said would be done, as the register showed it; known by its quote within its answer."""

    quote: str
    text: str
    strength: str
    owner: str
    """The id of the person; empty where there is none."""
    owner_name: str
    due: date | None
    """As first stated."""
    extended: tuple[RecordedExtension, ...]
    status: str
    steps: tuple[RecordedStep, ...]

    @property
    def due_day(self) -> date | None:
        """The one that counts: the last extension's, else the first."""
        return self.extended[-1].to if self.extended else self.due


LINKS = "links"
"""The name of the text that is the addresses to which an answer's links and pictures lead."""


class RecordedWords(NamedTuple):
    """All words of one answer that somebody could have quoted, as plain text."""

    texts: tuple[tuple[str, str], ...]
    """By the name of their field, empty ones left out; `answer` is the body."""
    promises: tuple[RecordedPromise, ...]
    corrections: tuple[RecordedCorrection, ...]
    updates: tuple[DatedText, ...]
    rewordings: tuple[DatedText, ...]

    @property
    def outs(self) -> int:
        """How often words were taken out of it for somebody's sake."""
        return sum(one.removed for one in self.corrections)


class RecordedApproval(NamedTuple):
    """Who said yes to the words of an answer; kept for the history, and never shown to readers."""

    by: str
    date: date


class RecordedEntry(NamedTuple):
    """An answer, without its words."""

    id: str
    title: str
    state: str
    answered: date | None
    source: str
    """Stands for the bytes of its file, which tell most quickly that nothing has changed."""
    owners: str
    """Stands for what its promises take from other files."""

    @property
    def route(self) -> str:
        """Its address."""
        return f"digests/{self.id}.html"

    @property
    def path(self) -> str:
        """Where its file is, below the project's folder."""
        return f"content/digests/{self.id}.md"

    def is_as(self, other: RecordedEntry) -> bool:
        """Whether both say the same, known without looking at their words."""
        return (self.source, self.owners, self.state) == (other.source, other.owners, other.state)


class RecordedPage(NamedTuple):
    """What stood at an address."""

    kind: str
    title: str
    path: str
    """Of the file that it stands for, below the project's folder; empty where the site made it itself."""
    until: date | None
    """The last day on which it was to be shown, where somebody had said so."""


@dataclass(frozen=True, eq=False, slots=True)
class ReleaseRecord:
    """A release as its readers got it; the words of an answer are fetched when somebody asks for them."""

    day: date
    """The day of the build."""
    entries: Mapping[str, RecordedEntry]
    """By id."""
    words: Mapping[str, RecordedWords]
    """By id. Looking one up raises Refused where the record is not one of ours."""
    pages: Mapping[str, RecordedPage]
    """By address: every page, redirect and asset."""
    withdrawn: Mapping[str, date]
    """By id, since when: nothing else is kept of them."""
    approvals: Mapping[str, RecordedApproval] = field(default_factory=dict)
    """By id, of those that somebody has approved as they are."""
    language: str = "en"
    """That of the site; not kept."""

    @property
    def in_english(self) -> bool:
        """Whether slips can be told from other words in it."""
        return self.language.lower().split("-")[0] == "en"


def stamp_of(value: object) -> str:
    """What stands for something where it need only be told apart."""
    return fingerprint(value)[:16]
