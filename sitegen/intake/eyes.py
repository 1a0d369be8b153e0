"""What a person has to look at in a draft."""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.again import LEFT, NEW, SAME
from sitegen.intake.evidence import editors_notes
from sitegen.intake.paper import all_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.intake.again import ImportStep
    from sitegen.intake.cutting import Found


class Eye(NamedTuple):
    """Something that a person has to look at."""

    path: str
    """Of the draft; empty where it concerns the whole file."""
    line: int
    says: str


def eyes_of_drafts(items: Sequence[Found], steps: Sequence[ImportStep]) -> list[Eye]:
    """What needs an eye in the drafts that are new or have changed."""
    lengths = [len(" ".join(all_text(item.answer))) for item in items]
    usual = median([length for length in lengths if length] or [0])
    eyes = []
    for item, step, length in zip(items, steps, lengths, strict=True):
        if step.kind == SAME:
            continue
        line = step.draft.text[: step.draft.text.find("\n---\n", 4) + 5].count("\n") + 1
        says = list(step.draft.losses)
        if step.kind == LEFT:
            says.append(f"It differs in the file now, but {step.why}, so it was left as it is. Compare the two.")
        if not length:
            says.append("No answer was found.")
        elif len(items) > 3 and length > 3 * usual and length > 1500:
            says.append("The answer is much longer than the others: does another question begin in it?")
        if len(re.findall(r"\?(?=\s|$)", item.words)) > 1:
            says.append("More than one question is asked here: are all of them answered?")
        notes = editors_notes(" ".join(all_text((*item.question, *item.answer))))
        says += [f"A note among editors stands in the text: “{short(note)}”" for note in notes]
        eyes += [Eye(step.path, line, one) for one in says]
    return eyes


def eyes_of_places(steps: Sequence[ImportStep], index: str) -> list[Eye]:
    """New questions that stand before older ones in the file, and behind them in a digest that is there already."""
    older = [i for i, step in enumerate(steps) if step.kind != NEW]
    early = [step for step in steps[: older[-1]] if step.kind == NEW] if older else []
    says = "“{}” stands behind the older ones, not where the file has it: put its name into  order:"
    return [Eye(index, 0, says.format(step.path.rpartition("/")[2].removesuffix(".md"))) for step in early]


def short(text: str) -> str:
    """The words of a text on one line, cut where they are many."""
    words = " ".join(text.split())
    return words if len(words) <= 160 else words[:157] + "…"
