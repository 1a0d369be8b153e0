"""A writer who does to the letter what a report says: each hint that can be followed by hand, as a change of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sitegen.problems.mended_text import put
from sitegen.problems.report import hints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Problem


def followed(text: str, problem: Problem) -> Iterator[str]:
    """The text after each of the things that the hint says, one at a time."""
    if problem.replacement and problem.column and not problem.lines:
        yield _put(text, problem, problem.replacement)
    if problem.lines and problem.hint.endswith(":"):
        yield _paste(text, problem, [line[2:] for line in hints(problem, "")[problem.hint.count("\n") + 1 :]])
        return
    for row in problem.hint.split("\n"):
        for pattern, way in _WAYS:
            match = re.search(pattern, row)
            if match:
                yield way(text, problem, match)
                break


def _paste(text: str, problem: Problem, new: list[str]) -> str:
    """Lines in the place of those that the report means, a blank line above them."""
    lines = _lines(text)
    row = _at(problem)
    if problem.lines:
        return "\n".join([*lines[:row], "", *new, *lines[row + problem.lines :]])
    end = next((at for at in range(row, len(lines)) if not lines[at].strip()), len(lines))
    return "\n".join([*lines[:row], "", *new, *lines[end:]])


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _at(problem: Problem) -> int:
    return (problem.line or 1) - 1


def _put(text: str, problem: Problem, words: str) -> str:
    """The words in the place of what is marked."""
    lines = _lines(text)
    lines[_at(problem)] = put(problem, words, lines[_at(problem)])
    return "\n".join(lines)


def _replace(text: str, problem: Problem, match: re.Match[str]) -> str:
    """`Write:  words`; where a field is given, the whole line."""
    if re.match(r"[a-z_]+: ", match[1]) and problem.column:
        line = _lines(text)[_at(problem)]
        if line.lstrip(" -").startswith(match[1].partition(":")[0] + ":"):
            start = len(line) - len(line.lstrip(" -"))
            return _put(text, problem._replace(column=start + 1, length=len(line)), match[1])
    return _put(text, problem, match[1])


def _delete(text: str, problem: Problem, _: re.Match[str]) -> str:
    lines = _lines(text)
    del lines[_at(problem)]
    return "\n".join(lines)


def _field(text: str, _: Problem, match: re.Match[str]) -> str:
    return _among_fields(text, match[1])


def _among_fields(text: str, line: str) -> str:
    """A line among the fields, before the second row of hyphens."""
    lines = _lines(text)
    end = lines.index("---", 1) if "---" in lines[1:] else len(lines)
    return "\n".join([*lines[:end], line.strip(), *lines[end:]])


def _above(text: str, problem: Problem, _: re.Match[str]) -> str:
    lines = _lines(text)
    return "\n".join([*lines[: _at(problem)], "---", *lines[_at(problem) :]])


def _delete_first(text: str, _: Problem, match: re.Match[str]) -> str:
    count = int(match[1]) if match[1] else 1
    return "\n".join(_lines(text)[count:])


def _move_first(text: str, _: Problem, match: re.Match[str]) -> str:
    count = int(match[1]) if match[1] else 1
    lines = _lines(text)
    return "\n".join([*lines[count:], *lines[:count]])


def _hyphens_in_both(text: str, problem: Problem, _: re.Match[str]) -> str:
    rows = [int(number) - 1 for number in re.findall(r"\d+", problem.message.partition("Lines")[2])]
    return "\n".join("---" if row in rows else line for row, line in enumerate(_lines(text)))


def _spaces(text: str, problem: Problem, match: re.Match[str]) -> str:
    count = {"an": 1, None: 0}.get(match[1], int(match[1]) if (match[1] or "").isdigit() else 0)
    return _put(text, problem, " " * count)


def _pushed_in(text: str, problem: Problem, _: re.Match[str]) -> str:
    lines = _lines(text)
    lines[_at(problem)] = "  " + lines[_at(problem)]
    return "\n".join(lines)


def _folded(text: str, problem: Problem, match: re.Match[str]) -> str:
    lines = _lines(text)
    name = next(row for row in range(_at(problem), -1, -1) if lines[row].strip() == f"{match[1]}:")
    lines[name] += " >"
    lines[_at(problem)] = "  " + lines[_at(problem)]
    return "\n".join(lines)


def _blank_above(text: str, problem: Problem, _: re.Match[str]) -> str:
    lines = _lines(text)
    row = next(row for row in range(_at(problem), len(lines)) if re.fullmatch(r"[-=]+", lines[row]))
    return "\n".join([*lines[:row], "", *lines[row:]])


def _blank_here(text: str, problem: Problem, _: re.Match[str]) -> str:
    lines = _lines(text)
    return "\n".join([*lines[: _at(problem)], "", *lines[_at(problem) :]])


def _append(text: str, _: Problem, match: re.Match[str]) -> str:
    return f"{text.rstrip()}\n\n{match[1]}\n"


def _line(text: str, problem: Problem, match: re.Match[str]) -> str:
    """`name: value` in the place of the line, as far in as that is."""
    lines = _lines(text)
    line = lines[_at(problem)]
    name, _, value = match[1].partition(":")
    if not line.lstrip(" -").startswith(f"{name}:"):  # one of several in a line
        return _put(text, problem, value.strip())
    lines[_at(problem)] = line[: len(line) - len(line.lstrip(" -"))] + match[1]
    return "\n".join(lines)


def _whole_line(text: str, problem: Problem, match: re.Match[str]) -> str:
    return _put(text, problem, match[1])


def _below(text: str, problem: Problem, match: re.Match[str]) -> str:
    lines = _lines(text)
    line = lines[_at(problem)]
    before = " " * (len(line) - len(line.lstrip(" -")))
    return "\n".join([*lines[: _at(problem) + 1], before + match[1], *lines[_at(problem) + 1 :]])


def _moved(text: str, problem: Problem, match: re.Match[str]) -> str:
    """The line with as many spaces before its first word as the hint says."""
    lines = _lines(text)
    lines[_at(problem)] = " " * int(match[1] or 0) + lines[_at(problem)].lstrip()
    return "\n".join(lines)


def _value(text: str, problem: Problem, match: re.Match[str]) -> str:
    """The words in the place of the line's value."""
    lines = _lines(text)
    lines[_at(problem)] = lines[_at(problem)].partition(": ")[0] + ": " + match[1]
    return "\n".join(lines)


