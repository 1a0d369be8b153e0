"""Every kind of page, one row each: what its view is, what makes it, and what the rest of the house asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.site import changed, data, digests, entries, feeds, sitemap
from sitegen.site.bodies import LazyBody
from sitegen.site.own_page import OwnPage, bodies_in
from sitegen.site.parts import EntryPageParts, EntryParts, PrintParts
from sitegen.site.views.digest_views import ArchiveView, DigestPartView, DigestView, PrintView
from sitegen.site.views.entry_views import EntryView, TombstoneView
from sitegen.site.views.home_view import HomeView
from sitegen.site.views.list_views import ChangesView, CorrectionsView, WaitingView
from sitegen.site.views.person_views import PeopleView, PersonView
from sitegen.site.views.plain_view import PlainView
from sitegen.site.views.redirect_views import NotFoundView, RedirectView
from sitegen.site.views.register_views import RegisterView
from sitegen.site.views.search_views import QuestionsView, SearchView
from sitegen.site.views.topic_views import TopicsView, TopicView
from sitegen.site.views.year_views import YearView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def _same(view: Any) -> Any:
    return view


def _none(_: Any) -> Iterable[Any]:
    return ()


class Kind(NamedTuple):
    """What is known of all pages of a kind."""

    view: Any
    """The type of its view."""
    make: Callable[[Any], bytes] | None = None
    """What makes it of its view; None where the template of its name does."""
    see: Callable[[Any], Any] = _same
    """Makes its view of its parts; where nothing does, the view is all that is gathered."""
    parts: Any = None
    """The type of its parts, where these are not the view."""
    bodies: Callable[[Any], Iterable[Any]] = _none
    """The bodies among its parts."""
    is_listed: bool = True
    """Whether search engines and the sitemap are told of it."""

    @property
    def is_kept(self) -> bool:
        """Whether views are remembered: of pages that can be made anew while their parts stay as they are."""
        return self is not OWN and (self.make is None or self.bodies is not _none)

    @property
    def part_names(self) -> tuple[str, ...]:
        """The names of its parts, where every page has the same; those of an entry's own are told one by one."""
        if self is OWN:
            return ()
        names: tuple[str, ...] = (self.parts or self.view)._fields
        return EntryParts._fields + names[1:] if self.parts is EntryPageParts else names


def _introduction(parts: Any) -> Iterable[Any]:
    return (parts.introduction,)


KINDS: dict[str, Kind] = {
    "archive": Kind(ArchiveView),
    "bare": Kind(NotFoundView, is_listed=False),
    "by_letter": Kind(QuestionsView),
    "by_year": Kind(YearView),
    "changes": Kind(ChangesView),
    "corrections": Kind(CorrectionsView),
    "digest": Kind(DigestView, bodies=_introduction),
    "digest_part": Kind(DigestPartView),
    "entry": Kind(EntryView, see=entries.page_view, parts=EntryPageParts, bodies=lambda parts: (parts.entry.answer,)),
    "home": Kind(HomeView),
    "not_found": Kind(NotFoundView, is_listed=False),
    "people": Kind(PeopleView),
    "person": Kind(PersonView, bodies=_introduction),
    "plain": Kind(PlainView, bodies=lambda parts: (parts.body,)),
    "print": Kind(PrintView, see=digests.print_view, parts=PrintParts, bodies=digests.printed_bodies, is_listed=False),
    "redirect": Kind(RedirectView, is_listed=False),
    "register": Kind(RegisterView),
    "search": Kind(SearchView, is_listed=False),
    "tombstone": Kind(TombstoneView, is_listed=False),
    "topic": Kind(TopicView, bodies=_introduction),
    "topics": Kind(TopicsView),
    "waiting": Kind(WaitingView),
    "feed": Kind(
        feeds.FeedView, feeds.render_feed, bodies=lambda parts: [entry.body for entry in parts.entries], is_listed=False
    ),
    "sitemap": Kind(sitemap.SitemapView, sitemap.render_sitemap, is_listed=False),
    "sitemap-parts": Kind(sitemap.SitemapPartsView, sitemap.render_parts, is_listed=False),
    "register.csv": Kind(data.RegisterData, data.render_register_csv, is_listed=False),
    "register.json": Kind(data.RegisterData, data.render_register_json, is_listed=False),
    "register.ics": Kind(data.RegisterData, data.render_register_calendar, is_listed=False),
    "changes.js": Kind(changed.ChangesData, changed.render_changes_data, is_listed=False),
    "promise.ics": Kind(data.PromiseData, data.render_promise_calendar, is_listed=False),
    "entries.json": Kind(data.EntriesData, data.render_entries_json, is_listed=False),
}
OWN = Kind(OwnPage, bodies=bodies_in)
"""The kinds of page of somebody's own code, which knows what makes them."""
BY_TEMPLATE = frozenset(name for name, kind in KINDS.items() if kind.make is None)
"""The kinds of page that templates make."""


def kind_named(name: str) -> Kind:
    """What is known of all pages of the kind."""
    return KINDS.get(name, OWN)


def bodies_of(kind: str, parts: Any) -> tuple[str, ...]:
    """The paths of the files whose bodies a page shows that is made of these parts."""
    return tuple([body.path for body in kind_named(kind).bodies(parts) if isinstance(body, LazyBody)])
