"""A record as bytes, and the gate for those that come back: from a host or a disk they may be anything.

A head has all but the words, in columns; the words follow in packs, each compressed by itself, so that a check which
finds little changed unpacks little.
"""

from __future__ import annotations

import json
import re
import types
import typing
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING, Any, NoReturn

from sitegen.memory.codec import pack
from sitegen.memory.refused import Refused
from sitegen.memory.route import is_route
from sitegen.record.known import MOST_PACKED
from sitegen.record.release_record import RecordedApproval, RecordedEntry, RecordedPage, RecordedWords, ReleaseRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MAGIC, _FIRST = b"sitegen record 2\n", b"sitegen record 1\n"
"""With the version: the first had packs of so many entries whatever their digest; any other is not read."""
_LEVEL = 4  # of compression: a third of the time of 6, for a twentieth more
_PER_PACK = 64  # entries of one digest: what one changed answer costs to unpack
_MOST_HEAD, _MOST_PACK = 64_000_000, 128_000_000  # bytes, unpacked
_MOST = 200_000  # entries, and pages
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def dump_record(record: ReleaseRecord, before: ReleaseRecord | None = None) -> bytes:
    """The record as it is kept; words that are as they were `before`, a record that was read, are not packed again.

    Raises Refused where its words cannot be had, or are more than is read again.
    """
    ids = sorted(record.entries)
    batches = _batches(ids)
    packs = [_pack_as_before(record, before, some) or _packed([record.words[key] for key in some]) for some in batches]
    routes, withdrawn = sorted(record.pages), sorted(record.withdrawn.items())
    head = _packed(
        [
            record.day,
            [record.entries[key] for key in ids],
            [[route, *record.pages[route]] for route in routes],
            withdrawn,
            [[len(some), len(data)] for some, data in zip(batches, packs, strict=True)],
            *([sorted(record.approvals.items())] if record.approvals else ()),
        ]
    )
    data = b"".join((_MAGIC, b"%d\n" % len(head), head, *packs))
    if len(data) > MOST_PACKED or max(len(ids), len(routes)) > _MOST:
        message = "The site has more words than can be kept to tell later what changed. The site has not changed."
        raise Refused(message, "Publish old digests as a site of their own.")
    return data


def read_record(data: bytes) -> ReleaseRecord:
    """What `dump_record` gave. Raises Refused for anything else; words are looked at when they are asked for."""
    with _reading():
        if not data.startswith((_MAGIC, _FIRST)) or len(data) > MOST_PACKED:
            _refuse("another kind of file")
        length, line_end, rest = data[len(_MAGIC) :].partition(b"\n")
        if not re.fullmatch(rb"[1-9][0-9]{0,8}", length) or not line_end or len(rest) < int(length):
            _refuse("no head")
        day, rows, pages, withdrawn, packs, *approvals = _list(_unpacked(rest[: int(length)], _MOST_HEAD))
        entries = [_entry(row) for row in _list(rows)]
        by_id = {entry.id: entry for entry in entries}
        if list(by_id) != sorted(by_id) or len(by_id) != len(entries) or len(entries) > _MOST or len(pages) > _MOST:
            _refuse("not in order")
        return ReleaseRecord(
            _as(date, day),
            by_id,
            _PackedWords(tuple(by_id), rest[int(length) :], _sizes(packs, len(by_id), data)),
            {_route(route): _page(row) for route, *row in map(_list, _list(pages))},
            {_route(key): _as(date, since) for key, since in _rows(withdrawn, 2)},
            _approvals(approvals),
        )


