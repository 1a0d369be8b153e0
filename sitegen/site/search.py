"""An entry as the search finds and shows it, and the search page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.search.index_entry import IndexEntry as Findable
from sitegen.search.index_entry import ResultRow
from sitegen.site.atoz import letter_links
from sitegen.site.parts import FoundParts
from sitegen.site.views.search_views import Choice, Filter, SearchView

if TYPE_CHECKING:
    from sitegen.model.resolve import Entry
    from sitegen.search.document import Document
    from sitegen.site.sources import Sources

_LONGEST = 160
"""Letters of the text below a title."""
_MOST_TOPICS = 60
_MOST_CHOICES = 200
"""Digests that results can be narrowed to: the newest."""


def found_parts(entry: Entry, sources: Sources) -> FoundParts:
    """The parts of an entry that is listed, as the search takes it."""
    teaser = sources.teasers[entry.route]
    newer = [sources.listed[key].route for key in entry.superseded_by if key in sources.listed]
    return FoundParts(
        teaser,
        tuple([sources.topic_names(key) for key in entry.topics]),
        tuple([sources.named(key, entry.date) for key in entry.answered_by]),
        entry.topics,
        entry.answered_by,
        entry.digest.name,
        entry.digest.title,
        sources.words.day(teaser.date),
        sources.words.day(teaser.due) if teaser.due else "",
        newer[-1] if newer else "",
    )


def search_entry(parts: FoundParts, document: Document) -> Findable:
    """An entry as the index takes it."""
    names = [name for topic in parts.names for name in topic]
    names += [word for person in parts.people for word in (person.name, person.role) if word]
    teaser = parts.teaser
    facets = _facets(parts.topics, parts.digest_name, parts.answered_by, teaser.date.year, teaser.state)
    return Findable(teaser.route, document, tuple(names), facets, _row(parts))


def search_view(sources: Sources) -> SearchView:
    """Ways to the questions, and what results can be narrowed by."""
    topics = list(sources.catalog.topics)
    if len(topics) > _MOST_TOPICS:
        most = sorted(topics, key=lambda key: -len(sources.by_topic[key]))[:_MOST_TOPICS]
        topics = [key for key in topics if key in set(most)]
    labels = tuple([sources.topic_label(key) for key in topics])
    return SearchView("search.html", letter_links(sources), labels, _filters(sources))


def _filters(sources: Sources) -> tuple[Filter, ...]:
    """Only what some entry has; the newest digest and year first."""
    catalog, listed = sources.catalog, sources.listed.values()
    kinds = {
        (entry.topics, entry.digest.name, entry.answered_by, entry.date.year, entry.source.state) for entry in listed
    }
    used = {facet for kind in kinds for facet in _facets(*kind)}
    choices = {
        "topic": [(key, topic.title) for key, topic in catalog.topics.items()],
        "digest": [(digest.name, digest.title) for digest in catalog.digests[: -_MOST_CHOICES - 1 : -1]],
        "person": [(key, person.name) for key, person in catalog.people.items()],
        "year": [(str(year), str(year)) for year in sorted({entry.date.year for entry in listed}, reverse=True)],
        "state": [(state, "") for state in ("answered", "partial", "holding", "awaiting", "declined")],
    }
    return tuple(
        Filter(kind, tuple(Choice(*choice) for choice in rows if f"{kind}:{choice[0]}" in used))
        for kind, rows in choices.items()
    )


def _facets(topics: tuple[str, ...], digest: str, people: tuple[str, ...], year: int, state: str) -> tuple[str, ...]:
    return (
        *(f"topic:{topic}" for topic in topics),
        f"digest:{digest}",
        *(f"person:{person}" for person in people),
        f"year:{year}",
        f"state:{state}",
    )


def _row(parts: FoundParts) -> ResultRow:
    teaser = parts.teaser
    text = teaser.in_short or teaser.declined or (teaser.question if teaser.question != teaser.title else "")
    return ResultRow(
        teaser.title,
        _shortened(text),
        parts.day,
        teaser.by,
        parts.digest,
        teaser.state,
        teaser.due.isoformat() if teaser.due else "",
        parts.due,
        "; ".join(teaser.outstanding),
        parts.newer,
    )


def _shortened(text: str) -> str:
    """The text in one line, cut between two words."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rpartition(" ")[0] + " …"
