"""Lines to paste into a file, so that what has changed is said to readers: true when followed to the letter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sitegen.record.release_record import DatedText, RecordedCorrection, RecordedPromise, RecordedStep

_INTO = "Paste into the fields of this file; where “%s:” is there already, only what is below it, at its end:"
_SAY = "and say behind “%s:” what readers should know."


def correction_form(day: date, pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """A correction for each pair of old and new words."""
    rows = [{"date": day, "was": was, "now": now, "why": None} for was, now in pairs]
    return (_INTO % "corrections", *_field("corrections", rows), _SAY % "why")


def removal_form(day: date) -> tuple[str, ...]:
    """A line that says that words were taken out, which are not repeated."""
    return (_INTO % "corrections", *_field("corrections", [{"date": day, "removed": True, "why": None}]), _SAY % "why")


def update_form(day: date) -> tuple[str, ...]:
    """An update, where it is news."""
    return (_INTO % "updates", *_field("updates", [{"date": day, "text": None}]), _SAY % "text")


def rewording_form(day: date) -> tuple[str, ...]:
    """A line that says that nothing but the wording changed."""
    return (_INTO % "reworded", *_field("reworded", [{"date": day, "why": None}]), _SAY % "why")


def promise_form(promise: RecordedPromise, day: date) -> tuple[str, ...]:
    """A promise as it was, with a step that says that it is dropped."""
    steps: list[dict[str, Any]] = [step._asdict() for step in promise.steps]
    row = {
        "text": promise.text,
        "quote": promise.quote,
        "strength": promise.strength,
        "owner": promise.owner,
        "due": promise.due,
        "extended": [later._asdict() for later in promise.extended],
        "updates": [*steps, {"date": day, "status": "dropped", "note": None}],
    }
    return (_INTO % "commitments", *_field("commitments", [row]), _SAY % "note")


def step_form(day: date, status: str) -> tuple[str, ...]:
    """A step to be added to a promise that is there."""
    step = _field("updates", [{"date": day, "status": status, "note": None}])
    return (
        "Paste at the end of this promise, its hyphens under its other fields; below “updates:” where that is there:",
        *("    " + line for line in step),
        _SAY % "note",
    )


def steps_form(steps: Iterable[RecordedStep]) -> tuple[str, ...]:
    """Steps of a promise put back as they were."""
    lines = _field("updates", [step._asdict() for step in steps])
    return (
        "Put it back at the end of this promise; below “updates:” where that is there, in the order of the days:",
        *("    " + line for line in lines),
        "What has happened since is another line below.",
    )


def extension_form(day: date, due: date, to: date) -> tuple[str, ...]:
    """The first due day put back, and a later one beside it."""
    rows = _field("extended", [{"date": day, "to": to, "why": None}])
    return (
        f"Write “due: {due.isoformat()}” again, and paste at the end of this promise, below “extended:” where that is:",
        *("    " + line for line in rows),
        _SAY % "why",
    )


def line_form(field: str, rows: Iterable[DatedText | RecordedCorrection], name: str = "text") -> tuple[str, ...]:
    """Lines put back as they were."""
    given = []
    for row in rows:
        fields = row._asdict()
        if "text" in fields:
            fields[name] = fields.pop("text")
        given.append(fields)
    return (
        f"Put it back; where “{field}:” is there already, only what is below it, in the order of the days:",
        *_field(field, given),
        "A mistake in it is mended by another line below.",
    )


def alias_form(routes: Iterable[str]) -> tuple[str, ...]:
    """An old address that is to lead on."""
    names = list(routes)
    return (
        "So that links go on to it, paste into its fields; where “aliases:” is there already, add it to that list:",
        f"aliases: [{', '.join(map(value_of, names))}]",
        "or give the file its old name again.",
    )


def _field(name: str, rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """A field that is a list, in YAML as people write it; what is empty is left out, None is to be filled in."""
    lines = [f"{name}:"]
    for row in rows:
        inner: list[str] = []
        for key, value in row.items():
            if isinstance(value, list) and value:
                inner += _field(key, value)
            elif value is None and key != "due":
                inner.append(f"{key}:")
            elif value:
                inner.append(f"{key}: {value_of(value)}")
        lines += [("  - " if number == 0 else "    ") + line for number, line in enumerate(inner)]
    return lines


def value_of(value: Any) -> str:
    """A value as it is typed behind a field's name."""
    if value is True:
        return "true"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else value.isoformat()
