"""The fields of a topic, checked, and the topic made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from sitegen.model import topic as values
from sitegen.model.schema.head import HeadFields
from sitegen.model.schema.types import Day, Length, Line, Lines, Schema, Text, WebAddress, Words60
from sitegen.problems import at_odds as problems

if TYPE_CHECKING:
    from sitegen.model.schema.reading import Reading
    from sitegen.problems.problem import Problem


class PositionFields(Schema):
    """What holds now."""

    text: Text = Field(examples=["What holds now"])
    as_of: Day = Field(examples=["2021-02-18"])


class TopicFields(HeadFields):
    """One topic."""

    title: Line = Field(examples=["Leadership"])
    synonyms: Lines = Field((), description="Other names for it")
    parent: Line = Field("", description="The topic above it")
    owner: Line = Field("", description="Who keeps its position: a person")
    summary: Words60 = ""
    position: PositionFields | None = None
    guidance: WebAddress = Field("", description="A link to the policy")
    review_every: Length | None = None
    merged_into: Line = Field("", description="The topic that took its place")


_SHOWN = ("parent", "owner", "summary", "position", "guidance", "review_every")
"""What only a topic's own page and its place among the others show."""


def make_topic(reading: Reading, fields: TopicFields) -> tuple[values.TopicFile, list[Problem]]:
    """The topic that the fields make, and what is wrong between them."""
    found: list[Problem] = []
    if fields.merged_into and reading.body.html:
        found.append(problems.body_not_allowed(reading.path, reading.body_line, "A merged topic's page only leads on"))
    if fields.merged_into:
        found += [
            problems.field_without_effect(reading.at(name), name, "a merged topic's page only leads on")
            for name in _SHOWN
            if getattr(fields, name)
        ]
    elif fields.review_every and not fields.position:
        found.append(
            problems.field_without_effect(reading.at("review_every"), "review_every", "there is no position to review")
        )
    topic = values.TopicFile(
        reading.file(),
        fields.title,
        reading.refs("synonyms", fields.synonyms),
        reading.ref("parent", name=fields.parent) if fields.parent else None,
        reading.ref("owner", name=fields.owner) if fields.owner else None,
        fields.summary,
        values.Position(fields.position.text, fields.position.as_of) if fields.position else None,
        fields.guidance,
        fields.review_every,
        reading.ref("merged_into", name=fields.merged_into) if fields.merged_into else None,
    )
    return topic, found
