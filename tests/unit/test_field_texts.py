"""Texts in fields are shown as they are typed: paragraphs and items of lists stay, marks are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import DIGEST, minimal_project, page

from sitegen.reading.folded import unfold
from sitegen.reading.frontmatter import parse_fields
from sitegen.reading.pasted.field_marks import marks_in_fields


def field(*lines: str, mark: str = ">") -> str:
    fields, problems = parse_fields("a.md", "\n".join([f"text: {mark}", *lines, ""]))
    assert fields is not None
    assert problems == []
    return str(fields.values["text"]).strip()


@pytest.mark.parametrize("mark", [">", ">-", ">+", "|", "|-"])
@pytest.mark.parametrize("empty", [("",), ("", ""), ("  ",), ("  ", "", "")])
def test_an_empty_line_in_a_field_starts_a_paragraph(mark: str, empty: tuple[str, ...]) -> None:
    parts = field("  One van", *empty, "  Two vans", mark=mark).split("\n\n")
    assert [part.strip() for part in parts if part.strip()] == ["One van", "Two vans"]


@pytest.mark.parametrize(
    "item", ["- {}", "* {}", "• {}", "{n}. {}", "{n}) {}", "{l}) {}", "–\u00a0{}", "\uf0b7\u00a0{}"]
)
def test_items_stay_on_lines_of_their_own(item: str) -> None:
    made = [item.format(word, n=n, l="abc"[n]) for n, word in enumerate(("vans", "bays"))]
    assert field("  We ask", "  about:", *(f"  {line}" for line in made), "  and more", "", "  End") == (
        f"We ask about:\n{made[0]}\n{made[1]} and more\n\nEnd"
    )


@pytest.mark.parametrize("second", ["- and so on", "2. That is all", "more words"])
def test_one_line_that_begins_so_is_no_list(second: str) -> None:
    assert field("  We ask about vans", f"  {second}") == f"We ask about vans {second}"


def test_what_yaml_reads_of_other_texts_is_kept() -> None:
    assert unfold("one two\n", ["  one", "  two"]) == "one two\n"
    assert unfold("a\n\n   b\n\nc\n", []) == "a\n\n   b\n\nc\n"


def test_every_text_that_is_shown_has_its_paragraphs(tmp_path: Path) -> None:
    text = ">\n{0}  One van.\n\n{0}  Two vans:\n{0}  - red\n{0}  - blue\n"
    short, deep = text.format(""), text.format("    ")
    project = minimal_project(tmp_path)
    project.write(
        f"{DIGEST}/a.md",
        f"---\nquestion: {short}title: A\ntopics: general\nupdates:\n  - date: 2024-03-01\n    text: {deep}"
        f"commitments:\n  - quote: Yes\n    strength: intention\n    text: {deep}"
        f"also_asked:\n  - {text.format('  ')}outstanding:\n  - Bays\n  - {text.format('  ')}---\nYes.\n",
    )
    project.write(f"{DIGEST}/b.md", f"---\nquestion: B?\ntopics: general\ndeclined: {short}---\n")
    project.write(
        "content/topics/general.md",
        f"---\ntitle: General\nposition:\n  as_of: 2024-01-01\n  text: {text.format('  ')}---\n",
    )
    outcome = project.build()
    assert outcome.errors == []
    shown = outcome.page("digests/2024-01-15-briefing/a.html")
    assert shown.count("<p>One van.</p>\n<p>Two vans:<br>\n- red<br>\n- blue</p>") == 2  # the question and the update
    assert shown.count("<br>\n- red<br>\n- blue") == 5
    for route in (
        "digests/2024-01-15-briefing/b.html",
        "digests/2024-01-15-briefing/print.html",
        "topics/general.html",
    ):
        assert "<p>One van.</p>\n<p>Two vans:<br>\n- red<br>\n- blue</p>" in outcome.page(route)


def told(**fields: object) -> list[str]:
    text = page(fields).removeprefix("---\n").partition("---")[0]
    found, _ = parse_fields("a.md", text)
    assert found is not None
    return [problem.code for problem in marks_in_fields(found)]


@pytest.mark.parametrize(
    "text",
    [
        "Is **this** so?",
        "Is __this__ so?",
        "Is *this* so?",
        "See [the plan](../../pages/plan.md).",
        "See [the plan](https://vans.example/plan).",
        "See ![a van](van.png).",
        "Type `list`.",
        "## Vans",
        "Is <b>this</b> so?",
    ],
)
def test_a_mark_in_a_field_is_told(text: str) -> None:
    assert told(question=text) == ["marks-in-field"]
    assert told(updates=[{"date": "2024-01-01", "text": text}]) == ["marks-in-field"]
    assert told(outstanding=["Vans", text]) == ["marks-in-field"]
    assert told(position={"text": text, "as_of": "2024-01-01"}) == ["marks-in-field"]


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4",
        "5*6*7",
        "A & B <5 min",
        "snake_case_name",
        "[sic] (see below)",
        "Bay #3",
        "a ** b",
        "Vans: 1) red",
        "it's",
    ],
)
def test_what_is_no_mark_is_not_told(text: str) -> None:
    assert told(question=text) == []


@pytest.mark.parametrize(
    "text", ["See https://vans.example/a.", "(https://vans.example/a_b)", "At http://vans.example"]
)
def test_an_address_that_nobody_can_follow_is_told(text: str) -> None:
    assert told(declined=text) == ["address-in-field"]
    assert told(commitments=[{"updates": [{"evidence": "https://vans.example/a"}]}], guidance="https://a.example") == []
    assert told(extra={"text": text}, redactions=[{"what": "x", "why": text}]) == []
