"""Written papers are cut into questions by their evidence, in its order; what has no questions gives none."""

from __future__ import annotations

import pytest
from office import docx, listed, p, r, style, table

from sitegen.intake.cutting import Split
from sitegen.intake.evidence import editors_notes
from sitegen.intake.splitting import split_paper
from sitegen.intake.word.reader import read_word

_ANSWER = "We looked into it in May, and from June on there will be two of them at every station, day and night."
_PAPERS = {
    "table": table(["No", "Question", "Response"], ["1", "Why so late?", _ANSWER], ["2", "More pay", _ANSWER]),
    "labels": p("Q: Why so late?")
    + p(f"A: {_ANSWER}")
    + p("Q2 – More pay")
    + p("Answered by: The Director")
    + p(_ANSWER),
    "headings": p("Pay", style("H1"))
    + p("Why so late?", style("H2"))
    + p(_ANSWER)
    + p("More pay", style("H2"))
    + p(_ANSWER),
    "numbers": p("1. Why so late?")
    + p(_ANSWER)
    + p("2. Is there more pay?")
    + p(_ANSWER)
    + p("3. More pay")
    + p(_ANSWER),
    "lists": p("Why so late?", listed(2))
    + p(_ANSWER, listed(2, 1))
    + p("Is there more pay?", listed(2))
    + p(_ANSWER, listed(1, 1)),
    "bold": p(r("Why so late?", "<w:b/>")) + p(_ANSWER) + p(r("More pay", "<w:b/>")) + p(_ANSWER),
    "marks": p("Why so late? Is it the roads?") + p(_ANSWER) + p(_ANSWER),
}
_BULLETS = """<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>"""


def split(body: str, wanted: str = "") -> Split | None:
    parts = {"numbering": _BULLETS} if "numPr" in body else {}
    return split_paper(read_word("a.docx", docx(body, **parts)).blocks, wanted)[0]


def questions(found: Split | None) -> list[str]:
    return [item.words for item in found.items] if found else []


@pytest.mark.parametrize("way", _PAPERS)
def test_each_way_of_writing_questions_is_known(way: str) -> None:
    found = split(_PAPERS[way])
    assert found
    assert found.name == way
    assert questions(found)[0].startswith("Why so late?")
    assert len(questions(found)) == (1 if way == "marks" else 3 if way == "numbers" else 2)
    assert all("We looked into it" in "".join(block.text for block in item.answer) for item in found.items)


@pytest.mark.parametrize(
    ("label", "is_one"),
    [
        ("Q: Why?", True),
        ("Q1: Why?", True),
        ("Q1 – Why?", True),
        ("Q1. Why?", True),
        ("Q.1) Why?", False),
        ("Question 4: Why?", True),
        ("Question 4", True),
        ("Frage 2: Warum?", True),
        ("Quite so.", False),
        ("Q is a letter.", False),
        ("Questions are welcome.", False),
        ("Question time went well.", False),
    ],
)
def test_labels_of_questions(label: str, is_one: bool) -> None:
    found = split(p(label) + p("Why?") + p("A: Yes.") + p(label) + p("Why?") + p("A: No."), "labels")
    assert bool(found and len(found.items) == 2) is is_one


def test_labels_inside_one_paragraph_cut_it() -> None:
    found = split(p("<w:r><w:t>Q: Any plans?</w:t><w:br/><w:t>A: Yes.</w:t><w:br/><w:t>In May.</w:t></w:r>"))
    assert questions(found) == ["Any plans?"]
    assert found
    assert [block.text for block in found.items[0].answer] == ["Yes.\nIn May."]


def test_a_question_of_several_paragraphs_goes_on_to_its_answer() -> None:
    found = split(
        p("Question 1")
        + p("We wait a lot.")
        + p("Why?")
        + p("Answer:")
        + p("Roads.")
        + p("More.")
        + p("Q2: And pay?")
        + p("A: May.")
    )
    assert questions(found) == ["We wait a lot. Why?", "And pay?"]


