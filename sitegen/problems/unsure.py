"""What a search is not to assume by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.problems.problem import Place, Problem, notice, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_ASKED = 12
"""Abbreviations that one notice lists; once these are decided, the next run lists others."""
_MOST_MEANINGS = 3
_DECIDED = "and put “no” in the place of words that are wrong."


def unsure_abbreviations(
    at: Place, unsure: Sequence[tuple[str, Sequence[tuple[str, str]]]], *, indent: int, is_in_braces: bool
) -> Problem:
    """Letters that texts explain, but not beyond doubt, or in several ways: each with its meanings and who says so.

    `indent` is that of the lines that are there already, less than 0 where none are.
    """
    listed = unsure[:_MOST_ASKED]
    said = "; ".join(f"“{letters}” for {_said(meanings)}" for letters, meanings in listed)
    more = f", and {len(unsure) - len(listed):,} more" if len(unsure) > len(listed) else ""
    count = plural(len(unsure), "abbreviation is", "abbreviations are")
    what = f"{count} not clear, so the search does not take the one for the other: {said}{more}."
    if is_in_braces:
        row = ", ".join(f'{letters}: "{meanings[0][0]}"' for letters, meanings in listed)
        return notice("unsure-abbreviations", at, what, f"Put this behind the first brace:\n{row},\n{_DECIDED}")
    rows = [f"{' ' * (indent if indent > 0 else 2)}{_as_line(*one)}" for one in listed]
    where = "at its end:\nabbreviations:" if indent <= 0 else "below “abbreviations:”:"
    return notice("unsure-abbreviations", at, what, "\n".join([f"Paste into sitegen.yaml, {where}", *rows, _DECIDED]))


def _said(meanings: Sequence[tuple[str, str]]) -> str:
    """The first meanings, each with the answer that says so."""
    more = f" or {len(meanings) - _MOST_MEANINGS:,} others" if len(meanings) > _MOST_MEANINGS else ""
    return " or ".join(f"“{words}” ({name})" for words, name in meanings[:_MOST_MEANINGS]) + more


def _as_line(letters: str, meanings: Sequence[tuple[str, str]]) -> str:
    """A line of the settings; other meanings stand behind it, as a remark."""
    first, *others = [words for words, _ in meanings[:_MOST_MEANINGS]]
    return f"{letters}: {first}" + "".join(f"  # or: {words}" for words in others)
