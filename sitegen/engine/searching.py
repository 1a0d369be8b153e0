"""The search index of a site: changed where edits touch it, else made anew.

What each entry was when it was indexed is remembered. Only if the output is the one that belongs to this, its shards
whole, are these changed, rather than made anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sitegen.engine.jobs import IndexJob, Staged, run_index
from sitegen.engine.outline import INDEX
from sitegen.memory.output import stage
from sitegen.memory.regular import read_regular
from sitegen.memory.store import MISSING, MadeRecord, RecordLost, Step, WantedRecord
from sitegen.memory.tree import Made
from sitegen.memory.workers import FEW, Task
from sitegen.reading.links import route_of
from sitegen.search.document import Document
from sitegen.search.index import make_index, update
from sitegen.search.packed_entry import PackedEntry, pack_head, read_packed, unpack_entry
from sitegen.site.search import found_parts, search_entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.engine.outline import PageRow
    from sitegen.engine.outlining import Planned
    from sitegen.engine.planning import Ready
    from sitegen.memory.output import Output
    from sitegen.memory.store import Store
    from sitegen.memory.workers import Workers

_EMPTY = Document((), ())
_MANY = 20
"""More names than this explain nothing."""


def find_entries(plan: Ready) -> dict[str, PackedEntry]:
    """Every entry that can be found, by route, as it is remembered."""
    return {entry.route: _pack(plan, entry.id) for entry in plan.sources.listed.values()}


def _pack(plan: Ready, key: str) -> PackedEntry:
    return PackedEntry(_head(plan, key), plan.bodies.given.document(plan.sources.listed[key].source.file.path))


def _head(plan: Ready, key: str) -> str:
    """All that the search knows of an entry besides its words."""
    return pack_head(search_entry(found_parts(plan.sources.listed[key], plan.sources), _EMPTY))


def make_shards(plan: Ready) -> dict[str, bytes]:
    """The whole index, made of nothing but the plan."""
    return make_index(map(unpack_entry, find_entries(plan).values()), plan.settings.language)


class Indexing:
    """An index on its way."""

    def __init__(self, work: _Work, task: Task[list[Staged]], rest: Mapping[str, Made]) -> None:
        """The task gives the shards that are made; the `rest` stay as they are."""
        self._work, self._task, self._rest = work, task, rest

    def drop(self) -> None:
        """Let go of it: the site will not be swapped in."""
        self._task.drop()

    def finish(self) -> tuple[dict[str, Made], list[Step]]:
        """Wait for it, and remember what is indexed; what will stand in the output, and what was made anew of it."""
        shards = {route: Made(sha256, size, INDEX, "", ()) for route, sha256, size in self._task.result()}
        self._work.remember()
        return {**self._rest, **shards}, self._work.steps(shards)


def begin_index(site: Planned, store: Store, output: Output, workers: Workers) -> Indexing:
    """Begin to bring the index up to date."""
    work = _Work(site, store, output)
    shards = work.amend() if work.because else []
    if shards is not None:
        return Indexing(work, Task(lambda: shards), work.standing)
    standing = {route: output.standing(route) for route in work.standing}
    entries = work if workers.can_fork else tuple(work)
    job = IndexJob(entries, site.outline.site.language, output.staged, standing)
    return Indexing(work, workers.beside(run_index, job, is_much=len(work) >= FEW), {})


class _Work:
    """The entries that differ from what was indexed, and the shards that stand."""

    def __init__(self, site: Planned, store: Store, output: Output) -> None:
        self._site, self._store, self._output = site, store, output
        self.standing = {route: made for route, made in output.tree.items() if made.kind == INDEX}
        self._rows = {row.route: row for row in site.outline.pages if row.found}
        self._old = {row.route: row for row in site.before.pages if row.found} if site.before else {}
        self._gone = sorted(self._old.keys() - self._rows.keys())
        told = {route_of(path) for path in site.changed_words}
        touched = [row for route, row in self._rows.items() if route in told or self._is_other(row)]
        self._new = {row.route: self._head_of(row) for row in touched}
        """Those that are looked at again, without their words."""
        self._stale = [route for route in self._new if not self._is_indexed(route)]
        before = site.before
        is_same = before is not None and before.stands and before.site.language == site.outline.site.language
        self._is_ours = is_same and all(map(output.holds, self.standing))
        self.because = self._why()

    def _is_other(self, row: PageRow) -> bool:
        old = self._old.get(row.route)
        return old is not row and (old is None or old.found != row.found)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[PackedEntry]:
        """Every entry as it is now, read when it is put into the index: a forked process does that."""
        return map(self._at, self._rows)

    def _is_indexed(self, route: str) -> bool:
        return route in self._old and str(self._before(route)) == str(self._at(route))

    def _head_of(self, row: PageRow) -> str:
        plan = self._site.plan
        return _head(plan, row.entries[0]) if plan else self._before(row.route).head

    def _at(self, route: str) -> PackedEntry:
        """An entry as it is now; raises RecordLost."""
        head = self._new.get(route)
        if head is None:
            return self._before(route)
        return PackedEntry(head, self._site.bodies.given.document(_path(self._rows[route])))

    def _before(self, route: str) -> PackedEntry:
        """An entry as it was indexed; raises RecordLost."""
        kept = self._store.find(found_key(route))
        try:
            if kept is not None:
                return read_packed(kept.blob())
        except (ValueError, TypeError) as error:
            raise RecordLost(route) from error
        raise RecordLost(route)

    def amend(self) -> list[Staged] | None:
        """The shards that change, staged; None where all are to be made anew."""
        if not self._is_ours or len(self._stale) + len(self._gone) > max(FEW, len(self._rows) // 10):
            return None
        try:
            old = [unpack_entry(self._before(route)) for route in self._indexed()]
            new = [unpack_entry(self._at(route)) for route in self._stale]
            shards = update(_Shards(self._output), old, new, lambda route: unpack_entry(self._at(route)))
        except (KeyError, ValueError, TypeError):
            return None  # damaged, or somebody's own file is in its place
        if shards is None:
            return None
        return [
            Staged(route, stage(self._output.staged, data, self.standing[route].sha256), len(data))
            for route, data in shards.items()
        ]

    def steps(self, shards: Mapping[str, Made]) -> list[Step]:
        """Those of the shards that are not what stands in the output already, and why."""
        standing = self._output.standing
        fresh = sorted(route for route, made in shards.items() if standing(route) != made.sha256)
        return [Step(f"page {route}", self.because) for route in fresh]

    def remember(self) -> None:
        """Note what is indexed now."""
        for route in self._new:
            data = str(self._at(route)).encode("utf-8", "surrogatepass")
            self._store.put(WantedRecord(found_key(route), ""), MadeRecord(None, data))

    def _indexed(self) -> list[str]:
        """The routes of what the index holds and must no longer hold as it was."""
        return self._gone + [route for route in self._stale if route in self._old]

    def _why(self) -> tuple[str, ...]:
        """Which entries have changed, or that the index itself is not what it was."""
        if self._site.before and not self._site.before.stands:
            return MISSING
        routes = sorted((*self._stale, *self._gone))
        if len(routes) > _MANY:
            return (f"{len(routes)} entries",)
        return tuple(f"entry {route}" for route in routes) or (() if self._is_ours else MISSING)


class _Shards(Mapping[str, bytes]):
    """The shards that stand in the output, read when they are asked for."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def __getitem__(self, route: str) -> bytes:
        try:
            return read_regular(self._output.folder / route)
        except OSError as error:
            raise KeyError(route) from error

    def __iter__(self) -> Iterator[str]:
        return (route for route, made in self._output.tree.items() if made.kind == INDEX)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def found_key(route: str) -> str:
    """The key under which an entry is remembered as it was indexed."""
    return f"found {route}"


def _path(row: PageRow) -> str:
    return f"content/digests/{row.entries[0]}.md"
