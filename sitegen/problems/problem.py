"""A problem is a value: what is wrong, where, how bad, and what to type instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

ERROR = "error"
NOTICE = "notice"
_SHORT = 60  # characters


class Place(NamedTuple):
    """A stretch of one line of one file; lines and columns count from 1, in characters."""

    path: str
    """Below the project's folder, with `/`."""
    line: int | None = None
    """None where the problem concerns the whole file."""
    column: int | None = None
    length: int = 1


class Problem(NamedTuple):
    """One thing to mend (error) or to know (notice). Only the constructors of this package make one."""

    code: str
    """Permanent, a heading of `docs/problems.md`."""
    severity: str
    """`ERROR` or `NOTICE`."""
    path: str
    line: int | None
    column: int | None
    length: int
    message: str
    """What is wrong, in one sentence or two."""
    hint: str
    """What to do, one suggestion a line."""
    replacement: str = ""
    """What should stand in place of the marked stretch, or of whole lines; empty where that is not known."""
    firm: bool = False
    """True where the problem stays an error even in a draft."""
    lines: int = 0
    """How many lines, from its own on, the replacement takes the place of, each of its own ended by a line feed; 0 for
    what is marked alone."""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sorts problems by place."""
        return (self.path, self.line or 0, self.column or 0, self.code, self.message)

    @property
    def is_mendable(self) -> bool:
        """Whether it says how its file should read."""
        return bool(self.line and (self.lines or (self.replacement and self.column)))

    def softened(self) -> Problem:
        """The problem as it counts in a draft: a notice, unless it is firm."""
        return self if self.firm else self._replace(severity=NOTICE)

    def hardened(self) -> Problem:
        """The problem as it counts where it keeps something from happening: an error."""
        return self._replace(severity=ERROR)


def error(
    code: str, at: Place, message: str, hint: str = "", replacement: str = "", *, firm: bool = False, lines: int = 0
) -> Problem:
    """An error: the build stops and the output stays as it is."""
    return Problem(code, ERROR, at.path, at.line, at.column, at.length, message, hint, replacement, firm, lines)


def notice(code: str, at: Place, message: str, hint: str = "", replacement: str = "", *, lines: int = 0) -> Problem:
    """A notice: worth knowing, stops nothing."""
    return Problem(code, NOTICE, at.path, at.line, at.column, at.length, message, hint, replacement, lines=lines)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops the build."""
    return any(problem.severity == ERROR for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems sorted by place, each once."""
    return tuple(sorted(set(problems), key=lambda problem: problem.order))


def shortened(text: str) -> str:
    """The text, cut at a word where it is long."""
    return text if len(text) <= _SHORT else text[:_SHORT].rpartition(" ")[0].rstrip(",;:") + " …"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 entry`, `2 entries`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
