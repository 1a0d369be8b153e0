"""What goes wrong in a file by hand or by pasting: each a change of a text, at a place that chance picks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Slip = "Callable[[str, Random], str]"


def at_random(text: str, pattern: str, new: str, random: Random) -> str:
    """The text with one of the places where the pattern matches replaced; without one, as it is."""
    matches = list(re.finditer(pattern, text, re.MULTILINE))
    if not matches:
        return text
    match = random.choice(matches)
    return text[: match.start()] + match.expand(new) + text[match.end() :]


def in_fields(pattern: str, new: str) -> Callable[[str, Random], str]:
    """A change between the two rows of hyphens."""

    def slip(text: str, random: Random) -> str:
        head, closing, body = text.partition("\n---\n")
        return at_random(head, pattern, new, random) + closing + body

    return slip


def in_body(pattern: str, new: str) -> Callable[[str, Random], str]:
    """A change below the fields."""

    def slip(text: str, random: Random) -> str:
        head, closing, body = text.partition("\n---\n")
        return head + closing + at_random(body, pattern, new, random)

    return slip


def paragraph(new: str) -> Callable[[str, Random], str]:
    """Lines that are put between two paragraphs."""
    return in_body(r"\n\n|\Z", "\n\n" + new.replace("\\", "\\\\") + "\n\n")


WORD = r"(?<![^\s(])([a-zA-Z]{4,})(?![^\s,.;])"  # of a sentence, none of an address
SLIPS: dict[str, Callable[[str, Random], str]] = {
    # the rows of hyphens
    "dashes for the first hyphens": lambda text, _: text.replace("---", "———", 1),
    "dashes for the last hyphens": lambda text, _: re.sub(r"\n---\n", "\n— — —\n", text, count=1),
    "dashes for both": lambda text, _: text.replace("---", "–––", 2),
    "four hyphens": lambda text, _: re.sub(r"\n---\n", "\n----\n", text, count=1),
    "no first hyphens": lambda text, _: text.removeprefix("---\n"),
    "an empty line above": lambda text, _: f"\n{text}",
    "a heading above": lambda text, _: f"# Vans\n\n{text}",
    "a byte order mark twice": lambda text, _: f"\ufeff\ufeff{text}",
    # the fields
    "a no-break space in an indent": in_fields(r"^( *) (?=\S)", "\\1\u00a0"),
    "no-break spaces behind a colon": in_fields(r"^([\w -]+:) (?=\w)", "\\1\u00a0\u00a0"),
    "something unseen before a name": in_fields(r"^(?=\w+:)", "\ufeff"),
    "no space behind a colon": in_fields(r"^(\w+): ", "\\1:"),
    "a tab before a name": in_fields(r"^(?=\w+:)", "\t"),
    "a blank before a name": in_fields(r"^(?=\w+:)", " "),
    "a name doubled": in_fields(r"^(\w)(\w+:)", "\\1\\1\\2"),
    "a name with a capital": in_fields(r"^t(\w+:)", "T\\1"),
    "a letter lost in a name": in_fields(r"^(\w+)\w(\w+:)", "\\1\\2"),
    "a colon lost": in_fields(r"^(\w+):", "\\1"),
    "a colon within": in_fields(r"^(title|question): (\w+) ", "\\1: \\2: "),
    "curly marks round a value": in_fields(r"^(\w+): (\w.*)$", "\\1: “\\2”"),
    "straight marks round half": in_fields(r"^(title|question): (\w+) ", '\\1: "\\2" '),
    "a hash within": in_fields(r"^(title|question): (\w+) ", "\\1: \\2 # "),
    "a date with slashes": in_fields(r"(\d{4})-(\d\d)-(\d\d)", "\\3/\\2/\\1"),
    "a date in words": in_fields(r"(\d{4})-01-(\d\d)", "\\2 January \\1"),
    "a date with full stops": in_fields(r"(\d{4})-(\d\d)-(\d\d)", "\\3.\\2.\\1"),
    "a name of a field alone": in_fields(r"^(topics|title):.*$", "\\1:"),
    "a field twice": in_fields(r"^(title: .*)$", "\\1\n\\1"),
    "a list in one line": in_fields(r"^(topics): .*$", "\\1: ; general"),
    "a line broken": in_fields(r"^(question|title): (.+) ", "\\1: \\2\n"),
    "a bell": in_fields(r"(?<=\w) (?=\w)", "\x07 "),
    # the body: marks and blanks
    "a bell in the body": in_body(WORD, "\\1\x07"),
    "bold with spaces": in_body(WORD, "** \\1 **"),
    "bold glued": in_body(WORD, "**\\1:**so"),
    "a mark without its other half": in_body(WORD, "**\\1"),
    "emphasis in a word": in_body(r"\b(\w\w)(\w\w)(\w\w+)\b", "\\1*\\2*\\3"),
    "two underscores round a word": in_body(WORD, "__\\1__"),
    "a heading without a space": paragraph("##Vans"),
    "a heading without words": paragraph("##"),
    "a hyphen without a space": paragraph("-vans\n-bays"),
    "a number without a space": paragraph("1.vans\n2.bays"),
    "a backslash and an n": in_body(r"(?<=[a-z])\. (?=[A-Z])", r".\\n"),
    "hidden words": in_body(WORD, "%%\\1%%"),
    "marks of another tool": in_body(WORD, "[[\\1]]"),
    "a smile": in_body(WORD, "\\1 :smile:"),
    "a list of contents": paragraph("Vans\t1\nBays\t2\nCosts\t3"),
    # the body: blocks
    "bullets of Word": paragraph("•\tvans\n•\tbays"),
    "letters of Word": paragraph("a) vans\nb) bays"),
    "dashes of Word": paragraph("–\tvans\n–\tbays"),
    "an open fence": paragraph("```\nvans"),
    "a row of hyphens": paragraph("We have vans\n-----"),
    "a row of equal signs": paragraph("We have vans\n==="),
    "a table without its rule": paragraph("| a | b |\n| c | d |"),
    "a table with dashes": paragraph("| a | b |\n|—|—|\n| c | d |"),
    "a table with tabs": paragraph("a\tb\nc\td"),
    "a table with a cell too many": paragraph("| a | b |\n|---|---|\n| c | d | e |"),
    "a sentence below a table": paragraph("| a | b |\n|---|---|\n| c | d |\nThe vans."),
    "pushed in": paragraph("    we asked for vans"),
    "a list that does not count on": paragraph("3. vans\n5. bays"),
    "short lines": paragraph("14 Station Road\nSaltmere\nSM1 2AB"),
    "a letter's end": paragraph("Kind regards,\n\nSam"),
    "lines of a mail": paragraph("From: Sam\nSent: 1 May 2024\nTo: Jo\nSubject: vans"),
    # the body: links
    "a blank in an address": in_body(WORD, "[\\1](https://vans.example/my list)"),
    "a blank before the address": in_body(WORD, "[\\1] (https://vans.example/)"),
    "a link without words": in_body(WORD, "\\1 [](https://vans.example/)"),
    "a link to nowhere": in_body(WORD, "[\\1]()"),
    "a picture without words": in_body(WORD, "\\1 ![](../../assets/a.png)"),
    "an unused link": lambda text, _: f"{text}\n[vans]: https://vans.example/\n",
    "a footnote without its text": in_body(WORD, "\\1[^x]"),
    "a footnote without its mark": lambda text, _: f"{text}\n[^x]: vans\n",
    "HTML": in_body(WORD, "<b>\\1</b>"),
    "a comment": paragraph("<!-- vans"),
}
SLIPS_OF_NAMES: dict[str, Callable[[str, Random], str]] = {
    "a letter lost in a name": in_fields(r"^- ([\w-]{3,})\w$", "- \\1"),
    "a letter doubled in a name": in_fields(r"^- ([\w-]{3,})(\w)$", "- \\1\\2\\2"),
    "curly marks round a name": in_fields(r"^- ([\w-]{3,})$", "- “\\1”"),
    "a capital in a name": in_fields(r"^- ([\w-]{3,})$", "- X\\1"),
    "a letter lost in a link": in_body(r"(\]\([^)]*\w)\w(\.md\b)", "\\1\\2"),
    "a link to a page's address": in_body(r"(\]\([^)]*\w)\.md\b", "\\1.html"),
    "a link to the folder": in_body(r"(\]\([^)]*\w)\.md\b", "\\1"),
    "a link without https": in_body(WORD, "[\\1](www.vans.example/a)"),
    "a host alone": in_body(WORD, "[\\1](vans.example/a)"),
    "an e-mail address alone": in_body(WORD, "[\\1](sam@vans.example)"),
    "backslashes in a link": in_body(WORD, "[\\1](..\\\\..\\\\topics\\\\general.md)"),
    "a drive in a link": in_body(WORD, "[\\1](C:\\\\vans\\\\a.pdf)"),
    "a drive in a picture": in_body(WORD, "![\\1](C:\\\\vans\\\\a.png)"),
    "a share in a link": in_body(WORD, "[\\1](\\\\\\\\server\\\\vans)"),
    "a script": in_body(WORD, "[\\1](javascript:alert)"),
}
"""Those that only a look at the other files can tell."""
