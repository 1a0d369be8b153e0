"""Real files by Word give what their `truth.json` says, with every word accounted for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.intake.draft_files import SiteNames
from sitegen.intake.drafting import Choices, KnownSite, find_drafts
from sitegen.intake.formats import read_paper
from sitegen.intake.importing import ImportOptions, import_paper
from sitegen.intake.paper import all_text, letters
from sitegen.intake.sheets.sheet_split import ColumnChoice
from sitegen.intake.talks import candidates, import_talk

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.intake.importing import Outcome

pytestmark = pytest.mark.corpora
_REQUEST = ImportOptions("a", "Paper", "2021-02-18")


_WRITTEN = (".docx", ".odt", ".xlsx", ".tsv", ".eml")


def truth(file: Path) -> dict[str, Any]:
    known = json.loads((file.parent / "truth.json").read_text("utf-8"))
    return dict(known.get(file.name) or known.get("*") or {})


def imported(file: Path, columns: ColumnChoice | None = None) -> Outcome:
    paper = read_paper(file.name, file.read_bytes())
    return find_drafts(paper, _REQUEST, KnownSite(SiteNames({}, {}), [], {}), Choices(columns=columns))


def test_written_files_give_the_questions_that_a_reader_finds(corpora: Path) -> None:
    files = [file for file in sorted((corpora / "intake-real").rglob("*")) if file.suffix in _WRITTEN]
    assert len(files) >= 32
    for file in files:
        expected, outcome = truth(file), imported(file)
        made = expected.get("entries_a_reader_makes", 0) if file.suffix in (".xlsx", ".tsv") else 0
        assert len(outcome.steps) == (expected["questions"] or made), file
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


def test_exports_import_with_every_word_accounted_for(corpora: Path) -> None:
    chosen = {"faq_covidbert.csv": (None, 213), "MSSS-Covid19-QnA-fr.xlsx": (ColumnChoice("A", "C"), 533)}
    for name, (columns, count) in chosen.items():
        outcome = imported(corpora / "exports" / name, columns)
        assert outcome.account.is_even, (name, outcome.account)
        assert len(outcome.steps) == count


_READ = (".docx", ".vtt", ".srt", ".sbv", ".txt", ".md")


def conversations(corpora: Path) -> list[Path]:
    folders = (corpora / "intake-real", corpora / "raw-transcripts")
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in _READ[1:]]
    return [file for file in files if file.name != "SOURCE.txt"]


def test_conversations_and_plain_texts_are_read_to_their_last_word(corpora: Path) -> None:
    files = conversations(corpora)
    assert len(files) >= 25
    for file in files:
        paper = read_paper(file.name, file.read_bytes())
        if not paper.is_speech:
            assert import_paper(paper, _REQUEST, SiteNames({}, {}), [], {}).account.is_even, file
            continue
        for taken in ([], [1], range(1, len(candidates(paper.blocks)) + 1)):
            if taken and not candidates(paper.blocks):
                continue
            outcome = import_talk(paper, _REQUEST, SiteNames({}, {}), [], {}, list(taken))
            assert outcome.account.is_even, (file, taken)
            assert len(outcome.steps) == len(taken)


def test_most_real_questions_of_a_call_are_among_the_twelve_shown(corpora: Path) -> None:
    asked = shown = 0
    for file in conversations(corpora):
        if file.parent.name not in ("transcript-meet", "transcript-zoom") or file.suffix == ".txt":
            continue
        firsts, found = shown_of(file)
        asked, shown = asked + firsts, shown + found
    assert asked == 16
    assert shown / asked >= 0.8


def test_minutes_are_a_talk_and_show_most_of_what_was_asked(corpora: Path) -> None:
    file = corpora / "intake-real" / "markdown-of-other-tools" / "minutes-hard-breaks.md"
    asked, shown = shown_of(file)
    assert asked == 11
    assert shown >= 8


def shown_of(file: Path) -> tuple[int, int]:
    """How many questions a reader finds in a talk, and how many of them are among the twelve."""
    paper = read_paper(file.name, file.read_bytes())
    assert paper.is_speech
    twelve = [one.words for one in candidates(paper.blocks)]
    assert len(twelve) <= 12
    firsts = truth(file)["first60"]
    return len(firsts), sum(any(first[:40] in words for words in twelve) for first in firsts)
