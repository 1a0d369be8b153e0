"""What is new and changed, the newest first: as a page by day, and as data for the marks in lists.

Lists do not say it themselves: a correction would make every page anew that names its answer.
"""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sitegen.site.feeds import newest_first
from sitegen.site.news import first_day, news_kind
from sitegen.site.views.list_views import ChangesView, News, NewsDay

if TYPE_CHECKING:
    from sitegen.model.resolve import Entry
    from sitegen.site.sources import Sources

CHANGES = "changes.html"
_SHOWN = 60
"""Answers on the page."""
_MARKED = 200
"""Answers that can be marked in lists."""


class ChangesData(NamedTuple):
    """What a browser needs to mark what is new for its reader."""

    route: str
    language: str
    """That of the words."""
    new: str
    changed: str
    days: tuple[str, ...]
    """The 22nd of each month of 2001, as days are written."""
    rows: tuple[tuple[str, date, date], ...]
    """Route, the day of the latest news, and the day since when readers can see the answer."""


def changes_view(sources: Sources) -> ChangesView:
    """The newest answers and changes, by day."""
    days = groupby(shown_changes(sources), key=lambda entry: sources.news_days[entry.route])
    return ChangesView(
        CHANGES,
        tuple([NewsDay(day, tuple([_news(entry, day, sources) for entry in found])) for day, found in days]),
    )


def shown_changes(sources: Sources) -> list[Entry]:
    """The answers on the page."""
    return newest_first(sources)[:_SHOWN]


def _news(entry: Entry, day: date, sources: Sources) -> News:
    return News(sources.teasers[entry.route], news_kind(entry, sources.listed, day, sources.catalog.today))


def changes_data(sources: Sources) -> ChangesData:
    """What `data/changes.js` is made from."""
    days, today, words = sources.news_days, sources.catalog.today, sources.words
    found = [(entry, days[entry.route]) for entry in newest_first(sources)[:_MARKED]]
    return ChangesData(
        "data/changes.js",
        words.spoken if words.are_foreign else "",
        words.plain("New"),
        words.plain("Changed"),
        tuple([words.day(date(2001, month, 22)) for month in range(1, 13)]),
        tuple([(entry.route, day, min(first_day(entry, today), day)) for entry, day in found]),
    )


def render_changes_data(data: ChangesData) -> bytes:
    """The same as a script, since a page in a folder cannot read files of any other kind."""
    rows = [json.dumps([route, str(day), str(first)], ensure_ascii=False) for route, day, first in data.rows]
    said = {"lang": data.language, "new": data.new, "changed": data.changed, "days": data.days}
    words = json.dumps(said, ensure_ascii=False)
    listed = ",\n".join(rows)
    return f"sitegenChanges(\n{words},\n[\n{listed}\n]\n);\n".encode()
