"""What a mail that was pasted leaves in a text: who wrote it to whom, greetings, signatures and notices below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.masked_finding import HIDDEN, mask_words
from sitegen.privacy.sighting import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARGIN = r"^[ \t>|]{0,8}"
_NAME = r"[^\W\d_][\w'’.-]{0,30}(?:[ \t][^\W\d_][\w'’.-]{0,30}){0,3}"
_LINE = r"\n[ \t>|]{0,8}(?:[ \t]*\n[ \t>|]{0,8})?"
_HEADER = LatePattern(
    rf"{_MARGIN}From[ \t]?:[ \t]{{0,4}}\S[^\n]{{0,200}}"
    rf"(?:{_LINE}(?:Sent|Date|To|Cc|Bcc|Subject|Reply-To)[ \t]?:[^\n]{{0,400}}){{1,6}}"
    # The same on one line.
    rf"|{_MARGIN}From[ \t]?:[ \t]{{0,4}}[^\n]{{1,120}}?[ \t](?:Sent|Date|To)[ \t]?:[^\n]{{1,200}}?"
    r"[ \t](?:To|Subject)[ \t]?:[^\n]{0,200}",
    re.MULTILINE,
)
_SIGNED = LatePattern(
    rf"(?:{_MARGIN}|[.!?,][ \t]{{1,2}})"
    r"(?:(?:[Kk]ind(?:est)?|[Ww]arm(?:est)?|[Bb]est|[Mm]any|[Ww]ith)[ \t](?:[a-z]{3,7}[ \t])?)?"
    r"(?:[Rr]egards|KR|BW|[Bb]est[ \t][Ww]ishes|[Yy]ours[ \t](?:sincerely|faithfully|truly)|[Mm]any[ \t]thanks|"
    r"[Cc]heers|[Tt]hanks)"
    rf"[ \t]?[,.!]?[ \t]{{0,4}}(?:\n[ \t>|]{{0,8}}){{1,3}}(?P<name>{_NAME})[ \t]?,?[ \t]{{0,4}}(?:$|\||,)",
    re.MULTILINE,
)
_SIGNED_BESIDE = LatePattern(
    rf"(?:{_MARGIN}|[.!?,][ \t]{{1,2}})"
    r"(?:(?:[Kk]ind(?:est)?|[Ww]arm(?:est)?|[Bb]est|[Ww]ith)[ \t](?:[a-z]{3,7}[ \t])?)?"
    r"(?:[Rr]egards|[Bb]est[ \t][Ww]ishes|[Yy]ours[ \t](?:sincerely|faithfully|truly))[,.]?[ \t]{1,4}"
    r"(?P<name>[^\W\d_][\w'’-]{1,30}[ \t][^\W\d_][\w'’-]{1,30})[ \t]?[.,]?[ \t]{0,4}$",
    re.MULTILINE,
)
"""The same on one line: two words, since one may be anybody’s."""
_GREETED = LatePattern(
    rf"{_MARGIN}(?:Hi|Hello|Dear|Hey|Hiya|(?:Good[ \t])?(?:[Mm]orning|[Aa]fternoon|[Ee]vening))[ \t](?P<name>{_NAME})"
    rf"[ \t]?[,–!-]|{_MARGIN}(?:Hi|Hello|Dear|Hey|Hiya)[ \t](?P<alone>{_NAME})[ \t]{{0,4}}$",
    re.MULTILINE,
)
_NOBODY = frozenset(
    "all team everyone everybody colleague colleagues both there folks friends sir madam sirs editor staff member "
    "members reader readers sir/madam minister secretary chair chairman resident residents parent parents customer "
    "patient patients applicant committee board world again the our your team’s communications office".split()
)
_PICTURE = LatePattern(r"\[?(?<!\w)cid:[\w.@-]{3,120}\]?", re.IGNORECASE)
_FOOTER = LatePattern(
    r"(?<!\w)(?:this[ \n](?:e-?mail|message|communication)(?:[ \n][\w/,()-]{1,20}){0,12}?"
    r"[ \n](?:is|are|may[ \n](?:be|contain)|contains?)[ \n](?:\w{1,15}[ \n]){0,4}?(?:confidential|privileged|intended)|"
    r"if[ \n]you[ \n]are[ \n]not[ \n]the[ \n](?:intended|named)|"
    r"if[ \n]you[ \n]have[ \n]received[ \n]this[ \n](?:e-?mail|message)[ \n]in[ \n]error|"
    r"intended[ \n](?:only|solely)[ \n]for[ \n]the[ \n](?:use[ \n]of[ \n]the[ \n])?"
    r"(?:individual|person|addressee|recipient|named))(?!\w)",
    re.IGNORECASE,
)
_CHAIN = LatePattern(
    rf"{_MARGIN}(?:On[ \t](?=[^\n]{{0,120}}[0-9])[^\n]{{6,160}}\n?[^\n]{{0,100}}[ \t\n]wrote[ \t]?:[ \t]{{0,4}}$|"
    r"-{2,}[ \t]?(?:Original[ \t]Message|Forwarded[ \t]message)[ \t]?-{2,}|Begin[ \t]forwarded[ \t]message:|"
    r"(?:Sent[ \t]from[ \t]my[ \t]|Get[ \t]Outlook[ \t]for[ \t])(?:iPhone|iPad|Android|iOS|Samsung|mobile))",
    re.MULTILINE,
)


def find_headers(text: str) -> Iterator[Sighting]:
    """The lines that say who wrote a mail, when and to whom."""
    for match in _HEADER.finditer(text):
        yield Sighting("mail-header", *match.span(), match[0], f"From: {HIDDEN * 3}")


def find_signatures(text: str) -> Iterator[Sighting]:
    """The name below the last words of a mail."""
    for match in _SIGNED.finditer(text):
        if match["name"][0].isupper() and all(word[0].isupper() for word in match["name"].split() if len(word) > 3):
            yield Sighting("mail-signature", *match.span("name"), match["name"], mask_words(match["name"]))
    for match in _SIGNED_BESIDE.finditer(text):
        words = match["name"].split()
        if all(word[0].isupper() for word in words) and _is_somebody(words):
            yield Sighting("mail-signature", *match.span("name"), match["name"], mask_words(match["name"]))


def find_greetings(text: str) -> Iterator[Sighting]:
    """The name behind the first word of a mail."""
    for match in _GREETED.finditer(text):
        name = match.lastgroup or ""
        words = match[name].split()
        if words[0][0].isupper() and _is_somebody(words):
            yield Sighting("mail-greeting", *match.span(name), match[name], mask_words(match[name]))


def _is_somebody(words: Sequence[str]) -> bool:
    return not _NOBODY.intersection(word.lower().strip(".") for word in words)


def find_pictures(text: str) -> Iterator[Sighting]:
    """Pictures that stayed in the mail."""
    return _whole(text, "mail-picture", _PICTURE, f"[cid:{HIDDEN * 3}]")


def find_footers(text: str) -> Iterator[Sighting]:
    """Notices of confidentiality."""
    return _whole(text, "mail-footer", _FOOTER, f"{HIDDEN * 3} confidential {HIDDEN * 3}")


def find_chains(text: str) -> Iterator[Sighting]:
    """Lines above an earlier mail, and below one from a telephone."""
    return _whole(text, "mail-chain", _CHAIN, f"{HIDDEN * 3} wrote:")


def _whole(text: str, kind: str, pattern: LatePattern, masked: str) -> Iterator[Sighting]:
    return (Sighting(kind, *match.span(), match[0], masked) for match in pattern.finditer(text))
