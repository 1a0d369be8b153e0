"""What of a mail is new, what is quoted from an earlier one, and what is only about either."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.paper import QUOTE, Paper, PaperBlock, SetAside, all_text, letters
from sitegen.intake.plain import written_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD, SIGNATURE, EARLIER = "head of an earlier mail", "signature", "an earlier mail, below the new words"
_MARKS = re.compile(r"(?:[ \t]?>)+ ?")
_WROTE = re.compile(
    r"[-\s]*(?:On\b.{4,300}\bwrote|Am\b.{4,300}\bschrieb\b.{0,120}|Le\b.{4,300}\ba écrit\s?|"
    r"Op\b.{4,300}\bschreef\b.{0,120})\s*:\s*",
    re.DOTALL | re.IGNORECASE,
)
_FROM = re.compile(r"^\s*\*?(?:From|Von|De|Van)\s*:", re.IGNORECASE | re.MULTILINE)
_OTHER = re.compile(
    r"^\s*\*?(?:Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Verzonden|Aan|Onderwerp)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_DIVIDER = re.compile(
    r"\s*[-_ ]*(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Message d'origine)[-_ ]*\s*", re.IGNORECASE
)
_DEVICE = re.compile(
    r"\s*(?:Sent from (?:my|Outlook|Mail)|Get Outlook for|Von meinem .{2,40} gesendet)\b.{0,80}\s*", re.IGNORECASE
)
_HEAD_LINES = 8


class MailText(NamedTuple):
    """The words of a mail, in one of the forms that it has them in."""

    blocks: tuple[PaperBlock, ...]
    set_aside: tuple[SetAside, ...]
    words: str
    """As they were counted."""
    alarms: tuple[str, ...] = ()


def plain_blocks(text: str, *, flowed: bool = False, spaces_go: bool = False) -> MailText:
    """Plain text with `>` before what is quoted; the marks are no words."""
    lines = [(_depth(line), _MARKS.sub("", line, count=1) if _depth(line) else line) for line in text.split("\n")]
    if flowed:
        lines = _unflowed(lines, spaces_go=spaces_go)
    blocks: list[PaperBlock] = []
    aside: list[SetAside] = []
    signs = ""
    at = 0
    while at < len(lines):
        depth = lines[at][0]
        end = next((i for i in range(at, len(lines)) if lines[i][0] != depth), len(lines))
        words = [line for _, line in lines[at:end]]
        sign = (
            next((i for i, line in enumerate(words) if line.rstrip() == "--"), len(words)) if not depth else len(words)
        )
        made, bullets = written_blocks("\n".join(words[:sign]))
        signs += bullets
        blocks += [block._replace(kind=QUOTE, level=depth) if depth else block for block in made]
        signature = "\n".join(words[sign:])
        aside += [SetAside(SIGNATURE, signature, furniture=True, private=True)] if signature.strip() else []
        at = end
    counted = "\n".join(line for _, line in lines)
    if signs:
        aside.append(SetAside("signs before the items of a list", signs, furniture=True))
    return MailText(tuple(blocks), tuple(aside), counted)


def mail_paper(texts: Sequence[MailText], alarms: Sequence[str]) -> Paper:
    """The texts of a mail as one paper."""
    blocks: list[PaperBlock] = []
    aside: list[SetAside] = []
    for text in texts:
        kept, gone = _sorted_out(text.blocks)
        blocks += kept
        aside += [*text.set_aside, *gone]
    counted = letters("".join(text.words for text in texts))
    passages = tuple(line for text in texts for line in text.words.split("\n"))
    told = (*(alarm for text in texts for alarm in text.alarms), *alarms)
    return Paper("mail", tuple(blocks), tuple(aside), counted, alarms=told, passages=passages, is_mail=True)


def _sorted_out(blocks: Sequence[PaperBlock]) -> tuple[list[PaperBlock], list[SetAside]]:
    """The blocks without heads and signatures; what follows the head of an earlier mail is set aside."""
    kept: list[PaperBlock] = []
    aside: list[SetAside] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        text = " ".join(all_text([block]))
        if _WROTE.fullmatch(text):
            aside.append(SetAside(HEAD, text, block.place, furniture=True, private=True))
            at += 1
            if block.kind != QUOTE and at < len(blocks) and blocks[at].kind != QUOTE:
                break
        elif _DIVIDER.fullmatch(text.partition("\n")[0]) or _is_head(blocks[at : at + _HEAD_LINES]):
            break
        elif _DEVICE.fullmatch(text):
            aside.append(SetAside(SIGNATURE, text, block.place, furniture=True, private=True))
            at += 1
        else:
            kept.append(block)
            at += 1
    return kept, [*aside, *_earlier(blocks[at:])]


def _is_head(blocks: Sequence[PaperBlock]) -> bool:
    """Whether a mail's head begins here: who wrote it, and when or to whom."""
    first = blocks[0].text
    if not _FROM.match(first):
        return False
    return bool(_OTHER.search("\n".join(block.text for block in blocks)[:2000]))


def _earlier(blocks: Sequence[PaperBlock]) -> list[SetAside]:
    aside: list[SetAside] = []
    words: list[str] = []
    for block in blocks:
        text = "\n".join(all_text([block]))
        lines = text.split("\n")
        head = [line for line in lines if _FROM.match(line) or _OTHER.match(line) or _DIVIDER.fullmatch(line)]
        head = lines if _WROTE.fullmatch(text) else head
        if head:
            rest = [line for line in lines if line not in head]
            aside.append(SetAside(HEAD, "\n".join(head), block.place, furniture=True, private=True))
            words += rest
        else:
            words.append(text)
    whole = "\n".join(words)
    return [*aside, SetAside(EARLIER, whole, blocks[0].place)] if whole.strip() else aside


def _depth(line: str) -> int:
    match = _MARKS.match(line)
    return match[0].count(">") if match else 0


def _unflowed(lines: list[tuple[int, str]], *, spaces_go: bool) -> list[tuple[int, str]]:
    """Lines that were broken for sending, whole again: those that end in a blank go on (RFC 3676)."""
    whole: list[tuple[int, list[str]]] = []
    goes_on = False
    for depth, line in lines:
        text = line[1:] if line.startswith(" ") and not depth else line  # stuffed
        soft = text.endswith(" ") and text != "-- "
        piece = text[:-1] if soft and spaces_go else text
        if goes_on and whole and whole[-1][0] == depth:
            whole[-1][1].append(piece)
        else:
            whole.append((depth, [piece]))
        goes_on = soft
    return [(depth, "".join(pieces)) for depth, pieces in whole]