class _PackedWords(Mapping[str, RecordedWords]):
    """The words of a record that was read, unpacked as far as somebody asks."""

    def __init__(self, ids: tuple[str, ...], data: bytes, sizes: tuple[tuple[int, int], ...]) -> None:
        """`sizes` has for each pack how many entries are in it, and its bytes."""
        counts, lengths = [list(accumulate(column, initial=0)) for column in zip(*sizes, strict=True)] or [[0], [0]]
        if min(map(min, sizes), default=1) < 1 or counts[-1] != len(ids) or lengths[-1] != len(data):
            _refuse("cut")
        self._packs = [
            (ids[first:last], data[start:end])
            for (first, last), (start, end) in zip(pairwise(counts), pairwise(lengths), strict=True)
        ]
        numbered = enumerate(self._packs)
        self._places = {key: (number, at) for number, (some, _) in numbered for at, key in enumerate(some)}
        self._last: tuple[int, tuple[RecordedWords, ...]] = (-1, ())

    def __getitem__(self, key: str) -> RecordedWords:
        number, place = self._places[key]
        if self._last[0] != number:
            with _reading():
                some, packed = self._packs[number]
                found = _as(tuple[RecordedWords, ...], _unpacked(packed, _MOST_PACK))
                if len(found) != len(some):
                    _refuse("other entries")
            self._last = number, found
        return self._last[1][place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def pack_of(self, ids: tuple[str, ...]) -> bytes:
        """The pack of just these; empty where there is none."""
        some, packed = self._packs[self._places[ids[0]][0]] if ids[0] in self._places else ((), b"")
        return packed if some == ids else b""


def _pack_as_before(record: ReleaseRecord, before: ReleaseRecord | None, ids: tuple[str, ...]) -> bytes:
    """The pack of these answers, where each says what it said."""
    if before is None or not isinstance(before.words, _PackedWords):
        return b""
    old = before.entries
    return before.words.pack_of(ids) if all(key in old and old[key].is_as(record.entries[key]) for key in ids) else b""


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise Refused(
            "The record of what was published was not written by this sitegen, or is damaged.",
            "It is written anew by the next publish. Until then, compare with the published site yourself.",
        ) from error


def _batches(ids: Sequence[str]) -> list[tuple[str, ...]]:
    """Digest by digest, so that what comes or goes in one leaves the packs of the others as they are."""
    digests = [tuple(some) for _, some in groupby(ids, key=lambda key: key.rpartition("/")[0])]
    return [some[start : start + _PER_PACK] for some in digests for start in range(0, len(some), _PER_PACK)]


def _sizes(packs: Any, entries: int, data: bytes) -> tuple[tuple[int, int], ...]:
    """How many entries are in each pack, and its bytes."""
    if data.startswith(_FIRST):
        starts = range(0, entries, _PER_PACK)
        packs = [[min(_PER_PACK, entries - at), length] for at, length in zip(starts, _list(packs), strict=True)]
    found: tuple[tuple[int, int], ...] = _as(tuple[tuple[int, int], ...], packs)
    return found


def _packed(value: Any) -> bytes:
    text = json.dumps(pack(value), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "replace"), _LEVEL)


def _unpacked(data: bytes, most: int) -> Any:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, most + 1)
    except zlib.error as error:
        raise ValueError("not compressed") from error
    if not unpacking.eof or unpacking.unused_data or len(text) > most or _HALF.search(text):
        _refuse("cut, too long, or half a letter")
    return json.loads(text.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)


def _entry(row: Any) -> RecordedEntry:
    found: RecordedEntry = _as(RecordedEntry, row)
    return found._replace(id=_route(found.id), title=_line(found.title))


def _page(row: list[Any]) -> RecordedPage:
    found: RecordedPage = _as(RecordedPage, row)
    if found.path:
        _route(found.path)
    return found._replace(title=_line(found.title))


def _approvals(some: list[Any]) -> dict[str, RecordedApproval]:
    """Those of a record that has any: what an older sitegen wrote has none."""
    if len(some) > 1 or some == [[]]:
        _refuse("more than a record")
    found = {_route(key): _as(RecordedApproval, row) for key, row in _rows(some[0], 2)} if some else {}
    return {key: one._replace(by=_line(one.by)) for key, one in found.items()}


def _as(kind: Any, data: Any) -> Any:
    """The value of that type, every part of it looked at; raises ValueError or TypeError where one is another."""
    return _checker(kind)(data)


@cache
def _checker(kind: Any) -> Callable[[Any], Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is date:
        return date.fromisoformat
    if kind in (str, int, bool):
        return lambda data: data if type(data) is kind else _refuse("another type")
    if origin is types.UnionType:
        check = _checker(arguments[0])
        return lambda data: None if data is None else check(data)
    if origin is tuple and arguments[-1] is Ellipsis:
        check = _checker(arguments[0])
        return lambda data: tuple([check(item) for item in _list(data)])
    parts = arguments if origin is tuple else list(typing.get_type_hints(kind).values())
    make = tuple if origin is tuple else kind._make
    checks = [_checker(part) for part in parts]
    return lambda data: make([check(item) for check, item in zip(checks, _list(data), strict=True)])


def _rows(value: Any, length: int) -> list[list[Any]]:
    return [_list(row, length) for row in _list(value)]


def _list(value: Any, length: int | None = None) -> list[Any]:
    if type(value) is not list or (length is not None and len(value) != length):
        _refuse("no such list")
    return value


def _route(value: Any) -> str:
    return value if is_route(value) else _refuse("no address")


def _line(value: Any) -> str:
    """A text as it is shown among others, on one line."""
    return " ".join(_as(str, value).split())


def _refuse(why: str) -> NoReturn:
    raise ValueError(why)
