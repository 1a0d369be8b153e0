"""A file of a digest held back, or shown again: its line `draft` and nothing else of it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.model.schema.parse import parse_content
from sitegen.reading.field_edit import CannotEdit, Value, with_field
from sitegen.reading.markdown import Labels

if TYPE_CHECKING:
    from sitegen.model.digest import DigestFile
    from sitegen.model.entry import EntryFile


def is_draft(path: str, data: bytes) -> bool:
    """Whether the file of an entry or a digest says that it is held back."""
    value = _value(path, data)
    return value is not None and value.file.head.draft


def title_of(path: str, data: bytes) -> str:
    """Its title; empty where it cannot be read."""
    value = _value(path, data)
    return value.title if value else ""


def shown(path: str, data: bytes) -> bytes:
    """The file without its line `draft: true`; raises Refused."""
    return _checked(path, _with_draft(path, data, None), is_held=False)


def held(path: str, data: bytes) -> bytes:
    """The file with the line `draft: true` among its fields; raises Refused."""
    return _checked(path, _with_draft(path, data, "true"), is_held=True)


def _with_draft(path: str, data: bytes, value: Value) -> bytes:
    try:
        return with_field(data.decode("utf-8"), "draft", value).encode("utf-8")
    except (CannotEdit, UnicodeDecodeError):
        raise _refused(path, is_held=value is not None) from None


def _checked(path: str, data: bytes, *, is_held: bool) -> bytes:
    if is_draft(path, data) is not is_held:
        raise _refused(path, is_held=is_held)
    return data


def _refused(path: str, *, is_held: bool) -> Refused:
    line = "Write the line  draft: true  among its fields" if is_held else "Delete the line  draft:  from it"
    return Refused(f"{path} could not be changed.", f"{line} yourself; no file was changed.")


def _value(path: str, data: bytes) -> DigestFile | EntryFile | None:
    kind = "digest" if path.endswith("/index.md") else "entry"
    value: DigestFile | EntryFile | None = parse_content(kind, path, data, Labels(), ()).value
    return value
