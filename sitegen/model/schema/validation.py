"""Fields against a schema: every mistake a problem with its place, and what is readable kept for the other checks."""

from __future__ import annotations

import typing
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError

from sitegen.model.schema.choice import OneOf
from sitegen.model.schema.indent import find_unindented, inner_schema, names_of
from sitegen.model.schema.partial import readable_items
from sitegen.problems import fields as problems
from sitegen.problems import text as text_problems
from sitegen.problems.guessing import begins_with, nearest
from sitegen.reading.quotation_marks import quoted, requoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.fields import FieldInfo

    from sitegen.model.schema.types import Schema
    from sitegen.problems.problem import Place, Problem
    from sitegen.reading.frontmatter import Fields

_S = TypeVar("_S", bound="Schema")
_HOLDS = {
    "draft": "Write:  draft: true    or delete the line.",
    "publish_from": "Write a day like 2021-02-18 or 18 February 2021.",
    "publish_until": "Write a day like 2021-02-18 or 18 February 2021.",
}


def check_fields(schema: type[_S], fields: Fields) -> tuple[_S, list[Problem], tuple[str, ...]]:
    """The fields as the schema's values, the problems, and the names of the fields that could not be read.

    Unreadable fields are left out, and required ones that are missing get an empty value, so that the other checks
    can go on; nothing is built from them, since there is a problem.
    """
    try:
        return schema.model_validate(fields.values), [], ()
    except ValidationError as error:
        details = error.errors(include_url=False)
    found, explained = find_unindented(schema, fields)
    unknown: dict[Any, list[str]] = {}  # the fields that are not known, by what they stand in
    for detail in details:
        if detail["type"] == "extra_forbidden":
            unknown.setdefault(detail["loc"][:-1], []).append(str(detail["loc"][-1]))
    found += [
        _problem(schema, fields, detail)
        for detail in details
        if detail["loc"][0] not in explained and not _is_misspelt(unknown, detail)
    ]
    broken = tuple(dict.fromkeys((*explained, *(str(detail["loc"][0]) for detail in details))))
    values = {name: value for name, value in fields.values.items() if name not in explained}
    readable = cast("_S", schema.model_construct(**_readable(schema, values)))
    return readable, found, broken


def _readable(schema: type[Schema], values: dict[str, Any]) -> dict[str, Any]:
    """The values that stand, each validated by itself; empty ones for the required fields that do not."""
    readable = {name: _empty(field.annotation) for name, field in schema.model_fields.items() if field.is_required()}
    for name, adapter in _adapters(schema).items():
        if name in values:
            try:
                readable[name] = adapter.validate_python(values[name])
            except ValidationError:
                items = readable_items(schema.model_fields[name].annotation, values[name], _adapters)
                if items is not None:
                    readable[name] = items
    return readable


@cache
def _adapters(schema: type[Schema]) -> dict[str, TypeAdapter[Any]]:
    """What validates each field by itself."""
    return {name: TypeAdapter(hint) for name, hint in typing.get_type_hints(schema, include_extras=True).items()}


def _is_misspelt(unknown: dict[Any, list[str]], detail: Any) -> bool:
    """Whether a missing field stands beside an unknown one of nearly its name: one mistake, one problem."""
    beside = unknown.get(detail["loc"][:-1], ()) if detail["type"] == "missing" else ()
    wanted = [str(detail["loc"][-1])]
    return any(nearest(name, wanted) or begins_with(name, wanted) for name in beside)


def _empty(annotation: Any) -> Any:
    return () if typing.get_origin(annotation) is tuple else ""


def _problem(schema: type[Schema], fields: Fields, detail: Any) -> Problem:
    loc, kind, context = detail["loc"], detail["type"], detail.get("ctx", {})
    at = fields.place(*loc)
    name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    if kind == "missing":
        return _missing(schema, fields.place(*loc[:-1]) if loc[:-1] else at, loc)
    if kind == "extra_forbidden":
        inner = _schema_at(schema, loc[:-1])
        known = names_of(inner) if inner else ()
        return _colon_lost(fields, loc, known) or problems.unknown_field(fields.names.get(loc, at), name, known)
    if len(loc) == 1 and name in _HOLDS:
        typed = fields.values.get(name)
        readings = f"Write:  {context['first']}    or:  {context['second']}" if kind == "ambiguous_date" else ""
        return problems.bad_hold(at, name, typed if isinstance(typed, str) else "", readings or _HOLDS[name])
    if kind == "empty_field":
        holder = _schema_at(schema, loc[:-1])
        field = holder.model_fields.get(name) if holder else None
        return problems.empty_field(at, name, is_needed=bool(field and field.is_required()))
    if kind == "wrong_kind":
        mended = _mended_text(fields, loc)
        if mended:
            return problems.wrong_kind(mended[0], name, context["wanted"], replacement=mended[1])
    inner = _schema_at(schema, loc) if kind == "wrong_kind" or "model" in kind else None
    if inner:
        in_list = kind == "wrong_kind" or isinstance(loc[-1], int)
        return problems.wrong_kind(
            at, name, context.get("wanted", "fields of its own"), form=_form(inner, in_list=in_list)
        )
    constructor = _CONSTRUCTORS.get(kind)
    if constructor:
        return constructor(at, name, context)
    return problems.wrong_kind(
        at, name, "fields of its own" if "dict" in kind else "a text", "" if "dict" in kind else "words"
    )


