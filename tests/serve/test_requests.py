"""A request is read once from left to right, whatever is in it: one of them cannot keep the others waiting."""

from __future__ import annotations

import contextlib
import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import served_project, serving

from sitegen.serve.request import BadRequest, read_request

if TYPE_CHECKING:
    from pathlib import Path

BLANKS = 16_000
LINE = b"GET / HTTP/1.1\r\n"
# One expression for a whole header, right and readable, but cubic in its blanks: good enough to compare small ones with.
SLOW = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*?)[ \t]*")


def value_of(header: bytes) -> str | int:
    """The value of the only header, or the status of the refusal."""
    try:
        request = read_request(io.BytesIO(LINE + header + b"\r\n\r\n"))
    except BadRequest as bad:
        return bad.status
    return request.headers[0][1]


@pytest.mark.timeout(60)  # what took three quarters of an hour, not what takes a moment longer on a slow day
@pytest.mark.parametrize("blank", [b" ", b"\t", b" \t"])
@pytest.mark.parametrize(
    ("around", "found"),
    [
        (b"X:%s", ""), (b"X:%s\x01", 400), (b"X:%sa", "a"), (b"X:a%s", "a"), (b"X:a%s\x7f", 400), (b"X:\x01%s", 400),
        (b"X:%s\r", 400), (b"X%s:", 400), (b"%sX:", 400), (b"%s", 400), (b"X:%s\xff\x00", 400), (b"X:%s\xff", "\xff"),
    ],
)  # read as a table  # fmt: skip
def test_a_line_of_blanks_is_read_like_any_other(blank: bytes, around: bytes, found: str | int) -> None:
    blanks = (blank * BLANKS)[:BLANKS]
    assert value_of(around % blanks) == found


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", [b"a b", b"a\t", b" :", b": ", b"\xff ", b"; ", b",", b"/", b"%2f", b"?", b"&key="])
@pytest.mark.parametrize("line", [b"GET /%s HTTP/1.1", b"GET / HTTP/1.1\r\nCookie: %s\x01", b"GET / HTTP/1.1\r\n%s: x"])
def test_no_repetition_keeps_it_busy(line: bytes, piece: bytes) -> None:
    text = line % (piece * (8_000 // len(piece)))
    with contextlib.suppress(BadRequest):
        read_request(io.BytesIO(text + b"\r\n\r\n"))


@given(
    st.lists(
        st.sampled_from([b" ", b"\t", b":", b"a", b"X", b"-", b"\x00", b"\x0b", b"\x7f", b"\xe9"]),
        min_size=1,
        max_size=8,
    )
)
def test_headers_mean_what_they_meant(pieces: list[bytes]) -> None:
    header = b"".join(pieces)
    slow = SLOW.fullmatch(header)
    assert value_of(header) == (slow[2].decode("latin-1") if slow else 400)


@pytest.mark.timeout(60)
def test_pages_are_shown_while_odd_headers_come(tmp_path: Path) -> None:
    with serving(served_project(tmp_path)) as session:
        odd = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{session.server.port}\r\nX:{' ' * BLANKS}\x01\r\n\r\n".encode()
        assert [session.raw(odd)[:12] for _ in range(3)] == [b"HTTP/1.1 400"] * 3
        assert session.get("")[0] == 200
