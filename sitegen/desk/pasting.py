"""What was copied from Word, Outlook, Excel or a page, as Markdown; and what of it is left out, in words.

The clipboard may hold anything that some page put there, so it is read in a process of its own, as an imported file is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.accounting import settle
from sitegen.intake.eyes import short
from sitegen.intake.importing import without_controls
from sitegen.intake.reader_process import read_apart
from sitegen.intake.writing import markdown, words_of
from sitegen.memory.refused import Refused
from sitegen.problems.problem import plural

if TYPE_CHECKING:
    from sitegen.intake.paper import SetAside

LARGEST_PASTE = 5 << 20
"""Characters."""
_NAME = "clipboard.html"
_MARK = "\ufeff"  # says that it is UTF-8, whatever the page it came from said of itself


class Pasted(NamedTuple):
    """What comes of pasting."""

    text: str
    left_out: tuple[str, ...]
    """What is not in it and what to look at, a sentence for each."""


def paste(html: str) -> Pasted:
    """The HTML of the clipboard as Markdown. Raises Refused where it cannot be read."""
    if len(html) > LARGEST_PASTE:
        raise Refused("This is more than an answer can be.", "Copy a part of it, or import the whole file.")
    data = f"{_MARK}{html}".encode("utf-8", "replace")
    paper = without_controls(read_apart(_NAME, data))
    text, losses, added = markdown(paper.blocks, paper.notes)
    aside = [one.text for one in paper.set_aside]
    account = settle(paper.letters, paper.passages, (), [words_of(text), *aside], added)
    left = [_said(one) for one in paper.set_aside if not one.furniture]
    if account.missing:
        lost = "; ".join(f"“{short(passage)}”" for passage in account.passages[:5])
        count = plural(sum(account.missing.values()), "letter")
        left.append(f"{count} of what you copied did not come along: look for them. {lost}".strip())
    return Pasted(text, (*left, *losses, *paper.alarms))


def _said(one: SetAside) -> str:
    words = plural(len(one.text.split()), "word")
    return f"Left out: {one.reason} ({words})" + ("." if one.private else f": “{short(one.text)}”")
