"""A Word file to a stream of blocks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sitegen.intake.package import Package, damaged
from sitegen.intake.paper import HEADING, ITEM, PARAGRAPH, TABLE, TITLE, Paper, PaperBlock, Run, SetAside
from sitegen.intake.word.inline import (
    CONTENTS,
    DELETED,
    HIDDEN,
    PLACEHOLDER,
    Inline,
)
from sitegen.intake.word.numbering import Numbering
from sitegen.intake.word.package_parts import Parts, count_letters, sensitivity
from sitegen.intake.word.shapes import control_gallery, deep, pages, style_is_contents, unwrapped
from sitegen.intake.word.styles import Styles
from sitegen.intake.word.xml_names import MC, W, chosen, is_on, number, value
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_THROUGH = frozenset(W + name for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent"))
_DEEPEST = 20  # tables in tables


def read_word(name: str, data: bytes) -> Paper:
    """The file as blocks; raises Refused where it is damaged, protected, too large, or no Word file."""
    parts = Parts(Package(name, data))
    try:
        return _WordReader(parts).paper()
    except (RecursionError, _TooDeep):
        raise Refused(
            f"{name} nests tables or controls too deeply to be a write-up.",
            "Copy what you need into a new Word file, save that, and import it.",
        ) from None


class _TooDeep(Exception):
    pass


class _WordReader:
    """Goes through one file."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.styles = Styles(parts.related("styles"))
        self.numbering = Numbering(parts.related("numbering"))
        self.inline = Inline(self.styles, parts.links)
        self.count = 0  # of paragraphs, so far
        self.depth = 0  # of tables in tables
        self.pending: list[Run] = []  # of a paragraph whose end was deleted: they go on in the next
        self.gone: list[SetAside] = []

    def paper(self) -> Paper:
        body = self.parts.document.find(W + "body")
        if body is None:
            raise damaged(self.parts.name)
        self.inline.move_ends = {e.get(W + "id", "") for e in body.iter(W + "moveFromRangeEnd")}
        blocks = self._story(body)
        notes = {}
        for kind in ("footnotes", "endnotes"):
            root = self.parts.related(kind)
            for note in root if root is not None else ():
                if note.get(W + "type", "normal") == "normal":
                    notes[f"{kind[:-5]}{note.get(W + 'id', '')}"] = tuple(self._story(note))
        aside = [*self.inline.set_aside, *self.gone]
        for kind, reason, furniture in (
            ("comments", "comment", False),
            ("header", "page header", True),
            ("footer", "page footer", True),
        ):
            for root in self.parts.all_related(kind):
                for paragraph in root.iter(W + "p"):
                    _, passages = count_letters(paragraph)
                    aside += [SetAside(reason, text, "", furniture) for text in passages if text.strip()]
        called = {run.note for block in deep(blocks) for run in block.runs if run.note}
        for key in [key for key in notes if key not in called]:
            words = "\n".join(block.text for block in deep(notes.pop(key)))
            aside += [SetAside("footnote that no shown text calls", words)] if words.strip() else []
        total: Counter[str] = Counter()
        pieces: list[str] = []
        for root in self.parts.worded():
            counted, passages = count_letters(root)
            total += counted
            pieces += passages
        return Paper(
            "Word file", tuple(blocks), tuple(aside), total, notes, sensitivity(self.parts.package),
            tuple(self.inline.alarms), tuple(pieces),
        )  # read as a table  # fmt: skip

    def _story(self, root: Element) -> list[PaperBlock]:
        self.pending = []
        blocks: list[PaperBlock] = []
        self._take(root, blocks, "")
        if self.pending:
            blocks.append(PaperBlock(PARAGRAPH, tuple(self.pending), f"paragraph {self.count}"))
            self.pending = []
        return blocks

    def _take(self, root: Element, out: list[PaperBlock], gone: str) -> None:
        """Add the blocks below an element; with `gone` they are set aside for that reason."""
        for child in root:
            tag = child.tag
            if tag == W + "p":
                self._paragraph(child, out, gone)
            elif tag == W + "tbl":
                self._table(child, out, gone)
            elif tag == W + "sdt":
                self._control(child, out, gone)
            elif tag in _THROUGH:
                self._take(child, out, gone)
            elif tag in (W + "del", W + "moveFrom"):
                self._take(child, out, gone or DELETED)
            else:
                self._other(child, out, gone)

    def _other(self, child: Element, out: list[PaperBlock], gone: str) -> None:
        if child.tag == MC + "AlternateContent":
            form = chosen(child)
            if form is not None:
                self._take(form, out, gone)
        elif child.tag in (W + "moveFromRangeStart", W + "moveFromRangeEnd"):
            self.inline.move_mark(child)
        elif child.tag == W + "altChunk":
            self.inline.alarms.append(
                "A part put in from another file is not read: open it in Word, save it under another name, import that."
            )

    def _control(self, sdt: Element, out: list[PaperBlock], gone: str) -> None:
        content = sdt.find(W + "sdtContent")
        if content is None:
            return
        if sdt.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            gone = gone or PLACEHOLDER
        elif control_gallery(sdt) == "Table of Contents":
            gone = gone or CONTENTS
        self._take(content, out, gone)

    def _paragraph(self, p: Element, out: list[PaperBlock], gone: str) -> None:
        self.count += 1
        place = f"paragraph {self.count}"
        properties = p.find(W + "pPr")
        style = self.styles.style_of(properties)
        if style_is_contents(self.styles.names(style)):
            gone = gone or CONTENTS
        inline = self.inline
        inline.reset(style, place)
        inline.take(p, gone)
        runs, boxes = [*self.pending, *inline.runs], inline.boxes
        mark = properties.find(W + "rPr") if properties is not None else None
        if mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None):
            self.pending = runs
        else:
            self.pending = []
            if not gone:
                self._block(properties, style, runs, place, out)
        for box in boxes:
            pending, self.pending = self.pending, []
            self._take(box, out, gone)
            self.pending = pending

    def _block(
        self, properties: Element | None, style: str, runs: list[Run], place: str, out: list[PaperBlock]
    ) -> None:
        level = self.styles.heading_level(properties, style)
        num, depth = self.styles.numbering(properties, style)
        label = self.numbering.label(num, depth) if num and num != "0" else ""
        kind = HEADING if level else ITEM if label else PARAGRAPH
        if kind == PARAGRAPH and "title" in self.styles.names(style):
            kind = TITLE
        size = self.inline.size
        for index, piece in enumerate(pages(runs)):
            if any(run.text.strip() or run.note for run in piece):
                first = not index
                out.append(
                    PaperBlock(
                        kind if first else PARAGRAPH,
                        tuple(piece),
                        place,
                        level or depth,
                        label if first else "",
                        size=size,
                    )
                )

    def _table(self, table: Element, out: list[PaperBlock], gone: str) -> None:
        rows = []
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _TooDeep
        for row in unwrapped(table, W + "tr"):
            properties = row.find(W + "trPr")
            lost = gone
            if properties is not None and properties.find(W + "del") is not None:
                lost = lost or DELETED
            elif is_on(properties, "hidden"):
                lost = lost or HIDDEN
            cells: list[tuple[PaperBlock, ...]] = [()] * min(number(value(properties, "gridBefore")), 64)
            for cell in unwrapped(row, W + "tc"):
                look = cell.find(W + "tcPr")
                merged = look.find(W + "vMerge") if look is not None else None
                covered = merged is not None and merged.get(W + "val", "continue") == "continue"
                inner: list[PaperBlock] = []
                self._take(cell, inner, lost or ("covered by a merged cell" if covered else ""))
                if self.pending:
                    inner.append(PaperBlock(PARAGRAPH, tuple(self.pending), f"paragraph {self.count}"))
                    self.pending = []
                span = min(max(number(value(look, "gridSpan"), 1), 1), 64)
                cells += [tuple(inner), *[()] * (span - 1)]
            if not lost:
                rows.append(tuple(cells))
        self.depth -= 1
        if any(cell for row in rows for cell in row):
            out.append(PaperBlock(TABLE, place=f"paragraph {self.count}", rows=tuple(rows)))
