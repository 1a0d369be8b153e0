"""A request as bytes say it: one strict way to read it, and nothing that a preview has no use for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from io import BufferedIOBase

_LONGEST = 16_384  # bytes of a request line and its headers together
_MOST = 100  # headers
LARGEST_BODY = 20 << 20
"""Bytes that follow a request where any may."""
_LENGTH = re.compile(r"[0-9]{1,12}")
_LINE = re.compile(rb"([A-Z]{1,20}) (\S{1,8192}) HTTP/1\.([01])")
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_PATH = re.compile(rb"(?:/[!$&-;=@-Z_a-z~%]*)(?:\?[!-~]*)?")


class BadRequest(Exception):
    """A request that cannot be understood; carries the status that says so."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Request(NamedTuple):
    """What a browser asks."""

    method: str
    path: str
    """Below the root, decoded, without its first `/`; a name to look up, never one to open."""
    query: str
    headers: tuple[tuple[str, str], ...]
    """Names in small letters."""
    keeps: bool
    """Whether the connection is meant for more than this."""
    length: int = 0
    """Bytes that follow it, still to be read."""

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a header."""
        return tuple(value for key, value in self.headers if key == name)

    def value(self, name: str) -> str:
        """The value of a header, or an empty string."""
        return next(iter(self.values(name)), "")


def read_request(stream: BufferedIOBase, written: str = "") -> Request | None:
    """The next request; None where the other side has hung up. Raises BadRequest, OSError.

    Where `written` is not empty, a POST to an address that begins so may bring a body, which is left to be read.
    """
    lines: list[bytes] = []
    size = 0
    while True:
        line = stream.readline(_LONGEST + 1)
        size += len(line)
        if not line and not lines:
            return None
        if size > _LONGEST or len(lines) > _MOST:
            raise BadRequest(431)
        if not line.endswith(b"\r\n"):
            raise BadRequest(400)
        if line == b"\r\n":
            break
        lines.append(line[:-2])
    return _parse(lines, written)


def _parse(lines: list[bytes], written: str) -> Request:
    first = _LINE.fullmatch(lines[0]) if lines else None
    if first is None or not _PATH.fullmatch(first[2]):
        raise BadRequest(400)
    headers = [_parse_header(line) for line in lines[1:]]
    raw, _, query = first[2].partition(b"?")
    try:
        path = unquote_to_bytes(raw[1:]).decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest(400) from None
    request = Request(first[1].decode("ascii"), path, query.decode("ascii"), tuple(headers), keeps=False)
    lengths = request.values("content-length")
    if written and request.method == "POST" and path.startswith(written):
        request = request._replace(length=_length(request, lengths))
    elif request.values("transfer-encoding") or any(length not in ("", "0") for length in lengths):
        raise BadRequest(400 if request.method in ("GET", "HEAD") else 405)
    closes = "close" in request.value("connection").lower()
    return request._replace(keeps=first[3] == b"1" and not closes)


def _length(request: Request, lengths: tuple[str, ...]) -> int:
    """How many bytes follow: said once, in figures, and no more than anybody needs."""
    if request.values("transfer-encoding") or len(lengths) != 1 or not _LENGTH.fullmatch(lengths[0]):
        raise BadRequest(411)
    if int(lengths[0]) > LARGEST_BODY:
        raise BadRequest(413)
    return int(lengths[0])


def _parse_header(line: bytes) -> tuple[str, str]:
    """Name and value, in steps that each look at a byte once: as one expression it took hours for a line of blanks."""
    name, colon, value = line.partition(b":")
    value = value.strip(b" \t")
    if not colon or not _NAME.fullmatch(name) or _FORBIDDEN.search(value):
        raise BadRequest(400)
    return name.decode("ascii").lower(), value.decode("latin-1")
