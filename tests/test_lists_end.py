"""Where a list ends: one fewer than it holds, as many, one more; and what stands first in it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import html5lib
import pytest
from project import DIGEST, Outcome, Project, minimal_project, page

DAY = date(2024, 5, 5)


def entry(**fields: object) -> str:
    return page({"question": "Why?", "topics": ["general"], **fields}, "Because.")


def shown(outcome: Outcome, section: str) -> list[str]:
    """The texts of the links in a section of the first page, its heading left out."""
    tree = html5lib.parse(outcome.page("index.html"), namespaceHTMLElements=False)
    (found,) = [each for each in tree.iter("section") if each.find(f"h2[@id='{section}']") is not None]
    return ["".join(link.itertext()) for item in found.iter("li") for link in item.iter("a")]


def first_page(project: Project, section: str) -> list[str]:
    return shown(project.build(date="2024-06-01"), section)


@pytest.mark.parametrize(("there", "stand"), [(4, 4), (5, 5), (6, 5)])
def test_the_first_page_shows_the_first_five_of_the_latest_answers(tmp_path: Path, there: int, stand: int) -> None:
    project = minimal_project(tmp_path)
    for number in range(there):
        project.write(f"{DIGEST}/q{number}.md", entry(title=f"Question {number}"))
    assert first_page(project, "_latest") == [f"Question {number}" for number in range(stand)]


def test_the_latest_digest_is_the_last_one_that_has_something_to_show(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(f"{DIGEST}/q.md", entry(title="Shown"))
    for day, draft in (("2024-02-01", False), ("2024-03-01", True)):
        later = f"content/digests/{day}-later"
        project.write(f"{later}/index.md", page({"title": "Later", "date": day, "answered_by": ["chief"]}))
        project.write(f"{later}/q.md", entry(title=f"Of {day}", draft=draft))
    assert first_page(project, "_latest") == ["Of 2024-02-01"]


@pytest.mark.parametrize(("there", "stand"), [(5, 5), (6, 6), (7, 6)])
def test_the_first_page_shows_the_six_newest_changes(tmp_path: Path, there: int, stand: int) -> None:
    days = [(DAY - timedelta(days=number)).isoformat() for number in range(there)]
    updates = [{"date": day, "text": f"News of {day}"} for day in reversed(days)]
    project = minimal_project(tmp_path).write(f"{DIGEST}/q.md", entry(updates=updates))
    outcome = project.build(date="2024-06-01")
    assert len(shown(outcome, "_changes")) == stand
    assert [day for day in days if f"News of {day}" in outcome.page("index.html")] == days[:stand]


@pytest.mark.parametrize(
    ("answered", "state", "is_news"),
    [
        ("2024-01-15", {}, False),
        ("2024-01-16", {}, True),
        ("2024-01-16", {"declined": "It is about one person."}, False),
    ],
)
def test_an_answer_is_news_where_it_came_after_its_digest(
    tmp_path: Path, answered: str, state: dict[str, str], is_news: bool
) -> None:
    project = minimal_project(tmp_path).write(f"{DIGEST}/q.md", entry(answered=answered, **state))
    assert ("Answer arrived" in project.build(date="2024-06-01").page("index.html")) == is_news


@pytest.mark.parametrize(("there", "stand"), [(11, 11), (12, 12), (13, 12)])
def test_the_first_page_shows_the_twelve_topics_asked_about_most_by_title(
    tmp_path: Path, there: int, stand: int
) -> None:
    project = minimal_project(tmp_path)
    names = [f"t{number:02}" for number in range(there)]
    for name in names:
        project.write(f"content/topics/{name}.md", page({"title": f"Topic {name}"}))
        project.write(f"{DIGEST}/a-{name}.md", entry(topics=[name]))
    project.write(f"{DIGEST}/z.md", entry(topics=[names[-1]]))
    wanted = [f"Topic {name}" for name in sorted({*names[: stand - 1], names[-1]})]
    assert first_page(project, "_topics") == wanted, "the last has two, and so leads wherever one has to go"


@pytest.mark.parametrize("size", [2, 3, 19, 20, 21])
def test_a_circle_is_told_whole_until_it_is_too_long_to_read(tmp_path: Path, size: int) -> None:
    project = minimal_project(tmp_path)
    for number in range(size):
        project.write(f"{DIGEST}/q{number:02}.md", entry(follows=f"q{(number + 1) % size:02}"))
    (problem,) = project.check(date="2024-06-01").errors
    ring = problem["message"].partition(": ")[2].rstrip(".").split(" → ")
    if size > 20:
        assert "…" in ring
        assert len(ring) == 5
    else:
        assert len(ring) == size + 1
        assert problem["path"] == f"{DIGEST}/q00.md"
    assert ring[0] == ring[-1]
