"""What a build came to: a row for each page, with all that it was made from.

What stands at each address is told by the manifest of the output. What it was made from is remembered here, in the
same order, and belongs to that manifest alone. It is one record, since every build looks at all of it: compared with
the rows of the next build it tells which pages are stale, and why.
"""

from __future__ import annotations

import json
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.codec import pack, unpack
from sitegen.problems.report import Summary
from sitegen.site.views import Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sitegen.memory.tree import Tree

_BETWEEN = "\x7f"  # in no name, and nothing that JSON has to escape
_COLUMNS = ("views", "found", "names", "bodies", "paths", "words", "facts")
_WIDTH = 16  # bytes of what stands for something
INDEX = "index"
"""The kind of a file of the search index."""
FILES = frozenset(("asset", "theme"))
"""The kinds of what goes into the site as it is."""
_NO_PAGES = FILES | {INDEX}


class PageRow(NamedTuple):
    """A page, or a file that goes into the site as it is."""

    route: str
    kind: str
    title: str
    entries: tuple[str, ...]
    """Ids of the entries whose words are in it."""
    bodies: tuple[str, ...]
    """Paths of the files whose bodies it shows."""
    view: bytes
    """Stands for all that its view is made of; for the bytes of a file."""
    found: bytes = b""
    """Of an entry, stands for all that the search knows of it but its words."""


class FilePrints(NamedTuple):
    """What stands for each file that is parsed, one behind the other."""

    reading: str
    """For the way in which all are read."""
    paths: Sequence[str]
    words: bytes
    """For the HTML of the body: for what the file holds."""
    facts: bytes

    def by_path(self, column: bytes) -> dict[str, bytes]:
        """One of these columns, by path."""
        return dict(zip(self.paths, _cut(column), strict=True))


class Outline(NamedTuple):
    """All that was decided, and what it was decided from."""

    pages: tuple[PageRow, ...]
    """In the order of their addresses."""
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
    files: FilePrints
    frames: Mapping[str, str]
    """By kind, what stands for the site and the templates round its pages, as `memory/inputs` writes it."""

    @property
    def rows(self) -> Iterator[PageRow]:
        """Of all pages and files."""
        return chain(self.pages, self.plain)


class OldOutline:
    """The outline of the last build, read as far as somebody asks."""

    def __init__(self, data: bytes, tree: Tree, manifest: str) -> None:
        """`tree` is what stands in the output, as this manifest says.

        Raises ValueError, TypeError or LookupError where the outline is damaged.
        """
        first, _, rest = data.partition(b"\n")
        head = json.loads(first)
        self.inputs: str = head["inputs"]
        self.frames: Mapping[str, str] = head["frames"]
        self.assets: tuple[str, ...] = tuple(head["assets"])
        self.report: Summary = unpack(Summary, head["report"])
        self.site: Site = unpack(Site, head["site"])
        self.stands: bool = head["manifest"] == manifest
        """Whether the output is the one that it tells of."""
        self._plain, self._tree = head["plain"], tree
        ends = list(accumulate(head["lengths"], initial=0))
        self.columns = dict(zip(_COLUMNS, (rest[start:end] for start, end in pairwise(ends)), strict=True))
        self.files = FilePrints(
            head["reading"], _split(self.columns["paths"]), self.columns["words"], self.columns["facts"]
        )

    @cached_property
    def pages(self) -> tuple[PageRow, ...]:
        """In the order of their addresses; none where the output is another one. Raises ValueError if damaged."""
        if not self.stands:
            return ()
        names = _split(self.columns["names"])
        bodies = [tuple([names[number] for number in numbers]) for numbers in json.loads(self.columns["bodies"])]
        made = [(route, one) for route, one in self._tree.items() if one.kind not in _NO_PAGES]
        found = iter(_cut(self.columns["found"]))
        return tuple(
            [
                PageRow(route, one.kind, one.title, one.entries, its, view, next(found) if one.kind == "entry" else b"")
                for (route, one), its, view in zip(made, bodies, _cut(self.columns["views"]), strict=True)
            ]
        )

    @cached_property
    def rows(self) -> dict[str, PageRow]:
        """Of all pages and files, by route."""
        plain = self._plain if self.stands else ()
        rows = [PageRow(route, kind, "", (), (), bytes.fromhex(view)) for route, kind, view in plain]
        return {row.route: row for row in (*self.pages, *rows)}


def dump_outline(outline: Outline, before: OldOutline | None, manifest: str) -> bytes:
    """The outline as bytes: a line that says what else there is, then columns, which many rows are quickly read from.

    Where the pages are those that there were `before`, most columns are as they were read.
    """
    columns = {
        **(before.columns if before else _columns(outline.pages)),
        "paths": _BETWEEN.join(outline.files.paths).encode("utf-8", "surrogatepass"),
        "words": outline.files.words,
        "facts": outline.files.facts,
    }
    head = {
        "inputs": outline.inputs,
        "frames": outline.frames,
        "assets": outline.assets,
        "report": pack(outline.report),
        "site": pack(outline.site),
        "manifest": manifest,
        "reading": outline.files.reading,
        "plain": [(row.route, row.kind, row.view.hex()) for row in outline.plain],
        "lengths": [len(columns[name]) for name in _COLUMNS],
    }
    return b"".join((json.dumps(head).encode(), b"\n", *(columns[name] for name in _COLUMNS)))


def _columns(rows: Sequence[PageRow]) -> dict[str, bytes]:
    names = {name: number for number, name in enumerate(dict.fromkeys(chain.from_iterable(row.bodies for row in rows)))}
    return {
        "views": b"".join([row.view for row in rows]),
        "found": b"".join([row.found for row in rows]),
        "names": _BETWEEN.join(names).encode("utf-8", "surrogatepass"),
        "bodies": json.dumps([[names[path] for path in row.bodies] for row in rows]).encode(),
    }


def _split(column: bytes) -> list[str]:
    return column.decode("utf-8", "surrogatepass").split(_BETWEEN) if column else []


def _cut(column: bytes) -> list[bytes]:
    return [column[start : start + _WIDTH] for start in range(0, len(column), _WIDTH)]
