"""Bodies that need no parser: whatever is put together, both ways give the same page, places and problems."""

from __future__ import annotations

import os
import random
from pathlib import Path
from unittest.mock import patch

import pytest

from sitegen.reading import markdown
from sitegen.reading.markdown import Labels

PATH = "content/digests/a/b.md"
GOOD = (
    "Word", "word", "two words", "More of it.", "é", "2", "24 hours", "“so”", "(as said)", "it’s", "5%", "£3, $4",
    "a=b", "a:", "==a==", ":tada:", "%%a%%", "*em*", "**two words**", "_em_", "_two words_", "`code`", "`a <b> & c`",
    "`a_b`", "R & D", "[a](b.md)", "[a b?](../c/b.md#d)", "[a](b.md) [a](b.md)", "[a](https://b.example/c?d=e&f=g#h)",
    "[a](http://b.example)", "*a _b_ c*", "*see [a](b.md) so*", "**see `a`, b**", "From: me", "Regards,", "Q1",
    "Question 1", "12:30",
)  # read as a table  # fmt: skip
ODD = (
    "3.", "a.  b", "A&E", "*a", "_a", "a_", "__a__", "_see *a* b_", "**", "a*b", "2*3", "*a **b***", "`", "``", "`a",
    "[`a`](b.md)", "[*a*](b.md)", "[a](b.png)", "[a]", "![a](b.md)", "https://a.example", "//", "a@b.example", "<b>",
    "&amp;", "\\", "a_b", "~~a~~", "[^1]", "{#a}", "|", "draft: true", " ", "  ", "* ", "+ ", "a) ", "o ", "-", "1.",
    "~ ", ": ", "[x] ", "#", ">", "\t", "\n",
)  # read as a table  # fmt: skip
STARTS = ("", "", "", "", "- ", "1. ", "## ", "> ", "> ")
ENDS = ("\n", *("\n\n",) * 12, "\n\n\n", "  \n", " #\n", " |\n", "\n---\n", "\n===\n")
BLOCKS = (
    "- one\n- two", "* one\n* two", "1. one\n2. two", "```\na <b> & `c`\n\n  d\n```", "```py\na\n```",
    "| a | b |\n|---|---|\n| c | d |", "| a | b |\n|:-:|--:|\n| c d |  |\n| [a](b.md) | `c` & *d* |", "> a\n> b",
    "## One", "## One\n\n### One\n\n# One", "A Name\n1 Street\nTown", "Me: a\n\nYou: b\n\nMe: c\n\nYou: d\n\nMe: e",
)  # read as a table  # fmt: skip
ODD_BLOCKS = (
    "* one\n- two", "1. one\n3. two", "```\na", "````\na\n```", "| a | b |\n|---|---|\n| c |", "| a |\n|---|\n| c |",
    "| a | b |\n| --- | :--- |\n| c | d | e |", "-- \nMe", "- one\n\n- two", "- one\n  two", "- one\n  - two",
)  # read as a table  # fmt: skip


def made(chance: random.Random) -> str:
    """A body, mostly good prose with a slip or two."""
    parts = []
    for _ in range(chance.randint(1, 5)):
        if chance.random() < 0.4:
            blocks = BLOCKS if chance.random() < 0.9 else ODD_BLOCKS
            parts.append(chance.choice(blocks) + chance.choice(("\n", "\n\n", "\n\n", "\n\n")))
        else:
            words = chance.choice((" ", " ", " ", " ", " ", "")).join(chance.choices(GOOD, k=3))
            parts.append(chance.choice(STARTS) + words + chance.choice(ENDS))
    return slipped("".join(parts), chance)


def slipped(text: str, chance: random.Random) -> str:
    """The text, often with something put in or left out."""
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        at = chance.randrange(len(text) + 1)
        put = chance.choice((*GOOD, *ODD, *"\n\n *`[]()>|#-:.&_1\t"))
        text = text[:at] + put + text[at + chance.choice((0, 0, 0, 1, 3)) :]
    return text


def read(text: str) -> tuple[object, ...]:
    body, problems = markdown.parse_body(PATH, text, 5, Labels())
    return body.html, body.text, body.links, body.anchors, sorted(problems, key=repr)


def check(text: str) -> bool:
    """Whether the body needs no parser; if so, the parser must read the same."""
    body, problems = markdown.parse_body(PATH, text, 5, Labels())
    if body.tokens or not body.html:
        return False
    quick = body.html, body.text, body.links, body.anchors, sorted(problems, key=repr)
    with patch.object(markdown, "render_prose", return_value=None):
        assert quick == read(text), text
    return True


def test_bodies_put_together_at_random_are_read_alike() -> None:
    chance = random.Random(os.environ.get("SITEGEN_SEED", "1"))
    number = 100_000 if os.environ.get("SITEGEN_SWEEP") else 400
    quick = sum(check(made(chance)) for _ in range(number))
    assert quick > number / 10


@pytest.mark.corpora
def test_bodies_of_the_corpora_with_slips_are_read_alike(corpora: Path) -> None:
    chance = random.Random(os.environ.get("SITEGEN_SEED", "1"))
    files = sorted(corpora.rglob("*.md"))
    number = 20_000 if os.environ.get("SITEGEN_SWEEP") else 150
    quick = 0
    for _ in range(number):
        text = chance.choice(files).read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        blocks = text.replace("\0", "").split("---\n", 2)[-1].split("\n\n")
        start = chance.randrange(len(blocks))
        quick += check(slipped("\n\n".join(blocks[start : start + chance.randint(1, 6)]), chance))
    assert quick
