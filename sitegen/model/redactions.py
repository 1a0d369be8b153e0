"""Words that protect somebody by not being there: a mark stands for them in all that is made of an entry.

They are taken out before anything else looks at the entry, so neither a page nor what is remembered ever holds them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.problems import corrected as problems
from sitegen.reading.frontmatter import parse_front_matter
from sitegen.reading.source import parse_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Place, Problem
    from sitegen.reading.frontmatter import FrontMatter
    from sitegen.reading.markdown import Body

FIELD = "redactions"
_NOT_TEXT = frozenset(
    (
        *("what", "topics", "answered_by", "follows", "supersedes", "related", "aliases", "owner", "by", "url"),
        *("status", "strength", "due_source", "answer_form", "draft", "edited", "removed"),
    )
)
"""Fields that name something, or whose words mean something to us: in them nothing is replaced, only looked for."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_WORD = re.compile(r"\w+")
_STYLES = {"'": "['’‘ʼ′`]", '"': '["“”„«»]'}


class Redacted(NamedTuple):
    """A file without the words that it has taken out."""

    front: FrontMatter
    places: dict[int, Place]
    """Of those redactions, by number, whose words were found nowhere."""
    words: dict[int, str]
    """What every redaction takes out; never kept."""


def redact(front: FrontMatter, mark: str) -> Redacted:
    """Put the mark in the place of all that the file's redactions name, in its fields and in its body."""
    words = dict(_named(front.fields.values.get(FIELD)))
    values, body, missing = front.fields.values, unicodedata.normalize("NFC", front.body), {}
    for number, what in words.items():
        pattern = _pattern(what)
        values, in_fields = _without(values, pattern, mark)
        body, in_body = pattern.subn(lambda found: _escaped(mark) + "\n" * found[0].count("\n"), body)
        if not in_fields + in_body:
            missing[number] = front.fields.place(FIELD, number, "what")
    return Redacted(front._replace(fields=front.fields._replace(values=values), body=body), missing, words)


def redacted_words(path: str, data: bytes) -> list[str]:
    """What the redactions of an entry's file take out, as it stands there."""
    source, _ = parse_source(path, data)
    front = parse_front_matter(source)[0] if source else None
    return [what for _, what in _named(front.fields.values.get(FIELD))] if front else []


def check_redactions(path: str, redacted: Redacted, body: Body) -> list[Problem]:
    """Words that a redaction names and that stand nowhere, or stand there still in a form that was not seen."""
    fields = redacted.front.fields
    found = [problems.redaction_not_found(at) for at in redacted.places.values()]
    for number, what in redacted.words.items():
        at = fields.place(FIELD, number, "what")
        for where in _remains(what, path, redacted.front, body):
            found.append(problems.redaction_remains(at, where))
            break
    return found


def _named(redactions: Any) -> Iterator[tuple[int, str]]:
    """The words of each redaction that has some, whatever else is wrong with it."""
    for number, row in enumerate(redactions if isinstance(redactions, list) else ()):
        what = row.get("what") if isinstance(row, dict) else None
        if isinstance(what, str) and _WORD.search(what):
            yield number, what


def _pattern(what: str) -> re.Pattern[str]:
    """Finds the words in any letter case, over the ends of lines, whatever the style of their apostrophes."""
    words = unicodedata.normalize("NFC", what).split()
    parts = ["".join(_STYLES.get(c, re.escape(c)) for c in "".join(map(_plain_mark, word))) for word in words]
    start = r"(?<!\w)" if words[0][0].isalnum() else ""
    end = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return re.compile(start + r"\s+".join(parts) + end, re.IGNORECASE)


def _plain_mark(character: str) -> str:
    return next((plain for plain, styles in _STYLES.items() if character in styles[1:-1]), character)


def _without(value: Any, pattern: re.Pattern[str], mark: str) -> tuple[Any, int]:
    """The value without the words, and how often they stood there."""
    if isinstance(value, str):
        return pattern.subn(lambda _: mark, unicodedata.normalize("NFC", value))
    if isinstance(value, list):
        parts = [_without(item, pattern, mark) for item in value]
        return [part for part, _ in parts], sum(count for _, count in parts)
    if isinstance(value, dict):
        rows = {name: (item, 0) if name in _NOT_TEXT else _without(item, pattern, mark) for name, item in value.items()}
        return {name: item for name, (item, _) in rows.items()}, sum(count for _, count in rows.values())
    return value, 0


def _escaped(mark: str) -> str:
    """The mark as Markdown reads it as text."""
    return mark.replace("[", "\\[").replace("]", "\\]")


def _remains(what: str, path: str, front: FrontMatter, body: Body) -> Iterator[str]:
    """Where the words can be read still, between marks or as a part of an address."""
    needle = _words(what)
    if any(needle in _words(text) for text in (body.text, html.unescape(body.html))):
        yield "in the answer, with marks between them or in an address"
    for name, value in front.fields.values.items():
        if needle in _words(" ".join(_texts(value))):
            yield f"in the field “{name}”"
    if needle in _words(path.removesuffix(".md")):
        yield "in the name of the file, which is the address of its page"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in [item for name, item in value.items() if name != "what"] if isinstance(value, dict) else value:
            yield from _texts(item)


def _words(text: str) -> str:
    """The words alone, a space round each, so that whole ones are found."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).casefold().replace("_", " ")
    return f" {' '.join(_WORD.findall(plain))} "
