"""The sitemap: every page for search engines, in parts where there are too many for one (sitemaps.org 0.9)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sitegen.reading.links import address
from sitegen.site.news import last_change
from sitegen.site.xml_writing import add, finish, start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.site.sources import Sources

MOST = 50_000
"""Addresses in one file (sitemaps.org 0.9)."""
ROUTE = "sitemap.xml"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class SitemapView(NamedTuple):
    """Pages for search engines: address and day of the last change, where one is known."""

    route: str
    pages: tuple[tuple[str, date | None], ...]


class SitemapPartsView(NamedTuple):
    """The addresses of the parts of a sitemap."""

    route: str
    parts: tuple[str, ...]


def in_parts(routes: Sequence[str], most: int = MOST) -> dict[str, tuple[str, ...]]:
    """The routes that each file of a sitemap lists, by its own route."""
    if len(routes) <= most:
        return {ROUTE: tuple(routes)}
    parts = [tuple(routes[at : at + most]) for at in range(0, len(routes), most)]
    return {f"sitemap-{number}.xml": part for number, part in enumerate(parts, 1)}


def sitemap_view(route: str, routes: tuple[str, ...], sources: Sources) -> SitemapView:
    """The addresses of these pages, with the day of the last change of those that are entries."""
    changed = {entry.route: last_change(entry) for entry in sources.listed.values()}
    url = sources.catalog.settings.url
    return SitemapView(route, tuple([(address(url, page), changed.get(page)) for page in routes]))


def parts_view(routes: tuple[str, ...], sources: Sources) -> SitemapPartsView:
    """The file that names the parts."""
    url = sources.catalog.settings.url
    return SitemapPartsView(ROUTE, tuple([address(url, route) for route in routes]))


def render_sitemap(view: SitemapView) -> bytes:
    """The sitemap as XML."""
    urlset = start("urlset", {"xmlns": _SITEMAP})
    for location, changed in view.pages:
        url = add(urlset, "url", "")
        add(url, "loc", location)
        if changed:
            add(url, "lastmod", changed.isoformat())
    return finish(urlset)


def render_parts(view: SitemapPartsView) -> bytes:
    """The list of the parts as XML."""
    index = start("sitemapindex", {"xmlns": _SITEMAP})
    for part in view.parts:
        add(add(index, "sitemap", ""), "loc", part)
    return finish(index)
