"""What a style of an OpenDocument file says of words, through all it is based on: bold, hidden, a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.open_document.odf_names import FO, STYLE, TABLE, TEXT, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

_DEEPEST = 20  # styles based on styles


class StyleLook(NamedTuple):
    """How words look; None where the style does not say."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    hidden: bool | None = None
    size: float | None = None

    def over(self, other: StyleLook) -> StyleLook:
        """This, and what the other says where this says nothing."""
        said = {name: value for name, value in self._asdict().items() if value is not None}
        return other._replace(**said)


class OdfStyles:
    """The styles of one file, those by name and those that were made for single words."""

    def __init__(self, roots: Iterable[Element | None]) -> None:
        """Read `content.xml` and `styles.xml`."""
        self._styles: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, Element] = {}
        self._looks: dict[tuple[str, str], StyleLook] = {}
        for root in roots:
            for element in root.iter(STYLE + "style") if root is not None else ():
                key = (element.get(STYLE + "family", ""), element.get(STYLE + "name", ""))
                self._styles.setdefault(key, element)
            for element in root.iter(TEXT + "list-style") if root is not None else ():
                self.lists.setdefault(element.get(STYLE + "name", ""), element)

    def look(self, family: str, name: str) -> StyleLook:
        """How words in the style look."""
        key = (family, name)
        if key not in self._looks:
            look = StyleLook()
            for element in self._chain(family, name):
                look = look.over(_look_of(element.find(STYLE + "text-properties")))
            self._looks[key] = look
        return self._looks[key]

    def names(self, name: str) -> list[str]:
        """The names of a paragraph's style and of those that it is based on, in small letters."""
        return [
            element.get(STYLE + "name", "").replace("_20_", " ").lower() for element in self._chain("paragraph", name)
        ]

    def heading_level(self, name: str) -> int:
        """What level of heading the style of a paragraph makes it; 0 where none."""
        return next(
            (level for e in self._chain("paragraph", name) if (level := whole(e, STYLE + "default-outline-level", 0))),
            0,
        )

    def list_of(self, name: str) -> str:
        """The list's style that comes with a paragraph's."""
        return next((one for e in self._chain("paragraph", name) if (one := e.get(STYLE + "list-style-name", ""))), "")

    def is_hidden_table(self, name: str) -> bool:
        """Whether tables, or sheets, of the style are not shown."""
        properties = (e.find(STYLE + "table-properties") for e in self._chain("table", name))
        return any(p is not None and p.get(TABLE + "display") == "false" for p in properties)

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            element = self._styles.get((family, name))
            if element is None:
                return
            yield element
            name = element.get(STYLE + "parent-style-name", "")


def _look_of(properties: Element | None) -> StyleLook:
    if properties is None:
        return StyleLook()
    weight, slant = properties.get(FO + "font-weight"), properties.get(FO + "font-style")
    line, shown = properties.get(STYLE + "text-line-through-style"), properties.get(TEXT + "display")
    size = properties.get(FO + "font-size", "")
    points = size[:-2] if size.endswith("pt") else ""
    return StyleLook(
        None if weight is None else weight == "bold" or (weight.isdigit() and int(weight) >= 600),
        None if slant is None else slant in ("italic", "oblique"),
        None if line is None else line != "none",
        None if shown is None else shown == "none",
        float(points) if points.replace(".", "", 1).isascii() and points.replace(".", "", 1).isdecimal() else None,
    )
