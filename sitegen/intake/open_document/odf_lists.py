"""The numbers that LibreOffice shows before the items of a list, and that stand nowhere in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.intake.open_document.odf_names import STYLE, TEXT, whole
from sitegen.intake.word.numbering import BULLET, spelled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


class OdfLists:
    """Counts the items of all lists of one file."""

    def __init__(self, styles: Mapping[str, Element]) -> None:
        """`styles` are the list styles by name."""
        self._levels = {
            name: {whole(level, TEXT + "level", 1): level for level in style} for name, style in styles.items()
        }
        self._counts: dict[str, dict[int, int]] = {}  # by the style's name, so that a list may go on

    def begin(self, style: str, level: int, *, goes_on: bool) -> None:
        """A list begins at this level, from 1."""
        counts = self._counts.setdefault(style, {})
        for deeper in [i for i in counts if i > level or (i == level and not goes_on)]:
            del counts[deeper]

    def label(self, style: str, level: int, start: int | None) -> str:
        """What stands before the next item; empty where nothing does."""
        levels, counts = self._levels.get(style, {}), self._counts.setdefault(style, {})
        here = levels.get(level)
        if here is None or here.tag != TEXT + "list-level-style-number":
            return BULLET
        first = whole(here, TEXT + "start-value", 1)
        counts[level] = start if start is not None else counts.get(level, first - 1) + 1
        form = here.get(STYLE + "num-format", "")
        if not form:
            return ""
        shown = min(max(whole(here, TEXT + "display-levels", 1), 1), level)
        parts = []
        for each in range(level - shown + 1, level + 1):
            of_level = levels.get(each)
            kind = of_level.get(STYLE + "num-format", "1") if of_level is not None else "1"
            parts.append(spelled(counts.get(each, 1), _FORMS.get(kind, "decimal")))
        return f"{here.get(STYLE + 'num-prefix', '')}{'.'.join(parts)}{here.get(STYLE + 'num-suffix', '')}".strip()
