"""The fields of a correction, checked, and the correction made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from sitegen.model import entry as values
from sitegen.model.quotes import stands_in
from sitegen.model.schema.types import Boolean, Day, Schema, Text
from sitegen.problems import corrected as problems
from sitegen.problems import fields as field_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model.schema.reading import Reading
    from sitegen.problems.problem import Problem

_MOST = 100  # corrections of one answer that are looked at


class CorrectionFields(Schema):
    """What was changed in the answer."""

    date: Day = Field(examples=["2021-03-03"])
    was: Text = ""
    now: Text = ""
    why: Text = Field(examples=["Why it was changed"])
    removed: Boolean = False


class RedactionFields(Schema):
    """Words that are taken out, to protect somebody."""

    date: Day = Field(examples=["2021-03-03"])
    what: Text = Field(examples=["The words that nobody is to read"])
    why: Text = Field(examples=["Why they were taken out"])


def make_corrections(
    corrections: Sequence[CorrectionFields], redactions: Sequence[RedactionFields]
) -> tuple[values.Correction, ...]:
    """The corrections that the fields describe; words that are taken out are told of as one, without the words."""
    return (
        *(values.Correction(c.date, c.was, c.now, c.why, c.removed) for c in corrections),
        *(values.Correction(r.date, "", "", r.why, removed=True) for r in redactions),
    )


def replaced_words(corrections: Sequence[CorrectionFields]) -> list[str]:
    """What the answer said before, as far as that is looked at."""
    return [correction.was for correction in corrections[:_MOST]]


def check_corrections(reading: Reading, corrections: Sequence[CorrectionFields], texts: Sequence[str]) -> list[Problem]:
    """The new words of a correction stand in one of the texts, or in what a later one replaced."""
    if len(corrections) > _MOST:
        at = reading.at("corrections")
        return [field_problems.too_many_values(at, "corrections", len(corrections), _MOST)]
    found = []
    indexed = sorted(enumerate(corrections), key=lambda pair: (pair[1].date, pair[0]))
    for rank, (index, correction) in enumerate(indexed):
        at = reading.at("corrections", index)
        if correction.removed:
            found += [
                problems.removed_with_words(reading.at("corrections", index, field), field)
                for field in ("was", "now")
                if getattr(correction, field)
            ]
            continue
        missing = [field for field in ("was", "now") if not getattr(correction, field)]
        if missing:
            found.append(problems.correction_incomplete(at, missing[0]))
            continue
        later = [following for _, following in indexed[rank + 1 :]]
        places = [*texts, *(following.was for following in later)]
        if not any(stands_in(correction.now, text) for text in places):
            place = reading.at("corrections", index, "now")
            hidden = any(following.removed for following in later)
            found.append(
                problems.removed_words_remain(place) if hidden else problems.now_not_found(place, correction.now)
            )
    return found
