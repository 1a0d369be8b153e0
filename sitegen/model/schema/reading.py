"""A file in the middle of being read: what the makers of entries, digests, topics, people and pages start from."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.model.values import File, Head, Ref
from sitegen.problems.problem import Place
from sitegen.reading.frontmatter import FrontMatter
from sitegen.reading.markdown import Body


class Reading(NamedTuple):
    """A file in the middle of being read: its fields' places, its head and its body."""

    path: str
    front: FrontMatter
    head: Head
    body: Body
    body_unreadable: bool
    broken: frozenset[str]

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
        return tuple([self.ref(field, index, name=name) for index, name in enumerate(names)])

    def file(self) -> File:
        """What is known of the file whatever its kind."""
        places = {
            ".".join(map(str, path)): (at.line or 1, at.column or 1)
            for path, at in self.front.fields.places.items()
            if len(path) == 1 or path[-1:] in (("date",), ("as_of",), ("fingerprint",))
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
