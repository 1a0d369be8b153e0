"""The page of an entry, and the tombstone of a withdrawn one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitegen.model.duties import review_day
from sitegen.model.questions import as_written, replaced_by, texts
from sitegen.model.related import MOST
from sitegen.reading.links import address
from sitegen.search.terms import terms
from sitegen.site.bodies import AbsoluteBody
from sitegen.site.commitments import entry_commitments
from sitegen.site.parts import Close, EntryPageParts, EntryParts
from sitegen.site.recordings import recording_view
from sitegen.site.views.entry_views import Correction, EntryView, Link, ReviewState, Rewording, TombstoneView, Update

if TYPE_CHECKING:
    from sitegen.model.entry import EntryFile
    from sitegen.model.resolve import Entry
    from sitegen.site.sources import Sources
    from sitegen.site.views.label import Label

_REASONS = 2  # topics, and words, that say why


def entry_parts(entry: Entry, sources: Sources) -> EntryParts:
    """The parts of one question and its answer; the same value for its page and for the print edition."""
    known = sources.entry_parts.get(entry.route)
    if known is None:
        known = sources.entry_parts[entry.route] = _gather(entry, sources)
    return known


def page_parts(entry: Entry, sources: Sources) -> EntryPageParts:
    """The parts of an entry's page."""
    older = tuple([text for other in replaced_by(entry, sources.listed) for text in texts(other.source)])
    return EntryPageParts(entry_parts(entry, sources), _links(entry.related, sources), _close(entry, sources), older)


def _gather(entry: Entry, sources: Sources) -> EntryParts:
    previous, following = _neighbours(entry, sources)
    return EntryParts(
        source=sources.told(entry.source),
        about=sources.about,
        teaser=sources.teasers[entry.route],
        answer=sources.body(entry.source.file),
        asked=entry.asked,
        answered=entry.answered,
        day=sources.words.day(entry.date),
        answered_by=tuple([sources.named(person, entry.date) for person in entry.answered_by]),
        spoken=entry.spoken,
        digest=sources.digest_label(entry.digest),
        positions=tuple([sources.topic_label(key) for key in entry.topics if sources.catalog.topics[key].position]),
        commitments=entry_commitments(entry, sources),
        supersedes=_links(entry.supersedes, sources),
        superseded_by=_links(entry.superseded_by, sources),
        follows=_links(entry.follows, sources),
        followed_by=_links(entry.followed_by, sources),
        review=_review(entry, sources),
        previous=previous,
        next=following,
    )


def entry_view(parts: EntryParts) -> EntryView:
    """One question and its answer."""
    source: EntryFile = parts.source.file
    public = address(parts.about.url, parts.teaser.route) if parts.about.url else ""
    return EntryView(
        route=parts.teaser.route,
        teaser=parts.teaser,
        answer=parts.answer,
        asked=parts.asked,
        answered=parts.answered,
        asked_by=source.asked_by or parts.about.asked_by,
        answered_by=parts.answered_by,
        spoken=parts.spoken,
        edited=source.edited,
        digest=parts.digest,
        positions=parts.positions,
        also_asked=source.also_asked,
        recording=recording_view(source.recording),
        corrections=tuple([Correction(*correction) for correction in source.corrections]),
        updates=tuple([Update(*update) for update in source.updates]),
        reworded=tuple([Rewording(*one) for one in source.reworded]),
        commitments=parts.commitments,
        supersedes=parts.supersedes,
        superseded_by=parts.superseded_by,
        follows=parts.follows,
        followed_by=parts.followed_by,
        related=(),
        review=parts.review,
        previous=parts.previous,
        next=parts.next,
        cite=_citation(parts, public),
        structured=_structured(parts, public),
        extra=source.file.head.extra,
    )


def page_view(parts: EntryPageParts) -> EntryView:
    """An entry with what is related to it."""
    found = list(parts.related)
    source: EntryFile = parts.entry.source.file
    language = parts.entry.about.language
    for close in parts.close:
        told = {term for title in close.topics for term in terms(title, language)}
        wanted = [term for term in close.terms if term not in told]
        words = as_written((*texts(source), *parts.older), wanted, language)
        found.append(Link(close.title, close.route, close.date, close.topics, words[:_REASONS]))
    return entry_view(parts.entry)._replace(related=tuple(found))


def tombstone_view(entry: Entry, sources: Sources) -> TombstoneView:
    """What stays of a withdrawn entry."""
    withdrawn = entry.source.withdrawn
    assert withdrawn is not None
    return TombstoneView(entry.route, withdrawn.date, withdrawn.why, sources.digest_label(entry.digest))


def _links(ids: tuple[str, ...], sources: Sources) -> tuple[Link, ...]:
    if not ids:
        return ()
    found = (sources.listed[entry_id] for entry_id in ids if entry_id in sources.listed)
    return tuple(Link(entry.source.title, entry.route, entry.date) for entry in found)


def _close(entry: Entry, sources: Sources) -> tuple[Close, ...]:
    """Answers that share topics and words with it, as far as the writer's own leave room."""
    found = []
    taken = {entry.source.title, *(sources.listed[key].source.title for key in entry.related)}
    for close in sources.related(entry.id)[: max(0, MOST - len(entry.related))]:
        other = sources.listed[close.id]
        topics = tuple([sources.topic_label(topic).title for topic in close.topics[:_REASONS]])
        title = other.source.question if other.source.title in taken else other.source.title  # told apart
        taken.add(title)
        found.append(Close(title, other.route, other.date, topics, close.terms))
    return tuple(found)


def _neighbours(entry: Entry, sources: Sources) -> tuple[Label | None, Label | None]:
    row = sources.by_digest[entry.digest.file.path]
    index = sources.place_in_digest[entry.route]
    before = sources.entry_label(row[index - 1]) if index else None
    after = sources.entry_label(row[index + 1]) if index + 1 < len(row) else None
    return before, after


def _review(entry: Entry, sources: Sources) -> ReviewState | None:
    review = entry.source.review
    if review is None:
        return None
    person = sources.person_named(review.by.name) if review.by else None
    return ReviewState(review.last or entry.date, review_day(entry), person.name if person else "")


def _citation(parts: EntryParts, public: str) -> str:
    teaser = parts.teaser
    pieces = [f"“{teaser.title}”", teaser.by, parts.digest.title, parts.day, parts.about.organisation]
    line = ", ".join(part for part in pieces if part) + "."
    return f"{line} {public}" if public else line


def _structured(parts: EntryParts, public: str) -> dict[str, Any] | None:
    """One question with one authoritative answer (schema.org FAQPage; not QAPage, which is for many answers).

    None of an answer that was replaced: machines would give it as the one that holds.
    """
    source: EntryFile = parts.source.file
    if not public or parts.teaser.replaced or source.state not in ("answered", "partial") or not source.file.has_body:
        return None
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "url": public,
        "inLanguage": parts.about.language,
        "mainEntity": [
            {
                "@type": "Question",
                "name": source.title,
                "text": source.question,
                "dateCreated": parts.asked.isoformat(),
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": AbsoluteBody(parts.answer, public),
                    "dateCreated": parts.teaser.date.isoformat(),
                    "author": {"@type": "Organization", "name": parts.about.organisation or parts.about.title},
                },
            }
        ],
    }
