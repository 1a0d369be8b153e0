"""Lists that a word processor put on the clipboard are lists in a draft, their levels kept."""

from __future__ import annotations

import pytest

from sitegen.intake.paper import ITEM, PARAGRAPH
from sitegen.intake.plain import read_text


def blocks(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in read_text("a.txt", ".txt", text.encode()).blocks]


@pytest.mark.parametrize(
    "mark", ["• ", "•\t", "·\t", "\uf0b7\t", "\uf0a7\u00a0", "o\t", "o\u00a0", "–\t", "§\t", "➢ ", "- ", "* "]
)
def test_a_mark_of_a_word_processor_begins_an_item(mark: str) -> None:
    text = f"We have these:\n{mark}vans\n{mark}bays\n\nSo we count."
    assert blocks(text) == [
        (PARAGRAPH, 0, "We have these:"), (ITEM, 0, "vans"), (ITEM, 0, "bays"), (PARAGRAPH, 0, "So we count."),
    ]  # read as a table  # fmt: skip


@pytest.mark.parametrize(("outer", "inner"), [("•", "o"), ("\uf0b7", "§"), ("-", "◦"), ("●", "–")])
def test_another_mark_begins_the_level_below(outer: str, inner: str) -> None:
    text = f"{outer}\tvans\n{inner}\told\n{inner}\tnew\n{outer}\tbays\n\nSo.\n\n{inner}\tlater"
    assert [level for _, level, _ in blocks(text)] == [0, 1, 1, 0, 0, 0]


@pytest.mark.parametrize("text", ["o well, so it is", "– said Sam", "§ 5 of it", "•", "office\tvans"])
def test_what_only_begins_so_is_a_paragraph(text: str) -> None:
    assert blocks(text) == [(PARAGRAPH, 0, text)]
