"""The marks that items of a list begin with in other programs, and which of them go on with which."""

from __future__ import annotations

import re

_WIDE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
BULLETS = "•●▪◦‣⁃⦁\uf0b7"
"""Those that stand for nothing else, wherever they are."""
_ROUND = re.compile(r"[•●○◉▪◦‣▸▶▫⁃⦁∙■□◆◇►➢➣➤⮚✓✔✗✘☐☑☒❏❑❖\uf0a0-\uf0ff](?![\ufe0f\u20e3]*[\u200d])\ufe0f?\s*(?=\S)")
_AND_TAB = re.compile(
    rf"(?:[·o–—§*-]|\d{{1,3}}[.)]|[a-zA-Z][.)]|\([a-z0-9]{{1,4}}\)|[ivx]{{2,5}}[.)])(?:\t|[{_WIDE}]|  )\s*(?=\S)"
)
_AND_BLANK = re.compile(r"[·o§→⇒➔➜★☆»~] +(?=\S)|[–—‐‑‒―−](?: +(?=\S)|(?=[^\W\d_]))")
_PICTURE = re.compile(
    r"(?:\d\ufe0f?\u20e3|[\u2600-\u27bf\u2b00-\u2bff\U0001f1e6-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]?)(?:\s+(?=\S)|(?=[^\W_]))"
)
_COUNTER = re.compile(
    r"(\()?(\d{1,2}|[a-zA-Z]{1,5})([.)]) +(?=\S)|(\d{1,2})( [–-]) +(?=[^\W\d_])|([\u2460-\u2473])\s*(?=\S)"
)
_PARTS = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[^\W\d_])|\d{1,2}\t\s*(?=[^\W\d_])")
_NAMED = re.compile(r"(#|[A-Z][a-z]{1,11}\.? )(\d{1,2})(?:[:.)]| [–-])? +(?=\S)")
_ROMAN = {word: value for value, word in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), 1)}
_BOXES = {"☐": "- [ ]", "☑": "- [x]", "☒": "- [x]"}


def starts_as_item(line: str) -> bool:
    """Whether the line begins with a mark of Word that nothing else begins with."""
    return bool(_ROUND.match(line) or _AND_TAB.match(line))


def first_mark(line: str) -> str:
    """The mark of Word that the line begins with and that nothing else begins with; empty where it has none."""
    found = _ROUND.match(line) or _AND_TAB.match(line)
    return found[0].strip() if found else ""


def mark_of(line: str) -> str:
    """The mark that the line begins with, if it is in a list."""
    for pattern in (_AND_BLANK, _NAMED, _COUNTER, _PARTS, _PICTURE):
        found = pattern.match(line)
        if found:
            return found[0].strip()
    return ""


def same_mark(line: str, other: str) -> bool:
    """Whether both begin with one mark, or each with a little picture."""
    one, two = _AND_BLANK.match(line), _AND_BLANK.match(other)
    if one and two:
        return one[0].strip() == two[0].strip()
    return bool(_PICTURE.match(line) and _PICTURE.match(other) and not one and not two)


def counts_on(line: str, other: str) -> bool:
    """Whether the other begins with the number or letter that follows that of the line."""
    one, two = _PARTS.match(line), _PARTS.match(other)
    if one and two:
        here, there = ([int(part) for part in found[0].strip(". \t").split(".")] for found in (one, two))
        return there == [*here, 1] or (here[:-1] == there[:-1] and there[-1] == here[-1] + 1)
    one, two = _NAMED.match(line), _NAMED.match(other)
    if one and two:
        return one[1] == two[1] and int(two[2]) == int(one[2]) + 1
    found, behind = _counted(line), _counted(other)
    return any(behind.get(style) == number + 1 for style, number in found.items())


def _counted(line: str) -> dict[str, int]:
    """The numbers that the start of the line can be, by how it is written."""
    found = _COUNTER.match(line)
    if not found:
        return {}
    opened, word, closed, number, dash, ring = found.groups()
    if ring:
        return {"ring": ord(ring) - 0x245F}
    if number:
        return {dash: int(number)}
    if word.isdigit():
        return {"(1)": int(word)} if opened else {}  # else a list of Markdown
    style = f"{opened or ''}{closed}{'A' if word.isupper() else 'a'}"
    found_in = {f"{style}{len(word)}": ord(word.lower()) - 96} if len(word) == 1 else {}
    if word.lower() in _ROMAN:
        found_in[f"{style}i"] = _ROMAN[word.lower()]
    return found_in


def as_item(mark: str) -> str:
    """What an item of Markdown begins with for one that begins with that mark."""
    number = re.fullmatch(r"\(?(\d{1,3})([.)])", mark)
    if number:
        return f"{number[1]}{'.' if mark[0] == '(' else number[2]}"
    if "\u2460" <= mark <= "\u2473":
        return f"{ord(mark) - 0x245F}."
    dashed = re.fullmatch(r"(\d{1,2})(?: [–-])?|(\d)\ufe0f?\u20e3", mark)
    if dashed:
        return f"{dashed[1] or dashed[2]}."
    if mark in _BOXES:
        return _BOXES[mark]
    is_said = (
        re.fullmatch(r"\d{1,2}(?:\.\d{1,2})+\.?", mark)
        or _NAMED.match(f"{mark} x")
        or (_PICTURE.match(f"{mark} x") and not _ROUND.match(f"{mark}x"))
    )
    return f"- {mark}" if is_said and mark not in "★☆→⇒➔➜" else "-"
