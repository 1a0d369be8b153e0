"""The words on screen, in the language of the site: gettext catalogues and the names of months."""

from __future__ import annotations

import gettext
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.reading.dates import MONTHS
from sitegen.reading.markdown import Labels
from sitegen.site.escaping import html_of, safe

if TYPE_CHECKING:
    from markupsafe import Markup

FOLDER = Path(__file__).parent / "locale"
DOMAIN = "sitegen"
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Words:
    """Interface words. Those of a language without a catalogue are English and say so (`lang="en"`)."""

    def __init__(self, language: str) -> None:
        self.language = language
        """The site's."""
        self.spoken = next((code for code in (language, language.split("-", maxsplit=1)[0]) if _catalogue(code)), "en")
        """The language the words are in."""
        self.are_foreign = self.spoken.split("-")[0].lower() != self.language.split("-")[0].lower()
        """Whether the words are in another language than the content."""
        self._catalogue = _catalogue(self.spoken) or gettext.NullTranslations()
        self._days: dict[date, str] = {}
        self._escaped: dict[str, str] = {}  # those met on every page

    def plain(self, text: str, **values: Any) -> str:
        """The words as plain text, for attributes, titles and data."""
        return _fill(self._catalogue.gettext(text), values)

    def plain_plural(self, one: str, many: str, count: int, **values: Any) -> str:
        """The words for a number, `n` in them."""
        return _fill(self._catalogue.ngettext(one, many, count), {"n": f"{count:,}", **values})

    def shown(self, text: str, **values: Any) -> str:
        """The words as they stand in a page, escaped, marked where they are foreign."""
        escaped = self._escaped.get(text)
        if escaped is None:
            escaped = self._escaped[text] = str(html_of(self._catalogue.gettext(text)))
        return self._mark(escaped, values)

    def shown_plural(self, one: str, many: str, count: int, **values: Any) -> str:
        """The words for a number as they stand in a page."""
        escaped = str(html_of(self._catalogue.ngettext(one, many, count)))
        return self._mark(escaped, {"n": f"{count:,}", **values})

    def day(self, day: date) -> str:
        """`18 February 2021`."""
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = f"{day.day} {self.plain(MONTHS[day.month - 1])} {day.year}"
        return known

    def month(self, day: date) -> str:
        """`February 2021`."""
        return f"{self.plain(MONTHS[day.month - 1])} {day.year}"

    def short_month(self, day: date) -> str:
        """`Feb`."""
        return self.plain(SHORT_MONTHS[day.month - 1])

    def labels(self) -> Labels:
        """The words inside bodies."""
        return Labels(
            self.plain("Table"),
            self.plain("Footnotes"),
            self.plain("Footnote"),
            self.plain("Back to the text"),
            self.plain("done"),
            self.plain("to do"),
            self.plain("[name removed]"),
        )

    def _mark(self, escaped: str, values: dict[str, Any]) -> Markup:
        if values:
            escaped %= {name: html_of(value) for name, value in values.items()}
        return safe(f'<span lang="{self.spoken}">{escaped}</span>' if self.are_foreign else escaped)


def _fill(text: str, values: dict[str, Any]) -> str:
    return text % values if values else text


@lru_cache(maxsize=8)
def _catalogue(language: str) -> gettext.NullTranslations | None:
    file = FOLDER / language.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        return gettext.GNUTranslations(stream)
