"""What a problem would write into its file: what the report says to type, and nothing else of the file changes."""

from __future__ import annotations

import os
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from following import followed
from judged import ONLY_BY_A_PERSON
from project import minimal_project
from slips import SLIPS
from test_hints_followed import SAMPLE, SLIPS_OF_ONE, TEXT, E, after, problems_of, told_of

from sitegen.problems.mended_text import mended_text
from sitegen.problems.problem import NOTICE, Problem
from sitegen.reading.markdown import Labels, parse_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

sys.path.append(str(Path(__file__).parent / "unit"))
from test_every_problem import CASES

ROOT = Path(__file__).parents[1]
AT_A_CLICK = [
    *("control-character", "opening-hyphens-missing", "text-above-hyphens", "dashes-for-hyphens", "unreadable-yaml"),
    *("missing-hyphen", "text-after-hash", "yaml-shorthand", "invisible-character", "curly-quotes", "unknown-field"),
    *("commitment-status-disagrees", "broken-link", "no-list", "text-taken-for-link", "shown-as-code"),
    *("table-not-read", "line-in-table", "mark-left-over", "mark-vanishes", "lines-run-together", "typed-line-end"),
    *("garbled-letters", "line-in-list"),
    *("unknown-topic", "unknown-person", "unclear-name", "not-in-digest"),
]
"""Codes in whose case it is known how the file should read."""
ELSEWHERE_TOO = {"leftover-example", "comment-left-out", "quote-not-found", "long-title"}
"""What else may be told once the text can be read: it stood there before."""
REVEALED = {"missing-hyphen": "missing-field"}
"""What else a part lacks that nobody could see before."""


def clicked(text: str, told: Callable[[str], Sequence[Problem]]) -> Iterator[tuple[Problem, str, Counter[str]]]:
    """Each problem that can be mended at a click, the text after that, and what has come that was not there."""
    found = told(text)
    before = Counter(problem.code for problem in found)
    for problem in found:
        if problem.is_mendable:
            mended = mended_text(text, problem)
            now = Counter(one.code for one in told(mended))
            assert now[problem.code] < before[problem.code], (problem, mended)
            yield problem, mended, now - before


@pytest.mark.parametrize("code", AT_A_CLICK)
def test_what_can_be_mended_is_mended_and_nothing_else_comes(code: str, tmp_path: Path) -> None:
    case = CASES[code]
    project = minimal_project(tmp_path)
    for path, content in case.files.items():
        project.write(path, content)

    def told(text: str) -> tuple[Problem, ...]:
        (tmp_path / case.path).write_text(text, encoding="utf-8")
        return problems_of(tmp_path)

    ways = list(clicked(project.read(case.path), told))
    assert code in [problem.code for problem, _, _ in ways]
    assert set().union(*(more for _, _, more in ways)) <= {*ELSEWHERE_TOO, REVEALED.get(code)}


@pytest.mark.parametrize("slip", SLIPS_OF_ONE)
def test_a_slip_is_mended_at_a_click(slip: str, tmp_path: Path) -> None:
    project = minimal_project(tmp_path)

    def told(text: str) -> tuple[Problem, ...]:
        project.write(E, text)
        return tuple(problem for problem in problems_of(tmp_path) if problem.path == E)

    for _, _, more in clicked(TEXT.replace(*SLIPS_OF_ONE[slip]), told):
        assert not more


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_any_file_of_the_sample_is_mended_at_a_click(slip: str) -> None:
    random = Random(slip)
    for path in SAMPLE if "SITEGEN_SWEEP" in os.environ else random.sample(SAMPLE, 1):
        wrong = SLIPS[slip]((ROOT / path).read_text(encoding="utf-8"), random)
        for problem, mended, more in clicked(wrong, partial(told_of, path)):
            assert set(more) <= ELSEWHERE_TOO, (problem, mended)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_click_writes_what_the_report_says_to_type(slip: str) -> None:
    random = Random(slip)
    path = random.choice(SAMPLE)
    text = SLIPS[slip]((ROOT / path).read_text(encoding="utf-8"), random)
    for problem in told_of(path, text):
        if problem.is_mendable and problem.code not in ONLY_BY_A_PERSON:
            ways = [_without_blank_lines(way) for way in followed(text, problem)]
            assert _without_blank_lines(mended_text(text, problem)) in ways, problem


def _without_blank_lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n") if line.strip()]


