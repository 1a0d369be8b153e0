"""Bodies: what becomes of Markdown, and that nothing in it is lost or can run."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.reading.links import parse_link
from sitegen.reading.markdown import Body, Labels, parse_body
from sitegen.site.bodies import absolute, joined, take_out_links

PATH = "content/digests/d/e.md"


def render(text: str, plugins: tuple[str, ...] = ()) -> tuple[Body, list[str]]:
    body, problems = parse_body(PATH, text, 1, Labels(), plugins)
    return body, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# One\n\n### Two", '<h2 id="one">One</h2>\n<h3 id="two">Two</h3>'),
        ("### One\n\n# Two\n\n## Three", '<h2 id="one">One</h2>\n<h2 id="two">Two</h2>\n<h3 id="three">Three</h3>'),
        ("## Same\n\n## Same", '<h2 id="same">Same</h2>\n<h2 id="same-1">Same</h2>'),
        ("## ŵy ac é!", '<h2 id="ŵy-ac-é">ŵy ac é!</h2>'),
        ("a <!-- b --> c", "<p>a  c</p>"),
        ("a <!-- b", "<p>a &lt;!-- b</p>"),
        ("<div>\n**b**\n</div>", "<p>&lt;div&gt;\n<strong>b</strong>\n&lt;/div&gt;</p>"),
        ("~~a~~ file.py", "<p><s>a</s> file.py</p>"),
        ("{{ x }} {% y %}", "<p>{{ x }} {% y %}</p>"),
        ('"a" -- b...', '<p>"a" -- b...</p>'),
        ("```js onload\nx<y\n```", '<pre tabindex="0"><code>x&lt;y\n</code></pre>'),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert render(text)[0].html.strip() == html


def test_a_table_is_aligned_by_class_and_can_be_scrolled() -> None:
    html = render("| a | b |\n|---|--:|\n| 1 | 2 |")[0].html
    assert '<td class="align-right">2</td>' in html
    assert "style=" not in html
    assert '<div class="table" tabindex="0" role="group" aria-label="Table">' in html


@pytest.mark.parametrize("words", ["**one**", "[one](https://vans.example/)", "`one`", "*one* two"])
def test_a_task_may_begin_with_a_mark(words: str) -> None:
    assert '<span class="task" role="img" aria-label="done">☑</span> <' in render(f"- [x] {words}")[0].html


@pytest.mark.parametrize("text", ["- [x]", "- [ ]\n  one", "- [x]one", "- [y] one", "- [x](https://vans.example/)"])
def test_what_is_no_task_stays_as_it_is(text: str) -> None:
    assert "task" not in render(text)[0].html


def test_a_task_is_read_aloud() -> None:
    html = render("- [x] one\n- [ ] two")[0].html
    assert '<span class="task" role="img" aria-label="done">☑</span> one' in html
    assert '<span class="task" role="img" aria-label="to do">☐</span> two' in html


def test_a_footnote_has_a_named_mark_and_a_way_back() -> None:
    body, problems = render("a[^n]\n\n[^n]: Note.")
    assert 'href="#_fn1" id="_fnref1" aria-label="Footnote 1"' in body.html
    assert 'href="#_fnref1" class="back" aria-label="Back to the text"' in body.html
    assert body.text == "a Note."
    assert not problems


@pytest.mark.parametrize(
    ("text", "column"), [("a[^one] b", 2), ("[^x[^y] z", 4), ("[^" * 5 + "z]", 9), ("[^a[b] z", 1), ("[^a[b z", None)]
)
def test_a_missing_footnote_is_told_at_the_mark_that_its_bracket_closes(text: str, column: int | None) -> None:
    _, problems = parse_body(PATH, text, 1, Labels())
    found = [problem.column for problem in problems if problem.code == "missing-footnote"]
    assert found == ([column] if column else [])


@pytest.mark.parametrize(
    "text",
    [
        "| a |\n|---|\n| b | c |",
        "> | a |\n> |---|\n> | b | c |",
        "- x\n\n  | a |\n  |---|\n  | b | c |",
        "> " * 110 + "x",
        "- " * 110 + "x",
    ],
)
def test_words_that_would_be_lost_are_an_error(text: str) -> None:
    assert set(render(text)[1]) & {"table-cell-lost", "text-lost"}


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| c |",
        "[a]: https://x.example\n\n[a]",
        "Term\n: One\n\n: Two",
        "> a\nlazy",
        "1.\n2. x",
        "| a \\| b |\n|---|\n| c \\| d |",
        "a[^1]\n\n[^1]: b\n\n    c",
        "    code\n\n\tcode",
        "# Heading\n\ntext",
        "- [ ] a\n  - b\n\n    c",
    ],
)
def test_ordinary_text_is_not_called_lost(text: str) -> None:
    assert render(text)[1] == []


def test_a_body_on_which_the_parser_gets_stuck_is_a_problem() -> None:
    assert render("ahttp[//a.b://")[1] == ["unreadable-body"]


def test_a_body_too_tangled_for_the_parser_is_a_problem() -> None:
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(140)
        codes = render("> " * 60 + "deep")[1]
    finally:
        sys.setrecursionlimit(limit)
    assert codes == ["unreadable-body"]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://x.example/a", "external"),
        ("mailto:a@b.example", "external"),
        ("tel:+441632960000", "external"),
        ("#top", "anchor"),
        ("../../topics/a.md#b", "page"),
        ("../../assets/a.png", "file"),
        ("javascript:alert(1)", "forbidden"),
        ("JaVaScRiPt:x", "forbidden"),
        ("data:text/html,x", "forbidden"),
        ("//evil.example", "forbidden"),
        ("/root", "forbidden"),
        ("\\\\host\\x", "forbidden"),
        ("%5c%5chost", "forbidden"),
        ("file:///etc/passwd", "forbidden"),
        ("ms-word:ofe", "forbidden"),
        ("https:evil", "forbidden"),
        ("http:///x", "forbidden"),
        ("C:\\x", "forbidden"),
        ("java%0Ascript:x", "forbidden"),
    ],
)
def test_an_address_is_told_by_its_kind(address: str, kind: str) -> None:
    assert parse_link(PATH, address).kind == kind


def test_a_link_to_a_file_leads_to_its_page() -> None:
    assert parse_link(PATH, "../x/y.md#z").href == "../x/y.html#z"
    assert parse_link(PATH, "a%20b.md").target == "content/digests/d/a b.md"
    assert parse_link(PATH, "a%20b.md").href == "a%20b.html"


def test_a_dead_link_becomes_its_text() -> None:
    html = '<p><a href="x.html">one <em>two</em></a> <a href="y.html">three</a></p>'
    assert take_out_links(html, frozenset({"x.html"})) == '<p>one <em>two</em> <a href="y.html">three</a></p>'


def test_joined_bodies_have_ids_of_their_own() -> None:
    html = '<h2 id="a">A</h2><p title="x > id=&quot;">id="b" <a href="#a">up</a> <a href="o.html#a">out</a></p>'
    expected = '<h3 id="p-a">A</h3><p title="x > id=&quot;">id="b" <a href="#p-a">up</a> <a href="o.html#a">out</a></p>'
    assert joined(html, "p") == expected


def test_links_can_be_made_absolute() -> None:
    html = '<p id="x"><a href="../t.html#a">t</a> <img src="../a.png" alt="" /></p>'
    found = absolute(html, "https://i.example/qa/d/e.html")
    assert (
        found == '<p><a href="https://i.example/qa/t.html#a">t</a> <img src="https://i.example/qa/a.png" alt="" /></p>'
    )


@given(st.text())
def test_any_text_is_a_body_or_a_problem(text: str) -> None:
    body, _ = render(text)
    assert "<script" not in body.html
    assert " style=" not in body.html.replace("&", "")


@given(
    st.lists(
        st.sampled_from(
            [
                "> ",
                "- ",
                "1. ",
                "| a | b |\n",
                "|---|\n",
                "[^1]",
                "[^1]: ",
                "`",
                "**",
                "[x](",
                ")",
                "\n",
                "word ",
                "    ",
                "<!--",
                "-->",
                "#",
                "~~",
                "\\",
            ]
        ),
        max_size=30,
    )
)
def test_no_word_of_any_mixture_is_lost_without_a_word_about_it(parts: list[str]) -> None:
    text = "".join(parts)
    body, codes = render(text)
    losses = {"comment-left-out", "table-cell-lost", "text-lost", "unused-footnote", "forbidden-link"}
    if not losses & set(codes) and not any(
        mark in text for mark in ("<!--", "~~~", "```")
    ):  # a fence's label is no text
        assert body.text.count("word") >= text.count("word ") - text.count("](")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("See the [rota] and [the policy][p].\n\n[rota]: https://a.example\n[P]: ../../topics/a.md", []),
        ("![chart]\n\n[chart]: ../../assets/a.png", []),
        ("[CEO]: Absolutely.\n\n[CEO]: Because.", ["text-taken-for-link", "text-taken-for-link"]),
        ("> [Phone]: 01234567890", ["text-taken-for-link"]),
        ("[Label]:\n  words", ["text-taken-for-link"]),
        ("[rota]\n\n[rota]: https://a.example\n[rota]: https://b.example", ["unused-link"]),
        ("One.\n\n[//]: # (not for readers)", ["comment-left-out"]),
        ("One.\n\n[two\nlines]: words", ["text-taken-for-link"]),
        ("One.\n\n[a \\] bracket]: words", ["text-taken-for-link"]),
        ("One.\n\n[words]: with more than one of them", []),
    ],
)
def test_a_line_that_only_names_a_link_is_not_lost_without_a_word(text: str, codes: list[str]) -> None:
    assert render(text)[1] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("draft: true", ["hold-in-text"]),
        ("Because.\nDraft: Yes", ["hold-in-text"]),
        ("---\ndraft: true\n---\n\nBecause.", ["hold-in-text"]),
        ("- publish_until: 1 March", ["hold-in-text"]),
        ("The draft: true or not?", []),
        ("```\ndraft: true\n```", []),
    ],
)
def test_what_holds_nothing_back_in_the_text_is_a_mistake(text: str, codes: list[str]) -> None:
    assert render(text)[1] == codes
