"""The line of a sheet that says what its columns hold, known by the words that programs and people put there.

The names are those of real exports: Zoom, Forms by Microsoft and Google, PulseStage, Vevox, QnA Maker and others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

QUESTION, ANSWER, TOPIC, ANSWERED_BY, PRIVATE, STATE, OUT, KNOWN = (
    "question", "answer", "topic", "answered by", "private", "state", "out", "known"
)  # read as a table  # fmt: skip
FIRST_ROWS = 20
"""The heading row is one of these: programs put lines about the meeting above it."""
_NAMES = {
    QUESTION: "question, questions, question text, question title, question details, query, queries, body, text, "
    "frage, fragen, question asked, staff question, asked, what was asked, the question, vraag, pregunta, "
    "domanda",
    ANSWER: "answer, answers, answer text, response, responses, response text, reply, replies, antwort, "
    "antworten, our response, our answer, answer given, the answer, réponse, réponses, antwoord, "
    "respuesta, risposta",
    TOPIC: "category, categories, topic, topics, tag, tags, section, theme, label, labels, thema, kategorie, catégorie",
    ANSWERED_BY: "answered by, answer author, responder, responded by, beantwortet von, who answers",
    PRIVATE: "name, asker name, asker, author, author name, submitted by, asked by, full name, first name, last "
    "name, user, user name, username, participant, participant name, email, e mail, email address, asker "
    "email, author email, mail, upn, phone, employee id, staff number, private reply, private answer, "
    "adresse e mail, nom",
    STATE: "status, state, moderation, moderation status, visibility, question status, statut",
    OUT: "deleted, dismissed, archived, hidden, rejected, spam, private, is private, is deleted, is hidden, is "
    "archived",
    KNOWN: "#, id, no, nr, number, start time, completion time, last modified time, timestamp, time, date, "
    "created, created at, updated at, responded at, answered at, date submitted, asked at, last update, "
    "upvotes, downvotes, votes, likes, score, team id, team name, team slug, team, source, link, url, "
    "metadata, suggested questions, is context only, prompts, qna id, country, region, city, lang, "
    "language, total points, quiz feedback, anonymous, answer html, highlighted, question id, event, "
    "room, session, webinar id",
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names.split(", ")}
_GONE = frozenset(
    [
        "deleted",
        "dismissed",
        "archived",
        "rejected",
        "spam",
        "private",
        "hidden",
        "removed",
        "withdrawn",
        "unpublished",
        "declined",
        "trash",
    ]
)
_YES = frozenset(["1", "true", "yes", "y", "x", "ja", "oui", "wahr", "vrai"])


class HeadingRow(NamedTuple):
    """Where it stands, what it says, and what each column is for; the role of a column that is not known is empty."""

    row: int
    names: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def line(self) -> str:
        """The heading line as a name for sheets of its kind."""
        return " | ".join(self.names)

    def columns(self, role: str) -> list[int]:
        """The columns for that."""
        return [i for i, one in enumerate(self.roles) if one == role]


def find_heading(rows: Sequence[Sequence[str]]) -> HeadingRow | None:
    """The row among the first that names a column of questions; else the one with the most names that are known."""
    best: tuple[tuple[bool, bool, int], HeadingRow] | None = None
    for row, cells in enumerate(rows[:FIRST_ROWS]):
        roles = tuple(role_of(cell) for cell in cells)
        found = sum(map(bool, roles))
        asks, answers = QUESTION in roles, ANSWER in roles
        if not asks and found < 2:
            continue
        if (
            asks
            and len([cell for cell in cells if cell.strip()]) == 1
            and any(len(r) > 1 for r in rows[row + 1 : row + 2])
        ):
            continue  # a title over the sheet
        key = (asks, answers, found)
        if best is None or key > best[0]:
            names = tuple(" ".join(cell.split()) for cell in cells)
            best = (key, HeadingRow(row, names, _with_one_question(names, roles)))
    return best[1] if best else None


def role_of(heading: str) -> str:
    """What a column with that heading is for; empty where it is not known."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading.strip())
    plain = " ".join(re.sub(r"\(s\)|[_\-.:*]+", " ", spaced.casefold()).split())
    return _ROLES.get(plain, "")


def is_out(role: str, text: str) -> bool:
    """Whether what stands in a column of that role keeps a row out: dismissed, deleted, private."""
    plain = text.strip().casefold()
    return (role == STATE and plain in _GONE) or (role == OUT and plain in _YES)


def _with_one_question(names: tuple[str, ...], roles: tuple[str, ...]) -> tuple[str, ...]:
    """Where another column is headed “question”, one headed “text” or “body” is any column."""
    weak = [role == QUESTION and name.casefold() in ("text", "body") for name, role in zip(names, roles, strict=True)]
    if roles.count(QUESTION) == sum(weak):
        return roles
    return tuple("" if is_weak else role for role, is_weak in zip(roles, weak, strict=True))
