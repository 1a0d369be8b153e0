"""“Did you mean …?” finds the right name among ever so many."""

from __future__ import annotations

import pytest

from sitegen.problems.guessing import Guesses, nearest

MANY = [f"{word}-{number}" for word in ("rota", "vehicle", "station", "training") for number in range(2_000)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rosta-17", "rota-17"),
        ("vehicel-1999", "vehicle-1999"),
        ("Station-400", "station-400"),
        ("trainig-8", "training-8"),
        ("completely different", ""),
        ("", ""),
        ("x" * 10_000, ""),
    ],
)
def test_the_nearest_of_thousands_is_found(typed: str, meant: str) -> None:
    assert Guesses(MANY).nearest(typed) == meant


def test_one_of_few_keeps_its_letter_case() -> None:
    assert nearest("alex mos", ["Alex Moss", "Sam Hill"]) == "Alex Moss"
    assert nearest("sam hill", ["Alex Moss", "Sam Hill"]) == "Sam Hill"


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert not nearest("rota", [])
