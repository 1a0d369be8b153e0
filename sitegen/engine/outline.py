"""What a build came to, as it is remembered: a row for each page, with all that it was made from.

It is one record, since every build looks at all of it: compared with the rows of the next build it tells which pages
are stale, and why.
"""

from __future__ import annotations

import json
import sys
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.records import pack, unpack
from sitegen.problems.report import Report
from sitegen.site.views import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_BETWEEN = "\x7f"  # in no name and no title, and nothing that JSON has to escape
_SHORT = 32  # hex digits of what stands for something


class Row(NamedTuple):
    """A page, or a file that goes into the site as it is."""

    route: str
    kind: str
    title: str
    entries: tuple[str, ...]
    """Ids of the entries whose words are in it."""
    bodies: tuple[str, ...]
    """Paths of the files whose bodies it shows."""
    view: str
    """Stands for all that its view is made of; for the bytes of a file."""
    found: str = ""
    """Of an entry, stands for all that the search knows of it but its words."""
    standing: str = ""
    """Stands for the bytes that were made, once they are: the first half of their SHA-256."""


class Outline(NamedTuple):
    """All that was decided, and what it was decided from."""

    pages: tuple[Row, ...]
    plain: tuple[Row, ...]
    """Files that go into the site as they are: the theme's, and the assets that are used."""
    site: Site
    """What every page may see."""
    assets: tuple[str, ...]
    """Paths of the assets that are used."""
    report: Report
    """With the problems of the files, not of the looks."""
    inputs: str
    """What it was decided from besides the facts, as `memory/inputs` writes it."""
    files: Mapping[str, tuple[str, str]]
    """By path, what stands for the words of a file, and for its facts."""
    frames: Mapping[str, str]
    """By kind, what stands for the site and the templates round its pages, as `memory/inputs` writes it."""

    @property
    def rows(self) -> Iterator[Row]:
        """Of all pages and files."""
        return chain(self.pages, self.plain)


class OldOutline:
    """The outline of the last build, read as far as somebody asks."""

    def __init__(self, data: bytes) -> None:
        self.found: dict[str, Any] = json.loads(data)
        self.inputs: str = self.found["inputs"]
        self.frames: Mapping[str, str] = self.found["frames"]
        words, facts = (self.found[name].split(_BETWEEN) for name in ("words", "facts"))
        self.files = dict(zip(self.found["paths"].split(_BETWEEN), zip(words, facts, strict=True), strict=True))

    @cached_property
    def report(self) -> Report:
        """With the problems of the files."""
        return unpack(Report, self.found["report"])  # type: ignore[no-any-return]  # it is one, or raises

    @cached_property
    def pages(self) -> tuple[Row, ...]:
        """In the order of their addresses."""
        found = self.found
        columns = [found[name].split(_BETWEEN) for name in ("routes", "kinds", "titles", "views", "found", "standing")]
        routes, kinds, titles, *prints = columns
        ids, names = found["ids"].split(_BETWEEN), found["names"].split(_BETWEEN)
        entries = [tuple([ids[number] for number in numbers]) for numbers in found["entries"]]
        bodies = [tuple([names[number] for number in numbers]) for numbers in found["bodies"]]
        return tuple(map(Row, routes, map(sys.intern, kinds), titles, entries, bodies, *prints))

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Of all pages and files, by route."""
        plain = [
            Row(route, kind, "", (), (), view, "", standing) for route, kind, view, standing in self.found["plain"]
        ]
        return {row.route: row for row in (*self.pages, *plain)}

    @property
    def site(self) -> Site:
        """What every page could see."""
        return unpack(Site, self.found["site"])  # type: ignore[no-any-return]  # it is one, or raises


def dump_outline(outline: Outline, before: OldOutline | None) -> bytes:
    """The outline as bytes: in columns, and in as few texts as can be, since there are many rows.

    Where the pages are those that there were `before`, most columns are as they were read.
    """
    words, facts = zip(*outline.files.values(), strict=True) if outline.files else ((), ())
    found = {
        **(before.found if before else _columns(outline.pages)),
        "standing": _BETWEEN.join([row.standing for row in outline.pages]),
        "plain": [(row.route, row.kind, row.view, row.standing) for row in outline.plain],
        "site": pack(outline.site),
        "assets": outline.assets,
        "report": pack(outline.report),
        "inputs": outline.inputs,
        "paths": _BETWEEN.join(outline.files),
        "words": _BETWEEN.join(words),
        "facts": _BETWEEN.join(facts),
        "frames": outline.frames,
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _columns(rows: Sequence[Row]) -> dict[str, Any]:
    ids, names = _numbered(row.entries for row in rows), _numbered(row.bodies for row in rows)
    return {
        "routes": _BETWEEN.join([row.route for row in rows]),
        "kinds": _BETWEEN.join([row.kind for row in rows]),
        "titles": _BETWEEN.join([row.title for row in rows]),
        "views": _BETWEEN.join([row.view for row in rows]),
        "found": _BETWEEN.join([row.found for row in rows]),
        "ids": _BETWEEN.join(ids),
        "names": _BETWEEN.join(names),
        "entries": [[ids[key] for key in row.entries] for row in rows],
        "bodies": [[names[path] for path in row.bodies] for row in rows],
    }


def short(sha256: str) -> str:
    """What stands for bytes in a row."""
    return sha256[:_SHORT]


def _numbered(lists: Iterable[Sequence[str]]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(chain.from_iterable(lists)))}
