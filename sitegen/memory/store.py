"""Remember what was made from what.

Two files: a log of records, and a file of blobs (bodies) that the records point into. Both only grow during a build,
and are written anew when they are mostly dead lines. A blob is written before its record, so a killed build leaves at
most a blob without a record. Whatever cannot be read is forgotten: a damaged store is only ever slow.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.inputs import changed
from sitegen.memory.log import Head, Log, write_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FORMAT = "sitegen store 3"
NEW, CHANGED, MISSING = ("new",), ("changed",), ("missing",)


class Request(NamedTuple):
    """Something that is wanted."""

    key: str
    inputs: str | None
    """As `memory/inputs` writes them; None where it is certain without them that it is stale."""


class Result(NamedTuple):
    """Something that was made."""

    value: Any
    """That JSON can hold."""
    blob: bytes | None = None
    """The bytes that go with it."""
    inputs: str = ""
    """Where the request did not know them."""


class Record(NamedTuple):
    """What was made under a key, and from what."""

    inputs: str
    value: Any
    """As JSON has it."""
    blob: tuple[int, int, str] | None
    """Offset, length and fingerprint of the bytes that belong to it."""


class Step(NamedTuple):
    """Something that was made anew, and why."""

    key: str
    because: tuple[str, ...]
    """Names of the inputs that differ; `new` where there was no record; `missing` where what was made then is gone."""


class Store:
    """What earlier builds made. Open it, call `make`, then `save`."""

    def __init__(self, folder: Path | None, version: str) -> None:
        """What is remembered in the folder by the same version; None remembers nothing beyond this object."""
        self._folder, self._version = folder, version
        self._log = _open_log(folder / "records", version) if folder is not None else None
        self._records: dict[str, Record] = {}
        """Those that were asked for or made; the rest is in the log."""
        self._used: set[str] = set()
        self._fresh: dict[str, bytes | None] = {}
        """The keys of what was made since, with the bytes that belong to it."""
        self._blob_file: Any = None

    def make(
        self,
        requests: Sequence[Request],
        work: Callable[[Sequence[int]], Iterable[Result | None]],
        stands: Callable[[int, Any], bool] | None = None,
        explain: Callable[[bytes, bytes], tuple[str, ...]] | None = None,
    ) -> list[tuple[Any, Step | None]]:
        """The values of the requests, in their order: remembered, or made by `work` now.

        `work` gets the numbers of the stale requests, all at once so that it can share them out, and gives for each,
        in the same order, what was made, or None where nothing could be. `stands`, told a request's number and the
        remembered value, says whether what was made then is still where it was put; `explain`, told the remembered
        bytes and the new ones, which inputs differ, where the request's own are too coarse to tell. The step says why
        work was done; None where none was.
        """
        self.read_ahead(request.key for request in requests)
        reasons = [self._reasons(number, request, stands) for number, request in enumerate(requests)]
        stale = [number for number, because in enumerate(reasons) if because]
        made = iter(work(stale)) if stale else iter(())
        results: list[tuple[Any, Step | None]] = []
        for request, because in zip(requests, reasons, strict=True):
            self._used.add(request.key)
            if not because:
                results.append((self._records[request.key].value, None))
                continue
            result = next(made)
            if result is None:
                results.append((None, Step(request.key, because)))
                continue
            names = self._explained(explain, request.key, result) if because not in (NEW, MISSING) else ()
            self.put(request.key, Record(request.inputs or result.inputs, result.value, None), result.blob)
            results.append((result.value, Step(request.key, names or because)))
        return results

    def read_ahead(self, keys: Iterable[str]) -> None:
        """Look into the lines of all these keys at once, which is quicker than one by one."""
        if self._log is None:
            return
        for key, inputs, value, blob in self._log.take(key for key in keys if key not in self._records):
            self._records[key] = Record(inputs, value, tuple(blob) if blob else None)

    def recall(self, key: str) -> Record | None:
        """What is remembered under the key."""
        self.read_ahead((key,))
        return self._records.get(key)

    def keys(self, start: str) -> list[str]:
        """The keys of what is remembered that start so."""
        return sorted(key for key in self._known() if key.startswith(start))

    def put(self, key: str, record: Record, blob: bytes | None) -> None:
        """Remember what somebody made who knew that it was stale."""
        self._records[key], self._fresh[key] = record, blob
        self._used.add(key)

    def blob(self, key: str) -> bytes:
        """The bytes made under the key; raises KeyError where they are lost."""
        if key in self._fresh:
            return self._fresh[key] or b""
        record = self.recall(key)
        if record is None or record.blob is None or self._folder is None or self._log is None:
            raise KeyError(key)
        offset, length, expected = record.blob
        try:
            if self._blob_file is None:
                self._blob_file = (self._folder / self._log.head.blobs).open("rb")
            data = _read_at(self._blob_file, offset, length)
        except OSError as error:
            raise KeyError(key) from error
        if fingerprint_bytes(data) != expected:
            raise KeyError(key)
        return data

    def use(self, keys: Iterable[str]) -> None:
        """Keep what is remembered under the keys."""
        self._used.update(keys)

    def keep_all(self) -> None:
        """Forget nothing of what was not asked for: only a part of the site was looked at."""
        self._used.update(self._known())

    def forget_all(self) -> None:
        """Forget everything, where what is remembered turned out to be damaged."""
        self.close()
        self._log, self._records, self._fresh = None, {}, {}

    def save(self) -> None:
        """Write what was made since the store was opened; forget what was not asked for. Raises OSError."""
        if self._folder is None:
            return
        known = self._known()
        gone = known - self._used
        if self._log and not gone and not self._fresh:
            return
        if self._log is None or self._log.size + len(self._fresh) + len(gone) > 2 * len(known - gone) + 64:
            self._rewrite(known - gone)
        else:
            self._append(self._log, gone)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        if self._blob_file is not None:
            self._blob_file.close()
            self._blob_file = None

    def _known(self) -> set[str]:
        return self._records.keys() | (self._log.keys() if self._log else set())

    def _reasons(self, number: int, request: Request, stands: Callable[[int, Any], bool] | None) -> tuple[str, ...]:
        record = self._records.get(request.key)
        if record is None:
            return NEW
        if request.inputs is None:
            return CHANGED
        because = changed(record.inputs, request.inputs)
        if not because and stands is not None and not stands(number, record.value):
            return MISSING
        return because

    def _explained(
        self, explain: Callable[[bytes, bytes], tuple[str, ...]] | None, key: str, result: Result
    ) -> tuple[str, ...]:
        if explain is None:
            return ()
        try:
            return explain(self.blob(key), result.blob or b"")
        except KeyError:
            return ()

    def _append(self, log: Log, gone: set[str]) -> None:
        assert self._folder is not None
        blobs = self._folder / log.head.blobs
        offset = blobs.stat().st_size
        with blobs.open("ab") as file:
            fresh = ((key, self._records[key], blob) for key, blob in self._fresh.items())
            rows = list(_write_blobs(file, offset, fresh))
        log.append(rows, sorted(gone))

    def _rewrite(self, keys: set[str]) -> None:
        """Write both files anew, with what is alive only."""
        assert self._folder is not None
        self._folder.mkdir(parents=True, exist_ok=True)
        numbers = [int(file.name[6:]) for file in self._folder.glob("blobs-*") if file.name[6:].isdigit()]
        name = f"blobs-{max(numbers, default=0) + 1}"
        self.read_ahead(list(keys))
        with (self._folder / name).open("wb") as file:
            rows = list(_write_blobs(file, 0, self._alive(keys)))
        self.close()
        write_log(self._folder / "records", Head(_FORMAT, self._version, name), rows)
        for old in self._folder.glob("blobs-*"):
            if old.name != name:
                old.unlink(missing_ok=True)

    def _alive(self, keys: set[str]) -> Iterator[tuple[str, Record, bytes | None]]:
        """The records with their bytes; those whose bytes are damaged are forgotten."""
        for key, record in self._records.items():
            if key in keys:
                try:
                    yield key, record, self.blob(key) if record.blob else self._fresh.get(key)
                except KeyError:
                    continue


def _open_log(file: Path, version: str) -> Log | None:
    try:
        log = Log(file)
    except (OSError, ValueError, TypeError):
        return None
    head = log.head
    is_ours = (head.format, head.version) == (_FORMAT, version) and (file.parent / str(head.blobs)).is_file()
    return log if is_ours else None


def _write_blobs(
    file: Any, offset: int, records: Iterable[tuple[str, Record, bytes | None]]
) -> Iterator[tuple[str, str, Any, tuple[int, int, str] | None]]:
    """Write the bytes that belong to the records, and give the rows that say where they are."""
    for key, record, blob in records:
        place = None
        if blob is not None:
            place = (offset, len(blob), fingerprint_bytes(blob))
            file.write(blob)
            offset += len(blob)
        yield key, record.inputs, record.value, place


def _read_at(file: Any, offset: int, length: int) -> bytes:
    if hasattr(os, "pread"):  # forked processes share the file, and so the place in it
        return os.pread(file.fileno(), length, offset)
    file.seek(offset)
    data: bytes = file.read(length)
    return data
