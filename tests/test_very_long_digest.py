"""A digest of very many questions: its page stays small, every question keeps its number, and all are within reach."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from builds import standing
from project import DIGEST, minimal_project, page

if TYPE_CHECKING:
    from pathlib import Path

    from project import Outcome, Project

FOLDER = "digests/2024-01-15-briefing"
IN_SHORT = "We have looked at it, and it will be mended before the winter. " * 3


def add(project: Project, *numbers: int) -> None:
    for n in numbers:
        fields = {"question": f"What of door {n}?", "topics": ["general"], "in_short": IN_SHORT}
        project.write(f"{DIGEST}/door-{n:03}.md", page(fields, "Soon."))


def numbers(outcome: Outcome, route: str) -> list[int]:
    return [int(n) for n in re.findall(r"<h[23][^>]*><a [^>]*>What of door (\d+)\?</a>", outcome.page(route))]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = minimal_project(tmp_path_factory.mktemp("doors"))
    add(project, *range(1, 251))
    return project


@pytest.fixture(scope="module")
def site(project: Project) -> Outcome:
    return project.build()


def test_its_page_shows_the_first_and_leads_to_all(site: Outcome) -> None:
    text = site.page(f"{FOLDER}/index.html")
    assert numbers(site, f"{FOLDER}/index.html") == [*range(1, 41)]
    assert "Above are 40 of 250." in text
    assert '<a href="../../search.html#digest=2024-01-15-briefing">' in text
    assert re.findall(r'<a href="(parts/\d\.html)">([^<]*)</a>', text) == [
        ("parts/1.html", "Questions 1 to 100"),
        ("parts/2.html", "Questions 101 to 200"),
        ("parts/3.html", "Questions 201 to 250"),
    ]
    assert [numbers(site, f"{FOLDER}/parts/{n}.html") for n in (1, 2, 3)] == [
        [*range(1, 101)],
        [*range(101, 201)],
        [*range(201, 251)],
    ]


def test_its_print_edition_is_whole(site: Outcome) -> None:
    assert site.page(f"{FOLDER}/print.html").count("What of door") >= 250


def test_no_page_but_the_print_edition_is_large(site: Outcome) -> None:
    large = {name for name in site.files() if name.endswith(".html") and len(site.page(name).encode()) > 100_000}
    assert large <= {f"{FOLDER}/print.html"}


def test_every_question_keeps_its_number(site: Outcome, tab: Any) -> None:
    tab.goto((site.output / f"{FOLDER}/parts/2.html").as_uri())
    first = tab.locator("ol.teasers > li").first
    assert first.get_attribute("value") is None
    assert tab.locator("ol.teasers").get_attribute("start") == "101"
    assert "list-item" in first.evaluate("li => getComputedStyle(li, '::before').content")


@pytest.mark.parametrize(("count", "parts"), [(200, 0), (201, 3)])
def test_two_hundred_are_on_one_page(tmp_path: Path, count: int, parts: int) -> None:
    project = minimal_project(tmp_path)
    add(project, *range(1, count + 1))
    outcome = project.build()
    assert sum("/parts/" in name for name in outcome.files()) == parts
    assert len(numbers(outcome, f"{FOLDER}/index.html")) == (40 if parts else 200)


def test_a_question_at_its_end_leaves_full_parts_as_they_are(site: Outcome, project: Project) -> None:
    before = standing(project.folder)
    add(project, 251)
    project.build()
    after = standing(project.folder)
    changed = [name for name in after if "/parts/" in name and before.get(name) != after[name]]
    assert changed == [f"{FOLDER}/parts/3.html"]
    assert site.exit_code == 0


def test_an_old_address_cannot_be_that_of_a_part(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    fields = {"question": "What?", "topics": ["general"], "aliases": [f"{FOLDER}/parts/1.html"]}
    outcome = project.write(f"{DIGEST}/a.md", page(fields, "Soon.")).build()
    assert [problem["code"] for problem in outcome.errors] == ["bad-alias"]
