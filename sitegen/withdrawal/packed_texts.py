"""Texts packed folder by folder, each unpacked when it is asked for; packs of which nothing changed are taken over."""

from __future__ import annotations

import errno
import zlib
from collections.abc import Mapping
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.fingerprint import fingerprint_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVEL = 1  # a third more than the best, in a tenth of the time
_PER_PACK = 64  # texts: so many are packed anew where one has changed
_PACKED_ALREADY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf", ".mp3", ".mp4")


class Pack(NamedTuple):
    """Some texts in the bytes that hold them."""

    sizes: Mapping[str, int]
    """By path, in their order."""
    length: int
    """Of the packed bytes, and their sum."""
    crc: int


class PackedTexts(Mapping[str, bytes]):
    """Texts by path."""

    def __init__(self, packs: list[Pack], data: bytes, prints: Mapping[str, str]) -> None:
        """`prints` has the fingerprint of each. Raises ValueError where the data is not what was packed."""
        starts = list(accumulate((pack.length for pack in packs), initial=0))
        spans = [(pack, data[start : start + pack.length]) for pack, start in zip(packs, starts, strict=False)]
        if starts[-1] != len(data) or any(zlib.crc32(packed) != pack.crc for pack, packed in spans):
            raise ValueError("damaged")
        self._prints = prints
        self._packs = {path: span for span in spans for path in span[0].sizes}
        self._last: tuple[Pack | None, dict[str, bytes]] = (None, {})

    def __getitem__(self, path: str) -> bytes:
        pack, packed = self._packs[path]
        if self._last[0] is not pack:
            self._last = pack, _unpacked(pack, packed)
        data = self._last[1][path]
        if fingerprint_bytes(data) != self._prints[path]:
            raise OSError(errno.EIO, "it is not what was kept", path)
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._packs)

    def __len__(self) -> int:
        return len(self._packs)

    def pack_of(self, paths: list[str], prints: Mapping[str, str]) -> tuple[Pack, bytes] | None:
        """The pack of just these, where it holds what the fingerprints say."""
        found = self._packs.get(paths[0])
        if found is None or list(found[0].sizes) != paths or any(self._prints[path] != prints[path] for path in paths):
            return None
        return found


def pack_texts(
    texts: Mapping[str, bytes], prints: Mapping[str, str], before: PackedTexts | None
) -> list[tuple[Pack, bytes]]:
    """The texts in packs, as they are `before` where they say the same. Raises OSError where one cannot be read."""
    return [
        (before and before.pack_of(paths, prints)) or _packed({path: texts[path] for path in paths})
        for paths in _batches(texts)
    ]


def is_packed_already(path: str) -> bool:
    """Whether it is a picture or the like, which gets no smaller."""
    return path.lower().endswith(_PACKED_ALREADY)


def _batches(texts: Mapping[str, bytes]) -> Iterator[list[str]]:
    ordered = sorted((is_packed_already(path), path.rpartition("/")[0], path) for path in texts)
    for (is_asset, _), rows in groupby(ordered, key=lambda row: row[:2]):
        paths = [path for _, _, path in rows]
        size = 1 if is_asset else _PER_PACK
        yield from (paths[start : start + size] for start in range(0, len(paths), size))


def _packed(texts: Mapping[str, bytes]) -> tuple[Pack, bytes]:
    data = b"".join(texts.values())
    packed = data if is_packed_already(next(iter(texts))) else zlib.compress(data, _LEVEL)
    return Pack({path: len(text) for path, text in texts.items()}, len(packed), zlib.crc32(packed)), packed


def _unpacked(pack: Pack, packed: bytes) -> dict[str, bytes]:
    total = sum(pack.sizes.values())
    data = packed if is_packed_already(next(iter(pack.sizes))) else zlib.decompressobj().decompress(packed, total + 1)
    ends = list(accumulate(pack.sizes.values(), initial=0))
    return {path: data[start : start + size] for (path, size), start in zip(pack.sizes.items(), ends, strict=False)}
