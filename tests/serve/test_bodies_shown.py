"""A body stands on more pages than its own: all of them show its new words, and so does what programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from project import DIGEST, page
from serving import ENTRY, ROUTE, entry

if TYPE_CHECKING:
    from serving import Session

FOLDER = ROUTE.rpartition("/")[0]


@pytest.mark.parametrize(
    ("path", "old", "new", "routes"),
    [
        (
            ENTRY,
            entry("Because of old."),
            entry("Because of new."),
            [ROUTE, f"{FOLDER}/print.html", "feed.xml", "topics/general.xml"],
        ),
        (
            f"{DIGEST}/index.md",
            page({"title": "Staff briefing", "date": "2024-01-15", "answered_by": ["chief"]}, "Held in old."),
            page({"title": "Staff briefing", "date": "2024-01-15", "answered_by": ["chief"]}, "Held in new."),
            [f"{FOLDER}/index.html", f"{FOLDER}/print.html"],
        ),
        (
            "content/topics/general.md",
            page({"title": "General"}, "All that is old."),
            page({"title": "General"}, "All that is new."),
            ["topics/general.html"],
        ),
    ],
    ids=["an answer", "a digest's introduction", "a topic's text"],
)
def test_every_page_that_shows_a_body_shows_its_new_words(
    session: Session, path: str, old: str, new: str, routes: list[str]
) -> None:
    for text, word in ((old, "old."), (new, "new.")):
        count = len(session.changes)
        session.project.write(path, text)
        session.wait_for(count + 1)
        assert {route: word in session.text(route) for route in routes} == dict.fromkeys(routes, True)
