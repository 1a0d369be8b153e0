"""Related answers, remembered: found anew only for those questions that an edit can have changed them for.

What a question is related to depends on all others, and finding it takes longer than all else that a page is made of.
So every question is remembered as it was, and `model/related` tells from both which ones to look at again.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.inputs import write_inputs
from sitegen.memory.store import MadeRecord, WantedRecord
from sitegen.memory.workers import FEW
from sitegen.model.questions import Question, Terms, with_changes
from sitegen.model.related import Related, affected, related

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.memory.store import Store
    from sitegen.memory.workers import Workers
    from sitegen.model.questions import Questions

_KEY = "related"
_BETWEEN, _AMONG = "\x7f", "\x1f"  # neither in an id nor in a term
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def relate(questions: Questions, store: Store, workers: Workers) -> dict[str, tuple[Related, ...]]:
    """What is related to each question, by id; raises RecordLost."""
    asked = {key: _pack(question) for key, question in questions.by_id.items()}
    data = "\n".join(f"{key}{_BETWEEN}{question}" for key, question in asked.items()).encode("utf-8", "surrogatepass")
    request = WantedRecord(_KEY, write_inputs({"questions": fingerprint_bytes(data)}))
    found: dict[str, tuple[Related, ...]] = {}

    def work(_: Sequence[int]) -> Iterable[MadeRecord]:
        stale = set(asked)
        before = store.find(_KEY)
        if before:
            old = dict(line.split(_BETWEEN, 1) for line in _lines(before.blob()))
            changes = {key: _unpack(old[key]) if key in old else None for key in _changed(old, asked)}
            if len(changes) < FEW:
                stale = affected(with_changes(questions, changes), questions)
                found.update((key, rows) for key, rows in _related(before.value).items() if key in asked)
        keys = sorted(stale)
        rows = workers.share(lambda some: [related(key, questions) for key in some], keys)
        found.update(zip(keys, rows, strict=True))
        return [MadeRecord({key: [tuple(row) for row in rows] for key, rows in found.items() if rows}, data)]

    (kept,) = store.make([request], work)
    if not found:
        assert kept is not None
        found.update(_related(kept.value))
    return {key: found.get(key, ()) for key in asked}


def _related(value: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, tuple[Related, ...]]:
    return {
        key: tuple([Related(other, tuple(topics), tuple(terms)) for other, topics, terms in rows])
        for key, rows in value.items()
    }


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """Ids of the questions that differ, or that are in one of them only."""
    return sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogatepass").split("\n") if data else []


def _pack(question: Question) -> str:
    (title, rest), topics, day, offered, linked = question
    parts = ("+" if offered else "-", day.isoformat(), *map(_AMONG.join, (topics, linked, title, rest)))
    return _BETWEEN.join(parts)


def _unpack(text: str) -> Question:
    offered, day, *lists = text.split(_BETWEEN)
    topics, linked, title, rest = (tuple(part.split(_AMONG)) if part else () for part in lists)
    return Question(Terms(title, rest), topics, date.fromisoformat(day), offered == "+", linked)
