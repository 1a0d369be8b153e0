"""Templates: what each is made of is known, whichever way it is named."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest

import sitegen
from sitegen.rendering.template_cache import TemplateCache
from sitegen.rendering.templates import BadTemplate, Template, Templates
from sitegen.site.views.site_view import Site
from sitegen.site.words import Words

THEME = {file.name: file.read_text(encoding="utf-8") for file in sitegen.theme_folder().glob("*.html")}


def templates(**own: str) -> Templates:
    """The theme and templates of a project's own, by name without `.html`."""
    texts = THEME | {f"{name}.html": text for name, text in own.items()}
    own_names = {f"{name}.html" for name in own}
    made = {name: Template(f"templates/{name}", text, name in own_names) for name, text in texts.items()}
    return Templates(made, words := Words("en"), TemplateCache(words))


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
    return {route: made.render("entry.html", View(route), site).decode() for route in pages}


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


def test_what_can_be_gone_through_once_is_not_shared_by_pages() -> None:
    own = {"entry": "{{ m.words | join }}", "macros": "{% set words = ['a', 'b'] | map('upper') %}"}
    with pytest.raises(BadTemplate) as raised:
        shown(ROUTES, **own)
    assert raised.value.problem.path == "templates/macros.html"
    assert "put “| list” behind it" in raised.value.problem.message
    own["macros"] = "{% set words = ['a', 'b'] | map('upper') | list %}"
    assert shown(ROUTES, **own) == dict.fromkeys(ROUTES, "AB")


def test_the_themes_own_parts_are_made_once_for_a_folder() -> None:
    own = {"entry": '{{ part("header.html") }}{{ part("footer.html") }}{{ part("files.html") }}'}
    made = templates(**own)
    for route in ROUTES:
        made.render("entry.html", View(route), make_site())
    assert {place for _, place in made._parts} == {"", "d"}


class Listed(NamedTuple):
    """A view with a few of each kind of value."""

    route: str = "a.html"
    title: str = "Leave"
    day: date = date(2024, 5, 1)
    topics: tuple[str, ...] = ("pay", "rota")
    extra: dict[str, Any] = {"wards": ["A", "B"], "pop": "music", "_own": "ours", "sort": {"index": 7}}  # noqa: RUF012 - a view


def told(source: str, page: object = Listed()) -> str:
    """What a page made by this template shows, or why there is none."""
    try:
        return templates(entry=source).render("entry.html", page, make_site()).decode()
    except BadTemplate as error:
        return f"{error.problem.path}:{error.problem.line} {error.problem.message}"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("{{ page.__class__ }}", "__class__"),
        ("{{ page['__class__'] }}", "__class__"),
        ("{{ page['__cl' ~ 'ass__'] }}", "__class__"),
        ("{{ page | attr('__class__') }}", "__class__"),
        ("{{ [page] | map(attribute='title.__class__') | list }}", "__class__"),
        ("{{ [page] | map('attr', '__class__') | list }}", "__class__"),
        ("{{ [page, page] | sort(attribute='__doc__') }}", "__doc__"),
        ("{{ [page, page] | groupby('title.__doc__') }}", "__doc__"),
        ("{{ [page] | selectattr('__doc__') | list }}", "__doc__"),
        ("{{ [page, page] | sum(attribute='_fields') }}", "_fields"),
        ("{{ _.__func__.__globals__['__builtins__'] }}", "__func__"),
        ("{{ ''.__class__.__mro__ }}", "__class__"),
        ("{{ label.mro() }}", "mro"),
        ("{{ (page.topics | map('upper')).gi_frame.f_back }}", "gi_frame"),
        ("{{ m['_body_stream'] }}", "_body_stream"),
        ("{{ page.route._x() }}", "_x"),
        ("{{ '{0.__class__}'.format(page) }}", "format"),
        ("{{ ('{0.__class__}' | safe).format(page) }}", "format"),
        ("{{ '{x.__class__}'['format_map']({'x': page}) }}", "format_map"),
        ("{{ page.day.today() }}", "today"),
        ("{{ page.day.fromtimestamp(0) }}", "fromtimestamp"),
        ("{{ page.extra.wards.append('C') }}", "append"),
        ("{{ page.extra.update(a=1) }}", "update"),
        ("{{ page.extra['setdefault']('a', 1) }}", "setdefault"),
        ("{{ (page.extra.wards | attr('clear'))() }}", "clear"),
    ],
)
def test_templates_reach_no_insides_no_clock_and_nothing_that_changes_a_view(source: str, name: str) -> None:
    message = told(source)
    assert message.startswith("templates/entry.html:1 ")
    assert f"“{name}”" in message


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "{{ page.extra.pop }} {{ page.extra._own }} {{ page.extra['_own'] }} {{ page.extra.sort.index }}",
            "music ours ours 7",
        ),
        ("{% for ward in page.extra.wards %}{{ loop.index }}{{ ward }}{% endfor %}", "1A2B"),
        ("{{ page.topics.index('rota') }} {{ page.title.count('e') }} {{ page.extra.wards.index('B') }}", "1 2 1"),
        (
            "{{ page.index is defined }} {{ page.count is defined }} {{ page.__class__ is defined }}",
            "False False False",
        ),
        ("{{ page.extra.wards + ['C'] }}", "[&#39;A&#39;, &#39;B&#39;, &#39;C&#39;]"),
        (
            "{{ 1234567 | number }} {{ page.day.strftime('%Y') }} {{ '%s!' | format(page.title) }}",
            "1,234,567 2024 Leave!",
        ),
        ("{% autoescape false %}{{ page.title }}{{ 1 }}{{ none }}{% endautoescape %}", "Leave1None"),
    ],
)
def test_what_is_data_stays_in_reach(source: str, text: str) -> None:
    assert told(source) == text


