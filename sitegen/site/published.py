"""What is published on the day, for code that is not ours: the values that templates get, and nothing else."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from sitegen.site import digests, entries, feeds, listings
from sitegen.site.commitments import register_view
from sitegen.site.pages import plain_view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sitegen.model.topic import TopicFile
    from sitegen.site.sources import Sources
    from sitegen.site.views.digest_views import DigestView
    from sitegen.site.views.entry_views import EntryView
    from sitegen.site.views.person_views import PersonView
    from sitegen.site.views.plain_view import PlainView
    from sitegen.site.views.register_views import RegisterView
    from sitegen.site.views.topic_views import TopicView

_View = TypeVar("_View", "EntryView", "DigestView", "TopicView", "PersonView", "PlainView")


class Published:
    """A site without its drafts, and without what is held back or withdrawn; made as far as somebody asks."""

    def __init__(self, sources: Sources) -> None:
        self.__sources = sources
        settings = sources.catalog.settings
        self.day: date = sources.catalog.today
        """The day that the site is built for."""
        self.title: str = settings.title
        self.organisation: str = settings.organisation
        self.language: str = settings.language
        self.url: str = settings.url
        """The public address with a slash at the end, or empty."""
        self.extra: dict[str, Any] = deepcopy(settings.extra)

    @cached_property
    def entries(self) -> tuple[EntryView, ...]:
        """All answers, and questions that wait for one, the newest first."""
        sources = self.__sources
        return tuple([_apart(entries.page_view(entries.page_parts(e, sources))) for e in sources.listed.values()])

    @cached_property
    def digests(self) -> tuple[DigestView, ...]:
        """All sessions, the oldest first."""
        return tuple([_apart(digests.digest_view(one, self.__sources)) for one in self.__sources.catalog.digests])

    @cached_property
    def topics(self) -> tuple[TopicView, ...]:
        """All topics, by title."""
        return tuple(map(self._topic, self.__sources.catalog.topics.values()))

    def _topic(self, topic: TopicFile) -> TopicView:
        has_feed = bool(self.url and feeds.newest(self.__sources, topic))
        return _apart(listings.topic_view(topic, self.__sources, has_feed=has_feed))

    @cached_property
    def people(self) -> tuple[PersonView, ...]:
        """Everyone who answers."""
        return tuple(
            [_apart(listings.person_view(one, self.__sources)) for one in self.__sources.catalog.people.values()]
        )

    @cached_property
    def pages(self) -> tuple[PlainView, ...]:
        """The writer's own pages."""
        return tuple([_apart(plain_view(page, self.__sources)) for page in self.__sources.catalog.pages.values()])

    @cached_property
    def register(self) -> RegisterView:
        """What was said would be done."""
        return register_view(self.__sources)

    def __iter__(self) -> Iterator[Any]:
        """All of it, so that it can be compared."""
        yield from (self.day, self.title, self.organisation, self.language, self.url, self.extra)
        yield from (self.entries, self.digests, self.topics, self.people, self.pages, self.register)


def _apart(view: _View) -> _View:
    """The view with extra fields of its own: whoever changes a list in them changes it for nobody else."""
    return view._replace(extra=deepcopy(view.extra)) if view.extra else view
