"""Steps that follow each other, each with its day."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sitegen.problems import at_odds as problems

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sitegen.model.schema.reading import Reading
    from sitegen.problems.problem import Problem


def check_order(reading: Reading, path: tuple[str | int, ...], word: str, days: Sequence[date]) -> list[Problem]:
    """No step has a day before that of the one above it; `path` is that of the list, `word` what a step is called."""
    return [
        problems.dates_out_of_order(reading.at(*path, number, "date"), word)
        for number, (before, after) in enumerate(pairwise(days), 1)
        if after < before
    ]
