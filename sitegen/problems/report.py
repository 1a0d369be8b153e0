"""Problems written out: for people, for editors, for GitHub and for programs."""

from __future__ import annotations

import textwrap
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.problems.mended_text import put
from sitegen.problems.problem import ERROR, NOTICE, Problem, plural
from sitegen.problems.visible import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Style = Callable[[str, str], str]

_WIDTH = 100
_COVERED = "••"  # in a line of which something is not shown
_CODE_COLUMN = 64
_LONGEST_LINE = 160
_LONGEST_PASTED, _MOST_PASTED = 200, 12
_PASTED = ("published-", "unsure-")  # codes of problems that offer lines to paste: these stand as they go into a file


class Held(NamedTuple):
    """A file that is not shown."""

    path: str
    reason: str
    until: date | None


class Summary(NamedTuple):
    """What there is to say about a site: how much it holds, what is held back, what is wrong."""

    zone: str
    """The time zone in which its day was told."""
    entries: int
    """With a page, tombstones included."""
    digests: int
    topics: int
    people: int
    pages: int
    """HTML routes without redirects; 0 where mistakes keep all from being planned."""
    held_back: tuple[Held, ...]
    problems: tuple[Problem, ...]
    waived: tuple[str, ...] = ()
    """What looks private and may stand in a file, each with why, by whom and until when."""
    accounted: tuple[tuple[str, str], ...] = ()
    """Kinds and keys of what looks private in files that are shown: told there, or waived."""


def as_text(
    problems: Sequence[Problem], line_of: Callable[[str, int], str], style: Style, most: int | None = None
) -> str:
    """The problems for a person, each with its line and what to write instead.

    `line_of` gives a line of a file, with dots for what is not to be shown; `style` puts a text into a colour: place,
    error, notice, mark, mend or faint. Of notices of one kind, `most` are shown, if said,
    and the others counted.
    """
    blocks = []
    shown, left = _first(_gathered(problems), most)
    for problem, more in shown:
        lines = list(_block(_shown(problem), line_of, style))
        if more:
            lines.append(
                style(f"  … and {plural(more, 'more place', 'more places')} like this in the same file.", "faint")
            )
        blocks.append("\n".join(lines))
    blocks += [
        style(f"… and {plural(more, 'more notice', 'more notices')} like these, which  sitegen check  shows.", "faint")
        + f"  [{code}]"
        for code, more in left.items()
    ]
    return "\n\n".join(blocks)


def as_lines(problems: Sequence[Problem]) -> str:
    """One line for each problem, as editors read them: `path:line:column: error: message [code]`."""
    rows = []
    for problem in map(_shown, problems):
        place = f"{problem.path}:{problem.line or 1}:{problem.column or 1}"
        rows.append(f"{place}: {problem.severity}: {_one_line(problem)} [{problem.code}]")
    return "\n".join(rows)


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands of GitHub Actions."""
    rows = []
    for problem in map(_shown, problems):
        level = "error" if problem.severity == ERROR else "notice"
        place = f"file={_escaped(problem.path).replace(':', '%3A').replace(',', '%2C')}" + (
            f",line={problem.line},col={problem.column or 1}" if problem.line else ""
        )
        rows.append(f"::{level} {place},title={problem.code}::{_escaped(_one_line(problem))}")
    return "\n".join(rows)


def as_data(problem: Problem) -> dict[str, Any]:
    """A problem for programs."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": "\n".join(hints(problem, "")),
    }


def hints(problem: Problem, line: str) -> list[str]:
    """What to do: the mended line or stretch first, where it is known; mended lines last, below a hint with a colon."""
    rows = problem.hint.split("\n") if problem.hint else []
    if problem.lines:
        return rows + _to_paste(problem.replacement) if problem.hint.endswith(":") else rows
    if problem.replacement:
        return [
            "Write:  "
            + (put(problem, problem.replacement, line).strip() if line and problem.column else problem.replacement),
            *rows,
        ]
    if problem.hint.endswith(":"):  # what was to stand below it is not to be shown
        rows[-1] = rows[-1].removesuffix(":") + "."
    return rows


def _to_paste(text: str) -> list[str]:
    """Lines as they go into a file; a blank one above them is told in words."""
    rows = text.removesuffix("\n").removeprefix("\n").split("\n")
    shown = [f"  {row[:_LONGEST_PASTED]}" for row in rows[:_MOST_PASTED]]
    more = len(rows) - _MOST_PASTED
    return [*shown, f"  … and {plural(more, 'more line', 'more lines')} in the same way"] if more > 0 else shown


