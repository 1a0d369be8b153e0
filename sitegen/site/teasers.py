"""Topics and digests as lists show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.reading.links import route_of
from sitegen.site.order import one_line
from sitegen.site.views.digest_views import DigestTeaser
from sitegen.site.views.topic_views import TopicTeaser

if TYPE_CHECKING:
    from sitegen.model.digest import DigestFile
    from sitegen.model.topic import TopicFile
    from sitegen.site.sources import Sources


def topic_teaser(topic: TopicFile, sources: Sources, *, alone: bool = False) -> TopicTeaser:
    """A topic as lists show it; `alone` leaves out what is above and below it."""
    return TopicTeaser(
        route_of(topic.file.path),
        topic.title,
        len(sources.by_topic[topic.id]),
        topic.summary,
        tuple(ref.name for ref in topic.synonyms),
        () if alone else sources.children(topic.id),
        None if alone else sources.parent(topic),
    )


def digest_teaser(digest: DigestFile, sources: Sources) -> DigestTeaser:
    """A digest as lists show it."""
    return DigestTeaser(
        route_of(digest.file.path),
        digest.title,
        digest.date,
        len(sources.by_digest[digest.file.path]),
        one_line(sources.answerers(digest)),
    )
