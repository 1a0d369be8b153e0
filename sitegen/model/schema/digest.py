"""The fields of a digest, checked, and the digest made of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field

from sitegen.model import digest as values
from sitegen.model.schema.choice import OneOf
from sitegen.model.schema.head import HeadFields
from sitegen.model.schema.recording import RecordingFields, check_recording, make_recording
from sitegen.model.schema.types import (
    ApprovedFields,
    Day,
    Line,
    Lines,
    Number,
    Schema,
    refuse,
)

if TYPE_CHECKING:
    from sitegen.model.schema.reading import Reading
    from sitegen.problems.problem import Problem

Kind = Annotated[str, OneOf(*values.KINDS)]
_NO_DAY = date(1970, 1, 1)
"""Stands where the day cannot be read."""


def _reasons(value: Any) -> Any:
    if not isinstance(value, dict):
        raise refuse("wrong_kind", wanted="reasons with a number each", example="{about one person: 6}")
    return value


class CountsFields(Schema):
    """What came in, and what became of it."""

    received: Number = Field(examples=["26"])
    merged: Number = 0
    withheld: Annotated[dict[Line, Number], BeforeValidator(_reasons)] = Field({})


class DigestFields(HeadFields):
    """One session."""

    title: Line = Field(examples=["Staff briefing, 18 February 2021"])
    date: Day = Field(examples=["2021-02-18"])
    kind: Kind = "written"
    host: Line = ""
    place: Line = ""
    recording: RecordingFields | None = None
    answered_by: Lines = ()
    order: Lines = Field((), description="Its entries' file names, in order; the others follow by name")
    counts: CountsFields | None = None
    approved: ApprovedFields | None = None


def make_digest(reading: Reading, fields: DigestFields) -> tuple[values.DigestFile, list[Problem]]:
    """The digest that the fields make, and what is wrong between them."""
    counts = None
    if fields.counts:
        counts = values.Counts(fields.counts.received, fields.counts.merged, tuple(fields.counts.withheld.items()))
    digest = values.DigestFile(
        reading.file(),
        fields.title,
        fields.date if "date" not in reading.broken else _NO_DAY,
        fields.kind,
        fields.host,
        fields.place,
        make_recording(fields.recording),
        reading.refs("answered_by", fields.answered_by),
        reading.refs("order", fields.order),
        counts,
    )
    return digest, check_recording(reading, fields.recording)
