"""The rules of what was published, once more and as plainly as can be: what the histories are held against.

An answer is a few values; its file, and what readers see of it, follow.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from project import page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLAIN, WEIGHTY = ("ask", "word"), ("weeks", "nots")
FIELDS = ("ask", "word", "nots", "weeks")
REMOVED = "[name removed]"
"""What readers get in place of words."""
WHY = "As readers should know."
FOLDER = "2024-01-15-briefing"


def word(*what: object) -> str:
    """A word that stands nowhere else, is no name and no figure, and is no other one misspelt."""
    digest = hashlib.sha256(repr(what).encode()).digest()
    return "".join("bcdfghjkmpqtvwxz"[byte % 16] for byte in digest[:10])


@dataclass(frozen=True)
class Correction:
    """What a field said, and says; of words that were taken out only the day."""

    day: date
    field: str = ""
    was: str = ""
    now: str = ""

    @property
    def removed(self) -> bool:
        return not self.field


@dataclass(frozen=True)
class Promise:
    due: date
    extended: tuple[tuple[date, date], ...] = ()
    """On which day, to which."""
    dropped: date | None = None

    @property
    def due_day(self) -> date:
        return self.extended[-1][1] if self.extended else self.due


@dataclass(frozen=True)
class Answer:
    """A text of a copy of the folder, or of a release; `ask`, `word` and what goes with `uid` are words to look for."""

    uid: int
    ask: str
    word: str
    weeks: str = "3"
    nots: str = ""
    comma: str = ""
    promise: Promise | None = None
    corrections: tuple[Correction, ...] = ()
    updates: tuple[date, ...] = ()
    reworded: tuple[date, ...] = ()
    aliases: tuple[str, ...] = ()
    withdrawn: date | None = None
    erased: str = ""
    """The name that it had, of which nothing is left."""
    redacted: tuple[tuple[date, str], ...] = ()
    """On which day, which word: it stands in the file, and nowhere else."""

    @property
    def outs(self) -> int:
        """How often words were taken out of it."""
        return sum(one.removed for one in self.told)

    @property
    def told(self) -> tuple[Correction, ...]:
        """The corrections as readers see them."""
        gone = {what: "" for _, what in self.redacted}
        lines = [
            replace(one, was=gone.get(one.was, one.was), now=gone.get(one.now, one.now)) for one in self.corrections
        ]
        return (*lines, *(Correction(day) for day, _ in self.redacted))

    def shown(self, name: str) -> str:
        """A field as readers see it."""
        value: str = getattr(self, name)
        return "" if value in {what for _, what in self.redacted} else value

    @property
    def promised(self) -> str:
        """The word that is in the register and nowhere else."""
        return word(self.uid, "promised")

    @property
    def canaries(self) -> frozenset[str]:
        """Words that readers find somewhere."""
        if self.withdrawn:
            return frozenset()
        told = [said for one in self.corrections if one.field in PLAIN for said in (one.was, one.now)]
        shown = {self.ask, self.word, *told} - {what for _, what in self.redacted}
        return frozenset([*shown, self.thing, *([self.promised] if self.promise else [])])

    @property
    def thing(self) -> str:
        return word(self.uid, "thing")

    def text(self) -> str:
        """Its file."""
        if self.erased:
            mark = {"date": f"{self.withdrawn}", "why": WHY}
            more = {"aliases": [route(name) for name in self.aliases]} if self.aliases else {}
            return page({"question": "Withdrawn", "topics": ["general"], **more, "withdrawn": mark})
        question = f"{self.part('ask')} {word(self.uid, 'why')[:6]}?"
        fields: dict[str, Any] = {"question": question, "topics": ["general"]}
        if self.promise:
            fields["commitments"] = [self._promise(self.promise)]
        rows = [self._correction(one) for one in self.corrections]
        fields |= {"corrections": rows} if rows else {}
        names = [{"date": f"{day}", "what": what, "why": WHY} for day, what in self.redacted]
        fields |= {"redactions": names} if names else {}
        for name, inner, days in (("updates", "text", self.updates), ("reworded", "why", self.reworded)):
            fields |= {name: [{"date": f"{day}", inner: WHY} for day in days]} if days else {}
        fields |= {"aliases": [route(name) for name in self.aliases]} if self.aliases else {}
        fields |= {"withdrawn": {"date": f"{self.withdrawn}", "why": WHY}} if self.withdrawn else {}
        filler = " ".join(word(self.uid, number)[:6] for number in range(40))
        parts = [self.part(name) for name in ("word", "nots", "weeks")]
        return page(fields, f"Our crews{self.comma} meet them. {' '.join(parts)}.\n\n{filler}.\n\nSo {self._quote}.")

    def said(self) -> list[str]:
        """Its texts as readers got them, one by one."""
        parts = {name: part(name, self.shown(name) or (REMOVED if getattr(self, name) else "")) for name in FIELDS}
        filler = " ".join(word(self.uid, number)[:6] for number in range(40))
        body = f"Our crews{self.comma} meet them. {' '.join(parts[name] for name in FIELDS[1:])}. {filler}."
        body += f" So {self._quote}."
        texts = [f"{parts['ask']} {word(self.uid, 'why')[:6]}?", body, *([self._quote] if self.promise else [])]
        for one in self.corrections:
            gone = {what for _, what in self.redacted}
            texts += [part(one.field, REMOVED if now in gone else now) for now in (one.was, one.now) if one.field]
        return texts

    def part(self, name: str) -> str:
        """The words in which a field stands; more than two of them part it from the next."""
        return part(name, getattr(self, name))

    @property
    def _quote(self) -> str:
        return f"we will paint the {self.thing} room"

    def _promise(self, promise: Promise) -> dict[str, Any]:
        row = {"text": self.promised, "quote": self._quote, "strength": "commitment", "due": f"{promise.due}"}
        if promise.extended:
            row |= {"extended": [{"date": f"{day}", "to": f"{to}", "why": WHY} for day, to in promise.extended]}
        if promise.dropped:
            row |= {"updates": [{"date": f"{promise.dropped}", "status": "dropped", "note": WHY}]}
        return row

    def _correction(self, one: Correction) -> dict[str, Any]:
        if one.removed:
            return {"date": f"{one.day}", "removed": True, "why": WHY}
        return {"date": f"{one.day}", "was": part(one.field, one.was), "now": part(one.field, one.now), "why": WHY}


def part(name: str, value: str) -> str:
    """The words in which the value of a field stands."""
    return {
        "ask": f"When do the {value} crews eat",
        "word": f"There are some {value} people at our door",
        "nots": f"and so we do {value + ' ' if value else ''}reply again to them",
        "weeks": f"they hear more within {value} weeks of that",
    }[name]


def route(name: str) -> str:
    return f"digests/{FOLDER}/{name}.html"


Texts = dict[str, Answer]
"""By the name of the file."""


@dataclass(frozen=True)
class Version:
    """A release, as its readers got it."""

    id: str
    texts: Mapping[str, Answer] = field(default_factory=dict)

    @property
    def canaries(self) -> frozenset[str]:
        return frozenset().union(*(answer.canaries for answer in self.texts.values()))

    def tokens(self) -> frozenset[tuple[str, int]]:
        """What it holds: a text, as it was after words were taken out of it so many times."""
        return frozenset((name, text.outs) for name, text in self.texts.items() if not text.withdrawn)


def is_built(texts: Texts) -> bool:
    """Whether each file is without mistakes: what a correction says stands there, or a later one tells of that too."""
    return all(_is_sound(answer) for answer in texts.values())


def _is_sound(answer: Answer) -> bool:
    told = [] if answer.withdrawn else sorted(answer.corrections, key=lambda one: one.day)
    for at, one in enumerate(told):
        later = [other for other in told[at + 1 :] if other.field == one.field and other.was == one.now]
        if not one.removed and getattr(answer, one.field) != one.now and not later:
            return False
    said = {one for line in answer.corrections for one in (line.was, line.now)} | {answer.ask, answer.word}
    if not {what for _, what in answer.redacted} <= said:
        return False
    return all(list(days) == sorted(days) for days in (answer.updates, answer.reworded))


def broken(live: Version, since: date, mine: Texts, *, by_command: bool = False) -> list[str]:
    """What a publish of these texts would change unsaid, or take from an address; only a command erases one."""
    leading = {name for answer in mine.values() for name in answer.aliases} | mine.keys()
    erased = {answer.uid for answer in mine.values() if answer.erased and by_command}
    found = [
        f"{other} leads nowhere"
        for name, text in live.texts.items()
        for other in (name, *text.aliases)
        if other not in leading and not (text.uid in erased and not text.erased)
    ]
    by_uid = {answer.uid: answer for answer in mine.values()}
    for name, before in live.texts.items():
        after = by_uid.get(before.uid)
        if after is None or after.withdrawn:
            continue
        if before.withdrawn:
            found.append(f"{name} comes back")
        else:
            found += [f"{name}: {what}" for what in unsaid(before, after, since)]
    return found


def unsaid(before: Answer, after: Answer, since: date) -> list[str]:
    """What has changed in an answer, and readers are not told."""
    is_more = after.outs > before.outs
    new = [one for one in _added(before.told, after.told) if (is_more if one.removed else one.day >= since)]
    news = [day for day in _added(before.updates, after.updates) if day >= since]
    reworded = [day for day in _added(before.reworded, after.reworded) if day >= since]
    taken_out = any(one.removed for one in new)
    found = []
    for name in (*PLAIN, *WEIGHTY):
        old, now = before.shown(name), after.shown(name)
        told = [one for one in new if one.field == name]
        is_told = any(one.was == old for one in told) and any(one.now == now for one in told)
        if old != now and not (taken_out or news or is_told or (reworded and name in PLAIN)):
            found.append(name)
    taken = {one.day for one in after.told if one.removed}
    lost = [one for one in _added(after.told, before.told) if one.removed or one.day not in taken]
    lines = [*lost, *_added(after.updates, before.updates), *_added(after.reworded, before.reworded)]
    found += [f"the line {line} has gone" for line in lines if not taken_out]
    return found + _promise_unsaid(before.promise, after.promise, since, taken_out=taken_out)


def _added(before: Iterable[Any], after: Iterable[Any]) -> list[Any]:
    left, found = list(before), []
    for one in after:
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return found


def _promise_unsaid(before: Promise | None, after: Promise | None, since: date, *, taken_out: bool) -> list[str]:
    if before is None:
        return []
    if after is None:
        return [] if taken_out else ["a promise has gone"]
    found = []
    ended = after.dropped is not None and after.dropped != before.dropped and after.dropped >= since
    later = [one for one in after.extended if one not in before.extended and one[0] >= since]
    is_extended = before.due == after.due and set(before.extended) <= set(after.extended) and later
    if before.due_day != after.due_day and not ended and not is_extended:
        found.append("a promise has another day")
    if before.dropped and after.dropped != before.dropped and not taken_out:
        found.append("what became of a promise has gone")
    if not before.dropped and after.dropped and not ended:
        found.append("a promise was dropped without a word")
    return found


def lacks(base: Mapping[str, Answer] | None, live: Mapping[str, Answer], mine: Mapping[str, Answer]) -> list[str]:
    """What readers have by a colleague, and this copy does not."""
    found = []
    for name, text in live.items():
        here, before = mine.get(name), (base or {}).get(name)
        if here and (here.withdrawn or _file(here) == _file(text)):
            continue
        if base is None:
            found += [] if here else [name]
        elif before is None or _file(before) != _file(text):
            found.append(name)
    return found


def _file(answer: Answer) -> str:
    return "" if answer.withdrawn else answer.text()
