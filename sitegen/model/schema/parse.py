"""One file's bytes to its value: the only place where text, fields, body and schema meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.model.redactions import FIELD, check_redactions, redact
from sitegen.model.schema import digest, entry, person, topic
from sitegen.model.schema.reading import Reading
from sitegen.model.schema.validation import check_fields
from sitegen.model.values import Head, Ref
from sitegen.problems import fields as field_problems
from sitegen.problems.problem import Problem, has_errors
from sitegen.reading.frontmatter import FrontMatter, parse_front_matter
from sitegen.reading.markdown import EMPTY, Labels, parse_body
from sitegen.reading.pasted.field_marks import marks_in_fields
from sitegen.reading.source import parse_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model.schema.types import HeadFields

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
    front, found = parse_front_matter(source)
    if front is None:
        return Parsed(None, "", tuple(found))
    redacted = redact(front, labels.removed) if kind == "entry" and FIELD in front.fields.values else None
    front = redacted.front if redacted else front
    schema, make = _KINDS[kind]
    fields, field_found, broken = check_fields(schema, front.fields)
    body, body_found = parse_body(path, front.body, front.body_line, labels, plugins)
    head, head_found = _head(front, fields)
    unreadable = body is EMPTY and has_errors(body_found)
    reading = Reading(path, front, head, body, unreadable, frozenset(broken))
    value, made_found = make(reading, fields)
    problems = [*found, *field_found, *head_found, *body_found, *made_found, *marks_in_fields(front.fields)]
    if redacted and not unreadable:
        problems += check_redactions(path, redacted, body)
    if head.draft:
        problems = [problem.softened() for problem in problems]
    return Parsed(value, body.html, tuple(problems))


def _head(front: FrontMatter, fields: HeadFields) -> tuple[Head, list[Problem]]:
    place = front.fields.place
    aliases = tuple(
        Ref(alias, at.line or 1, at.column or 1)
        for index, alias in enumerate(fields.aliases)
        for at in [place("aliases", index)]
    )
    head = Head(fields.draft, fields.publish_from, fields.publish_until, aliases, fields.extra)
    if head.publish_from and head.publish_until and head.publish_until < head.publish_from:
        return head, [field_problems.until_before_from(place("publish_until"))]
    return head, []
