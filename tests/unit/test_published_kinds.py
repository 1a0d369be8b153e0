"""Which files are published at all: none that a browser opens as a page of ours, and none that a web server runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from project import minimal_project, page

from sitegen.model.names import ASSET_KINDS, check_names, check_theme_names

if TYPE_CHECKING:
    from pathlib import Path

PAGES = "htm html xht xhtml xml xsl xslt mht mhtml svgz pdfxml hta js mjs css wasm json rdf atom rss appcache manifest"
PROGRAMS = "php phtml phar asp aspx ashx jsp cgi pl py shtml"


@pytest.mark.parametrize("kind", [*PAGES.split(), *PROGRAMS.split(), "docx", "xlsx", "docm", "exe", "zip", "HTML", ""])
def test_what_could_act_is_not_published(tmp_path: Path, kind: str) -> None:
    name = f"a.{kind}" if kind else "a"
    project = minimal_project(tmp_path).write(f"content/assets/{name}", "x")
    outcome = project.write("content/pages/a.md", page({"title": "A"}, f"[x](../assets/{name})")).build()
    assert "asset-kind" in [problem["code"] for problem in outcome.errors]
    assert not outcome.output.exists()


def test_the_kinds_that_are_published_are_these() -> None:
    assert {*ASSET_KINDS} == {"png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf", "txt", "csv", "mp3", "mp4"}


@pytest.mark.parametrize("kind", PROGRAMS.split())
def test_no_name_makes_a_program_of_a_file(kind: str) -> None:
    for path in (
        f"content/assets/a.{kind}.pdf",
        f"content/pages/a.{kind.upper()}.md",
        f"content/assets/a.{kind}.b.png",
    ):
        [problem] = check_names([path])
        assert problem.code == "bad-name"
        better = problem.hint.removeprefix("Rename it to:  ")
        assert check_names([path.rpartition("/")[0] + "/" + better]) == []
    assert check_names([f"content/assets/a-{kind}.pdf", f"content/assets/{kind}.pdf"]) == []


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("fonts/own.woff2", []),
        ("OFL.txt", []),
        ("x.min.js", []),
        ("icon.SVG", []),
        ("x.php", ["theme-kind"]),
        ("x.aspx", ["theme-kind"]),
        ("x.html", ["theme-kind"]),
        ("x.shtml", ["theme-kind"]),
        ("LICENSE", ["theme-kind"]),
        ("x.php.css", ["bad-name"]),
        ("web.config", ["bad-name"]),
    ],
)
def test_the_theme_holds_what_browsers_need(name: str, codes: list[str]) -> None:
    assert [problem.code for problem in check_theme_names([f"templates/theme/{name}"])] == codes
