"""That somebody has said yes to the words of a file, and which of them are others now.

The words are bound part by part, so that it can be said which part has changed. What is bound are those that readers
take as the answer, whoever writes them: what only takes words away binds nothing (a withdrawal, redactions, corrections
that removed words), and neither does what reports that a promise is under way or done.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.reading.quotable import addresses_in, collapsed, quotable_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.model.digest import DigestFile
    from sitegen.model.entry import Commitment, EntryFile, Recording
    from sitegen.model.schema.types import ApprovedFields

_DIGITS = 7  # of a fingerprint: it tells that words have changed, and is no seal against whoever writes the file
_PART = re.compile(rf"([a-z])([0-9a-f]{{{_DIGITS}}})")
_TITLE = re.compile(r'<(?:a|img) [^>]*?title="([^"]+)"')
_SAID = {
    "q": "the question",
    "s": "“in_short”",
    "a": "the answer",
    "p": "the promises",
    "u": "updates or corrections",
    "w": "who answered",
    "d": "when or how it was answered",
    "t": "the title or the day",
    "i": "the introduction",
    "n": "what came in",
}
"""Each part by the letter that stands before its fingerprint, as it is told."""
_USUAL_KIND = "written"
_TELLING = ("changed", "dropped")
"""What became of a promise that is as good as another promise."""


class Approval(NamedTuple):
    """That somebody has said yes."""

    by: str
    """As typed: the id of a person, or any name."""
    date: date
    changed: tuple[str, ...]
    """The parts that are others since, as they are told; empty while all words are those that were approved."""


def entry_parts(entry: EntryFile, body: str) -> dict[str, Any]:
    """The words of an entry that an approval binds, by part; `body` is its HTML."""
    return {
        "q": _texts(entry.question, entry.title, *entry.also_asked, entry.asked_by),
        "s": _texts(entry.in_short),
        "a": [
            *_texts(quotable_text(body), entry.declined, *entry.outstanding),
            *_outside(body),
            *([entry.recording.url] if entry.recording else ()),
            *([entry.answer_due.isoformat()] if entry.answer_due else ()),
        ],
        "p": [_promise(promise) for promise in entry.commitments],
        "u": [
            *([_day(one.date), *map(collapsed, (one.was, one.now, one.why))] for one in entry.corrections if one.now),
            *([_day(one.date), collapsed(one.text)] for one in entry.updates),
        ],
        "w": [ref.name for ref in entry.answered_by],
        "d": _told(
            asked=_day(entry.asked) if entry.asked else "",
            answered=_day(entry.answered) if entry.answered else "",
            form=entry.answer_form,
            edited=entry.edited,
            **_stretch(entry.recording),
        ),
    }


def digest_parts(digest: DigestFile, body: str) -> dict[str, Any]:
    """The same of a digest; its questions have approvals of their own."""
    return {
        "t": _texts(digest.title, _day(digest.date), digest.host, digest.place),
        "i": [*_texts(quotable_text(body)), *_outside(body)],
        "w": [ref.name for ref in digest.answered_by],
        "d": _told(
            form="" if digest.kind == _USUAL_KIND else digest.kind,
            recording=digest.recording.url if digest.recording else "",
            **_stretch(digest.recording),
        ),
        "n": [*digest.counts] if digest.counts else [],
    }


def fingerprint_of(parts: Mapping[str, Any]) -> str:
    """What stands for the words: a letter and a hash for each part that there is, as `approved` has it."""
    return " ".join(letter + _hash(part) for letter, part in parts.items() if part)


def changed_since(fingerprint: str, parts: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts that are others than those of the fingerprint, as they are told."""
    approved = {found[1]: found[2] for word in fingerprint.split() if (found := _PART.fullmatch(word))}
    now = {letter: _hash(part) for letter, part in parts.items() if part}
    return tuple([said for letter, said in _SAID.items() if approved.get(letter) != now.get(letter)])


def make_approval(approved: ApprovedFields, versions: Iterable[Mapping[str, Any]]) -> Approval:
    """What the field says; `versions` has the parts of the words as they are, then those of which only words went."""
    changed: tuple[str, ...] | None = None
    for parts in versions:
        others = changed_since(approved.fingerprint, parts)
        if not others:
            return Approval(approved.by, approved.date, ())
        changed = others if changed is None else changed
    return Approval(approved.by, approved.date, changed or ())


def _hash(part: Any) -> str:
    text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _texts(*texts: str) -> list[str]:
    """The words of texts; none where all of them are empty."""
    found = [collapsed(text) for text in texts]
    return found if any(found) else []


def _told(**facts: Any) -> list[tuple[str, Any]]:
    """Those that are stated."""
    return [(name, fact) for name, fact in facts.items() if fact]


def _stretch(recording: Recording | None) -> dict[str, int]:
    """From where to where a recording is to be heard."""
    return {"start": recording.start or 0, "end": recording.end or 0} if recording else {}


def _outside(body: str) -> list[str]:
    """Where it leads to out of the site, or to a file of it; a page of the site has words of its own.

    With it what links and pictures say where a mouse rests on them.
    """
    found = addresses_in(body)
    outside = [address for address in found if ":" in address or not address.partition("#")[0].endswith(".html")]
    return outside + [collapsed(unescape(title)) for title in _TITLE.findall(body)]


def _promise(promise: Commitment) -> list[Any]:
    return [
        *map(collapsed, (promise.text, promise.quote, promise.strength)),
        promise.owner.name if promise.owner else "",
        _day(promise.due) if promise.due else "",
        [[_day(later.date), _day(later.to), collapsed(later.why)] for later in promise.extended],
        promise.status if promise.status in _TELLING else "",
        [[step.status, collapsed(step.note)] for step in promise.updates if step.status in _TELLING],
    ]


def _day(day: date) -> str:
    return day.isoformat()
