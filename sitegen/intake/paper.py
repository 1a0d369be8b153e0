"""What every reader gives: blocks with runs of text, and what was set aside, with the reason."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

PARAGRAPH, HEADING, TITLE, ITEM, TABLE, TURN = "paragraph", "heading", "title", "item", "table", "turn"
QUOTE = "quote"
"""A paragraph of a mail that is quoted from an earlier one."""
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


class Run(NamedTuple):
    """Some text of one look; a line feed in it is a line break inside the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    link: str = ""
    note: str = ""
    """The key of a footnote that is called here; the text is then empty."""


class PaperBlock(NamedTuple):
    """One paragraph, heading, list item, table or turn of a speaker."""

    kind: str
    runs: tuple[Run, ...] = ()
    place: str = ""
    """Where it stands in the source, in words: “paragraph 12”, “00:12:01”."""
    level: int = 0
    """Of a heading from 1; of a list item from 0."""
    label: str = ""
    """What numbers a list item or heading, as the source shows it: “1.”, “(a)”, “•”."""
    rows: tuple[tuple[tuple[PaperBlock, ...], ...], ...] = ()
    """The cells of a table, row by row, each with its blocks."""
    size: float = 0.0
    """Of the letters, in points; 0 where it is not known."""
    speaker: str = ""
    start: str = ""
    end: str = ""

    @property
    def text(self) -> str:
        """Its own words, line breaks kept; a table's are in its cells."""
        return "".join(run.text for run in self.runs)

    @property
    def is_bold(self) -> bool:
        """Whether all its letters are bold."""
        return self._all("bold")

    @property
    def is_italic(self) -> bool:
        """Whether all its letters are italic."""
        return self._all("italic")

    def _all(self, look: str) -> bool:
        seen = [getattr(run, look) for run in self.runs if run.text.strip()]
        return bool(seen) and all(seen)


class SetAside(NamedTuple):
    """Words that are in the file and reach no draft."""

    reason: str
    text: str
    place: str = ""
    furniture: bool = False
    """Whether it needs nobody's eye: a page header, a contents list."""
    private: bool = False
    """Whether reports count its words and show none: names and addresses of those who asked."""


def put_aside(found: list[SetAside], new: SetAside) -> None:
    """Add it, if it has words; what follows the last one for the same reason at the same place belongs to it."""
    if not new.text.strip():
        return
    last = found[-1] if found else None
    if last and (last.reason, last.place) == (new.reason, new.place):
        found[-1] = last._replace(text=last.text + new.text)
    else:
        found.append(new)


class Paper(NamedTuple):
    """A file as its reader gives it."""

    kind: str
    """What it is, for a reader: “Word file”, “captions”."""
    blocks: tuple[PaperBlock, ...]
    set_aside: tuple[SetAside, ...]
    letters: Counter[str]
    """Every letter of the file, counted on another way than the one that made the blocks."""
    notes: Mapping[str, tuple[PaperBlock, ...]] = MappingProxyType({})
    """Footnotes by their keys."""
    marked: str = ""
    """The name of a sensitivity label that stands on it."""
    alarms: tuple[str, ...] = ()
    """What needs an eye and has no words: a chart, a picture without a description."""
    passages: tuple[str, ...] = ()
    """The file's text in pieces as it was counted, to show what is missing where something is."""
    is_speech: bool = False
    is_sheet: bool = False
    """Whether its tables are sheets, whose columns are to be told apart."""
    is_mail: bool = False


def letters(text: str) -> Counter[str]:
    """How often each character that shows stands in the text; letters and their accents are counted apart."""
    shown = "".join(text.split())
    if not shown.isascii():
        shown = unicodedata.normalize("NFD", shown.translate(_UNSEEN))
    return Counter(shown)


def all_text(blocks: Iterable[PaperBlock]) -> Iterator[str]:
    """The words of the blocks, those in tables too."""
    for block in blocks:
        yield block.text
        for row in block.rows:
            for cell in row:
                yield from all_text(cell)


def called_notes(blocks: Iterable[PaperBlock]) -> Iterator[str]:
    """The keys of the footnotes that the blocks call, in order."""
    for block in blocks:
        yield from (run.note for run in block.runs if run.note)
        for row in block.rows:
            for cell in row:
                yield from called_notes(cell)
