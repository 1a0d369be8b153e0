"""Fields that stand in the column of the field they belong into: one slip, which would look like many."""

from __future__ import annotations

import typing
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sitegen.problems import fields as problems
from sitegen.problems.guessing import nearest

if TYPE_CHECKING:
    from sitegen.problems.problem import Problem
    from sitegen.reading.frontmatter import Fields


def find_unindented(schema: type[BaseModel], fields: Fields) -> tuple[list[Problem], set[str]]:
    """The problems, and the names of all fields that they explain."""
    found: list[Problem] = []
    explained: set[str] = set()
    values = fields.values
    names = list(values)
    for index, name in enumerate(names):
        field = schema.model_fields.get(name)
        if not field:
            continue
        following = takewhile(lambda other: other not in schema.model_fields, names[index + 1 :])
        loose = _loose(field.annotation, values[name], list(following), schema)
        if loose:
            at = fields.names[loose[0],]
            found.append(problems.missing_indent(at, name, loose[0], loose[-1], _indent(name, fields)))
            explained.update((name, *loose))
    return found, explained


def _loose(annotation: Any, value: Any, following: list[str], schema: type[BaseModel]) -> list[str]:
    """Those of the following names that belong into the field."""
    inner = inner_schema(annotation)
    if inner:
        there = value[-1] if isinstance(value, list) and value else value
        held = there if isinstance(there, dict) else {}
        own = names_of(inner)
        return list(takewhile(lambda name: name in own and name not in held, following)) if not value or held else []
    # `question: >` and below it “Two things: why and when?”
    is_text = value == "" and following and not nearest(following[0], schema.model_fields)
    return following[:1] if is_text else []


def _indent(name: str, fields: Fields) -> int:
    """How many spaces the field's own fields have; two where there is none yet."""
    value = fields.values[name]
    at = fields.place(name, len(value) - 1) if isinstance(value, list) else fields.place(name)
    return (at.column or 1) - 1 if value else 2


def names_of(schema: type[BaseModel]) -> tuple[str, ...]:
    """The names of its fields, as they are typed."""
    return tuple([field.alias or name for name, field in schema.model_fields.items()])


def inner_schema(annotation: Any) -> type[BaseModel] | None:
    """The schema of the field's own fields; None where it has none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in typing.get_args(annotation) if (found := inner_schema(part))), None)
