"""Text to fields: the YAML head of a file, read at the level of parser events, so that every value has a place.

PyYAML builds no values for us: `no` is not False, 12:30 is not 750, dates stay text and the schema converts them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from sitegen.problems import text as problems
from sitegen.problems.problem import Place, Problem, has_errors
from sitegen.reading.events import Reader, Stop
from sitegen.reading.simplefields import Path, read_simple_fields
from sitegen.reading.yamlmistakes import explain

if TYPE_CHECKING:
    from sitegen.reading.source import Source

LARGEST = 64 * 1024
# Where the structure of a line needs plain spaces: at its start, after the hyphen of a list, after a field's colon;
# and the line ends that only YAML knows.
_INVISIBLE = "\u00a0\u00ad\u200b\u200c\u200d\u2007\u202f\u2060\ufeff"
_WIDE = "\u00a0\u2007\u202f"
_MISPLACED = re.compile(
    rf"^(?P<before>[ \t]*(?:- *)*(?:[\w-]+:)?(?<![ \t]))(?P<run>[ \t]*[{_INVISIBLE}][ \t{_INVISIBLE}]*)"
    r"|(?P<end>[\x85\u2028\u2029])",
    re.MULTILINE,
)
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_DASH = "[-‐‑‒–—―−─_=*]"
_DASHES = re.compile(rf"(?!---[ \t]*$)[ \t]*(?:[—―─]|{_DASH}(?: ?{_DASH}){{1,80}})[ \t]*$")
_FIELD = re.compile(r"[A-Za-z_]{2,30}:(?: |$)")


class Fields(NamedTuple):
    """Fields as text, lists and mappings, with the place of each value and of each field's name."""

    values: dict[str, Any]
    places: dict[Path, Place]
    names: dict[Path, Place]

    def at(self, *path: str | int) -> Any:
        """The value that stands there."""
        value: Any = self.values
        for part in path:
            value = value[part]
        return value

    def place(self, *path: str | int) -> Place:
        """Where the value stands, or the nearest thing round it that has a place."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path]


class FrontMatter(NamedTuple):
    """A file cut in two: its fields, and the body below them."""

    fields: Fields
    body: str
    body_line: int
    """The line, from 1, on which the body starts."""


def parse_front_matter(source: Source) -> tuple[FrontMatter | None, list[Problem]]:
    """Cut the file at its `---` lines and read the fields; None where they cannot be read."""
    first, _, rest = source.text.partition("\n")
    if first.rstrip() != "---":
        return None, [_no_opening(source, first)]
    closing = _CLOSING.search(rest, max(0, rest.find("---")))  # no line before is one
    if not closing:
        return None, [_no_closing(source)]
    head, body = rest[: closing.start()], rest[closing.end() + 1 :]
    if len(head) > LARGEST:
        return None, [problems.front_matter_too_large(source.path, LARGEST)]
    fields, found = parse_fields(source.path, head, first_line=2)
    if fields is None:
        return None, found
    return FrontMatter(fields, body, head.count("\n") + 3), found


def _no_opening(source: Source, first: str) -> Problem:
    """What stands where the first line of hyphens belongs."""
    if re.match(r"---+ *\w", first):
        return problems.front_matter_language(source.path, first)
    if _DASHES.match(first):
        return problems.dashes_for_hyphens(source.path, _rows_of_dashes(source), source.text.split("\n"))
    lines = source.text.split("\n")
    opening = next((row for row, line in enumerate(lines, 1) if line.rstrip() == "---"), None)
    if _FIELD.match(first):
        return problems.opening_hyphens_missing(source.path, first, opening)
    if opening and opening < len(lines) and _FIELD.match(lines[opening]):
        return problems.text_above_hyphens(source.path, lines[: opening - 1])
    return problems.no_front_matter(source.path, first)


def _no_closing(source: Source) -> Problem:
    """What stands where the second line of hyphens belongs."""
    rows = _rows_of_dashes(source)
    if rows:
        return problems.dashes_for_hyphens(source.path, rows[:1], source.text.split("\n"))
    return problems.front_matter_not_closed(source.path, source.text.count("\n") + 1)


def _rows_of_dashes(source: Source) -> tuple[int, ...]:
    """The lines, from 1, of dashes before and right behind the fields, which are not the hyphens that are meant."""
    rows = []
    above = "name:"
    for row, line in enumerate(source.text.split("\n"), 1):
        if _DASHES.match(line) and (row == 1 or _FIELD.match(above) or above[:2] in ("  ", "- ")):
            rows.append(row)
        above = line
    return tuple(rows[:2])


def parse_fields(
    path: str, text: str, *, first_line: int = 1, remarks: bool = False
) -> tuple[Fields | None, list[Problem]]:
    """Read YAML text into fields. With `remarks`, `# words` may stand behind a value (as settings files have it).

    `first_line` is the line of the file on which the text starts.
    """
    simple = read_simple_fields(path, text, first_line)
    if simple:
        return Fields(*simple), []
    found = _check_characters(path, text, first_line)
    if has_errors(found):
        return None, found
    reader = Reader(path, text, first_line, remarks=remarks)
    try:
        reader.read(text)
    except Stop:
        return None, reader.problems
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        return None, [*reader.problems, explain(path, text, error, first_line)]
    if has_errors(reader.problems):
        return None, reader.problems
    return Fields(reader.root or {}, reader.places, reader.names), reader.problems


def _check_characters(path: str, text: str, first_line: int) -> list[Problem]:
    if text.isascii():
        return []
    found = []
    line = counted = 0
    for match in _MISPLACED.finditer(text):
        run = match["run"] or match["end"]
        index = match.end() - len(run)
        line, counted = line + text.count("\n", counted, index), index
        column = index - text.rfind("\n", 0, index)
        # At the start of a line each blank counts, elsewhere one is enough.
        wide = sum(character in _WIDE or character == " " for character in run)
        spaces = 0 if match["end"] else wide if column == 1 else 1
        mark = next(character for character in run if character not in " \t")
        at = Place(path, line + first_line, column, len(run))
        whole = text[index - column + 1 : match.end()] + text[match.end() :].partition("\n")[0]
        found.append(problems.invisible_character(at, ord(mark), spaces, whole))
    return found
