"""What a screen reader is given: the accessibility tree of Chromium, in which headings, lists and states stand as they
are said. What real screen readers made of these pages is why each of these holds."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading import BuiltSite

DIGEST = "digests/2026-03-12-staff-briefing"


@pytest.fixture(scope="module")
def heard(browser: Any, sites: dict[str, BuiltSite]) -> Iterator[Any]:
    """The nodes of a page of the sample, each a role and a name, in order."""
    context = browser.new_context()
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    known: dict[str, list[tuple[str, str]]] = {}

    def nodes(route: str) -> list[tuple[str, str]]:
        if route not in known:
            tab.goto((sites["sample"].output / route).as_uri())
            tree = session.send("Accessibility.getFullAXTree")["nodes"]
            shown = [node for node in tree if not node["ignored"]]
            known[route] = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in shown]
        return known[route]

    nodes.tab = tab  # type: ignore[attr-defined]  # for what is pressed
    yield nodes
    context.close()


def routes(sites: dict[str, BuiltSite], kind: str) -> list[str]:
    output = sites["sample"].output
    return sorted(path.relative_to(output).as_posix() for path in output.rglob(kind) if "_theme" not in path.parts)


def test_no_words_of_a_heading_or_link_are_glued_to_the_next(heard: Any, sites: dict[str, BuiltSite]) -> None:
    pages = ["index.html", "commitments/index.html", *routes(sites, f"{DIGEST}/*.html")]
    said = {name for route in pages for role, name in heard(route) if role in ("heading", "link")}
    assert [name for name in said if re.search("[a-z][A-Z]", name)] == []
    assert any(name.startswith("We plan to: ") for name in said)
    assert any(name.startswith("Next: ") for name in said)


def test_nothing_is_said_of_a_state_that_is_empty(heard: Any) -> None:
    for route in ("index.html", "search.html", f"{DIGEST}/missed-meal-breaks.html"):
        assert "status" not in [role for role, _ in heard(route)]


def test_headings_name_nothing_so_that_none_is_left_out(sites: dict[str, BuiltSite]) -> None:
    for route in routes(sites, "*.html"):
        if route.endswith("print.html"):
            continue
        page = sites["sample"].output.joinpath(route).read_text(encoding="utf-8")
        assert "aria-labelledby" not in page, route


def test_headings_go_down_one_level_at_a_time(heard: Any, sites: dict[str, BuiltSite]) -> None:
    for route in routes(sites, "*.html"):
        page = sites["sample"].output.joinpath(route).read_text(encoding="utf-8")
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
        assert levels[0] == 1, route
        assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == [], route


def test_a_chart_is_one_picture_with_a_name(sites: dict[str, BuiltSite]) -> None:
    page = sites["full"].output.joinpath("digests/index.html").read_text(encoding="utf-8")
    charts = re.findall('<svg class="plot[^>]* role="img" aria-label="A chart of [^>]*>(.*?)</svg>', page, re.DOTALL)
    assert charts
    assert all(re.fullmatch(r'\s*<g aria-hidden="true">.*</g>\s*', chart, re.DOTALL) for chart in charts)


def test_a_withdrawn_page_says_its_heading_in_one_piece(heard: Any, sites: dict[str, BuiltSite]) -> None:
    found = [route for route in routes(sites, "digests/*/*.html") if "Withdrawn answer" in heard(route)[0][1]]
    assert found
    for route in found:
        heading = next(place for place, (role, _) in enumerate(heard(route)) if role == "heading")
        name = heard(route)[heading][1]
        assert re.fullmatch(r"This answer was withdrawn on \d+ \w+ \d{4}", name)
        assert [said for role, said in heard(route) if role == "StaticText" and "withdrawn on" in said] == [name]


def test_what_was_corrected_stands_beside_words_that_were_not(sites: dict[str, BuiltSite]) -> None:
    page = sites["sample"].output.joinpath("corrections.html").read_text(encoding="utf-8")
    assert re.search("<dd>“<del>[^<]+</del>”</dd>", page)
    assert re.search("<dd>“<ins>[^<]+</ins>”</dd>", page)


def test_copying_says_what_was_copied_and_never_the_same_twice(heard: Any) -> None:
    heard(f"{DIGEST}/missed-meal-breaks.html")
    tab, said = heard.tab, []
    tab.goto(tab.url.replace("corrections.html", f"{DIGEST}/missed-meal-breaks.html"))
    for button in ("Copy link", "Copy link", "Copy as citation", "Copy link"):
        tab.evaluate("document.querySelector('.tools [aria-live]').textContent = ''")
        tab.click(f"text={button}")
        tab.wait_for_function("() => document.querySelector('.tools [aria-live]').textContent !== ''")
        said.append(tab.inner_text(".tools [aria-live]"))
    assert all(one != other for one, other in itertools.pairwise(said))
