"""What a mail program puts round a message: heads of earlier mails, closings, signatures, footers.

Every body is looked through for each of them, and most hold none: so lines are looked at by their first letter, and
a word is asked for before any pattern.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import brought_along as problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import BodyLines

_HEADS = {
    "from": ("sent", "date", "subject"),
    "von": ("gesendet", "datum", "betreff", "an"),
    "de": ("envoyé", "date", "objet", "à", "enviado", "enviado el", "fecha", "asunto", "para"),
    "van": ("verzonden", "onderwerp", "aan"),
    "da": ("inviato", "oggetto", "data"),
    "oddi wrth": ("anfonwyd", "pwnc", "dyddiad", "at"),
}
"""Who wrote, in the languages in which mail comes, and what else stands beside it."""
_HEAD_LINE = re.compile(
    r"[> \t]*(?:[-*+] )?[*_]{0,2}([^\W\d_]{1,10}(?: [^\W\d_]{2,5})?)[*_]{0,2}[ \u00a0]?:[*_]{0,2}(?=\s|$)"
)
_NEAR = 5  # lines of a head, of which a blank one may stand between any two
_CLOSING = (
    r"(?:(?:(?:Kind|Best|Warm|Kindest|Warmest|With kind|With best) )?[Rr]egards|KIND REGARDS|Best wishes"
    r"|Yours (?:sincerely|faithfully|truly)|Mit freundlichen Gr(?:ü|ue)(?:ß|ss)en"
    r"|(?:Viele|Beste|Liebe|Herzliche|Freundliche) Gr(?:ü|ue)(?:ß|ss)e|(?:Bien )?[Cc]ordialement"
    r"|Cofion (?:gorau|cynnes)|Met vriendelijke groet(?:en)?|Un (?:cordial )?saludo|Cordiali saluti)"
)
_ALONE = re.compile(
    rf"[*_]{{0,2}}(?i:{_CLOSING})(?:,? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)?,?[*_]{{0,2}}[ \t]*$"
    r"|(?:Sincerely|(?:Many )?[Tt]hanks|Cheers|Best|All the best|Kind(?:est)?|Rgds),[ \t]*$"
    r"|(?:Sent from (?:my |Outlook|Mail |Yahoo|Samsung)|Gesendet (?:von|mit) (?:meine[mr]|Outlook)"
    r"|Von meine[mr] .{2,40} gesendet|Envoyé d(?:e mon|epuis (?:mon|Outlook))).{0,60}$"
    r"|\[?Get Outlook for |Virus-free\.|Meeting ID: ?[\d ]{6,20}$|Begin forwarded message:[ \t]*$"
    r"|[-_ ]{3,}(?i:Original Message|Forwarded message|Ursprüngliche Nachricht|Weitergeleitete Nachricht"
    r"|Message d['’]origine|Mensaje original)[-_ ]*$"
    r"|[> ]*(?:On|Am|Le|Op|El|Il|Ar)\b .{6,100}(?:\d:\d\d|@).{0,120}"
    r"(?:\bwrote|\bschrieb\b.{0,80}|a écrit\s?|\bschreef\b.{0,80}|escribió|ha scritto|ysgrifennodd\b.{0,80}):[ \t]*$"
)
"""What stands on a line alone: how a mail ends, what it was sent from, who wrote the earlier one."""
_FIRST = frozenset("KkBbRrWwYyMmVvLlHhFfCcUuSsTtAaGgEeOoIiVv[-_*> ")
_LONGEST = 240  # characters of such a line
_WITHIN = (
    (
        ("originated", "often get email"),
        re.compile(
            r"^.{0,40}(?:e-?mail|message) originated (?:from )?outside.*$|^.{0,80}don['’]t often get email from .*$",
            re.MULTILINE | re.IGNORECASE,
        ),
    ),
    (
        ("[EXTERNAL", "[cid:", "[image", "automatically generated"),
        re.compile(
            r"\[(?:EXTERNAL[^\]\n]{0,20}|cid:[^\]\n]{1,200}|image\d{1,4}\.\w{3,4}|image: [^\]\n]{1,80})\]"
            r"|\[?[^\[\]\n]{0,80}Description automatically generated[^\[\]\n]{0,40}\]?"
        ),
    ),
    (
        ("confidential",),
        re.compile(r"^.*(?:this|the) (?:e-?mail|message)\b.{0,120}\bconfidential.*$", re.MULTILINE | re.IGNORECASE),
    ),
    (("before printing",), re.compile(r"^.{0,40}consider the environment before printing.*$", re.MULTILINE)),
)
"""What stands in a sentence: the words of which a text holds one, and what it then holds."""
_SIGNS = tuple((word, pattern) for words, pattern in _WITHIN for word in words)
_GREETING = re.compile(
    r"(?:Hi|Hello|Hey|Dear)"
    r"(?: (?!All\b|Colleagues?\b|Team\b|Everyone\b|Sir\b|Friends?\b|Both\b)[A-Z][a-z’'-]+){1,2}[,!]?"
)


def mail(text: str, source: BodyLines) -> Iterator[Problem]:
    """What Outlook puts round a message."""
    lines = source.lines
    row = _head(lines) if ":" in text and text.count(":") > 1 else None
    if row is not None:
        yield _at(row, lines[row].strip(), source)
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith(("Hi ", "Hello ", "Hey ", "Dear ")) and _GREETING.fullmatch(lines[first].strip()):
        yield _at(first, lines[first].strip(), source)
    for row, line in enumerate(lines):
        if line and line[0] in _FIRST and len(line) < _LONGEST and _ALONE.match(line):
            yield _at(row, line.strip(), source)
            break
    for word, pattern in _SIGNS:
        if word in text:
            match = pattern.search(text)
            if match:
                yield _at(text.count("\n", 0, match.start()), match[0].partition("\n")[0].strip(), source)
                break


def _at(row: int, words: str, source: BodyLines) -> Problem:
    return problems.mail_left_over(source.at(row, words), words)


def _head(lines: list[str]) -> int | None:
    """The first line of the head of a mail: who wrote, and beside it when, or about what."""
    named: dict[int, str] = {}
    for row, line in enumerate(lines):
        if ":" in line[:24] and (match := _HEAD_LINE.match(line)):
            named[row] = match[1].lower()
    for row, name in named.items():
        near = [at for at in range(row - _NEAR, row + _NEAR + 1) if at in named]
        if any(named[at] in _HEADS.get(name, ()) for at in near):
            return near[0]
    return None
