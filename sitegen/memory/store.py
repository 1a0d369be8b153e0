"""Remember what was made from what.

Two files: a datafile of records, each with the bytes (a body, a view) that belong to it, and a table that says of each
what it was made from, what came of it and where it lies. The table alone decides what is stale; records are read when
somebody asks for them. What is made during a build goes to a datafile of its own, so that little of it is in memory;
saving puts that behind the other datafile, or both anew into another file where much is dead, and then replaces the
table: a killed build leaves at most bytes that nothing points to. Whatever cannot be read is forgotten: a damaged store
is only ever slow.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Self, TypeVar

from sitegen.memory.datafile import DataFile
from sitegen.memory.fingerprint import short_bytes, write_value
from sitegen.memory.inputs import changed
from sitegen.memory.private import make_private
from sitegen.memory.regular import create, open_regular
from sitegen.memory.table import read_table, write_table
from sitegen.memory.table_row import FINGERPRINT_WIDTH, ROW_WIDTH, TableRow, moved_row, unpack_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_FORMAT = "sitegen store 5"
_DATAFILE = "blobs-"
_NOTHING = bytes(FINGERPRINT_WIDTH)
_DECODER = json.JSONDecoder()  # as it was written: none of what json.loads looks for first
NEW, MISSING = ("new",), ("missing",)
T = TypeVar("T")


class RecordLost(Exception):
    """Something that was remembered cannot be read: everything must be made anew."""


class WantedRecord(NamedTuple):
    """Something that is wanted."""

    key: str
    inputs: str
    """As `memory/inputs` writes them."""


class MadeRecord(NamedTuple):
    """Something that was made."""

    value: Any = None
    """That JSON can hold."""
    blob: bytes | None = None
    """The bytes that go with it."""
    outcome: bytes = _NOTHING
    """16 bytes that stand for it, for who wants no more."""
    because: tuple[str, ...] = ()
    """Why it was made, where its maker knows more than the names of its inputs."""


class Kept:
    """What is remembered under a key, read when it is asked for."""

    __slots__ = ("_datafile", "_row", "key", "step")

    def __init__(self, key: str, row: bytes, datafile: DataFile, step: Step | None = None) -> None:
        self.key, self._row, self._datafile = key, row, datafile
        self.step = step
        """Why it was made anew; None where it was not."""

    def is_of(self, inputs: bytes) -> bool:
        """Whether it was made from what these bytes stand for."""
        return self._row.startswith(inputs)

    @property
    def outcome(self) -> bytes:
        """Stands for what was made."""
        return self._row[FINGERPRINT_WIDTH : 2 * FINGERPRINT_WIDTH]

    @property
    def inputs(self) -> str:
        """What it was made from; raises RecordLost."""
        return str(self._record()[1])

    @property
    def value(self) -> Any:
        """What was made, as JSON has it; raises RecordLost."""
        return self._record()[2]

    def blob(self) -> bytes:
        """The bytes that go with it; raises RecordLost."""
        where = unpack_row(self._row)
        return self._read(where.start + where.record, where.blob, where.blob_sum)

    def _record(self) -> Any:
        where = unpack_row(self._row)
        data = self._read(where.start, where.record, where.record_sum)
        return _DECODER.raw_decode(data.decode("utf-8", "surrogatepass"))[0]

    def _read(self, start: int, length: int, its_sum: int) -> bytes:
        try:
            data = self._datafile.read(start, max(length, 0))
        except OSError as error:
            raise RecordLost(self.key) from error
        if len(data) != length or zlib.crc32(data) != its_sum:
            raise RecordLost(self.key)
        return data


class StaleRecord(NamedTuple):
    """Something that is to be made."""

    number: int
    """Its place among what was wanted."""
    before: Kept | None
    """What is remembered of it, made from something else."""


class Step(NamedTuple):
    """Something that was made anew, and why."""

    key: str
    because: tuple[str, ...]
    """Names of the inputs that differ; `new` where there was no record; `missing` where what was made then is gone."""


class TableHead(NamedTuple):
    """What the table says of a datafile."""

    format: str
    version: str
    datafile: str
    """The name of its file."""
    size: int
    """Its bytes; what lies behind them is of a build that was killed."""
    dead: int
    """Bytes among them that nothing points to any more."""


class Store:
    """What earlier builds made. Open it, call `make`, then `save`."""

    def __init__(self, folder: Path | None, version: str) -> None:
        """What is remembered in the folder by the same version; None remembers nothing beyond this object."""
        self._folder = folder
        self._head, self._old, self._datafile = _open(folder, version)
        self._fresh: dict[str, bytes] = {}
        self._fresh_datafile = DataFile(folder=folder)
        self._used: set[str] = set()
        self._unwanted: list[str] = []

    def make(
        self, requests: Sequence[WantedRecord], work: Callable[[Sequence[StaleRecord]], Iterable[MadeRecord]]
    ) -> list[Kept]:
        """What is remembered of the requests, in their order; what is stale is made by `work` now.

        `work` gets all that is stale at once, so that it can share it out, and gives what it made in the same order.
        """
        self._used.update([request.key for request in requests])
        known = [self.find(request.key) for request in requests]
        stale = [
            StaleRecord(number, kept)
            for number, (kept, request) in enumerate(zip(known, requests, strict=True))
            if not (kept and kept.is_of(short_bytes(request.inputs)))
        ]
        made = work(stale) if stale else ()
        fresh = {one.number: self.put(requests[one.number], result) for one, result in zip(stale, made, strict=True)}
        return [fresh.get(number) or kept for number, kept in enumerate(known)]  # type: ignore[misc]  # or it is fresh

    def why(self, request: WantedRecord) -> tuple[str, ...]:
        """The names of the inputs that are not what they were: the list that decided."""
        known = self.find(request.key)
        try:
            return NEW if known is None else changed(known.inputs, request.inputs) or MISSING
        except RecordLost:
            return NEW

    def find(self, key: str) -> Kept | None:
        """What is remembered under the key, whatever it was made from."""
        row = self._fresh.get(key)
        if row is not None:
            return Kept(key, row, self._fresh_datafile)
        row = self._old.get(key)
        return Kept(key, row, self._datafile) if row is not None else None

    def put(self, request: WantedRecord, result: MadeRecord) -> Kept:
        """Remember what was made."""
        step = Step(request.key, result.because or self.why(request))
        (key, inputs), (value, blob, outcome, _) = request, result
        text = write_value([key, inputs, value]).encode("utf-8", "surrogatepass")
        data = blob or b""
        start = self._fresh_datafile.append(text + data)
        length = -1 if blob is None else len(blob)
        where = TableRow(short_bytes(inputs), outcome, start, len(text), length, zlib.crc32(text), zlib.crc32(data))
        row = self._fresh[key] = where.pack()
        self._used.add(key)
        return Kept(key, row, self._fresh_datafile, step)

    def tidy(self, also: Iterable[str]) -> None:
        """Forget what nobody asked for or made since the store was opened, but for these keys: all was looked at."""
        wanted = self._used | set(also)
        self._unwanted = [key for key in self._old if key not in wanted]

    def forget_all(self) -> None:
        """Forget everything, where what is remembered turned out to be damaged."""
        self.close()
        self._head, self._old, self._datafile = self._head._replace(datafile="", size=0, dead=0), {}, DataFile()
        self._fresh, self._fresh_datafile, self._unwanted = {}, DataFile(folder=self._folder), []

    def save(self) -> None:
        """Write what was made since the store was opened. Raises OSError."""
        if self._folder is None:
            return
        gone = self._unwanted
        if self._head.datafile and not gone and not self._fresh:
            return
        replaced = [key for key in self._fresh if key in self._old]
        dead = self._head.dead + sum(unpack_row(self._old[key]).length for key in (*gone, *replaced))
        make_private(self._folder)
        for key in gone:
            del self._old[key]
        size = self._head.size + self._fresh_datafile.size
        if dead > size // 2:
            self._rewrite(self._folder)
        else:
            self._append(self._folder, dead)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._datafile.close()
        self._fresh_datafile.close()

    def _find(self, key: str) -> tuple[TableRow, DataFile]:
        fresh = self._fresh.get(key)
        return (unpack_row(fresh), self._fresh_datafile) if fresh else (unpack_row(self._old[key]), self._datafile)

    def _append(self, folder: Path, dead: int) -> None:
        """Put what was made behind what is there."""
        name = self._head.datafile or _new_name(folder)
        with _reopen(folder / name) if self._head.datafile else create(folder / name) as file:
            file.seek(self._head.size)
            file.truncate()
            for data in self._fresh_datafile.all():
                file.write(data)
        size = self._head.size + self._fresh_datafile.size
        moved = {key: moved_row(row, self._head.size) for key, row in self._fresh.items()}
        self._put_in_place(folder, self._head._replace(datafile=name, size=size, dead=dead), {**self._old, **moved})

    def _rewrite(self, folder: Path) -> None:
        """Write what is alive into a file of its own."""
        name = _new_name(folder)
        rows: dict[str, bytes] = {}
        with create(folder / name) as file:
            for key, where, data in self._alive():
                rows[key] = where._replace(start=file.tell()).pack()
                file.write(data)
            size = file.tell()
        self._put_in_place(folder, self._head._replace(datafile=name, size=size, dead=0), rows)

    def _put_in_place(self, folder: Path, head: TableHead, rows: Mapping[str, bytes]) -> None:
        write_table(folder / "records", head, rows)
        self.close()
        for file in folder.glob(f"{_DATAFILE}*"):
            if file.name != head.datafile:
                with suppress(OSError):  # some systems keep what a preview still has open
                    file.unlink()

    def _alive(self) -> Iterator[tuple[str, TableRow, bytes]]:
        """What is remembered, as it lies in its datafile, without what is damaged."""
        for key in {**self._old, **self._fresh}:
            where, datafile = self._find(key)
            data = datafile.read(where.start, where.length)
            sums = zlib.crc32(data[: where.record]), zlib.crc32(data[where.record :])
            if sums == (where.record_sum, where.blob_sum):
                yield key, where, data


def or_anew(store: Store, work: Callable[[], T]) -> T:
    """What the work comes to; where something remembered is damaged, all is forgotten and it is done once more."""
    try:
        return work()
    except RecordLost:
        store.forget_all()
        return work()


def _open(folder: Path | None, version: str) -> tuple[TableHead, dict[str, bytes], DataFile]:
    """What is remembered in the folder, as far as it is this version's."""
    nothing = TableHead(_FORMAT, version, "", 0, 0)
    if folder is None:
        return nothing, {}, DataFile()
    try:
        first, rows = read_table(folder / "records", ROW_WIDTH)
        head = TableHead(*first)
        is_ours = (head.format, head.version) == (_FORMAT, version) and _is_name(head.datafile)
        if not is_ours or (folder / head.datafile).stat().st_size < head.size:
            return nothing, {}, DataFile()
    except (OSError, ValueError, TypeError):
        return nothing, {}, DataFile()
    return head, rows, DataFile(folder / head.datafile, head.size)


def _reopen(file: Path) -> BinaryIO:
    """A file of ours, to be written further."""
    return os.fdopen(open_regular(file, os.O_RDWR), "r+b")


def _is_name(name: str) -> bool:
    return name.startswith(_DATAFILE) and name[len(_DATAFILE) :].isdecimal()


def _new_name(folder: Path) -> str:
    names = [file.name for file in folder.glob(f"{_DATAFILE}*") if _is_name(file.name)]
    return f"{_DATAFILE}{max((int(name[len(_DATAFILE) :]) for name in names), default=0) + 1}"
