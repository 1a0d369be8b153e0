"""Atom feeds and the sitemap, written by an XML serialiser, never by a text template."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sitegen.reading.links import address
from sitegen.site import views
from sitegen.site.bodies import absolute

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from sitegen.model.resolve import Entry
    from sitegen.model.topic import TopicFile
    from sitegen.site.sources import Sources

NEWEST = 20
_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class FeedEntry(NamedTuple):
    """An entry in a feed."""

    title: str
    address: str
    published: date
    updated: date
    author: str
    topics: tuple[str, ...]
    summary: str
    body: views.Html


class FeedView(NamedTuple):
    """A feed (RFC 4287): the newest answers of the site or of a topic."""

    route: str
    title: str
    subtitle: str
    address: str
    page: str
    """The address of the page that it belongs to."""
    author: str
    language: str
    entries: tuple[FeedEntry, ...]


class SitemapView(NamedTuple):
    """All pages for search engines: address and day of the last change, where one is known."""

    route: str
    pages: tuple[tuple[str, date | None], ...]


def feed_view(route: str, topic: TopicFile | None, sources: Sources) -> FeedView:
    """The feed of a topic, or of the site."""
    settings = sources.catalog.settings
    page = f"topics/{topic.id}.html" if topic else "index.html"
    return FeedView(
        route,
        f"{settings.title}: {topic.title}" if topic else settings.title,
        topic.summary if topic else settings.description,
        address(settings.url, route),
        address(settings.url, page),
        settings.organisation or settings.title,
        settings.language,
        tuple(_feed_entry(entry, sources) for entry in newest(sources, topic)),
    )


def bodies(view: FeedView) -> list[views.Html]:
    """The bodies in a feed."""
    return [entry.body for entry in view.entries]


def sitemap_view(routes: tuple[str, ...], sources: Sources) -> SitemapView:
    """The addresses of these pages, with the day of the last change of those that are entries."""
    changed = {entry.route: last_change(entry) for entry in sources.listed.values()}
    url = sources.catalog.settings.url
    return SitemapView("sitemap.xml", tuple((address(url, route), changed.get(route)) for route in routes))


def newest(sources: Sources, topic: TopicFile | None = None) -> list[Entry]:
    """The entries of a feed."""
    entries = sources.by_topic[topic.id] if topic else sources.listed.values()
    return list(islice((entry for entry in entries if entry.source.state != "awaiting"), NEWEST))


def render_feed(view: FeedView) -> bytes:
    """The feed as XML."""
    feed = _root("feed", {"xmlns": _ATOM, "xml:lang": view.language})
    _add(feed, "id", view.address)
    _add(feed, "title", view.title)
    if view.subtitle:
        _add(feed, "subtitle", view.subtitle)
    _add(feed, "updated", _moment(max(entry.updated for entry in view.entries)))
    _add(feed, "link", "", rel="self", type="application/atom+xml", href=view.address)
    _add(feed, "link", "", rel="alternate", type="text/html", href=view.page)
    _add(_add(feed, "author", ""), "name", view.author)
    for entry in view.entries:
        element = _add(feed, "entry", "")
        _add(element, "id", entry.address)
        _add(element, "title", entry.title)
        _add(element, "link", "", rel="alternate", type="text/html", href=entry.address)
        _add(element, "published", _moment(entry.published))
        _add(element, "updated", _moment(entry.updated))
        if entry.author:
            _add(_add(element, "author", ""), "name", entry.author)
        for topic in entry.topics:
            _add(element, "category", "", term=topic)
        if entry.summary:
            _add(element, "summary", entry.summary)
        if entry.body:
            _add(element, "content", absolute(entry.body.__html__(), entry.address), type="html")
    return _document(feed)


def render_sitemap(view: SitemapView) -> bytes:
    """The sitemap as XML (sitemaps.org protocol 0.9)."""
    urlset = _root("urlset", {"xmlns": _SITEMAP})
    for location, changed in view.pages:
        url = _add(urlset, "url", "")
        _add(url, "loc", location)
        if changed:
            _add(url, "lastmod", changed.isoformat())
    return _document(urlset)


def last_change(entry: Entry) -> date:
    """The day of the last thing that happened to an entry."""
    source = entry.source
    days = [
        entry.date,
        *(update.date for update in source.updates),
        *(correction.date for correction in source.corrections),
        *(one.date for one in source.reworded),
    ]
    days += [step.date for commitment in source.commitments for step in commitment.updates]
    return max(days)


def _feed_entry(entry: Entry, sources: Sources) -> FeedEntry:
    teaser = sources.teasers[entry.route]
    return FeedEntry(
        teaser.title,
        address(sources.catalog.settings.url, entry.route),
        entry.date,
        last_change(entry),
        teaser.by,
        tuple(label.title for label in teaser.topics),
        teaser.in_short or teaser.declined,
        sources.body(entry.source.file),
    )


def _root(name: str, attributes: dict[str, str]) -> Element:
    from xml.etree.ElementTree import Element  # slow to import, and most edits reach no feed

    return Element(name, attributes)


def _add(parent: Element, name: str, text: str, **attributes: str) -> Element:
    element = parent.makeelement(name, attributes)
    parent.append(element)
    element.text = text or None
    return element


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _document(root: Element) -> bytes:
    from xml.etree.ElementTree import indent, tostring

    indent(root)
    data = str(tostring(root, encoding="unicode"))
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + data.encode("utf-8") + b"\n"
