"""The search index of a site: changed where edits touch it, else made anew.

What each entry was when it was indexed is remembered. Only if the output is the one that belongs to this, its shards
whole, are these changed, rather than made anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.engine.outline import INDEX
from sitegen.engine.page_records import PageRecords
from sitegen.memory.regular import read_regular
from sitegen.memory.remembered import MISSING, Step
from sitegen.memory.staged import stage
from sitegen.memory.tree import Made
from sitegen.memory.workers import FEW, Task
from sitegen.reading.links import route_of
from sitegen.search.abbreviation import Abbreviation
from sitegen.search.document import Document
from sitegen.search.index import make_index, update
from sitegen.search.packed_entry import PackedEntry, pack_head, unpack_entry
from sitegen.site.search import found_parts, search_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.engine.outline import PageRow
    from sitegen.engine.outlining import Planned
    from sitegen.engine.planning import Ready
    from sitegen.memory.output import Output

_EMPTY = Document((), ())
_MANY = 20
"""More names than this explain nothing."""


def find_entries(plan: Ready) -> dict[str, PackedEntry]:
    """Every entry that can be found, by route, as it is remembered."""
    listed = plan.sources.listed
    given = plan.bodies.given
    return {e.route: PackedEntry(_head(plan, key), given.document(e.source.file.path)) for key, e in listed.items()}


def _head(plan: Ready, key: str) -> str:
    """All that the search knows of an entry besides its words."""
    return pack_head(search_entry(found_parts(plan.sources.listed[key], plan.sources), _EMPTY))


def make_shards(plan: Ready) -> dict[str, bytes]:
    """The whole index, made of nothing but the plan."""
    return make_index(map(unpack_entry, find_entries(plan).values()), plan.settings.language, plan.abbreviations)


class IndexJob(NamedTuple):
    """A search index to make and to stage."""

    entries: Iterable[PackedEntry]
    language: str
    abbreviations: tuple[Abbreviation, ...]
    staged: Path
    standing: dict[str, str]
    """The hash of what stands at each route."""


def run_index(job: IndexJob) -> dict[str, Made]:
    """Make the whole search index and stage its shards."""
    shards = make_index(map(unpack_entry, job.entries), job.language, job.abbreviations)
    return _staged(shards, job.staged, job.standing)


def _staged(shards: Mapping[str, bytes], folder: Path, standing: Mapping[str, str]) -> dict[str, Made]:
    found = ((route, stage(folder, data, standing.get(route, "")), len(data)) for route, data in shards.items())
    return {route: Made(sha256, size, INDEX, "", ()) for route, sha256, size in found}


class IndexEdit:
    """An index on its way: the entries that differ from what was indexed, and the shards that stand."""

    def __init__(self, site: Planned, output: Output) -> None:
        self._site, self._output, self._records = site, output, PageRecords(site.given.store)
        before, pages = site.before, site.outline.pages
        self._rows = {row.route: row for row in pages if row.found}
        self._old = {row.route: row for row in before.pages if row.found} if before else {}
        self._gone = sorted(self._old.keys() - self._rows.keys())
        told = {route_of(path) for path in site.changed_words}
        touched = [row for route, row in self._rows.items() if route in told or self._is_other(row)]
        self._new = {row.route: self._head_of(row) for row in touched}
        """Those that are looked at again, without their words."""
        self._stale = [route for route in self._new if not self._is_indexed(route)]
        self._told = before.whole.abbreviations if before else (), site.outline.whole.abbreviations
        """The abbreviations before and now."""
        self._standing = {route: made for route, made in output.tree.items() if made.kind == INDEX}
        is_same = before and before.stands and before.whole.site.language == site.outline.whole.site.language
        self._is_ours = bool(is_same) and all(map(output.holds, self._standing))
        self._because = self._why()
        self._task = self._begin()

    def drop(self) -> None:
        """Let go of it: the site will not be swapped in."""
        self._task.drop()

    def leave(self) -> None:
        """Let go of it in haste: the build has failed."""
        self._task.leave()

    def finish(self) -> tuple[dict[str, Made], list[Step]]:
        """Wait for it, and note what is indexed; what will stand in the output, and what was made anew of it."""
        shards = self._task.result()
        for route in self._new:
            self._records.keep_found(route, self._at(route))
        fresh = sorted(route for route, made in shards.items() if self._output.standing(route) != made.sha256)
        return shards, [Step(f"page {route}", self._because) for route in fresh]

    def _begin(self) -> Task[dict[str, Made]]:
        """Begin to make the shards that change: few here and now, all of them in a process of their own."""
        shards = self._amended() if self._because else {}
        standing, workers = {route: self._output.standing(route) for route in self._standing}, self._site.given.workers
        if shards is not None:
            made = {**self._standing, **_staged(shards, self._output.staged, standing)}
            return Task(lambda: made)
        entries = map(self._at, self._rows) if workers.can_fork else tuple(map(self._at, self._rows))
        language = self._site.outline.whole.site.language
        job = IndexJob(entries, language, self._told[1], self._output.staged, standing)
        return workers.beside(run_index, job, is_much=len(self._rows) >= FEW)

    def _is_other(self, row: PageRow) -> bool:
        old = self._old.get(row.route)
        return old is not row and (old is None or old.found != row.found)

    def _is_indexed(self, route: str) -> bool:
        return route in self._old and self._records.found(route) == self._at(route)

    def _head_of(self, row: PageRow) -> str:
        plan = self._site.plan
        return _head(plan, row.entries[0]) if plan else self._records.found(row.route).head

    def _at(self, route: str) -> PackedEntry:
        """An entry as it is now; raises RecordLost."""
        head = self._new.get(route)
        if head is None:
            return self._records.found(route)
        return PackedEntry(head, self._site.given.document(f"content/digests/{self._rows[route].entries[0]}.md"))

    def _why(self) -> tuple[str, ...]:
        """Which entries have changed, or that the index itself is not what it was."""
        if self._site.before and not self._site.before.stands:
            return MISSING
        routes = sorted((*self._stale, *self._gone))
        if len(routes) > _MANY:
            return (f"{len(routes)} entries",)
        others = ("abbreviations",) if self._told[0] != self._told[1] else ()
        return (*(f"entry {route}" for route in routes), *others) or (() if self._is_ours else MISSING)

    def _amended(self) -> Mapping[str, bytes] | None:
        """The shards that change; None where all are to be made anew."""
        if not self._is_ours or len(self._stale) + len(self._gone) > max(FEW, len(self._rows) // 10):
            return None
        old = self._gone + [route for route in self._stale if route in self._old]
        try:
            return update(
                _Shards(self._output.folder),
                [unpack_entry(self._records.found(route)) for route in old],
                [unpack_entry(self._at(route)) for route in self._stale],
                lambda route: unpack_entry(self._at(route)),
                self._told,
            )
        except (KeyError, ValueError, TypeError):
            return None  # damaged, or somebody's own file is in its place


class _Shards(dict[str, bytes]):
    """The shards that stand in the output, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __missing__(self, route: str) -> bytes:
        try:
            return read_regular(self._folder / route)
        except OSError as error:
            raise KeyError(route) from error
