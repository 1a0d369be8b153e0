"""A report followed to its end, hint by hint."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from following import followed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from random import Random

    from sitegen.problems.problem import Problem

_ROUNDS = 40
_BESIDES = {
    "comment-left-out",  # a remark that has its end now
    "leftover-example",  # an example that was pasted is told, too
    "quote-not-found",  # the slip stood in the words of a promise, and is shown now
    "long-title",  # a title that was empty is deleted: its question is long
}


def mend(
    text: str, told: Callable[[str], Sequence[Problem]], by_judgement: Collection[str], random: Random
) -> tuple[str, list[str]]:
    """The text after a report was followed to its end, and the codes of what only a person can mend.

    Each hint must take its problem away and bring no other; where a hint asks, one of its answers must.
    """
    for _ in range(_ROUNDS):
        found = told(text)
        problem = next((one for one in reversed(found) if one.code not in by_judgement), None)
        if problem is None:
            return text, [one.code for one in found]
        before = Counter(one.code for one in found)
        mended, failed = [], []
        for way in followed(text, problem):
            now = Counter(one.code for one in told(way))
            better = now[problem.code] < before[problem.code] and not set(now - before) - _BESIDES
            (mended if better else failed).append(way)
        assert mended, (problem, failed)
        assert not failed or "?" in problem.hint, (problem, failed)
        text = random.choice(mended)
    raise AssertionError(f"There was no end to mending {text}")
