"""Related answers, remembered: found anew only for those questions that an edit can have changed them for.

What a question is related to depends on all others, and finding it takes longer than all else that a page is made of.
So every question is remembered as it was, and `model/related` tells from both which ones to look at again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sitegen.memory.codec import dump, unpack
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.inputs import write_inputs
from sitegen.memory.remembered import MadeRecord, WantedRecord
from sitegen.memory.workers import FEW
from sitegen.model.questions import Question, with_changes
from sitegen.model.related import Related, affected, related

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.memory.remembered import StaleRecord
    from sitegen.memory.store import Store
    from sitegen.memory.workers import Workers
    from sitegen.model.questions import Questions

_BETWEEN = "\x7f"  # in no id


def relate(questions: Questions, store: Store, workers: Workers) -> dict[str, tuple[Related, ...]]:
    """What is related to each question, by id; raises RecordLost."""
    asked = {key: dump(question) for key, question in questions.by_id.items()}
    data = "\n".join(f"{key}{_BETWEEN}{text}" for key, text in asked.items()).encode("utf-8", "surrogatepass")
    found: dict[str, tuple[Related, ...]] = {}

    def work(stale: Sequence[StaleRecord]) -> Iterable[MadeRecord]:
        again, before = set(asked), stale[0].before
        if before:
            changes = _changes(dict(line.split(_BETWEEN, 1) for line in _lines(before.blob())), asked)
            if len(changes) < FEW:
                again = affected(with_changes(questions, changes), questions)
                found.update((key, rows) for key, rows in _unpack(before.value).items() if key in asked)
        keys = sorted(again)
        rows = workers.share(lambda some: [related(key, questions) for key in some], keys)
        found.update(zip(keys, rows, strict=True))
        return [MadeRecord({key: rows for key, rows in found.items() if rows}, data)]

    request = WantedRecord("related", write_inputs({"questions": fingerprint_bytes(data)}))
    (kept,) = store.make([request], work)
    found = found or _unpack(kept.value)
    return {key: found.get(key, ()) for key in asked}


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, Question | None]:
    """What the questions were that differ now; None for those that were not there."""
    differ = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    return {key: unpack(Question, json.loads(old[key])) if key in old else None for key in differ}


def _unpack(value: Mapping[str, Sequence[Sequence[Any]]]) -> dict[str, tuple[Related, ...]]:
    return {
        key: tuple([Related(other, tuple(topics), tuple(terms)) for other, topics, terms in rows])
        for key, rows in value.items()
    }


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogatepass").split("\n") if data else []
