"""Remember what was made from what.

Two files: a pile of records, each with the bytes (a body, a view) that belong to it, and a table of where each lies in
it. What is made during a build goes to a pile of its own, so that little of it is in memory; saving puts that behind
the other pile, or both anew into another file where much is dead, and then replaces the table: a killed build leaves at
most bytes that nothing points to. Whatever cannot be read is forgotten: a damaged store is only ever slow.
"""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from sitegen.memory.inputs import changed
from sitegen.memory.pile import Pile
from sitegen.memory.place import PLACE_WIDTH, Place, moved_place, unpack_place
from sitegen.memory.private import make_private
from sitegen.memory.table import read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_FORMAT = "sitegen store 4"
_PILE = "blobs-"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
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
    blob: int | None = None
    """How many bytes belong to it, where it was read; None where none do."""


class Step(NamedTuple):
    """Something that was made anew, and why."""

    key: str
    because: tuple[str, ...]
    """Names of the inputs that differ; `new` where there was no record; `missing` where what was made then is gone."""


class Head(NamedTuple):
    """What the table says of a pile."""

    format: str
    version: str
    pile: str
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
        self._head, self._old, self._pile = _open(folder, version)
        self._fresh: dict[str, bytes] = {}
        self._fresh_pile = Pile(folder=folder)
        self._used: set[str] = set()
        self._looked_at: dict[str, Record] = {}
        """Records that were looked at, and will be again."""

    def make(
        self,
        requests: Sequence[Request],
        work: Callable[[Sequence[int]], Iterable[Result | None]],
        stands: Callable[[int, Any], bool] | None = None,
    ) -> Iterator[tuple[Any, Step | None]]:
        """The values of the requests, in their order: remembered, or made by `work` now.

        `work` gets the numbers of the stale requests, all at once so that it can share them out, and gives for each,
        in the same order, what was made, or None where nothing could be. `stands`, told a request's number and the
        remembered value, says whether what was made then is still where it was put. The step says why work was done;
        None where none was.
        """
        reasons = [self._reasons(number, request, stands) for number, request in enumerate(requests)]
        stale = [number for number, because in enumerate(reasons) if because]
        made = iter(work(stale)) if stale else iter(())
        for request, because in zip(requests, reasons, strict=True):
            self._used.add(request.key)
            known = self._looked_at.pop(request.key, None)
            if known is not None and not because:
                yield known.value, None
                continue
            result = next(made)
            if result is None:
                yield None, Step(request.key, because)
                continue
            self.put(request.key, Record(request.inputs or result.inputs, result.value), result.blob)
            yield result.value, Step(request.key, because)

    def recall(self, key: str) -> Record | None:
        """What is remembered under the key."""
        record = self._looked_at.get(key) or self._read(key)
        if record is not None:
            self._looked_at[key] = record
        return record

    def keys(self, start: str) -> list[str]:
        """The keys of what is remembered that start so."""
        return sorted(key for key in self._known() if key.startswith(start))

    def put(self, key: str, record: Record, blob: bytes | None) -> None:
        """Remember what somebody made who knew that it was stale."""
        text = _ENCODER.encode([key, record.inputs, record.value]).encode("utf-8", "surrogatepass")
        data = blob or b""
        start = self._fresh_pile.append(text + data)
        length = -1 if blob is None else len(blob)
        self._fresh[key] = Place(start, len(text), length, zlib.crc32(text), zlib.crc32(data)).pack()
        self._looked_at.pop(key, None)
        self._used.add(key)

    def blob(self, key: str) -> bytes:
        """The bytes made under the key; raises KeyError where they are lost."""
        place, pile = self._find(key)
        try:
            data = pile.read(place.start + place.record, max(place.blob, 0))
        except OSError as error:
            raise KeyError(key) from error
        if place.blob < 0 or zlib.crc32(data) != place.blob_sum:
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
        self._head, self._old, self._pile = self._head._replace(pile="", size=0, dead=0), {}, Pile()
        self._fresh, self._fresh_pile = {}, Pile(folder=self._folder)
        self._looked_at.clear()

    def save(self) -> None:
        """Write what was made since the store was opened; forget what was not asked for. Raises OSError."""
        if self._folder is None:
            return
        gone = [key for key in self._old if key not in self._used]
        if self._head.pile and not gone and not self._fresh:
            return
        replaced = [key for key in self._fresh if key in self._old]
        dead = self._head.dead + sum(unpack_place(self._old[key]).length for key in (*gone, *replaced))
        make_private(self._folder)
        for key in gone:
            del self._old[key]
        size = self._head.size + self._fresh_pile.size
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
        self._pile.close()
        self._fresh_pile.close()

    def _read(self, key: str) -> Record | None:
        try:
            place, pile = self._find(key)
            text = pile.read(place.start, place.record)
        except (KeyError, OSError):
            text = b""
        if not text or zlib.crc32(text) != place.record_sum:
            self._old.pop(key, None)
            return None
        _, inputs, value = json.loads(text)
        return Record(inputs, value, place.blob if place.blob >= 0 else None)

    def _known(self) -> set[str]:
        return self._old.keys() | self._fresh.keys()

    def _find(self, key: str) -> tuple[Place, Pile]:
        fresh = self._fresh.get(key)
        return (unpack_place(fresh), self._fresh_pile) if fresh else (unpack_place(self._old[key]), self._pile)

    def _reasons(self, number: int, request: Request, stands: Callable[[int, Any], bool] | None) -> tuple[str, ...]:
        record = self.recall(request.key)
        if record is None:
            return NEW
        if request.inputs is None:
            return CHANGED
        because = changed(record.inputs, request.inputs)
        if not because and stands is not None and not stands(number, record.value):
            return MISSING
        return because

    def _append(self, folder: Path, dead: int) -> None:
        """Put what was made behind what is there."""
        name = self._head.pile or _new_name(folder)
        with (folder / name).open("r+b" if self._head.pile else "wb") as file:
            file.seek(self._head.size)
            file.truncate()
            for data in self._fresh_pile.all():
                file.write(data)
        size = self._head.size + self._fresh_pile.size
        moved = {key: moved_place(place, self._head.size) for key, place in self._fresh.items()}
        self._put_in_place(folder, self._head._replace(pile=name, size=size, dead=dead), {**self._old, **moved})

    def _rewrite(self, folder: Path) -> None:
        """Write what is alive into a file of its own."""
        name = _new_name(folder)
        places: dict[str, bytes] = {}
        with (folder / name).open("wb") as file:
            for key, place, data in self._alive():
                places[key] = place._replace(start=file.tell()).pack()
                file.write(data)
            size = file.tell()
        self._put_in_place(folder, self._head._replace(pile=name, size=size, dead=0), places)

    def _put_in_place(self, folder: Path, head: Head, places: Mapping[str, bytes]) -> None:
        write_table(folder / "records", head, places)
        self.close()
        for file in folder.glob(f"{_PILE}*"):
            if file.name != head.pile:
                with suppress(OSError):  # some systems keep what a preview still has open
                    file.unlink()

    def _alive(self) -> Iterator[tuple[str, Place, bytes]]:
        """What is remembered, as it lies in its pile, without what is damaged."""
        for key in {**self._old, **self._fresh}:
            place, pile = self._find(key)
            data = pile.read(place.start, place.length)
            sums = zlib.crc32(data[: place.record]), zlib.crc32(data[place.record :])
            if sums == (place.record_sum, place.blob_sum):
                yield key, place, data


def _open(folder: Path | None, version: str) -> tuple[Head, dict[str, bytes], Pile]:
    """What is remembered in the folder, as far as it is this version's."""
    nothing = Head(_FORMAT, version, "", 0, 0)
    if folder is None:
        return nothing, {}, Pile()
    try:
        first, places = read_table(folder / "records", PLACE_WIDTH)
        head = Head(*first)
        if (head.format, head.version) != (_FORMAT, version) or not (
            _is_name(head.pile) and (folder / head.pile).is_file()
        ):
            return nothing, {}, Pile()
    except (OSError, ValueError, TypeError):
        return nothing, {}, Pile()
    return head, places, Pile(folder / head.pile, head.size)


def _is_name(name: str) -> bool:
    return name.startswith(_PILE) and name[len(_PILE) :].isdecimal()


def _new_name(folder: Path) -> str:
    names = [file.name for file in folder.glob(f"{_PILE}*") if _is_name(file.name)]
    return f"{_PILE}{max((int(name[len(_PILE) :]) for name in names), default=0) + 1}"
