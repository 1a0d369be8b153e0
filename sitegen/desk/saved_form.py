"""A form that is saved: what was changed in it goes into its file, if that is still what the form was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.desk.changed_files import field_order
from sitegen.desk.form_fields import FIELDS, FLAG, LINES, PICKS, FieldForm
from sitegen.desk.question_form import form_value
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.refused import Refused
from sitegen.memory.snapshot import Changed
from sitegen.reading.body_edit import body_of, with_body
from sitegen.reading.field_edit import CannotEdit, Value
from sitegen.reading.field_place import read_typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.desk.changed_files import ChangedFiles
    from sitegen.desk.spellings import Spellings

BODY, WHOLE = "body", "whole"
"""What a form may hold besides fields: the text below them, or all of the file."""
_LABELS = {BODY: "The answer", WHOLE: "The file"}
_CHANGED = "This file was changed meanwhile, in another window or program. Nothing was written."
_SAVED = "Saved."
_UNREADABLE = "The file cannot be read as text."


class Rival(NamedTuple):
    """A field as two have it."""

    name: str
    label: str
    yours: str
    theirs: str


class SavedForm(NamedTuple):
    """What came of saving."""

    words: str
    seen: str
    """What stands for the file as it is now."""
    rivals: tuple[Rival, ...] = ()
    """Where somebody else was first: both versions of all that was to be saved."""


def save_form(files: ChangedFiles, spellings: Spellings, path: str, seen: str, said: Mapping[str, str]) -> SavedForm:
    """Write what was changed, by the names of fields, `body` or `whole`. Raises Refused and OSError.

    The file must be the one that `seen` stands for; else nothing is written, and both versions are given back.
    """
    data = files.read(path)
    now = fingerprint_bytes(data)
    if now != seen:
        return SavedForm(_CHANGED, now, _rivals(data, said))
    text = _text(data)
    if WHOLE in said and "\0" in text:  # no page can hold it, so it would come back as another sign
        raise Refused(_UNREADABLE, "There is an invisible sign in it: mend that first, with the button beside it.")
    for name, value in said.items():
        if name == WHOLE:
            text = with_body(text, 1, value)
        elif name != BODY:
            text = _with(spellings, path, text, FIELDS[name], value)
    if BODY in said:
        file = read_typed(text)
        if file is None:
            raise Refused(_UNREADABLE, "Change the whole file as a text.")
        text = with_body(text, file.front.body_line, said[BODY])
    after = text.encode("utf-8", "surrogatepass")
    try:
        files.write(path, data, after)
    except Changed:
        data = files.read(path)
        return SavedForm(_CHANGED, fingerprint_bytes(data), _rivals(data, said))
    return SavedForm(_SAVED, fingerprint_bytes(after))


def _with(spellings: Spellings, path: str, text: str, field: FieldForm, value: str) -> str:
    def is_same(found: Any) -> bool:
        return form_value(field, found) == value.strip()

    file = read_typed(text)
    if file and field.name in file.front.fields.values and is_same(file.front.fields.values[field.name]):
        return text  # typed in another way, and the same
    try:
        return spellings.change(path, text, field.name, _value(field, value), field_order("entry"), is_same)
    except CannotEdit:
        raise Refused(
            f"“{field.label}” cannot be changed by itself, so nothing was written.",
            "Change the file as a text: the link stands below the form.",
        ) from None


def _value(field: FieldForm, value: str) -> Value:
    if field.kind in (LINES, PICKS):
        return tuple(line for line in value.split("\n") if line.strip())
    if field.kind == FLAG:
        return "true" if value == "true" else None
    return value


def _rivals(data: bytes, said: Mapping[str, str]) -> tuple[Rival, ...]:
    text = data.decode("utf-8", "replace")
    file = read_typed(text)
    found = []
    for name, yours in said.items():
        theirs = ""
        if name == WHOLE or file is None:
            theirs = body_of(text, 1)
        elif name == BODY:
            theirs = body_of(text, file.front.body_line)
        else:
            theirs = form_value(FIELDS[name], file.front.fields.values.get(name))
        label = _LABELS.get(name) or FIELDS[name].label
        found.append(Rival(name, label, yours, theirs))
    return tuple(found)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(_UNREADABLE, "In your editor choose Save As, and the encoding UTF-8.") from None


def said_by(page: Any) -> dict[str, str] | None:
    """What a page says is to be saved; None where that is nothing that a form holds."""
    if not isinstance(page, dict) or not page:
        return None
    known = all(name in FIELDS or name in _LABELS for name in page)
    return page if known and all(isinstance(value, str) for value in page.values()) else None
