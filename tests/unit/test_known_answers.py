"""What looks private is found, and what only looks like it is not, in texts made at random whose answers are known."""

from __future__ import annotations

import os
from random import Random

import pytest
from figures_counted import Size, shares
from known_answers import Tally, counted, fill

from sitegen.privacy.detectors import find_private
from sitegen.privacy.masked_finding import SEVERITIES

TOTAL = 100_000 if os.environ.get("SITEGEN_SWEEP") else 10_000


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return counted(TOTAL)


@pytest.mark.parametrize("kind", SEVERITIES)
def test_nothing_is_missed_and_nothing_else_is_told(tallies: dict[str, Tally], kind: str) -> None:
    missed, told = tallies[kind]
    assert (missed[:5], told[:5]) == ([], [])


@pytest.mark.parametrize(
    ("template", "most"), [("##########", 0.065), ("0#########", 0.24), ("########", 0), ("Order ##-####-###", 0.055)]
)
def test_figures_at_random_are_seldom_somebodys_number(template: str, most: float) -> None:
    random, count = Random(1), TOTAL // 5
    assert sum(bool(find_private(f"See {fill(random, template)}.")) for _ in range(count)) <= most * count


def test_of_all_numbers_of_eleven_figures_so_many_are_taken_for_telephones() -> None:
    assert shares(Size(11, 1)) == {"landline": 0.014, "mobile": 0.008}
