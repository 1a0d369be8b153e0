"""A question as its form shows it: the value of each field as its file has it, and its problems where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.desk.form_fields import DAY, FIELDS, FLAG, LINES, PARTS, PICKS, FieldForm, FormPart
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.model.schema.parse import parse_content
from sitegen.problems.problem import ERROR
from sitegen.reading.body_edit import body_of
from sitegen.reading.dates import parse_day
from sitegen.reading.field_place import TypedFile, find_field, read_typed
from sitegen.reading.links import route_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sitegen.model.catalog import Catalog
    from sitegen.parsing.parse_job import ParseOptions
    from sitegen.problems.problem import Problem

_YES = ("true", "yes", "on")


class ShownProblem(NamedTuple):
    """A problem beside what it is about."""

    message: str
    hint: str
    is_error: bool
    line: int
    token: str
    """What stands for mending it; empty where that is not certain."""
    mended: str = ""
    """The lines as they would be then, where it is lines that would be others."""


class FilledField(NamedTuple):
    """A field of the form with its value."""

    form: FieldForm
    value: str
    """As the form has it; of a list, its items one on each line."""
    items: tuple[tuple[str, str], ...]
    """Of a list: each as it is typed, and its name in words."""
    is_odd: bool
    """Whether it cannot be shown as its kind: a day that is none, a text with parts."""
    problems: tuple[ShownProblem, ...]


class FilledPart(NamedTuple):
    """A part of the form, filled in."""

    part: FormPart
    fields: tuple[FilledField, ...]
    is_open: bool


class QuestionForm(NamedTuple):
    """All that the page of one question shows."""

    path: str
    seen: str
    """What stands for the bytes that it was made of."""
    title: str
    state: str
    route: str
    parts: tuple[FilledPart, ...]
    """Empty where the fields cannot be read: then there is the text of the file, and nothing else."""
    body: str
    body_problems: tuple[ShownProblem, ...]
    others: tuple[ShownProblem, ...]
    """Problems that belong to none of these."""
    more: tuple[str, ...]
    """Fields of the file that the form does not have."""


def fill_form(
    path: str,
    data: bytes,
    options: ParseOptions,
    catalog: Catalog | None,
    problems: Sequence[Problem] | None,
    token: Callable[[Problem], str],
    *,
    whole: bool = False,
) -> QuestionForm:
    """The form of the entry; `problems` are those that are known of all files, where they are of these bytes."""
    parsed = parse_content("entry", path, data, options.labels, options.plugins)
    own = [one for one in problems if one.path == path] if problems is not None else list(parsed.problems)
    shown = [(one, _shown(one, token(one))) for one in own]
    text = data.decode("utf-8", "replace")
    file = read_typed(text)
    seen, entry = fingerprint_bytes(data), parsed.value
    title = entry.title if entry else path.rpartition("/")[2].removesuffix(".md")
    state = entry.state if entry else ""
    if file is None or whole:
        told = tuple(one for _, one in shown)
        return QuestionForm(path, seen, title, state, route_of(path), (), body_of(text, 1), (), told, ())
    line, values = file.front.body_line, file.front.fields.values
    at_field = _by_field(file, shown)
    names = _names(catalog)
    parts = tuple(_fill(part, values, at_field, names) for part in PARTS)
    below = tuple(one for problem, one in shown if (problem.line or 0) >= line)
    placed = {one for found in at_field.values() for one in found} | set(below)
    others = tuple(one for _, one in shown if one not in placed)
    more = tuple(name for name in values if name not in FIELDS)
    return QuestionForm(path, seen, title, state, route_of(path), parts, body_of(text, line), below, others, more)


def _shown(problem: Problem, token: str) -> ShownProblem:
    mended = problem.replacement if problem.lines and token else ""
    return ShownProblem(problem.message, problem.hint, problem.severity == ERROR, problem.line or 0, token, mended)


def form_value(field: FieldForm, found: Any) -> str:
    """What was read for a field as the form has it, so that the two can be told apart."""
    if field.kind in (LINES, PICKS):
        return "\n".join(items_of(found))
    if field.kind == FLAG:
        return "true" if str(found or "").strip().lower() in _YES else ""
    text = found.strip() if isinstance(found, str) else ""
    if field.kind == DAY and text:
        try:
            return parse_day(" ".join(text.split())).isoformat()
        except (ValueError, OverflowError):
            return text
    return text


def items_of(found: Any) -> list[str]:
    """The items of a list, each on one line; one value alone is a list of one."""
    items = found if isinstance(found, list) else [] if found is None else [found]
    return [" ".join(item.split()) for item in items if isinstance(item, str)]


def _fill(
    part: FormPart,
    values: Mapping[str, Any],
    at_field: Mapping[str, list[ShownProblem]],
    names: Mapping[str, Mapping[str, str]],
) -> FilledPart:
    filled = []
    for field in part.fields:
        found = values.get(field.name)
        known = names.get(field.name, {})
        items = tuple((item, known.get(item, item)) for item in items_of(found))
        value = form_value(field, found)
        is_odd = isinstance(found, dict) or (field.kind == DAY and bool(value) and not _is_day(value))
        filled.append(FilledField(field, value, items, is_odd, tuple(at_field.get(field.name, ()))))
    is_open = part.is_open or any(one.value or one.problems for one in filled)
    return FilledPart(part, tuple(filled), is_open)


def _is_day(value: str) -> bool:
    return len(value) == 10 and value[4] == value[7] == "-"


def _by_field(file: TypedFile, shown: Iterable[tuple[Problem, ShownProblem]]) -> dict[str, list[ShownProblem]]:
    found: dict[str, list[ShownProblem]] = {}
    for name in FIELDS:
        place = find_field(file, name) if name in file.front.fields.values else None
        if place:
            first, last = place.row + 1, place.row + len(place.lines)
            found[name] = [one for problem, one in shown if first <= (problem.line or 0) <= last]
    return found


def _names(catalog: Catalog | None) -> dict[str, dict[str, str]]:
    if catalog is None:
        return {}
    people = {key: person.name for key, person in catalog.people.items()}
    return {"topics": {key: topic.title for key, topic in catalog.topics.items()}, "answered_by": people}


def choices_of(catalog: Catalog | None) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen for a field: what is written, and its name in words."""
    return {field: list(known.items()) for field, known in _names(catalog).items()}
