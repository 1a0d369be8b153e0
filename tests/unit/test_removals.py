"""What a publish would take away, and what it takes a number or a yes for; and in which order things happened."""

from __future__ import annotations

import pytest

from sitegen.memory.refused import Refused
from sitegen.publish.consent import check_gone, check_removals, listed
from sitegen.publish.history import LATEST, PUBLISHED, Row, descends, next_stamp
from sitegen.publish.plan import Plan, RouteChange

NO_CHANGES = Plan((), 0, 0, 0, 0)


@pytest.mark.parametrize(("there", "more"), [(19, ""), (20, ""), (21, "  … and 1 more"), (1_021, "  … and 1,001 more")])
def test_a_plan_names_twenty_and_counts_the_others(there: int, more: str) -> None:
    changes = tuple(RouteChange("new", f"{n}.html", "entry", f"Title {n:04}") for n in range(there))
    lines = NO_CHANGES._replace(changes=changes).lines()
    assert lines[:20] == [f"  new       Title {n:04}" for n in range(min(there, 20))]
    assert lines[20:] == [more] * bool(more)


def test_a_plan_names_answers_first_then_by_what_happens_to_them() -> None:
    plan = NO_CHANGES._replace(
        changes=(
            RouteChange("changed", "a.html", "topic", "A topic"),
            RouteChange("removed", "b.html", "entry", "B"),
            RouteChange("new", "c.html", "entry", "C"),
            RouteChange("new", "a2.html", "entry", "A"),
            RouteChange("changed", "x.css", "asset", ""),
        )
    )
    assert plan.lines() == ["  new       A", "  new       C", "  removed   B", "  changed   A topic"]
    assert plan.lines(answers=False) == ["  changed   A topic"]
    assert plan.summary() == "2 new answers, 0 changed, 1 removed; 2 other pages and files."
    assert plan.answers_gone == ("B",)


@pytest.mark.parametrize(
    ("before", "removed", "is_many"),
    [
        (50, 10, False),
        (50, 11, True),
        (200, 20, False),
        (200, 21, True),
        (4, 2, False),
        (4, 3, True),
        (20, 10, False),
        (20, 11, True),
    ],
)
def test_many_pages_go_only_with_their_number(before: int, removed: int, is_many: bool) -> None:
    plan = NO_CHANGES._replace(pages_before=before, pages_after=before - removed, pages_removed=removed)
    check_removals(plan, removed)
    if is_many:
        with pytest.raises(Refused, match=f"remove {removed} of {before} pages") as refusal:
            check_removals(plan, None)
        assert str(refusal.value.hint).endswith(f"--removals {removed}")
    else:
        check_removals(plan, None)
    for wrong in (removed - 1, removed + 1):
        with pytest.raises(Refused, match=f"would remove {removed} pages, not {wrong}") as refusal:
            check_removals(plan, wrong)
        assert ("Leave --removals out" in str(refusal.value.hint)) != is_many


def test_a_number_typed_for_nothing_is_to_be_left_out_and_for_one_answer_to_be_mended() -> None:
    plan = NO_CHANGES._replace(changes=(RouteChange("removed", "b.html", "entry", "B"),), pages_before=9, pages_after=8)
    plan = plan._replace(pages_removed=1)
    with pytest.raises(Refused) as refusal:
        check_removals(plan, 0)
    assert str(refusal.value.hint) == "If that is meant:  --removals 1"


@pytest.mark.parametrize(
    ("gone", "allowed", "says", "passes"),
    [(0, None, False, True), (1, None, True, True), (1, None, False, False), (1, 1, False, True)],
)
def test_no_answer_goes_without_a_yes(gone: int, allowed: int | None, says: bool, passes: bool) -> None:
    changes = tuple(RouteChange("removed", f"{n}.html", "entry", "B") for n in range(gone))
    plan = NO_CHANGES._replace(changes=changes, pages_removed=gone)
    asked: list[str] = []

    def agree(what: str) -> bool:
        asked.append(what)
        return says

    if passes:
        check_gone(plan, allowed, agree)
    else:
        with pytest.raises(Refused, match="Nobody has said yes"):
            check_gone(plan, allowed, agree)
    assert asked == ["This takes 1 answer away from readers: “B”."] * (gone > 0 and allowed is None)


@pytest.mark.parametrize(("there", "end"), [(1, "“T0”"), (9, "“T8”"), (10, "“T9”"), (11, "“T9” and 1 more")])
def test_ten_titles_are_named_in_a_sentence(there: int, end: str) -> None:
    assert listed([f"T{n}" for n in range(there)]).endswith(end)


def rows(*stamps: int) -> list[Row]:
    return [Row(f"r{n}", f"r{n - 1}" if n else "", PUBLISHED, stamp, "", "") for n, stamp in enumerate(stamps)]


@pytest.mark.parametrize(
    ("stamps", "now", "stamp"),
    [
        ((), 7, 7),
        ((5,), 7, 7),
        ((6,), 7, 7),
        ((7,), 7, 8),
        ((9, 3), 7, 10),
        ((LATEST,), 7, LATEST),
        ((), LATEST + 9, LATEST),
    ],
)
def test_a_stamp_is_later_than_all_before_until_time_ends(stamps: tuple[int, ...], now: int, stamp: int) -> None:
    assert next_stamp(rows(*stamps), now) == stamp


@pytest.mark.parametrize(
    ("release", "ancestor", "is_after"),
    [
        ("r2", "r2", True),
        ("r2", "r1", True),
        ("r2", "r0", True),
        ("r1", "r2", False),
        ("r2", "x", False),
        ("", "", False),
        ("r2", "", False),
    ],
)
def test_what_was_published_step_by_step_after_another_descends_from_it(
    release: str, ancestor: str, is_after: bool
) -> None:
    assert descends(rows(1, 2, 3), release, ancestor) == is_after


def test_a_history_that_leads_in_a_circle_has_an_end() -> None:
    circle = [Row("a", "b", PUBLISHED, 1, "", ""), Row("b", "a", PUBLISHED, 2, "", "")]
    assert not descends(circle, "a", "x")