def _value_behind(text: str, problem: Problem, match: re.Match[str]) -> str:
    lines = _lines(text)
    lines[_at(problem)] += f" {match[1]}"
    return "\n".join(lines)


def _remark(text: str, problem: Problem, match: re.Match[str]) -> str:
    """What stands behind the value, on a line of its own above it."""
    lines = _lines(text)
    line = lines[_at(problem)]
    lines[_at(problem)] = line[: len(line) - len(match[1])].rstrip()
    return "\n".join([*lines[: _at(problem)], match[1], *lines[_at(problem) :]])


def _end_of_line(text: str, problem: Problem, match: re.Match[str]) -> str:
    lines = _lines(text)
    lines[_at(problem)] += f" {match[1]}"
    return "\n".join(lines)


def _paragraph(text: str, problem: Problem, _: re.Match[str]) -> str:
    """Without the lines that belong to the one that is meant."""
    return _paste(text, problem, [])


def _remove(text: str, problem: Problem, _: re.Match[str]) -> str:
    return _put(text, problem, "")


def _new_line(text: str, problem: Problem, _: re.Match[str]) -> str:
    return _put(text, problem, "\n")


def _move_up(text: str, problem: Problem, match: re.Match[str]) -> str:
    return _among_fields(_delete(text, problem, match), _lines(text)[_at(problem)])


_WAYS: tuple[tuple[str, Any], ...] = (
    (r"^Write one of these:  ([^,\n]+)", _replace),
    (r"^Write it like:  (\"\S+\") \(", _replace),
    (r"^Write it like:  (\w+: .+?)(?:\s{2,}or .*)?$", _line),
    (r"^Write it without that:  (\w+: .+)$", _line),
    (r"^Write it at the end:  (.+)", _append),
    (r"^Write a (?:date|month|day) like (\S+)", _replace),
    (r"^Write (something) after the colon", _value_behind),
    (r"^Write a role instead, such as:  (.+)", _replace),
    (r"^Write (?:it without brackets|words in its place|it with slashes):  (.+)", _replace),
    (r"^Write:  (.+?)(?:\s+or:? .*)?$", _replace),
    (r"^Write three hyphens in both places", _hyphens_in_both),
    (r"^If it is a place on the web, write:  (.+)", _replace),
    (r"^If it is an e-mail address, write:  (.+)", _replace),
    (r"^Put a line with just --- above", _above),
    (r"^Delete the first (?:(\d+) lines|line)\.", _delete_first),
    (r"^Move the first (?:(\d+) lines|line) below the fields", _move_first),
    (r"^Move the line up, above the second ---", _move_up),
    (
        r"^Delete (?:it|what is marked)(?:, all that stands before “.*?”)?(?:, and type (an|\d+) ordinary spaces?)?\.$",
        _spaces,
    ),
    (r"^Put (\d+) spaces? in the place of all that stands before its first word", _moved),
    (r"^Delete all that stands before its first word()", _moved),
    (r"^Does it go on with the text above\? Put two spaces before it", _pushed_in),
    (r"^Is “\w+” the name of a field\? Write:  (.+)", _whole_line),
    (r"^Words of the text go into quotation marks:  (.+)", _value),
    (r"^A remark goes on a line of its own:  (.+)", _remark),
    (r"^Put (-->) behind its last word", _end_of_line),
    (r"^Delete it and what belongs to it", _paragraph),
    (r"^Put .+ right before the first and .+, or delete it\.", _remove),
    (r"^Delete it(?::|, unless)", _remove),
    (r"^Delete it, or write it with the marks", _remove),
    (r"^Put a new line in their place", _new_line),
    (r"^Write a  >  behind  (\w+):", _folded),
    (r"^Delete the line\b|or delete (?:the line|it|it here)\.$|^Delete one of the two, or put|^Delete it\.$", _delete),
    (r"^Add a line below it:  (.+)", _below),
    (r"^(?:Add a line[^:]*|Or for a question you cannot answer here):  ([\w]+: .+)", _field),
    (r"^If not: leave a blank line above the row", _blank_above),
    (r"^Leave a blank line below the (?:table|list)", _blank_here),
)