def closing(problems: Sequence[Problem], *, unchanged: str) -> str:
    """The last line: how much there is to mend, and what that means for the site."""
    errors = [problem for problem in problems if problem.severity == ERROR]
    files = plural(len({problem.path for problem in errors}), "file")
    return f"{plural(len(errors), 'thing')} to mend, in {files}. {unchanged}"


def _shown(problem: Problem) -> Problem:
    """The problem as it can be printed: it may be of a file whose name is no name."""
    return problem._replace(
        path=one_line(problem.path),
        message=one_line(problem.message),
        hint=visible(problem.hint),
        replacement=(visible if problem.lines else one_line)(problem.replacement),
    )


def _block(problem: Problem, line_of: Callable[[str, int], str], style: Style) -> Iterator[str]:
    where = problem.path + (f", line {problem.line}" if problem.line else "")
    yield style(where, "place") + (style("  (notice)", "notice") if problem.severity == NOTICE else "")
    for part in textwrap.wrap(problem.message, _WIDTH - 2, break_on_hyphens=False):
        yield "  " + style(part, "error" if problem.severity == ERROR else "notice")
    line = line_of(problem.path, problem.line) if problem.line else ""
    if problem.column and line and not line.isspace() and problem.code not in _MASKED:
        yield from _frame(problem, line, style)
    rows = hints(problem, visible(line) if len(line) <= _LONGEST_LINE and _COVERED not in line else "")
    code = style(f"[{problem.code}]", "faint")
    margin = "" if problem.code.startswith(_PASTED) else "  "
    for row in rows[:-1]:
        yield margin + style(row, "mend")
    last = rows[-1] if rows else ""
    yield "  " + style(last, "mend") + " " * max(2, _CODE_COLUMN - len(last)) + code


def _frame(problem: Problem, line: str, style: Style) -> Iterator[str]:
    """The line, and marks below what is wrong; a long line is cut round it."""
    column = min((problem.column or 1) - 1, len(line))
    length = max(1, min(problem.length, len(line) - column))
    start = max(0, column - 60) if len(line) > _LONGEST_LINE else 0
    # Only this much is looked at: a line can have as many problems as words.
    shown = visible(line[start : start + _LONGEST_LINE]).replace("\t", " ")
    indent = len(shown) - len(shown.lstrip())
    shown, column = shown.lstrip(), column - start - indent
    if column < 0:
        length, column = max(1, length + column), 0
    yield "    " + shown.rstrip()
    yield "    " + " " * column + style("^" * min(length, max(1, len(shown) - column)), "mark")


_MASKED = ("private", "maybe-private")
"""Codes of notices whose words are shown nowhere: not in their own line, and not in what else is said of it."""
_EACH_SHOWN = (*_MASKED, "private-served", "maybe-private-served")
"""Codes of notices that are never counted only: each is of other words."""


def _gathered(problems: Sequence[Problem]) -> list[tuple[Problem, int]]:
    """The problems, notices of one kind in one file shown once with the number of the others."""
    counts: dict[tuple[str, str], int] = {}
    shown: list[Problem] = []
    for problem in problems:
        key = (problem.path, problem.code)
        if problem.severity == NOTICE and key in counts and problem.code not in _EACH_SHOWN:
            counts[key] += 1
            continue
        counts.setdefault(key, 0)
        shown.append(problem)
    return [(problem, counts[problem.path, problem.code] if problem.severity == NOTICE else 0) for problem in shown]


def _first(gathered: list[tuple[Problem, int]], most: int | None) -> tuple[list[tuple[Problem, int]], Counter[str]]:
    """All errors, so many notices of each code, and how many there are besides."""
    seen: Counter[str] = Counter()
    left: Counter[str] = Counter()
    kept: list[tuple[Problem, int]] = []
    for problem, more in gathered:
        if problem.severity == NOTICE and problem.code not in _EACH_SHOWN:
            seen[problem.code] += 1
            if most is not None and seen[problem.code] > most:
                left[problem.code] += 1 + more
                continue
        kept.append((problem, more))
    return kept, left


def _one_line(problem: Problem) -> str:
    return " ".join([problem.message, *(hint.strip() for hint in hints(problem, ""))])


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
