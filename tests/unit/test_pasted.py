"""What is pasted into a body is read as meant, or the writer is told with the line and what to type."""

from __future__ import annotations

import pytest

from sitegen.problems.problem import Problem
from sitegen.reading.markdown import Labels, parse_body


def read(text: str) -> tuple[str, list[Problem]]:
    body, problems = parse_body("content/digests/d/e.md", text, 1, Labels())
    return body.html, problems


def told(text: str) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in read(text)[1]]


@pytest.mark.parametrize(
    "behind", ["”", "’", "’s", "'s", "»", "“", "—", "–", "…", ":", "。", "、", "）", "」", "__", "~~", "_"]
)
@pytest.mark.parametrize(
    "around", ["{}", "- {}", "> {}", "| a | {} |\n|---|---|\n| b | {} |", "a[^1]\n\n[^1]: {}", "(see {})"]
)
def test_a_mark_behind_an_address_is_no_part_of_it(behind: str, around: str) -> None:
    html, problems = read(around.replace("{}", f"See https://vans.example/list{behind} there"))
    assert 'href="https://vans.example/list"' in html
    assert problems == []


@pytest.mark.parametrize(
    "address", ["https://vans.example/a_(b)", "https://vans.example/a_b?c=d&e=f", "https://vans.example/a-b/"]
)
def test_a_mark_inside_an_address_stays(address: str) -> None:
    assert f'href="{address.replace("&", "&amp;")}"' in read(f"See {address} there")[0]


@pytest.mark.parametrize(
    "path", [r"\\depot-01\vans\_old\*.xls", r"C:\_vans\#1", r"D:\My vans\_old", r"\\a\b\[x]", r"(C:\vans\)"]
)
@pytest.mark.parametrize("around", ["See {} there.", "- {}", "> {}", "| a |\n|---|\n| {} |", "**See** {}"])
def test_the_backslashes_of_a_path_are_shown(path: str, around: str) -> None:
    html, problems = read(around.format(path))
    assert path in html
    assert problems == []


@pytest.mark.parametrize("text", [r"\*no\*", r"a\_b", r"C\:\\x", r"\[x\]"])
def test_a_backslash_elsewhere_hides_a_mark(text: str) -> None:
    assert "<p>" + text.replace("\\\\", "/").replace("\\", "").replace("/", "\\") + "</p>" in read(text)[0]


@pytest.mark.parametrize("text", ["4*5*6", "4*x*y", "a*7*b", "10*2"])
def test_the_asterisks_of_a_sum_are_shown(text: str) -> None:
    assert read(f"It is {text} vans") == (f"<p>It is {text} vans</p>\n", [])


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u2009", "\u202f", "\u3000", " \u00a0", "\u200b "])
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("-{}vans\n-{}bays", "<ul>\n<li>vans</li>\n<li>bays</li>\n</ul>"),
        ("1.{}vans\n2.{}bays", "<ol>\n<li>vans</li>\n<li>bays</li>\n</ol>"),
        ("##{}Vans", '<h2 id="vans">Vans</h2>'),
        (">{}vans", "<blockquote>\n<p>vans</p>\n</blockquote>"),
        ("> -{}vans", "<ul>\n<li>vans</li>\n</ul>"),
        ("| a | b |\n|{}---{}|---|\n| c | d |", "<td>d</td>"),
    ],
)
def test_a_blank_of_any_width_is_a_blank(blank: str, text: str, html: str) -> None:
    found, problems = read(text.replace("{}", blank))
    assert html in found
    assert problems == []


@pytest.mark.parametrize(
    "text", ["1990. That is when.", "- x\n\n  1990. That is when.", "> 1990. That is when.", "7) That is when."]
)
def test_a_number_that_nothing_counts_on_to_begins_a_paragraph(text: str) -> None:
    html, problems = read(text)
    assert "<ol" not in html
    assert " That is when." in html
    assert problems == []


@pytest.mark.parametrize("text", ["1. a\n\nb\n\n2. c", "3. a\n4. b", "1. a", "0. a", "5. a\n\nx\n\n6. b"])
def test_a_list_that_counts_stays_a_list(text: str) -> None:
    assert "<ol" in read(text)[0]


@pytest.mark.parametrize("row", ["--", "-- ", "-", "=", "=="])
def test_one_or_two_hyphens_make_no_heading(row: str) -> None:
    assert "<h2" not in read(f"Many thanks\n{row}\n\nSam")[0]


@pytest.mark.parametrize("before", ["\t", "    ", "      ", "> \t"])
def test_sentences_that_are_pushed_in_are_sentences(before: str) -> None:
    html, problems = read(f"{before}Yes, we count **them** every month.")
    assert "<p>Yes, we count <strong>them</strong> every month.</p>" in html
    assert problems == []


