"""Fast paths: what they give is what the slow ones give, to the last place and token."""

from __future__ import annotations

import os
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch
from urllib.parse import quote, urljoin

import jinja2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from sitegen.reading import frontmatter, markdown, parser, shortcuts
from sitegen.reading.frontmatter import parse_fields
from sitegen.reading.links import address, seen_from
from sitegen.reading.markdown import Labels
from sitegen.reading.plugins import PLUGINS
from sitegen.reading.simplefields import read_simple_fields
from sitegen.reading.source import NOT_TEXT, parse_source
from sitegen.rendering import codegen
from sitegen.rendering.environment import make_environment
from sitegen.rendering.page_links import PageLinks
from sitegen.site.bodies import absolute
from sitegen.site.escaping import html_of
from sitegen.site.words import Words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

SAMPLE = sorted((Path(__file__).parents[2] / "content").rglob("*.md"))

with patch.object(shortcuts, "enable"):
    SLOW = {plugins: parser.make_parser.__wrapped__(plugins) for plugins in ((), tuple(PLUGINS))}


def check_fields(text: str) -> bool:
    """Whether the fields are simple; if so they must be the same."""
    simple = read_simple_fields("x.md", text, 2)
    if simple is None:
        return False
    with patch.object(frontmatter, "read_simple_fields", return_value=None):
        found, problems = parse_fields("x.md", text, first_line=2)
    assert not problems
    assert found == simple
    assert [list(part) for part in found] == [list(part) for part in simple]  # in the same order
    return True


def read(rules: MarkdownIt, text: str) -> tuple[object, ...]:
    env: dict[str, object] = {"labels": Labels()}
    try:
        tokens = [token.as_dict() for token in rules.parse(text, env)]
    except RuntimeError as error:  # `ahttp[//a.b://` is too much for any parser that finds bare links
        return (str(error),)
    # Where a rule looks for footnotes it leaves an empty note about them, which nothing reads.
    footnotes = env.pop("footnotes", {"list": {}})
    return tokens, env, footnotes["list"]


def read_body(text: str) -> tuple[object, ...]:
    body, problems = markdown.parse_body("content/digests/a/b.md", text, 5, Labels())
    return body.html, body.text, body.links, body.anchors, problems


def check_body(text: str) -> bool:
    """Whether the body is prose; it must be read alike by every way."""
    for plugins, slow in SLOW.items():
        assert read(parser.make_parser(plugins), text) == read(slow, text)
    with patch.object(markdown, "render_prose", return_value=None):
        slow = read_body(text)
    assert read_body(text) == slow
    body, _ = markdown.parse_body("content/digests/a/b.md", text, 5, Labels())
    return bool(body.html) and not body.tokens


def test_no_character_that_is_no_text_is_overlooked() -> None:
    for code in (*range(0x200), 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000):
        source, _ = parse_source("x.md", f"“a{chr(code)}b”".encode())
        assert (source is None) == bool(NOT_TEXT.match(chr(code)))


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: some words:none\n",
        "question: >\n  What is\n  it?\ntopics: [a, b c]\n",
        "a: |-\n    one\n    two\nb: 'x: y'\nc: \"it's\"\n",
        "commitments:\n  - text: One\n    quote: >\n      Two\n    updates:\n      - date: May\n        to: x\n",
        "topics:\n- a\n- b\nreview:\n  every: 3 months\n",
    ],
)
def test_what_most_writers_write_is_simple(text: str) -> None:
    assert check_fields(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c\n",
        "a: b #c\n",
        "a: ~\n",
        "a: null\n",
        "a: [x, null]\n",
        "a:\n",
        "a: b\n  c\n",
        "a: >\n  b\n\n  c\n",
        "a: >\n  b\n   c\n",
        "a: >\nb: c\n",
        "a: 'it''s'\n",
        "a: “b”\n",
        "a: &b c\n",
        "a: b\na: c\n",
        "a:\n  - b\n - c\n",
        "a:\n  - b\n  c: d\n",
        "a:\n- b\n  c\n",
        "- a\n",
        "a: b\u00a0c\n",
        "a:\tb\n",
        "a: b",
        "\n",
    ],
)
def test_what_is_not_certain_is_left_to_the_parser(text: str) -> None:
    assert read_simple_fields("x.md", text, 2) is None


