"""The page of a digest, its print edition, and the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.reading.links import address, route_of
from sitegen.site.charts import count_entries, make_charts
from sitegen.site.codes import make_code
from sitegen.site.entries import entry_parts, entry_view
from sitegen.site.parts import PrintParts
from sitegen.site.recordings import recording_view
from sitegen.site.teasers import digest_teaser
from sitegen.site.views.digest_views import Accounting, ArchiveView, DigestView, PrintView, Year

if TYPE_CHECKING:
    from sitegen.model.digest import DigestFile
    from sitegen.site.sources import Sources
    from sitegen.site.views.digest_views import DigestTeaser
    from sitegen.site.views.safe_html import Html

ARCHIVE = "digests/index.html"
_FEW = 5  # fewer than this many could point at a person


def digest_view(digest: DigestFile, sources: Sources) -> DigestView:
    """One session."""
    digests = sources.catalog.digests
    index = sources.digest_places[digest.file.path]
    return DigestView(
        route=route_of(digest.file.path),
        title=digest.title,
        date=digest.date,
        kind=digest.kind,
        host=digest.host,
        place=digest.place,
        recording=recording_view(digest.recording),
        answered_by=sources.answerers(digest),
        introduction=sources.body(digest.file),
        accounting=_accounting(digest, sources),
        entries=tuple(sources.teasers[entry.route] for entry in sources.by_digest[digest.file.path]),
        previous=sources.digest_label(digests[index - 1]) if index else None,
        next=sources.digest_label(digests[index + 1]) if index + 1 < len(digests) else None,
        print_route=print_route(digest),
        extra=digest.file.head.extra,
        id=digest.name,
    )


def print_parts(digest: DigestFile, sources: Sources) -> PrintParts:
    """The parts of a whole digest on paper; what is related is not on it."""
    view = digest_view(digest, sources)
    url = sources.catalog.settings.url
    entries = tuple([entry_parts(entry, sources) for entry in sources.by_digest[digest.file.path]])
    return PrintParts(print_route(digest), view, entries, address(url, view.route) if url else "")


def print_view(parts: PrintParts) -> PrintView:
    """A whole digest on paper."""
    code = make_code(parts.address) if parts.address else None
    return PrintView(parts.route, parts.digest, tuple(map(entry_view, parts.entries)), parts.address, code)


def printed_bodies(parts: PrintParts) -> tuple[Html, ...]:
    """The bodies in a print edition."""
    return (parts.digest.introduction, *(entry.answer for entry in parts.entries))


def print_route(digest: DigestFile) -> str:
    """The address of a digest's print edition."""
    return route_of(digest.file.path).removesuffix("index.html") + "print.html"


def archive_view(sources: Sources) -> ArchiveView:
    """All digests by year, and all questions in numbers."""
    years: dict[int, list[DigestTeaser]] = {}
    for digest in reversed(sources.catalog.digests):
        years.setdefault(digest.date.year, []).append(digest_teaser(digest, sources))
    topics = [(sources.topic_label(topic), len(entries)) for topic, entries in sources.by_topic.items()]
    charts = make_charts(count_entries(sources.listed.values()), topics)
    return ArchiveView(ARCHIVE, tuple(Year(year, tuple(digests)) for year, digests in years.items()), charts)


def _accounting(digest: DigestFile, sources: Sources) -> Accounting | None:
    counts = digest.counts
    if counts is None or digest.file.path not in sources.catalog.whole_digests:
        return None
    withdrawn = sum(
        entry.is_withdrawn for entry in sources.catalog.entries.values() if entry.digest.file.path == digest.file.path
    )
    stated = sorted(
        ((reason, number) for reason, number in counts.withheld if number >= _FEW), key=lambda pair: (-pair[1], pair[0])
    )
    few = sum(number for _, number in counts.withheld if number < _FEW)
    withheld = (*stated, *([("", few)] if few else []))
    return Accounting(
        counts.received, len(sources.by_digest[digest.file.path]), withdrawn, counts.merged, tuple(withheld)
    )
