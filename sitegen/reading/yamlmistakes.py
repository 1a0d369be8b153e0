"""What a writer did where YAML gives up: told from the line itself, since the parsers' own words differ and puzzle."""

from __future__ import annotations

import re
from typing import Any

from sitegen.problems import text as problems
from sitegen.problems.problem import Place, Problem

_VALUE = re.compile(r"^(?P<before>\s*(?:- +)?(?:[\w-]+:\s+|- +)?)(?P<value>\S.*?)\s*$")
_STARTERS = {
    "@": "an at sign",
    "`": "a backtick",
    "%": "a per cent sign",
    "*": "an asterisk",
    "&": "an ampersand",
    "!": "an exclamation mark",
    "|": "a bar",
    ">": "a greater-than sign",
    "?": "a question mark",
}


def explain(path: str, text: str, error: Exception, first_line: int) -> Problem:
    """The problem that stopped the YAML parser, in words for the writer."""
    lines = text.split("\n")
    index, column = _where(text, error, len(lines))
    number, value_column, value = _suspect(lines, index, column)
    at = Place(path, number + first_line, value_column + 1, max(1, len(value)))
    what, hint, mended = _diagnose(lines[number], value)
    return problems.unreadable_yaml(at, what, hint, mended)


def _where(text: str, error: Exception, count: int) -> tuple[int, int]:
    """Line and column, from 0, at which the parser stopped."""
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return min(mark.line, count - 1), mark.column
    before = text[: getattr(error, "position", 0)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def _suspect(lines: list[str], index: int, column: int) -> tuple[int, int, str]:
    """The line to show, and its value: the parser often stops a line or more after the slip."""
    while index > 0 and not lines[index].strip():
        index -= 1
    previous = index - 1
    while previous > 0 and not lines[previous].strip():
        previous -= 1
    if previous >= 0 and column <= 1 and _diagnose(lines[previous], _split(lines[previous])[1])[2]:
        index = previous
    start, value = _split(lines[index])
    return index, start, value


def _split(line: str) -> tuple[int, str]:
    match = _VALUE.match(line)
    return (len(match["before"]), match["value"]) if match else (0, line)


def _diagnose(line: str, value: str) -> tuple[str, str, str]:
    """What is wrong, what to do, and the value mended (empty where only a person can tell)."""
    mended = '"' + value.strip("'\"").replace("\\", "\\\\").replace('"', "'") + '"'
    if "\t" in line[: len(line) - len(line.lstrip())] or re.match(r"\s*[\w-]+:\t", line):
        return "There is a tab in this line, where only spaces are read.", "Replace the tab by spaces.", ""
    if value.startswith("'") and value.count("'") != 2:
        return "An apostrophe ends the text too early.", "Use double quotation marks round it.", mended
    if value.startswith('"') and value.count('"') != 2:
        return "A quotation mark inside the text ends it too early.", "Use single ones inside.", mended
    if value[:1] in "'\"" and not value.endswith(value[0]):
        return "Text follows after the closing quotation mark.", "Put all of it in quotation marks.", mended
    if value[:1] in "[{" and value[-1:] not in "]}":
        return (
            "The list that starts here is not closed.",
            "Write it like:  [one, two]",
            value + ("]" if value[0] == "[" else "}"),
        )
    if re.search(r":(\s|$)", value):
        return "A colon followed by a space needs quotation marks.", "Put the whole text in quotation marks.", mended
    if value[:1] in _STARTERS:
        return f"A text cannot start with {_STARTERS[value[0]]}.", "Put the whole text in quotation marks.", mended
    if not re.match(r"\s*(- |[\w-]+:(\s|$)|#)", line):
        return (
            "This line is not a field: there is no name with a colon at its start.",
            ("Write:  name: value\nLonger texts go below  name: >  with two spaces before each line."),
            "",
        )
    if line[:1].isspace():
        return (
            "This line is indented, but does not belong to the one above it.",
            "Take out the spaces, or add those that its neighbours have.",
            "",
        )
    return "This line cannot be read as  name: value.", "Put the text after the colon in quotation marks.", mended
