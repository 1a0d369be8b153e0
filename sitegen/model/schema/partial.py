"""Items of which only a part can be read, so that one mistake in a promise does not hide the others in it."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from sitegen.model.schema.indent import inner_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import TypeAdapter


def readable_items(annotation: Any, value: Any, adapters: Callable[[Any], dict[str, TypeAdapter[Any]]]) -> Any:
    """What can be read of a list of items, an empty value for each needed field that cannot; None for another value.

    Only where all that an item needs is text: an empty one is none that the other checks could stumble over.
    """
    schema = inner_schema(annotation) if typing.get_origin(annotation) is tuple else None
    items = [value] if isinstance(value, dict) else value
    if schema is None or not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return None
    needed = [name for name, field in schema.model_fields.items() if field.is_required()]
    if any(schema.model_fields[name].annotation is not str for name in needed):
        return None
    return tuple([_readable(schema, item, needed, adapters(schema)) for item in items])


def _readable(
    schema: type[BaseModel], item: dict[str, Any], needed: list[str], adapters: dict[str, TypeAdapter[Any]]
) -> BaseModel:
    values: dict[str, Any] = dict.fromkeys(needed, "")
    for name, adapter in adapters.items():
        if item.get(name) is not None:
            try:
                values[name] = adapter.validate_python(item[name])
            except ValidationError:
                continue
    return schema.model_construct(**values)
