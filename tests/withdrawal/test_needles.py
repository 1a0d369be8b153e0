"""SoughtWords are found again by keyed hashes alone, however they are written or packed, and other words are not."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.withdrawal.legible import read_texts
from sitegen.withdrawal.needles import KEY_SIZE, Needles, SoughtWords, make_needles, parse_needles

KEY = bytes(range(KEY_SIZE))
SAID = "we asked Robin Sample’s manager why café shifts were changed at such short notice"
ID = "2024-01-15-briefing/robins-shift"
WORDS = SoughtWords(ID, ("Robin Sample's shift", "Why?"), (SAID, "Nobody told her."))
NEEDLES = make_needles([WORDS], KEY)


def found(data: bytes, name: str = "a-file", needles: Needles = NEEDLES) -> bool:
    return any(map(needles.find_in, read_texts(name, data).texts))


def tar(data: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as packed:
        member = tarfile.TarInfo("a")
        member.size = len(data)
        packed.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def zipped(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        SAID.encode(),
        zipped(f"<w:t>{SAID}</w:t>".encode()),
        SAID.upper().encode(),
        SAID.replace("’", "'").replace("é", "e\u0301").encode(),
        SAID.replace(" ", "\n").encode(),
        SAID.replace("Robin", "Ro\u00adbin").encode(),
        f"<p>Then {SAID.replace('Robin', '<b>Robin</b>').replace('é', '&eacute;')}.</p>".encode(),
        f'<img alt="{SAID}">'.encode(),
        json.dumps({"a": SAID}).encode(),
        quote(SAID).encode(),
        SAID.encode("utf-16"),
        b"\x00\x01\x02" + SAID.encode() + b"\xff\xfe\x00",
        gzip.compress(SAID.encode(), mtime=0),
        b"head\n12\n" + zlib.compress(b"other words " * 99) + zlib.compress(SAID.encode(), 1),
        tar(SAID.encode()),
        gzip.compress(zlib.compress(SAID.encode()), mtime=0),
        b"<title>Robin Sample&#39;s shift</title>",
        f"see digests/{ID}.html".encode(),
        b"../robins-shift.html#top",
        b'{"id": "robins-shift"}',
        b"robins-shift.md.new",
        " ".join(SAID.split()[2:10]).encode(),
    ],
)
def test_the_words_are_found_however_they_stand(data: bytes) -> None:
    assert found(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Why? Nobody told her.",
        " ".join(SAID.split()[:6]).encode(),
        " ".join(sorted(SAID.split())).encode(),
        b"robins shift",
        b"2024-01-15-briefing/robins-shifts.html and robins-shift-2",
        gzip.compress(b"Nobody told her.", mtime=0)[:-9],
        b"\x1f\x8b\x08\x00" * 99 + b"\x78\x9c" * 999,
    ],
)
def test_other_words_are_not(data: bytes) -> None:
    assert not found(data)


def test_words_are_told_apart_where_nothing_stands_between_them() -> None:
    said = "私たちは昨日その人に会って話を聞きました"
    needles = make_needles([SoughtWords("d/a", ("x",), (said,))], KEY)
    assert found(f"<p>そして{said[2:14]}。</p>".encode(), needles=needles)
    assert not found("<p>私たちは明日ここで会います。</p>".encode(), needles=needles)


def test_brotli_is_looked_into_or_said_to_be_closed() -> None:
    assert read_texts("index.html.br", b"\x0b\x02\x80hello\x03").closed or found(b"", "a.br") is False


def test_what_is_kept_has_none_of_the_words() -> None:
    kept = NEEDLES.dump()
    assert parse_needles(kept) == NEEDLES
    assert NEEDLES.is_named(ID)
    assert not NEEDLES.is_named("other")
    text = kept.decode().casefold()
    assert not [
        word for word in (*SAID.casefold().split(), "robin", "shift", "briefing") if len(word) > 4 and word in text
    ]


def test_what_others_say_too_is_left_out() -> None:
    needles = NEEDLES.without([f"So {SAID} then."])
    assert not found(SAID.encode(), needles=needles)
    assert found(b"Robin Sample's shift", needles=needles)


def test_another_key_gives_other_hashes() -> None:
    other = make_needles([WORDS], bytes(KEY_SIZE))
    assert not other.runs & NEEDLES.runs
    assert not other.names & NEEDLES.names


@pytest.mark.parametrize("data", [b"", b"{}", b"[1,2,3,4,5]", b"[" * 9999, NEEDLES.dump()[:-2], b"\xff"])
def test_what_we_have_not_written_is_nothing(data: bytes) -> None:
    assert parse_needles(data) is None


@given(st.binary(max_size=300), st.sampled_from(["a", "a.br", "a.gz"]))
def test_no_bytes_are_too_odd(data: bytes, name: str) -> None:
    read_texts(name, data)
    read_texts(name, gzip.compress(data, mtime=0))
    read_texts(name, b"PK\x03\x04" + data)
    parse_needles(data)
