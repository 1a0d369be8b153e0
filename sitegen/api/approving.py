"""A yes written into the files whose words it binds, and nothing else of them changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.engine.planning import make_plan
from sitegen.engine.workspace import open_store, read_project
from sitegen.memory.refused import Refused, refusing
from sitegen.model.approval import fingerprint_of
from sitegen.model.digest import DigestFile
from sitegen.model.drafts import publish_draft
from sitegen.model.entry import EntryFile
from sitegen.model.names import kind_of
from sitegen.model.schema.parse import Parsed, parse_content, parts_of
from sitegen.problems.problem import ERROR, Problem, plural
from sitegen.reading.dates import show_day
from sitegen.reading.frontmatter import parse_front_matter
from sitegen.reading.quotation_marks import quoted
from sitegen.reading.source import NOT_TEXT, SEEN, parse_source
from sitegen.withdrawal.own_files import read_own, write_own

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sitegen.api.project_folder import Project
    from sitegen.engine.given import Given

_FIELD = "approved"
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_GIVEN = re.compile(rb"(?m)^approved[ \t]*:[^\r\n]*(?:\r\n|\r|\n)(?:[ \t]+[^\s][^\r\n]*(?:\r\n|\r|\n))*")
_SIMPLE = re.compile(r"[^\W\d_][\w .'’&()/-]*")
_DRAFT = re.compile(rb"(?m)^draft[ \t]*:[^\r\n]*")


class Approved(NamedTuple):
    """One file that somebody has said yes to."""

    path: str
    title: str
    is_new: bool
    """False where the file says so already, of just these words."""


def approve(project: Project, paths: Iterable[str], by: str, day: date | None = None) -> tuple[Approved, ...]:
    """Write into these files of entries and digests that their words are approved; today, if no day is named.

    All of them or none. What is withdrawn is left out. Raises Refused, also where a file has errors.
    """
    who = " ".join(NOT_TEXT.sub(" ", by).split())
    if not SEEN.search(who):
        raise Refused("Say who approves it.", 'Such as:  --by "Chief Executive"')
    with refusing("A file of the site could not be read"), open_store(project.remembering) as store:
        given = make_plan(read_project(project.root), store, project.today).given
        if not given.are_settings_known:
            raise Refused("sitegen.yaml cannot be read, so nothing was approved.", "Next:  sitegen check")
        values = {path: given.parsed.file(path).value for path in given.texts}
        approved_on = day or given.day
        if approved_on > given.day:
            raise Refused(
                f"{show_day(approved_on)} is still to come, so nobody can have said yes on it.", "Nothing was changed."
            )
        chosen = [path for path in paths if not _is_withdrawn(values.get(path))]
        _check(given, values, chosen, project)
        found, files = [], {}
        for path in chosen:
            data = read_own(project.root, path)
            parsed = _parsed(given, path, data)
            known = parsed.value.approved
            is_new = known is None or bool(known.changed) or known.date > given.day
            if is_new:
                files[path] = _with_approval(given, path, data, parsed, who, approved_on)
            found.append(Approved(path, parsed.value.title, is_new))
    write_own(project.root, files)
    return tuple(found)


def _is_withdrawn(value: Any) -> bool:
    return isinstance(value, EntryFile) and value.state == "withdrawn"


def _check(given: Given, values: dict[str, Any], chosen: list[str], project: Project) -> None:
    """Refuse where anything in these files is to be mended, drafts or not."""
    shown = [publish_draft(value) for value in values.values() if value is not None]
    _, found = given.catalog_of(shown, shows_waiting=True)
    errors = [problem for problem in found if problem.severity == ERROR and not _is_own(problem)]
    for path in chosen:
        errors += _errors_in(given, path, read_own(project.root, path))
    wrong = sorted({problem for problem in errors if problem.path in chosen}, key=lambda problem: problem.order)
    if wrong:
        first, more = wrong[0], len(wrong) - 1
        where = first.path + (f", line {first.line}" if first.line else "")
        others = f" (and {plural(more, 'thing')} more)" if more else ""
        raise Refused(
            f"{where}: {first.message}{others} What has something to mend cannot be approved; nothing was changed.",
            "Mend it first:  sitegen check",
        )


def _is_own(problem: Problem) -> bool:
    """Whether that is of the very field that is written anew."""
    return problem.code == "approval-ahead"


def _errors_in(given: Given, path: str, data: bytes) -> list[Problem]:
    """What is wrong in the file itself, as if it were no draft."""
    blank = _DRAFT.sub(lambda found: b"#" + b" " * (len(found[0]) - 1), data, count=1)
    fields = _fields(data)
    if fields and "draft" in fields and (_fields(blank) or {}).keys() == fields.keys() - {"draft"}:
        data = blank
    return [problem for problem in _parsed(given, path, data).problems if problem.severity == ERROR]


def _parsed(given: Given, path: str, data: bytes) -> Parsed:
    return parse_content(kind_of(path), path, data, given.options.labels, given.options.plugins)


def _with_approval(given: Given, path: str, data: bytes, parsed: Parsed, who: str, day: date) -> bytes:
    """The file with the field, every other byte as it was. Raises Refused where that cannot be done."""
    value: EntryFile | DigestFile = parsed.value
    fingerprint = fingerprint_of(parts_of(kind_of(path), value, parsed.html))
    name = who if _SIMPLE.fullmatch(who) else quoted(who)
    end = b"\r\n" if b"\r\n" in data else b"\r" if b"\r" in data and b"\n" not in data else b"\n"
    lines = [f"{_FIELD}:", f"  by: {name}", f"  date: {day.isoformat()}", f"  fingerprint: {fingerprint}"]
    block = end.join(line.encode() for line in lines) + end
    closing = _start_of_line(data, value.file.body_line - 1)
    before = _GIVEN.search(data, 0, closing)
    new = data[: before.start()] + block + data[before.end() :] if before else data[:closing] + block + data[closing:]
    after = _parsed(given, path, new).value
    is_right = after is not None and after.approved is not None and not after.approved.changed
    if not is_right or _others(new) != _others(data) or after.approved.by != who:
        shown = "\n".join(f"    {line}" for line in lines)
        raise Refused(
            f"{path} could not be changed, so nothing was.",
            f"Write these lines among its fields yourself, in place of those that are there:\n{shown}",
        )
    return new


def _start_of_line(data: bytes, number: int) -> int:
    """Where the line of that number starts, from 1."""
    at = 0
    for _ in range(number - 1):
        found = _LINE.match(data, at)
        at = found.end() if found else at
    return at


def _others(data: bytes) -> tuple[dict[str, Any] | None, bytes]:
    """All fields but this, and the body."""
    source, _ = parse_source("", data)
    front = parse_front_matter(source)[0] if source else None
    if front is None:
        return None, data
    return {name: value for name, value in front.fields.values.items() if name != _FIELD}, front.body.encode()


def _fields(data: bytes) -> dict[str, Any] | None:
    source, _ = parse_source("", data)
    front = parse_front_matter(source)[0] if source else None
    return front.fields.values if front else None
