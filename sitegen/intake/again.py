"""Importing again: what is there already is left alone, what is new is added, what differs is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sitegen.intake.draft_files import (
    Draft,
    Record,
    halves,
    is_draft,
    letters_hash,
    read_back,
    read_record,
    stamped,
    text_hash,
)

NEW, CHANGED, SAME, LEFT = "new", "changed", "same", "left"


class KnownQuestion(NamedTuple):
    """A question that the site has."""

    path: str
    text: str
    record: Record | None
    now: tuple[str, str]
    """Hashes of the letters of its question and answer as they stand."""

    @property
    def folder(self) -> str:
        """The digest's folder."""
        return self.path.split("/")[-2]


class ImportStep(NamedTuple):
    """What becomes of one draft."""

    kind: str
    path: str
    draft: Draft
    text: str = ""
    """What will be written; empty where nothing is."""
    why: str = ""


def know(path: str, text: str) -> KnownQuestion:
    """Look at a file of the site."""
    question, answer = read_back(path, text)
    return KnownQuestion(path, text, read_record(text), (letters_hash(question), letters_hash(answer)))


def earlier_folder(drafts: Sequence[Draft], known: Sequence[KnownQuestion]) -> str:
    """The digest that an earlier form of the same paper went into; empty where there is none."""
    asked = {draft.record.question for draft in drafts}
    whole = {(draft.record.question, draft.record.answer) for draft in drafts}
    records = [(one.folder, one.record) for one in known if one.record]
    counts = Counter(folder for folder, record in records if record.question in asked)
    sure = {folder for folder, record in records if (record.question, record.answer) in whole}
    best = max((folder for folder in counts if folder in sure), key=lambda folder: counts[folder], default="")
    return best if best and counts[best] * 2 >= len(drafts) else ""


def plan(drafts: Sequence[Draft], known: Sequence[KnownQuestion], folder: str) -> list[ImportStep]:
    """What to do with each draft in the digest's folder."""
    steps: list[ImportStep] = []
    taken = {one.path.lower() for one in known if one.folder == folder}
    counts: Counter[str] = Counter()
    used: set[str] = set()
    for draft in drafts:
        step = _step(draft, [one for one in known if one.path not in used] if known else [], folder)
        if step.kind == NEW:
            path = _free(folder, draft.name, taken, counts)
            step = step._replace(path=path)
            taken.add(path.lower())
        used.add(step.path)
        steps.append(step)
    return steps


def _step(draft: Draft, known: Sequence[KnownQuestion], folder: str) -> ImportStep:
    key = (draft.record.question, draft.record.answer)
    for one in known:
        if one.now == key or (one.record and (one.record.question, one.record.answer) == key):
            if one.record and one.folder == folder and _has_other_fields(draft, one, one.record):
                return _update(draft, one, one.record)
            return ImportStep(SAME, one.path, draft)
    here = [one for one in known if one.folder == folder and one.record]
    empty = letters_hash("")
    for one in here:
        if one.record and one.record.question == draft.record.question:
            return _update(draft, one, one.record)
    for one in here:
        if one.record and one.record.answer == draft.record.answer != empty:
            return _update(draft, one, one.record)
    return ImportStep(NEW, "", draft, draft.text)


def _has_other_fields(draft: Draft, one: KnownQuestion, record: Record) -> bool:
    """Whether the draft says the same with another topic, and nobody has touched the fields of the one there."""
    if draft.record.head == record.head or draft.record.body != record.body or not is_draft(one.path, one.text):
        return False
    return text_hash(halves(one.text)[0]) == record.head


def _update(draft: Draft, one: KnownQuestion, record: Record) -> ImportStep:
    """Bring the halves of a draft up to date that nobody has edited."""
    if not is_draft(one.path, one.text):
        return ImportStep(LEFT, one.path, draft, why="it is no draft any more")
    head, body = halves(one.text)
    new_head, new_body = halves(draft.text)
    head_differs, body_differs = draft.record.head != record.head, draft.record.body != record.body
    if (head_differs and draft.record.question != record.question and text_hash(head) != record.head) or (
        body_differs and text_hash(body) != record.body
    ):
        return ImportStep(LEFT, one.path, draft, why="you have edited it")
    if text_hash(head) == record.head:
        head, made = new_head, draft.record
    else:
        made = draft.record._replace(head=record.head)
    body = new_body if body_differs else body
    made = made if body_differs else made._replace(body=record.body)
    return ImportStep(CHANGED, one.path, draft, stamped(head, made) + body)


def _free(folder: str, name: str, taken: set[str], counts: Counter[str]) -> str:
    """A path that is not taken; `counts` says how far each name has been tried."""
    while True:
        counts[name] += 1
        path = f"content/digests/{folder}/{name}{f'-{counts[name]}' if counts[name] > 1 else ''}.md"
        if path.lower() not in taken:
            return path
