"""The plan: every page of the site with exactly what its maker may see."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.problems.report import Held, Summary
from sitegen.reading.links import route_of
from sitegen.site import atoz, changed, commitments, data, digests, entries, feeds, listings, pieces, search, sitemap
from sitegen.site.bodies import NO_BODY
from sitegen.site.kinds import bodies_of, kind_named
from sitegen.site.views.commitment_views import Commitment
from sitegen.site.views.label import Label
from sitegen.site.views.plain_view import Accessibility, PlainView
from sitegen.site.views.redirect_views import NotFoundView, RedirectView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model.catalog import Catalog
    from sitegen.model.page import PageFile
    from sitegen.model.values import File
    from sitegen.problems.problem import Problem
    from sitegen.site.parts import EntryPageParts
    from sitegen.site.sources import Sources


class Page(NamedTuple):
    """A page that is to be made."""

    route: str
    kind: str
    gather: Callable[[Sources], Any]
    """Gathers the parts of its view. Not done until somebody asks, since a preview shows few of many."""
    title: str = ""
    entries: tuple[str, ...] = ()
    """Ids of the entries whose words are in it."""
    is_own_listed: bool = True
    """Whether a page of a kind that is not ours is told to search engines."""

    @property
    def is_listed(self) -> bool:
        """Whether search engines and the sitemap are told of it."""
        return kind_named(self.kind).is_listed and self.is_own_listed

    def see(self, sources: Sources) -> Viewed:
        """The page with all that its maker may see."""
        return viewed(self.route, self.kind, self.gather(sources))


class Viewed(NamedTuple):
    """A page with all that its maker may see."""

    route: str
    kind: str
    view: Any
    bodies: tuple[str, ...]
    """Paths of the files whose bodies it shows."""


def viewed(route: str, kind: str, parts: Any) -> Viewed:
    """A page, its view made of its parts."""
    return Viewed(route, kind, kind_named(kind).see(parts), bodies_of(kind, parts))


def plan_pages(sources: Sources, own: Iterable[Page] = ()) -> tuple[Page, ...]:
    """Every page but assets and theme, with these of kinds that are not ours, in the order of their addresses."""
    feeds_planned = list(_feeds(sources))
    feed_routes = frozenset(page.route for page in feeds_planned)
    pages = [*_content_pages(sources, feed_routes), *_made_pages(sources), *feeds_planned, *_redirects(sources), *own]
    pages += _sitemap(pages, sources)
    return tuple(sorted(pages, key=lambda page: page.route))


def summarise(catalog: Catalog, problems: tuple[Problem, ...], pages: Iterable[Page] = ()) -> Summary:
    """What there is to say about the site; its pages are those that could be planned."""
    return Summary(
        catalog.settings.timezone,
        len(catalog.entries),
        len(catalog.digests),
        len(catalog.topics) + len(catalog.merged),
        len(catalog.people),
        sum(page.route.endswith(".html") and page.kind != "redirect" for page in pages),
        tuple(Held(*held) for held in catalog.held_back),
        problems,
    )


def _content_pages(sources: Sources, feed_routes: frozenset[str]) -> Iterator[Page]:
    """The pages that a file of the writer's stands for."""
    catalog = sources.catalog
    for key, entry in catalog.entries.items():
        if entry.is_withdrawn:
            yield Page(entry.route, "tombstone", partial(entries.tombstone_view, entry))
        else:
            yield Page(entry.route, "entry", partial(_entry_parts, key), entry.source.title, (key,))
    for digest in catalog.digests:
        ids = sources.ids(sources.by_digest[digest.file.path])
        route, printed = route_of(digest.file.path), digests.print_route(digest)
        yield Page(route, "digest", partial(pieces.digest_page, digest), digest.title, ids)
        for number, part in enumerate(pieces.digest_parts(digest, sources)):
            its_ids = ids[part.first - 1 : part.last]
            yield Page(part.route, "digest_part", partial(pieces.part_page, digest, number), digest.title, its_ids)
        yield Page(printed, "print", partial(digests.print_parts, digest), digest.title, ids)
    for topic in catalog.topics.values():
        topic_view = partial(pieces.topic_page, topic, has_feed=f"topics/{topic.id}.xml" in feed_routes)
        ids = sources.ids(sources.by_topic[topic.id])
        yield Page(route_of(topic.file.path), "topic", topic_view, topic.title, ids)
        yield from _years(sources.topic_label(topic.id), partial(pieces.topic_pieces, topic.id), sources)
    for merged, target in catalog.merged:
        route, label = route_of(merged.file.path), sources.topic_label(target)
        yield Page(route, "redirect", partial(always, RedirectView(route, label.route, label.title)))
    for key, person in catalog.people.items():
        route, person_view = route_of(person.file.path), partial(pieces.person_page, person)
        yield Page(route, "person", person_view, person.name, sources.ids(sources.by_person[key]))
        yield from _years(Label(person.name, route), partial(pieces.person_pieces, key), sources)
    yield from _plain_pages(sources)


