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
    (re.compile(rb"MZ|\x7fELF|#!|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe"), "a program"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!|\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|MSCF"), "a packed file"),
    (re.compile(rb"SQLite format 3\0|....Standard (?:Jet|ACE) DB", re.DOTALL), "a database"),
    (re.compile(rb"!BDN"), "a mailbox of Outlook"),
)
_IN_TEXTS = (b"MZ", b"#!", b"PK", b"BZ", b"MS")
"""What a table or a text may begin with by chance."""
_POINTER = re.compile(
    rb"version https://(?:git-lfs\.github\.com|hawser\.github\.com)/spec/|/?(?:\.\./)*\.git/annex/objects/|/annex/objects/"
)
_SHORTCUT = re.compile(
    rb"\[InternetShortcut\]|L\0\0\0\x01\x14\x02\0|bplist00|<\?xml[^>]*>\s*<!DOCTYPE plist", re.IGNORECASE
)


def check_content(path: str, kind: str, data: bytes) -> list[Problem]:
    """What is wrong with an asset whose name ends in `kind`, lower case, without the dot; at most one problem."""
    head = data[:_HEAD]
    for pattern, what in _OTHERS:
        if pattern.match(head) and not (kind in ("txt", "csv") and head[:2] in _IN_TEXTS):
            return [problems.asset_disguised(path, what, kind)]
    why, way = _not_here(head, data) or (_broken(kind, head, data), "")
    return [problems.asset_broken(path, why, kind, way)] if why else []


def _not_here(head: bytes, data: bytes) -> tuple[str, str] | None:
    """What stands in the place of a file that is elsewhere, and how to get it; None where nothing of the kind does."""
    if not data:
        return "is empty", _EMPTY
    if not any(data[:4096]) and not data.strip(b"\0"):
        return "holds nothing but zeros, as a copy that never came to its end", _EMPTY
    if _POINTER.match(head):
        return (
            "only points to the file, which Git keeps elsewhere",
            "Type  git lfs pull  (or  git annex get ) in the project’s folder.",
        )
    if _SHORTCUT.match(head):
        return (
            "is a shortcut that leads to the file",
            "Open it, save what opens under this name, and put that in the place of the shortcut.",
        )
    if _WEB_PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "is a web page, such as the one that asks for a password", _WEB
    return None


def _broken(kind: str, head: bytes, data: bytes) -> str:
    """What the file is instead; empty where it is what it is called."""
    if kind in _PICTURES:
        if _PICTURE.match(head):
            return ""
        return "is a picture as phones save it (HEIC), which most browsers do not show" if _PHONE.match(head) else _NOT
    if kind == "pdf":
        return "" if b"%PDF-" in head and b"%%EOF" in data else "is cut off" if b"%PDF-" in head else _NOT
    if kind in ("txt", "csv"):
        return _not_text(head)
    return "" if (_SOUND if kind == "mp3" else _FILM).match(head) else _NOT


def _not_text(head: bytes) -> str:
    if head.startswith((b"%PDF-", b"ID3", b"GIF8")) and (b"\0" in head or head.startswith(b"%PDF-")):
        return _NOT
    if b"\0" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ""
    wide = head[1::2].count(0) > len(head) // 4 or head[::2].count(0) > len(head) // 4
    return "is written in UTF-16 without saying so" if wide and head.isascii() else _NOT


_NOT = "is something else"
_EMPTY = (
    "Is it kept online only (a cloud beside it in Explorer)? Right-click it: “Always keep on this device”.\n"
    "Else save it again, and open it once to see that it is right."
)
_WEB = "Open the address in the browser, sign in, download the file itself, and put that in the place of this one."
