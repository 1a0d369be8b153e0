"""What a build came to, as it is remembered: a row for each page, with all that it was made from.

It is one record, since every build looks at all of it: compared with the rows of the next build it tells which pages
are stale, and why.
"""

from __future__ import annotations

import json
import sys
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.codec import pack, unpack
from sitegen.problems.report import Summary
from sitegen.site.views import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_BETWEEN = "\x7f"  # in no name and no title, and nothing that JSON has to escape
_COLUMNS = (
    "routes", "kinds", "titles", "views", "found", "standing", "ids", "names", "entries", "bodies",
    "paths", "words", "facts",
)  # read as a list  # fmt: skip
FILES = frozenset(("asset", "theme"))
"""The kinds of what goes into the site as it is."""
_SHORT = 32  # hex digits of what stands for something


class PageRow(NamedTuple):
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

    pages: tuple[PageRow, ...]
    plain: tuple[PageRow, ...]
    """Files that go into the site as they are: the theme's, and the assets that are used."""
    site: Site
    """What every page may see."""
    assets: tuple[str, ...]
    """Paths of the assets that are used."""
    report: Summary
    """With the problems of the files, not of the templates."""
    inputs: str
    """What it was decided from besides the facts, as `memory/inputs` writes it."""
    files: Mapping[str, tuple[str, str]]
    """By path, what stands for the words of a file, and for its facts."""
    frames: Mapping[str, str]
    """By kind, what stands for the site and the templates round its pages, as `memory/inputs` writes it."""

    @property
    def rows(self) -> Iterator[PageRow]:
        """Of all pages and files."""
        return chain(self.pages, self.plain)


class OldOutline:
    """The outline of the last build, read as far as somebody asks."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError, TypeError or LookupError where it is damaged."""
        first, _, rest = data.partition(b"\n")
        head = json.loads(first)
        self.inputs: str = head["inputs"]
        self.frames: Mapping[str, str] = head["frames"]
        self.assets: tuple[str, ...] = tuple(head["assets"])
        self.report: Summary = unpack(Summary, head["report"])
        self.site: Site = unpack(Site, head["site"])
        self._plain = head["plain"]
        ends = list(accumulate(head["lengths"], initial=0))
        self.columns = dict(zip(_COLUMNS, (rest[start:end] for start, end in pairwise(ends)), strict=True))
        prints = zip(self._texts("words"), self._texts("facts"), strict=True)
        self.files = dict(zip(self._texts("paths"), prints, strict=True))

    @cached_property
    def pages(self) -> tuple[PageRow, ...]:
        """In the order of their addresses."""
        if not self.columns["routes"]:
            return ()
        ids, names = self._texts("ids"), self._texts("names")
        entries = [tuple([ids[number] for number in numbers]) for numbers in json.loads(self.columns["entries"])]
        bodies = [tuple([names[number] for number in numbers]) for numbers in json.loads(self.columns["bodies"])]
        prints = map(self._texts, ("views", "found", "standing"))
        kinds = map(sys.intern, self._texts("kinds"))
        return tuple(map(PageRow, self._texts("routes"), kinds, self._texts("titles"), entries, bodies, *prints))

    @cached_property
    def rows(self) -> dict[str, PageRow]:
        """Of all pages and files, by route."""
        plain = [PageRow(route, kind, "", (), (), view, "", standing) for route, kind, view, standing in self._plain]
        return {row.route: row for row in (*self.pages, *plain)}

    def _texts(self, name: str) -> list[str]:
        column = self.columns[name]
        return column.decode("utf-8", "surrogatepass").split(_BETWEEN) if column else []


def dump_outline(outline: Outline, before: OldOutline | None) -> bytes:
    """The outline as bytes: a line that says what else there is, then columns, which many rows are quickly read from.

    Where the pages are those that there were `before`, most columns are as they were read.
    """
    files = outline.files.values()
    columns = {
        **(before.columns if before else _columns(outline.pages)),
        "standing": _column([row.standing for row in outline.pages]),
        "paths": _column(outline.files),
        "words": _column([words for words, _ in files]),
        "facts": _column([facts for _, facts in files]),
    }
    head = {
        "inputs": outline.inputs,
        "frames": outline.frames,
        "assets": outline.assets,
        "report": pack(outline.report),
        "site": pack(outline.site),
        "plain": [(row.route, row.kind, row.view, row.standing) for row in outline.plain],
        "lengths": [len(columns[name]) for name in _COLUMNS],
    }
    return b"".join((json.dumps(head).encode(), b"\n", *(columns[name] for name in _COLUMNS)))


def _columns(rows: Sequence[PageRow]) -> dict[str, bytes]:
    ids, names = _numbered(row.entries for row in rows), _numbered(row.bodies for row in rows)
    return {
        "routes": _column([row.route for row in rows]),
        "kinds": _column([row.kind for row in rows]),
        "titles": _column([row.title for row in rows]),
        "views": _column([row.view for row in rows]),
        "found": _column([row.found for row in rows]),
        "ids": _column(ids),
        "names": _column(names),
        "entries": json.dumps([[ids[key] for key in row.entries] for row in rows]).encode(),
        "bodies": json.dumps([[names[path] for path in row.bodies] for row in rows]).encode(),
    }


def _column(texts: Iterable[str]) -> bytes:
    return _BETWEEN.join(texts).encode("utf-8", "surrogatepass")


def short(sha256: str) -> str:
    """What stands for bytes in a row."""
    return sha256[:_SHORT]


def _numbered(lists: Iterable[Sequence[str]]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(chain.from_iterable(lists)))}
