"""Blocks to Markdown that reads back to the same words, which is tried with the site's own parser."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sitegen.intake.paper import HEADING, ITEM, TABLE, TITLE, PaperBlock, Run, all_text
from sitegen.reading.markdown import Labels
from sitegen.reading.parser import make_parser
from sitegen.reading.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LIGHT = re.compile(r"[\\`*\[\]<~^|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_HEAVY = re.compile(r"[!-/:-@\[-`{-~]")
_NUMBER = re.compile(r"(\d{1,9})[.)]?")


def words_of(markdown: str) -> str:
    """The words that a page shows for the Markdown, one space between any two; footnotes' too, their marks not."""
    return plain_text(make_parser(()).parse(markdown, {"labels": Labels()}))


def plain(blocks: Iterable[PaperBlock]) -> str:
    """The words of the blocks, one space between any two."""
    return _collapsed(" ".join(all_text(blocks)))


def markdown(blocks: Sequence[PaperBlock], notes: Mapping[str, Sequence[PaperBlock]]) -> tuple[str, list[str], str]:
    """The blocks as a body; what could not be kept, in words; and the text that was added.

    `notes` are the footnotes that the blocks may call.
    """
    writer = _Writer(notes)
    return writer.body(blocks), writer.losses, "".join(writer.added)


class _Writer:
    """Writes one body."""

    def __init__(self, notes: Mapping[str, Sequence[PaperBlock]]) -> None:
        self.notes = notes
        self.called: dict[str, int] = {}
        self.losses: list[str] = []
        self.added: list[str] = []

    def body(self, blocks: Sequence[PaperBlock]) -> str:
        parts = self._blocks(blocks)
        written = 0
        while written < len(self.called):  # a footnote may call another
            key = list(self.called)[written]
            written += 1
            text = "\n\n".join(self._blocks(self.notes[key])) or "…"
            parts.append(f"[^{written}]: " + text.replace("\n", "\n    ").replace("\n    \n", "\n\n"))
        return "\n\n".join(parts)

    def _blocks(self, blocks: Sequence[PaperBlock]) -> list[str]:
        parts: list[str] = []
        items: list[PaperBlock] = []
        for block in blocks:
            if block.kind == ITEM:
                items.append(block)
                continue
            parts += self._list(items)
            items = []
            if block.kind == TABLE:
                parts += self._table(block)
            else:
                parts += self._paragraph(block)
        return parts + self._list(items)

    def _paragraph(self, block: PaperBlock) -> list[str]:
        label = self._label(block) if block.kind == HEADING else ""
        if block.kind in (HEADING, TITLE):
            text = self._inline([run._replace(bold=False, text=run.text.replace("\n", " ")) for run in block.runs])
            return [f"## {label}{text}"] if text else []
        text = self._inline(block.runs)
        return [text] if text else []

    def _label(self, block: PaperBlock) -> str:
        """A number that only the source's program shows, as text."""
        if not block.label or block.label == "•":
            return ""
        self.added.append(block.label)
        return _LIGHT.sub(r"\\\g<0>", block.label) + " "

    def _list(self, items: list[PaperBlock]) -> list[str]:
        """List items with those inside them; numbers go on as they were."""
        lines: list[str] = []
        indents: list[str] = []  # of the items' words, by depth
        counts: list[tuple[str, int]] = []  # the marker's sign and last number, by depth
        for block in items:
            depth = min(block.level, len(indents))
            last_sign, last = counts[depth] if depth < len(counts) else ("", 0)
            del indents[depth:], counts[depth:]
            number = _NUMBER.fullmatch(block.label)
            if number:
                count = int(number[1])
                sign = "." if last_sign not in (".", ")") else last_sign
                if last_sign in (".", ")") and count != last + 1:
                    sign = ")" if last_sign == "." else "."
                marker, label = f"{count}{sign} ", ""
            else:
                sign = "-" if last_sign not in ("-", "+") else last_sign
                count, marker, label = 0, f"{sign} ", self._label(block)
            lead = indents[depth - 1] if depth else ""
            indent = lead + " " * len(marker)
            text = label + self._inline(block.runs)
            lines.append(lead + marker + text.replace("\n", "\n" + indent))
            indents.append(indent)
            counts.append((sign, count))
        return ["\n".join(lines)] if lines else []

    def _table(self, table: PaperBlock) -> list[str]:
        rows = [row for row in table.rows if any(_deep_text(cell) for cell in row)]
        filled = [i for row in rows for i, cell in enumerate(row) if _deep_text(cell)]
        if not filled:
            return []
        first, last = min(filled), max(filled)
        if len(rows) == 1 and first == last:  # a box drawn round a text
            return self._blocks(rows[0][first])
        lines = []
        for row in rows:
            cells = [row[i] if i < len(row) else () for i in range(first, last + 1)]
            lines.append("| " + " | ".join(self._cell(cell) for cell in cells) + " |")
        lines.insert(1, "|" + " --- |" * (last - first + 1))
        return ["\n".join(lines)]

    def _cell(self, blocks: Sequence[PaperBlock]) -> str:
        texts = []
        for block in blocks:
            runs = [run._replace(text=run.text.replace("\n", " ")) for run in block.runs]
            texts.append(self._label_in_cell(block) + self._inline(runs))
            texts += [self._cell(cell) for row in block.rows for cell in row]
        return " ".join(text for text in texts if text)

    def _label_in_cell(self, block: PaperBlock) -> str:
        return self._label(block) if block.kind == ITEM else ""

    def _inline(self, runs: Iterable[Run]) -> str:
        """The words of a paragraph, marked up as lightly as reads back right."""
        merged = _merged(runs)
        expected = _collapsed("".join(run.text for run in merged))
        for escape, marked in ((_LIGHT, True), (_HEAVY, True), (_HEAVY, False)):
            text = "".join(self._run(run, escape, marked=marked) for run in merged)
            text = re.sub(r"[^\S\n]+", " ", text).strip().strip("\n")
            text = "\\\n".join(_guarded(line.strip()) for line in re.split(r"\s*\n\s*", text)) if text else ""
            if words_of(re.sub(r"\[\^\d+\]", "", text)) == expected:
                return text
        if expected:
            self.losses.append(f"Look at the words “{expected[:60]}”: Markdown may show them otherwise.")
        return text

    def _run(self, run: Run, escape: re.Pattern[str], *, marked: bool) -> str:
        if run.note:
            if run.note not in self.notes:
                return ""
            return f"[^{self.called.setdefault(run.note, len(self.called) + 1)}]"
        before, core, after = _trimmed(run.text)
        text = escape.sub(r"\\\g<0>", core)
        if not core or not marked:
            return before + text + after
        mark = ("**" if run.bold else "") + ("*" if run.italic else "")
        text = text if "\n" in core and run.link else mark + text + mark[::-1]
        if run.strike:
            text = f"~~{text}~~"
        if run.link:
            text = f"[{text.replace(chr(10), ' ')}]({_address(run.link)})"
        return before + text + after


