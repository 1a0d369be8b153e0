"""The texts that can be read in a file, whatever it is: compressed, escaped, between tags, in a mail or a document."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
import zlib
from email import message_from_bytes
from email.policy import default
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from sitegen.metadata.pdf_texts import texts_of_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP, _ZIP, _PDF = b"\x1f\x8b\x08", b"PK\x03\x04", b"%PDF-"
_MAIL = re.compile(rb"(?i)^[\w-]{1,40}:[^\0]{0,4000}?^content-(?:type|transfer-encoding):", re.MULTILINE)
"""How a mail begins that was put aside: a draft of one, or one that was saved."""
_HEAD = 8192  # bytes in which that is looked for
_STREAM = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
"""Where gzip or zlib may begin."""
_DEEPEST = 4  # what is compressed may hold what is
_MOST = 1 << 30  # bytes of one file, unpacked
_FEWEST = 8  # bytes of a stream that is worth a look
_TAG = re.compile(r"<[^>]*>")
_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_BLIND = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"wOF2", b"wOFF")
"""Kinds of file whose bytes are no text and hold none of ours."""


class Legible(NamedTuple):
    """What can be read of one file."""

    texts: tuple[str, ...]
    closed: bool = False
    """Whether it holds what cannot be unpacked here."""


def read_texts(name: str, data: bytes) -> Legible:
    """The texts of a file of that name."""
    if name.endswith(".br"):
        unpacked = _brotli(data)
        return Legible((), closed=True) if unpacked is None else Legible(tuple(_texts(unpacked, 1)))
    if data.startswith(_PDF):
        document = texts_of_pdf(data)
        return Legible((*(text for _, text in document.texts), *_texts(data, 0)), closed=bool(document.unread))
    return Legible(tuple(_texts(data, 0)))


def _texts(data: bytes, depth: int) -> Iterator[str]:
    if data.startswith(_BLIND):
        return
    if depth < _DEEPEST:
        for unpacked in (*_streams(data), *_members(data), *_parts(data)):
            yield from _texts(unpacked, depth + 1)
        if data.startswith(_PDF) and depth:
            yield from (text for _, text in texts_of_pdf(data).texts)
        if data.startswith((_GZIP, _ZIP)):
            return
    yield from _readings(data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace"))


def _readings(text: str) -> Iterator[str]:
    """The text as it stands, and as those read it who know how it is written."""
    yield text
    if "\\u" in text:
        yield (text := _ESCAPE.sub(_unescaped, text))
    if "%" in text:
        yield unquote(text)
    if "<" in text:
        yield html.unescape(_TAG.sub(" ", text))
    if "&" in text:
        yield html.unescape(text)


def _streams(data: bytes) -> Iterator[bytes]:
    """What is compressed in the bytes, wherever it begins."""
    at = 0
    while found := _STREAM.search(data, at):
        unpacking = zlib.decompressobj(wbits=31 if found[0] == _GZIP else 15)
        at = found.start() + 1
        try:
            unpacked = unpacking.decompress(data[found.start() :], _MOST)
        except zlib.error:
            continue
        if len(unpacked) >= _FEWEST:
            yield unpacked
        if unpacking.eof:
            at = len(data) - len(unpacking.unused_data)


def _members(data: bytes) -> Iterator[bytes]:
    """The files in an archive, and the names of all: so Word keeps its documents. None where it is no archive."""
    if not data.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "\n".join(archive.namelist()).encode("utf-8", "surrogatepass")
            for member in archive.infolist():
                with archive.open(member) as stream:
                    yield stream.read(_MOST)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, ValueError, EOFError):
        return


def _parts(data: bytes) -> Iterator[bytes]:
    """What is in a mail, its files too, and what it is about; none where it is no mail."""
    if not _MAIL.match(data[:_HEAD]):
        return
    mail = message_from_bytes(data, policy=default)
    for part in mail.walk():
        heads = (str(part.get(name, "")) for name in ("subject", "from", "to", "content-disposition"))
        yield "\n".join(heads).encode("utf-8", "surrogatepass")
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield payload


def _brotli(data: bytes) -> bytes | None:
    """The bytes that were compressed; None where nothing here can tell."""
    for name in ("brotli", "brotlicffi"):
        try:
            unpacked: bytes = import_module(name).decompress(data)
        except (ImportError, AttributeError):
            continue
        except Exception:  # noqa: BLE001 - each of them has an error of its own
            return None
        return unpacked
    return None


def _unescaped(escape: re.Match[str]) -> str:
    text: str = json.loads(f'"{escape[0]}"')
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
