"""A mail as Outlook saves it, of a few properties: a compound file whose streams are all small."""

from __future__ import annotations

import struct

_NONE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _MINI = 512, 64


def msg(**properties: str) -> bytes:
    """A mail with texts by the number of their property: `_1000` is its plain body."""
    numbers = {int(name[1:], 16): text.encode("utf-16-le") for name, text in properties.items()}
    rows = b"".join(struct.pack("<HHIII", 0x1F, number, 6, len(data) + 2, 0) for number, data in numbers.items())
    streams = {"__properties_version1.0": b"\0" * 32 + rows}
    streams |= {f"__substg1.0_{number:04X}001F": data for number, data in numbers.items()}
    return _compound(streams)


def _compound(streams: dict[str, bytes]) -> bytes:
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    mini, chains, starts = b"", [], {}
    for name in names:
        starts[name] = len(mini) // _MINI
        count = -(-len(streams[name]) // _MINI)
        chains += [*range(starts[name] + 1, starts[name] + count), _END]
        mini += streams[name].ljust(count * _MINI, b"\0")
    entries = [_entry("Root Entry", 5, child=1, start=3, size=len(mini))]
    for at, name in enumerate(names, 1):
        after = at + 1 if at < len(names) else _NONE
        entries.append(_entry(name, 2, right=after, start=starts[name], size=len(streams[name])))
    directory = b"".join(entries)
    assert len(directory) <= _SECTOR
    sectors = -(-len(mini) // _SECTOR)
    fat = [_FAT, _END, _END, *range(4, 3 + sectors), _END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 2, 1, _END, 0, 0)
    header += struct.pack("<108I", *[_NONE] * 108)
    blank = _entry("", 0)
    return (
        header
        + _table(fat)
        + directory.ljust(_SECTOR, b"\0")[: len(directory)]
        + blank * ((_SECTOR - len(directory)) // 128)
        + _table(chains)
        + mini.ljust(sectors * _SECTOR, b"\0")
    )


def _table(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers).ljust(_SECTOR, b"\xff")


def _entry(name: str, kind: int, *, right: int = _NONE, child: int = _NONE, start: int = 0, size: int = 0) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, _NONE, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)
