"""Full addresses of the site itself, as “Copy link” gives them: which file each leads to.

Nothing is refused for an address that nobody knows: an organisation's own code may make a page there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from sitegen.model.addresses import GENERATED
from sitegen.model.names import kind_of
from sitegen.reading.links import route_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model.content_files import Files

_MADE = frozenset((*GENERATED, "feed.xml", "sitemap.xml"))
_OF_MACHINES = ("_theme/", "_search/", "data/", "commitments/register.")


class Led(NamedTuple):
    """Where an address of the site leads."""

    route: str
    target: str
    """The path of a content file or an asset; empty for a page that the site makes, or for none."""
    anchor: str
    is_known: bool


class OwnAddresses:
    """The addresses below the site's own."""

    def __init__(self, url: str, files: Files) -> None:
        """`url` is the site's, with a slash at its end; empty where it has none."""
        scheme, _, self._place = url.lower().partition("://")
        self._is_web = scheme in ("http", "https")
        self._files = files
        self._known: dict[str, str] = {}

    def lead(self, address: str) -> Led | None:
        """Where the address leads; None for one of another site."""
        scheme, _, rest = address.partition("://")
        if not self._is_web or scheme.lower() not in ("http", "https"):
            return None
        if not f"{rest.lower()}/".startswith(self._place):
            return None
        place, _, anchor = rest[len(self._place) :].partition("#")
        route = unquote(place.partition("?")[0])
        if not route or route.endswith("/"):
            route += "index.html"
        target = self._targets().get(route, "")
        is_known = bool(target) or route in _MADE or route.startswith(_OF_MACHINES)
        return Led(route, target, "" if anchor.startswith(("_", ":~:")) else unquote(anchor), is_known)

    def _targets(self) -> dict[str, str]:
        """The path of the file behind each address, asked for by few sites."""
        if not self._known:
            self._known = dict(self._made_of(self._files.paths))
            for value in self._files.all():
                for alias in value.file.head.aliases:
                    self._known.setdefault(alias.name, value.file.path)
        return self._known

    def _made_of(self, paths: Iterable[str]) -> Iterable[tuple[str, str]]:
        for path in paths:
            kind = kind_of(path)
            if kind:
                yield route_of(path), path
            if kind == "digest":
                yield route_of(path).removesuffix("index.html") + "print.html", path
            if kind == "topic":
                yield route_of(path).removesuffix(".html") + ".xml", path