PASTED = {
    "bullets": ("•\tvans\n•\tbays", "vans bays"),
    "bullets below a text": ("We have:\n• vans\n• bays", "We have: vans bays"),
    "bullets of two levels": ("• vans\no\tlong\no\tshort\n• bays", "vans long short bays"),
    "letters": ("a) vans\nb) bays", "vans bays"),
    "numbers and a wide blank": ("1.\u2003vans\n2.\u2003bays", "vans bays"),
    "rows with bars": ("| a | b |\n| c | d |", "a b c d"),
    "cells between tabs": ("Station\tVans\nSaltmere\t4", "Station Vans Saltmere 4"),
    "rows below a text": ("See:\n| a | b |\n| c | d |\nThank you.", "See: a b c d Thank you."),
    "code in a row": ("| `a` | b |\n| c | d |", "a b c d"),
    "a sentence below a table": ("| a | b |\n|---|---|\n| c | d |\nThank you.", "a b c d Thank you."),
    "a sentence that is pushed in": ("    we have four of them and count", "we have four of them and count"),
    "short lines": ("Saltmere Station\n14 Station Road\nSaltmere", "Saltmere Station 14 Station Road Saltmere"),
    "a line's end in letters": ("First.\\nSecond.\\n\\nThird.", "First. Second. Third."),
    "bold with a blank": ("** vans **", "vans"),
    "a heading without its blank": ("##Vans", "Vans"),
    "a blank in an address": ("[a](https://vans.example/my list)", "a"),
}
AROUND = [
    *("{}", "> {}", "- {}", "> - {}", "1. {}", "Before.\n\n{}\n\nBehind."),
    *("x[^1]\n\n[^1]: y\n\n    {}", "x[^1]\n\n[^1]: {}"),
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("kind", PASTED)
def test_what_is_pasted_is_mended_where_it_stands(kind: str, around: str) -> None:
    head, _, tail = around.partition("{}")
    marks = head.rpartition("\n")[2]
    further = "    " if "^" in marks else "".join(mark if mark == ">" else " " for mark in marks)
    pasted, words = PASTED[kind]
    text = head + pasted.replace("\n", f"\n{further}") + tail
    for problem, mended, more in clicked(text, told_of_body):
        assert problem.severity == NOTICE
        assert not more, (problem, mended)
        assert words in shown(mended), mended


def told_of_body(text: str) -> list[Problem]:
    return parse_body("content/pages/a.md", text, 1, Labels())[1]


def shown(text: str) -> str:
    return parse_body("content/pages/a.md", text, 1, Labels())[0].text


ENDS = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("slip", SLIPS_OF_ONE)
def test_ends_of_lines_and_the_byte_order_mark_stay(slip: str, end: str, mark: str) -> None:
    text = TEXT.replace(*SLIPS_OF_ONE[slip])
    for problem in told_of(E, text):
        if problem.is_mendable:
            mended = mended_text(text, problem)
            assert mended_text(mark + text.replace("\n", end), problem) == mark + mended.replace("\n", end)


def test_lines_that_end_in_different_ways_each_keep_their_own() -> None:
    (problem,) = told_of_body("One.\n\n• a\n• b\n\nTwo.")
    text = "One.\r\n\r\n• a\r• b\n\nTwo."
    assert mended_text(text, problem) == "One.\r\n\r\n- a\r- b\n\nTwo."


def test_a_last_line_without_an_end_has_none_later() -> None:
    (problem,) = told_of_body("One.\n\n• a\n• b")
    assert mended_text("One.\n\n• a\n• b", problem) == "One.\n\n- a\n- b"


def test_what_is_marked_is_the_address_and_never_words_that_look_like_it(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    link = "../../topics/generall.md"
    text = TEXT.replace("Thank you.", f"See [{link}]({link}) or [it]({link}).")
    project.write(E, text)
    first, second = [problem for problem in problems_of(tmp_path) if problem.path == E]
    assert mended_text(text, first) == text.replace(f"({link}) or", "(../../topics/general.md) or")
    assert mended_text(text, second) == text.replace(f"[it]({link})", "[it](../../topics/general.md)")


@pytest.mark.parametrize(
    "body", ["See [it][1].\n\n[1]: ../../topics/generall.md", "See [it](../../topics/gener&#97;ll.md)."]
)
def test_what_has_no_place_of_its_own_is_told_and_not_mended(body: str, tmp_path: Path) -> None:
    minimal_project(tmp_path).write(E, TEXT.replace("Thank you.", body))
    (problem,) = [problem for problem in problems_of(tmp_path) if problem.path == E]
    assert problem.code == "broken-link"
    assert not problem.is_mendable


def test_backslashes_of_a_way_are_mended_though_markdown_takes_some_for_escapes(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    text = TEXT.replace(
        "Thank you.", "See [it](..\\..\\topics\\general.md), [here](..\\2024-01-15-briefing\\index.md)."
    )
    project.write(E, text)
    found = [problem for problem in problems_of(tmp_path) if problem.path == E]
    for problem in reversed(found):
        text = mended_text(text, problem)
    assert text == TEXT.replace(
        "Thank you.", "See [it](../../topics/general.md), [here](../2024-01-15-briefing/index.md)."
    )
    assert after(tmp_path, E, text)["forbidden-link"] == 0
