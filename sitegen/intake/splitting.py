"""Written papers to questions and answers: the ways, tried in the order of their evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sitegen.intake import ways
from sitegen.intake.columns import by_table
from sitegen.intake.cutting import Split
from sitegen.intake.paper import PaperBlock, all_text

WAYS: dict[str, Callable[[list[PaperBlock], bool], Split | None]] = {
    "table": by_table,
    "labels": ways.by_labels,
    "headings": ways.by_headings,
    "numbers": ways.by_numbers,
    "lists": ways.by_items,
    "bold": ways.by_look,
    "marks": ways.by_marks,
}
"""The ways by name, in the order in which they are tried."""


def split_paper(blocks: Sequence[PaperBlock], wanted: str = "") -> tuple[Split | None, list[Split]]:
    """The paper by the first way that covers most of it, or by the one that is wanted; and the other ways that work."""
    total = sum(len(text) for text in all_text(blocks))
    tried = [split for name, way in WAYS.items() if (split := way(list(blocks), name == wanted)) and split.items]
    if wanted:
        return next((split for split in tried if split.name == wanted), None), [s for s in tried if s.name != wanted]
    chosen = next((split for split in tried if split.covers(total) >= 0.5), None)
    if chosen is None:
        chosen = max((s for s in tried if s.covers(total) >= 0.2), key=lambda s: s.covers(total), default=None)
    return chosen, [split for split in tried if split is not chosen]
