"""Conversations as text: saved chats, and transcripts by Meet, Otter and others, known by their shape."""

from __future__ import annotations

import re
from collections import Counter

from sitegen.intake.paper import Paper, PaperBlock, SetAside, all_text, letters
from sitegen.intake.turns import Said, joined, turn_blocks

_CHAT = re.compile(
    r"(\d{1,2}:\d{2}(?::\d{2})?)(?:\t|[ \t]+From[ \t]+|[ \t]+)([^\t\n:]{1,60}?)"
    r"(?:[ \t]+to[ \t]+[^\n:]{1,60}?)?[ \t]*:[ \t]*(.*)"
)
_REACTION = re.compile(
    r"(?:Reacted to|Removed a reaction from|Replying to|Heeft gereageerd op|Reagierte auf|A réagi à)\b.*|"
    r"\w[\w ]{3,40} [\"“].*[\"”] (?:with|met|mit|avec|con) \S{1,12}",
    re.IGNORECASE | re.DOTALL,
)
_TIME_LINE = re.compile(r"\s*\[?(\d{1,2}:\d{2}(?::\d{2})?)\]?\s*")
_NAME_TIME = re.compile(r"\s*([^\d:\n][^:\n]{1,60}?)[ \t]+\[?(\d{1,2}:\d{2}(?::\d{2})?)\]?[ \t]*")
_NAMED = re.compile(r"(\*\*)?(?:\\?<)?([^\W\d_][^:*<>\n]{0,58}?)(?::\*\*|\*\*:|:|\\?>\*\*)[ \t]+(?=\S)")
_FURNITURE = re.compile(
    r"[*#\s]*(?:this editable transcript was computer generated.*|"
    r"(?:meeting|transcription|recording) (?:ended|started).*|"
    r"transcript|attendees|chat messages?|view the recording.*|transcribed by https?://.*)[*\s]*",
    re.IGNORECASE,
)
_BOT = re.compile(r"notetaker|presentation$|fireflies|otter\.ai|read\.ai", re.IGNORECASE)


def read_chat(text: str) -> Paper | None:
    """A saved chat; None where the text is none."""
    lines = text.split("\n")
    found = [_CHAT.fullmatch(line) for line in lines]
    filled = sum(bool(line.strip()) for line in lines)
    if sum(map(bool, found)) < 2 or sum(map(bool, found)) * 3 < filled:
        return None
    said: list[Said] = []
    aside: list[SetAside] = []
    for line, match in zip(lines, found, strict=True):
        if match:
            aside.append(SetAside("time and name in a chat", line[: match.start(3)], match[1], furniture=True))
            said.append(Said(match[2].strip(), match[3].strip(), match[1]))
        elif line.strip() and said:
            said[-1] = said[-1]._replace(words=f"{said[-1].words}\n{line.strip()}".strip())
        elif line.strip():
            aside.append(SetAside("stands before the first message", line))
    kept = []
    for one in said:
        first, _, rest = one.words.partition("\n")
        is_reaction = bool(_REACTION.fullmatch(first))
        if is_reaction:
            aside.append(SetAside("reaction, or the words replied to", first, one.start, furniture=True))
        words = rest.strip() if is_reaction else one.words
        kept += [one._replace(words=words)] if words else []
    return Paper("chat", turn_blocks(kept), tuple(aside), letters(text), passages=tuple(lines), is_speech=True)


def read_transcript(text: str) -> Paper | None:
    """A transcript whose turns begin with a name; None where the text is none."""
    lines = text.split("\n")
    by_time = [_NAME_TIME.fullmatch(line) for line in lines]
    if sum(map(bool, by_time)) >= 3:
        names = Counter(match[1].strip() for match in by_time if match)
        if any(count > 1 for count in names.values()):
            return _timed(text, lines)
    found = [_NAMED.match(line) for line in lines]
    counts = Counter(match[2].strip() for match in found if match)
    bold = sum(bool(match and match[1]) for match in found)
    before = ["", *lines]
    begins = [
        line
        for line, match, above in zip(lines, found, before, strict=False)
        if line.strip() and not _TIME_LINE.fullmatch(line) and (match or not above.strip())
    ]
    named = sum(counts.values())
    back = sum(count for count in counts.values() if count > 1)
    if len(counts) < 2 or named < 4 or back < 3 or named * 10 < len(begins) * 6:
        return None
    if any(re.fullmatch(r"(?:Q|A|Question|Answer|Frage|Antwort)\s*\d*", name, re.IGNORECASE) for name in counts):
        return None  # a written paper with labels
    known = {name for name, count in counts.items() if count > 1 or bold * 2 > named or named * 10 > len(begins) * 9}
    return _named(text, lines, known)


