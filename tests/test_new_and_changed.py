"""What is new and changed, by day: what feeds tell, and no list is made anew for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser
import lxml.html
import pytest
from builds import standing
from project import DIGEST, Outcome, Project, minimal_project, page

BODY = "Yes, we have. So we will paint."
PROMISE = {"text": "Paint it", "quote": "we will paint", "strength": "commitment", "due": "2027-03-31"}
STEP = {"date": "2026-11-10", "status": "in-progress", "note": "Begun."}
LATER = {"date": "2026-11-10", "to": "2027-06-30", "why": "Rain."}
CORRECTION = {"date": "2026-11-10", "was": "No.", "now": "Yes, we have.", "why": "We looked."}


def entry(**fields: Any) -> str:
    return page({"question": "Do we have vans?", "topics": ["general"], **fields}, BODY)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return minimal_project(tmp_path).write(f"{DIGEST}/a.md", entry(title="Vans"))


def told(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Day, title and what it is, of each answer on the page."""
    root = lxml.html.fromstring(outcome.page("changes.html"))
    return [
        (section.get("data-day"), item.find("a").text, item.find("span").text_content().partition(" · ")[0])
        for section in root.iter("section")
        if section.get("data-day")
        for item in section.iter("li")
    ]


def rows(outcome: Outcome) -> list[list[str]]:
    """Route, day of the news and first day of each answer in the data."""
    text = outcome.page("data/changes.js").removeprefix("sitegenChanges(").removesuffix(");\n")
    found: list[list[str]] = json.loads(f"[{text}]")[1]
    return found


@pytest.mark.parametrize(
    ("fields", "day", "what"),
    [
        ({}, "2024-01-15", "New answer"),
        ({"answered": "2026-11-10"}, "2026-11-10", "New answer"),
        ({"corrections": [CORRECTION]}, "2026-11-10", "Correction"),
        ({"updates": [{"date": "2026-11-10", "text": "More."}]}, "2026-11-10", "Update"),
        ({"reworded": [{"date": "2026-11-10", "why": "Clearer."}]}, "2026-11-10", "Reworded"),
        ({"commitments": [{**PROMISE, "updates": [STEP]}]}, "2026-11-10", "News of a promise"),
        ({"commitments": [{**PROMISE, "extended": [LATER]}]}, "2026-11-10", "News of a promise"),
        ({"publish_from": "2026-11-26"}, "2026-11-26", "New answer"),
    ],
)
def test_what_is_news_stands_under_its_day(project: Project, fields: dict[str, Any], day: str, what: str) -> None:
    outcome = project.write(f"{DIGEST}/a.md", entry(title="Vans", **fields)).build(date="2026-12-01")
    assert not outcome.errors
    assert told(outcome) == [(day, "Vans", what)]
    first = day if what == "New answer" else "2024-01-15"
    assert rows(outcome) == [["digests/2024-01-15-briefing/a.html", day, first]]


def test_that_an_answer_was_replaced_is_news_of_the_older_one(project: Project) -> None:
    project.write(f"{DIGEST}/b.md", entry(title="New vans", supersedes=["a"], answered="2026-11-27"))
    assert told(project.build(date="2026-12-01")) == [
        ("2026-11-27", "Vans", "Replaced by a newer answer"),
        ("2026-11-27", "New vans", "New answer"),
    ]


def test_it_is_what_the_feed_tells_in_the_same_order(project: Project) -> None:
    for number in range(8):
        updates = [{"date": f"2026-11-{1 + number * 7 % 5:02}", "text": "More."}] if number % 3 else []
        project.write(f"{DIGEST}/e{number}.md", entry(title=f"E {number}", updates=updates))
    outcome = project.build()
    feed = feedparser.parse((outcome.output / "feed.xml").read_bytes())
    assert [(one.updated[:10], one.title) for one in feed.entries] == [(day, title) for day, title, _ in told(outcome)]


def test_what_waits_or_is_withdrawn_held_back_or_dated_ahead_is_not_in_it(project: Project) -> None:
    project.write(f"{DIGEST}/wait.md", page({"question": "When?", "topics": ["general"], "answer_due": "2027-01-01"}))
    project.write(f"{DIGEST}/gone.md", entry(title="Gone", withdrawn={"date": "2026-11-20", "why": "A name."}))
    project.write(f"{DIGEST}/draft.md", entry(title="Draft", draft=True))
    project.write(f"{DIGEST}/later.md", entry(title="Later", publish_from="2027-01-01"))
    outcome = project.build()
    assert [title for _, title, _ in told(outcome)] == ["Vans"]
    assert [route for route, *_ in rows(outcome)] == ["digests/2024-01-15-briefing/a.html"]


def test_a_correction_makes_no_list_anew(project: Project) -> None:
    project.write(f"{DIGEST}/b.md", entry(title="Bikes"))
    project.build()
    before = standing(project.folder)
    project.write(f"{DIGEST}/a.md", entry(title="Vans", corrections=[CORRECTION])).build()
    after = standing(project.folder)
    changed = {name for name in after if before.get(name) != after[name] and not name.startswith("_search/")}
    assert changed == {
        "changes.html",
        "corrections.html",
        "data/changes.js",
        "digests/2024-01-15-briefing/a.html",
        "feed.xml",
        "index.html",
        "sitemap.xml",
        "topics/general.xml",
    }


def test_it_does_not_depend_on_the_day_of_the_build(project: Project) -> None:
    first = project.build(date="2026-12-01")
    page_, data = first.page("changes.html"), first.page("data/changes.js")
    later = project.build(date="2029-02-03")
    assert (later.page("changes.html"), later.page("data/changes.js")) == (page_, data)


def test_of_very_many_the_newest_are_in_it(project: Project) -> None:
    for number in range(1, 250):
        project.write(f"{DIGEST}/e{number:03}.md", entry(title=f"{number:03} " + "long words " * 12))
    outcome = project.build()
    assert len(told(outcome)) == 60
    assert len(rows(outcome)) == 200
    assert len((outcome.output / "changes.html").read_bytes()) < 100_000
    assert len((outcome.output / "data/changes.js").read_bytes()) < 30_000


def test_a_site_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    outcome = minimal_project(tmp_path).build()
    assert "Nothing has been published yet." in outcome.page("changes.html")
    assert rows(outcome) == []
