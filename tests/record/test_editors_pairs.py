"""Edits as an editor makes them, on which no rule was made: what matters never passes as small."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.record.weights import PLAIN, SMALL, WEIGHTY
from sitegen.record.wording import tell_apart

PAIRS = [
    [part.strip() for part in line.split(" | ")]
    for line in (Path(__file__).parent / "pairs_of_an_editor.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
RANK = {"s": 0, "p": 1, "w": 2}
TAKEN_FOR_PLAIN = [
    "All → Most", "will → may", "will → would", "must → should", "north → south", "paramedics only. → paramedics.",
    " → deputy", "finance → people", "unison → unite", "steph → simon", "several → few", "out → in",
]  # read as a table  # fmt: skip
"""They turn what is said, but touch no figure, name in capitals, date, unit or “not”: readers are told by any line."""
TAKEN_FOR_MORE = ["Better → Improved", "inconvenience → inconvienence", "you → your", "vacancys → vacancies"]
"""A word at the start of a sentence that could be a name, and words that nothing tells from other words."""


def rank(before: str, after: str) -> int:
    return max([(SMALL, PLAIN, WEIGHTY).index(change.weight) for change in tell_apart(before, after)], default=0)


def name_of(before: str, after: str) -> str:
    """The words that differ."""
    (change,) = tell_apart(before, after)
    old, new = before.split()[slice(*change.old)], after.split()[slice(*change.new)]
    return f"{' '.join(old)} → {' '.join(new)}"


@pytest.mark.parametrize(("kind", "before", "after"), [pair for pair in PAIRS if pair[0] != "s"])
def test_what_an_editor_would_have_to_say_never_passes_as_small(kind: str, before: str, after: str) -> None:
    assert min(rank(before, after), rank(after, before)) > 0, kind


def test_both_rates_of_error_are_known() -> None:
    less = [name_of(before, after) for kind, before, after in PAIRS if rank(before, after) < RANK[kind]]
    more = [name_of(before, after) for kind, before, after in PAIRS if rank(before, after) > RANK[kind]]
    print(f"of {len(PAIRS)} pairs: weighty taken for other words {less}, taken for more than they are {more}")
    assert less == TAKEN_FOR_PLAIN
    assert more == TAKEN_FOR_MORE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It takes up to three hours there.", "It takes at least three hours there."),
        ("It takes more than an hour there.", "It takes less than an hour there."),
        ("It can be claimed within 28 days.", "It can be claimed after 28 days."),
        ("Shifts start before six there.", "Shifts start after six there."),
        ("It is open from Monday there.", "It is open until Monday there."),
        ("We have over 40 vans there.", "We have under 40 vans there."),
        ("Only two crews are there.", "Two crews are there."),
        ("It carries 20 kilos of kit.", "It carries 20 tonnes of kit."),
        ("It is two feet wide there.", "It is two yards wide there."),
    ],
)
def test_what_bounds_or_measures_a_figure_is_as_weighty_as_the_figure(before: str, after: str) -> None:
    assert rank(before, after) == rank(after, before) == RANK["w"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We look after the vans well.", "We care for the vans well."),
        ("It is over at the depot now.", "It is at the depot now."),
        ("More of them came by bus.", "Many of them came by bus."),
    ],
)
def test_without_a_figure_behind_it_such_a_word_is_one_like_any_other(before: str, after: str) -> None:
    assert rank(before, after) == RANK["p"]
