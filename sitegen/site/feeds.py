"""Atom feeds: what is news, told to programs that look for it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from sitegen.reading.links import address
from sitegen.site.bodies import absolute
from sitegen.site.news import first_address, first_day, moment, moment_in_row
from sitegen.site.views.safe_html import Html
from sitegen.site.xml_writing import add, finish, start

if TYPE_CHECKING:
    from datetime import datetime

    from sitegen.model.resolve import Entry
    from sitegen.model.topic import TopicFile
    from sitegen.site.sources import Sources
    from sitegen.site.views.entry_teaser import Teaser
    from sitegen.site.words import Words

NEWEST = 20
"""At least so many entries are in a feed, and all of the newest session."""
_ATOM = "http://www.w3.org/2005/Atom"


class FeedEntry(NamedTuple):
    """An entry in a feed."""

    id: str
    """What readers' programs know it by; the same when its page moves."""
    title: str
    address: str
    published: str
    """A moment, as in RFC 3339; so are the others."""
    updated: str
    author: str
    topics: tuple[str, ...]
    summary: str
    replaced: str
    """The words that say so; empty where no newer answer takes its place."""
    newer: tuple[tuple[str, str], ...]
    """Title and address of each newer answer."""
    question: str
    state: str
    """What is still to come, in words; empty where all is said."""
    declined: str
    body: Html


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
    updated: str
    entries: tuple[FeedEntry, ...]


def feed_view(route: str, topic: TopicFile | None, sources: Sources) -> FeedView:
    """The feed of a topic, or of the site."""
    settings = sources.catalog.settings
    page = f"topics/{topic.id}.html" if topic else "index.html"
    entries = newest(sources, topic)
    latest = max(sources.news_days[entry.route] for entry in entries)
    return FeedView(
        route,
        f"{settings.title}: {topic.title}" if topic else settings.title,
        topic.summary if topic else settings.description,
        address(settings.url, route),
        address(settings.url, page),
        settings.organisation or settings.title,
        settings.language,
        _written(moment(latest, settings.timezone)),
        tuple([_feed_entry(entry, sources) for entry in entries]),
    )


def bodies(view: FeedView) -> list[Html]:
    """The bodies in a feed."""
    return [entry.body for entry in view.entries]


def newest(sources: Sources, topic: TopicFile | None = None) -> list[Entry]:
    """The entries of a feed, those with the latest news first."""
    told = newest_first(sources, topic)
    if len(told) <= NEWEST:
        return told
    digests = {entry.digest.file.path: entry.digest for entry in told}
    last = min(digests, key=lambda path: (-digests[path].date.toordinal(), path))
    return told[:NEWEST] + [entry for entry in told[NEWEST:] if entry.digest.file.path == last]


def newest_first(sources: Sources, topic: TopicFile | None = None) -> list[Entry]:
    """All answers, or those on a topic: those with the latest news first.

    Sessions of one day stand as they do on pages: by the names of their folders.
    """
    entries = sources.by_topic[topic.id] if topic else sources.listed.values()
    told = [entry for entry in entries if entry.source.state != "awaiting"]
    told.sort(key=lambda entry: (entry.digest.file.path, sources.place_in_digest[entry.route], entry.route))
    told.sort(key=lambda entry: (sources.news_days[entry.route], entry.digest.date), reverse=True)
    return told


def render_feed(view: FeedView) -> bytes:
    """The feed as XML."""
    feed = start("feed", {"xmlns": _ATOM, "xml:lang": view.language})
    add(feed, "id", view.address)
    add(feed, "title", view.title)
    if view.subtitle:
        add(feed, "subtitle", view.subtitle)
    add(feed, "updated", view.updated)
    add(feed, "link", "", rel="self", type="application/atom+xml", href=view.address)
    add(feed, "link", "", rel="alternate", type="text/html", href=view.page)
    add(add(feed, "author", ""), "name", view.author)
    for entry in view.entries:
        element = add(feed, "entry", "")
        add(element, "id", entry.id)
        add(element, "title", entry.title)
        add(element, "link", "", rel="alternate", type="text/html", href=entry.address)
        add(element, "published", entry.published)
        add(element, "updated", entry.updated)
        if entry.author:
            add(add(element, "author", ""), "name", entry.author)
        for topic in entry.topics:
            add(element, "category", "", term=topic)
        if entry.summary:
            add(element, "summary", entry.summary)
        add(element, "content", _content(entry), type="html")
    return finish(feed)


def _content(entry: FeedEntry) -> str:
    """What a reader's program shows: that it was replaced, the question, what is still to come, the answer."""
    parts = []
    if entry.replaced:
        links = ", ".join(f'<a href="{escape(address)}">{escape(title)}</a>' for title, address in entry.newer)
        parts.append(f"<p><strong>{escape(entry.replaced)}</strong>{': ' if links else ''}{links}</p>")
    parts.append(f"<blockquote>{_paragraphs(entry.question)}</blockquote>")
    if entry.state:
        parts.append(f"<p><strong>{escape(entry.state)}</strong></p>")
    if entry.declined:
        parts.append(_paragraphs(entry.declined))
    if entry.body:
        parts.append(absolute(entry.body.__html__(), entry.address))
    return "\n".join(parts)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(' '.join(part.split()))}</p>" for part in text.split("\n\n") if part.strip())


def _feed_entry(entry: Entry, sources: Sources) -> FeedEntry:
    teaser, url = sources.teasers[entry.route], sources.catalog.settings.url
    zone, today = sources.catalog.settings.timezone, sources.catalog.today
    row = len(sources.by_digest[entry.digest.file.path])
    newer = [sources.listed[key] for key in entry.superseded_by if key in sources.listed]
    return FeedEntry(
        address(url, first_address(entry)),
        teaser.title,
        address(url, entry.route),
        _written(moment_in_row(first_day(entry, today), zone, sources.place_in_digest[entry.route], row)),
        _written(moment(sources.news_days[entry.route], zone)),
        teaser.by,
        tuple(label.title for label in teaser.topics),
        teaser.in_short,
        sources.words.plain("Replaced by a newer answer") if teaser.replaced else "",
        tuple([(one.source.title, address(url, one.route)) for one in newer]),
        teaser.question,
        _state(teaser, sources.words),
        teaser.declined,
        sources.body(entry.source.file),
    )


def _state(teaser: Teaser, words: Words) -> str:
    """What lists say of an answer that is not the whole one."""
    if teaser.state == "partial":
        return words.plain("Part answered — still to come: %(what)s", what="; ".join(teaser.outstanding))
    if teaser.state == "holding" and teaser.due:
        return words.plain("Interim answer — full answer due %(date)s", date=words.day(teaser.due))
    return words.plain("We can't answer this here") if teaser.state == "declined" else ""


def _written(when: datetime) -> str:
    return when.isoformat().replace("+00:00", "Z")
