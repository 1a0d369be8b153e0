"""What is pasted into a body is read as meant, or the writer is told with the line and what to type."""

from __future__ import annotations

import re

import pytest

from sitegen.problems.mended_text import mended_text
from sitegen.problems.problem import Problem
from sitegen.problems.report import hints
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


@pytest.mark.parametrize(
    ("text", "column"),
    [("**a** and **b", 11), ("`**` and **b", 10), ("**a **b c**", 1), ("c** and **a**", 2), ("> **a** and **b", 13)],
)
def test_of_several_asterisks_those_are_marked_that_mark_nothing(text: str, column: int) -> None:
    (problem,) = read(text)[1]
    assert (problem.code, problem.column, problem.length) == ("mark-left-over", column, 2)


def test_each_line_without_its_space_is_told() -> None:
    assert told("-vans\n-bays\n-crews") == [("mark-left-over", row) for row in (1, 2, 3)]


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


@pytest.mark.parametrize("mark", [r"\*", r"\_", r"\[", r"\~"])
def test_a_mark_that_a_backslash_hides_makes_no_code_of_sentences(mark: str) -> None:
    assert "<code>" not in read(f"    Yes, we count {mark}them every month.")[0]


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
    pasted = [line.strip(" >") for line in hints(problem, "")[-2:]]
    assert pasted == (["- - vans", "- bays"] if around[:1] == "-" and "\n" not in around else ["- vans", "- bays"])


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


@pytest.mark.parametrize("around", ["{}", "So.\n\n{}", "- {}", "> {}", "| a |\n|---|\n| {} |", "x[^1]\n\n[^1]: {}"])
@pytest.mark.parametrize("remark", ["<!-- ask Sam", "Yes. <!-- ask Sam", "<!-- a --> b <!-- c", "<!-- ask Sam --"])
def test_a_remark_without_its_end_is_told_before_anybody_reads_it(remark: str, around: str) -> None:
    text = around.replace("{}", remark)
    problem = next(one for one in read(text)[1] if one.code == "hidden-words-shown")
    row, column = (problem.line or 1) - 1, (problem.column or 1) - 1
    assert text.split("\n")[row][column:].startswith(remark[remark.rindex("<!--") :][:4])
    assert "hidden-words-shown" not in {one.code for one in read(around.replace("{}", f"{remark} -->"))[1]}


@pytest.mark.parametrize("text", ["`<!-- a`", r"\<!-- a", "```\n<!-- a\n```", "<-- a", "<! -- a", "<!-- a -->"])
def test_what_only_looks_like_a_remark_may_stand(text: str) -> None:
    assert "hidden-words-shown" not in {code for code, _ in told(text)}


@pytest.mark.parametrize("around", ["{}", "So.\n\n{}", "- {}", "- x\n\n  {}", "> {}", "> - {}", "x[^1]\n\n[^1]: {}"])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("```\nvans", "fence-not-closed"),
        ("~~~~\nvans\n~~~", "fence-not-closed"),
        ("``` text\nvans", "fence-not-closed"),
        ("We have vans\n-----", "line-makes-heading"),
        ("We have\nvans\n=====", "line-makes-heading"),
        ("[](https://vans.example/)", "link-without-words"),
        ("[ ](https://vans.example/)", "link-without-words"),
        ("[\u00a0](../vans.md)", "link-without-words"),
        ("[vans]()", "link-to-nowhere"),
        ("[vans](#)", "link-to-nowhere"),
        ("[vans](mailto:)", "link-to-nowhere"),
        ("| a | b |\n| c | d |", "table-not-read"),
        ("| a | b |\n|---|\n| c | d |", "table-not-read"),
        ("| a | b |\n|–––|–––|\n| c | d |", "table-not-read"),
        ("| a | b |\n|---|---|\n| c | d |\nSo it is.", "line-in-table"),
    ],
)
def test_it_is_told_wherever_it_stands(text: str, code: str, around: str) -> None:
    start = around.partition("{}")[0].rpartition("\n")[2]
    indent = "    " if "[^1]:" in start else start.replace("-", " ")
    assert code in {found for found, _ in told(around.replace("{}", text.replace("\n", f"\n{indent}")))}


@pytest.mark.parametrize(
    ("text", "address", "behind"),
    [
        ("See www.vans.example/a_b.", "www.vans.example/a_b", "."),
        ("(www.vans.scot)", "www.vans.scot", ")"),
        ("“www.vans.cymru”", "www.vans.cymru", "”"),
        ("www.vans.example/a_(b): so", "www.vans.example/a_(b)", ":"),
        ("WWW.vans.example", "WWW.vans.example", ""),
    ],
)
@pytest.mark.parametrize("around", ["{}", "- {}", "> {}", "| a |\n|---|\n| {} |", "x[^1]\n\n[^1]: {}", "*so* {}"])
def test_an_address_that_begins_with_www_is_a_link(text: str, address: str, behind: str, around: str) -> None:
    html, problems = read(around.format(text))
    assert f'<a href="https://{address}" rel="noopener" class="address">{address}</a>{behind}' in html
    assert problems == []


