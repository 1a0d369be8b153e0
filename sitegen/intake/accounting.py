"""The account for every word: the letters of the file against those of the drafts and of what was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sitegen.intake.draft_files import Draft, read_back
from sitegen.intake.paper import letters


class Account(NamedTuple):
    """What does not come out even."""

    missing: Counter[str]
    """Letters of the file that are nowhere."""
    surplus: Counter[str]
    """Letters of the drafts that the file does not have."""
    passages: tuple[str, ...] = ()
    """Text of the file that stands in no draft and was not set aside."""

    @property
    def is_even(self) -> bool:
        """Whether every letter is accounted for."""
        return not self.missing and not self.surplus


def settle(
    source: Counter[str], passages: Sequence[str], drafts: Iterable[Draft], others: Iterable[str], added: str
) -> Account:
    """Compare the letters of the file with the drafts as the site reads them, and all `others` that were kept.

    `added` is what we wrote ourselves, such as numbers that only the file's program shows.
    """
    kept: list[str] = list(others)
    extra = added
    for draft in drafts:
        kept += read_back(draft.name, draft.text)
        extra += draft.added
    there: Counter[str] = Counter()
    for text in kept:
        there += letters(text)
    due = source + letters(extra)
    missing, surplus = due - there, there - due
    if not missing:
        return Account(missing, surplus)
    whole = "".join("".join(kept).split())
    lost = tuple(p for p in passages if p.strip() and "".join(p.split()) not in whole)
    return Account(missing, surplus, lost)
