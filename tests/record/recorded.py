"""Small records for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from sitegen.record.release_record import (
    DatedText,
    RecordedEntry,
    RecordedPage,
    RecordedPromise,
    RecordedWords,
    ReleaseRecord,
    stamp_of,
)

PUBLISHED = date(2026, 3, 3)
TODAY = date(2026, 11, 24)
ID = "2026-02-18-staff/a"


def promise(quote: str = "we will paint", **fields: Any) -> RecordedPromise:
    found = RecordedPromise(quote, "Paint", "commitment", "chief", "Alex Moss", None, (), "open", ())
    return found._replace(**fields)


def words(answer: str = "So we will paint.", *promises: RecordedPromise, **fields: Any) -> RecordedWords:
    texts = {"question": "When?", **fields.pop("texts", {}), "answer": answer}
    found = RecordedWords(tuple(texts.items()), promises, (), (), ())
    return found._replace(**fields)


def record(entries: dict[str, RecordedWords], day: date = PUBLISHED, **fields: Any) -> ReleaseRecord:
    """With a page for each entry; `pages` adds others, `state` is that of all entries."""
    state, answered = fields.pop("state", "answered"), fields.pop("answered", date(2026, 2, 18))
    known = {
        key: RecordedEntry(key, f"On {key}", state, answered, stamp_of(repr(said)), "") for key, said in entries.items()
    }
    pages = {entry.route: RecordedPage("entry", entry.title, entry.path, None) for entry in known.values()}
    return ReleaseRecord(day, known, entries, pages | fields.pop("pages", {}), fields.pop("withdrawn", {}))


def dated(day: str, text: str = "") -> DatedText:
    return DatedText(date.fromisoformat(day), text)
