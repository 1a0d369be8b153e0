"""Which reader a file goes to, by its ending and its content; and what to do with the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from sitegen.intake.paper import Paper

LARGEST_FILE = 100 * 1024 * 1024
"""Bytes. A file by Word is that large by its pictures only."""
_WORD = (".docx", ".docm", ".dotx", ".dotm")
_AS_WORD = "Open it in Word, save it as .docx, and import that."
_AS_TEXT = "Copy its rows into a table in a Word file, one column for questions and one for answers, and import that."
_ELSEWHERE = {
    ".doc": ("a Word file of the kind before 2007", _AS_WORD),
    ".dot": ("a Word file of the kind before 2007", _AS_WORD),
    ".rtf": ("a text in RTF", _AS_WORD),
    ".pdf": ("a PDF, which does not say what is a heading and what a paragraph", _AS_WORD),
    ".odt": ("a text by LibreOffice", "Save it as .docx (File, Save As), and import that."),
    ".pages": ("a text by Pages", "Export it as Word (File, Export To), and import that."),
    ".eml": ("a mail", "Copy what is asked and answered into a Word file, and import that."),
    ".msg": ("a mail", "Copy what is asked and answered into a Word file, and import that."),
    ".html": ("a web page", "Copy it into a Word file, and import that."),
    ".htm": ("a web page", "Copy it into a Word file, and import that."),
    ".json": ("data for programs", "Copy the questions and answers into a Word file, and import that."),
    **dict.fromkeys(
        (".csv", ".tsv"), ("a table in plain text", "Open it in Excel; " + _AS_TEXT[0].lower() + _AS_TEXT[1:])
    ),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"), ("a sheet", _AS_TEXT)),
    **dict.fromkeys((".ppt", ".pptx"), ("slides", "Copy the questions and answers into a Word file, and import that.")),
}


def read_paper(name: str, data: bytes) -> Paper:
    """The file as a paper; raises Refused for what cannot be read, and says what to do instead."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending in _WORD:
        from sitegen.intake.chats import as_transcript
        from sitegen.intake.word.reader import read_word

        paper = read_word(name, data)
        return as_transcript(paper) or paper
    if ending in (".vtt", ".srt", ".sbv", ".txt", ".md"):
        from sitegen.intake.plain import read_text

        return read_text(name, ending, data)
    what, instead = _ELSEWHERE.get(ending, ("of a kind that is not known here", _AS_WORD))
    raise Refused(f"{name} is {what}; import does not read that yet.", instead)
