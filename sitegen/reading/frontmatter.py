"""Text to fields: the YAML head of a file, read at the level of parser events, so that every value has a place.

PyYAML builds no values for us: `no` is not False, 12:30 is not 750, dates stay text and the schema converts them.
Working on events and not on nodes keeps depth and size in our hands: composing nodes recurses, and crashes the
interpreter some ten thousand brackets deep.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from sitegen.problems import text as problems
from sitegen.problems.problem import Place, Problem, has_errors
from sitegen.reading.simplefields import NULLS, Path, read_simple_fields
from sitegen.reading.source import NOT_TEXT
from sitegen.reading.yamlmistakes import bulleted, explain, glued_field, quoted

if TYPE_CHECKING:
    from sitegen.reading.source import Source

LARGEST = 64 * 1024
DEEPEST = 8
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Where the structure of a line needs plain spaces: at its start, after the hyphen of a list, after a field's colon;
# and the line ends that only YAML knows.
_INVISIBLE = "\u00a0\u00ad\u200b\u200c\u200d\u2007\u202f\u2060\ufeff"
_MISPLACED = re.compile(rf"^[ \t]*(?:- *)*(?:[\w-]+:)?[ \t]*([{_INVISIBLE}])|([\x85\u2028\u2029])", re.MULTILINE)

_COMPLETE = re.compile(r"true|false|\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z][a-z]+ \d{4}", re.IGNORECASE)


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
        opening = problems.front_matter_language if re.match(r"---+ *\w", first) else problems.no_front_matter
        return None, [opening(source.path, first)]
    closing = re.search(r"^---[ \t]*$", rest, re.MULTILINE)
    if not closing:
        return None, [problems.front_matter_not_closed(source.path, source.text.count("\n") + 1)]
    head, body = rest[: closing.start()], rest[closing.end() + 1 :]
    if len(head) > LARGEST:
        return None, [problems.front_matter_too_large(source.path, LARGEST)]
    fields, found = parse_fields(source.path, head, first_line=2)
    if fields is None:
        return None, found
    return FrontMatter(fields, body, head.count("\n") + 3), found


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
    reader = _Reader(path, text, first_line, remarks=remarks)
    try:
        reader.read(text)
    except _Stop:
        return None, reader.problems
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        return None, [*reader.problems, explain(path, text, error, first_line)]
    if has_errors(reader.problems):
        return None, reader.problems
    return Fields(reader.root or {}, reader.places, reader.names), reader.problems


class _Stop(Exception):
    """Reading on would be no use; the reason is among the problems."""


class _Reader:
    """Takes parser events and builds values, places and problems from them."""

    def __init__(self, path: str, text: str, first_line: int, *, remarks: bool) -> None:
        self.path, self.first_line, self.remarks = path, first_line, remarks
        self.lines = text.split("\n")
        self.problems: list[Problem] = []
        self.places: dict[Path, Place] = {(): Place(path, first_line, 1)}
        self.names: dict[Path, Place] = {}
        self.root: dict[str, Any] | None = None
        self.open: list[tuple[Any, Path]] = []
        self.name: str | None = None  # the field whose value comes next
        self.waiting: list[str | None] = []  # the same, of the mappings further out
        self.documents = 0
        self.repeated: dict[Path, list[tuple[str, Place, Place]]] = {}  # name, its first place, its second

    def read(self, text: str) -> None:
        """Take all events; where that ends early, say of what was begun what can be said."""
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self.take(event)
        finally:
            for value, path in self.open:
                self.problems += self.explain_repeated(value, path)

    def take(self, event: Any) -> None:
        """Take the next event."""
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self.scalar(event)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self.start({} if kind == "MappingStartEvent" else [], event)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            value, path = self.open.pop()
            self.name = self.waiting.pop()
            self.problems += self.explain_repeated(value, path)
        elif kind == "AliasEvent":
            self.refuse_shorthand(event, "*")
        elif kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                self.refuse(
                    problems.unreadable_yaml(
                        self.mark(event), "A second set of fields starts here.", "Put all fields into one."
                    )
                )

    def scalar(self, event: Any) -> None:
        self.check_shorthand(event)
        escaped = NOT_TEXT.search(event.value) if event.style == '"' else None
        if escaped:  # "\\x07" in quotation marks
            self.refuse(problems.control_character(self.mark(event), ord(escaped[0])))
        container, path = self.open[-1] if self.open else (None, ())
        if isinstance(container, dict) and self.name is None:
            self.field(event, container, path)
            return
        value = None if event.implicit[0] and not event.style and event.value in NULLS else event.value
        if not event.style:
            self.check_remark(event)
            items = bulleted(event.value) if isinstance(container, dict) else []
            if items:
                self.problems.append(problems.bullets(self.mark(event), self.name or "", tuple(items)))
        self.put(value, self.mark(event))
        if value and len(value) > 2 and value[0] in "“”‘" and value[-1] in "”“’" and not event.style:
            self.problems.append(problems.curly_quotes(self.mark(event), value[1:-1]))

    def field(self, event: Any, container: dict[str, Any], path: Path) -> None:
        name = event.value
        if name in container:
            self.repeated.setdefault(path, []).append((name, self.names[(*path, name)], self.mark(event)))
        self.name = name
        self.names[(*path, name)] = self.mark(event)
        self.places[(*path, name)] = self.mark(event)

    def explain_repeated(self, value: Any, path: Path) -> list[Problem]:
        """The problems of names that stand in one mapping twice: two items of a list, if its first name does or many.

        Then to delete one would lose a whole item.
        """
        repeated = self.repeated.pop(path, [])
        if not repeated:
            return []
        name, _, second = repeated[0]
        start = self.places[path].column or 1
        is_block = not self.line((second.line or 1) - self.first_line)[: start - 1].strip()
        runs_on = len(repeated) > 1 or name == next(iter(value))
        if path and isinstance(path[-1], int) and is_block and runs_on:
            hyphen = self.line((self.places[path].line or 1) - self.first_line).rfind("-", 0, start - 1) + 1
            return [problems.missing_hyphen(second._replace(column=hyphen, length=start - hyphen + len(name)), name)]
        return [problems.duplicate_field(at, name, first.line or 0) for name, first, at in repeated]

    def start(self, value: Any, event: Any) -> None:
        self.check_shorthand(event)
        container, _ = self.open[-1] if self.open else (None, ())
        if container is None and not isinstance(value, dict):
            self.refuse(problems.front_matter_not_fields(self.mark(event)))
        if isinstance(container, dict) and self.name is None:
            self.refuse(
                problems.unreadable_yaml(
                    self.mark(event), "A field's name must be plain text.", "Put the value in quotation marks."
                )
            )
        if len(self.open) >= DEEPEST:
            self.refuse(problems.front_matter_too_deep(self.mark(event)))
        path = self.put(value, self.mark(event))
        self.waiting.append(self.name)
        self.open.append((value, path))
        self.name = None

    def put(self, value: Any, at: Place) -> Path:
        """Put the value where it belongs; gives its path."""
        if not self.open:
            if isinstance(value, dict):
                self.root = value
            elif value is not None:
                slip = glued_field(self.line((at.line or 1) - self.first_line))
                self.refuse(
                    problems.unreadable_yaml(at, slip.what, slip.hint, slip.mended)
                    if slip
                    else problems.front_matter_not_fields(at)
                )
            return ()
        container, path = self.open[-1]
        if isinstance(container, dict):
            assert self.name is not None
            key: str | int = self.name
            container[self.name] = value
            self.name = None
        else:
            key = len(container)
            container.append(value)
        self.places[(*path, key)] = at if value not in (None, "") else self.places.get((*path, key), at)
        return (*path, key)

    def mark(self, event: Any) -> Place:
        """The event's stretch of its first line."""
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else len(self.line(start.line)) - start.column
        return Place(self.path, start.line + self.first_line, start.column + 1, max(1, length))

    def line(self, index: int) -> str:
        return self.lines[index] if index < len(self.lines) else ""

    def stretch(self, event: Any) -> str:
        return self.line(event.start_mark.line)[event.start_mark.column :].strip()

    def check_shorthand(self, event: Any) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor or tag:
            self.refuse_shorthand(event, "&" if anchor else "!")

    def refuse_shorthand(self, event: Any, mark: str) -> None:
        text = self.stretch(event)
        self.refuse(problems.yaml_shorthand(self.mark(event)._replace(length=len(text)), mark, quoted(text)))

    def check_remark(self, event: Any) -> None:
        """YAML drops what follows ` #`, also in the middle of a sentence.

        Behind `true`, `false` or a day, `# words` are what they are to YAML: nothing more could belong to the value.
        """
        end = event.end_mark
        line = self.line(end.line)
        dropped = re.match(r"[ \t]+#(.*)", line[end.column :])
        if not dropped:
            return
        is_remark = dropped[1][:1] in ("", " ")
        if is_remark and (self.remarks or _COMPLETE.fullmatch(event.value)):
            return
        start = event.start_mark.column if event.start_mark.line == end.line else end.column
        start += len(line[start:]) - len(line[start:].lstrip())
        at = Place(self.path, end.line + self.first_line, start + 1, max(1, len(line) - start))
        self.problems.append(
            problems.text_after_hash(at, dropped[1].strip(), quoted(line[start:].strip()), is_remark=is_remark)
        )

    def refuse(self, problem: Problem) -> None:
        self.problems.append(problem)
        raise _Stop


def _check_characters(path: str, text: str, first_line: int) -> list[Problem]:
    if text.isascii():
        return []
    found = []
    for match in _MISPLACED.finditer(text):
        index = match.start(1) if match[1] else match.start(2)
        line = text.count("\n", 0, index)
        column = index - text.rfind("\n", 0, index)
        found.append(problems.invisible_character(Place(path, line + first_line, column), ord(text[index])))
    return found
