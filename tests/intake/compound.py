"""A mail as Outlook saves it, of a few properties: a compound file whose streams are all small."""

from __future__ import annotations

import struct
from itertools import pairwise

_NONE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _MINI = 512, 64


def msg(*attached: dict[str, str], **properties: str) -> bytes:
    """A mail with texts by the number of their property: `_1000` is its plain body; attached files have theirs."""
    streams = _streams(32, properties)
    for number, file in enumerate(attached):
        folder = f"__attach_version1.0_#{number:08X}"
        streams |= {folder: b""} | {f"{folder}/{name}": data for name, data in _streams(8, file).items()}
    return _compound(streams)


def _streams(head: int, properties: dict[str, str]) -> dict[str, bytes]:
    numbers = {int(name[1:], 16): text.encode("utf-16-le") for name, text in properties.items()}
    rows = b"".join(struct.pack("<HHIII", 0x1F, number, 6, len(data) + 2, 0) for number, data in numbers.items())
    texts = {f"__substg1.0_{number:04X}001F": data for number, data in numbers.items()}
    return {"__properties_version1.0": b"\0" * head + rows} | texts


def _compound(streams: dict[str, bytes]) -> bytes:
    names = sorted(streams, key=lambda name: (name.count("/"), len(name), name.upper()))
    mini, chains, starts = b"", [], {}
    for name in names:
        starts[name] = len(mini) // _MINI
        count = -(-len(streams[name]) // _MINI)
        chains += [*range(starts[name] + 1, starts[name] + count), _END] if count else []
        mini += streams[name].ljust(count * _MINI, b"\0")
    inside = {name: [i for i, one in enumerate(names, 1) if one.startswith(f"{name}/")] for name in names}
    siblings = [[i for i, name in enumerate(names, 1) if "/" not in name], *inside.values()]
    after = {one: other for group in siblings for one, other in pairwise(group)}
    entries = [b""]
    for at, name in enumerate(names, 1):
        kind, child = (2, _NONE) if streams[name] else (1, inside[name][0])
        size, where = len(streams[name]), starts[name] if streams[name] else 0
        entries.append(
            _entry(name.rpartition("/")[2], kind, right=after.get(at, _NONE), child=child, start=where, size=size)
        )
    folders = -(-len(entries) * 128 // _SECTOR)
    entries[0] = _entry("Root Entry", 5, child=1, start=2 + folders, size=len(mini))
    directory = b"".join(entries) + _entry("", 0) * (folders * _SECTOR // 128 - len(entries))
    sectors = -(-len(mini) // _SECTOR)
    fat = [_FAT, *range(2, 1 + folders), _END, _END, *range(3 + folders, 2 + folders + sectors), _END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 1 + folders, 1, _END, 0, 0)
    header += struct.pack("<108I", *[_NONE] * 108)
    return header + _table(fat) + directory + _table(chains) + mini.ljust(sectors * _SECTOR, b"\0")


def _table(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers).ljust(_SECTOR, b"\xff")


def _entry(name: str, kind: int, *, right: int = _NONE, child: int = _NONE, start: int = 0, size: int = 0) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, _NONE, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)
