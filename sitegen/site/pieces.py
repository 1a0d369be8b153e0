"""Long lists in pieces: the newest on the page itself, all by year on pages of their own.

A year's page says nothing of other years, and is counted from its oldest row; so it stays as it is when something new
comes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from sitegen.model.entry import FINISHED
from sitegen.reading.links import route_of
from sitegen.site.commitments import all_commitments, register_view
from sitegen.site.digests import digest_view
from sitegen.site.listings import person_view, topic_view
from sitegen.site.views.commitment_views import Commitment
from sitegen.site.views.digest_views import DigestPart, DigestPartView
from sitegen.site.views.label import Label
from sitegen.site.views.year_views import YearPage, YearView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.model.digest import DigestFile
    from sitegen.model.person import PersonFile
    from sitegen.model.resolve import Entry
    from sitegen.model.topic import TopicFile
    from sitegen.site.sources import Sources
    from sitegen.site.views.digest_views import DigestView
    from sitegen.site.views.person_views import PersonView
    from sitegen.site.views.register_views import RegisterView
    from sitegen.site.views.topic_views import TopicView

_MOST = 60
"""Rows that a page shows without being in pieces."""
_NEWEST = 40
"""Rows that one in pieces shows."""
_LONGEST = 200
"""Rows of a piece; and of a digest that is not in parts."""
_PART = 100
"""Questions of a part of a digest."""

Row = TypeVar("Row")


def split_by_year(
    folder: str, rows: Sequence[Row], year_of: Callable[[Row], int], longest: int = _LONGEST
) -> dict[YearPage, list[Row]]:
    """The pieces of a list that is newest first, and so are they; none where it is short."""
    if len(rows) <= _MOST:
        return {}
    years: dict[int, list[Row]] = {}
    for row in rows:
        years.setdefault(year_of(row), []).append(row)
    pieces: dict[YearPage, list[Row]] = {}
    for year, found in sorted(years.items(), reverse=True):
        parts = [found[::-1][start : start + longest][::-1] for start in range(0, len(found), longest)]
        for number, part in reversed(list(enumerate(parts, 1))):
            name = f"{year}-{number}" if number > 1 else str(year)
            shown = number if len(parts) > 1 else 0
            pieces[YearPage(f"{folder}/{name}.html", year, shown, len(part))] = part
    return pieces


def topic_page(topic: TopicFile, sources: Sources, *, has_feed: bool) -> TopicView:
    """A topic, with its newest answers."""
    view, pieces = topic_view(topic, sources, has_feed=has_feed), topic_pieces(topic.id, sources)
    return view._replace(entries=view.entries[:_NEWEST], years=tuple(pieces)) if pieces else view


def topic_pieces(topic: str, sources: Sources) -> dict[YearPage, list[Entry]]:
    """The answers on a topic by year."""
    answers = [entry for entry in sources.by_topic[topic] if entry.source.state != "awaiting"]
    return split_by_year(f"topics/{topic}", answers, _year)


def digest_page(digest: DigestFile, sources: Sources) -> DigestView:
    """A digest; of a very long one the first questions."""
    view, parts = digest_view(digest, sources), digest_parts(digest, sources)
    return view._replace(entries=view.entries[:_NEWEST], parts=parts) if parts else view


def digest_parts(digest: DigestFile, sources: Sources) -> tuple[DigestPart, ...]:
    """The parts of a very long digest; what is added at its end leaves full ones as they are."""
    count = len(sources.by_digest[digest.file.path])
    if count <= _LONGEST:
        return ()
    folder = route_of(digest.file.path).removesuffix("index.html")
    return tuple(
        DigestPart(f"{folder}parts/{number}.html", start + 1, min(start + _PART, count))
        for number, start in enumerate(range(0, count, _PART), 1)
    )


def part_page(digest: DigestFile, number: int, sources: Sources) -> DigestPartView:
    """One part of a digest, from 0."""
    parts, words = digest_parts(digest, sources), sources.words

    def label(place: int) -> Label | None:
        if not 0 <= place < len(parts):
            return None
        # Without its end: that of the last part moves with each question that is added.
        return Label(words.plain("Questions from %(first)s", first=parts[place].first), parts[place].route)

    part = parts[number]
    entries = sources.by_digest[digest.file.path][part.first - 1 : part.last]
    teasers = tuple([sources.teasers[entry.route] for entry in entries])
    before, after = label(number - 1), label(number + 1)
    return DigestPartView(part.route, sources.digest_label(digest), part, teasers, before, after)


def person_page(person: PersonFile, sources: Sources) -> PersonView:
    """Someone who answers, with their newest answers, and what is next of what they said they would do."""
    view, pieces = person_view(person, sources), person_pieces(person.id, sources)
    if pieces:
        view = view._replace(entries=view.entries[:_NEWEST], years=tuple(pieces))
    if len(view.commitments) > _MOST:
        view = view._replace(commitments=view.commitments[:_NEWEST], promised=len(view.commitments))
    return view


def person_pieces(person: str, sources: Sources) -> dict[YearPage, list[Entry]]:
    """Someone's answers by year."""
    return split_by_year(f"people/{person}", sources.by_person[person], _year)


def register_page(sources: Sources) -> RegisterView:
    """The register; where it is long, what is next to be done."""
    view, pieces = register_view(sources), register_pieces(sources)
    if not pieces:
        return view
    every = [commitment for group in view.groups for commitment in group.commitments]
    kept = {commitment.anchor for commitment in sorted(every, key=_next)[:_NEWEST]}
    groups = [
        group._replace(commitments=tuple([one for one in group.commitments if one.anchor in kept]))
        for group in view.groups
    ]
    return view._replace(groups=tuple([group for group in groups if group.commitments]), offers=(), years=tuple(pieces))


def register_pieces(sources: Sources) -> dict[YearPage, list[Commitment]]:
    """All that was said would be done, by the year of its digest, with which its anchor begins."""
    return split_by_year("commitments", all_commitments(sources), _digest_year, _LONGEST // 4)


def year_page(
    whole: Label,
    piece: YearPage,
    rows: Callable[[Sources], dict[YearPage, list[Any]]],
    sources: Sources,
) -> YearView:
    """The rows of a year; `whole` is the page that they are of."""
    pieces = rows(sources)
    found = pieces.get(piece, [])
    entries = [sources.teasers[row.route] for row in found if not isinstance(row, Commitment)]
    commitments = [row for row in found if isinstance(row, Commitment)]
    older = next(
        (other.route for other in pieces if piece.number > 1 and other[1:3] == (piece.year, piece.number - 1)), ""
    )
    return YearView(piece.route, whole, piece, older, tuple(entries), tuple(commitments))


def _year(entry: Entry) -> int:
    return entry.date.year


def _digest_year(commitment: Commitment) -> int:
    year = commitment.anchor[1:5]
    return int(year) if year.isdecimal() else commitment.made.year


def _next(commitment: Commitment) -> tuple[bool, date]:
    """Those not finished first, by due day."""
    return commitment.status in FINISHED, commitment.due or date.max
