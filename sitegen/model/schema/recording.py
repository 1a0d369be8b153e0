"""The fields of a recording, checked, and the recording made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from sitegen.model import entry as values
from sitegen.model.schema.types import Schema, Time, WebAddress
from sitegen.problems import at_odds as problems

if TYPE_CHECKING:
    from sitegen.model.schema.reading import Reading
    from sitegen.problems.problem import Problem


class RecordingFields(Schema):
    """Where the spoken answer can be heard."""

    url: WebAddress = Field(examples=["https://…"])
    start: Time | None = None
    end: Time | None = None


def make_recording(fields: RecordingFields | None) -> values.Recording | None:
    """The recording that the fields describe."""
    return values.Recording(fields.url, fields.start, fields.end) if fields else None


def check_recording(reading: Reading, fields: RecordingFields | None) -> list[Problem]:
    """A recording runs forward."""
    if fields and fields.start is not None and fields.end is not None and fields.end <= fields.start:
        return [problems.end_before_start(reading.at("recording", "end"), "recording")]
    return []
