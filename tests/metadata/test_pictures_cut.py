"""Nothing personal travels in a picture, a film or a sound, and what it shows stays as it was."""

from __future__ import annotations

import io
import random
import zlib

import pytest
from photos import KINDS, SIZE, WHO, chunk, drawn, photo, profile
from PIL import Image, ImageOps

from sitegen.metadata.inscriptions import texts_of_picture
from sitegen.metadata.piece import Damaged
from sitegen.metadata.served_copy import served_copy

TURNED = ("jpg", "png", "webp", "avif")


def segment(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(payload) + 2).to_bytes(2, "big") + payload


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def shown(data: bytes) -> tuple[tuple[int, int], bytes, bytes]:
    """Size and pixels as a viewer turns them, and what their colours mean."""
    image = Image.open(io.BytesIO(data))
    turned = ImageOps.exif_transpose(image)
    return turned.size, turned.convert("RGBA").tobytes(), image.info.get("icc_profile", b"")


def frames(data: bytes) -> list[tuple[object, bytes]]:
    image, found = Image.open(io.BytesIO(data)), []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        image.load()
        found.append((image.info.get("duration"), image.convert("RGBA").tobytes()))
    return found


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", TURNED)
def test_a_photo_looks_as_it_did_and_says_nothing_more(kind: str, turn: int) -> None:
    before = photo(kind, turn, **({} if kind == "png" else {"xmp": f"<x>{WHO}</x>".encode()}))
    after = served_copy(f"assets/a.{kind}", before)
    assert shown(after) == shown(before)
    assert shown(after)[2] == profile()
    assert shown(after)[0] == (SIZE[::-1] if turn > 4 else SIZE)
    assert WHO.encode() in before
    assert [text for text in texts_of_picture(after) if not text.place.startswith("colour profile")] == []
    assert WHO.encode() not in after
    assert served_copy(f"assets/a.{kind}", after) == after


@pytest.mark.parametrize("kind", ["gif", "png", "webp", "avif"])
def test_what_moves_keeps_moving(kind: str) -> None:
    others = [drawn().rotate(180), drawn().rotate(90)]
    before = photo(kind, save_all=True, append_images=others, duration=[100, 200, 300], loop=0)
    after = served_copy(f"assets/a.{kind}", before)
    assert len(frames(before)) == 3
    assert frames(after) == frames(before)
    assert Image.open(io.BytesIO(after)).info.get("loop") == Image.open(io.BytesIO(before)).info.get("loop")
    assert WHO.encode() not in after


ARTIST = b"MM\0*\0\0\0\x08\0\1\1\x3b\0\2\0\0\0\x0d\0\0\0\x1a\0\0\0\0"  # EXIF of one field, but for its words
MARKS = {
    "XMP": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + WHO.encode() + b"</x>"),
    "more XMP": segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + bytes(40) + b"<x>" + WHO.encode() + b"</x>"),
    "a gain map": segment(0xE2, b"urn:iso:std:iso:ts:21496:-1\0" + WHO.encode()),
    "further pictures": segment(0xE2, b"MPF\0" + WHO.encode()),
    "C2PA": segment(0xEB, b"JP\0\1\0\0\0\1jumb" + WHO.encode()),
    "Ducky": segment(0xEC, b"Ducky\0" + WHO.encode()),
    "Photoshop": segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x11\x1c\x02\x50\0\x0c" + WHO.encode()),
    "a thumbnail": segment(0xE0, b"JFXX\0\x10" + WHO.encode()),
    "a comment": segment(0xFE, WHO.encode()),
    "a second EXIF": segment(0xE1, b"Exif\0\0" + ARTIST + WHO.encode() + b"\0"),
    "the last marker": segment(0xEF, WHO.encode()),
}


@pytest.mark.parametrize("name", MARKS)
def test_every_kind_of_note_in_a_jpeg_goes_and_can_be_asked_for(name: str) -> None:
    plain = photo("jpg", exif=b"")
    before = plain[:2] + MARKS[name] + plain[2:]
    assert served_copy("assets/a.jpg", before) == served_copy("assets/a.jpg", plain)
    assert any(WHO in text for _, text in texts_of_picture(before))


@pytest.mark.parametrize("kind", ["jpg", "png", "gif", "webp"])
def test_what_stands_behind_a_picture_goes_with_all_that_is_in_it(kind: str) -> None:
    before, second = photo(kind), photo("jpg")
    after = served_copy(f"assets/a.{kind}", before + second + box(b"ftyp", b"mp42") + b"MotionPhoto_Data")
    assert after == served_copy(f"assets/a.{kind}", before)
    assert any(WHO in text for _, text in texts_of_picture(photo(kind, exif=b"") + second))


NOTES = {
    "tEXt": chunk(b"tEXt", b"Author\0" + WHO.encode()),
    "zTXt": chunk(b"zTXt", b"Author\0\0" + zlib.compress(WHO.encode())),
    "iTXt": chunk(b"iTXt", b"Author\0\0\0en\0Name\0" + WHO.encode()),
    "iTXt, packed": chunk(b"iTXt", b"Author\0\1\0en\0Name\0" + zlib.compress(WHO.encode())),
    "XMP": chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>" + WHO.encode() + b"</x>"),
    "C2PA": chunk(b"caBX", WHO.encode()),
    "what nobody knows": chunk(b"prVt", WHO.encode()),
}


