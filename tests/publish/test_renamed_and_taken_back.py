"""What was taken back is taken back under every name that it ever had."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from record_rules import Answer, Correction, word
from record_world import World

from sitegen.publish.remotes import folder as opening

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


OUT = replace(BEFORE, ask=word("other"), corrections=(Correction(DAY),))
"""One of its two words was taken out."""
PASTED = {
    "as it was": replace(BEFORE, corrections=(Correction(DAY),), updates=(DAY,)),
    "edited elsewhere": replace(BEFORE, weeks="5", comma=",", corrections=(Correction(DAY),), updates=(DAY,)),
    "another word taken out": replace(BEFORE, word=word("another"), corrections=(Correction(DAY),)),
    "under another name": replace(BEFORE, aliases=("old",), corrections=(Correction(DAY),), updates=(DAY,)),
}


@pytest.mark.parametrize("how", PASTED)
@pytest.mark.parametrize("between", ["nothing", "told of another way first", "published again"])
def test_who_pastes_the_lines_of_a_removal_into_an_older_copy_brings_no_word_back(
    tmp_path: Path, how: str, between: str
) -> None:
    world = World(tmp_path, "flip", keep=9)
    mine, theirs = world.copies
    mine.texts = {"old": BEFORE}
    assert world.publish(mine, DAY).what == "done"
    if between == "told of another way first":
        mine.texts = {"old": replace(BEFORE, ask=word("between"), updates=(DAY,))}
        assert world.publish(mine, DAY).what == "done"
    mine.texts = {"old": replace(OUT, updates=mine.texts["old"].updates)}
    assert world.publish(mine, DAY).what == "done"
    if between == "published again":
        mine.texts = {"old": replace(OUT, weeks="4", updates=(DAY,))}
        assert world.publish(mine, DAY).what == "done"
    theirs.texts = {"new" if PASTED[how].aliases else "old": PASTED[how]}
    for removals in (None, 0, 1):
        assert "words that were taken out of it" in world.publish(theirs, DAY, removals).said
    assert not {BEFORE.ask} & world.kept().keys()


@pytest.mark.parametrize("mode", ["flip", "in place"])
def test_what_was_only_begun_to_be_erased_is_erased_whole_later(
    tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if mode == "in place":
        monkeypatch.setattr(opening, "can_flip", lambda _: False)
    world = World(tmp_path, mode, keep=1)
    mine, theirs = world.copies
    mine.texts = {"old": BEFORE}
    assert world.publish(mine, DAY).what == "done"
    mistaken = replace(BEFORE, uid=2, corrections=(Correction(DAY, "ask", word("was"), word("now")),))
    theirs.texts = {"old": BEFORE, "mistaken": mistaken}
    theirs.save()
    world.take_back(theirs, "old", DAY, erasing=True)
    assert BEFORE.ask in world.served()
    theirs.texts = {"old": BEFORE}
    assert world.publish(theirs, DAY).what == "nothing"
    mine.texts = {"old": BEFORE, "more": replace(BEFORE, uid=3, ask=word("more"), word=word("else"))}
    assert world.publish(mine, DAY).what == "done"
    world.take_back(mine, "old", DAY, erasing=True)
    assert not {BEFORE.ask, BEFORE.word, BEFORE.thing} & {*world.served(), *world.kept()}


def test_a_redaction_in_the_place_of_another_takes_nothing_away_unmarked(tmp_path: Path) -> None:
    world = World(tmp_path, "flip", keep=9)
    copy = world.copies[0]
    copy.texts = {"old": BEFORE}
    assert world.publish(copy, DAY).what == "done"
    copy.texts = {"old": replace(BEFORE, redacted=((DAY, BEFORE.word),))}
    assert world.publish(copy, DAY).what == "done"
    copy.texts = {"old": replace(BEFORE, word=word("x"), redacted=((DAY + timedelta(1), BEFORE.ask),))}
    assert world.publish(copy, DAY).what == "refused"
    copy.texts = {"old": replace(BEFORE, redacted=((DAY, BEFORE.word), (DAY + timedelta(1), BEFORE.ask)))}
    assert world.publish(copy, DAY).what == "done"
    assert not {BEFORE.ask, BEFORE.word} & world.kept().keys()


def test_where_words_were_taken_out_all_others_may_be_written(tmp_path: Path) -> None:
    world = World(tmp_path, "in place", keep=9)
    copy = world.copies[0]
    for text in (
        BEFORE,
        OUT,
        replace(OUT, ask=word("third"), weeks="5", updates=(DAY,)),
        replace(OUT, updates=(DAY,) * 2),
    ):
        copy.texts = {"old": text}
        assert world.publish(copy, DAY).what == "done"


def test_a_place_whose_marks_do_not_say_which_words_went_is_published_to_as_before(tmp_path: Path) -> None:
    world = World(tmp_path, "flip", keep=9)
    copy = world.copies[0]
    copy.texts = {"old": BEFORE}
    assert world.publish(copy, DAY).what == "done"
    copy.texts = {"old": OUT}
    assert world.publish(copy, DAY).what == "done"
    file = next(world.folder.rglob("withdrawn.ndjson"))
    lines = file.read_text().splitlines(keepends=True)
    assert any(line.startswith('["words"') for line in lines)
    file.write_text("".join(line for line in lines if not line.startswith('["words"')))
    copy.texts = {"old": replace(OUT, weeks="5", updates=(DAY,))}
    assert world.publish(copy, DAY).what == "done"
    copy.texts = {"old": BEFORE}
    assert "would bring back" in world.publish(copy, DAY).said
