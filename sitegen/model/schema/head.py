"""The fields that every kind of file takes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sitegen.model.schema.choice import OneOf
from sitegen.model.schema.types import Boolean, Day, Extra, Items, Line, Lines, Schema
from sitegen.privacy.masked_finding import SEVERITIES


class WaiverFields(Schema):
    """Words that look private and may stand in this file."""

    kind: Annotated[str, OneOf(*SEVERITIES)]
    fingerprint: Line = Field(examples=["1a2b3"], description="Of the words: “sitegen check” says it")
    reason: Line = Field(examples=["She asked to be named"])
    by: Line = Field(examples=["Head of Communications"], description="Who says so; never shown to readers")
    until: Day = Field(examples=["2027-03-31"], description="The last day on which that holds")


class HeadFields(Schema):
    """The fields that every kind of file takes."""

    draft: Boolean = Field(False, description="true while it is not to be published")
    publish_from: Day | None = Field(None, description="The first day shown")
    publish_until: Day | None = Field(None, description="The last day shown")
    aliases: Lines = Field((), description="Old addresses that lead here: old/path.html")
    privacy_ok: Annotated[tuple[WaiverFields, ...], Items] = Field(
        (), description="Words that look private and may stand in this file"
    )
    extra: Extra = Field(default_factory=dict, description="Your own fields, for your own templates")
