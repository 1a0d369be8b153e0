"""Real files by Word give what their `truth.json` says, with every word accounted for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.intake.blocks import all_text, letters
from sitegen.intake.drafts import Site
from sitegen.intake.formats import read_paper
from sitegen.intake.importing import Request, import_paper

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.intake.importing import Outcome

pytestmark = pytest.mark.corpora
_REQUEST = Request("a", "Paper", "2021-02-18")


def truth(file: Path) -> dict[str, Any]:
    known = json.loads((file.parent / "truth.json").read_text("utf-8"))
    return dict(known.get(file.name) or known.get("*") or {})


def imported(file: Path) -> Outcome:
    paper = read_paper(file.name, file.read_bytes())
    return import_paper(paper, _REQUEST, Site({}, {}), [], {})


def test_word_files_give_the_questions_that_a_reader_finds(corpora: Path) -> None:
    files = sorted((corpora / "intake-real").rglob("*.docx"))
    assert len(files) >= 18
    for file in files:
        expected, outcome = truth(file), imported(file)
        assert len(outcome.steps) == expected["questions"], file
        assert outcome.account.is_even, file
        for step, first in zip(outcome.steps, expected.get("first60", []), strict=False):
            bare = first.partition(". ")[2] if first[:1].isdigit() else first
            assert step.draft.words.startswith(bare[:50]), file


def test_the_record_of_a_council_is_read_to_its_last_word(corpora: Path) -> None:
    file = corpora / "raw-transcripts" / "winnipeg-council" / "Hansard-2015-03-25.docx"
    assert imported(file).account.is_even


def test_deleted_words_of_a_real_file_stay_out(corpora: Path) -> None:
    file = corpora / "intake-real" / "word-features" / "track_changes.docx"
    paper = read_paper(file.name, file.read_bytes())
    words = " ".join(all_text(paper.blocks))
    for shown in truth(file)["final_words"]:
        assert shown in words
    for gone in truth(file)["must_not_appear"]:
        assert gone not in words
    aside = "".join(one.text for one in paper.set_aside)
    assert letters(words + aside) == paper.letters