@pytest.mark.parametrize("text", ["    x = 1", "    if vans:\n        Count(them)", "    Some words"])
def test_what_may_be_code_is_code(text: str) -> None:
    assert "<code>" in read(text)[0]


MARKS = ["•", "●", "▪", "◦", "‣", "➢", "✓", "\uf0b7", "\uf0a7"]


@pytest.mark.parametrize(
    "mark", [*(f"{mark}{blank}" for mark in MARKS for blank in (" ", "\t")), "·\t", "o\t", "–\t", "§\u00a0", "—  "]
)
@pytest.mark.parametrize("around", ["{}", "> {}", "- x\n\n  {}", "x[^1]\n\n[^1]: y\n\n    {}"])
def test_a_list_of_word_is_told_with_the_list_to_paste(mark: str, around: str) -> None:
    start = around.partition("{}")[0].rpartition("\n")[2].replace("-", " ")
    text = around.replace("{}", f"{mark}vans\n{start}{mark}bays")
    (problem,) = read(text)[1]
    assert (problem.code, problem.line) == ("no-list", text.split("vans")[0].count("\n") + 1)
    assert problem.hint.endswith("  - vans\n  - bays")


@pytest.mark.parametrize(
    "text", ["a) vans\nb) bays", "(i) vans\n(ii) bays", "o vans\no bays", "– vans\n– bays", "a. vans\nb. bays"]
)
def test_two_lines_that_count_on_are_told_too(text: str) -> None:
    assert told(text) == [("no-list", 1)]


@pytest.mark.parametrize(
    "text", ["– said Sam.", "§ 5 says so.", "I. Newton said so.", "o well", "- a\n- b", "(see there)\n(or there)"]
)
def test_a_line_that_only_begins_like_a_list_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("[a](https://vans.example/my list)", "https://vans.example/my%20list"),
        ("[a] (https://vans.example/)", "[a](https://vans.example/)"),
        ("[a]\u00a0(../vans.md)", "[a](../vans.md)"),
        ("** a **", "**a**"),
        ("**a:**b", "**a:** b"),
        ("##Vans", "## Vans"),
        ("2.Vans", "2. Vans"),
        ("-vans\n-bays", "- vans"),
        ("__main__", "\\_\\_main\\_\\_"),
        ("un*count*able", "\\*count\\*"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "> {}", "So.\n\n{}"])
def test_what_is_told_goes_away_as_the_hint_says(text: str, mended: str, around: str) -> None:
    typed = around.replace("{}", text.replace("\n", "\n> ") if around[0] == ">" else text)
    lines = typed.split("\n")
    for _ in range(3):
        problems = read("\n".join(lines))[1]
        if not problems:
            break
        problem = problems[0]
        row, column = (problem.line or 1) - 1, (problem.column or 1) - 1
        lines[row] = lines[row][:column] + problem.replacement + lines[row][column + problem.length :]
    assert mended in "\n".join(lines)
    assert read("\n".join(lines))[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "`** a **`",
        "[a](<b c>)",
        "[sic](as he said)",
        "[1] (the first)",
        "**all**",
        "#vans",
        "-5 degrees",
        "2.30 or 3.5",
        "\\[a] (b.md)",
        "a = b == c",
        "50% or 60%",
        "It was 10:30 :)",
        "```\nx\n```",
        "| a | b |\n|---|---|\n| c | d |",
        "one\\\ntwo\\\nthree",
        "He came. From: then on.",
        "Kind regards matter.",
        "Who: Sam.\n\nWhen: May.",
    ],
)
def test_ordinary_text_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a\n\n~~~\nb", [("fence-not-closed", 3)]),
        ("| a | b |\n|---|\n| c | d |", [("table-not-read", 1)]),
        ("| a | b |\n|—|—|\n| c | d |", [("table-not-read", 1)]),
        ("a\tb\nc\td", [("table-not-read", 1)]),
        ("WEBVTT\n\nHello *there*", [("another-document", 1)]),
        ("Reacted to Sam\nYes", [("another-document", 1)]),
        ("Question 1\n\nWhy?\n\nAnswer: So.\n\nQuestion 2\n\nWho?\n\nAnswer: Sam.", [("another-document", 1)]),
        ("a\n\n---\nquestion: Why?\ntopics: vans\n---\n\nb", [("another-document", 3)]),
        ("a %%b%%", [("hidden-words-shown", 1)]),
        ("[[a]] ==b== [[c]]", [("foreign-mark", 1)]),
    ],
)
def test_what_cannot_be_read_is_told_at_its_line(text: str, codes: list[tuple[str, int]]) -> None:
    assert told(text) == codes
