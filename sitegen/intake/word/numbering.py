"""The numbers that Word shows before paragraphs and that stand nowhere in the file: “2.”, “(b)”, “iv.”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.intake.word.xml_names import W, number, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10),
          ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))  # read as a table  # fmt: skip
BULLET = "•"


class Numbering:
    """The lists of one file; `label` is asked for each numbered paragraph in turn, and counts."""

    def __init__(self, root: Element | None) -> None:
        """Read `word/numbering.xml`; None where the file has none."""
        abstracts = root.findall(W + "abstractNum") if root is not None else []
        self._levels = {a.get(W + "abstractNumId", ""): _levels(a) for a in abstracts}
        self._nums = {n.get(W + "numId", ""): n for n in (root.findall(W + "num") if root is not None else [])}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, num: str, level: int) -> str:
        """What stands before the next paragraph of the list; empty where nothing does."""
        element = self._nums.get(num)
        if element is None or not 0 <= level <= 8:
            return ""
        abstract = value(element, "abstractNumId")
        overrides = {number(o.get(W + "ilvl")): o for o in element.findall(W + "lvlOverride")}
        levels = dict(self._levels.get(abstract, {}))
        levels.update({i: o.find(W + "lvl") for i, o in overrides.items() if o.find(W + "lvl") is not None})
        counts = self._counts.setdefault(abstract, {})
        for i, override in overrides.items():
            start = value(override, "startOverride")
            if start and (num, i) not in self._started:
                self._started.add((num, i))
                counts.pop(i, None)
                counts[i] = number(start, 1) - 1
        counts[level] = counts.get(level, _start(levels.get(level)) - 1) + 1
        for deeper in [i for i in counts if i > level]:
            del counts[deeper]
        for higher in range(level):
            counts.setdefault(higher, _start(levels.get(higher)))
        return _shown(levels, counts, level)


def _levels(abstract: Element) -> dict[int, Element | None]:
    return {number(level.get(W + "ilvl")): level for level in abstract.findall(W + "lvl")}


def _start(level: Element | None) -> int:
    return number(value(level, "start"), 1) if level is not None else 1


def _shown(levels: dict[int, Element | None], counts: dict[int, int], level: int) -> str:
    here = levels.get(level)
    form = value(here, "numFmt", "decimal")
    if form == "bullet":
        return BULLET
    if form == "none":
        return _PLACE.sub("", value(here, "lvlText")).strip()
    legal = here is not None and here.find(W + "isLgl") is not None

    def one(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        kind = "decimal" if legal and index < level else value(levels.get(index), "numFmt", "decimal")
        return spelled(counts.get(index, 1), kind)

    return _PLACE.sub(one, value(here, "lvlText", f"%{level + 1}.")).strip()


def spelled(count: int, form: str) -> str:
    """A number in one of Word's forms; those that few use become figures."""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        text = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 20)
    elif form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text = ""
        for letters, worth in _ROMAN:
            times, count = divmod(count, worth)
            text += letters * times
    elif form == "decimalZero":
        return f"{count:02d}"
    else:
        return str(count)
    return text.upper() if form.startswith("upper") else text
