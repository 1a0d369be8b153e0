"""What an address may be, where one is typed."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:[/\\]+", re.IGNORECASE)
_HOST = r"(?:[^\W_](?:[\w.-]*\w)?|\[[0-9a-fA-F:.]+\])"
_FOLDER = re.compile(rf"https?://{_HOST}(?::[0-9]{{1,5}})?(?:/[^?#\\\s\x00-\x1f\x7f-\x9f]*)?")


def has_login(text: str) -> bool:
    """Whether a user's name or password stands in it, even one with a slash in it, or in an address without https://.

    In `mailto:` an @ is none, nor is it in a mail's address alone, or behind the name of a host.
    """
    scheme = _SCHEME.match(text)
    rest = text[scheme.end() :] if scheme else text
    before, at, _ = rest.partition("@")
    if not at or (not scheme and (":" not in before or text.lower().startswith(("mailto:", "tel:")))):
        return False
    host, *more = re.split(r"[/?#\\]", before, maxsplit=1)
    _, colon, port = host.partition(":")
    return not more or bool(colon and not port.isdecimal())


def has_password(text: str) -> bool:
    """Whether a password stands in where a site is to go: `ssh://user:password@host/path`."""
    scheme = _SCHEME.match(text)
    before, at, _ = text[scheme.end() :].partition("@") if scheme else ("", "", "")
    host, *more = re.split(r"[/\\]", before, maxsplit=1)
    _, colon, port = host.partition(":")
    return bool(at and colon and not (more and port.isdecimal()))


def is_page(text: str) -> bool:
    """Whether it is a web address."""
    return re.fullmatch(r"https?://[^\s/?#\\]+\S*", text) is not None


def is_site(text: str) -> bool:
    """Whether it is one of a site, to which routes can be added."""
    return re.fullmatch(r"https?://[\w.:\[\]-]+(/[\w.~/-]*)?", text) is not None


def is_folder(text: str) -> bool:
    """Whether it is one that can be fetched from, with nothing in it that two programs read differently."""
    try:
        return _FOLDER.fullmatch(text) is not None and (urlsplit(text).port or 0) >= 0
    except ValueError:  # no such port, or no such number of a host
        return False


def is_reachable(text: str) -> bool:
    """Whether somebody can be reached there."""
    return is_page(text) or re.fullmatch(r"mailto:[^\s@]+@[^\s@]+|tel:[\d+ ()-]+", text) is not None
