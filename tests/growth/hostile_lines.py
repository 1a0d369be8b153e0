"""Lines that begin like something private again and again: what each detector does with them, shown or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.model.private_words import find_in_source, hide_private, lines_with_private
from sitegen.privacy.allowed import NOTHING_ALLOWED
from sitegen.privacy.covering import covered
from sitegen.privacy.detectors import DETECTORS, find_private
from sitegen.privacy.seen_text import see
from sitegen.problems.brought_along import mail_left_over
from sitegen.problems.looks_private import private
from sitegen.problems.problem import Place
from sitegen.problems.report import as_text

if TYPE_CHECKING:
    from collections.abc import Callable

_KILOBYTE = 1_000
HOSTILE = {
    "figures without an end": "0123456789",
    "figures with blanks": "4 ",
    "figures in groups": "450 557 ",
    "figures over lines": "450\n> ",
    "numbers of plays": "07700 900123 ",
    "addresses of mail": "a@b.co ",
    "signs of mail": "a@",
    "a box without an end": "a.b-c_",
    "a domain without an end": "x@y.",
    "said addresses": "a (at) b [dot] ",
    "postcodes": "AB1 2CD",
    "letters and figures": "a1",
    "days of birth": "born 1/2/1961 ",
    "words of birth": "date of birth ",
    "d.o.b.": "d.o.b",
    "hospital numbers": "hospital number 12345 ",
    "words of hospitals": "hospital no. ",
    "registrations": "GMC number: ",
    "heads of mails": "\nFrom: a\nTo: b",
    "a head on one line": "\nFrom: a Sent: ",
    "a head without an end": "\nFrom: " + "a " * 50,
    "regards": "\nKind regards\n",
    "greetings": "\nHi Ann Ann Ann Ann",
    "footers": "this e-mail is ",
    "a footer without an end": "this message may contain a b c d ",
    "days of mails": "\nOn 3 May 2021",
    "names": "Mrs A. Ward ",
    "titles": "Dr ",
    "links": "https://a.b/c?d=e&",
    "shared links": "https://a.sharepoint.com/b/",
    "hosts without an end": "a.sharepoint.com",
    "questions in a link": "https://box.com/?a&pwd=",
    "users": "https://a:b",
    "marks": "*_`~",
    "entities": "&amp;&#x41;",
    "backslashes": "\\u0041\\",
    "unseen signs": "\u200b\u00ad",
    "brackets": "([{<",
    "blanks": " ",
    "line ends": "\n> ",
    "tables": "| DOB | x |\n|-|-|\n",
    "rows of a table": "| DOB |\n",
    "columns of a table": "| DOB ",
    "rules of a table": "|-",
    "boxes said": "a.bc at de.nhs.uk ",
    "hosts said": " at a.",
    "staff": "payroll number 1234 ",
    "words of staff": "staff no. ",
    "incidents": "CAD 1234 ",
    "words of incidents": "incident number ",
    "years": "no. 2024 ",
    "streets": "12 High Street ",
    "a street without an end": "1 Ab Ab Ab ",
    "degrees": "52.1234, 0.1234 ",
    "degrees without an end": "52.",
    "minutes": "52° 1' ",
    "squares of a grid": "TL 449 585 ",
    "words of a grid": "grid reference ",
    "three words": "///ab.cd.ef ",
    "words without an end": "w3w ab.cd.",
    "strokes": "/",
    "small titles": "mr ward ",
    "two capitals": "Ann Holt ",
    "two capitals who said": "Ann Holt said ",
    "two capitals whose son": "Ann Holt said her ",
    "words for a name": "the patient ",
    "kin": "her son Ann ",
    "who is called so": "a man called Ann ",
    "names in a form": "Surname: Holt ",
    "apostrophes": "A'",
}


def look(name: str, kilobytes: int) -> int:
    """How much is found in so much of it, by every detector: whether its signs are there or not."""
    text = HOSTILE[name] * (kilobytes * _KILOBYTE // len(HOSTILE[name]))
    seen = see(text).text
    return len(find_private(text)) + sum(1 for each in DETECTORS for _ in each.find(seen))


def beside(n: int) -> Callable[[], str]:
    """One line of so many numbers, with as many mistakes that quote some of it, written out."""
    number = "07912 345678; "
    found = find_in_source(number * n, NOTHING_ALLOWED)
    places = [Place("a.md", one.line, one.column, one.length) for one in found]
    lines = {("a.md", at) for at in lines_with_private(number * n, NOTHING_ALLOWED)}
    told = [private(at, "mobile", "•", "1a2b3", "") for at in places]

    line = number * n

    def work() -> str:
        mistakes = hide_private([mail_left_over(at, number).hardened() for at in places], lines, NOTHING_ALLOWED)
        shown = covered(line)
        return as_text([*mistakes, *told], lambda *_: shown, lambda text, style: text)

    return work
