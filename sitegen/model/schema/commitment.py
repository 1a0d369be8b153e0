"""The fields of a commitment, checked, and the commitment made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from sitegen.model import entry as values
from sitegen.model.quotes import stands_in
from sitegen.model.schema.choice import OneOf
from sitegen.model.schema.day_order import check_order
from sitegen.model.schema.types import Day, DayOrMonth, Items, Line, Schema, Text
from sitegen.problems import promised as problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model.schema.reading import Reading
    from sitegen.problems.problem import Place, Problem

Strength = Annotated[str, OneOf(*values.STRENGTHS, meanings=("We will", "We plan to", "How to take this up"))]
Progress = Annotated[
    str,
    OneOf(
        *values.PROGRESS,
        meanings=("Not started", "Under way", "Done", "Partly done", "Plan changed", "Not going ahead"),
    ),
]
Source = Annotated[str, OneOf("stated", "agreed")]


class ProgressFields(Schema):
    """One step of a commitment."""

    date: Day = Field(examples=["2021-05-01"])
    status: Progress
    note: Text = ""
    evidence: Line = ""


class ExtensionFields(Schema):
    """A later due date."""

    date: Day = Field(examples=["2021-05-01"])
    to: DayOrMonth = Field(examples=["2021-06"])
    why: Text = Field(examples=["Why it takes longer"])


class CommitmentFields(Schema):
    """What will be done."""

    text: Text = Field(examples=["What will be done"], description="What will be done")
    quote: Line = Field(examples=["the exact words of the answer"], description="The exact words of the answer")
    strength: Strength
    owner: Line = Field("", description="Who does it: a person; else the first answerer")
    due: DayOrMonth | None = None
    due_source: Source = ""
    status: Progress = ""
    updates: Annotated[tuple[ProgressFields, ...], Items] = ()
    extended: Annotated[tuple[ExtensionFields, ...], Items] = ()


def make_commitments(
    reading: Reading, answer: str, fields: Sequence[CommitmentFields]
) -> tuple[values.Commitment, ...]:
    """The commitments that the fields describe, each tied to the words of the answer, if these stand there."""
    return tuple([_commitment(reading, answer, index, one) for index, one in enumerate(fields)])


def _commitment(reading: Reading, answer: str, index: int, fields: CommitmentFields) -> values.Commitment:
    due_source = fields.due_source or ("stated" if fields.due else "")
    status = fields.updates[-1].status if fields.updates else fields.status or "open"
    owner = reading.ref("commitments", index, "owner", name=fields.owner) if fields.owner else None
    return values.Commitment(
        fields.text,
        fields.quote,
        fields.strength,
        owner,
        fields.due,
        due_source,
        status,
        tuple(values.Progress(u.date, u.status, u.note, u.evidence) for u in fields.updates),
        tuple(values.Extension(e.date, e.to, e.why) for e in fields.extended),
        stands_in(fields.quote, answer),
        reading.at("commitments", index).line or 1,
    )


def check_quotes(reading: Reading, commitments: Sequence[values.Commitment], older: Sequence[str]) -> list[Problem]:
    """A commitment quotes the answer, or words that a correction has replaced since."""
    if reading.body_unreadable:
        return []
    return [
        problems.quote_not_found(reading.at("commitments", index, "quote"), commitment.quote)
        for index, commitment in enumerate(commitments)
        if commitment.quote and not commitment.in_answer and not any(stands_in(commitment.quote, was) for was in older)
    ]


def check_commitments(reading: Reading, fields: Sequence[CommitmentFields]) -> list[Problem]:
    """What a commitment says of its day, its steps and its state agrees."""
    if "commitments" in reading.broken:
        return []
    return [problem for index, one in enumerate(fields) for problem in _check_commitment(reading, index, one)]


def _check_commitment(reading: Reading, index: int, fields: CommitmentFields) -> list[Problem]:
    def at(*path: str | int) -> Place:
        return reading.at("commitments", index, *path)

    found = []
    if fields.strength == "offer":
        found += [
            problems.offer_with_due(at(name), name)
            for name in ("due", "due_source", "extended")
            if getattr(fields, name)
        ]
    elif fields.due_source and not fields.due:
        found.append(problems.due_source_without_due(at("due_source")))
    path = ("commitments", index)
    found += check_order(reading, (*path, "updates"), "update", [step.date for step in fields.updates])
    found += check_order(reading, (*path, "extended"), "extension", [step.date for step in fields.extended])
    for number, step in enumerate(fields.updates):
        if step.status in ("done", "changed", "dropped") and not (
            step.note or (step.status == "done" and step.evidence)
        ):
            found.append(problems.update_needs_note(at("updates", number, "status"), step.status))
    last = fields.updates[-1].status if fields.updates else ""
    if fields.status and last and fields.status != last:
        found.append(problems.commitment_status_disagrees(at("status"), fields.status, last))
    elif fields.status in ("done", "changed", "dropped") and not last:
        found.append(problems.update_needs_note(at("status"), fields.status))
    return found
