"""Every file parsed once: what is remembered of each, read when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sitegen.memory.inputs import changed, write_inputs
from sitegen.memory.remembered import RecordLost, WantedRecord
from sitegen.memory.workers import FEW, Workers
from sitegen.parsing.file_record import KINDS, FileRecord, ReadFile, kind_read, read_record
from sitegen.parsing.parse_job import ParseJob, run_parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.memory.remembered import Kept, MadeRecord, StaleRecord, Step
    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.store import Store
    from sitegen.parsing.parse_job import ParseOptions


class ParsedFiles:
    """What files say."""

    def __init__(self, kept: Mapping[str, Kept]) -> None:
        """What is remembered of them, by path."""
        self._kept = kept

    @property
    def steps(self) -> list[Step]:
        """The files that were parsed anew."""
        return [kept.step for kept in self._kept.values() if kept.step]

    def paths(self) -> Iterable[str]:
        """The paths of all of them."""
        return self._kept.keys()

    def facts(self, path: str) -> bytes:
        """What stands for the facts of a file, its problems among them."""
        return self._kept[path].outcome

    def file(self, path: str) -> ReadFile:
        """What one file says; raises RecordLost."""
        return read_record(path, self._kept[path])

    def updated(self, others: ParsedFiles) -> ParsedFiles:
        """The same, some files as the others have them."""
        return ParsedFiles({**self._kept, **others._kept})


def parse_all(
    snapshot: Snapshot, store: Store, options: ParseOptions, workers: Workers, paths: Iterable[str]
) -> ParsedFiles:
    """Parse what changed of the files at the paths; know the rest."""
    requests = parse_requests(snapshot, options, paths)
    wanted = list(requests.items())

    def work(stale: Sequence[StaleRecord]) -> Iterator[MadeRecord]:
        pieces = []
        for number, before in stale:
            path, request = wanted[number]
            known = _without_problem(before, request) if len(stale) < FEW else None
            pieces.append((path, snapshot.files[path].fingerprint, known))
        return workers.map(run_parse, partial(ParseJob, str(snapshot.root), options), pieces)

    return ParsedFiles(dict(zip(requests, store.make([request for _, request in wanted], work), strict=True)))


def parse_requests(snapshot: Snapshot, options: ParseOptions, paths: Iterable[str]) -> dict[str, WantedRecord]:
    """What is asked of memory for each of the paths at which something is read."""
    files = ((path, snapshot.files[path].fingerprint) for path in paths if kind_read(path) in KINDS)
    inputs = ((path, write_inputs({"source": source, "reading": options.fingerprint})) for path, source in files)
    return {path: WantedRecord(parse_key(path), made_from) for path, made_from in inputs}


def parse_key(path: str) -> str:
    """The key under which a file is remembered."""
    return f"parse {path}"


def _without_problem(kept: Kept | None, wanted: WantedRecord) -> FileRecord | None:
    """What an entry said before, read in the same way, without any problem."""
    try:
        if kept is None or changed(kept.inputs, wanted.inputs) != ("source",):
            return None
        known = FileRecord(*kept.value)
    except RecordLost:
        return None
    return known if known.head and not known.problems and not known.private else None
