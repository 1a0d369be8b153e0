"""Whether something was asked before: in `sitegen similar`, and when an import makes new drafts."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from project import Project, page

from sitegen.api.asked_before import KnownWordings, SimilarQuestions
from sitegen.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 24)


def questions(*wordings: str, day: date = TODAY) -> SimilarQuestions:
    known = [KnownWordings(str(n), text, day, (text,)) for n, text in enumerate(wordings)]
    return SimilarQuestions(known, "en-GB", TODAY)


ASKED = questions(
    "Why are the meal breaks of night crews so short?",
    "When will the new rota for the north start?",
    "Is there free parking at the new headquarters?",
    "Who decides on secondments to the control room?",
)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("why are meal breaks so short for crews at night", "0"),
        ("Meal breaks!", "0"),
        ("the rotas up north: when do they begin?", "1"),
        ("can I park for free at headquarters", "2"),
        ("secondment in control rooms", "3"),
        ("seccondments", "3"),
    ],
)
def test_the_same_in_other_words_comes_first(words: str, first: str) -> None:
    assert ASKED.find(words)[0].id == first


def test_the_same_words_are_wholly_alike_and_others_are_not() -> None:
    assert ASKED.find("When will the new rota for the north start?")[0].likeness == pytest.approx(1)
    assert ASKED.find("zzz qqq") == []
    assert questions().find("Why?") == []


def test_of_two_alike_the_newer_comes_first() -> None:
    text = "When will the new rota start?"
    known = [KnownWordings("old", "", date(2020, 1, 1), (text,)), KnownWordings("new", "", TODAY, (text,))]
    assert [one.id for one in SimilarQuestions(known, "en", TODAY).find(text)] == ["new", "old"]


@pytest.fixture
def site(tmp_path: Path) -> Project:
    project = Project(tmp_path / "site")
    project.write("sitegen.yaml", "title: Ask\nlanguage: en-GB\n")
    project.write("content/topics/pay.md", "---\ntitle: Pay\n---\n")
    folder = "content/digests/2026-10-01-calls"
    project.write(f"{folder}/index.md", "---\ntitle: Calls\ndate: 2026-10-01\n---\n")
    fields: dict[str, Any] = {"question": "Why are the meal breaks of night crews so short?", "topics": ["pay"]}
    project.write(f"{folder}/meal-breaks.md", page(fields, "They will be longer."))
    project.write(f"{folder}/rota.md", page({"question": "When does the rota start?", "topics": ["pay"]}, "In May."))
    return project


def run(site: Project, *words: str) -> str:
    result = CliRunner().invoke(main, ["-C", str(site.folder), *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_similar_names_day_title_and_file(site: Project) -> None:
    told = run(site, "similar", "short meal breaks", "--date", "2026-11-24")
    assert told.splitlines()[0] == "2026-10-01  Why are the meal breaks of night crews so short?"
    assert "content/digests/2026-10-01-calls/meal-breaks.md" in told
    found = json.loads(run(site, "similar", "short", "meal", "breaks", "--format", "json"))
    assert found[0]["id"] == "2026-10-01-calls/meal-breaks"
    assert "Nothing like it" in run(site, "similar", "zzz")


def test_an_import_says_what_was_asked_before_and_what_to_write(site: Project) -> None:
    file = site.folder / "a.csv"
    file.write_text(
        "Question,Answer\nWhy are meal breaks of crews at night so short?,Because.\nWhat is a pelican?,A bird.\n"
    )
    told = run(site, "import", str(file))
    assert "on 2026-10-01, “Why are the meal breaks of night crews so short?”" in told
    assert "follows: [2026-10-01-calls/meal-breaks]" in told
    assert Counter(told.split())["follows:"] == 1


@pytest.mark.corpora
def test_other_wordings_find_their_question_among_the_first_five(corpora: Path) -> None:
    from sitegen.intake.cutting import text_of
    from sitegen.intake.formats import read_paper

    file = corpora / "exports" / "MSSS-Covid19-QnA-fr.xlsx"
    tables = read_paper(file.name, file.read_bytes()).blocks[1:]
    groups = [[text for row in table.rows if (text := text_of(row[0]))] for table in tables]
    groups = [group for group in groups if len(group) > 1]
    held = found = 0
    for turn in range(1, 5):  # in each turn one wording of each question is left out and looked for
        kept = [[text for i, text in enumerate(group) if i != turn] for group in groups]
        known = [KnownWordings(str(n), "", TODAY, tuple(group)) for n, group in enumerate(kept)]
        similar = SimilarQuestions(known, "fr", TODAY)
        for n, group in enumerate(groups):
            if turn < len(group):
                held += 1
                found += str(n) in [one.id for one in similar.find(group[turn])]
    assert len(groups) == 50
    assert held > 180
    assert found / held >= 0.9
