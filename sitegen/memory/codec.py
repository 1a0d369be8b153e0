"""Frozen values to JSON and back, told how by the types of their fields alone."""

from __future__ import annotations

import types
import typing
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sitegen.memory.json_writing import json_writer

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAVES = frozenset((str, int, bool, types.NoneType))  # the usual ones, told by a look at their type
_MANY = (tuple, list)  # no union: one would be made for each look


def pack(value: Any) -> Any:
    """The value as JSON takes it: named tuples as lists, days as text."""
    if isinstance(value, _MANY):
        return [item if not item or type(item) in _LEAVES else pack(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: item if type(item) in _LEAVES else pack(item) for key, item in value.items()}
    return value


def dump(value: Any) -> str:
    """The packed value as JSON on one line."""
    return "".join(_encode(value, 0))


def _leaf(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be packed")


_encode = json_writer(_leaf)


def unpack(kind: Any, data: Any) -> Any:
    """The value of type `kind` that was packed; raises ValueError, TypeError or KeyError if it is not one."""
    return _unpacker(kind)(data)


@cache
def _unpacker(kind: Any) -> Callable[[Any], Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _named(kind)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _many(_unpacker(arguments[0]))
    if origin is tuple:
        parts = [_unpacker(argument) for argument in arguments]
        return lambda data: tuple(part(item) for part, item in zip(parts, data, strict=True))
    if origin in (types.UnionType, typing.Union):
        inner = [argument for argument in arguments if argument is not types.NoneType]
        unpack_inner = _unpacker(inner[0])
        return lambda data: None if data is None else unpack_inner(data)
    if origin is dict:
        unpack_value = _unpacker(arguments[1])
        return lambda data: {key: unpack_value(item) for key, item in data.items()}
    return lambda data: data


def _named(kind: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    # Only fields that need work: most are text, which JSON gives as it is.
    work = [(index, _unpacker(hints[name])) for index, name in enumerate(kind._fields) if not _is_plain(hints[name])]
    width, make = len(kind._fields), kind._make

    def unpack_named(data: Any) -> Any:
        if len(data) != width:
            raise ValueError(kind.__name__)
        items = list(data)
        for index, unpack_field in work:
            if items[index]:
                items[index] = unpack_field(items[index])
            elif items[index] == []:
                items[index] = ()
        return make(items)

    return unpack_named


def _many(unpack_one: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: tuple([unpack_one(item) for item in data])


def _is_plain(kind: Any) -> bool:
    return kind in (str, int, bool, Any, str | None, int | None, bool | None)