def _years(whole: Label, rows: Callable[[Sources], Any], sources: Sources) -> Iterator[Page]:
    """The pages of a long list by year."""
    for piece, found in rows(sources).items():
        ids = sources.ids([row for row in found if not isinstance(row, Commitment)])
        title = f"{whole.title}, {piece.year}"
        yield Page(piece.route, "by_year", partial(pieces.year_page, whole, piece, rows), title, ids)


def _entry_parts(key: str, sources: Sources) -> EntryPageParts:
    return entries.page_parts(sources.listed[key], sources)


def always(view: Any, _: Sources) -> Any:
    """The parts of a page that are known when it is planned."""
    return view


def _plain_pages(sources: Sources) -> Iterator[Page]:
    words = sources.words
    for page in sources.catalog.pages.values():
        yield Page(route_of(page.file.path), "plain", partial(plain_view, page), page.title)
    known = Accessibility(*sources.catalog.settings.accessibility)
    for name, title in (("about", words.plain("About this site")), ("accessibility", words.plain("Accessibility"))):
        if f"content/pages/{name}.md" not in sources.catalog.pages:
            route = f"pages/{name}.html"
            yield Page(route, "plain", partial(always, PlainView(route, title, NO_BODY, name, known, {})), title)


def plain_view(page: PageFile, sources: Sources) -> PlainView:
    """A page of the writer's."""
    known = Accessibility(*sources.catalog.settings.accessibility)
    body = sources.body(page.file)
    return PlainView(route_of(page.file.path), page.title, body, page.name, known, page.file.head.extra)


def _made_pages(sources: Sources) -> Iterator[Page]:
    """The pages that no file stands for."""
    words, settings = sources.words, sources.catalog.settings
    ids = tuple(sources.listed)
    yield Page("index.html", "home", listings.home_view, settings.title, listings.home_entries(sources))
    for route, kind, make, title in (
        ("topics/index.html", "topics", listings.topics_view, words.plain("Topics")),
        ("people/index.html", "people", listings.people_view, words.plain("People")),
        (commitments.REGISTER, "register", pieces.register_page, words.plain("What we said we'd do")),
        ("waiting.html", "waiting", listings.waiting_view, words.plain("Waiting for an answer")),
        ("corrections.html", "corrections", listings.corrections_view, words.plain("Corrections")),
        (digests.ARCHIVE, "archive", digests.archive_view, words.plain("All digests")),
    ):
        yield Page(route, kind, make, title)
    register = Label(words.plain("What we said we'd do"), commitments.REGISTER)
    yield from _years(register, pieces.register_pieces, sources)
    yield Page("search.html", "search", search.search_view, words.plain("Search"))
    title = words.plain("Questions from A to Z")
    by_letter = atoz.letter_pages(sources)
    yield Page(atoz.QUESTIONS, "by_letter", atoz.questions_view, title, () if by_letter else ids)
    for route, (_, on_page) in by_letter.items():
        yield Page(route, "by_letter", partial(atoz.letter_view, route), title, sources.ids(on_page))
    not_found = "not_found" if settings.url else "bare"
    yield Page("404.html", not_found, partial(always, NotFoundView("404.html")), words.plain("Page not found"))
    for name in ("register.csv", "register.json", "register.ics"):
        route = f"commitments/{name}"
        yield Page(route, name, partial(data.register_data, route))
    yield Page("data/entries.json", "entries.json", data.entries_data, "", ids)
    shown = sources.ids(changed.shown_changes(sources))
    yield Page(changed.CHANGES, "changes", changed.changes_view, words.plain("New and changed"), shown)
    yield Page("data/changes.js", "changes.js", changed.changes_data)
    yield from _calendars(sources)


def _calendars(sources: Sources) -> Iterator[Page]:
    """A calendar for each promise with a due day that is still to come about."""
    for key, entry in sources.listed.items():
        for one in commitments.entry_commitments(entry, sources):
            if one.calendar:
                yield Page(one.calendar, "promise.ics", partial(data.promise_data, one), "", (key,))


def _feeds(sources: Sources) -> Iterator[Page]:
    if not sources.catalog.settings.url:
        return
    for topic in (None, *sources.catalog.topics.values()):
        newest = feeds.newest(sources, topic)
        if newest:
            route = f"topics/{topic.id}.xml" if topic else "feed.xml"
            yield Page(route, "feed", partial(feeds.feed_view, route, topic), "", sources.ids(newest))


def _redirects(sources: Sources) -> Iterator[Page]:
    """Old addresses of what is shown; those of a withdrawn entry lead to its tombstone, without its title."""
    for file, target, title in _shown_files(sources.catalog):
        for alias in file.head.aliases:
            yield Page(alias.name, "redirect", partial(always, RedirectView(alias.name, target, title)))


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
    if sources.catalog.settings.url:
        listed = tuple(sorted(page.route for page in pages if page.is_listed))
        parts = sitemap.in_parts(listed)
        for route, routes in parts.items():
            yield Page(route, "sitemap", partial(sitemap.sitemap_view, route, routes))
        if sitemap.ROUTE not in parts:
            yield Page(sitemap.ROUTE, "sitemap-parts", partial(sitemap.parts_view, tuple(parts)))
