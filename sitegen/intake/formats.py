"""Which reader a file goes to, by its ending and its content; and what to do with the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.intake.paper import Paper

LARGEST_FILE = 100 * 1024 * 1024
"""Bytes. A file by Word is that large by its pictures only."""
_AS_WORD = "Open it in Word, save it as .docx, and import that."
_BY_HAND = "Copy the questions and answers into a Word file, and import that."
_ELSEWHERE = {
    ".doc": ("a Word file of the kind before 2007", _AS_WORD),
    ".dot": ("a Word file of the kind before 2007", _AS_WORD),
    ".rtf": ("a text in RTF", _AS_WORD),
    ".pdf": ("a PDF, which does not say what is a heading and what a paragraph", _AS_WORD),
    ".pages": ("a text by Pages", "Export it as Word (File, Export To), and import that."),
    ".numbers": ("a sheet by Numbers", "Export it as Excel (File, Export To), and import that."),
    ".json": ("data for programs", _BY_HAND),
    ".mht": ("a web page in an archive", "Save it as “Web Page, HTML only”, and import that."),
    ".mhtml": ("a web page in an archive", "Save it as “Web Page, HTML only”, and import that."),
    **dict.fromkeys((".ppt", ".pptx", ".odp"), ("slides", _BY_HAND)),
}


def read_paper(name: str, data: bytes) -> Paper:
    """The file as a paper; raises Refused for what cannot be read, and says what to do instead."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    reader = _READERS.get(ending)
    if reader:
        return reader(name, data)
    what, instead = _ELSEWHERE.get(ending, ("of a kind that is not known here", _AS_WORD))
    raise Refused(f"{name} is {what}; import does not read that.", instead)


def _word(name: str, data: bytes) -> Paper:
    from sitegen.intake.chats import as_transcript
    from sitegen.intake.word.reader import read_word

    paper = read_word(name, data)
    return as_transcript(paper) or paper


def _text(name: str, data: bytes) -> Paper:
    from sitegen.intake.minutes import as_minutes
    from sitegen.intake.plain import read_text

    paper = read_text(name, name[name.rfind(".") :].lower(), data)
    is_marked = not paper.is_speech and paper.kind == "text in Markdown"  # where a line's end is meant
    return (as_minutes(paper) if is_marked else None) or paper


def _open_text(name: str, data: bytes) -> Paper:
    from sitegen.intake.chats import as_transcript
    from sitegen.intake.open_document.odf_text import read_open_text

    paper = read_open_text(name, data)
    return as_transcript(paper) or paper


def _open_sheet(name: str, data: bytes) -> Paper:
    from sitegen.intake.open_document.odf_sheet import read_open_sheet

    return read_open_sheet(name, data)


def _workbook(name: str, data: bytes) -> Paper:
    from sitegen.intake.sheets.excel_book import read_workbook

    return read_workbook(name, data)


def _older_book(name: str, data: bytes) -> Paper:
    from sitegen.intake.sheets.older_books import read_older_book

    return read_older_book(name, data)


def _separated(name: str, data: bytes) -> Paper:
    from sitegen.intake.sheets.separated import read_separated

    return read_separated(name, data)


def _page(name: str, data: bytes) -> Paper:
    from sitegen.intake.web.html_paper import decoded_html, read_html

    return read_html(decoded_html(name, data))


def _mail(name: str, data: bytes) -> Paper:
    from sitegen.intake.mail.messages import read_mail

    return read_mail(name, data)


def _outlook(name: str, data: bytes) -> Paper:
    from sitegen.intake.mail.outlook import read_outlook

    return read_outlook(name, data)


_READERS: dict[str, Callable[[str, bytes], Paper]] = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), _word),
    **dict.fromkeys((".vtt", ".srt", ".sbv", ".txt", ".md"), _text),
    **dict.fromkeys((".odt", ".ott"), _open_text),
    **dict.fromkeys((".ods", ".ots"), _open_sheet),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx"), _workbook),
    **dict.fromkeys((".xls", ".xlsb"), _older_book),
    **dict.fromkeys((".csv", ".tsv"), _separated),
    **dict.fromkeys((".html", ".htm"), _page),
    ".eml": _mail,
    ".msg": _outlook,
}