@pytest.mark.parametrize("text", ["www. is short", "awww.vans.example", "`www.vans.example`", "www.vans", "www..a"])
def test_what_only_looks_like_one_is_text(text: str) -> None:
    assert "<a " not in read(text)[0]


@pytest.mark.parametrize("ending", ["scot", "cymru", "wales", "london", "nhs.uk", "example"])
def test_an_e_mail_address_is_a_link_whatever_its_ending(ending: str) -> None:
    assert f'href="mailto:sam@vans.{ending}"' in read(f"Write to sam@vans.{ending}, please.")[0]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("## Costs\n\na\n\n## Costs\n\nb", 5),
        ("## Costs\n\na\n\n## **Costs**\n\nb", 5),
        ("# A\n\n## Costs\n\na\n\n## Costs", 7),
        ("> ## Costs\n>\n> a\n\n## Costs", 5),
        ("Costs\n-----\n\n## Costs", 4),
    ],
)
def test_two_headings_of_the_same_words_are_told(text: str, line: int) -> None:
    assert ("heading-twice", line) in told(text)


@pytest.mark.parametrize(
    "text", ["## A\n\n### Costs\n\n## B\n\n### Costs", "## Costs\n\n### Costs", "## Costs\n\n## costs"]
)
def test_headings_that_can_be_told_apart_are_not(text: str) -> None:
    assert told(text) == []


NAMES = ["Sam Hill", "Jo Reed", "Al Moss", "Bo Lane", "Cy Fox", "Di Nye", "Ed Orr", "Flo Day"]


@pytest.mark.parametrize("head", ["Attendees:", "**Present:**", "## In attendance", "ATTENDEES", "Those present:"])
@pytest.mark.parametrize("item", ["- {}\n", "{}\n\n", "1. {}\n", "* {} (Saltmere)\n"])
def test_a_list_of_those_who_were_there_is_told(head: str, item: str) -> None:
    names = "".join(item.format(name) for name in NAMES)
    assert ("list-of-attendees", 1) in told(f"{head}\n\n{names}\nThen we spoke about vans.")
    assert ("list-of-attendees", 1) not in told(f"{head}\n\n{item.format(NAMES[0]) * 7}\nThen we spoke about vans.")


@pytest.mark.parametrize("text", ["Present: " + ", ".join(NAMES), "Attendees: " + "; ".join(NAMES)])
def test_so_is_one_in_a_line(text: str) -> None:
    assert told(text) == [("list-of-attendees", 1)]
    assert told("At present we have " + ", ".join(NAMES)) == []


