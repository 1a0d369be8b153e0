"""The fields of a person and of a plain page, checked, and what is made of them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from sitegen.model import page as pages
from sitegen.model import person as values
from sitegen.model.schema.head import HeadFields
from sitegen.model.schema.types import Boolean, Day, Items, Line, Schema
from sitegen.problems import at_odds as problems

if TYPE_CHECKING:
    from sitegen.model.schema.reading import Reading
    from sitegen.problems.problem import Problem


class RoleFields(Schema):
    """A role held for a time."""

    title: Line = Field(examples=["Chief Executive"])
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None


class PersonFields(HeadFields):
    """One answerer."""

    name: Line = Field(examples=["Chief Executive"])
    roles: Annotated[tuple[RoleFields, ...], Items] = ()
    team: Line = ""
    contact: Line = ""
    contact_public: Boolean = Field(False, description="true to show the contact")
    left: Day | None = None


class PageFields(HeadFields):
    """A plain page."""

    title: Line = Field(examples=["About these answers"])
    nav: Boolean = Field(False, description="true to name it in the navigation")


def make_person(reading: Reading, fields: PersonFields) -> tuple[values.PersonFile, list[Problem]]:
    """The person that the fields make, and what is wrong between them."""
    found: list[Problem] = []
    indexed = sorted(enumerate(fields.roles), key=lambda pair: (pair[1].from_ or date.min, pair[0]))
    for (_, before), (index, after) in pairwise(indexed):
        if before.to is None or after.from_ is None or after.from_ < before.to:
            found.append(problems.roles_overlap(reading.at("roles", index), after.title))
    for index, role in enumerate(fields.roles):
        if role.from_ and role.to and role.to < role.from_:
            found.append(problems.end_before_start(reading.at("roles", index, "to"), "role"))
    roles = tuple(values.Role(role.title, role.from_, role.to) for _, role in indexed)
    person = values.PersonFile(
        reading.file(), fields.name, roles, fields.team, fields.contact, fields.contact_public, fields.left
    )
    return person, found


def make_page(reading: Reading, fields: PageFields) -> tuple[pages.PageFile, list[Problem]]:
    """The page that the fields make; one without words is a mistake, unless the site has default ones."""
    page = pages.PageFile(reading.file(), fields.title, fields.nav)
    if not reading.body.html and not reading.body_unreadable and page.name not in ("about", "accessibility"):
        return page, [problems.missing_body(reading.path, reading.body_line)]
    return page, []
