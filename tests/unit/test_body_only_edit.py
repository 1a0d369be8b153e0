"""An entry of which only the answer was written anew is what it would be if all of it were read again."""

from __future__ import annotations

import pytest

from sitegen.model.body_only_edit import head_of, with_new_answer
from sitegen.model.schema.parse import Parsed, parse_content
from sitegen.reading.markdown import Labels

PATH = "content/digests/d/e.md"
HEAD = "---\nquestion: Why?\ntopics: [a, b]\nfollows: other\nextra: {a: 1}\n---\n"
QUOTING = HEAD.replace("follows", "commitments: [{text: We will, quote: because, strength: commitment}]\nfollows")
ANSWERS = (
    "Because.\n",
    "\n\nSee [another](other.md) and [one](#more).\n\n## More\n\n- a\n- b\n",
    "A line\nand a table\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\nmore",
    "One.\n\n---\n\nTwo, which `is` *plain*[^1].\n\n[^1]: A note.\n",
)
ODD = ("", "  \n", "<!-- nothing -->\n", "A [bad link](javascript:x).\n", "\x00", "![a](b.png)\n")


def read(text: str) -> Parsed:
    return parse_content("entry", PATH, text.encode(), Labels(), ())


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("new", [*ANSWERS, *ODD])
@pytest.mark.parametrize("old", ANSWERS)
@pytest.mark.parametrize("head", [HEAD, QUOTING, "\ufeff" + HEAD.replace("---\n", "---  \n")])
def test_a_new_answer_is_read_as_if_all_were_new(head: str, old: str, new: str, line_end: str) -> None:
    before, after = ((head + answer).replace("\n", line_end) for answer in (old, new))
    line = read(before).value.file.body_line
    assert head_of(before.encode(), line) == head_of(after.encode(), line) == head.rstrip("\n").encode()
    found = with_new_answer(read(before).value, after.encode(), Labels(), ())
    expected = read(after)
    if found:
        assert found == (expected.value, expected.html)
        assert not expected.problems
    else:
        assert head == QUOTING or expected.problems


def test_the_common_case_is_the_short_one() -> None:
    assert with_new_answer(read(HEAD + "Old.").value, (HEAD + "New.").encode(), Labels(), ())


def test_what_quotes_its_answer_is_read_whole() -> None:
    assert not with_new_answer(read(QUOTING + "Old, because.").value, (QUOTING + "New.").encode(), Labels(), ())


@pytest.mark.parametrize("start", ["", "\n", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_a_field_more_is_another_head(start: str, line_end: str) -> None:
    before, after = (
        (start + head + "Because.\n").replace("\n", line_end)
        for head in (HEAD, HEAD.replace("---\nquestion", "---\ndraft: true\nquestion"))
    )
    value = read(before).value
    if value is not None:
        line = value.file.body_line
        assert head_of(before.encode(), line) != head_of(after.encode(), line)
