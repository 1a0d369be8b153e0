"""The charts of the archive and of topics, as a reader meets them."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from project import DIGEST, Outcome, Project, minimal_project, page

ARCHIVE = "digests/index.html"
TOPIC = "topics/general.html"


def ask(project: Project, name: str, asked: str, **fields: object) -> None:
    entry = {"question": f"Question {name}?", "topics": ["general"], "asked": asked, "answered": "2024-01-15", **fields}
    project.write(f"{DIGEST}/{name}.md", page(entry, "An answer."))


def many(folder: Path) -> Project:
    """Ten questions in three months."""
    project = minimal_project(folder)
    for number in range(10):
        ask(project, f"q{number}", f"{('2023-11', '2023-12', '2024-01')[number % 3]}-{number + 1:02}")
    return project


def rows(outcome: Outcome, route: str, heading: str) -> dict[str, str]:
    """The rows of the table that has this heading."""
    tree = html5lib.parse(outcome.page(route), namespaceHTMLElements=False)
    found = [e for e in tree.iter() if e.get("id") and "".join(e.itertext()) == heading]
    assert found, f"there is no {heading!r} on {route}"
    table = next(table for table in tree.iter("table") if table.get("aria-label") == heading)
    cells = [["".join(cell.itertext()).strip() for cell in row] for row in table.find("tbody")]
    return dict(cells)


def test_archive_and_topic_show_when_questions_were_asked(tmp_path: Path) -> None:
    outcome = many(tmp_path).build()
    for route in (ARCHIVE, TOPIC):
        months = rows(outcome, route, "When questions were asked")
        assert months == {"November 2023": "4", "December 2023": "3", "January 2024": "3"}
        assert 'role="img" aria-label="A chart of the questions asked each month. The most in one month: 4.' in (
            outcome.page(route)
        )


def test_archive_and_topic_show_how_long_answers_took(tmp_path: Path) -> None:
    outcome = many(tmp_path).build()
    for route in (ARCHIVE, TOPIC):
        waits = rows(outcome, route, "How long answers took")
        assert waits == {
            "The same day": "0",
            "1 to 7 days": "1",
            "8 to 14 days": "2",
            "15 to 28 days": "0",
            "29 to 90 days": "7",
        }


def test_what_has_no_full_answer_or_no_day_of_asking_is_named_not_counted(tmp_path: Path) -> None:
    project = many(tmp_path)
    ask(project, "holding", "2023-11-11", answer_due="2024-05-05")
    ask(project, "declined", "2023-11-11", declined="It is about one person.")
    project.write(
        f"{DIGEST}/written.md", page({"question": "When?", "topics": ["general"], "answer_form": "written"}, "A.")
    )
    outcome = project.build()
    assert sum(map(int, rows(outcome, ARCHIVE, "How long answers took").values())) == 10
    text = " ".join(outcome.page(ARCHIVE).split())
    assert (
        "Not counted: 1 question still waiting for its full answer; 1 that we can&#39;t answer here; "
        "1 whose day of asking is not known." in text
    )


def test_a_question_answered_at_once_in_a_session_took_no_day(tmp_path: Path) -> None:
    project = many(tmp_path)
    project.write(
        f"{DIGEST}/live.md", page({"question": "Now?", "topics": ["general"], "answer_form": "spoken"}, "Yes.")
    )
    assert rows(project.build(), ARCHIVE, "How long answers took")["The same day"] == "1"


@pytest.mark.parametrize(
    "fields",
    [
        {"draft": True},
        {"publish_from": "2099-01-01"},
        {"publish_until": "2020-01-01"},
        {"withdrawn": {"date": "2024-02-02", "why": "It was wrong."}},
    ],
    ids=str,
)
def test_what_is_held_back_or_withdrawn_is_in_no_number(tmp_path: Path, fields: dict[str, object]) -> None:
    before = many(tmp_path / "before").build()
    project = many(tmp_path / "after")
    ask(project, "hidden", "2009-01-01", **fields)
    after = project.build()
    for route in (ARCHIVE, TOPIC):
        assert after.page(route) == before.page(route)


def test_few_questions_get_no_chart_and_fetch_nothing_for_one(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    ask(project, "only", "2023-11-01")
    outcome = project.build()
    for route in (ARCHIVE, TOPIC):
        assert "_numbers" not in outcome.page(route)
        assert "charts.css" not in outcome.page(route)


def test_charts_hold_no_style_and_only_pages_with_one_fetch_their_looks(tmp_path: Path) -> None:
    outcome = many(tmp_path).build()
    with_charts = [name for name in outcome.files() if name.endswith(".html") and "charts.css" in outcome.page(name)]
    assert with_charts == [ARCHIVE, TOPIC]
    for route in with_charts:
        assert not re.search(r"<style|\sstyle=", outcome.page(route))


def test_an_edited_answer_leaves_the_charts_alone(tmp_path: Path) -> None:
    project = many(tmp_path)
    before = project.build().page(ARCHIVE)
    project.write(f"{DIGEST}/q1.md", project.read(f"{DIGEST}/q1.md").replace("An answer.", "Another."))
    after = project.build()
    assert after.page(ARCHIVE) == before
    assert after.report["made"] < 10
