"""The plan: every page of the site with exactly what its maker may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.reading.links import address, route_of
from sitegen.site import commitments, data, digests, entries, feeds, lists, search, views
from sitegen.site.bodies import NO_BODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.model.catalog import Catalog
    from sitegen.model.values import File
    from sitegen.site.sources import Sources

MAKERS: dict[str, Callable[[Any], bytes]] = {
    "feed": feeds.render_feed,
    "sitemap": feeds.render_sitemap,
    "register.csv": data.render_register_csv,
    "register.json": data.render_register_json,
    "register.ics": data.render_register_calendar,
    "entries.json": data.render_entries_json,
}
"""What makes the pages that no template should write."""

_UNLISTED = frozenset(("tombstone", "print", "search", "not_found", "bare", "redirect"))
"""Kinds of page that search engines and the sitemap leave out."""


_MADE = 9
"""How many pages `_made_pages` makes that are HTML."""


class Page(NamedTuple):
    """A page that is to be made."""

    route: str
    kind: str
    """The name of its template without `.html`, or of its maker."""
    view: Any
    title: str
    entries: tuple[str, ...] = ()
    """Ids of the entries whose words are in it."""

    @property
    def is_template(self) -> bool:
        """Whether a template makes it."""
        return self.kind not in MAKERS

    @property
    def template(self) -> str:
        """The template's name."""
        return f"{self.kind}.html"


def plan_pages(sources: Sources) -> tuple[Page, ...]:
    """Every page but assets and theme, in the order of their addresses."""
    feeds_planned = list(_feeds(sources))
    feed_routes = frozenset(page.route for page in feeds_planned)
    pages = [*_content_pages(sources, feed_routes), *_made_pages(sources), *feeds_planned, *_redirects(sources)]
    pages += _sitemap(pages, sources)
    return tuple(sorted(pages, key=lambda page: page.route))


def count_pages(catalog: Catalog) -> int:
    """How many HTML pages the site has, redirects not counted; known even where mistakes keep them from being made."""
    plain = {page.name for page in catalog.pages.values()} | {"about", "accessibility"}
    things = len(catalog.entries) + 2 * len(catalog.digests) + len(catalog.topics) + len(catalog.people) + len(plain)
    return things + _MADE


def _content_pages(sources: Sources, feed_routes: frozenset[str]) -> Iterator[Page]:
    """The pages that a file of the writer's stands for."""
    catalog = sources.catalog
    for key, entry in catalog.entries.items():
        if entry.is_withdrawn:
            yield Page(entry.route, "tombstone", entries.tombstone_view(entry, sources), "")
        else:
            yield Page(entry.route, "entry", entries.entry_view(entry, sources), entry.source.title, (key,))
    for digest in catalog.digests:
        view = digests.digest_view(digest, sources)
        ids = sources.ids(sources.by_digest[digest.file.path])
        yield Page(view.route, "digest", view, digest.title, ids)
        yield Page(view.print_route, "print", digests.print_view(digest, sources), digest.title, ids)
    for topic in catalog.topics.values():
        topic_view = lists.topic_view(topic, sources, has_feed=f"topics/{topic.id}.xml" in feed_routes)
        yield Page(topic_view.route, "topic", topic_view, topic.title, sources.ids(sources.by_topic[topic.id]))
    for merged, target in catalog.merged:
        route = route_of(merged.file.path)
        yield Page(
            route, "redirect", views.RedirectView(route, f"topics/{target}.html", catalog.topics[target].title), ""
        )
    for key, person in catalog.people.items():
        person_view = lists.person_view(person, sources)
        yield Page(person_view.route, "person", person_view, person.name, sources.ids(sources.by_person[key]))
    yield from _plain_pages(sources)


def _plain_pages(sources: Sources) -> Iterator[Page]:
    settings, words = sources.catalog.settings, sources.words
    known = views.Accessibility(*settings.accessibility)
    for page in sources.catalog.pages.values():
        view = views.PlainView(
            route_of(page.file.path), page.title, sources.body(page.file), page.name, known, page.file.head.extra
        )
        yield Page(view.route, "plain", view, page.title)
    for name, title in (("about", words.plain("About this site")), ("accessibility", words.plain("Accessibility"))):
        if f"content/pages/{name}.md" not in sources.catalog.pages:
            route = f"pages/{name}.html"
            yield Page(route, "plain", views.PlainView(route, title, NO_BODY, name, known, {}), title)


def _made_pages(sources: Sources) -> Iterator[Page]:
    """The pages that no file stands for."""
    words = sources.words
    ids = tuple(sources.listed)
    home = lists.home_view(sources)
    yield Page(
        home.route, "home", home, sources.catalog.settings.title, tuple(teaser.id for teaser in home.latest_entries)
    )
    for kind, view, title in (
        ("topics", lists.topics_view(sources), words.plain("Topics")),
        ("people", lists.people_view(sources), words.plain("People")),
        ("register", commitments.register_view(sources), words.plain("What we said we'd do")),
        ("waiting", lists.waiting_view(sources), words.plain("Waiting for an answer")),
        ("corrections", lists.corrections_view(sources), words.plain("Corrections")),
        ("archive", digests.archive_view(sources), words.plain("All digests")),
    ):
        yield Page(view.route, kind, view, title)
    yield Page("search.html", "search", search.search_view(sources), words.plain("Search"), ids)
    not_found = "not_found" if sources.catalog.settings.url else "bare"
    yield Page("404.html", not_found, views.NotFoundView("404.html"), words.plain("Page not found"))
    for name in ("register.csv", "register.json", "register.ics"):
        route = f"commitments/{name}"
        yield Page(route, name, data.register_data(route, sources), "")
    yield Page("data/entries.json", "entries.json", data.entries_data(sources), "", ids)


def _feeds(sources: Sources) -> Iterator[Page]:
    for topic in (None, *sources.catalog.topics.values()):
        view = feeds.feed_view(sources, topic)
        if view:
            newest = feeds.newest(sources, topic)
            yield Page(view.route, "feed", view, "", sources.ids(newest))


def _redirects(sources: Sources) -> Iterator[Page]:
    """Old addresses of what is shown; those of a withdrawn entry lead to its tombstone, without its title."""
    for file, target, title in _shown_files(sources.catalog):
        for alias in file.head.aliases:
            yield Page(alias.name, "redirect", views.RedirectView(alias.name, target, title), "")


def _shown_files(catalog: Catalog) -> Iterator[tuple[File, str, str]]:
    """Every file that a page stands for, with its address and the title that may be shown."""
    for entry in catalog.entries.values():
        yield entry.source.file, entry.route, "" if entry.is_withdrawn else entry.source.title
    for digest in catalog.digests:
        yield digest.file, route_of(digest.file.path), digest.title
    for topic in catalog.topics.values():
        yield topic.file, route_of(topic.file.path), topic.title
    for merged, target in catalog.merged:
        yield merged.file, f"topics/{target}.html", catalog.topics[target].title
    for person in catalog.people.values():
        yield person.file, route_of(person.file.path), person.name
    for page in catalog.pages.values():
        yield page.file, route_of(page.file.path), page.title


def _sitemap(pages: list[Page], sources: Sources) -> Iterator[Page]:
    url = sources.catalog.settings.url
    if not url:
        return
    changed = {entry.route: feeds.last_change(entry) for entry in sources.listed.values()}
    listed = sorted(page.route for page in pages if page.is_template and page.kind not in _UNLISTED)
    rows = tuple((address(url, route), changed.get(route)) for route in listed)
    yield Page("sitemap.xml", "sitemap", feeds.SitemapView("sitemap.xml", rows), "")
