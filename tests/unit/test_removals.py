"""What a publish would take away, and what it takes a number or a yes for; and in which order things happened."""

from __future__ import annotations

import pytest

from sitegen.memory.refused import Refused
from sitegen.memory.tree import Made
from sitegen.publish.consent import check_gone, check_removals, listed
from sitegen.publish.history import BACK, CREATED, LATEST, PUBLISHED, Row, WayBack, descends, kept, next_stamp, way_back
from sitegen.publish.plan import Plan, RouteChange, make_plan
from sitegen.publish.release import Release, make_release

NO_CHANGES = Plan((), 0, 0, 0, 0)


def release(**files: tuple[str, str]) -> Release:
    """A release of these files, `a_html` for a.html, each with its bytes and its kind; its size is their number."""
    return make_release(
        {
            name.replace("_", "."): Made(data * 64, len(data), kind, f"{kind} {name[0]}" if kind != "asset" else "", ())
            for name, (data, kind) in files.items()
        }
    )


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (None, "entry", ("new", "entry", "entry a")),
        ("entry", None, ("removed", "entry", "entry a")),
        ("entry", "entry", ("changed", "entry", "entry a")),
        ("entry", "topic", ("changed", "topic", "topic a")),
        ("entry", "tombstone", ("withdrawn", "entry", "entry a")),
        ("topic", "tombstone", ("changed", "tombstone", "tombstone a")),
        ("tombstone", "tombstone", ("changed", "tombstone", "tombstone a")),
        ("tombstone", "entry", ("changed", "entry", "entry a")),
        (None, "tombstone", ("new", "tombstone", "tombstone a")),
    ],
)
def test_what_becomes_of_a_page_is_said_by_what_it_was_and_is(
    before: str | None, after: str | None, change: tuple[str, str, str]
) -> None:
    same = {"same_html": ("s", "entry")}
    old = release(**same, **({"a_html": ("1", before)} if before else {}))
    new = release(**same, **({"a_html": ("2", after)} if after else {}))
    plan = make_plan(old, new)
    how, kind, title = change
    assert plan.changes == (RouteChange(how, "a.html", kind, title),)
    assert plan.size == (1 if after else 0), "bytes that are new"


def test_pages_are_counted_neither_files_nor_what_stands_for_a_page() -> None:
    files = {"b_css": ("2", "asset"), "c_html": ("3", "redirect"), "d_html": ("4", "tombstone")}
    old = release(a_html=("1", "entry"), e_html=("5", "topic"), f_html=("6", "entry"), **files)
    new = release(a_html=("1", "entry"), e_html=("9", "redirect"), g_html=("7", "entry"), h_css=("7", "asset"))
    plan = make_plan(old, new)
    assert (plan.pages_before, plan.pages_after, plan.pages_removed) == (3, 2, 2)
    assert plan.size == 2, "the same bytes under two names are sent once"


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
    assert plan._replace(changes=plan.changes[:1]).summary().endswith("0 removed; 1 other page or file.")
    assert plan._replace(changes=plan.changes[1:2]).summary() == "0 new answers, 0 changed, 1 removed."


@pytest.mark.parametrize(
    ("before", "removed", "is_many"),
    [
        (50, 10, False),
        (50, 11, True),
        (200, 20, False),
        (200, 21, True),
        (4, 2, False),
        (4, 3, True),
        (5, 3, True),
        (6, 3, False),
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
        assert str(refusal.value.hint) == (
            f"If that is meant:  --removals {removed}" if is_many else "Leave --removals out."
        )


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
        with pytest.raises(Refused, match="Nobody has said yes") as refusal:
            check_gone(plan, allowed, agree)
        assert str(refusal.value.hint).endswith("If it is to go all the same:  --removals 1")
    assert asked == ["This takes 1 answer away from readers: “B”."] * (gone > 0 and allowed is None)


@pytest.mark.parametrize(("there", "end"), [(1, "“T0”"), (9, "“T8”"), (10, "“T9”"), (11, "“T9” and 1 more")])
def test_ten_titles_are_named_in_a_sentence(there: int, end: str) -> None:
    said = listed([f"T{n}" for n in range(there)])
    assert said.endswith(end)
    assert said.startswith("“T0”, “T1”" if there > 1 else "“T0”")


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


@pytest.mark.parametrize(
    ("current", "taken", "way"),
    [
        ("r3", "", WayBack("r2", ())),
        ("r3", "r2", WayBack("r1", ("r2",))),
        ("r3", "r2 r1", WayBack("r0", ("r2", "r1"))),
        ("r3", "r2 r1 r0", WayBack("", ("r2", "r1", "r0"))),
        ("r0", "", WayBack("", ())),
        ("unheard", "", WayBack("", ())),
    ],
)
def test_the_way_back_passes_over_what_holds_words_that_were_taken_back(current: str, taken: str, way: WayBack) -> None:
    assert way_back(rows(1, 2, 3, 4), current, taken.split()) == way


def test_a_way_back_that_goes_round_or_to_nothing_leads_nowhere() -> None:
    circle = [
        Row("a", "b", PUBLISHED, 1, "", ""),
        Row("b", "c", PUBLISHED, 2, "", ""),
        Row("c", "b", PUBLISHED, 3, "", ""),
    ]
    assert way_back(circle, "a", ["b", "c"]) == WayBack("", ("b", "c"))
    assert way_back([Row("a", "a", PUBLISHED, 1, "", "")], "a") == WayBack("", ())
    empty = Row("e", "", CREATED, 1, "", "")
    assert way_back([empty, Row("a", "e", PUBLISHED, 2, "", "")], "a") == WayBack("", ())


@pytest.mark.parametrize(
    ("keep", "taken", "stay"),
    [
        (0, "", "r2 r3"),
        (1, "", "r2 r3"),
        (2, "", "r2 r3"),
        (3, "", "r1 r2 r3"),
        (1, "r2", "r1 r3"),
        (2, "r2", "r1 r3"),
        (3, "r2", "r0 r1 r3"),
        (9, "r3", "r0 r1 r2 r3"),
        (9, "r0 r1 r2", "r3"),
    ],
)
def test_what_is_kept_holds_nothing_that_was_taken_back_but_for_what_is_served(
    keep: int, taken: str, stay: str
) -> None:
    assert kept(rows(1, 2, 3, 4), "r3", keep, taken.split()) - {""} == {*stay.split()}


def test_one_that_is_kept_is_the_last_served_wherever_the_way_back_leads() -> None:
    back = [*rows(1, 2, 3, 4), Row("r1", "r3", BACK, 5, "", "")]
    assert kept(back, "r1", 1) == {"r0", "r1", "r3"}
    assert kept(back, "r1", 2) == {"r0", "r1", "r3"}
    assert kept(back, "r1", 3) == {"r0", "r1", "r2", "r3"}
