"""Calling code that is not ours: what goes wrong in it is told as a problem, at its own line."""

from __future__ import annotations

import functools
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.privacy.covering import masked
from sitegen.problems import project_files as problems
from sitegen.problems.problem import Place
from sitegen.rendering.templates import BadTemplate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.problems.problem import Problem

_PACKAGE = str(Path(__file__).parents[1])


class OwnCodeFailed(BadTemplate):
    """Code that is not ours does not work; carries the problem, as of a template."""


def call(what: str, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:
    """What the function gives; raises OwnCodeFailed as `telling` does."""
    with telling(what, function):
        return function(*arguments, **named)


@contextmanager
def telling(what: str, function: Callable[..., Any]) -> Iterator[None]:
    """Raise OwnCodeFailed for what goes wrong in the function, which is its cause; `what` begins the sentence."""
    try:
        yield
    except OwnCodeFailed:  # of a function of theirs inside it
        raise
    except Exception as error:
        said = f"{type(error).__name__}: {masked(str(error))}" if str(error) else type(error).__name__
        raise OwnCodeFailed(problems.own_code(_where_raised(error, function), what, said.rstrip("."))) from error


def failed(what: str, function: Callable[..., Any], said: str) -> OwnCodeFailed:
    """What to raise where the function gave what it must not give."""
    return OwnCodeFailed(problems.own_code(place_of(function), what, said))


def wrong_address(kind: str, function: Callable[..., Any], route: str, why: str) -> Problem:
    """A page of theirs stands at an address at which it cannot."""
    return problems.own_address(place_of(function), kind, route, why)


def place_of(function: Callable[..., Any]) -> Place:
    """Where the function stands, as far as that can be told."""
    while isinstance(function, functools.partial):
        function = function.func
    function = getattr(function, "__wrapped__", function)
    code = getattr(function, "__code__", None) or getattr(type(function).__call__, "__code__", None)
    return Place(_path(code.co_filename), code.co_firstlineno) if code else Place(repr(function))


def _where_raised(error: Exception, function: Callable[..., Any]) -> Place:
    """The last line that was theirs: in the function's own file, else in another that is not sitegen's."""
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    at = place_of(function)
    here = [line for name, line in frames if _path(name) == at.path]
    if here:
        return Place(at.path, here[-1])
    theirs = [(name, line) for name, line in frames if not name.startswith((_PACKAGE, "<"))]
    return Place(_path(theirs[-1][0]), theirs[-1][1]) if theirs else at


def _path(name: str) -> str:
    return Path(name).as_posix()
