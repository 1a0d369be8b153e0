"""Bodies on their way into a page: fetched late, links to what is not shown taken out, ids made unlike."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import urljoin

if TYPE_CHECKING:
    from collections.abc import Collection

# A whole tag. nh3 writes every attribute in double quotes and every `<` of a text as an entity, so this is exact.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>')
# The same, but only where something may have to change.
_TAG_WITH_ATTRIBUTES = re.compile(r'<([a-z][a-z0-9]*(?=[^>a-z0-9]))((?:[^>"]|"[^"]*")*)>')
_TAG_TO_JOIN = re.compile(r'<(/?)(h[2-5](?![a-z0-9])|[a-z][a-z0-9]*(?=[^>a-z0-9]))((?:[^>"]|"[^"]*")*)>')
_DEEPER = {"h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}
_ID = re.compile(r'( id=")([^"]*)"')
_FRAGMENT = re.compile(r'( href=")#([^"]+)"')
# An address below a folder, or below one above it, in no more words than needed.
_BELOW = re.compile(r"((?:\.\./)*)((?:[\w-][\w.-]*/)*[\w-][\w.-]*(?:#[\w.-]+)?)", re.ASCII)
_ADDRESS = re.compile(r'( (?:href|src)=")([^"]*)"')


class Bodies(Protocol):
    """What all bodies are fetched from, by the path of their file."""

    def html(self, path: str) -> str:
        """The HTML as the file has it."""

    def words(self, path: str) -> str:
        """What stands for it."""


class LazyBody:
    """A body's HTML, known by its name and fetched when it is put into a page."""

    __slots__ = ("_bodies", "dead", "fingerprint", "path")

    def __init__(self, path: str, bodies: Bodies, dead: Collection[str] = ()) -> None:
        """The body of the file at `path`; links to the `dead` addresses become their text."""
        self.path, self._bodies, self.dead = path, bodies, tuple(sorted(dead)) if dead else ()
        self.fingerprint = " ".join((path, *self.dead)) if dead else path

    def __html__(self) -> str:
        return _html_of(self, self._bodies.words(self.path))

    def fetch(self) -> str:
        """The HTML, fetched anew."""
        html = self._bodies.html(self.path)
        return take_out_links(html, self.dead) if self.dead else html

    __str__ = __html__

    def __bool__(self) -> bool:
        return True

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process it has its HTML with it."""
        return LazyBody, (self.path, _Sent(self._bodies.html(self.path)), self.dead)


class _Sent(NamedTuple):
    """The HTML of one body, sent to another process."""

    text: str

    def html(self, _path: str) -> str:
        return self.text

    def words(self, _path: str) -> str:
        return ""


@lru_cache(maxsize=1)
def _html_of(body: LazyBody, _words: str) -> str:
    """Its HTML; most pages that show a body show it twice, to readers and to machines."""
    return body.fetch()


class AbsoluteBody:
    """A body for readers outside the site: its links are whole addresses."""

    __slots__ = ("address", "body", "fingerprint")

    def __init__(self, body: LazyBody | NoBody, address: str) -> None:
        """`address` is that of the page which the body's links start from."""
        self.body, self.address = body, address
        self.fingerprint = f"{body.fingerprint} {address}"

    def __html__(self) -> str:
        return absolute(self.body.__html__(), self.address)


class NoBody:
    """The body of a file without one."""

    __slots__ = ()
    fingerprint = "none"

    def __html__(self) -> str:
        return ""

    __str__ = __html__

    def __bool__(self) -> bool:
        return False


NO_BODY = NoBody()


def take_out_links(html: str, dead: Collection[str]) -> str:
    """Replace links to the addresses by their text."""
    pieces: list[str] = []
    position, inside = 0, False
    for tag in _TAG.finditer(html):
        if tag[2] != "a":
            continue
        href = _ADDRESS.search(tag[3])
        is_dead = (href is not None and href[2].replace("&amp;", "&") in dead) if not tag[1] else inside
        if is_dead:
            pieces.append(html[position : tag.start()])
            position = tag.end()
        inside = is_dead and not tag[1]
    return "".join(pieces) + html[position:]


def joined(html: str, prefix: str) -> str:
    """The HTML for a page that holds several bodies: ids prefixed, headings one level deeper."""

    def change(tag: re.Match[str]) -> str:
        slash, name, attributes = tag.groups()
        if name in _DEEPER:
            name = _DEEPER[name]
        if attributes:
            attributes = _ID.sub(rf'\g<1>{prefix}-\g<2>"', attributes)
            attributes = _FRAGMENT.sub(rf'\g<1>#{prefix}-\g<2>"', attributes)
        return f"<{slash}{name}{attributes}>"

    return _TAG_TO_JOIN.sub(change, html)


def absolute(html: str, address: str) -> str:
    """The HTML with every relative link resolved against the address, for readers outside the site."""
    if "=" not in html:  # no attribute
        return html

    def change(tag: re.Match[str]) -> str:
        attributes = _ADDRESS.sub(lambda match: f'{match[1]}{_resolved(address, match[2])}"', tag[2])
        return f"<{tag[1]}{_ID.sub('', attributes)}>"

    return _TAG_WITH_ATTRIBUTES.sub(change, html)


def _resolved(address: str, href: str) -> str:
    """`urljoin`, quickly for links to other pages of a site."""
    below = _BELOW.fullmatch(href)
    if below is None:
        return urljoin(address, href)
    folder = address.rsplit("/", 1 + len(below[1]) // len("../"))[0]
    return f"{folder}/{below[2]}" if folder.count("/") > 1 else urljoin(address, href)  # else above the host
