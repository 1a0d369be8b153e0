"""The search index of a site: changed where edits touch it, else made anew.

What each entry was when it was indexed is remembered, and so is what stands for all shards together: only if these are
the ones that stand in the output are they changed, rather than made anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sitegen.engine.jobs import FEW, IndexJob, Staged, Task, run_index
from sitegen.engine.packing import Packed, pack_findable, read_findable, unpack_findable
from sitegen.memory.fingerprint import fingerprint, fingerprint_text
from sitegen.memory.inputs import changed, write_inputs
from sitegen.memory.output import stage
from sitegen.memory.regular import read_regular
from sitegen.memory.store import Record, Step
from sitegen.memory.tree import Made
from sitegen.search.document import Document
from sitegen.search.index import make_index, update
from sitegen.site.search import search_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.engine.jobs import Workers
    from sitegen.engine.planning import Plan
    from sitegen.memory.output import Output
    from sitegen.memory.store import Store

KIND = "index"
"""Of a file of the index."""
_EMPTY = Document((), ())
_RECORD = "index"
_START = "found "
"""What keys of indexed entries start with."""
_MANY = 20
"""More names than this explain nothing."""


class Index(NamedTuple):
    """What came of it."""

    tree: dict[str, Made]
    steps: tuple[Step, ...]


def find_entries(plan: Plan) -> dict[str, Packed]:
    """Every entry that can be found, by route, as `packing` has it."""
    sources = plan.sources
    assert sources is not None
    return {
        entry.route: pack_findable(
            search_entry(entry, _EMPTY, sources), sources.search_terms[entry.source.file.path].document
        )
        for entry in sources.listed.values()
    }


def make_shards(plan: Plan) -> dict[str, bytes]:
    """The whole index, made of nothing but the plan."""
    return index_of(plan, find_entries(plan))


def index_of(plan: Plan, entries: Mapping[str, Packed]) -> dict[str, bytes]:
    """The whole index of these entries of the plan."""
    return make_index(map(unpack_findable, entries.values()), language_of(plan))


def language_of(plan: Plan) -> str:
    """The language whose words the index knows."""
    assert plan.catalog is not None
    return plan.catalog.settings.language


class Indexing:
    """An index on its way."""

    def __init__(self, work: _Work, changed: dict[str, Made] | None, task: Task[list[Staged]] | None) -> None:
        self._work, self._changed, self._task = work, changed, task

    def drop(self) -> None:
        """Let go of it: the site will not be swapped in."""
        if self._task is not None:
            self._task.drop()

    def finish(self) -> Index:
        """Wait for it, and remember it."""
        if self._task is None:
            changed = self._changed or {}
            return self._work.remember({**self._work.standing, **changed}, changed)
        tree = _tree(self._task.result())
        return self._work.remember(tree, (route for route, made in tree.items() if not self._work.stands(route, made)))


def begin_index(plan: Plan, store: Store, output: Output, workers: Workers) -> Indexing:
    """Begin to bring the index up to date."""
    language = language_of(plan)
    work = _Work(store, output, language, find_entries(plan))
    changed = work.amend() if work.because else {}
    if changed is not None:
        return Indexing(work, changed, None)
    standing = {route: output.standing(route) for route in work.standing}
    entries = tuple(work.entries.values())
    job = IndexJob(entries, language, output.staged, standing)
    return Indexing(work, None, workers.beside(run_index, job, is_much=len(entries) >= FEW))


def amend_index(store: Store, output: Output, language: str, documents: Mapping[str, str]) -> Index | None:
    """Change the index where the words of these entries have changed, by route; None where that cannot be done."""
    entries: dict[str, Packed] = {}
    for route, document in documents.items():
        try:
            entry = unpack_findable(read_findable(store.blob(_START + route)))
        except (KeyError, ValueError, TypeError):
            return None
        entries[route] = pack_findable(entry, document)
    work = _Work(store, output, language, entries, is_whole=False)
    amended = work.amend() if work.because else {}
    return None if amended is None else work.remember({**work.standing, **amended}, amended)


class _Work:
    """The entries that differ from what was indexed, and the shards that stand."""

    def __init__(
        self, store: Store, output: Output, language: str, entries: dict[str, Packed], *, is_whole: bool = True
    ) -> None:
        self.entries, self._language = entries, language
        self.standing = {route: made for route, made in output.tree.items() if made.kind == KIND}
        self._store, self._output = store, output
        self._inputs = {
            route: write_inputs({"entry": fingerprint_text(str(packed))}) for route, packed in entries.items()
        }
        known = [key.removeprefix(_START) for key in store.keys(_START)] if is_whole else entries
        known = [route for route in known if store.recall(_START + route)]
        self._gone = [route for route in known if route not in entries]
        self._stale = [route for route in entries if self._differs(route)]
        record = store.recall(_RECORD)
        indexed = record.value if record else 0
        # What is known no longer is in the index still, and must not be put in again: then fewer are known than are in.
        self._is_ours = len(known) == (indexed if is_whole else len(entries)) and self._stands(record)
        self._count = len(entries) if is_whole else indexed
        self.because = self._why()

    def amend(self) -> dict[str, Made] | None:
        """The shards that change, staged; None where all are to be made anew."""
        if not self._is_ours or len(self._stale) + len(self._gone) > max(FEW, len(self.entries) // 10):
            return None
        try:
            old = [unpack_findable(read_findable(self._store.blob(_START + route))) for route in self._indexed()]
            new = [unpack_findable(self.entries[route]) for route in self._stale]
            shards = update(_Shards(self._output), old, new, lambda route: unpack_findable(self._at(route)))
        except (KeyError, ValueError, TypeError):
            return None  # damaged, or somebody's own file is in its place
        if shards is None:
            return None
        return _tree(
            Staged(route, stage(self._output.staged, data, self.standing[route].sha256), len(data))
            for route, data in shards.items()
        )

    def stands(self, route: str, made: Made) -> bool:
        """Whether this is what stands in the output already."""
        return self._output.standing(route) == made.sha256

    def remember(self, tree: dict[str, Made], fresh: Iterable[str]) -> Index:
        """Note what is indexed now."""
        for route in self._stale:
            record = Record(self._inputs[route], None, None)
            self._store.put(_START + route, record, str(self.entries[route]).encode("utf-8", "surrogatepass"))
        record = Record(self._stands_for(tree), self._count, None)
        if self._store.recall(_RECORD) != record:
            self._store.put(_RECORD, record, None)
        self._store.use((_RECORD, *(_START + route for route in self.entries)))
        return Index(tree, tuple(Step(f"page {route}", self.because) for route in sorted(fresh)))

    def _indexed(self) -> list[str]:
        """The routes of what the index holds and must no longer hold as it was."""
        return self._gone + [route for route in self._stale if self._store.recall(_START + route)]

    def _at(self, route: str) -> Packed:
        return self.entries.get(route) or read_findable(self._store.blob(_START + route))

    def _differs(self, route: str) -> bool:
        record = self._store.recall(_START + route)
        return record is None or bool(changed(record.inputs, self._inputs[route]))

    def _stands(self, record: Record | None) -> bool:
        """Whether the index that was remembered stands in the output."""
        is_known = record is not None and record.inputs == self._stands_for(self.standing)
        return is_known and all(map(self._output.holds, self.standing))

    def _stands_for(self, tree: Mapping[str, Made]) -> str:
        shards = fingerprint([[route, tree[route].sha256] for route in sorted(tree)])
        return write_inputs({"shards": shards, "language": self._language})

    def _why(self) -> tuple[str, ...]:
        """Which entries have changed, or that the index itself is not what it was."""
        routes = sorted((*self._stale, *self._gone))
        if len(routes) > _MANY:
            return (f"{len(routes)} entries",)
        return tuple(f"entry {route}" for route in routes) or (() if self._is_ours else ("missing",))


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
        return (route for route, made in self._output.tree.items() if made.kind == KIND)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _tree(staged: Iterable[Staged]) -> dict[str, Made]:
    return {route: Made(sha256, size, KIND, "", ()) for route, sha256, size in staged}
