"""Problems of what came along with the words that were pasted: parts of a mail, of a page, of another document."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, error, notice


def mail_left_over(at: Place, words: str) -> Problem:
    """Lines that a mail program adds."""
    return notice(
        "mail-left-over",
        at,
        f"“{words[:60]}” looks like a leftover of an e-mail.",
        "Delete it and what belongs to it, unless readers should see it.",
    )


def word_cut(at: Place, start: str, end: str, mended: str) -> Problem:
    """A word that the end of a line cuts in two; `mended` where it is known how it is written."""
    both = f"Write “{start}{end}” or “{start}-{end}” there, whichever is right, on one line."
    return notice(
        "word-cut",
        at,
        f"The end of the line cuts a word in two, so readers see “{start}- {end}”.",
        "Put it together:" if mended else both,
        mended,
        lines=2 if mended else 0,
    )


def page_number(at: Place, words: str) -> Problem:
    """`Page 2 of 12` on a line of its own."""
    return notice(
        "page-number",
        at,
        f"“{words}” is a page number of the document that this comes from.",
        "Delete it.",
    )


def garbled_letters(at: Place, letters: str, meant: str, mended: str) -> Problem:
    """`donâ€™t`: letters that a program read wrongly."""
    return notice(
        "garbled-letters",
        at,
        f"A program that this came through made “{letters}” of “{meant}”.",
        "Put it right:",
        mended,
        lines=1,
    )


def another_document(at: Place, what: str) -> Problem:
    """A transcript or a chat in place of an answer."""
    return error(
        "another-document",
        at,
        f"This looks like {what} that was pasted whole.",
        "Keep the words that are the answer, and delete the rest.\n"
        "Or keep the document in a file outside this folder, and make drafts of it:  sitegen import FILE",
    )


def list_of_attendees(at: Place, words: str) -> Problem:
    """Who was there, name by name."""
    return notice(
        "list-of-attendees",
        at,
        f"Below “{words[:40]}” there seems to be a list of those who were there, name by name.",
        "Delete it, unless readers should see who came: the fields name who answered.",
    )


def list_of_contents(at: Place) -> Problem:
    """Words, a tab and a number, line after line."""
    return notice(
        "list-of-contents",
        at,
        "This looks like the list of contents of a document: its page numbers mean nothing here.",
        "Delete it.",
    )
