"""Whether a file is what its name says: its first bytes tell, and whether its end is there.

Nothing is decoded. What browsers show all the same, such as a PNG that is called .jpg, is no mistake here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import project_files as problems

if TYPE_CHECKING:
    from sitegen.problems.problem import Problem

_HEAD = 1024  # bytes: where a PDF may begin at the latest (ISO 32000-1, annex H)
_PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "avif")
_PICTURE = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|....ftyp(?:avif|avis|mif1.{4}(?:....){0,4}avif)", re.DOTALL
)
_PHONE = re.compile(rb"....ftyp(?:hei[cmsx]|hev[cx]|mif1|msf1)", re.DOTALL)
_SOUND = re.compile(rb"ID3|\xff[\xe0-\xff]")
_FILM = re.compile(rb"....(?:ftyp|moov|mdat|free|skip|wide|pnot)", re.DOTALL)
_WEB_PAGE = re.compile(rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_OTHERS = (
    (re.compile(rb"PK\x03\x04|PK\x05\x06"), "a Word, Excel or zip file"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old Word, Excel or PowerPoint file, or an Outlook message"),
    (re.compile(rb"\{\\rtf"), "a Rich Text file of a word processor"),
    (re.compile(rb"MZ|\x7fELF|#!"), "a program"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!|\x1f\x8b"), "a packed file"),
)


def check_content(path: str, kind: str, data: bytes) -> list[Problem]:
    """What is wrong with an asset whose name ends in `kind`, lower case, without the dot; at most one problem."""
    head = data[:_HEAD]
    for pattern, what in _OTHERS:
        if pattern.match(head) and not (kind in ("txt", "csv") and head[:2] in (b"MZ", b"#!", b"PK")):
            return [problems.asset_disguised(path, what, kind)]
    why = _broken(kind, head, data)
    return [problems.asset_broken(path, why, kind)] if why else []


def _broken(kind: str, head: bytes, data: bytes) -> str:
    """What the file is instead; empty where it is what it is called."""
    if not data:
        return "is empty"
    if head.startswith(b"version https://git-lfs"):
        return "only points to the file, which Git LFS keeps elsewhere"
    if _WEB_PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "is a web page, such as the one that asks for a password"
    if kind in _PICTURES:
        if _PICTURE.match(head):
            return "is cut off" if _is_cut(head, data) else ""
        return "is a picture as phones save it (HEIC), which most browsers do not show" if _PHONE.match(head) else _NOT
    if kind == "pdf":
        return "" if b"%PDF-" in head and b"%%EOF" in data else "is cut off" if b"%PDF-" in head else _NOT
    if kind in ("txt", "csv"):
        return _NOT if b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff") else ""
    return "" if (_SOUND if kind == "mp3" else _FILM).match(head) else _NOT


_NOT = "is something else"


def _is_cut(head: bytes, data: bytes) -> bool:
    """Whether the end of a picture is missing."""
    if head.startswith(b"\x89PNG"):
        return b"IEND" not in data
    if head.startswith(b"\xff\xd8"):
        return b"\xff\xd9" not in data
    return head.startswith(b"RIFF") and int.from_bytes(head[4:8], "little") + 8 > len(data)
