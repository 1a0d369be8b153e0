"""One field of a file changed, and every other byte of it as it was: comments, order, quoting and ends of lines.

What is written is read again before it counts: all other fields and the text below them must be the same, and the one
that is meant must mean what was asked for.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any

from sitegen.problems.mended_text import with_lines
from sitegen.reading.field_place import FieldLines, TypedFile, find_field, read_typed, split_name
from sitegen.reading.quotation_marks import quoted
from sitegen.reading.source import NOT_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Value = str | tuple[str, ...] | None
"""A text, the items of a list, or no such field."""

_WIDTH = 96
_LONGEST = 100  # characters of a value on the line of its name
_BLOCK = re.compile(r"(?P<mark>[|>][+-]?\d?[+-]?)(?P<after>\s+#.*|\s*)")
_PLAIN_ID = re.compile(r"[^\W_][\w ./'-]*")
_FLOW = re.compile(r"""\s*((?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\[\]{}"'][^,\[\]{}]*))\s*(?:,|$)""")


class CannotEdit(Exception):
    """The field cannot be changed by lines of its own."""


def with_field(
    text: str, name: str, value: Value, order: Sequence[str] = (), spelling: FieldLines | None = None
) -> str:
    """The text of a file with the field as asked for: a text, the items of a list, or None for no such field.

    A new field stands where the `order` of names has it. `spelling` is how it stood before, where that is known: it is
    written so again, if it means this. Raises CannotEdit.
    """
    file = read_typed(text)
    place = find_field(file, name, order) if file else None
    if file is None or place is None:
        raise CannotEdit
    value = _tidy(value)
    if means(file.front.fields.values.get(name), value):
        return text
    if value is None:
        ways: Iterator[tuple[int, Sequence[str]]] = iter([(place.row, ())])
    else:
        ways = _ways(file, place, name, value, spelling)
    for row, lines in ways:
        edited = with_lines(text, row, len(place.lines) if row == place.row else 0, lines)
        if _says(edited, file, name, value):
            return edited
    raise CannotEdit


def means(found: Any, value: Value) -> bool:
    """Whether what was read for a field is this; blanks and the ends of lines inside a paragraph make no difference."""
    if value is None:
        return found is None
    if isinstance(value, tuple):
        items = found if isinstance(found, list) else [] if found is None else [found]
        return len(items) == len(value) and all(map(means, items, value))
    return isinstance(found, str) and _words(found) == _words(value)


def _words(text: str) -> list[str]:
    """The lines of a text without blanks at their ends, empty ones left out."""
    return [found for line in text.split("\n") if (found := " ".join(line.split()))]


def _tidy(value: Value) -> Value:
    """The value without what nobody sees; None for nothing."""
    if isinstance(value, tuple):
        return tuple(filter(None, (str(_tidy(item) or "") for item in value))) or None
    text = NOT_TEXT.sub("", value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return text or None


def _says(text: str, before: TypedFile, name: str, value: Value) -> bool:
    after = read_typed(text)
    if after is None or after.front.body != before.front.body or len(after.problems) > len(before.problems):
        return False
    was, now = dict(before.front.fields.values), dict(after.front.fields.values)
    was.pop(name, None)
    return means(now.pop(name, None), value) and now == was


def _ways(
    file: TypedFile, place: FieldLines, name: str, value: str | tuple[str, ...], spelling: FieldLines | None
) -> Iterator[tuple[int, Sequence[str]]]:
    """Lines that may say it, the one that is nearest to the writer's hand first; and the row where they go."""
    if spelling and place.lines:
        yield place.row, spelling.lines
    elif spelling and spelling.above in file.rows[: file.front.body_line - 2]:
        rows = file.rows
        is_there = rows[spelling.row - 1 : spelling.row] == [spelling.above]
        yield (spelling.row if is_there else rows.index(spelling.above) + 1), spelling.lines
    if place.lines:
        lead, gap, rest = split_name(place.lines[0])
        for lines in _as_it_stands(file, place, name, value, (lead, gap or " ", rest)):
            yield place.row, lines
    else:
        lead = f"{name}:"
    for lines in _new(lead, value):
        yield place.row, lines


def _as_it_stands(
    file: TypedFile, place: FieldLines, name: str, value: str | tuple[str, ...], line: tuple[str, str, str]
) -> Iterator[Sequence[str]]:
    """In the style in which the field is written."""
    lead, gap, rest = line
    if isinstance(value, tuple):
        old = file.front.fields.values.get(name)
        if isinstance(old, list) and not rest.partition("#")[0].strip():
            yield _item_rows(file, place, name, old, value)
        elif rest.startswith("[") and len(place.lines) == 1:
            inner, _, after = rest[1:].rpartition("]")
            raw = {item.strip("'\""): item for item in _FLOW.findall(inner)}
            yield [f"{lead}{gap}[{', '.join(raw.get(item) or _scalar(item) for item in value)}]{after}"]
        elif len(value) == 1:
            yield from _as_it_stands(file, place, name, value[0], line)
    elif block := _BLOCK.fullmatch(rest):
        yield [place.lines[0], *_block_rows(place.lines[1:], value, folds=block["mark"][0] == ">")]
    elif len(place.lines) == 1 and "\n" not in value:
        at = file.front.fields.place(name)
        after = place.lines[0][(at.column or 1) - 1 + at.length :]
        for scalar in _scalars(rest, value):
            yield [f"{lead}{gap}{scalar}{after}"]


def _scalars(rest: str, value: str) -> Iterator[str]:
    """The value on one line, between quotation marks if those are what stands there."""
    mark = rest[:1] if rest[:1] in ("'", '"') else ""
    if mark == "'":
        yield f"'{value.replace(mark, mark * 2)}'"
    elif mark and mark not in value and "\\" not in value:
        yield f'"{value}"'
    elif not mark and len(value) <= max(_LONGEST, len(rest)):
        yield value
    if len(value) <= _LONGEST:
        yield quoted(value)


def _item_rows(file: TypedFile, place: FieldLines, name: str, old: list[Any], value: tuple[str, ...]) -> Sequence[str]:
    """A list with a hyphen before each item: those that stay keep their lines."""
    rows: dict[str, list[str]] = {}
    starts = [(file.front.fields.place(name, index).line or 1) - 1 - place.row for index in range(len(old))]
    first = min(starts, default=1) if old else 1
    lines = place.lines
    for item, start, stop in zip(old, starts, [*starts[1:], len(lines)], strict=True):
        rows.setdefault(" ".join(str(item).split()), list(lines[start:stop]))
    indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())] if len(lines) > first else "  "
    found = [rows.get(" ".join(item.split())) or [f"{indent}- {_scalar(item)}"] for item in value]
    return [*lines[:first], *(row for item in found for row in item)]


