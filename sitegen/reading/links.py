"""An address as a writer types it: what it points at, and what stands in the page for it.

A page's address is a function of its source path alone, so a link can be rewritten without looking at its target.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_CONTROL = re.compile(r"[\x00-\x1f]")
_ALLOWED = ("http", "https", "mailto", "tel")
is_plain = re.compile(r"[a-zA-Z0-9/._-]*").fullmatch
"""Whether a route stands in an address as it is: nearly all do, and asking is quicker than quoting."""


class BodyLink(NamedTuple):
    """One link or picture of a body."""

    kind: str
    """page (a `.md` file), file (an asset), picture, anchor (in the same page), external, forbidden.

    An external one whose words are its address is an address.
    """
    typed: str
    target: str
    """The path it names, from the project's folder: `content/topics/leadership.md`."""
    anchor: str
    href: str
    """As it stands in the page."""
    line: int = 0
    column: int = 0


def parse_link(path: str, address: str) -> BodyLink:
    """The link that `address`, typed in the file `path`, means; never raises."""
    typed = unquote(address)
    scheme = _SCHEME.match(address)
    if scheme:
        kind = "external" if scheme[1].lower() in _ALLOWED and _reaches(address) else "forbidden"
        return BodyLink(kind, address, "", "", address)
    if address.startswith(("/", "\\")) or "\\" in typed or _CONTROL.search(typed):
        return BodyLink("forbidden", address, "", "", address)
    place, _, anchor = address.partition("#")
    if not place:
        return BodyLink("anchor", typed, path, unquote(anchor), address or "#")
    if "?" in place:
        return BodyLink("file", typed, "?", "", address)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unicodedata.normalize("NFC", unquote(place))))
    is_page = target.endswith(".md")
    shown = route_of(target) if is_page else target.removeprefix("content/")
    href = relative(route_of(path), shown) + (f"#{quote(unquote(anchor))}" if anchor else "")
    return BodyLink("page" if is_page else "file", typed, target, unquote(anchor), href)


def surprise_in_mail(address: str) -> str:
    """What a `mailto:` address puts into the message besides a plain subject and a text; empty where nothing."""
    scheme, _, rest = address.partition(":")
    if scheme.lower() != "mailto":
        return ""
    for field in rest.partition("?")[2].split("&"):
        name, _, value = field.partition("=")
        name = unquote(name).strip().lower()
        if name in ("to", "cc", "bcc"):
            return f"more receivers ({name})"
        if name not in ("body", "") and any(character in unquote(value) for character in "\r\n"):
            return f"a line end in its {name}"
    return ""


def route_of(path: str) -> str:
    """The address, below the site's root, of a content file: drop `content/`, `.md` becomes `.html`."""
    route = path.removeprefix("content/")
    return route.removesuffix(".md") + ".html" if route.endswith(".md") else route


def relative(page: str, route: str) -> str:
    """The address of `route` as seen from the page, percent-encoded."""
    return seen_from(page.rpartition("/")[0], route)


@lru_cache(maxsize=1 << 16)
def seen_from(folder: str, route: str) -> str:
    """The address of `route` as seen from the pages of a folder: they link to much the same, so most are known."""
    ups = ""
    while folder and not route.startswith(folder + "/"):
        folder, ups = folder.rpartition("/")[0], ups + "../"
    return ups + address("", route[len(folder) + 1 :] if folder else route)


def address(url: str, route: str) -> str:
    """The public address of a route, percent-encoded; the route alone where the site has no address."""
    return url + (route if is_plain(route) else quote(route, safe="/-._~!$'()*+,;=@"))


def _reaches(address: str) -> bool:
    """Whether a web address names a host: `https:path` would be taken as relative by some browsers."""
    scheme, _, rest = address.partition(":")
    return not scheme.lower().startswith("http") or (rest.startswith("//") and len(rest) > 2 and rest[2] not in "/\\?#")
