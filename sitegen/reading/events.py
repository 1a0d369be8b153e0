"""YAML's parser events to values, with the place of each and a problem for each slip that the parser lets pass.

Working on events and not on nodes keeps depth and size in our hands: composing nodes recurses, and crashes the
interpreter some ten thousand brackets deep.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from sitegen.problems import text as text_problems
from sitegen.problems import yaml_text as problems
from sitegen.problems.problem import Place, Problem
from sitegen.reading.folded import unfold
from sitegen.reading.quotation_marks import quoted
from sitegen.reading.simplefields import NULLS, Path
from sitegen.reading.source import NOT_TEXT
from sitegen.reading.yamlmistakes import bulleted, glued_field

DEEPEST = 8
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMPLETE = re.compile(r"true|false|\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z][a-z]+ \d{4}", re.IGNORECASE)


class Stop(Exception):
    """Reading on would be no use; the reason is among the problems."""


class Reader:
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
                self.problems += self._explain_repeated(value, path)

    def take(self, event: Any) -> None:
        """Take the next event."""
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._scalar(event)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._start({} if kind == "MappingStartEvent" else [], event)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            value, path = self.open.pop()
            self.name = self.waiting.pop()
            self.problems += self._explain_repeated(value, path)
        elif kind == "AliasEvent":
            self._refuse_shorthand(event, "*")
        elif kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                self._refuse(
                    problems.unreadable_yaml(
                        self._mark(event), "A second set of fields starts here.", "Put all fields into one."
                    )
                )

    def _scalar(self, event: Any) -> None:
        self._check_shorthand(event)
        escaped = NOT_TEXT.search(event.value) if event.style == '"' else None
        if escaped:  # "\\x07" in quotation marks
            self._refuse(text_problems.control_character(self._mark(event), ord(escaped[0])))
        container, path = self.open[-1] if self.open else (None, ())
        if isinstance(container, dict) and self.name is None:
            self._field(event, container, path)
            return
        value = None if event.implicit[0] and not event.style and event.value in NULLS else event.value
        if event.style == ">":
            value = unfold(event.value, self.lines[event.start_mark.line + 1 : event.end_mark.line])
        if not event.style:
            self._check_remark(event)
            items = bulleted(event.value) if isinstance(container, dict) else []
            if items:
                self.problems.append(problems.bullets(self._mark(event), self.name or "", tuple(items)))
        self._put(value, self._mark(event))
        if value and len(value) > 2 and value[0] in "“”‘" and value[-1] in "”“’" and not event.style:
            self.problems.append(problems.curly_quotes(self._mark(event), quoted(value[1:-1])))

    def _field(self, event: Any, container: dict[str, Any], path: Path) -> None:
        name = event.value
        if name in container:
            self.repeated.setdefault(path, []).append((name, self.names[(*path, name)], self._mark(event)))
        self.name = name
        self.names[(*path, name)] = self._mark(event)
        self.places[(*path, name)] = self._mark(event)

    def _explain_repeated(self, value: Any, path: Path) -> list[Problem]:
        """The problems of names that stand in one mapping twice: two items of a list, if its first name does or many.

        Then to delete one would lose a whole item.
        """
        repeated = self.repeated.pop(path, [])
        if not repeated:
            return []
        name, _, second = repeated[0]
        start = self.places[path].column or 1
        is_block = not self._line((second.line or 1) - self.first_line)[: start - 1].strip()
        runs_on = len(repeated) > 1 or name == next(iter(value))
        if path and isinstance(path[-1], int) and is_block and runs_on:
            hyphen = self._line((self.places[path].line or 1) - self.first_line).rfind("-", 0, start - 1) + 1
            return [problems.missing_hyphen(second._replace(column=hyphen, length=start - hyphen + len(name)), name)]
        return [problems.duplicate_field(at, name, first.line or 0) for name, first, at in repeated]

    def _start(self, value: Any, event: Any) -> None:
        self._check_shorthand(event)
        container, _ = self.open[-1] if self.open else (None, ())
        if container is None and not isinstance(value, dict):
            self._refuse(problems.front_matter_not_fields(self._mark(event)))
        if isinstance(container, dict) and self.name is None:
            self._refuse(
                problems.unreadable_yaml(
                    self._mark(event), "A field's name must be plain text.", "Put the value in quotation marks."
                )
            )
        if len(self.open) >= DEEPEST:
            self._refuse(problems.front_matter_too_deep(self._mark(event)))
        path = self._put(value, self._mark(event))
        self.waiting.append(self.name)
        self.open.append((value, path))
        self.name = None

    def _put(self, value: Any, at: Place) -> Path:
        """Put the value where it belongs; gives its path."""
        if not self.open:
            if isinstance(value, dict):
                self.root = value
            elif value is not None:
                slip = glued_field(self._line((at.line or 1) - self.first_line))
                self._refuse(
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

    def _mark(self, event: Any) -> Place:
        """The event's stretch of its first line."""
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else len(self._line(start.line)) - start.column
        return Place(self.path, start.line + self.first_line, start.column + 1, max(1, length))

    def _line(self, index: int) -> str:
        return self.lines[index] if index < len(self.lines) else ""

    def _stretch(self, event: Any) -> str:
        return self._line(event.start_mark.line)[event.start_mark.column :].strip()

    def _check_shorthand(self, event: Any) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor or tag:
            self._refuse_shorthand(event, "&" if anchor else "!")

    def _refuse_shorthand(self, event: Any, mark: str) -> None:
        text = self._stretch(event)
        self._refuse(problems.yaml_shorthand(self._mark(event)._replace(length=len(text)), mark, quoted(text)))

    def _check_remark(self, event: Any) -> None:
        """YAML drops what follows ` #`, also in the middle of a sentence.

        Behind `true`, `false` or a day, `# words` are what they are to YAML: nothing more could belong to the value.
        """
        end = event.end_mark
        line = self._line(end.line)
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

    def _refuse(self, problem: Problem) -> None:
        self.problems.append(problem)
        raise Stop
