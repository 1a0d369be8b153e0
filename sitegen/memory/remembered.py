"""What a store remembers: a thing that is wanted, made where it is stale, and kept."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.table_row import FINGERPRINT_WIDTH, unpack_row

if TYPE_CHECKING:
    from sitegen.memory.datafile import DataFile

_NOTHING = bytes(FINGERPRINT_WIDTH)
_DECODER = json.JSONDecoder()  # as it was written: none of what json.loads looks for first
NEW, MISSING = ("new",), ("missing",)


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