VALUES = st.sampled_from([
    "words", "two words", "no", "12:30", "a:b", "a#b", "a #b", "a: b", "a:", "[a, b]", "[a,b ,c d]", "[a, [b]]",
    "[]", "'q'", '"x: y #z"', "it's", "é", "“q”", "null", "~", "", "#c", "{a: b}", "&a", "*a", "!a", "- x",
    "- - x", "...", "---", ">", "v ", "?", "? a", "=", "<<", "%", "@a", "`b`", "[x", "x]", "[a b/c.d, e-f]",
    "http://a.b/c?d=e#f",
])  # read as a table  # fmt: skip
BLOCKS = st.sampled_from([">", ">", "|", "|-", ">-", ">+", "|2"])
NAMES = st.sampled_from(["a", "b", "c_d", "e-f", "G", "null", "a b", "1", "é"])


@st.composite
def heads(draw: st.DrawFn, indent: int = 0) -> list[str]:
    """Lines that are mostly, but not always, good front matter."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        start = " " * indent + draw(NAMES) + ":"
        deeper = indent + draw(st.sampled_from([0, 1, 2, 2, 2, 4]))
        shape = draw(st.sampled_from(["value", "value", "block", "items", "fields"])) if indent < 8 else "value"
        if shape == "value":
            lines.append(start + draw(st.sampled_from([" ", " ", " ", "  ", ""])) + draw(VALUES))
        elif shape == "block":
            lines += [f"{start} {draw(BLOCKS)}", *(" " * deeper + text for text in draw(st.lists(VALUES, max_size=3)))]
        elif shape == "fields":
            lines += [start, *draw(heads(indent=deeper))]
        else:
            lines.append(start)
            for _ in range(draw(st.integers(1, 3))):
                inner = draw(heads(indent=deeper + 2)) if draw(st.booleans()) else [" " * (deeper + 2) + draw(VALUES)]
                lines += [" " * deeper + "- " + inner[0][deeper + 2 :], *inner[1:]]
    return lines


@given(heads(), st.integers(0), st.sampled_from(["", "", "", "\n", " ", "-", ":", "#", "'", "[", ",", ">", "\t", "x"]))
def test_simple_fields_are_what_the_parser_reads(lines: list[str], place: int, slip: str) -> None:
    text = "\n".join(lines) + "\n"
    place %= len(text)
    check_fields(text[:place] + slip + text[place:])


@given(st.text(st.sampled_from("ab:- \n'\"[],>|#&*!?%@{}~\\.é")))
def test_any_text_is_read_alike(text: str) -> None:
    check_fields(text + "\n")


PIECES = (
    "Word", "word", "two words", "é", ". ", ", ", "\n", "\n", "\n\n", "\n\n", "- ", "* ", "1. ", "> ", "    ",
    "  ", "\t", "# ", "===", "---", "- -", "-", "=", ": ", "~ ", ":", "~", "| a |", "|---|\n", "a | b", "[x](",
    ")", "[^1]", "[^1]: ", "[r]: u", "[r]", "![", "]", "*", "**", "_", "~~", "`", "```", "<!--", "-->", "<b>",
    "&amp;", "&", "!", "!!! note", "://", "https://a.b", "//a.b", "a@b.example", "mailto:c@d.example",
    "www.a.b", "\\", "^", "$", "%", "{", "}", "+", "“q”",
)  # read as a table  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example("Term\n\n: What it means")
@example("Words\n- -")
@example("ahttp[//a.b://")
@example("> a\n> ")
@example("Words\n- item\n  ===")
def test_any_mixture_has_the_same_tokens(text: str) -> None:
    check_body(text)


@pytest.mark.parametrize(
    "text",
    [
        "Words, “more” words: 5% of £3?\nand (more).\n\n\nAgain.\n",
        "Words:\n\n- **one**\n- 2 words, *three*\n\nEnd",
        "See [the page](../../topics/a-b.md#c), *now*.",
        "\n[One](a.md) and [one](a.md)",
        "Words:\n- one\n- two",
        "Words\n1. one\n2. two\n\n* three\n* four",
        "# One\n\n## Two\nWords\n### Three\n# One",
        "> Words\n> more\n\nWords\n> more",
        "```py\na < `b` & c\n\n  d\n```\n\n```\n```",
        "| a | b | c | d |\n|---|:---|:---:| ---: |\n| `e` |  | *f* | g & h |\n| 1 | 2 | 3 | [x](y.md) |",
        "[a](https://b.example), [b](http://b.example/c_d?e=f&g=h#i) and _c_: `d_e*f*[g]`",
        "*a _b_ [c](d.md) `e` f* & **g `h` i**",
    ],
)
def test_what_most_writers_answer_is_prose(text: str) -> None:
    assert check_body(text)


@pytest.mark.parametrize(
    "text",
    [
        "a *b",
        "a * b * c",
        "a*b*",
        "*a *b**",
        "[a](b.md",
        "[a](b.png)",
        "See ![a](b.md)",
        "[*a*](b.md)",
        "[a]",
        "- one\n\n- two",
        "- one\nmore",
        "- one\n  - two",
        "Words\n===",
        " words",
        "words  \nmore",
        "a_b_",
        "__a__",
        "_a *b_ c*",
        "`a ``b`",
        "` a `",
        "`a\nb`",
        "[`a`](b.md)",
        "[a](https://b.example/c%20d)",
        "[a](https://B.example)",
        "a & b &amp; c",
        "1. one\n3. three",
        "2. two\n3. three",
        "1. one\n\n1. two",
        "# Words #",
        "# *Words*",
        "#",
        "> a\nb",
        "> a\n>\n> b",
        "> - a",
        "```\na",
        "```\na\n ```",
        "````\na\n```",
        "Words\n| a | b |\n|---|---|\n| c | d |",
        "| a | b |\n|---|---|\n| c |",
        "| a | b |\n|---|---|\n| c | d |\nmore",
        "| a |\n|---|\n| b |",
        "| a | b |\n|---|---|",
        "see //a.b",
        "a@b.example",
        "a\u00a0b",
    ],
)
def test_what_may_not_be_prose_is_left_to_the_parser(text: str) -> None:
    assert not check_body(text)


PROSE = (
    "Word", "word", "word", " ", " ", ". ", ", ", "é", "2", "\n", "\n\n", "\n\n", "\n\n- ", "\n- ", "- ", "*", "**",
    "*em*", "**two words**", "[a](b.md)", "[a b?](../c/b.md#d)", "[", "](", ")", "(", "!", "“", "”", "'", '"', ":", "-",
    "b.md", "=", "#", "+", "1. ", "/", "…",
)  # read as a table  # fmt: skip


@given(st.lists(st.sampled_from(PROSE), max_size=15).map("".join))
@example("!*a*")
@example("[a](b.md)[b](b.md)")
@example("b.md [b.md](b.md)")
def test_prose_is_what_the_parser_reads(text: str) -> None:
    check_body(text)


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_the_sample_is_read_alike(path: Path) -> None:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    check_fields(head)
    check_body(body)


@pytest.mark.corpora
def test_the_corpora_are_read_alike(corpora: Path) -> None:
    simple = prose = 0
    for path in sorted(corpora.rglob("*.md"))[:: 1 if "SITEGEN_SWEEP" in os.environ else 4]:
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        parts = text.split("---\n", 2)
        simple += len(parts) == 3 and check_fields(parts[1])
        prose += check_body(parts[-1])
    assert simple
    assert prose


class Html:
    def __html__(self) -> str:
        return "<i>"


@given(st.one_of(st.text("ab&<>\"' é", max_size=3), st.text().map(Markup), st.integers(), st.none(), st.builds(Html)))
@example("&")
@example("<")
@example(">")
@example('"')
@example("'")
def test_what_needs_no_escaping_is_shown_as_if_escaped(value: object) -> None:
    assert str(html_of(value)) == str(escape(value))


@given(st.text("a-é/. %?#'&", max_size=12))
def test_what_needs_no_quoting_stands_in_an_address_as_if_quoted(route: str) -> None:
    assert address("https://i.example/", route) == "https://i.example/" + quote(route, safe="/-._~!$'()*+,;=@")
    assert make_environment(lambda _: None, Words("en"), PageLinks()).filters["urlencode"](route) == quote(route)


FOLDERS = st.lists(st.sampled_from(["a", "ab", "c-d"]), max_size=3)


@given(FOLDERS, FOLDERS, st.sampled_from(["x.html", "ab", "é.html"]))
def test_an_address_seen_from_a_folder_leads_to_its_route(page: list[str], folders: list[str], name: str) -> None:
    route = "/".join([*folders, name])
    seen = seen_from("/".join(page), route)
    assert urljoin("https://i.example/" + "/".join([*page, "p.html"]), seen) == "https://i.example/" + quote(route)
    shared = list(takewhile(lambda pair: pair[0] == pair[1], zip(page, folders, strict=False)))
    assert seen.count("../") == len(page) - len(shared), "no longer than needed"


@given(
    st.lists(st.sampled_from(["../", "./", "/", "a", "b/", "c-d.html", "#f", "?q", "é", ":"]), max_size=6).map("".join),
    FOLDERS,
)
@example("../../../b.html", ["a", "a"])
def test_addresses_in_feeds_are_those_that_a_reader_comes_to(href: str, page: list[str]) -> None:
    base = "https://i.example/" + "/".join([*page, "p.html"])
    assert absolute(f'<a href="{href}">', base) == f'<a href="{urljoin(base, href)}">'


@pytest.mark.parametrize(
    "source",
    [
        "{{ x }}{{ x | upper }}{{ y.a }}{{ y.b }}{{ y['b'] ~ x }}",
        "{% macro f(a, b='<') %}{{ a }}{{ b }}{% endmacro %}{{ f(x) }}{{ f(x, b=x) }}{{ f(*['<']) }}{{ f(**y) }}",
        "{% macro f(a, b='<') %}{{ a }}{{ b }}{% endmacro %}{{ f(*[1, 2]) }}{{ f(1, 2, 3) }}",
        "t_yielded{{ x }}t_yielded.append({{ y | json }}{{ x | paragraphs }}{{ d | day }}",
        "{% macro f(a) %}{{ a }}{{ caller(x) }}{% endmacro %}{% call(z) f(1) %}{{ z }}{% endcall %}",
        "{% macro f() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ f(1, class=x) }}{{ f(*y.c, **y) }}",
        "{% for z in y.c %}{{ loop.index }}{{ loop.cycle('<', x) }}{% endfor %}{{ x.replace('<', 'a') }}",
        "{% autoescape false %}{{ x }}{% endautoescape %}{{ x }}{% autoescape y.b %}{{ x }}{% endautoescape %}",
        "{% set z %}{{ x }}{% endset %}{{ z }}{{ _('Search') }}{{ _('%(x)s', x=x) }}{{ plain('%(x)s', x=x) }}",
        "{{ y.nothing | default('<') }}{{ y.c.nothing is defined }}{{ y.c.count(1) }}{{ y.nothing }}",
        "{{ _('%(x)s, <%(y)s>', y=y.c[0], x=x) }}{{ _('%(x)s%(x)s', x=x) }}{{ _('%(x)s', x=x, z=nothing) }}",
        "{{ _('%(x)s', x=y.a ~ x) }}{{ _('%(x)5s', x=x) }}{{ _('5 %% %(x)s', x=x) }}",
        "{{ _('%', x=x) }}",
        "{% macro f(a) %}{{ a }}{% endmacro %}{{ f(1, z=2) }}",
        "{{ _('%(x)s', z=x) }}",
        "{{ _('%(x)d', x=x) }}",
        "{% autoescape false %}{{ _('%(x)s <', x=x) }}{% endautoescape %}{{ _('%(x)s <', x=x) }}",
        "{% set _ = ngettext %}{{ _('%(n)s a', '%(n)s <', 2) }}",
        "{% macro _(a, x) %}{{ a }}{% endmacro %}{{ _('<', x=x) }}",
        "{% set z %}{{ _('%(x)s', x=x) }}{% endset %}{{ z }}{{ label(x, 'x') | link }}{{ [label('<')] | links }}",
        "{{ ngettext('%(n)s a', '%(n)s <', 2) }}{{ label(x, x).title }}{% set n = namespace(a=x) %}{{ n.a }}",
        "{% block a %}{{ x }}{% endblock %}{{ self.a() }}{% import 'm' as m %}{{ m.f(x) }}",
        "{% from 'm' import f with context %}{{ f(y.c) }}",
        "{% extends 'o' %}{% block a %}{{ super() }}{{ x }}{% endblock %}",
        "{% for z in y.c recursive %}{{ z }}{{ loop([]) if z == 1 }}{% endfor %}",
        "{{ nothing }}",
        "{{ y.nothing() }}",
        "{{ nothing(x) }}",
        "{{ x(1) }}",
    ],
)
@pytest.mark.parametrize("language", ["en", "fi"])
def test_templates_are_made_into_code_that_gives_the_same(source: str, language: str) -> None:
    def shown() -> str:
        texts = {"t": source, "m": "{% macro f(a) %}<{{ a }}{% endmacro %}", "o": "{% block a %}<{{ x }}{% endblock %}"}
        environment = make_environment(lambda name: (texts[name], name, None), Words(language), PageLinks())
        try:
            return environment.get_template("t").render(
                x="<b> & 'c'", y={"a": Markup("<i>"), "b": "", "c": [1, "<"]}, d=date(2024, 5, 1)
            )
        except (jinja2.TemplateError, KeyError, TypeError, ValueError) as error:
            return f"{type(error).__name__}: {error}"

    jinjas = {"code_generator_class": CodeGenerator, "_generate": jinja2.Environment._generate}
    with patch.multiple(codegen.Environment, **jinjas):
        slow = shown()
    assert shown() == slow
