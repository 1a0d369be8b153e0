"""One file's bytes to its value: the only place where text, fields, body and schema meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.model.approval import digest_parts, entry_parts, make_approval
from sitegen.model.redactions import FIELD, check_redactions, redact
from sitegen.model.schema import digest, entry, person, topic
from sitegen.model.schema.reading import Reading
from sitegen.model.schema.validation import check_fields
from sitegen.model.values import Head, Ref, Waiver
from sitegen.problems import at_odds
from sitegen.problems.problem import Problem, has_errors
from sitegen.reading.for_colleagues import find_leftovers
from sitegen.reading.frontmatter import FrontMatter, parse_front_matter
from sitegen.reading.markdown import EMPTY, Body, Labels, parse_body
from sitegen.reading.pasted.field_marks import marks_in_fields
from sitegen.reading.source import parse_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.model.schema.head import HeadFields
    from sitegen.model.schema.types import ApprovedFields

_MOST_TRIED = 9  # redactions of one answer that are undone one by one, to see what was approved
_KINDS: dict[str, tuple[type[Any], Callable[..., tuple[Any, list[Problem]]]]] = {
    "entry": (entry.EntryFields, entry.make_entry),
    "digest": (digest.DigestFields, digest.make_digest),
    "topic": (topic.TopicFields, topic.make_topic),
    "person": (person.PersonFields, person.make_person),
    "page": (person.PageFields, person.make_page),
}
SCHEMAS: dict[str, type[HeadFields]] = {kind: schema for kind, (schema, _) in _KINDS.items()}
"""The schema of each kind of file."""


class Parsed(NamedTuple):
    """What one file says."""

    value: Any
    """EntryFile, DigestFile, TopicFile, PersonFile or PageFile; None where the file cannot be read at all."""
    html: str
    """The body."""
    problems: tuple[Problem, ...]


def parse_content(kind: str, path: str, data: bytes, labels: Labels, plugins: tuple[str, ...]) -> Parsed:
    """What the file at `path` says; `kind` is entry, digest, topic, person or page. Never raises, for any bytes."""
    source, found = parse_source(path, data)
    if source is None:
        return Parsed(None, "", tuple(found))
    whole, found = parse_front_matter(source)
    if whole is None:
        return Parsed(None, "", tuple(found))
    redacted = redact(whole, labels.removed) if kind == "entry" and FIELD in whole.fields.values else None
    front = redacted.front if redacted else whole
    read = _read(kind, path, front, labels, plugins)
    value, problems = read.value, [*found, *read.problems, *marks_in_fields(front.fields)]
    problems += find_leftovers(path, source.text, front)
    if read.approved and not read.is_unreadable:
        parts = _parts_as_redacted(kind, path, whole, read, labels, plugins)
        value = value._replace(approved=make_approval(read.approved, parts))
    if redacted and not read.is_unreadable:
        problems += check_redactions(path, redacted, read.body)
    if value.file.head.draft:
        problems = [problem.softened() for problem in problems]
    return Parsed(value, read.body.html, tuple(problems))


class _Read(NamedTuple):
    """What the fields and the body of a file say."""

    value: Any
    body: Body
    problems: list[Problem]
    approved: ApprovedFields | None
    is_unreadable: bool
    """The body."""


def _read(kind: str, path: str, front: FrontMatter, labels: Labels, plugins: tuple[str, ...]) -> _Read:
    schema, make = _KINDS[kind]
    fields, field_found, broken = check_fields(schema, front.fields)
    body, body_found = parse_body(path, front.body, front.body_line, labels, plugins)
    head, head_found = _head(front, fields)
    unreadable = body is EMPTY and has_errors(body_found)
    value, made_found = make(Reading(path, front, head, body, unreadable, frozenset(broken)), fields)
    approved = fields.approved if isinstance(fields, entry.EntryFields | digest.DigestFields) else None
    return _Read(value, body, [*field_found, *head_found, *body_found, *made_found], approved, unreadable)


def _parts_as_redacted(
    kind: str, path: str, whole: FrontMatter, read: _Read, labels: Labels, plugins: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """The parts that an approval binds, as they are; then as they were before the last redaction, and so on.

    What was approved before words were taken out of it stays approved: taking away asks for nobody's yes.
    """
    yield parts_of(kind, read.value, read.body.html)
    rows = whole.fields.values.get(FIELD) if kind == "entry" else None
    rows = rows if isinstance(rows, list) else []
    for count in range(len(rows) - 1, max(-1, len(rows) - _MOST_TRIED), -1):
        fields = whole.fields._replace(values={**whole.fields.values, FIELD: rows[:count]})
        older = _read(kind, path, redact(whole._replace(fields=fields), labels.removed).front, labels, plugins)
        yield parts_of(kind, older.value, older.body.html)


def parts_of(kind: str, value: Any, html: str) -> dict[str, Any]:
    """The words of an entry or a digest that an approval binds."""
    return entry_parts(value, html) if kind == "entry" else digest_parts(value, html)


def _head(front: FrontMatter, fields: HeadFields) -> tuple[Head, list[Problem]]:
    place = front.fields.place
    aliases = tuple(
        Ref(alias, at.line or 1, at.column or 1)
        for index, alias in enumerate(fields.aliases)
        for at in [place("aliases", index)]
    )
    waivers = tuple(Waiver(w.kind, w.fingerprint, w.reason, w.by, w.until) for w in fields.privacy_ok)
    head = Head(fields.draft, fields.publish_from, fields.publish_until, aliases, waivers, fields.extra)
    if head.publish_from and head.publish_until and head.publish_until < head.publish_from:
        return head, [at_odds.until_before_from(place("publish_until"))]
    return head, []
