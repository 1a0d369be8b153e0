"""In a browser: an old address keeps its place, lines begin where their language does, pictures have a light ground."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from project import DIGEST, minimal_project, page

ROUTE = "digests/2024-01-15-briefing/an-entry.html"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="15">Vans</text></svg>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = minimal_project(tmp_path_factory.mktemp("site"))
    body = "Text.\n\n" * 60 + "## Costs\n\nEnd.\n\nحافلات (2024)!\n\n![Vans](../../assets/vans.svg)"
    fields = {"question": "Why?", "title": "كم سيارة؟", "topics": ["general"], "aliases": ["old/a.html"]}
    project.write(f"{DIGEST}/an-entry.md", page(fields, body)).write("content/assets/vans.svg", DRAWING)
    outcome = project.build()
    assert outcome.errors == []
    return outcome.output


@pytest.mark.parametrize("place", ["", "#costs"])
def test_an_old_address_leads_to_its_place(site: Path, browser: Any, place: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{(site / 'old/a.html').as_uri()}{place}")
    tab.wait_for_url(f"**/{ROUTE}{place}")
    assert (tab.evaluate("scrollY") > 100) is bool(place)
    tab.close()


def test_a_line_begins_where_its_language_does_and_a_picture_has_a_light_ground(site: Path, browser: Any) -> None:
    tab = browser.new_page(color_scheme="dark")
    tab.goto((site / ROUTE).as_uri())
    at_the_right = """element => { const range = document.createRange(); range.selectNodeContents(element);
        const own = element.getBoundingClientRect(), words = range.getBoundingClientRect();
        return words.left - own.left > own.right - words.right; }"""
    assert tab.locator("h1").evaluate(at_the_right)
    assert tab.locator(".answer p", has_text="2024").evaluate(at_the_right)
    assert not tab.locator(".answer p").first.evaluate(at_the_right)
    assert tab.locator(".answer img").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    tab.close()