def _colon_lost(fields: Fields, loc: tuple[Any, ...], known: tuple[str, ...]) -> Problem | None:
    """`title Vans: why`, where a later colon makes a field's name of what stands before it."""
    name, value, at = str(loc[-1]), fields.at(*loc) or "", fields.names.get(loc)
    begun = begins_with(name, known)
    if not begun or not at or not isinstance(value, str):
        return None
    text, behind = name[len(begun) :].lstrip(": "), fields.place(*loc)
    if value and behind.line == at.line:
        text = requoted(f"{text}: {value}")
        at = at._replace(length=(behind.column or 1) + behind.length - (at.column or 1))
    return problems.unknown_field(at, begun, known, mended=f"{begun}: {text}")


def _schema_at(schema: type[BaseModel], loc: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The schema of the mapping at `loc`."""
    current: type[BaseModel] | None = schema
    for part in loc:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        current = inner_schema(field.annotation) if field else None
    return current


def _missing(schema: type[Schema], at: Place, loc: tuple[Any, ...]) -> Problem:
    """A required field is not there."""
    inner, name = _schema_at(schema, loc[:-1]), str(loc[-1])
    field = inner.model_fields.get(name) if inner else None
    example, choices = (_example(field), _choices(field)) if field else ("…", {})
    value = _day_of_folder(at.path) if loc == ("date",) else ""
    return problems.missing_field(at, name, example=example, value=value, choices=choices)


def _day_of_folder(path: str) -> str:
    """The day with which the name of a digest's folder starts; empty where it starts with none."""
    day = path.split("/")[-2][:10]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _form(schema: type[BaseModel], *, in_list: bool) -> tuple[str, ...]:
    """The lines of a field that has fields of its own: those that are needed, and those that most are used for."""
    rows = [
        f"{field.alias or name}: {_example(field)}"
        for name, field in schema.model_fields.items()
        if field.is_required() or field.examples
    ]
    return tuple(("- " if not number else "  ") + row for number, row in enumerate(rows)) if in_list else tuple(rows)


def _example(field: FieldInfo) -> str:
    return str(field.examples[0]) if field.examples else " or ".join(_choices(field)) or "…"


def _choices(field: FieldInfo) -> dict[str, str]:
    """The words that the field takes, with what readers see for each."""
    return next((rule.meanings for rule in field.metadata if isinstance(rule, OneOf)), {})


def _mended_text(fields: Fields, loc: tuple[Any, ...]) -> tuple[Place, str] | None:
    """The place and the mended form of a text that a colon turned into a field: `- Why: because`."""
    value = fields.at(*loc)
    if not isinstance(value, dict) or len(value) != 1:
        return None
    name, text = next(iter(value.items()))
    start, end = fields.names[(*loc, name)], fields.places[(*loc, name)]
    if not isinstance(text, str) or start.line != end.line:
        return None
    length = (end.column or 1) + end.length - (start.column or 1)
    return start._replace(length=length), quoted(f"{name}: {text}")


def _named(constructor: Callable[..., Problem], *keys: str) -> Callable[[Place, str, dict[str, Any]], Problem]:
    return lambda at, name, context: constructor(at, name, *(context[key] for key in keys))


def _unnamed(constructor: Callable[..., Problem], *keys: str) -> Callable[[Place, str, dict[str, Any]], Problem]:
    return lambda at, name, context: constructor(at, *(context[key] for key in keys))


_CONSTRUCTORS: dict[str, Callable[[Place, str, dict[str, Any]], Problem]] = {
    "wrong_kind": _named(problems.wrong_kind, "wanted", "example"),
    "bad_choice": _named(problems.bad_choice, "value", "choices"),
    "bad_date": _unnamed(problems.bad_date, "value", "wanted", "why"),
    "ambiguous_date": _unnamed(problems.ambiguous_date, "value", "first", "second"),
    "bad_duration": _named(problems.bad_duration, "value"),
    "bad_time": _named(problems.bad_time, "value", "meant"),
    "bad_number": _named(problems.bad_number, "value"),
    "bad_address": _named(problems.bad_address, "value", "wanted"),
    "login_in_address": _named(problems.login_in_address, "what", "form"),
    "bad_colour": _unnamed(problems.bad_colour, "value"),
    "too_many_words": _named(problems.too_many_words, "count", "limit"),
    "too_many_values": _named(problems.too_many_values, "count", "limit"),
    "email_address": _named(problems.email_address),
    "control_character": _unnamed(text_problems.control_character, "code_point"),
}
