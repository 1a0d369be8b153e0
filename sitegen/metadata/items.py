"""The items of an AVIF (ISO/IEC 23008-12): those that draw stay, others are struck off every list and blanked.

What a list loses becomes an empty space behind the lists, so that nothing moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.metadata import item_lists as lists
from sitegen.metadata.boxes import Box, blank, boxes_in, merged, number
from sitegen.metadata.piece import Damaged, FilePiece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.metadata.boxes import Span

_DRAW = frozenset((b"av01", b"hvc1", b"grid", b"iovl", b"iden", b"tmap", b"sato"))
_KINDS = {b"Exif": "exif", b"mime": "xmp"}
_NEEDED = frozenset((b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp"))
_STAY = _NEEDED | {b"iref", b"idat", b"grpl", b"dinf"}
_MOST_TOLD = 16  # items whose bytes are given; a picture has two or three, and many may say that they lie in one place
_HANDLER = 32  # bytes of that box before the name of a program


def clean_items(data: bytes, out: bytearray, meta: Box, media: Sequence[Box]) -> list[FilePiece]:
    """Take out of the copy what does not draw, and give it. Of the `media` only what an item names stays."""
    inner = list(boxes_in(data, meta.body + lists.FULL, meta.end))
    found = {box.kind: box for box in inner}
    if not found.keys() >= _NEEDED:
        raise Damaged("is damaged")
    items, locations = lists.read_items(data, found[b"iinf"]), lists.read_locations(data, found[b"iloc"])
    dropped = {item for item, one in items.items() if one.kind not in _DRAW}
    dropped |= locations.keys() - items.keys()
    idat = found.get(b"idat")
    spans = {item: merged(lists.spans_of(one, idat, len(data))) for item, one in locations.items()}
    gone, kept = (
        merged(span for item in spans if (item in dropped) is is_gone for span in spans[item])
        for is_gone in (True, False)
    )
    whole = [(box.body, box.end) for box in (*media, idat) if box]
    _keep_only(data, out, [*whole, *gone], kept)
    made = {
        b"iinf": lists.without_items(data, found[b"iinf"], items, dropped),
        b"iloc": lists.without_locations(data, found[b"iloc"], locations, dropped),
        b"iprp": lists.without_properties(data, found[b"iprp"], dropped),
    }
    if b"iref" in found:
        made[b"iref"] = lists.without_references(data, found[b"iref"], dropped)
    _write(out, meta, inner, made)
    told = sorted(dropped & items.keys() & spans.keys())[:_MOST_TOLD]
    return [_piece(data, items[item].kind, spans[item]) for item in told]


def _keep_only(data: bytes, out: bytearray, gone: Iterable[Span], kept: Sequence[Span]) -> None:
    """Blank the stretches, but for what is kept of them: both in order, so that each byte is looked at once."""
    stretches, number_kept = merged(gone), 0
    for start, end in stretches:
        blank(out, start, end)
        while number_kept < len(kept) and kept[number_kept][0] < end:
            low, high = max(start, kept[number_kept][0]), min(end, kept[number_kept][1])
            if low < high:
                out[low:high] = data[low:high]
            if kept[number_kept][1] > end:
                break
            number_kept += 1


def _write(out: bytearray, meta: Box, inner: Sequence[Box], made: dict[bytes, bytes]) -> None:
    """The lists as they are now, where `idat` stays in its place, and an empty space for what they have lost."""
    hdlr = next(box for box in inner if box.kind == b"hdlr")
    others = [_as_it_is(out, box, made) for box in inner if box.kind in _STAY and box is not hdlr]
    start = meta.body + lists.FULL
    head = bytes(out[hdlr.body : hdlr.start + _HANDLER]) + b"\0"
    spare = meta.end - start - 8 - len(head) - sum(map(len, others))
    if spare < 0:
        raise Damaged("is damaged")
    few = spare if spare < 8 else 0  # too few for a box of their own
    parts = [lists.packed_box(b"hdlr", head + bytes(few)), *others]
    out[start : meta.end] = b"".join(parts) + (lists.packed_box(b"free", bytes(spare - 8)) if spare >= 8 else b"")


def _as_it_is(out: bytearray, box: Box, made: dict[bytes, bytes]) -> bytes:
    return lists.packed_box(box.kind, made[box.kind]) if box.kind in made else bytes(out[box.start : box.end])


def _piece(data: bytes, kind: bytes, spans: Sequence[Span]) -> FilePiece:
    payload = b"".join([data[start:end] for start, end in spans])
    what = _KINDS.get(kind, "other")
    return FilePiece(b"", what, payload[4 + number(payload, 0, 4) :] if what == "exif" else payload)
