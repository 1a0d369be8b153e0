"""What stands below words that make it private is found, in tables of Markdown and in values that commas part."""

from __future__ import annotations

import pytest

from sitegen.gate.clean_stretches import CleanStretches
from sitegen.gate.file_texts import Sight, find_in_file
from sitegen.privacy.allowed import NOTHING_ALLOWED
from sitegen.privacy.detectors import find_private
from sitegen.privacy.labelled_cells import as_table, is_label

TABLES = {
    "plain": ("| Name | DOB |\n|---|---|\n| Jo | 3/4/1961 |\n", ["3/4/1961"]),
    "bare": ("Name | Born\n--- | ---\nJo | 3 April 1961\nAl | unknown\n", ["3 April 1961"]),
    "in a quotation": ("> | Patient ID | x |\n> |:-:|--|\n> | K1234567 | y |\n", ["K1234567"]),
    "several": ("| DOB | GMC |\n|-|-|\n| 3/4/1961 | 7123456 |\n| 4/4/1961 | 7123457 |\n",
        ["3/4/1961", "7123456", "4/4/1961", "7123457"]),
    "a nought that was dropped": ("| Who | Mobile |\n|-|-|\n| Jo | 7912 345601 |\n", ["7912 345601"]),
    "two below each other": ("| DOB | x |\n|-|-|\n| - | 3/4/1961 |\n| a | DOB |\n|-|-|\n| b | 4/4/1961 |\n",
        ["4/4/1961"]),
    "another column": ("| DOB | Seen |\n|-|-|\n| - | 3/4/1961 |\n", []),
    "below the table": ("| DOB | Seen |\n|-|-|\n| - | - |\n\n3/4/1961 | x\n", []),
    "no table": ("DOB | Seen\n\n3/4/1961 | x\n", []),
}  # read as a table  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_cells_are_read_with_their_headings(name: str) -> None:
    text, found = TABLES[name]
    assert [text[one.start : one.end] for one in find_private(text)] == found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("name,dob\nJo,1961-04-03\n", ["birth-date"]),
        ('Name;"Date of Birth";GMC no\r\n"Jo";"3 April 1961";7123456\r\n', ["birth-date", "registration-number"]),
        ("\ufeffWho\tHospital_number\nJo\tK1234567\n", ["hospital-number"]),
        ('name,dob\n"Jo, or ""Al""",1961-04-03\n', ["birth-date"]),
        ("name,date\nJo,1961-04-03\n", []),
        ("name,dob\nJo,unknown\n", []),
        ("", []),
        ("dob", []),
        ("dob,x\n\n\n", []),
        ('dob,x\n"' + "a" * 200_000, []),
    ],
)
def test_a_table_of_values_is_read_with_its_headings(text: str, kinds: list[str]) -> None:
    found = find_in_file("a.csv", text.encode(), Sight(NOTHING_ALLOWED, ""), CleanStretches())
    assert [one.kind for one in found] == kinds


@pytest.mark.parametrize(
    ("head", "is_one"),
    [("DOB", True), ("Date_of_birth", True), ("Patient ID", True), ("Mobile", True), ("Date", False), ("Unit", False),
     ("", False), ("Name", False), ("DOB " + "x" * 60, False)],
)  # read as a table  # fmt: skip
def test_a_heading_that_makes_private_what_stands_below_it(head: str, is_one: bool) -> None:
    assert is_label(head) == is_one


def test_without_such_a_heading_no_table_is_made() -> None:
    assert as_table("a,b\n" * 10) == ""
