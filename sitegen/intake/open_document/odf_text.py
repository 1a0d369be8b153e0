"""A text by LibreOffice (.odt) to a stream of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.intake.open_document.odf_inline import COMMENT, CONTENTS, DELETED, HIDDEN, OdfInline
from sitegen.intake.open_document.odf_lists import OdfLists
from sitegen.intake.open_document.odf_names import DRAW, OFFICE, STYLE, TABLE, TEXT, count_odf_letters, whole
from sitegen.intake.open_document.odf_package import open_document
from sitegen.intake.open_document.odf_styles import OdfStyles
from sitegen.intake.paper import HEADING, ITEM, PARAGRAPH, TITLE, Paper, PaperBlock, SetAside
from sitegen.intake.paper import TABLE as TABLE_BLOCK
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_INDEXES = frozenset(f"{TEXT}{kind}-index" for kind in ("illustration", "table", "object", "user", "alphabetical")) | {
    TEXT + "table-of-content"
}
_ASIDE = {TEXT + "tracked-changes": DELETED, OFFICE + "annotation": COMMENT}
_ROWS = frozenset(TABLE + name for name in ("table-rows", "table-header-rows", "table-row-group"))
_DEEPEST = 20  # tables in tables, lists in lists


class _NestedTooDeep(Exception):
    pass


def read_open_text(name: str, data: bytes) -> Paper:
    """The file as blocks; raises Refused where it is damaged, protected, too large, or no such text."""
    document = open_document(name, data, "text")
    try:
        return _TextReader(document.body, document.content, document.styles).paper()
    except (RecursionError, _NestedTooDeep):
        raise Refused(
            f"{name} nests tables or lists too deeply to be a write-up.",
            "Copy what you need into a new file, save that, and import it.",
        ) from None


class _TextReader:
    """Goes through one file."""

    def __init__(self, body: Element, content: Element, styles: Element | None) -> None:
        self.body, self.content, self.styles_root = body, content, styles
        self.styles = OdfStyles((content, styles))
        self.lists = OdfLists(self.styles.lists)
        self.inline = OdfInline(self.styles)
        self.count = 0

    def paper(self) -> Paper:
        blocks = self._blocks(self.body, "", 0)
        notes = {}
        done = 0
        while done < len(self.inline.notes):  # a footnote may call another
            key, body = self.inline.notes[done]
            done += 1
            notes[key] = tuple(self._blocks(body, "", 0))
        worded = [self.body]
        for master in self.styles_root.iter(STYLE + "master-page") if self.styles_root is not None else ():
            for part in master:
                worded.append(part)
                kind = "page footer" if "footer" in part.tag else "page header"
                _, passages = count_odf_letters([part])
                self.inline.set_aside += [SetAside(kind, text, "", furniture=True) for text in passages if text.strip()]
        counted, passages = count_odf_letters(worded)
        return Paper(
            "text by LibreOffice", tuple(blocks), tuple(self.inline.set_aside), counted, notes,
            alarms=tuple(self.inline.alarms), passages=tuple(passages),
        )  # read as a table  # fmt: skip

    def _blocks(self, element: Element, gone: str, depth: int) -> list[PaperBlock]:
        if depth > _DEEPEST:
            raise _NestedTooDeep
        blocks: list[PaperBlock] = []
        for child in element:
            tag = child.tag
            if tag in (TEXT + "p", TEXT + "h"):
                blocks += self._paragraph(child, gone, depth)
            elif tag == TEXT + "list":
                blocks += self._list(child, gone, depth, 1, "")
            elif tag == TABLE + "table":
                blocks += self._table(child, gone, depth)
            elif tag in _ASIDE or tag in _INDEXES:
                self.inline.place = f"paragraph {self.count + 1}"
                for part in child.iter(TEXT + "deletion") if tag == TEXT + "tracked-changes" else (child,):
                    self.inline.aside(gone or _ASIDE.get(tag, CONTENTS), part)
            elif tag.startswith((TEXT, DRAW)):
                blocks += self._blocks(child, gone or _hidden_section(child), depth + 1)
        return blocks

    def _paragraph(
        self, paragraph: Element, gone: str, depth: int, kind: str = PARAGRAPH, level: int = 0, label: str = ""
    ) -> list[PaperBlock]:
        self.count += 1
        inline, style = self.inline, paragraph.get(TEXT + "style-name", "")
        inline.take(paragraph, f"paragraph {self.count}", gone)
        names = self.styles.names(style)
        heading = self.styles.heading_level(style)
        if paragraph.tag == TEXT + "h":
            heading = whole(paragraph, TEXT + "outline-level", heading or 1)
        if heading:
            kind, level = HEADING, heading
        elif "title" in names and kind == PARAGRAPH:
            kind = TITLE
        runs, boxes = inline.runs, inline.boxes
        blocks = []
        if any(run.text.strip() or run.note for run in runs):
            blocks.append(PaperBlock(kind, tuple(runs), inline.place, level, label, size=inline.size))
        for box in boxes:
            blocks += self._blocks(box, gone, depth + 1)
        return blocks

    def _list(self, element: Element, gone: str, depth: int, level: int, style: str) -> list[PaperBlock]:
        if depth > _DEEPEST:
            raise _NestedTooDeep
        style = element.get(TEXT + "style-name", "") or style or self._style_within(element)
        goes_on = element.get(TEXT + "continue-numbering") == "true" or bool(element.get(TEXT + "continue-list"))
        self.lists.begin(style, level, goes_on=goes_on)
        blocks: list[PaperBlock] = []
        for item in element:
            start = whole(item, TEXT + "start-value", -1)
            first = item.tag == TEXT + "list-item"
            for child in item:
                if child.tag == TEXT + "list":
                    blocks += self._list(child, gone, depth + 1, level + 1, style)
                    first = False
                elif child.tag in (TEXT + "p", TEXT + "h"):
                    label = self.lists.label(style, level, start if start >= 0 else None) if first else ""
                    kind = ITEM if first else PARAGRAPH
                    blocks += self._paragraph(child, gone, depth, kind, level - 1 if first else 0, label)
                    first = False
                elif child.tag == TABLE + "table":
                    blocks += self._table(child, gone, depth + 1)
        return blocks

    def _style_within(self, element: Element) -> str:
        first = next(
            element.iter(
                TEXT + "p",
            ),
            None,
        )
        return self.styles.list_of(first.get(TEXT + "style-name", "")) if first is not None else ""

    def _table(self, table: Element, gone: str, depth: int) -> list[PaperBlock]:
        if depth > _DEEPEST:
            raise _NestedTooDeep
        rows = []
        place = f"table at paragraph {self.count + 1}"
        for row in _rows(table):
            cells: list[tuple[PaperBlock, ...]] = []
            for cell in row:
                if cell.tag == TABLE + "covered-table-cell":
                    self.inline.place = place
                    self.inline.aside(gone or "covered by a merged cell", cell)
                    cells.append(())
                elif cell.tag == TABLE + "table-cell":
                    cells.append(tuple(self._blocks(cell, gone, depth + 1)))
            rows.append(tuple(cells))
        filled = any(cell for row in rows for cell in row)
        return [PaperBlock(TABLE_BLOCK, rows=tuple(rows), place=place)] if filled else []


def _hidden_section(element: Element) -> str:
    shown = element.get(TEXT + "display", "true")
    hides = shown == "none" or (shown == "condition" and element.get(TEXT + "is-hidden") == "true")
    return HIDDEN if element.tag == TEXT + "section" and hides else ""


def _rows(table: Element) -> list[Element]:
    found = []
    for child in table:
        if child.tag == TABLE + "table-row":
            found.append(child)
        elif child.tag in _ROWS:
            found += _rows(child)
    return found
