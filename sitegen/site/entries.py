"""The page of an entry, and the tombstone of a withdrawn one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitegen.model.duties import review_day
from sitegen.model.questions import as_written, replaced_by, texts
from sitegen.model.related import MOST, related
from sitegen.reading.links import address
from sitegen.search.terms import terms
from sitegen.site import views
from sitegen.site.bodies import AbsoluteBody
from sitegen.site.commitments import entry_commitments
from sitegen.site.recordings import recording_view

if TYPE_CHECKING:
    from sitegen.model.resolve import Entry
    from sitegen.site.sources import Sources

_REASONS = 2  # topics, and words, that say why


def entry_view(entry: Entry, sources: Sources) -> views.EntryView:
    """One question and its answer; the same value for its page and for the print edition."""
    known = sources.entry_views.get(entry.route)
    if known is None:
        known = sources.entry_views[entry.route] = _make_view(entry, sources)
    return known


def page_view(entry: Entry, sources: Sources) -> views.EntryView:
    """An entry with what is related to it, which is on its page alone."""
    view = entry_view(entry, sources)
    return view._replace(related=view.related + _close(entry, sources))


def _make_view(entry: Entry, sources: Sources) -> views.EntryView:
    source, settings = entry.source, sources.catalog.settings
    previous, following = _neighbours(entry, sources)
    public = address(settings.url, entry.route) if settings.url else ""
    return views.EntryView(
        route=entry.route,
        teaser=sources.teasers[entry.route],
        answer=sources.body(source.file),
        asked=entry.asked,
        answered=entry.answered,
        asked_by=source.asked_by or settings.asked_by or sources.words.plain("A member of staff"),
        answered_by=tuple(sources.named(person, entry.date) for person in entry.answered_by),
        spoken=entry.spoken,
        edited=source.edited,
        digest=sources.digest_label(entry.digest),
        positions=tuple(sources.topic_label(key) for key in entry.topics if sources.catalog.topics[key].position),
        also_asked=source.also_asked,
        recording=recording_view(source.recording),
        corrections=tuple(views.Correction(*correction) for correction in source.corrections),
        updates=tuple(views.Update(*update) for update in source.updates),
        commitments=entry_commitments(entry, sources),
        supersedes=_links(entry.supersedes, sources),
        superseded_by=_links(entry.superseded_by, sources),
        follows=_links(entry.follows, sources),
        followed_by=_links(entry.followed_by, sources),
        related=_links(entry.related, sources),
        review=_review(entry, sources),
        previous=previous,
        next=following,
        cite=_citation(entry, public, sources),
        structured=_structured(entry, public, sources),
        extra=source.file.head.extra,
    )


def tombstone_view(entry: Entry, sources: Sources) -> views.TombstoneView:
    """What stays of a withdrawn entry."""
    withdrawn = entry.source.withdrawn
    assert withdrawn is not None
    return views.TombstoneView(entry.route, withdrawn.date, withdrawn.why, sources.digest_label(entry.digest))


def _links(ids: tuple[str, ...], sources: Sources) -> tuple[views.Link, ...]:
    if not ids:
        return ()
    found = (sources.listed[entry_id] for entry_id in ids if entry_id in sources.listed)
    return tuple(views.Link(entry.source.title, entry.route, entry.date) for entry in found)


def _close(entry: Entry, sources: Sources) -> tuple[views.Link, ...]:
    """Answers that share topics and words with it, as far as the writer's own leave room."""
    language, found = sources.words.language, []
    taken = {entry.source.title, *(sources.listed[key].source.title for key in entry.related)}
    for close in related(entry.id, sources.questions)[: max(0, MOST - len(entry.related))]:
        other = sources.listed[close.id]
        topics = tuple([sources.topic_label(topic).title for topic in close.topics[:_REASONS]])
        told = {term for title in topics for term in terms(title, language)}
        sharing = [text for each in (entry, *replaced_by(entry, sources.listed)) for text in texts(each.source)]
        words = as_written(sharing, [term for term in close.terms if term not in told], language)
        title = other.source.question if other.source.title in taken else other.source.title  # told apart
        taken.add(title)
        found.append(views.Link(title, other.route, other.date, topics, words[:_REASONS]))
    return tuple(found)


def _neighbours(entry: Entry, sources: Sources) -> tuple[views.Label | None, views.Label | None]:
    row = sources.by_digest[entry.digest.file.path]
    index = sources.place_in_digest[entry.route]
    before = sources.entry_label(row[index - 1]) if index else None
    after = sources.entry_label(row[index + 1]) if index + 1 < len(row) else None
    return before, after


def _review(entry: Entry, sources: Sources) -> views.ReviewState | None:
    review = entry.source.review
    if review is None:
        return None
    person = sources.person_named(review.by.name) if review.by else None
    return views.ReviewState(review.last or entry.date, review_day(entry), person.name if person else "")


def _citation(entry: Entry, public: str, sources: Sources) -> str:
    teaser, settings = sources.teasers[entry.route], sources.catalog.settings
    parts = [f"“{teaser.title}”", teaser.by, entry.digest.title, sources.words.day(entry.date), settings.organisation]
    line = ", ".join(part for part in parts if part) + "."
    return f"{line} {public}" if public else line


def _structured(entry: Entry, public: str, sources: Sources) -> dict[str, Any] | None:
    """One question with one authoritative answer (schema.org FAQPage; not QAPage, which is for many answers)."""
    source, settings = entry.source, sources.catalog.settings
    if not public or source.state not in ("answered", "partial") or not source.file.has_body:
        return None
    organisation = settings.organisation or settings.title
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "url": public,
        "inLanguage": settings.language,
        "mainEntity": [
            {
                "@type": "Question",
                "name": source.title,
                "text": source.question,
                "dateCreated": entry.asked.isoformat(),
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": AbsoluteBody(sources.body(source.file), public),
                    "dateCreated": entry.date.isoformat(),
                    "author": {"@type": "Organization", "name": organisation},
                },
            }
        ],
    }
