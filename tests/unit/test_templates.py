"""Templates: what each is made of is known, whichever way it is named."""

from __future__ import annotations

import pytest

import sitegen
from sitegen.site.templates import Template, Templates
from sitegen.site.words import Words

THEME = {file.name: file.read_text(encoding="utf-8") for file in sitegen.theme_folder().glob("*.html")}


def templates(**own: str) -> Templates:
    """The theme and templates of a project's own, by name without `.html`."""
    texts = THEME | {f"{name}.html": text for name, text in own.items()}
    return Templates({name: Template(f"templates/{name}", text) for name, text in texts.items()}, Words("en"))


@pytest.mark.parametrize(
    "source",
    [
        '{{ part("own.html") }}',
        '{{ part ("own.html") }}',
        '{{ part("ow" ~ "n.html") }}',
        '{{ part("ow" "n.html") }}',
        '{{ part("own\\x2ehtml") }}',
        '{{ part("menu.html" if page.route else "own.html") }}',
        '{{ {"a": {"b": {}}} }}{{ part("ow" ~ "n.html") }}',
        '{{ {"a": {"b": {}}} ~ part("own.html") }}',
        '{% set p = part %}{{ p("own.html") }}',
        '{% set name = "own.html" %}{% include name %}',
        "{% include 'own.html' %}",
        '{%include"own.html"%}',
        '{%- include "own.html" -%}',
        '{%+ include\n"own.html" ignore missing with context %}',
        '{% include "own.html" if page.route %}',
        '{% include ("own.html") %}',
        '{% include ["no.html", "own.html"] %}',
        '{% extends "own.html" | lower %}',
        '{% extends"own.html" %}',
        '{% import "own.html" as own %}',
        '{% from "own.html" import own %}',
        '{# {% raw %} #}{% include "own.html" %}',
        '{% raw %}{#{% endraw %}{% include "own.html" %}{#{% raw %}{% endraw %}#}',
        '{{ "{#" }}{% include "own.html" %}{{ "#}" }}',
        '{{ "%}" }}{% if "%}" %}{% include "own.html" %}{% endif %}',
    ],
)
def test_a_template_is_known_by_all_it_names_however_it_names_them(source: str) -> None:
    assert "own.html" in templates(entry=source, own="Own.").closure("entry.html")


@pytest.mark.parametrize(
    "source",
    [
        '{# {% include "own.html" %} #}',
        '<b class="part">include "own.html"</b>{{ "part" }}{% if page.state == "part(x)" %}{% endif %}',
        '{{ party("own.html") }}{% set from = 1 %}{{ partial }}',
        '{{ part("menu.html") }}',
    ],
)
def test_what_only_looks_like_a_name_is_none(source: str) -> None:
    assert "own.html" not in templates(entry=source, own="Own.").closure("entry.html")


def test_no_template_of_the_theme_computes_what_it_names() -> None:
    for name in THEME:
        assert "own.html" not in templates(own="Own.").closure(name), name


def test_a_template_that_may_be_missing_counts_before_it_is_there() -> None:
    assert "no.html" in templates(entry='{% include "no.html" ignore missing %}').closure("entry.html")