def _named(text: str, lines: list[str], known: set[str]) -> Paper:
    said: list[Said] = []
    aside: list[SetAside] = []
    time = ""
    for line in lines:
        bare = line.strip()
        match = _NAMED.match(line)
        if not bare:
            continue
        if _TIME_LINE.fullmatch(bare):
            time = bare
            aside.append(SetAside("time in a line of its own", bare, furniture=True))
        elif _FURNITURE.fullmatch(bare) or (not said and bare.startswith("#")):
            aside.append(SetAside("words of the program that wrote it down", bare, furniture=True))
        elif match and match[2].strip() in known:
            name = match[2].strip()
            aside.append(SetAside("name of a speaker", line[: match.end()], furniture=True))
            rest = line[match.end() :].strip()
            if _BOT.search(name):
                aside.append(SetAside("said by a program", rest, time, furniture=True))
            else:
                said.append(Said(name, rest, time, time))
        elif said:
            said[-1] = said[-1]._replace(words=f"{said[-1].words} {bare}".strip())
        else:
            aside.append(SetAside("stands before the first words", bare))
    turns, meanwhile = joined(said)
    return Paper(
        "transcript", turn_blocks(turns), (*aside, *meanwhile), letters(text), passages=tuple(lines), is_speech=True
    )


def _timed(text: str, lines: list[str]) -> Paper:
    said: list[Said] = []
    aside: list[SetAside] = []
    for line in lines:
        match = _NAME_TIME.fullmatch(line)
        if match:
            aside.append(SetAside("name and time of a speaker", line, match[2], furniture=True))
            said.append(Said(match[1].strip(), "", match[2], match[2]))
        elif line.strip() and _FURNITURE.fullmatch(line.strip()):
            aside.append(SetAside("words of the program that wrote it down", line, furniture=True))
        elif line.strip() and said:
            said[-1] = said[-1]._replace(words=f"{said[-1].words} {line.strip()}".strip())
        elif line.strip():
            aside.append(SetAside("stands before the first words", line))
    turns, meanwhile = joined(said)
    return Paper(
        "transcript", turn_blocks(turns), (*aside, *meanwhile), letters(text), passages=tuple(lines), is_speech=True
    )


def as_transcript(paper: Paper) -> Paper | None:
    """A Word file that a meeting's program wrote, as turns; None where the paper is something else."""
    said: list[Said] = []
    aside: list[SetAside] = []
    heads = 0
    for block in paper.blocks:
        head = _head_of_turn(block)
        if head:
            name, time, words, shown = head
            heads += 1
            aside.append(SetAside("name and time of a speaker", shown, time, furniture=True))
            said.append(Said(name, words, time, time))
        elif said and not block.rows:
            said[-1] = said[-1]._replace(words=f"{said[-1].words} {block.text}".strip())
        else:
            aside.append(
                SetAside(
                    "stands outside the conversation",
                    " ".join(all_text([block])),
                    block.place,
                    furniture=bool(block.rows),
                )
            )
    if heads < 2 or heads * 4 < len(paper.blocks):
        return None
    turns, meanwhile = joined(said)
    return paper._replace(
        kind="transcript in Word",
        blocks=turn_blocks(turns),
        set_aside=(*paper.set_aside, *aside, *meanwhile),
        is_speech=True,
    )


def _head_of_turn(block: PaperBlock) -> tuple[str, str, str, str] | None:
    """Name, time, first words, and the head as it stands, where a paragraph begins a turn."""
    text = block.text.strip()
    span = re.match(r"(\d+:\d+:[\d.]+)\s*-->\s*\d+:\d+:[\d.]+[ \t]*\n([^\n]{1,80})(?:\n|$)", text)
    if span:
        return span[2].strip(), span[1], text[span.end() :].strip(), span[0]
    first, _, rest = text.partition("\n")
    named = _NAME_TIME.fullmatch(first)
    return (named[1].strip(), named[2], rest.strip(), first) if named else None
