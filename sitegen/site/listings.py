"""Pages that list: home, topics, people, waiting, corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.reading.links import route_of
from sitegen.site.charts import count_entries, make_charts
from sitegen.site.commitments import person_commitments
from sitegen.site.teasers import digest_teaser, topic_teaser
from sitegen.site.views.entry_views import Correction
from sitegen.site.views.home_view import Change, HomeView
from sitegen.site.views.list_views import CorrectionItem, CorrectionsView, WaitingView
from sitegen.site.views.person_views import PeopleView, PersonTeaser, PersonView, Role
from sitegen.site.views.topic_views import Position, TopicsView, TopicView

if TYPE_CHECKING:
    from sitegen.model.digest import DigestFile
    from sitegen.model.person import PersonFile
    from sitegen.model.topic import TopicFile
    from sitegen.site.sources import Sources
    from sitegen.site.views.entry_teaser import Teaser

_LATEST = 5
_CHANGES = 6
_HOME_TOPICS = 12


def home_view(sources: Sources) -> HomeView:
    """The first page: the latest digest, what changed since, the topics asked about most."""
    latest = _latest_digest(sources)
    topics = [topic for topic in sources.catalog.topics.values() if sources.by_topic[topic.id]]
    most = sorted(topics, key=lambda topic: -len(sources.by_topic[topic.id]))[:_HOME_TOPICS]
    kept = {topic.id for topic in most}
    waiting = sum(entry.source.state in ("awaiting", "holding", "partial") for entry in sources.listed.values())
    promised = sum(
        commitment.strength != "offer" for entry in sources.listed.values() for commitment in entry.source.commitments
    )
    return HomeView(
        "index.html",
        digest_teaser(latest, sources) if latest else None,
        tuple(sources.teasers[sources.listed[key].route] for key in home_entries(sources)),
        changes(sources),
        tuple(topic_teaser(topic, sources, alone=True) for topic in topics if topic.id in kept),
        waiting,
        promised,
    )


def home_entries(sources: Sources) -> tuple[str, ...]:
    """The ids of the entries on the first page: the first of the latest digest."""
    latest = _latest_digest(sources)
    return sources.ids(sources.by_digest[latest.file.path][:_LATEST]) if latest else ()


def _latest_digest(sources: Sources) -> DigestFile | None:
    digests = reversed(sources.catalog.digests)
    return next((digest for digest in digests if sources.by_digest[digest.file.path]), None)


def changes(sources: Sources) -> tuple[Change, ...]:
    """What happened after the digests were published, the newest first."""
    found = []
    for entry in sources.listed.values():
        source = entry.source
        if source.answered and source.answered > entry.digest.date and source.state in ("answered", "partial"):
            found.append(Change("answer", source.answered, source.title, entry.route, source.in_short))
        found += [Change("update", update.date, source.title, entry.route, update.text) for update in source.updates]
        found += [
            Change("correction", correction.date, source.title, entry.route, correction.why)
            for correction in source.corrections
        ]
    found.sort(key=lambda change: (change.route, change.kind))
    found.sort(key=lambda change: change.date, reverse=True)
    return tuple(found[:_CHANGES])


def topics_view(sources: Sources) -> TopicsView:
    """All topics by title."""
    return TopicsView(
        "topics/index.html", tuple(topic_teaser(topic, sources) for topic in sources.catalog.topics.values())
    )


def topic_view(topic: TopicFile, sources: Sources, *, has_feed: bool) -> TopicView:
    """One topic: the current position, then what was asked."""
    entries = sources.by_topic[topic.id]
    owner = sources.catalog.topic_links[topic.id].owner
    position = None
    if topic.position:
        every = topic.review_every or sources.catalog.settings.review_every
        position = Position(topic.position.text, topic.position.as_of, every.after(topic.position.as_of))
    owner_day = topic.position.as_of if topic.position else sources.catalog.today
    return TopicView(
        route_of(topic.file.path),
        topic.title,
        topic.summary,
        tuple(ref.name for ref in topic.synonyms),
        sources.parent(topic),
        sources.children(topic.id),
        sources.named(owner, owner_day) if owner in sources.catalog.people else None,
        position,
        topic.guidance,
        sources.body(topic.file),
        tuple(sources.teasers[entry.route] for entry in entries if entry.source.state == "awaiting"),
        tuple(sources.teasers[entry.route] for entry in entries if entry.source.state != "awaiting"),
        make_charts(count_entries(entries)),
        f"topics/{topic.id}.xml" if has_feed else "",
        topic.file.head.extra,
        id=topic.id,
    )


def people_view(sources: Sources) -> PeopleView:
    """Everyone who answers."""
    return PeopleView(
        "people/index.html",
        tuple(
            PersonTeaser(
                route_of(person.file.path),
                person.name,
                person.roles[-1].title if person.roles else "",
                len(sources.by_person[key]),
                person.left,
            )
            for key, person in sources.catalog.people.items()
        ),
    )


def person_view(person: PersonFile, sources: Sources) -> PersonView:
    """One answerer."""
    return PersonView(
        route_of(person.file.path),
        person.name,
        tuple(Role(role.title, role.since, role.until) for role in reversed(person.roles)),
        person.team,
        person.contact if person.contact_public else "",
        person.left,
        sources.body(person.file),
        tuple(sources.teasers[entry.route] for entry in sources.by_person[person.id]),
        person_commitments(person.id, sources),
        person.file.head.extra,
        id=person.id,
    )


def waiting_view(sources: Sources) -> WaitingView:
    """Questions whose answer, or part of it, is still to come; those due first lead."""
    found: dict[str, list[Teaser]] = {"awaiting": [], "holding": [], "partial": []}
    for teaser in sources.teasers.values():
        if teaser.state in found:
            found[teaser.state].append(teaser)
    for state in ("awaiting", "holding"):
        found[state].sort(key=lambda teaser: (teaser.due is None, teaser.due, teaser.id))
    return WaitingView("waiting.html", tuple(found["awaiting"]), tuple(found["holding"]), tuple(found["partial"]))


def corrections_view(sources: Sources) -> CorrectionsView:
    """What was changed, the newest first."""
    found = [
        CorrectionItem(Correction(*correction), entry.source.title, entry.route)
        for entry in sources.listed.values()
        for correction in entry.source.corrections
    ]
    found.sort(key=lambda item: item.route)
    found.sort(key=lambda item: item.correction.date, reverse=True)
    return CorrectionsView("corrections.html", tuple(found))
