"""A site in a language from the right says so; every other has not a letter more than before."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import minimal_project

from sitegen.site.direction import direction_of


@pytest.mark.parametrize("language", ["ar", "AR-EG", "he", "fa-IR", "ur", "yi", "pa-Arab-PK", "ks", "ff-Adlm"])
def test_these_languages_begin_on_the_right(language: str) -> None:
    assert direction_of(language) == "rtl"


@pytest.mark.parametrize(
    "language", ["en-GB", "cy", "pa", "pa-Guru", "ks-Deva", "az-Latn", "arn", "fil", "ug-Cyrl", ""]
)
def test_these_languages_begin_on_the_left(language: str) -> None:
    assert direction_of(language) == "ltr"


def test_every_page_says_where_its_lines_begin(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    outcome = project.write("sitegen.yaml", "title: Test\nlanguage: ar\n").build()
    pages = [route for route in outcome.files() if route.endswith(".html")]
    assert [route for route in pages if '<html lang="ar" dir="rtl">' not in outcome.page(route)] == []
    outcome = project.write("sitegen.yaml", "title: Test\n").build()
    assert all(' dir="' not in outcome.page(route) for route in pages)


def test_the_style_names_no_side(tmp_path: Path) -> None:
    style = minimal_project(tmp_path).build().page("_theme/site.css")
    sides = [line for line in style.split("\n") if "-left" in line or "-right:" in line or "{left" in line]
    assert [line for line in sides if not line.startswith((".align-", ".scheme button"))] == []