def test_a_question_needs_no_mark_under_a_heading() -> None:
    body = "".join(p(q, style("H2")) + p(_ANSWER) for q in ("Why so late?", "More pay", "Car parking", "Will it end?"))
    assert questions(split(body)) == ["Why so late?", "More pay", "Car parking", "Will it end?"]


def test_the_heading_above_is_the_section_and_no_part_of_an_answer() -> None:
    def two(n: int) -> str:
        return "".join(p(f"Why {n}{i}?", style("H2")) + p(_ANSWER) for i in "ab")

    found = split(p("Pay", style("H1")) + two(1) + p("Rest", style("H1")) + p("A word before.") + two(2))
    assert found
    assert [item.section for item in found.items] == ["Pay", "Pay", "Rest", "Rest"]
    assert all(len(item.answer) == 1 for item in found.items)
    assert "A word before." in [block.text for block in found.outside]


@pytest.mark.parametrize(
    "look",
    [r("STAFF ROOMS"), r("Staff rooms", "<w:b/>"), r("Staff rooms", '<w:sz w:val="32"/>')],
    ids=["capitals", "bold", "larger"],
)
def test_a_heading_by_look_is_a_section(look: str) -> None:
    found = split(p("1. Why so late?") + p(_ANSWER) + p(look) + p("2. Is there tea?") + p(_ANSWER))
    assert found
    assert [item.section.casefold() for item in found.items] == ["", "staff rooms"]
    assert len(found.items[0].answer) == 1


def test_numbered_steps_inside_an_answer_stay_there() -> None:
    body = (
        p("1. How do I log in?")
        + p("1. Press the key.")
        + p("2. Wait.")
        + p("2. Is it safe?")
        + p(_ANSWER)
        + p("3. For how long?")
        + p(_ANSWER)
    )
    assert questions(split(body)) == ["How do I log in?", "Is it safe?", "For how long?"]


def test_numbers_may_start_again_in_each_section() -> None:
    one = "".join(p(f"{n}. Why {n}?") + p(_ANSWER) for n in (1, 2, 3))
    assert len(questions(split(one + p("PAY") + one))) == 6


def test_the_same_question_twice_is_two_questions() -> None:
    assert (
        questions(split("".join(p("Why so late?", style("H2")) + p(_ANSWER) for _ in range(3)))) == ["Why so late?"] * 3
    )


def test_the_way_can_be_chosen() -> None:
    body = "".join(p(q, style("H2")) + p(_ANSWER) for q in ("Pay", "Tea", "Cars", "Rooms"))
    assert split(body) is None
    assert questions(split(body, "headings")) == ["Pay", "Tea", "Cars", "Rooms"]


@pytest.mark.parametrize(
    "body",
    [
        p("Plans", style("Ttl")) + p(_ANSWER) * 6,
        p(_ANSWER) + p("But is that true?") + p(_ANSWER) * 4,
        "".join(p(f"{n} May: a meeting") for n in range(1, 9)),
        "".join(p(name, style("H1")) + p("What would you like?") + p(_ANSWER) for name in ("Pay", "Tea", "Cars")),
        "".join(p(f"{n}. Press the key.") for n in range(1, 9)),
        table(["Station", "Late"], ["Saltmere", "12"], ["Merrow", "3"]),
        "",
    ],
    ids=["lecture", "rhetorical", "dates", "menu", "manual", "figures", "nothing"],
)
def test_a_paper_without_questions_gives_none(body: str) -> None:
    assert split(body) is None


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("Ask XXXX for it.", ["XXXX"]),
        ("See the policy (link to policy).", ["(link to policy)"]),
        ("Keep the same.", ["Keep the same."]),
        ("We keep the same rooms.", []),
        ("[your email here]", ["[your email here]"]),
        ("From TBC on", ["TBC"]),
        ("EXXXON and XX", ["XXX"][:0]),
    ],
)
def test_notes_among_editors(text: str, notes: list[str]) -> None:
    assert editors_notes(text) == notes
