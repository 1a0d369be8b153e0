"""One file's bytes to its value: the only place where text, fields, body and schema meet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.model.schema import digest, entry, person, topic
from sitegen.model.schema.check import check_fields
from sitegen.model.values import File, Head, Ref
from sitegen.problems import fields as field_problems
from sitegen.problems.problem import Place, Problem, has_errors
from sitegen.reading.frontmatter import FrontMatter, parse_front_matter
from sitegen.reading.markdown import EMPTY, Body, Labels, parse_body
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


class Reading(NamedTuple):
    """A file in the middle of being read: its fields' places, its head and its body."""

    path: str
    front: FrontMatter
    head: Head
    body: Body
    body_unreadable: bool
    broken: frozenset[str]
    no_day: date = date(1970, 1, 1)
    """Stands where a day is required and cannot be read."""

    @property
    def body_line(self) -> int:
        """The line on which the body starts; the last of the front matter where there is none."""
        return self.front.body_line if self.front.body else self.front.body_line - 1

    def at(self, *path: str | int) -> Place:
        """The place of a field's value."""
        return self.front.fields.place(*path)

    def ref(self, *path: str | int, name: str) -> Ref:
        """A name with the place of the field it stands in."""
        place = self.at(*path)
        return Ref(name, place.line or 1, place.column or 1)

    def refs(self, field: str, names: tuple[str, ...]) -> tuple[Ref, ...]:
        """The names of a list, each with its place."""
        return tuple(self.ref(field, index, name=name) for index, name in enumerate(names))

    def file(self) -> File:
        """What is known of the file whatever its kind."""
        places = {
            str(path[0]): (at.line or 1, at.column or 1)
            for path, at in self.front.fields.places.items()
            if len(path) == 1
        }
        return File(
            self.path,
            self.head,
            places,
            self.front.body_line,
            bool(self.body.html),
            self.body.links,
            self.body.anchors,
            tuple(sorted(self.broken)),
        )


def parse_content(kind: str, path: str, data: bytes, labels: Labels, plugins: tuple[str, ...]) -> Parsed:
    """What the file at `path` says; `kind` is entry, digest, topic, person or page. Never raises, for any bytes."""
    source, found = parse_source(path, data)
    if source is None:
        return Parsed(None, "", tuple(found))
    front, found = parse_front_matter(source)
    if front is None:
        return Parsed(None, "", tuple(found))
    schema, make = _KINDS[kind]
    fields, field_found, broken = check_fields(schema, front.fields)
    body, body_found = parse_body(path, front.body, front.body_line, labels, plugins)
    head, head_found = _head(front, fields)
    unreadable = body is EMPTY and has_errors(body_found)
    reading = Reading(path, front, head, body, unreadable, frozenset(broken))
    value, made_found = make(reading, fields)
    problems = [*found, *field_found, *head_found, *body_found, *made_found]
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
