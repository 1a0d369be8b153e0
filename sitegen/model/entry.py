"""An entry as its file says it: one question and its answer, nothing of other files resolved."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sitegen.model.approval import Approval
from sitegen.model.values import File, Ref
from sitegen.reading.dates import Duration

Day = date

STATES = ("answered", "partial", "holding", "awaiting", "declined", "withdrawn")
STRENGTHS = ("commitment", "intention", "offer")
PROGRESS = ("open", "in-progress", "done", "partly-done", "changed", "dropped")
FINISHED = ("done", "changed", "dropped")


def entry_id(path: str) -> str:
    """The id of the entry whose file is at the path: the path below `digests/` without `.md`."""
    return path.removeprefix("content/digests/").removesuffix(".md")


class Withdrawal(NamedTuple):
    """That an entry was taken back."""

    date: date
    why: str


class Recording(NamedTuple):
    """Where the spoken answer can be heard; seconds from the start."""

    url: str
    start: int | None = None
    end: int | None = None


class Review(NamedTuple):
    """That somebody looks at the answer again."""

    every: Duration | None
    last: date | None
    by: Ref | None


class Correction(NamedTuple):
    """What was changed in the answer."""

    date: date
    was: str
    now: str
    why: str
    removed: bool


class Update(NamedTuple):
    """New information after publication."""

    date: date
    text: str


class Rewording(NamedTuple):
    """That the answer was told in other words, and says the same."""

    date: date
    why: str


class Progress(NamedTuple):
    """One step of a commitment."""

    date: date
    status: str
    note: str
    evidence: str


class Extension(NamedTuple):
    """A later due date."""

    date: date
    to: Day
    why: str


class Commitment(NamedTuple):
    """What was said would be done, tied to the words of the answer."""

    text: str
    quote: str
    strength: str
    owner: Ref | None
    due: date | None
    due_source: str
    status: str
    updates: tuple[Progress, ...]
    extended: tuple[Extension, ...]
    in_answer: bool
    """Whether the quote stands in the answer itself, not only in a correction."""
    line: int

    @property
    def due_day(self) -> date | None:
        """The due day that counts: the last extension's, else the first stated."""
        return self.extended[-1].to if self.extended else self.due

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.strength != "offer" and self.status not in FINISHED


class EntryFile(NamedTuple):
    """One question and its answer, from one file."""

    file: File
    question: str
    title: str
    in_short: str
    topics: tuple[Ref, ...]
    outstanding: tuple[str, ...]
    answer_due: date | None
    declined: str
    withdrawn: Withdrawal | None
    state: str
    asked: date | None
    answered: date | None
    asked_by: str
    answered_by: tuple[Ref, ...]
    answer_form: str
    edited: bool
    also_asked: tuple[str, ...]
    recording: Recording | None
    follows: tuple[Ref, ...]
    supersedes: tuple[Ref, ...]
    related: tuple[Ref, ...]
    review: Review | None
    corrections: tuple[Correction, ...]
    updates: tuple[Update, ...]
    reworded: tuple[Rewording, ...]
    commitments: tuple[Commitment, ...]
    approved: Approval | None = None

    @property
    def id(self) -> str:
        """The path below `digests/` without `.md`."""
        return entry_id(self.file.path)

    @property
    def digest_path(self) -> str:
        """The path of its digest's file."""
        return self.file.path.rpartition("/")[0] + "/index.md"