def _block_rows(old: Sequence[str], value: str, *, folds: bool) -> list[str]:
    """The lines below a `>` or `|`: those at the beginning and at the end that say the same stay."""
    indent = next((row[: len(row) - len(row.lstrip())] for row in old if row.strip()), "  ")
    if not folds:
        return [f"{indent}{line.rstrip()}" if line.strip() else "" for line in value.split("\n")]
    if "\n" in value or any(not row.strip() for row in old):
        return _folded(indent, value)
    words, head, tail = value.split(), 0, 0
    for row in old:
        own = row.split()
        if words[head : head + len(own)] != own:
            break
        head += len(own)
    kept = _count_rows(old, head)
    words = words[head:]
    for row in reversed(old[kept:]):
        own = row.split()
        if len(own) > len(words) - tail or words[len(words) - tail - len(own) : len(words) - tail] != own:
            break
        tail += len(own)
    last = _count_rows(old[::-1], tail)
    middle = " ".join(words[: len(words) - tail])
    return [*old[:kept], *(_wrapped(indent, middle) if middle else []), *old[len(old) - last :]]


def _count_rows(rows: Sequence[str], words: int) -> int:
    """How many of the rows from the first on hold so many words."""
    count = 0
    while words > 0:
        words -= len(rows[count].split())
        count += 1
    return count


def _new(lead: str, value: str | tuple[str, ...]) -> Iterator[Sequence[str]]:
    """In our own style, from the plainest on."""
    if isinstance(value, tuple):
        if all(map(_PLAIN_ID.fullmatch, value)) and sum(map(len, value)) <= _WIDTH:
            yield [f"{lead} [{', '.join(value)}]"]
        yield [f"{lead}", *(f"  - {_scalar(item)}" for item in value)]
        yield [f"{lead}", *(f"  - {quoted(item)}" for item in value)]
        return
    if "\n" not in value and len(value) <= _LONGEST:
        yield [f"{lead} {value}"]
        yield [f"{lead} {quoted(value)}"]
    yield [f"{lead} >", *_folded("  ", value)]
    yield [f"{lead} |", *(f"  {line.strip()}" if line.strip() else "" for line in value.split("\n"))]


def _folded(indent: str, value: str) -> list[str]:
    """Paragraphs below a `>`, an empty line between two."""
    rows: list[str] = []
    for paragraph in _words(value):
        rows += ["", *_wrapped(indent, paragraph)] if rows else _wrapped(indent, paragraph)
    return rows


def _wrapped(indent: str, text: str) -> list[str]:
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"{indent}{line}" for line in lines]


def _scalar(item: str) -> str:
    """An item of a list on one line."""
    text = " ".join(item.split())
    return text if _PLAIN_ID.fullmatch(text) and ": " not in text and " #" not in text else quoted(text)
