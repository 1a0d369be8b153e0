"""A page closed in itself: its pictures inside, its links leading to what is in it or to what readers have already."""

from __future__ import annotations

import base64
import html
import mimetypes
import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

MOST_PICTURE = 3_000_000
"""Bytes of one picture."""
MOST_PICTURES = 12_000_000
"""Bytes of all pictures: what most mailboxes take, as Base64 makes a third more of it."""
_KINDS = {".avif": "image/avif", ".webp": "image/webp", ".svg": "image/svg+xml"}  # which not every system knows
_TAG = re.compile(r'<(?:img|/?a)(?=[ >])(?:[^>"]|"[^"]*")*>')
_VALUE = re.compile(r' (href|src|alt)="([^"]*)"')
_OUTWARD = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


class Surroundings(NamedTuple):
    """What a page's addresses lead to."""

    read: Callable[[str], bytes]
    """Gives the bytes of a picture by its address below the site's root; raises OSError."""
    anchors: Mapping[str, str]
    """By address, where in the page it stands itself."""
    url: str
    """The site's public address with a slash at the end, or empty."""
    live: Collection[str]
    """Addresses that readers have already."""
    not_shown: Callable[[str], str]
    """Says, as HTML, that the picture of that name is too large, or cannot be read."""


def close_page(page: str, around: Surroundings) -> str:
    """The page with every picture inside it and no link that leads to what is not there; its tags are well formed."""
    pieces: list[str] = []
    position, left, opened = 0, MOST_PICTURES, [False]
    for tag in _TAG.finditer(page):
        pieces.append(page[position : tag.start()])
        position = tag.end()
        text, values = tag[0], dict(_VALUE.findall(tag[0]))
        if text.startswith("<img"):
            picture = _picture(values.get("src", ""), around, left)
            left -= len(picture)
            pieces.append(
                text.replace(f' src="{values.get("src", "")}"', f' src="{picture}"')
                if picture
                else _instead(values, around)
            )
        elif text.startswith("</"):
            pieces.append(text if opened[-1] else "")
        else:
            href = _href(html.unescape(values.get("href", "")), around)
            opened[-1] = bool(href)
            pieces.append(
                text.replace(f' href="{values.get("href", "")}"', f' href="{html.escape(href)}"') if href else ""
            )
    return "".join(pieces) + page[position:]


def _picture(src: str, around: Surroundings, left: int) -> str:
    """The picture as an address that holds it; empty where it is too large or not there."""
    address = html.unescape(src)
    if address.startswith("data:"):
        return address
    route = unquote(address)
    ending = posixpath.splitext(route)[1].lower()
    kind = _KINDS.get(ending) or mimetypes.guess_type(route)[0] or ""
    if not kind.startswith("image/"):
        return ""
    try:
        data = around.read(route)
    except (OSError, KeyError):
        return ""
    if len(data) > MOST_PICTURE or len(data) * 4 // 3 > left:
        return ""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _instead(values: Mapping[str, str], around: Surroundings) -> str:
    name = unquote(html.unescape(values.get("src", ""))).rpartition("/")[2]
    alt = values.get("alt", "")
    return f'<span class="no-picture">{around.not_shown(name)}{": " if alt else ""}{alt}</span>'


def _href(address: str, around: Surroundings) -> str:
    """Where a link leads from the page; empty where that is nowhere yet."""
    if address.startswith("#") or _OUTWARD.match(address):
        return address
    place, mark, anchor = address.partition("#")
    route = unquote(place)
    if route in around.anchors:
        return around.anchors[route]
    return around.url + place + mark + anchor if around.url and route in around.live else ""
