"""What is asked of memory for each file that is parsed, and for which files it has no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import short_bytes
from sitegen.memory.inputs import write_inputs
from sitegen.memory.store import WantedRecord
from sitegen.model.names import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.store import Store

_NOT_PARSED = ("", "asset")


def parse_requests(files: Iterable[tuple[str, str]], reading: str) -> list[WantedRecord]:
    """For each path and fingerprint; `reading` stands for the way in which files are read."""
    inputs = ((path, write_inputs({"source": source, "reading": reading})) for path, source in files)
    return [WantedRecord(f"parse {path}", made_from) for path, made_from in inputs]


def unread_files(snapshot: Snapshot, store: Store, reading: str) -> list[str]:
    """The paths of all content that would have to be read, since nothing is remembered of it as it is."""
    files = {
        path: snapshot.files[path].fingerprint for path in snapshot.below("content") if kind_of(path) not in _NOT_PARSED
    }
    known = (
        (path, wanted, store.find(wanted.key))
        for path, wanted in zip(files, parse_requests(files.items(), reading), strict=True)
    )
    return [path for path, wanted, kept in known if not (kept and kept.is_of(short_bytes(wanted.inputs)))]
