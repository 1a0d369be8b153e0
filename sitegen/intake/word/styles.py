"""What a paragraph or run looks like: its own marks, then those of its style, then those of the styles behind that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.word.xml_names import W, is_on, number, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_VAL = W + "val"
_DEEPEST = 20  # styles based on styles


class RunFormat(NamedTuple):
    """How a run's letters look."""

    bold: bool
    italic: bool
    strike: bool
    hidden: bool


class Styles:
    """The styles of one file."""

    def __init__(self, root: Element | None) -> None:
        """Read `word/styles.xml`; None where the file has none."""
        elements = root.findall(W + "style") if root is not None else []
        self._styles = {element.get(W + "styleId", ""): element for element in elements}
        paragraphs = (element for element in elements if element.get(W + "type") == "paragraph")
        usual = (e.get(W + "styleId", "") for e in paragraphs if e.get(W + "default") in ("1", "true"))
        self._default = next(usual, "")
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._size = number(value(defaults, "sz"), 20)
        self._chains: dict[str, list[Element]] = {}
        self._looks: dict[tuple[object, ...], RunFormat] = {}  # files hold few looks and many runs

    def chain(self, style: str) -> list[Element]:
        """The style and those it is based on, nearest first."""
        if style not in self._chains:
            found: list[Element] = []
            name = style
            while name in self._styles and self._styles[name] not in found and len(found) < _DEEPEST:
                found.append(self._styles[name])
                name = value(found[-1], "basedOn")
            self._chains[style] = found
        return self._chains[style]

    def style_of(self, properties: Element | None) -> str:
        """The style of a paragraph."""
        return value(properties, "pStyle") or self._default

    def names(self, style: str) -> list[str]:
        """Their names, as Word has them in every language: `heading 1`, `toc 2`."""
        return [value(element, "name").lower() for element in self.chain(style)]

    def heading_level(self, properties: Element | None, style: str) -> int:
        """From 1 to 9; 0 where the paragraph is no heading."""
        own = value(properties, "outlineLvl")
        if own:
            return number(own, 9) + 1 if number(own, 9) in range(9) else 0
        for element in self.chain(style):
            level = value(element.find(W + "pPr"), "outlineLvl")
            if level:
                return number(level, 9) + 1 if number(level, 9) in range(9) else 0
            match = _HEADING.match(value(element, "name"))
            if match:
                return int(match[1])
        return 0

    def numbering(self, properties: Element | None, style: str) -> tuple[str, int]:
        """The list that a paragraph is part of, and its level in it; an empty name without one."""
        level = -1
        for source in (properties, *(element.find(W + "pPr") for element in self.chain(style))):
            part = source.find(W + "numPr") if source is not None else None
            if part is None:
                continue
            if level < 0 and value(part, "ilvl"):
                level = number(value(part, "ilvl"))
            if part.find(W + "numId") is not None:
                return value(part, "numId"), max(level, 0)
        return "", 0

    def look(self, properties: Element | None, style: str) -> RunFormat:
        """The look of a run in a paragraph of that style."""
        marks = properties if properties is not None else ()
        key = (style, *((mark.tag, mark.get(_VAL)) for mark in marks))
        if key not in self._looks:
            own = value(properties, "rStyle")
            styles = (*self.chain(own), *self.chain(style))
            sources = [properties, *(element.find(W + "rPr") for element in styles)]
            bold, italic, strike, double, hidden = (
                _switch(sources, name) for name in ("b", "i", "strike", "dstrike", "vanish")
            )
            self._looks[key] = RunFormat(bold, italic, strike or double, hidden)
        return self._looks[key]

    def size(self, properties: Element | None, style: str) -> float:
        """The size of a run's letters in points."""
        own = value(properties, "sz")
        if own:
            return number(own, self._size) / 2
        found = (value(e.find(W + "rPr"), "sz") for e in (*self.chain(value(properties, "rStyle")), *self.chain(style)))
        return number(next((size for size in found if size), None), self._size) / 2


def _switch(sources: list[Element | None], name: str) -> bool:
    """Whether the first of them that names the switch has it on."""
    found = (is_on(source, name) for source in sources)
    return bool(next((state for state in found if state is not None), None))
