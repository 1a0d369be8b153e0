"""An entry of which only the answer was written anew is what it would be if all of it were read again."""

from __future__ import annotations

import pytest

from sitegen.model.rewritten import head_of, with_new_answer
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


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("new", [*ANSWERS, *ODD])
@pytest.mark.parametrize("old", ANSWERS)
@pytest.mark.parametrize("head", [HEAD, QUOTING, "\ufeff" + HEAD.replace("---\n", "---  \n")])
def test_a_new_answer_is_read_as_if_all_were_new(head: str, old: str, new: str, line_end: str) -> None:
    before, after = ((head + answer).replace("\n", line_end) for answer in (old, new))
    assert head_of(before.encode()) == head_of(after.encode()) == head.replace("\n", line_end).encode()
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


def test_a_file_without_a_body_has_no_head_of_its_own() -> None:
    assert head_of(b"---\nquestion: Why?\n---") == head_of(b"no head") == b""