@pytest.mark.parametrize("name", NOTES)
def test_every_kind_of_note_in_a_png_goes_and_can_be_asked_for(name: str) -> None:
    plain = photo("png", exif=b"")
    before = plain[:-12] + NOTES[name] + plain[-12:]
    assert served_copy("assets/a.png", before) == served_copy("assets/a.png", plain)
    assert WHO.encode() not in served_copy("assets/a.png", before)
    assert any(WHO in text for _, text in texts_of_picture(before))


def test_a_colour_profile_is_not_called_by_the_name_of_a_screen() -> None:
    before = photo("png", icc_profile=None, exif=b"")
    named = chunk(b"iCCP", WHO.encode() + b"\0\0" + zlib.compress(profile()))
    before = before[:33] + named + before[33:]
    after = served_copy("assets/a.png", before)
    assert shown(after) == shown(before)
    assert shown(after)[2] == profile()
    assert WHO.encode() not in after
    assert any(WHO in text for _, text in texts_of_picture(before))


def test_a_position_is_told_as_a_finding_of_its_own() -> None:
    for kind in TURNED:
        (position,) = [text for place, text in texts_of_picture(photo(kind)) if place.startswith("GPS position")]
        assert position == "51.50722, -0.12750"


def track(handler: bytes, place: int = 0, size: int = 0) -> bytes:
    words = (b"\0\0\0\0" + (1).to_bytes(4, "big") + place.to_bytes(4, "big"),)
    table = box(
        b"stbl",
        box(b"stco", *words),
        box(b"stsz", bytes(4) + size.to_bytes(4, "big") + (1).to_bytes(4, "big")),
        box(b"stsc", bytes(4) + (1).to_bytes(4, "big") * 3 + (1).to_bytes(4, "big")),
    )
    head = box(b"hdlr", bytes(8) + handler + bytes(12) + WHO.encode() + b"\0")
    return box(b"trak", box(b"tkhd", b"\0\0\0\7" + bytes([9] * 8) + bytes(72)), box(b"mdia", head, box(b"minf", table)))


def film() -> bytes:
    """Of a phone: a track of pictures, one of positions, and notes of who and where."""
    start = box(b"ftyp", b"mp42\0\0\0\0mp42")
    media = box(b"mdat", b"pictures" + b"+51.5074-000.1278" + b"more pictures")
    places = len(start) + 8 + 8
    notes = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+51.5074-000.1278/"), box(b"\xa9ART", WHO.encode()))
    head = box(b"mvhd", bytes(4) + bytes([9] * 8) + bytes(88))
    moov = box(b"moov", head, track(b"vide"), track(b"meta", places, 17), notes)
    return start + media + moov + box(b"uuid", bytes(16), WHO.encode())


def test_a_film_keeps_its_pictures_and_loses_names_days_and_tracks_of_positions() -> None:
    before = film()
    after = served_copy("assets/a.mp4", before)
    assert len(after) == len(before)  # other boxes count bytes from the beginning
    assert b"pictures" + bytes(17) + b"more pictures" in after
    assert after.count(b"trak") == 1
    for gone in (WHO.encode(), b"51.5074", bytes([9] * 8), b"udta", b"meta"):
        assert gone in before
        assert gone not in after
    places = [text for place, text in texts_of_picture(before) if place.startswith("GPS position")]
    assert places == ["51.5074, -0.1278"]
    assert served_copy("assets/a.mp4", after) == after


def test_a_sound_loses_its_tags() -> None:
    sound = b"\xff\xfb\x90\0" + bytes(413)
    start = b"ID3\4\0\0\0\0\0\x1bTPE1\0\0\0\x0d\0\0\3" + WHO.encode() + bytes(4)
    ape = b"APETAGEX" + (2000).to_bytes(4, "little") + (44).to_bytes(4, "little") + bytes(16)
    tag = b"TAG" + WHO.encode().ljust(125, b"\0")
    before = start + sound + WHO.encode() + ape + tag
    assert served_copy("assets/a.mp3", before) == sound
    assert sum(WHO in text for _, text in texts_of_picture(before)) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_ends_early_is_never_served_by_half(kind: str) -> None:
    whole = photo(kind)
    for length in range(16, len(whole) - 1, 11):
        with pytest.raises(Damaged):
            served_copy(f"assets/a.{kind}", whole[:length])


@pytest.mark.parametrize("kind", [*KINDS, "mp4"])
def test_a_damaged_file_is_told_and_never_a_crash(kind: str) -> None:
    chance = random.Random(kind)
    whole = film() if kind == "mp4" else photo(kind)
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.choice((0, 1, 0x7F, 0xFF, chance.randrange(256)))
        texts_of_picture(bytes(data))
        try:
            after = served_copy(f"assets/a.{kind}", bytes(data))
        except Damaged:
            continue
        assert len(after) <= len(data) + 64


def test_texts_and_documents_are_served_as_they_are() -> None:
    for kind, data in (("txt", b"GIF89a"), ("csv", "a,b\n".encode("utf-16")), ("pdf", b"%PDF")):
        assert served_copy(f"assets/a.{kind}", data) == data
