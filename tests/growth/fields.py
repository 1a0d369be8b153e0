"""Fields repeated: the front matter with n of each kind of value, as people write them and as slips make them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sitegen.model.schema.parse import SCHEMAS
from sitegen.model.schema.settings import SettingsFields

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

ENTRY = {"question": "Why?", "topics": ["general"]}
NEEDED: dict[str, dict[str, Any]] = {
    "entry": ENTRY,
    "digest": {"title": "Briefing", "date": "2024-01-15", "answered_by": ["chief"]},
    "topic": {"title": "General"},
    "person": {"name": "Alex Moss"},
    "page": {"title": "Help"},
    "settings": {"title": "Test", "url": "https://intranet.example/qa/"},
}
DAY = "2024-02-01"
PROMISE = {"text": "Look", "quote": "We will look", "strength": "commitment"}


def head(fields: dict[str, Any]) -> str:
    """Front matter, each field on a line of its own."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", "We will look into it, and we say so.", ""])


def _items(kind: str, **fields: Callable[[int], Any]) -> tuple[str, Callable[[int], str]]:
    return kind, lambda n: head(NEEDED[kind] | {name: value(n) for name, value in fields.items() if n})


def _lines(kind: str, piece: str, *, before: str = "", after: str = "") -> tuple[str, Callable[[int], str]]:
    """The piece n times below the fields that are needed, `{}` in it a number of its own."""
    needed = "\n".join(f"{name}: {json.dumps(value)}" for name, value in NEEDED[kind].items())
    return (
        kind,
        lambda n: (
            "\n".join(["---", needed, before if n else "", ""])
            + "".join(piece.replace("{}", str(number)) for number in range(n))
            + (after if n else "")
            + "---\nText.\n"
        ),
    )


def _names(n: int) -> list[str]:
    return [f"name-{number}" for number in range(n)]


FIELDS: dict[str, tuple[str, Callable[[int], str]]] = {
    "topics": _items("entry", topics=_names),
    "one topic again and again": _items("entry", topics=lambda n: ["general"] * n),
    "aliases": _items("entry", aliases=lambda n: [f"old/{number}.html" for number in range(n)]),
    "outstanding": _items("entry", outstanding=_names),
    "other wordings": _items("entry", also_asked=_names),
    "answerers": _items("entry", answered_by=_names),
    "related": _items("entry", related=_names),
    "updates": _items("entry", updates=lambda n: [{"date": DAY, "text": "New"}] * n),
    "updates, the newest first": _items(
        "entry", updates=lambda n: [{"date": f"{2100 - number % 150}-02-01", "text": "New"} for number in range(n)]
    ),
    "updates without a day": _items("entry", updates=lambda n: [{"text": "New"}] * n),
    "updates with a misspelt day": _items("entry", updates=lambda n: [{"dat": DAY, "text": "New"}] * n),
    "updates with a field too many": _items("entry", updates=lambda n: [{"date": DAY, "text": "N", "who": "I"}] * n),
    "updates that are texts": _items("entry", updates=_names),
    "promises": _items("entry", commitments=lambda n: [PROMISE] * n),
    "promises of other words": _items(
        "entry", commitments=lambda n: [{**PROMISE, "quote": f"We shall look {number}"} for number in range(n)]
    ),
    "promises of words apart": _items("entry", commitments=lambda n: [{**PROMISE, "quote": "We … say so"}] * n),
    "a promise of many words apart": _items(
        "entry", commitments=lambda n: [{**PROMISE, "quote": " … ".join(["we"] * n)}]
    ),
    "steps of a promise": _items(
        "entry",
        commitments=lambda n: [{**PROMISE, "updates": [{"date": DAY, "status": "in-progress"}] * n}],
    ),
    "extensions of a promise": _items(
        "entry", commitments=lambda n: [{**PROMISE, "extended": [{"date": DAY, "to": "2024-06", "why": "w"}] * n}]
    ),
    "offers with a day": _items(
        "entry", commitments=lambda n: [{**PROMISE, "strength": "offer", "due": "2024-06", "due_source": "stated"}] * n
    ),
    "unknown fields": _lines("entry", "field-{}: a\n"),
    "misspelt fields": _lines("entry", "commitment{}: a\n"),
    "fields twice": _lines("entry", "title: a\n"),
    "fields without a value": _lines("entry", "field-{}:\n"),
    "fields in the wrong column": _lines("entry", "date: 2024-02-01\n", before="withdrawn:"),
    "items without a hyphen": _lines("entry", "    date: 2024-02-01\n    text: a\n", before="updates:\n  -"),
    "own fields": _items("entry", extra=lambda n: dict.fromkeys(_names(n), "a")),
    "own lists": _items("entry", extra=lambda n: {"list": _names(n)}),
    "remarks": _lines("entry", "# a remark\n"),
    "remarks behind values": _lines("entry", "- a # remark\n", before="also_asked:"),
    "dropped words": _lines("entry", "- bay #4 is closed\n", before="also_asked:"),
    "curly quotation marks": _lines("entry", "- “a”\n", before="also_asked:"),
    "invisible characters": _lines("entry", "-\u00a0a\n", before="also_asked:"),
    # One inside another, more than a few are too deep.
    "dashes": _lines("entry", "  - - a\n", before="extra:\n  list:"),
    "brackets": _lines("entry", "[a], ", before="extra:\n  list: [", after="[b]]\n"),
    "braces": _lines("entry", "a{}: {b: c}, ", before="extra:\n  {", after="d: e}\n"),
    "apostrophes": _lines("entry", "title: it's 'a'\n"),
    "blank lines": _lines("entry", "\n"),
    "lines of a block": _lines("entry", "  words\n", before="in_short: >"),
    "indented lines of a block": _lines("entry", "  words\n   more\n", before="also_asked: |"),
    "order": _items("digest", order=_names),
    "answerers of a digest": _items("digest", answered_by=_names),
    "reasons": _items("digest", counts=lambda n: {"received": n, "withheld": dict.fromkeys(_names(n), 1)}),
    "synonyms": _items("topic", synonyms=_names),
    "roles": _items(
        "person",
        roles=lambda n: [
            {"title": f"R{i}", "from": f"{1900 + i % 290}-01-01", "to": f"{1900 + i % 290}-06-01"} for i in range(n)
        ],
    ),
    "roles at one time": _items("person", roles=lambda n: [{"title": "R", "from": "2020-01-01"}] * n),
    "roles that end before they start": _items(
        "person", roles=lambda n: [{"title": "R", "from": "2020-01-01", "to": "2019-01-01"}] * n
    ),
    "ways to ask": _items("settings", ask=lambda n: [{"label": "Ask", "to": "https://x.example/"}] * n),
    "plug-ins": _items("settings", markdown=lambda n: {"plugins": _names(n)}),
    "places to publish to": _items("settings", publish=lambda n: {name: {"to": f"../{name}"} for name in _names(n)}),
    "known problems": _items("settings", accessibility=lambda n: {"known_problems": _names(n)}),
}
"""The kind of file, and its text by how many."""