def test_a_field_of_a_view_may_have_the_name_of_a_method_of_tuples() -> None:
    class Counted(NamedTuple):
        count: int  # type: ignore[assignment]  # which NamedTuple allows
        route: str = "a.html"

    assert told("{{ page.count }}{{ page['count'] }}{{ [page] | sum(attribute='count') }}", Counted(3)) == "333"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ page.title.upper }}", "“upper” is a function: call it with ()"),
        ("{{ page.title.upper ~ '!' }}", "“upper” is a function: call it with ()"),
        ("{{ 'a'.upper }}", "“upper” is a function: call it with ()"),
        ("{{ m.teaser }}", "“teaser” is a function: call it with ()"),
        ("{{ plain }}", "“plain” is a function: call it with ()"),
        ("{% autoescape false %}{{ page.title.upper }}{% endautoescape %}", "is a function"),
        ("{% autoescape page.route == '' %}{{ page.title.upper }}{% endautoescape %}", "is a function"),
        ("{{ [page.title.upper] }}", "has no text to show"),
        ("{{ page.topics | map('upper') }}", "has no text to show"),
        ("{{ page.index }}", "has no attribute"),
        ("{{ page.count }}", "has no attribute"),
    ],
)
def test_what_has_no_text_is_not_shown(source: str, words: str) -> None:
    assert words in told(source)


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("\n{{ m.nav_item(route=page.route, title=page.title, title=1) }}", 2, "keyword argument repeated: title"),
        ("\n\n{{ '\\ud83d\\ude00' }}", 3, "half of a character"),
        ("\n{{ '%c' | format(55357) }}", None, "half of a character"),
        ("{% for a in [1] %}" * 25 + "{% endfor %}" * 25, 1, "too many statically nested blocks"),
        ("{{ 1" + "+1" * 3000 + " }}", 1, "nested too deeply"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", 1, "nested too deeply"),
        ("{{ " + "1" * 5000 + " }}", 1, "Exceeds the limit"),
        ("{% set a = 10 ** 5000 %}{{ a }}", 1, "Exceeds the limit"),
        ("\n{{ page.title | upprer }}", 2, "No filter named"),
        ("\n{% macro again() %}{{ again() }}{% endmacro %}\n{{ again() }}", 2, "calls itself without end"),
        ("\n{% include 'entry.html' %}", 2, "includes or calls itself without end"),
        ("\n{% extends 'entry.html' %}", 2, "includes or calls itself without end"),
    ],
    ids=range(12),
)
def test_whatever_is_wrong_with_a_template_is_told_of_it(source: str, line: int | None, words: str) -> None:
    with pytest.raises(BadTemplate) as raised:
        templates(entry=source).render("entry.html", Listed(), make_site())
    problem = raised.value.problem
    assert (problem.code, problem.path, problem.line) == ("template-error", "templates/entry.html", line)
    assert words in problem.message


def test_what_python_cannot_compile_is_found_before_a_page_is_made() -> None:
    (problem,) = templates(entry="{{ part('menu.html') }}", mine="\n{{ m.nav_item(title=1, title=1) }}").check()
    assert (problem.code, problem.path, problem.line) == ("template-error", "templates/mine.html", 2)


def test_a_part_of_itself_is_told_of_the_part() -> None:
    with pytest.raises(BadTemplate) as raised:
        templates(entry="{{ part('footer.html') }}", footer="\n{{ part('footer.html') }}").render(
            "entry.html", View("a.html"), make_site()
        )
    problem = raised.value.problem
    assert (problem.path, problem.line) == ("templates/footer.html", 2)
    assert "“footer.html” is a part of itself" in problem.message


def test_an_error_in_the_theme_is_told_of_the_own_template_that_led_to_it() -> None:
    with pytest.raises(BadTemplate) as raised:
        templates(entry="\n{{ m.teaser(page.title) }}").render("entry.html", Listed(), make_site())
    problem = raised.value.problem
    assert (problem.path, problem.line) == ("templates/entry.html", 2)
    line = THEME["macros.html"].splitlines().index("{% macro teaser(t, level=3) %}") + 2
    assert f"in line {line} of the default theme's templates/macros.html" in problem.message


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("\n{% include 'no.html' %}", "no.html"),
        ("\n{% extends 'no.html' %}", "no.html"),
        ("\n{% import 'no.html' as no %}", "no.html"),
        ("\n{% from 'no.html' import no %}", "no.html"),
        ("\n{{ part('no.html') }}", "no.html"),
        ("\n{% include ['no.html', 'nor.html'] %}", "no.html"),
        ("{% include 'no.html' ignore missing %}", None),
        ("{% include ['no.html'] ignore missing %}", None),
        ("{% include ['no.html', 'files.html'] %}", None),
        ("{% include page.title %}", None),
    ],
)
def test_a_template_that_must_be_there_and_is_not_is_told_with_its_line(source: str, missing: str | None) -> None:
    found = templates(entry=source).check()
    assert [(problem.code, problem.path, problem.line) for problem in found] == (
        [("missing-template", "templates/entry.html", 2)] if missing else []
    )
    assert all(f"“{missing}”" in problem.message for problem in found)


def test_a_computed_name_of_no_template_is_told_where_it_stands() -> None:
    with pytest.raises(BadTemplate) as raised:
        templates(entry="{{ part('menu.html') }}", menu="\n{{ part('fo' ~ 'ter.html') }}").render(
            "entry.html", View("a.html"), make_site()
        )
    problem = raised.value.problem
    assert (problem.code, problem.path, problem.line) == ("missing-template", "templates/menu.html", 2)
    assert "footer.html" in problem.hint
