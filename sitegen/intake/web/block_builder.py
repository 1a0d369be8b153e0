"""Blocks, built as the parts of a page begin and end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.intake.paper import HEADING, ITEM, PARAGRAPH, QUOTE, TABLE, TITLE, PaperBlock, Run, SetAside
from sitegen.intake.web.html_tags import BLOCKS, LISTS
from sitegen.intake.web.looks import COMMENT, FURNITURE, WordLook
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "summary": 6, "dt": 6}
_BLANK = re.compile(r"[ \t\n\r\f]+")
_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.IGNORECASE)
_BULLET = re.compile(r"[^\w(]{0,3}|o")
_DEEPEST_TABLE = 20
LIST_MARK, NOTE_MARK = "number or bullet of a list item", "mark of a footnote"


class _OpenTable:
    """A table that has begun."""

    def __init__(self, outer: list[PaperBlock]) -> None:
        self.outer = outer
        self.rows: list[list[tuple[PaperBlock, ...]]] = []
        self.cell: list[PaperBlock] | None = None
        self.stray: list[PaperBlock] = []  # what stands in no cell, such as a caption
        self.is_layout = False

    def cell_end(self) -> list[PaperBlock]:
        """The cell that has begun is complete; what follows it stands in none."""
        if self.cell is not None:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(tuple(self.cell))
            self.cell = None
        return self.stray


class BlockBuilder:
    """Collects words until a block ends."""

    def __init__(self, *, quotes: bool) -> None:
        self.quotes, self.quoted = quotes, 0
        self.out: list[PaperBlock] = []
        self.set_aside: list[SetAside] = []
        self.notes: dict[str, tuple[PaperBlock, ...]] = {}
        self.alarms: list[str] = []
        self.runs: list[Run] = []
        self.kind, self.level, self.label = PARAGRAPH, 0, ""
        self.lists: list[int] = []  # the next number of each open list; 0 where it has bullets
        self.tables: list[_OpenTable] = []
        self.outside: list[tuple[str, list[PaperBlock]]] = []  # of notes that have begun
        self.count = 0

    def begin(self, tag: str, attributes: Mapping[str, str], rules: Mapping[str, str], look: WordLook) -> None:
        """An element begins."""
        if tag == "br":
            self.words("\n", look._replace(verbatim=True))
        elif tag == "img":
            self._picture(attributes, look)
        if tag not in BLOCKS:
            return
        self.paragraph_end()
        if tag == "blockquote":
            self.quoted += self.quotes
        elif tag in _HEADINGS:
            self.kind, self.level = HEADING, _HEADINGS[tag]
        elif tag == "p":
            self._styled(attributes)
        elif tag in ("table", "tr", "td", "th"):
            self._table_part(tag, attributes)
        elif rules.get("mso-element") in ("footnote", "endnote"):
            self.outside.append((attributes.get("id", ""), self.out))
            self.out = []
        else:
            self._list_part(tag, attributes)

    def _list_part(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in LISTS:
            start = attributes.get("start", "1")
            first = int(start) if start.isascii() and start.isdecimal() and len(start) < 10 else 1
            self.lists.append(first if tag == "ol" else 0)
        elif tag == "li":
            self._item(max(len(self.lists) - 1, 0))

    def _table_part(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            self._table(attributes)
        elif self.tables:
            self.out = self.tables[-1].cell_end()
            if tag == "tr":
                self.tables[-1].rows.append([])
            else:
                self.out = self.tables[-1].cell = []

    def finish(self, tag: str) -> None:
        """An element ends."""
        if tag not in BLOCKS:
            return
        self.paragraph_end()
        if tag == "blockquote":
            self.quoted -= self.quotes
        if tag in LISTS and self.lists:
            self.lists.pop()
        elif tag in ("td", "th") and self.tables:
            self.out = self.tables[-1].cell_end()
        elif tag == "table" and self.tables:
            self._table_end()
        elif tag == "div" and self.outside and self.out is not self.outside[-1][1] and not self.tables:
            key, outer = self.outside.pop()
            self.notes[key] = tuple(self.out)
            self.out = outer

    def end(self) -> list[PaperBlock]:
        """All blocks; what is still open is closed."""
        self.paragraph_end()
        while self.tables:
            self._table_end()
        while self.outside:
            key, outer = self.outside.pop()
            self.notes[key] = tuple(self.out)
            self.out = outer
        called = {run.note for block in self.out for run in block.runs if run.note}
        for key in [key for key in self.notes if key not in called]:  # a note of a part that was not copied
            self.out += self.notes.pop(key)
        return self.out

    def words(self, text: str, look: WordLook) -> None:
        """Some words, as they stand in the page."""
        if not look.verbatim:
            text = _BLANK.sub(" ", text)
        if look.list_mark:
            self._aside(LIST_MARK, text, furniture=True)
            self.label = f"{self.label}{text}".strip()
        elif look.gone:
            self._aside(look.gone, text, furniture=look.gone in FURNITURE)
        elif look.note:
            self._aside(NOTE_MARK, text, furniture=True)
            if not self.runs or self.runs[-1].note != look.note:
                self.runs.append(Run("", note=look.note))
        elif text:
            self.runs.append(Run(text, look.bold, look.italic, look.strike, look.link))

    def paragraph_end(self) -> None:
        """What has been collected becomes a block, or more where empty lines part it."""
        runs, self.runs = self.runs, []
        kind, level, label = self.kind, self.level, self.label
        if kind == ITEM and _BULLET.fullmatch(label):
            label = "•"
        if not any(run.text.strip() or run.note for run in runs):
            if kind != ITEM:
                self.kind, self.level, self.label = PARAGRAPH, 0, ""
            return
        self.kind, self.level, self.label = PARAGRAPH, 0, ""
        if self.quoted:
            kind, level, label = QUOTE, self.quoted, ""
        for part in _parted(runs):
            self.count += 1
            self.out.append(PaperBlock(kind, part, f"paragraph {self.count}", level, label))
            kind, level, label = (PARAGRAPH, 0, "") if kind == ITEM else (kind, level, "")

    def _item(self, depth: int) -> None:
        self.kind, self.level, self.label = ITEM, depth, "•"
        if self.lists and self.lists[-1]:
            self.label = f"{self.lists[-1]}."
            self.lists[-1] += 1

    def _styled(self, attributes: Mapping[str, str]) -> None:
        """A paragraph by Word, whose style says what it is."""
        level = _LEVEL.search(attributes.get("style", ""))
        name = attributes.get("class", "")
        if level:
            self.kind, self.level, self.label = ITEM, int(level[1]) - 1, ""
        elif name == "MsoTitle":
            self.kind = TITLE
        elif self.kind == ITEM and not self.lists:
            self.kind = PARAGRAPH

    def _picture(self, attributes: Mapping[str, str], look: WordLook) -> None:
        tiny = attributes.get("width") in ("0", "1") or attributes.get("height") in ("0", "1")
        if look.gone or tiny:
            return
        shown = " ".join(attributes.get("alt", "").split())
        named = f"a picture (“{shown}”)" if shown else "a picture"
        self.alarms.append(
            f"paragraph {self.count + 1}: {named} is not imported; save it into content/assets and name it in the text."
        )

    def _table(self, attributes: Mapping[str, str]) -> None:
        if len(self.tables) >= _DEEPEST_TABLE:
            raise Refused(
                "The page nests tables too deeply to be a write-up.",
                "Copy what you need into a Word file, and import that.",
            )
        for table in self.tables:
            table.is_layout = True
        self.tables.append(_OpenTable(self.out))
        self.tables[-1].is_layout = attributes.get("role") == "presentation"
        self.out = self.tables[-1].stray

    def _table_end(self) -> None:
        table = self.tables.pop()
        table.cell_end()
        self.out = table.outer
        self.out += table.stray
        rows = tuple(tuple(row) for row in table.rows if any(row))
        if table.is_layout or all(sum(map(bool, row)) < 2 for row in rows):
            self.out += [block for row in rows for cell in row for block in cell]
        elif rows:
            self.count += 1
            self.out.append(PaperBlock(TABLE, rows=rows, place=f"table at paragraph {self.count}"))

    def _aside(self, reason: str, text: str, *, furniture: bool) -> None:
        if not text.strip():
            return
        last = self.set_aside[-1] if self.set_aside else None
        place = f"paragraph {self.count + 1}"
        if last and last.reason == reason and (last.place == place or reason == COMMENT):
            self.set_aside[-1] = last._replace(text=last.text + text)
        else:
            self.set_aside.append(SetAside(reason, text, place, furniture))


def _parted(runs: list[Run]) -> list[tuple[Run, ...]]:
    """The runs, parted where two line breaks follow one another."""
    parts: list[list[Run]] = [[]]
    breaks = 2  # as if a break stood before the first word
    for run in runs:
        if run.note:
            parts[-1].append(run)
            breaks = 0
            continue
        for piece in re.split(r"(\n)", run.text):
            if piece == "\n":
                breaks += 1
            elif piece.strip():
                if breaks > 1 and any(r.text or r.note for r in parts[-1]):
                    parts.append([])
                elif breaks == 1 and parts[-1]:
                    parts[-1].append(Run("\n"))
                parts[-1].append(run._replace(text=piece))
                breaks = 0
            elif piece and parts[-1] and not breaks:
                parts[-1].append(run._replace(text=piece))
    return [tuple(part) for part in parts if any(run.text.strip() or run.note for run in part)]
