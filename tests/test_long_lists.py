"""Lists that have grown long: their pages stay small, every row stays within reach, and addresses stay good."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from longlists import long_project
from project import TODAY, minimal_project, page

from sitegen.engine.planning import Ready, make_plan
from sitegen.engine.workspace import open_store, read_project
from sitegen.rendering.packing import pack_view, unpack_view
from sitegen.site.pieces import split_by_year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from project import Outcome, Project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return long_project(tmp_path_factory.mktemp("long"))


@pytest.fixture(scope="module")
def site(project: Project) -> Outcome:
    outcome = project.build()
    assert [problem["message"] for problem in outcome.errors] == []
    return outcome


def titles(outcome: Outcome, route: str) -> list[str]:
    return re.findall(r"<h[23][^>]*><a [^>]*>(What of [^<]*)</a>", outcome.page(route))


@pytest.mark.parametrize("name", ["topics/general", "people/chief"])
def test_a_long_list_shows_the_newest_and_leads_to_all_by_year(site: Outcome, name: str) -> None:
    newest = titles(site, f"{name}.html")
    assert len(newest) == 40
    assert sum("2025" in title for title in newest) == 30
    by_year = {year: titles(site, f"{name}/{year}.html") for year in (2024, 2025)}
    assert [len(set(found)) for found in by_year.values()] == [45, 30]
    assert all(f'href="{name.rpartition("/")[2]}/{year}.html"' in site.page(f"{name}.html") for year in by_year)
    assert "Above are 40 of 75." in site.page(f"{name}.html")


def test_a_long_list_can_be_searched(site: Outcome) -> None:
    assert 'href="../search.html#topic=general"' in site.page("topics/general.html")


def test_a_year_says_nothing_of_other_years(site: Outcome) -> None:
    assert "2025.html" not in site.page("topics/general/2024.html")


def test_the_register_holds_what_is_next_and_leads_to_all_by_year(site: Outcome) -> None:
    register = site.page("commitments/index.html")
    assert register.count('class="promise') == 40 + register.count('class="promises')
    anchors = {
        anchor
        for path in (site.output / "commitments").glob("2*.html")
        for anchor in re.findall('<li class="promise[^"]*" id="([^"]*)"', path.read_text(encoding="utf-8"))
    }
    assert len(anchors) == 75


def test_every_question_stands_under_its_letter(site: Outcome) -> None:
    assert len(re.findall("What of door", site.page("questions/index.html"))) == 75
    assert "What of door" not in site.page("search.html")


def test_an_address_into_the_register_leads_on_to_the_page_of_its_year(site: Outcome, tab: Any) -> None:
    whole = "".join(path.read_text(encoding="utf-8") for path in (site.output / "commitments").glob("2024*.html"))
    anchor = re.findall('<li class="promise[^"]*" id="(_2024-[^"]*door-0-[^"]*)"', whole)[0]
    tab.goto((site.output / "commitments/index.html").as_uri() + f"#{anchor}")
    tab.wait_for_selector(f"[id='{anchor}']")


def test_the_view_of_a_year_can_be_remembered(project: Project) -> None:
    with open_store(project.folder) as store:
        plan = make_plan(read_project(project.folder), store, lambda _: date.fromisoformat(TODAY))
    assert isinstance(plan, Ready)
    seen = [plan.view(page) for page in plan.pages if page.kind in ("by_year", "by_letter")]
    assert {viewed.kind for viewed in seen} == {"by_year", "by_letter"}
    assert [viewed.view for viewed in seen] == [
        unpack_view(viewed.kind, pack_view(viewed), plan.bodies) for viewed in seen
    ]


def rows(*years: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for year, count in years:
        yield from ((year, n) for n in reversed(range(count)))


@pytest.mark.parametrize(
    ("years", "pages"),
    [
        ([(2025, 60)], []),
        ([(2025, 61)], ["f/2025.html 0 61"]),
        ([(2025, 5), (2024, 100)], ["f/2025.html 0 5", "f/2024.html 0 100"]),
        (
            [(2025, 250), (2023, 1)],
            ["f/2025-3.html 3 50", "f/2025-2.html 2 100", "f/2025.html 1 100", "f/2023.html 0 1"],
        ),
    ],
)
def test_a_list_comes_apart_by_year(years: list[tuple[int, int]], pages: list[str]) -> None:
    found = split_by_year("f", list(rows(*years)), lambda row: row[0], longest=100)
    assert [f"{piece.route} {piece.number} {piece.rows}" for piece in found] == pages
    assert [row for each in found.values() for row in each] == (list(rows(*years)) if pages else [])


def test_what_is_new_leaves_full_pages_of_its_year_as_they_are() -> None:
    before = split_by_year("f", list(rows((2025, 210))), lambda row: row[0], longest=100)
    after = split_by_year("f", list(rows((2025, 211))), lambda row: row[0], longest=100)
    same = {piece.route: found for piece, found in before.items() if piece.rows == 100}
    assert same == {piece.route: found for piece, found in after.items() if piece.rows == 100}


@pytest.mark.parametrize(
    "alias", ["questions/a.html", "questions/W-2.html", "topics/general/2025.html", "commitments/2024-3.html"]
)
def test_an_old_address_takes_none_that_lists_have(tmp_path: Path, alias: str) -> None:
    project = minimal_project(tmp_path)
    project.write(
        "content/digests/2024-01-15-briefing/x.md",
        page({"question": "Why?", "topics": ["general"], "aliases": [alias]}, "So."),
    )
    assert any("lists by letter and by year" in problem["message"] for problem in project.check().errors)
