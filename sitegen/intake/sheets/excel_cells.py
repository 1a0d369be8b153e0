"""What a cell by Excel shows: words with their looks, figures, days and errors."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sitegen.intake.paper import Run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SILENT = re.compile(r"\"[^\"]*\"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[_*].", re.IGNORECASE)
_DAYS = frozenset((14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58))
_TIMES = frozenset((18, 19, 20, 21, 32, 33, 45, 47))
_LONGEST, _PERCENT, _SINCE_MIDNIGHT = 46, frozenset((9, 10)), "[h"
_OFF = ("0", "false", "none")


def unescaped(text: str) -> str:
    """Text in which Excel wrote a character as `_x000D_`; a carriage return goes, a line feed stays."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def runs_of(text: Element | None) -> tuple[Run, ...]:
    """The runs of a string: `si`, `is` or the text of a comment. Reading aids are left out."""
    runs = []
    for part in text if text is not None else ():
        if part.tag == S + "t":
            runs.append(Run(unescaped(part.text or "")))
        elif part.tag == S + "r":
            look = part.find(S + "rPr")
            words = "".join(t.text or "" for t in part.findall(S + "t"))
            runs.append(Run(unescaped(words), _is_on(look, "b"), _is_on(look, "i"), _is_on(look, "strike")))
    return tuple(run for run in runs if run.text)


def aids_of(text: Element | None) -> str:
    """The reading aids of a string."""
    return " ".join("".join(part.itertext()) for part in (text.findall(S + "rPh") if text is not None else ()))


def words_in(element: Element) -> str:
    """All words below an element, reading aids too, told by the names of the elements alone."""
    return unescaped("".join(t.text or "" for t in element.iter(S + "t")))


class CellFormats:
    """Which cells are struck out, and which figures are days or times."""

    def __init__(self, styles: Element | None, *, since_1904: bool) -> None:
        """Read `styles.xml`; None where the file has none."""
        self._start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - as it is shown
        fonts = list(_children(styles, "fonts"))
        codes = {f.get("numFmtId", ""): f.get("formatCode", "") for f in _children(styles, "numFmts")}
        self._formats: list[tuple[str, bool]] = []
        for cell in _children(styles, "cellXfs"):
            font = cell.get("fontId", "")
            struck = font.isdecimal() and int(font) < len(fonts) and _is_on(fonts[int(font)], "strike")
            number = cell.get("numFmtId", "0")
            self._formats.append((codes.get(number) or _built_in(number), struck))

    def is_struck(self, style: int) -> bool:
        """Whether cells of the style are struck out."""
        return self._of(style)[1]

    def shown(self, value: str, style: int) -> str:
        """A figure as it is shown, days as 2021-02-18 and times as 09:30."""
        try:
            number = float(value)
        except ValueError:
            return value
        if not math.isfinite(number):
            return value
        code = self._of(style)[0]
        plain = _SILENT.sub("", code).lower().split(";")[0]
        if _SINCE_MIDNIGHT in plain and 0 <= number < 1e6:
            minutes = round(number * 24 * 60)
            return f"{minutes // 60}:{minutes % 60:02d}"
        if re.search(r"[ymdhs]", plain) and "general" not in plain:
            return self._moment(number, plain) or f"{number:.15g}"
        if "%" in plain:
            return f"{number * 100:.10g}%"
        return f"{number:.15g}"

    def _moment(self, number: float, code: str) -> str:
        try:
            moment = self._start + timedelta(seconds=round(number * 86400))
        except OverflowError:
            return ""
        if number < 1 and not re.search("[yd]", code):
            return f"{moment:%H:%M}"
        return f"{moment:%Y-%m-%d}" if not re.search("[hs]", code) else f"{moment:%Y-%m-%d %H:%M}"

    def _of(self, style: int) -> tuple[str, bool]:
        return self._formats[style] if 0 <= style < len(self._formats) else ("", False)


def _built_in(number: str) -> str:
    known = int(number) if number.isascii() and number.isdecimal() and len(number) < 5 else 0
    if known in _DAYS:
        return "yyyy-mm-dd hh:mm" if known == 22 else "yyyy-mm-dd"
    if known in _TIMES:
        return "hh:mm"
    return f"{_SINCE_MIDNIGHT}]" if known == _LONGEST else "0%" if known in _PERCENT else ""


def _children(root: Element | None, name: str) -> Iterator[Element]:
    found = root.find(S + name) if root is not None else None
    yield from found if found is not None else ()


def _is_on(look: Element | None, name: str) -> bool:
    mark = look.find(S + name) if look is not None else None
    return mark is not None and mark.get("val", "1").lower() not in _OFF
