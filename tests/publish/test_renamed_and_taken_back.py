"""What was taken back is taken back under every name that it ever had."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from record_rules import Answer, Correction, word
from record_world import World

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 3, 1)
BEFORE = Answer(1, word("ask"), word("word"))
AFTER = {
    "withdrawn": replace(BEFORE, aliases=("old",), withdrawn=DAY),
    "words taken out": replace(
        BEFORE, aliases=("old",), ask=word("other"), word=word("another"), corrections=(Correction(DAY),)
    ),
}


@pytest.mark.parametrize("how", AFTER)
@pytest.mark.parametrize("is_published_between", [True, False])
def test_no_way_back_leads_to_what_was_taken_back_under_a_newer_name(
    tmp_path: Path, how: str, *, is_published_between: bool
) -> None:
    world = World(tmp_path, "flip", keep=9)
    mine, theirs = world.copies
    mine.texts = {"old": BEFORE}
    assert world.publish(mine, DAY).what == "done"
    theirs.texts = dict(mine.texts)
    if is_published_between:
        mine.texts = {"new": replace(BEFORE, aliases=("old",))}
        assert world.publish(mine, DAY).what == "done"
    mine.texts = {"new": AFTER[how]}
    assert world.publish(mine, DAY).what == "done"
    assert not {BEFORE.ask, BEFORE.word} & world.kept().keys()
    assert world.back(mine).what == "refused"
    assert "would bring back what was withdrawn" in world.publish(theirs, DAY, 1).said


@pytest.mark.parametrize("erasing", [False, True])
def test_a_command_takes_an_answer_back_that_readers_know_by_its_older_name(tmp_path: Path, *, erasing: bool) -> None:
    world = World(tmp_path, "flip", keep=9)
    copy = world.copies[0]
    copy.texts = {"old": BEFORE}
    assert world.publish(copy, DAY).what == "done"
    copy.texts = {"new": replace(BEFORE, aliases=("old",))}
    copy.save()
    world.take_back(copy, "new", DAY, erasing=erasing)
    assert not {BEFORE.ask, BEFORE.word} & {*world.served(), *world.kept()}
    assert world.back(copy).what == "refused"


def test_what_a_colleague_renamed_is_taken_back_under_the_name_that_it_has_here(tmp_path: Path) -> None:
    world = World(tmp_path, "in place", keep=9)
    mine, theirs = world.copies
    mine.texts = {"old": BEFORE}
    assert world.publish(mine, DAY).what == "done"
    theirs.texts = {"old": replace(BEFORE, withdrawn=DAY)}
    mine.texts = {"new": replace(BEFORE, aliases=("old",))}
    assert world.publish(mine, DAY).what == "done"
    assert world.publish(theirs, DAY, 1).what == "done"
    assert not {BEFORE.ask, BEFORE.word} & world.kept().keys()
    assert "would bring back what was withdrawn" in world.publish(mine, DAY, 0).said


@pytest.mark.xfail(strict=True, reason="the marks of a place count how often words went; which ones, they do not say")
def test_who_pastes_the_lines_of_a_removal_into_an_older_copy_brings_no_word_back(tmp_path: Path) -> None:
    world = World(tmp_path, "flip", keep=9)
    mine, theirs = world.copies
    mine.texts = {"old": BEFORE}
    assert world.publish(mine, DAY).what == "done"
    mine.texts = {"old": replace(BEFORE, ask=word("other"), corrections=(Correction(DAY),))}
    assert world.publish(mine, DAY).what == "done"
    theirs.texts = {"old": replace(BEFORE, corrections=(Correction(DAY),), updates=(DAY,))}
    assert world.publish(theirs, DAY).what == "refused"