@pytest.mark.parametrize("data", ["data:image/png;base64,iVBOR=", "data:image/png;base64," + "iVBOR" * 2000])
@pytest.mark.parametrize("text", ["![][image1]\n\n[image1]: <{}>", "![a van]({})", "See\n\n![][a]\n\n[a]: {}"])
def test_a_picture_as_data_is_one_problem_with_the_way_out(data: str, text: str) -> None:
    (problem,) = read(text.format(data))[1]
    assert problem.code == "picture-as-data"
    assert "sitegen import" in problem.hint


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Plan:\n  • vans\n  • bays", "Plan:\n\n- vans\n- bays"),
        ("   • vans\n   • bays", "   - vans\n   - bays"),
        ("• vans\n\t• long\n• bays", "- vans\n  - long\n- bays"),
        ("▪ vans\n    ▪ long\n▪ bays", "- vans\n  - long\n- bays"),
        ("> • vans\n>   • long", "> - vans\n>   - long"),
        ("→ vans\n→ bays", "- vans\n- bays"),
        ("◆ vans\n◆ bays", "- vans\n- bays"),
        ("✔ vans\n✘ bays", "- ✔ vans\n- ✘ bays"),
        ("✔ vans\n✔ bays", "- vans\n- bays"),
        ("☐ vans\n☑ bays", "- [ ] vans\n- [x] bays"),
        ("- • vans", "- vans"),
        ("1. • vans\n2. bays", "1. vans\n2. bays"),
        ("(1) vans\n(2) bays", "1. vans\n2. bays"),
        ("- vans\n– bays\n– crews", "- vans\n\n  - bays\n  - crews"),
        ("- a\n  - vans\n  – bays", "- a\n  - vans\n  - bays"),
        ("> - vans\n> – bays", "> - vans\n> - bays"),
        ("    1. vans\n    2. bays", "1. vans\n2. bays"),
        ("\tYes, we do", "Yes, we do"),
        ("    Ring the desk\n    on Monday", "Ring the desk\non Monday"),
        ("a | b\nc | d", "| a | b |\n|---|---|\n| c | d |"),
        ("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+", "| a | b |\n|---|---|\n| c | d |"),
        ("| `a` | b |\n| c | d |", "| `a` | b |\n|---|---|\n| c | d |"),
        ("**one****two**", "**onetwo**"),
        ("[a](https://vans.example/x", "[a](https://vans.example/x)"),
        ("See [a](../vans.md", "See [a](../vans.md)"),
        ("[a]https://vans.example/x.", "[a](https://vans.example/x)."),
        ("(the vans)[https://vans.example]", "[the vans](https://vans.example)"),
        ("https:/vans.example", "https://vans.example"),
        ("http//vans.example", "http://vans.example"),
        ("See https:// vans.example", "See https://vans.example"),
        ("So.\\n- vans\\n- bays", "So.\n- vans\n- bays"),
        ("“So.”\\nThen", "“So.”\nThen"),
    ],
)
def test_a_neighbour_of_what_was_told_is_told_and_mended(text: str, mended: str) -> None:
    (problem,) = read(text)[1]
    assert mended_text(text, problem) == mended
    assert read(mended)[1] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("%% private words %%", "hidden-words-shown"),
        ("x^[a note]", "foreign-mark"),
        ("[x]{.underline}", "foreign-mark"),
        ("Vans {: .big}", "foreign-mark"),
        ("{% include x %}", "foreign-mark"),
        ("Dear {{name}}", "foreign-mark"),
        ("!!! note\nSo.", "foreign-mark"),
        ("<<<<<<< HEAD\nSo.", "foreign-mark"),
        ("So :thumbs_up:", "foreign-mark"),
        ("status: draft", "hold-in-text"),
        ("Published: no", "hold-in-text"),
        ("Q. Why?\nA. So.\nQ. How?\nA. Thus.", "another-document"),
        ("Question 1\nWhy?\nAnswer\nSo.\n\nQuestion 2\nHow?\nAnswer\nThus.", "another-document"),
        ("[12:01, 12/05/2026] Sam: a\n[12:02, 12/05/2026] Jo: b\n[12:03, 12/05/2026] Sam: c", "another-document"),
        ("12/05/2026, 12:01 - Sam: a\n12/05/2026, 12:02 - Jo: b\n12/05/2026, 12:03 - Sam: c", "another-document"),
        ("Sam Moss 10:02\nhello\nJo Ray 10:03\nyes\nSam Moss 10:04\nso\nJo Ray 10:05\nbye", "another-document"),
        ("Sam: hello there\nJo: yes I am\nSam: good day\nJo: thank you\nSam: bye now", "another-document"),
        ("Present\n\nA B, C D, E F, G H, I J, K L, M N, O P", "list-of-attendees"),
        ("In attendance:\n\nA B\nC D\nE F\nG H\nI J\nK L\nM N\nO P", "list-of-attendees"),
        ("| Present |\n|---|\n| A |\n| B |\n| C |\n| D |\n| E |\n| F |\n| G |\n| H |", "list-of-attendees"),
        ("> From: Sam\n> Sent: today", "mail-left-over"),
        ("Best wishes,\n\nSam", "mail-left-over"),
        ("Yours sincerely", "mail-left-over"),
        ("Sent from my iPhone", "mail-left-over"),
        ("On 12 May 2026 at 10:00, Sam wrote:\n\n> So.", "mail-left-over"),
        ("CAUTION: This email originated from outside of the trust.", "mail-left-over"),
        ("[1. Intro\t2](#_Toc1)\n[2. Costs\t3](#_Toc2)\n[3. End\t4](#_Toc3)", "list-of-contents"),
        ("Station\tVans\nSaltmere\t4\nMerrow\t5", "table-not-read"),
    ],
)
def test_a_neighbour_of_what_was_told_is_told_once(text: str, code: str) -> None:
    assert [found for found, _ in told(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "★★★★☆ for the vans\n★★☆☆☆ for the bays",
        "→ See the vans below.",
        "- vans – and bays",
        "1. vans\n– and bays",
        "We have vans – and\n– so they say – bays.",
        "50%% or 60%% of it",
        "http:// and https:// are ways to write it",
        "https://vans.example/?to=http//x",
        "(see [a](https://vans.example))",
        "We wrote [1] to https://vans.example",
        "{not a mark} and {2}",
        "## Present\n\nThere were vans, bays, crews, chairs, desks, plans, cups, and tea.",
        "The draft: is it true?",
        "Our status: not a draft any more",
        "On 3 March the regulator wrote:\n\n> So.",
        "We send best wishes to all of them.",
        "Saltmere 10:00\nMerrow 11:00",
        "The ratio is 10:30:15, or :15:",
        "Yes | no",
        "    make test",
    ],
)
def test_what_only_looks_like_a_neighbour_is_not_told(text: str) -> None:
    assert told(text) == []


def test_an_address_ends_before_what_nobody_sees_and_before_the_next_one() -> None:
    assert 'href="https://vans.example/x"' in read("https://vans.example/x\u200b")[0]
    both = read("https://vans.example/x,https://vans.example/y;https://vans.example/z")[0]
    assert re.findall('href="([^"]*)"', both) == [f"https://vans.example/{page}" for page in "xyz"]
