"""Pictures of n pieces, and such whose lists say that n of them lie in the same place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from photos import chunk, pixel

from sitegen.metadata.inscriptions import texts_of_picture
from sitegen.metadata.piece import Damaged
from sitegen.metadata.served_copy import served_copy

if TYPE_CHECKING:
    from collections.abc import Callable


def _looked_at(kind: str, make: Callable[[int], bytes]) -> tuple[int, Callable[[int], Callable[[], Any]]]:
    def work(data: bytes) -> None:
        texts_of_picture(data)
        try:
            served_copy(f"a.{kind}", data)
        except Damaged:
            return

    return 64, lambda n: partial(work, make(n))


def _box(kind: bytes, *parts: bytes) -> bytes:
    return (8 + sum(map(len, parts))).to_bytes(4, "big") + kind + b"".join(parts)


def _chunk(kind: bytes, payload: bytes) -> bytes:
    return kind + len(payload).to_bytes(4, "little") + payload


def _items(n: int) -> bytes:
    """An AVIF of n items, each of which lies in all of the same n × 16 bytes."""
    ids = [number.to_bytes(2, "big") for number in range(n)]
    rows = b"".join(one + bytes(2) + b"\0\1" + (60).to_bytes(4, "big") + (16 * n).to_bytes(4, "big") for one in ids)
    kinds = [b"av01", b"Exif", b"mime"]
    infes = [_box(b"infe", b"\2\0\0\0" + one + bytes(2) + kinds[at % 3] + b"\0") for at, one in enumerate(ids)]
    uses = b"".join(one + b"\1\1" for one in ids)
    count = n.to_bytes(2, "big")
    meta = _box(
        b"meta",
        bytes(4),
        _box(b"hdlr", bytes(8) + b"pict" + bytes(13)),
        _box(b"pitm", bytes(6)),
        _box(b"iloc", bytes(4) + b"\x44\0" + count + rows),
        _box(b"iinf", bytes(4) + count + b"".join(infes)),
        _box(b"iprp", _box(b"ipco", _box(b"pixi", bytes(4))), _box(b"ipma", bytes(4) + n.to_bytes(4, "big") + uses)),
    )
    return _box(b"ftyp", b"avif" + bytes(4)) + _box(b"mdat", bytes(16 * n + 60)) + meta


SOUND = b"\xff\xfb\x90\0" + bytes(413)
ODD_PICTURES = {
    f"a picture, {name}": _looked_at(kind, make)
    for name, kind, make in (
        ("segments of a JPEG", "jpg", lambda n: b"\xff\xd8" + b"\xff\xfe\0\3a" * n + b"\xff\xd9"),
        ("scans of a JPEG", "jpg", lambda n: b"\xff\xd8" + b"\xff\xda\0\2aaaa" * n + b"\xff\xd9"),
        ("profiles of a JPEG", "jpg", lambda n: b"\xff\xd8" + b"\xff\xe2\0\x10ICC_PROFILE\0\1\1" * n + b"\xff\xd9"),
        ("chunks of a PNG", "png", lambda n: pixel()[:-12] + chunk(b"tEXt", b"a\0b") * n + pixel()[-12:]),
        ("blocks of a GIF", "gif", lambda n: b"GIF89a" + bytes(7) + b"!\xfe" + b"\1a" * n + b"\0;"),
        ("remarks of a GIF", "gif", lambda n: b"GIF89a" + bytes(7) + b"!\xfe\1a\0" * n + b";"),
        (
            "chunks of a WebP",
            "webp",
            lambda n: b"RIFF" + (4 + 10 * n).to_bytes(4, "little") + b"WEBP" + _chunk(b"odd ", b"ab") * n,
        ),
        ("items of an AVIF in one place", "avif", _items),
        ("boxes of a film", "mp4", lambda n: _box(b"ftyp", b"mp42") + _box(b"moov", _box(b"udta", b"abcd") * n)),
        ("tags of a sound", "mp3", lambda n: b"ID3\4\0\0\0\0\0\0" * n + SOUND + (b"TAG" + bytes(125)) * n),
    )
}
"""The least number, and the work for n, prepared."""
