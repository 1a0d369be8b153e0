"""What is done to a digest at one click: questions shown or held back, or moved among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.api.held_files import held, is_draft, shown
from sitegen.desk.changed_files import field_order
from sitegen.memory.refused import Refused
from sitegen.model.names import kind_of
from sitegen.problems.problem import plural
from sitegen.reading.field_edit import CannotEdit, with_field

if TYPE_CHECKING:
    from sitegen.desk.changed_files import ChangedFiles
    from sitegen.desk.digest_sheet import DigestSheet


def show(files: ChangedFiles, path: str) -> str:
    """Let readers see what the file says; the words tell what was done. Raises Refused and OSError."""
    data = files.read(path)
    if not is_draft(path, data):
        return "Readers will see it already."
    files.write(path, data, shown(path, data))
    return "Readers will see it once you publish."


def hold(files: ChangedFiles, path: str) -> str:
    """Hold the file back. Raises Refused and OSError."""
    data = files.read(path)
    if is_draft(path, data):
        return "It is held back already."
    files.write(path, data, held(path, data))
    return "It is held back: readers do not see it once you publish."


def show_all(files: ChangedFiles, sheet: DigestSheet) -> str:
    """Let readers see a digest and all of its questions. Raises Refused and OSError."""
    read = {path: files.read(path) for path in (sheet.path, *(row.path for row in sheet.rows))}
    new = {path: shown(path, data) for path, data in read.items() if is_draft(path, data)}
    for path, data in new.items():
        files.write(path, read[path], data)
    count = plural(len(new), "file is", "files are")
    return f"{count} a draft no more: readers will see all of it once you publish."


def move(files: ChangedFiles, sheet: DigestSheet, path: str, by: int) -> str:
    """Move a question up (-1) or down (1) among the others. Raises Refused and OSError."""
    names = [row.name for row in sheet.rows]
    at = next((index for index, row in enumerate(sheet.rows) if row.path == path), None)
    if at is None or not 0 <= at + by < len(names):
        return "It cannot go any further."
    names[at], names[at + by] = names[at + by], names[at]
    data = files.read(sheet.path)
    try:
        new = with_field(data.decode("utf-8"), "order", tuple(names), field_order(kind_of(sheet.path)))
    except (CannotEdit, UnicodeDecodeError):
        raise Refused("The digest's own file cannot be changed.", f"Look at {sheet.path}") from None
    files.write(sheet.path, data, new.encode("utf-8"))
    return f"“{sheet.rows[at].title}” is number {at + by + 1} of {len(names)} now."
