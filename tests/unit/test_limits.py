"""What is too much for a body is said with its place and what to do, and what only looks like much is taken."""

from __future__ import annotations

import pytest

from sitegen.problems.problem import Problem
from sitegen.reading.links import surprise_in_mail
from sitegen.reading.markdown import Labels, parse_body
from sitegen.reading.source import LONGEST_PARAGRAPH, LONGEST_WORD, unclosed_direction


def told(text: str) -> list[Problem]:
    return parse_body("content/digests/d/e.md", text, 10, Labels())[1]


def test_a_file_pasted_as_text_is_one_problem_at_its_place() -> None:
    pasted = "QUJD" * (LONGEST_WORD // 4) + "="
    (problem,) = told(f"Because.\n\nSee {pasted} here.")
    assert (problem.code, problem.line, problem.column) == ("word-too-long", 12, 5)
    (problem,) = told(f"Because.\n\nSee ![x](data:image/png;base64,{pasted}) here.")
    assert (problem.code, problem.line, problem.column) == ("picture-as-data", 12, 5)
    assert "content/assets/" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "a" * LONGEST_WORD,
        "救护车今天不来。" * 4_000 + "\n",
        "รถพยาบาลวันนี้ไม่มา" * 2_000,
        "[x](https://intranet.example/" + "a/" * 4_000 + ")",
        "word " * (LONGEST_PARAGRAPH // 5 - 1) + "end",
        ("*word* and more\n" * 30 + "\n") * 200,
    ],
)
def test_long_texts_of_any_script_and_long_addresses_are_read(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("piece", ["word ", "*word* ", "See https://x.example/ "])
def test_a_paragraph_without_an_end_is_one_problem(piece: str) -> None:
    (problem,) = told("Because.\n\n" + piece * (LONGEST_PARAGRAPH // len(piece) + 2) + "end")
    assert (problem.code, problem.line) == ("paragraph-too-long", 12)


@pytest.mark.parametrize("hidden", ["&#x202e;", "&#8238;", "&#x202D;"])
def test_a_character_that_no_text_may_hold_is_told_behind_its_number_too(hidden: str) -> None:
    for text in (f"There are {hidden}001.", f"[x](https://x.example/ '{hidden}')", f"# {hidden}a\n\nb"):
        (problem,) = told(f"First *line*.\n\n{text}")
        assert (problem.code, problem.line) == ("control-character", 12)
    assert told(f"`{hidden}` is how it is written.") == []


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("mailto:a@x.example?bcc=b@x.example", "more receivers (bcc)"),
        ("MAILTO:a@x.example?subject=Hi&Cc=b@x.example", "more receivers (cc)"),
        ("mailto:a@x.example?%62cc=b@x.example", "more receivers (bcc)"),
        ("mailto:a@x.example?to=b@x.example", "more receivers (to)"),
        ("mailto:a@x.example?subject=Hi%0D%0ABcc:b@x.example", "a line end in its subject"),
        ("mailto:a@x.example?subject=Hi%0a", "a line end in its subject"),
        ("mailto:a@x.example?subject=Hi&body=One%0ATwo", ""),
        ("mailto:a@x.example", ""),
        ("https://x.example/?bcc=b", ""),
    ],
)
def test_a_mail_link_says_what_else_it_puts_into_the_message(address: str, what: str) -> None:
    assert surprise_in_mail(address) == what
    assert [problem.code for problem in told(f"[x]({address})")] == ["mail-to-others"] * bool(what)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\u2067שלום\u2069 a", ""),
        ("\u2066a \u2067b\u2069 c\u2069", ""),
        ("\u202bשלום\u202c", ""),
        ("\u200fשלום\u200e", ""),
        ("a \u2067b", "\u2067"),
        ("a \u2068b \u2066c\u2069", "\u2068"),
        ("a\u2069 b", "\u2069"),
        ("\u2066a\u202c", "\u202c"),
        ("\u202aa", "\u202a"),
    ],
)
def test_what_turns_the_direction_must_be_closed(text: str, found: str) -> None:
    assert unclosed_direction(text) == found


def test_many_things_in_one_line_are_each_told_at_their_own_place() -> None:
    text = "*a* " + "".join(f"<b{number}> [x](javascript:{number}) " for number in range(200))
    found = {(problem.code, text[(problem.column or 0) - 1 :][: problem.length]) for problem in told(text)}
    assert found == {
        ("html-shown-as-text", "<b0>"),  # one of a text, with the number of the others
        *(("forbidden-link", f"javascript:{number}") for number in range(200)),
    }


def test_a_picture_in_a_link_is_found_before_the_links_address() -> None:
    found = told("[![](a.png)](javascript:1) and [![](a.png)](javascript:1)")
    assert [(problem.code, problem.column) for problem in sorted(found, key=lambda each: each.order)] == [
        ("picture-without-text", 6),
        ("forbidden-link", 14),
        ("picture-without-text", 37),
        ("forbidden-link", 45),
    ]
