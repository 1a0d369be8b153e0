"""The page for what is not there looks like the others, wherever it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from audited import URL
from project import minimal_project
from reading import BuiltSite, Reader, built, served

if TYPE_CHECKING:
    from pathlib import Path

LOOK = """() => ["body", "h1", ".top"].map(name => {
    const style = getComputedStyle(document.querySelector(name))
    return [style.fontFamily, style.fontSize, style.color, style.backgroundColor, style.borderBottom] })"""
WITH_URL = {"with an address": True, "without one": False}


@pytest.fixture(scope="module", params=WITH_URL.values(), ids=WITH_URL)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    project = minimal_project(tmp_path_factory.mktemp("site"))
    address = f"url: {URL}\n" if request.param else ""
    return built(project.write("sitegen.yaml", f"title: Test\n{address}theme: {{brand: '#7a1f5c'}}\n"))


@pytest.fixture
def look(reader: Reader, site: BuiltSite) -> Any:
    """How a page that is there looks."""
    found = reader.visit(site, "waiting.html").evaluate(LOOK)
    assert "rgb(122, 31, 92)" in found[2]
    return found


@pytest.mark.parametrize("route", ["none.html", "a/none.html", "a/b/c/d/none.html"])
def test_at_any_depth_of_the_site(reader: Reader, site: BuiltSite, look: Any, route: str) -> None:
    assert reader.visit(site, route).evaluate(LOOK) == look
    assert [text for text in reader.complaints if "policy" in text] == []


def test_from_a_folder(reader: Reader, site: BuiltSite, look: Any) -> None:
    reader.context.unroute_all()
    reader.tab.goto((site.output / "404.html").as_uri())
    assert reader.tab.evaluate(LOOK) == look


def test_from_a_copy_at_another_address(reader: Reader, site: BuiltSite, look: Any) -> None:
    reader.context.unroute_all()
    with served(site.output) as address:
        reader.tab.goto(address + "404.html")
        assert reader.tab.evaluate(LOOK) == look


def test_its_fonts_are_found_where_the_site_is(reader: Reader, tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write("sitegen.yaml", f"title: Test\nurl: {URL}\n")
    face = '@font-face{font-family:Own;src:url(own.woff2)}body{font-family:Own;background:url("data:,x") #fff}'
    project.write("templates/theme/site.css", face).write("templates/theme/own.woff2", b"a")
    site = built(project)
    asked: list[str] = []
    reader.tab.on("request", lambda request: asked.append(request.url))
    reader.visit(site, "a/b/none.html")
    reader.tab.evaluate("document.fonts.ready.then(() => 0)")
    assert f"{URL}_theme/own.woff2" in asked
    assert "data:,x" in (site.output / "404.html").read_text(encoding="utf-8")
