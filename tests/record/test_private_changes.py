"""What is told of changed words repeats none that look private: neither those that are gone nor those that came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from published import ANSWER, ENTRY, compared, entry, follow, project, recorded

from sitegen.privacy.allowed import Allowed
from sitegen.record.changes import compare

if TYPE_CHECKING:
    from pathlib import Path

MOBILE, OTHER = "07912 345601", "07912 345602"
TEXTS = {
    "taken out": (f"{ANSWER} Ring {MOBILE}.", f"{ANSWER} Ring us."),
    "added": (f"{ANSWER} Ring us.", f"{ANSWER} Ring {MOBILE}."),
    "one figure": (f"{ANSWER} Ring {MOBILE}.", f"{ANSWER} Ring {OTHER}."),
    "all of it": (f"{ANSWER} Ring {MOBILE}.", "We pay them."),
    "a link": (f"{ANSWER} [Ring](tel:07912345601).", f"{ANSWER} [Ring](tel:07912345602)."),
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_part_of_private_words_is_repeated(name: str, tmp_path: Path) -> None:
    before, after = TEXTS[name]
    site = project(tmp_path).write(ENTRY, entry(before, commitments=[]))
    published = recorded(site)
    changes, problems = compared(published, site.write(ENTRY, entry(after, commitments=[])))
    said = "\n".join([*(line for one in changes for line in one.details), *map(str, problems)])
    assert changes
    assert ("345601" in said, "345602" in said, "7912" in said) == (False, False, False), said


def test_no_correction_is_offered_that_would_say_them_to_readers_again(tmp_path: Path) -> None:
    site = project(tmp_path).write(ENTRY, entry(f"{ANSWER} Ring {MOBILE}."))
    published = recorded(site)
    (told,) = compared(published, site.write(ENTRY, entry(f"{ANSWER} Ring us.")))[1]
    assert "was:" not in told.hint
    assert "Or, where words were taken out to protect somebody:" in told.hint
    follow(site, told, 1)
    assert "removed: true" in site.read(ENTRY)
    assert compared(published, site)[1] == ()


def test_a_promise_with_private_words_is_told_masked(tmp_path: Path) -> None:
    promise = {"text": f"Ring {MOBILE}", "quote": f"we will ring {MOBILE}", "strength": "commitment"}
    site = project(tmp_path).write(ENTRY, entry(f"{ANSWER} So we will ring {MOBILE}.", commitments=[promise]))
    published = recorded(site)
    _, problems = compared(published, site.write(ENTRY, entry(f"{ANSWER} So we will ring {MOBILE}.", commitments=[])))
    assert ["•" in one.message for one in problems] == [True]
    assert "345601" not in str(problems)


def test_what_is_the_organisations_own_is_told_as_it_is(tmp_path: Path) -> None:
    site = project(tmp_path).write(ENTRY, entry(f"{ANSWER} Ring {MOBILE}."))
    published = recorded(site)
    now = recorded(site.write(ENTRY, entry(f"{ANSWER} Ring {OTHER}.")))
    allowed = Allowed(numbers=frozenset(number.replace(" ", "") for number in (MOBILE, OTHER)))
    changes, _ = compare(published, now, now.day, allowed=allowed)
    assert [MOBILE.rpartition(" ")[2] in line for line in changes[0].details] == [True]
