"""Any field of any real file, changed in the desk's way and changed back, leaves the same bytes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from project import convert, corpora_folder, corpora_sets

from sitegen.model.schema.entry import EntryFields
from sitegen.reading.body_edit import body_of, with_body
from sitegen.reading.field_edit import CannotEdit, Value, with_field
from sitegen.reading.field_place import find_field, read_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parents[2] / "content"
ORDER = tuple(EntryFields.model_fields)
SWEEPS = "SITEGEN_SWEEP" in os.environ
EVERY = 1 if SWEEPS else 97  # of the files of the corpora
ENDS = ["\n", "\r\n"]


def others(value: object) -> Iterator[Value]:
    """What somebody might make of the value of a field."""
    if isinstance(value, list):
        items = tuple(str(item) for item in value)
        yield (*items, "Another: one")
        yield items[1:]
        yield items[::-1]
    elif isinstance(value, str):
        words = value.split()
        yield f"{value.strip()} More."
        yield " ".join(["Now:", *words])
        yield " ".join([*words[: len(words) // 2], "“new”", *words[len(words) // 2 :]])
    yield "Something else"
    yield None


def round_trips(text: str) -> tuple[int, int]:
    """How many changes were made and taken back, and how many could not be written."""
    file = read_typed(text)
    if file is None:
        return 0, 0
    done = left = 0
    absent = [(name, None) for name in ORDER if name not in file.front.fields.values]
    for name, value in [*file.front.fields.values.items(), *absent]:
        was = find_field(file, name, ORDER)
        if (
            was is None
            or isinstance(value, dict)
            or (isinstance(value, list) and not all(isinstance(i, str) for i in value))
        ):
            continue
        back: Value = tuple(map(str, value)) if isinstance(value, list) else value
        for other in others(value):
            try:
                edited = with_field(text, name, other, ORDER)
            except CannotEdit:
                left += 1
                continue
            assert with_field(edited, name, back, ORDER, was if was.lines else None) == text, (name, other)
            done += 1
    line = file.front.body_line
    body = body_of(text, line)
    end = "\r\n" if "\r" in text else "\n"
    ended = text if len(file.rows) >= line else text + end  # an end of line stays where nothing stood below the fields
    for other_body in (f"{body}\nMore.", f"New.\n\n{body}", body.replace(" ", "  ", 1)):
        assert with_body(with_body(text, line, other_body), line, body).encode() in (text.encode(), ended.encode())
    return done, left


def tried(files: list[Path]) -> tuple[int, int]:
    done = left = 0
    for file in files:
        try:
            typed = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        for end in ENDS if "\r" not in typed else [""]:
            made, not_made = round_trips(typed.replace("\n", end) if end else typed)
            done, left = done + made, left + not_made
    return done, left


def test_every_field_of_the_sample_is_as_it_was() -> None:
    done, left = tried(sorted(SAMPLE.rglob("*.md"))[:: 1 if SWEEPS else 7])
    assert done > 500
    assert left == 0


@pytest.mark.corpora
def test_every_field_of_files_that_are_typed_oddly_is_as_it_was(corpora: Path) -> None:
    done, _ = tried([file for file in sorted((corpora / "nasty-frontmatter").rglob("*")) if file.is_file()])
    assert done > 100


@pytest.mark.corpora
@pytest.mark.parametrize("name", corpora_sets(folder) if (folder := corpora_folder()) else [])
def test_every_field_of_real_files_is_as_it_was(name: str, corpora: Path, tmp_path: Path) -> None:
    project, _ = convert(corpora, name, tmp_path)
    files = sorted((project.folder / "content").rglob("*.md"))
    done, left = tried(files[::EVERY])
    assert done
    assert left <= done // 100