CORRECTION = {"date": DAY, "was": "a", "now": "We will look", "why": "w"}
CORRECTIONS: dict[str, tuple[str, Callable[[int], str]]] = {
    "corrections": _items("entry", corrections=lambda n: [CORRECTION] * n),
    "corrections of words that are gone": _items(
        "entry", corrections=lambda n: [{**CORRECTION, "was": f"a{i}", "now": f"b{i}"} for i in range(n)]
    ),
    "corrections without words": _items("entry", corrections=lambda n: [{"date": DAY, "why": "w"}] * n),
    "corrections that take out": _items(
        "entry", corrections=lambda n: [{"date": DAY, "removed": "true", "why": "w"}] * n
    ),
    "promises and corrections": _items(
        "entry",
        corrections=lambda n: [{**CORRECTION, "was": f"a{i}"} for i in range(100)],
        commitments=lambda n: [{**PROMISE, "quote": f"Never {i}"} for i in range(n)],
    ),
}
"""The same where the number has a limit: 100 corrections."""

LONG = {
    "letters": "a",
    "blanks": " ",
    "tabs": "\t",
    "digits": "1",
    "dots": "a.",
    "hyphens": "-",
    "at signs": "@a",
    "slashes": "/",
    "colons": "a:",
    "accents": "é",
    "quotation marks": "'",
    "hashes": " #",
    "commas": "a, ",
    "isolates": "\u2066",
}
"""What a value may consist of."""


def long_values() -> dict[str, tuple[str, list[Callable[[int], str]]]]:
    """Every field of every kind of file, with each of the long values."""
    schemas: dict[str, type[BaseModel]] = {**SCHEMAS, "settings": SettingsFields}
    return {
        f"{kind}.{name}": (kind, [_long(kind, name, piece) for piece in LONG.values()])
        for kind, schema in schemas.items()
        for name in schema.model_fields
    }


def _long(kind: str, name: str, piece: str) -> Callable[[int], str]:
    others = {key: value for key, value in NEEDED[kind].items() if key != name}
    return lambda n: head(others).replace("---\n", f"---\n{name}: x{piece * n}x\n", 1)
