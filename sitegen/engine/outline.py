"""What a build came to: a row for each page, with all that it was made from.

What stands at each address is told by the manifest of the output. What it was made from is remembered here, in the
same order, and belongs to that manifest alone. It is one record, since every build looks at all of it: compared with
the rows of the next build it tells which pages are stale, and why.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.codec import pack, unpack
from sitegen.memory.packed_columns import dump_columns, join_names, load_columns, split_names, split_prints
from sitegen.problems.report import Summary
from sitegen.search.abbreviation import Abbreviation
from sitegen.site.views.site_view import Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sitegen.memory.tree import Tree

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

    paths: Sequence[str]
    words: bytes
    """For the HTML of the body: for what the file holds."""
    facts: bytes

    def by_path(self, column: bytes) -> dict[str, bytes]:
        """One of these columns, by path."""
        return dict(zip(self.paths, split_prints(column), strict=True))


class Whole(NamedTuple):
    """What was decided of all pages together, and what it was decided from besides the facts."""

    site: Site
    """What every page may see."""
    assets: tuple[str, ...]
    """Paths of the assets that are used."""
    report: Summary
    """With the problems of the files, not of the templates."""
    inputs: str
    """As `memory/inputs` writes it."""
    reading: str
    """Stands for the way in which files were read."""
    frames: dict[str, str]
    """By kind, what stands for the site and the templates round its pages, as `memory/inputs` writes it."""
    abbreviations: tuple[Abbreviation, ...]
    """What the search takes for one another."""


class Outline(NamedTuple):
    """All that was decided."""

    whole: Whole
    pages: tuple[PageRow, ...]
    """In the order of their addresses."""
    plain: tuple[PageRow, ...]
    """Files that go into the site as they are: the theme's, and the assets that are used."""
    files: FilePrints
    columns: Mapping[str, bytes]
    """The pages as they are dumped."""
    stands: bool = True
    """Whether the output is the one that it tells of. If not, it has no rows."""

    @property
    def rows(self) -> Iterator[PageRow]:
        """Of all pages and files."""
        return chain(self.pages, self.plain)


def plain_row(route: str, kind: str, fingerprint: str) -> PageRow:
    """The row of a file that goes into the site as it is."""
    return PageRow(route, kind, "", (), (), bytes.fromhex(fingerprint))


def columns_of(rows: Sequence[PageRow]) -> dict[str, bytes]:
    """What the manifest does not say of these pages."""
    names = {name: number for number, name in enumerate(dict.fromkeys(chain.from_iterable(row.bodies for row in rows)))}
    return {
        "views": b"".join([row.view for row in rows]),
        "found": b"".join([row.found for row in rows]),
        "names": join_names(names),
        "bodies": json.dumps([[names[path] for path in row.bodies] for row in rows]).encode(),
    }


def dump_outline(outline: Outline, manifest: str) -> bytes:
    """The outline as bytes; `manifest` is the hash of the one that it belongs to."""
    plain = [(row.route, row.kind, row.view.hex()) for row in outline.plain]
    files = outline.files
    columns = {"paths": join_names(files.paths), "words": files.words, "facts": files.facts}
    return dump_columns([manifest, pack(outline.whole), plain], {**outline.columns, **columns})


def load_outline(data: bytes, tree: Tree, manifest: str) -> Outline:
    """The outline of the last build; `tree` is what stands in the output, as the manifest with this hash says.

    Raises ValueError, TypeError or LookupError where the outline is damaged.
    """
    (its_manifest, whole, plain), columns = load_columns(data)
    files = FilePrints(split_names(columns.pop("paths")), columns.pop("words"), columns.pop("facts"))
    outline = Outline(unpack(Whole, whole), (), (), files, columns, its_manifest == manifest)
    if not outline.stands:
        return outline
    return outline._replace(pages=tuple(_pages(columns, tree)), plain=tuple([plain_row(*row) for row in plain]))


def _pages(columns: Mapping[str, bytes], tree: Tree) -> Iterator[PageRow]:
    names = split_names(columns["names"])
    found = iter(split_prints(columns["found"]))
    made = [(route, one) for route, one in tree.items() if one.kind not in _NO_PAGES]
    bodies = json.loads(columns["bodies"])
    for (route, one), view, numbers in zip(made, split_prints(columns["views"]), bodies, strict=True):
        its_bodies = tuple([names[number] for number in numbers])
        its_found = next(found) if one.kind == "entry" else b""
        yield PageRow(route, one.kind, one.title, one.entries, its_bodies, view, its_found)