def _merged(runs: Iterable[Run]) -> list[Run]:
    """The runs, neighbours of one look as one; spaces take the look of what stands before them."""
    found: list[Run] = []
    for run in runs:
        if not run.text and not run.note:
            continue
        last = found[-1] if found else None
        alike = last is not None and (last._replace(text="") == run._replace(text="") or not run.text.strip())
        if last is not None and alike and not run.note and not last.note:
            found[-1] = last._replace(text=last.text + run.text)
        else:
            found.append(run)
    return found


def _trimmed(text: str) -> tuple[str, str, str]:
    core = text.strip()
    if not core:
        return text, "", ""
    start = text.index(core)
    return text[:start], core, text[start + len(core) :]


def _guarded(line: str) -> str:
    """A line whose first sign must not make it a heading, a list or a quotation."""
    match = re.match(r"\d{1,9}(?=[.)](?:\s|$))", line)
    if match:
        return line[: match.end()] + "\\" + line[match.end() :]
    return "\\" + line if re.match(r"[#>:=|]|[-+](?:\s|$)|-{2,}", line) else line


def _address(url: str) -> str:
    return f"<{url}>" if set(url) & set("()\\") else url


def _deep_text(blocks: Sequence[PaperBlock]) -> bool:
    return any(text.strip() for text in all_text(blocks))


def _collapsed(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
