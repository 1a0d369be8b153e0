"""A field is changed by its own lines: what stands round it, and how it is typed, stays as the writer has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.reading.body_edit import body_of, with_body
from sitegen.reading.field_edit import CannotEdit, with_field
from sitegen.reading.field_place import find_field, read_typed

ORDER = ("question", "title", "topics", "outstanding", "asked", "draft")
TEXT = """---
# Asked by e-mail.
question: >
  Why do we wait
  so long for a van?

topics: [learning,  leadership]   # two of them
title:   'It''s late'  # short
asked: 2021-02-18
outstanding:
  - "When: how long?"
  # to be asked again
  - Who pays
extra: {imported: a}
---
The answer.
"""
ROWS = {
    # what is changed, what it should be, the line before and after
    "a text keeps its quotation marks and its remark": ("title", "It's early", "'It''s late'", "'It''s early'"),
    "a day": ("asked", "2021-02-19", "2021-02-18", "2021-02-19"),
    "a day that is not there goes to its place": ("draft", "true", "  - Who pays\n", "  - Who pays\ndraft: true\n"),
    "an item more keeps the items that are there": (
        *("topics", ("learning", "leadership", "vans"), "[learning,  leadership]", "[learning, leadership, vans]"),
    ),
    "an item less": ("topics", ("leadership",), "[learning,  leadership]", "[leadership]"),
    "an item with a comment below it": (
        *("outstanding", ("When: how long?", "Who pays", "And why"), "  - Who pays\n", "  - Who pays\n  - And why\n"),
    ),
    "an item that needs marks": ("outstanding", ("A: b",), None, '  - "A: b"\n'),
    "words at the end of a folded text": (
        *("question", "Why do we wait so long for a new van?", "  so long for a van?", "  so long for a new van?"),
    ),
    "a word at the beginning of it": (
        *("question", "And why do we wait so long for a van?", "  Why do we wait\n", "  And why do we wait\n"),
    ),
    "a field that goes takes its lines with it": ("asked", None, "asked: 2021-02-18\n", ""),
    "a value with a colon and a hash": ("title", "Vans: 4 # 5", "'It''s late'", "'Vans: 4 # 5'"),
}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ROWS)
def test_only_the_lines_of_the_field_are_others(name: str, end: str, mark: str) -> None:
    field, value, before, after = ROWS[name]
    edited = with_field(mark + TEXT.replace("\n", end), field, value, ORDER)
    if before is None:
        assert after.replace("\n", end) in edited
    else:
        assert edited == mark + TEXT.replace(before, after).replace("\n", end)


def test_what_is_there_already_is_not_written() -> None:
    assert with_field(TEXT, "question", "Why do we wait so long\nfor a van?".replace("\n", " "), ORDER) == TEXT
    assert with_field(TEXT, "topics", ("learning", "leadership"), ORDER) == TEXT
    assert with_field(TEXT, "answer_due", "", ORDER) == TEXT


@pytest.mark.parametrize(
    "text", ["no fields", "---\n{question: a, title: b}\n---\n", "---\na: [\n---\n", "---\n? a\n: b\n---\n"]
)
def test_what_has_no_lines_of_its_own_is_left_alone(text: str) -> None:
    with pytest.raises(CannotEdit):
        with_field(text, "title", "New", ORDER)


PIECES = [
    *("Why", "a", ":", "#", " # b", "- x", "'", '"', "\\", "[", "]", "{", "}", "&a", "*", "!", "|", ">", "%", "@", "`"),
    *("yes", "~", "null", "12:30", "2021-02-18", "“q”", ",", "?", "é", "\n", "\n\n", "---", " ", "\u00a0", "…"),
]
VALUES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)


@given(st.sampled_from(["question", "title", "asked", "in_short"]), VALUES)
def test_whatever_is_typed_is_what_is_read_or_nothing_is_written(name: str, value: str) -> None:
    try:
        edited = with_field(TEXT, name, value, ORDER)
    except CannotEdit:
        return
    file, before = read_typed(edited), read_typed(TEXT)
    assert file is not None
    assert before is not None
    assert " ".join(str(file.front.fields.values.get(name) or "").split()) == " ".join(value.split())
    assert file.front.body == before.front.body
    others = {key: found for key, found in file.front.fields.values.items() if key != name}
    assert others == {key: found for key, found in before.front.fields.values.items() if key != name}


@given(
    st.sampled_from(["topics", "outstanding"]), st.lists(VALUES.map(lambda text: " ".join(text.split())), max_size=3)
)
def test_whatever_a_list_holds_is_what_is_read(name: str, values: list[str]) -> None:
    try:
        edited = with_field(TEXT, name, tuple(values), ORDER)
    except CannotEdit:
        return
    file = read_typed(edited)
    assert file is not None
    found = file.front.fields.values.get(name) or []
    items = found if isinstance(found, list) else [found]
    assert [" ".join(str(item).split()) for item in items] == [
        " ".join(item.split()) for item in values if item.strip()
    ]


@given(st.sampled_from(ORDER), VALUES)
def test_changed_and_changed_back_it_is_the_same_to_the_byte(name: str, value: str) -> None:
    file = read_typed(TEXT)
    assert file is not None
    was = find_field(file, name, ORDER)
    assert was is not None
    typed = file.front.fields.values.get(name)
    try:
        edited = with_field(TEXT, name, value, ORDER)
    except CannotEdit:
        return
    back = tuple(typed) if isinstance(typed, list) else typed
    assert with_field(edited, name, back, ORDER, was if was.lines else None) == TEXT


BODIES = st.lists(st.sampled_from(["a", "b", "", " c ", "d"]), max_size=6)


@given(BODIES, BODIES, st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=9, max_size=9))
def test_lines_of_the_text_that_stay_keep_their_ends(old: list[str], new: list[str], ends: list[str]) -> None:
    text = "".join(line + end for line, end in zip(["---", "a: b", "---", *old], ends, strict=False))
    edited = with_body(text, 4, "\n".join(new))
    assert body_of(edited, 4) == "\n".join(new)
    assert edited.startswith(text[: len("---a: b") + len(ends[0] + ends[1])])
    assert with_body(text, 4, body_of(text, 4)) == text
    kept = [line for line in old if line in new]
    assert len(edited) >= sum(map(len, kept))


def test_a_line_more_leaves_the_others_as_they_end() -> None:
    assert with_body("---\r\na: b\r\n---\r\none\r\ntwo\nthree", 4, "one\nnew\ntwo\nthree") == (
        "---\r\na: b\r\n---\r\none\r\nnew\r\ntwo\nthree"
    )
