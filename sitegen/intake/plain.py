"""Files of plain text: captions by their ending, conversations by their shape, all else as a written paper."""

from __future__ import annotations

import codecs
import re

from sitegen.intake.captions import read_captions
from sitegen.intake.chats import read_chat, read_transcript
from sitegen.intake.paper import ITEM, PARAGRAPH, Paper, PaperBlock, Run, letters
from sitegen.memory.refused import Refused

LARGEST = 5 * 1024 * 1024
"""Bytes. A day of talk has a tenth of it."""
LARGEST_MARKED = 1024 * 1024
"""Characters of Markdown, as for one page of the site."""
_ITEM = re.compile(r"[ \t]*(?:([-*•●▪◦‣·⁃■□►➢✓❖\uf0a0-\uf0ff])[ \t\u00a0]+|([o–—§])(?:\t|\u00a0)\s*)(?=\S)")
_INNER = frozenset("o◦▪§–—■□")
"""What word processors put before items of a second level, where another mark stands before those of the first."""
_NUMBER = re.compile(r"[ \t]*\d{1,3}[.)][ \t]+(?=\S)")
_TEXT_MARKS = re.compile(r"^\s*(?:#{1,6}\s|\*\*|\|.*\||---\s*$)", re.MULTILINE)


def read_text(name: str, ending: str, data: bytes) -> Paper:
    """The file as a paper; raises Refused where it is too large or no text."""
    text = decoded(name, data)
    if ending in (".vtt", ".srt", ".sbv"):
        paper = read_captions(text, ending)
        if paper is None:
            raise Refused(
                f"{name} has no captions: no line with two times was found in it.",
                "Download the transcript again from the meeting, as .vtt or .docx, and import that.",
            )
        return paper
    paper = read_chat(text) or read_transcript(text)
    if paper:
        return paper
    if ending == ".md" and _TEXT_MARKS.search(text):
        if len(text) > LARGEST_MARKED:
            raise Refused(f"{name} is larger than 1 MB.", "Save it in parts, and import those one after the other.")
        from sitegen.intake.marked import read_markdown

        return read_markdown(text)
    return _written(text)


def decoded(name: str, data: bytes) -> str:
    """The bytes as text: by their mark, else UTF-8, else as Windows wrote before; line ends are line feeds."""
    if len(data) > LARGEST:
        raise Refused(
            f"{name} is larger than 5 MB.", "Save only the part that you need as a new file, and import that."
        )
    marks = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
    for encoding in (*(code for mark, code in marks if data.startswith(mark)), "utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    raise Refused(
        f"{name} is no plain text.", "Open it in the program that made it, save it as .docx, and import that."
    )


def written_blocks(text: str) -> tuple[tuple[PaperBlock, ...], str]:
    """Paragraphs between blank lines; an item of a list is one by itself. And the signs that stood before items."""
    begun: list[tuple[PaperBlock, list[str]]] = []
    lines = text.split("\n")
    is_wrapped = sum(len(line) > 55 for line in lines) > 2 and max(map(len, lines), default=0) < 100
    going = False
    outer = ""  # the mark of the list's first item
    for row, line in enumerate(lines, 1):
        if not line.strip():
            going = False
            continue
        item = _ITEM.match(line)
        words = (line[item.end() :] if item else line).strip()
        if going and not item and not _NUMBER.match(line):
            begun[-1][1].append(words)
        else:
            mark = _mark(item)
            outer = mark and (outer or mark)
            level = int(mark != outer and mark in _INNER)
            kind, label = (ITEM, "•") if mark else (PARAGRAPH, "")
            begun.append((PaperBlock(kind, place=f"line {row}", level=level, label=label), [words]))
        going = True
    between = " " if is_wrapped else "\n"
    blocks = tuple(block._replace(runs=(Run(between.join(words)),)) for block, words in begun)
    return blocks, "".join(_mark(_ITEM.match(line)) for line in lines)


def _mark(item: re.Match[str] | None) -> str:
    """What stands before an item."""
    return (item[1] or item[2]) if item else ""


def _written(text: str) -> Paper:
    blocks, signs = written_blocks(text)
    return Paper("plain text", blocks, (), letters(text) - letters(signs), passages=tuple(text.split("\n")))
