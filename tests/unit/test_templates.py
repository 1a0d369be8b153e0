"""Templates: what each is made of is known, whichever way it is named."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

import sitegen
from sitegen.site.templates import BadTemplate, Template, Templates
from sitegen.site.views import Site
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


class View(NamedTuple):
    """Of a page, as far as these templates look."""

    route: str


def shown(pages: list[str], **own: str) -> dict[str, str]:
    """The pages at the routes, made in this order, by route."""
    made = templates(**own)
    site = make_site()
    return {route: made.render("entry.html", View(route), site) for route in pages}


def make_site() -> Site:
    """The frame of a small site."""
    texts: dict[str, Any] = dict.fromkeys(Site._fields, "")
    return Site(**texts | {"nav": (), "ask": (), "extra": {}, "title": "Test", "language": "en", "words": "en"})


ROUTES = ["a.html", "b.html", "d/c.html", "d/e.html"]
ABOUT_THE_PAGE = [
    "{{ page.route }}",
    "{% if page.route == 'b.html' %}b{% endif %}",
    "{{ 'b.html' is here }}",
    "{{ 'd/e.html' | href }}",
    "{% if 'b.html' is here %}{{ page.route }}{% endif %}",
]


@pytest.mark.parametrize("source", ABOUT_THE_PAGE)
@pytest.mark.parametrize(
    "own",
    [
        {"entry": '{{ part("own.html") }}'},
        {"entry": '{{ part("menu.html") }}', "menu": '{{ part("own.html") }}'},
        {"entry": '{{ part("menu.html") }}', "menu": '{{ part("files.html") }}{{ part("own.html") }}'},
        {"entry": '{% import "own.html" as own with context %}{{ own }}'},
        {"entry": '{% include "own.html" %}'},
        {"entry": "{{ m.own() }}", "macros": "{% macro own() %}SOURCE{% endmacro %}"},
    ],
    ids=["part", "part of a part", "behind another part", "import", "include", "macro"],
)
def test_a_page_says_the_same_whichever_was_made_before(own: dict[str, str], source: str) -> None:
    own = {"own": source} | {name: text.replace("SOURCE", source) for name, text in own.items()}
    alone = {route: shown([route], **own)[route] for route in ROUTES}
    assert shown(ROUTES, **own) == alone
    assert shown(ROUTES[::-1], **own) == alone
    assert len(set(alone.values())) > 1


@pytest.mark.parametrize("tag", ["import 'own.html' as own", "include 'own.html' without context"])
def test_what_is_taken_in_without_its_page_leads_from_where_it_stands(tag: str) -> None:
    own = {"own": "{% set up = 'b.html' | href %}{{ up }}", "entry": f"{{% {tag} %}}{{{{ own.up if own is defined }}}}"}
    assert shown(ROUTES, **own) == {
        "a.html": "b.html",
        "b.html": "b.html",
        "d/c.html": "../b.html",
        "d/e.html": "../b.html",
    }


@pytest.mark.parametrize(
    "source",
    [
        "{% set up = 'index.html' | href %}",
        "{{ page.route }}",
        "{{ label('A', 'a.html') | link }}",
        "{{ 'a.html' is here }}",
        "{{ part('files.html') }}",
        "{% set count = namespace(pages=0) %}",
    ],
)
def test_nothing_about_the_page_is_said_where_all_pages_share_what_is_made(source: str) -> None:
    with pytest.raises(BadTemplate) as raised:
        shown(["a.html"], macros=f"{{# Mine. #}}\n{source}", entry="{{ page.route }}")
    problem = raised.value.problem
    assert (problem.path, problem.line) == ("templates/macros.html", 2)
    assert "outside of a macro there is no page yet" in problem.message


def test_the_themes_own_parts_are_made_once_for_a_folder() -> None:
    own = {"entry": '{{ part("header.html") }}{{ part("footer.html") }}{{ part("files.html") }}'}
    made = templates(**own)
    for route in ROUTES:
        made.render("entry.html", View(route), make_site())
    assert {place for _, place in made._parts} == {"", "d"}
