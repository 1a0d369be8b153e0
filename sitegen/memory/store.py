"""Remember what was made from what.

Two files: a datafile of records, each with the bytes (a body, a view) that belong to it, and a table that says of each
what it was made from, what came of it and where it lies. The table alone decides what is stale; records are read when
somebody asks for them. What is made during a build goes to a datafile of its own, so that little of it is in memory,
and is put into the files when it is saved. Whatever cannot be read is forgotten: a damaged store is only ever slow.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Self, TypeVar

from sitegen.memory.datafile import DataFile
from sitegen.memory.fingerprint import short_bytes, write_value
from sitegen.memory.inputs import changed
from sitegen.memory.private import make_private
from sitegen.memory.remembered import MISSING, NEW, Kept, RecordLost, StaleRecord, Step
from sitegen.memory.store_files import append_to, read_store, remove_others, write_anew
from sitegen.memory.table_row import TableRow, unpack_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from sitegen.memory.remembered import MadeRecord, WantedRecord

T = TypeVar("T")


class Store:
    """What earlier builds made. Open it, call `make`, then `save`."""

    def __init__(self, folder: Path | None, version: str) -> None:
        """What is remembered in the folder by the same version; None remembers nothing beyond this object."""
        self._folder = folder
        self._head, self._old, self._datafile = read_store(folder, version)
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
        found: dict[int, Kept] = {}
        stale = []
        for number, request in enumerate(requests):
            known = self.find(request.key)
            if known and known.is_of(short_bytes(request.inputs)):
                found[number] = known
            else:
                stale.append(StaleRecord(number, known))
        for one, made in zip(stale, work(stale) if stale else (), strict=True):
            found[one.number] = self.put(requests[one.number], made)
        return [found[number] for number in range(len(requests))]

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
            head = write_anew(self._folder, self._head, self._alive())
        else:
            head = self._head._replace(dead=dead)
            head = append_to(self._folder, head, self._old, self._fresh, self._fresh_datafile)
        self.close()
        remove_others(self._folder, head)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._datafile.close()
        self._fresh_datafile.close()

    def _alive(self) -> Iterator[tuple[str, TableRow, bytes]]:
        """What is remembered, as it lies in its datafile, without what is damaged."""
        for key, row in {**self._old, **self._fresh}.items():
            where = unpack_row(row)
            data = (self._fresh_datafile if key in self._fresh else self._datafile).read(where.start, where.length)
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
