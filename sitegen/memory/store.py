"""Remember what was made from what.

Two files: a log of records, one JSON line each behind its checksum, and a file of blobs (bodies) that the records
point into. Both only grow during a build; a later line of the same key replaces the earlier one, and a log that is
mostly dead lines is written anew. A blob is written before its record, so a killed build leaves at most a blob
without a record. Whatever cannot be read is forgotten: a damaged store is only ever slow.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.garbage import no_garbage
from sitegen.memory.inputs import changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORMAT = "sitegen store 2"


class Request(NamedTuple):
    """Something that is wanted."""

    key: str
    inputs: str
    """As `memory/inputs` writes them."""


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
    """Names of the inputs that differ; `new` where there was no record; `missing` where the bytes were gone."""


class Store:
    """What earlier builds made. Open it, call `make`, then `save`."""

    def __init__(self, folder: Path | None, version: str) -> None:
        """Read what is remembered in the folder by the same version; None remembers nothing beyond this object."""
        self._folder, self._version = folder, version
        self._records: dict[str, Record] = {}
        self._used: set[str] = set()
        self._fresh: dict[str, tuple[Record, bytes | None]] = {}
        self._lines = self._tail = 0
        self._blobs = ""
        self._blob_file: Any = None
        if folder is not None:
            with no_garbage():
                self._load(folder)

    def make(
        self,
        requests: Sequence[Request],
        work: Callable[[Sequence[int]], Iterable[tuple[Any, bytes | None] | None]],
        stands: Callable[[int, Any], bool] | None = None,
        explain: Callable[[int, bytes], tuple[str, ...]] | None = None,
    ) -> list[tuple[Any, Step | None]]:
        """The values of the requests, in their order: remembered, or made by `work` now.

        `work` gets the numbers of the stale requests, all at once so that it can share them out, and gives for each,
        in the same order, a value that JSON can hold and the bytes that go with it or None; None alone where nothing
        could be made. `stands`, told a request's number and the remembered value, says whether what was made then is
        still where it was put; `explain`, told the number and the remembered bytes, which inputs differ, where the
        request's own are too coarse to tell. The step says why work was done; None where none was.
        """
        reasons = [self._reasons(number, request, stands, explain) for number, request in enumerate(requests)]
        stale = [number for number, because in enumerate(reasons) if because]
        made = iter(work(stale)) if stale else iter(())
        results: list[tuple[Any, Step | None]] = []
        for request, because in zip(requests, reasons, strict=True):
            self._used.add(request.key)
            if not because:
                results.append((self._records[request.key].value, None))
                continue
            result = next(made)
            if result is not None:
                self._put(request.key, Record(request.inputs, result[0], None), result[1])
            results.append((result and result[0], Step(request.key, because)))
        return results

    def _reasons(
        self,
        number: int,
        request: Request,
        stands: Callable[[int, Any], bool] | None,
        explain: Callable[[int, bytes], tuple[str, ...]] | None,
    ) -> tuple[str, ...]:
        record = self._records.get(request.key)
        if record is None:
            return ("new",)
        because = changed(record.inputs, request.inputs)
        if because and explain is not None:
            try:
                return explain(number, self.blob(request.key)) or because
            except KeyError:
                return because
        if not because and stands is not None and not stands(number, record.value):
            return ("missing",)
        return because

    def blob(self, key: str) -> bytes:
        """The bytes made under the key; raises KeyError where they are lost."""
        if key in self._fresh:
            return self._fresh[key][1] or b""
        record = self._records.get(key)
        if record is None or record.blob is None or self._folder is None:
            raise KeyError(key)
        offset, length, expected = record.blob
        try:
            if self._blob_file is None:
                self._blob_file = (self._folder / self._blobs).open("rb")
            data = _read_at(self._blob_file, offset, length)
        except OSError as error:
            raise KeyError(key) from error
        if fingerprint_bytes(data) != expected:
            raise KeyError(key)
        return data

    def forget_all(self) -> None:
        """Forget everything, where what is remembered turned out to be damaged."""
        self.close()
        self._records, self._fresh, self._blobs = {}, {}, ""

    def save(self) -> None:
        """Write what was made since the store was opened; forget what was not asked for. Raises OSError."""
        if self._folder is None:
            return
        gone = self._records.keys() - self._used
        live = len(self._records) - len(gone)
        if self._blobs and not gone and not self._fresh:
            return
        if not self._blobs or self._lines + len(self._fresh) + len(gone) > 2 * live + 64:
            self._rewrite(gone)
        else:
            self._append(gone)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        if self._blob_file is not None:
            self._blob_file.close()
            self._blob_file = None

    def _put(self, key: str, record: Record, blob: bytes | None) -> None:
        self._records[key] = record
        self._fresh[key] = (record, blob)

    def _load(self, folder: Path) -> None:
        try:
            lines = (folder / "records").read_bytes().split(b"\n")
            header = json.loads(_checked(lines[0]))
        except (OSError, ValueError):
            return
        if (
            header.get("format") != _FORMAT
            or header.get("version") != self._version
            or not (folder / header["blobs"]).is_file()
        ):
            return
        good = []
        for line in lines[1:]:
            try:
                good.append(_checked(line))
            except ValueError:
                break  # the tail of a build that was killed, or damage: what follows is not trusted
        try:
            rows = json.loads(b"[" + b",".join(good) + b"]")
            for key, inputs, value, blob in rows:
                if inputs is None:
                    self._records.pop(key, None)
                else:
                    self._records[key] = Record(inputs, value, tuple(blob) if blob else None)
        except (ValueError, TypeError):
            self._records = {}
            return
        self._blobs, self._lines = header["blobs"], len(good)
        self._tail = sum(len(line) + 10 for line in good) + len(lines[0]) + 1

    def _append(self, gone: set[str]) -> None:
        assert self._folder is not None
        blobs = self._folder / self._blobs
        offset = blobs.stat().st_size
        with blobs.open("ab") as file:
            lines = self._write_fresh(file, offset)
        lines += [_line([key, None, None, None]) for key in sorted(gone)]
        with (self._folder / "records").open("r+b") as file:
            file.seek(self._tail)
            file.truncate()
            file.write(b"".join(lines))

    def _write_fresh(self, file: Any, offset: int) -> list[bytes]:
        lines = []
        for key, (record, blob) in self._fresh.items():
            place = None
            if blob is not None:
                place = (offset, len(blob), fingerprint_bytes(blob))
                file.write(blob)
                offset += len(blob)
            lines.append(_line([key, record.inputs, record.value, place]))
        return lines

    def _rewrite(self, gone: set[str]) -> None:
        """Write both files anew, with what is alive only."""
        assert self._folder is not None
        self._folder.mkdir(parents=True, exist_ok=True)
        numbers = [int(file.name[6:]) for file in self._folder.glob("blobs-*") if file.name[6:].isdigit()]
        name = f"blobs-{max(numbers, default=0) + 1}"
        lines = [_line({"format": _FORMAT, "version": self._version, "blobs": name})]
        with (self._folder / name).open("wb") as file:
            offset = 0
            for key, record in self._records.items():
                if key in gone:
                    continue
                try:
                    blob = self._fresh[key][1] if key in self._fresh else self._old_blob(key)
                except KeyError:
                    continue  # damaged, so the record is forgotten with it
                place = None
                if blob is not None:
                    place = (offset, len(blob), fingerprint_bytes(blob))
                    file.write(blob)
                    offset += len(blob)
                lines.append(_line([key, record.inputs, record.value, place]))
        temporary = self._folder / "records.new"
        temporary.write_bytes(b"".join(lines))
        self.close()
        os.replace(temporary, self._folder / "records")
        for old in self._folder.glob("blobs-*"):
            if old.name != name:
                old.unlink(missing_ok=True)

    def _old_blob(self, key: str) -> bytes | None:
        if self._records[key].blob is None:
            return None
        return self.blob(key)


def _read_at(file: Any, offset: int, length: int) -> bytes:
    if hasattr(os, "pread"):  # forked processes share the file, and so the place in it
        return os.pread(file.fileno(), length, offset)
    file.seek(offset)
    data: bytes = file.read(length)
    return data


def _line(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"%08x " % zlib.crc32(text) + text + b"\n"


def _checked(line: bytes) -> bytes:
    """The line without its checksum; raises ValueError where it does not fit."""
    text = line[9:]
    if int(line[:8] or b"x", 16) != zlib.crc32(text):
        raise ValueError("checksum")
    return text
