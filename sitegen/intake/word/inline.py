"""The words inside one paragraph, as Word shows them in its final view."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.blocks import Run, SetAside
from sitegen.intake.word.names import DGM, MC, VML, A, C, M, R, W, WP, chosen, value
from sitegen.intake.word.symbols import symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

    from sitegen.intake.word.styles import Look, Styles

DELETED, HIDDEN, MOVED = "deleted, but the deletion is not accepted yet", "hidden text", "moved to another place"
CONTENTS, PLACEHOLDER = "contents list", "placeholder, nobody filled it in"
_GONE = {W + "del": DELETED, W + "moveFrom": MOVED}
_THROUGH = frozenset(
    W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent", "rubyBase")
)  # fmt: skip
_PLAIN = {W + "tab": " ", W + "ptab": " ", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
_SCHEMES = ("http://", "https://", "mailto:", "tel:")
PAGE_BREAK = "\f"


class Field(NamedTuple):
    """A field that has begun: its instruction so far, and whether its result is being shown."""

    code: list[str]
    shown: list[bool]


class Inline:
    """Reads paragraphs of one story (the body, or the notes); fields and moves go on from one to the next."""

    def __init__(self, styles: Styles, links: Mapping[str, str], note_prefix: str = "") -> None:
        self.styles, self.links, self.note_prefix = styles, links, note_prefix
        self.set_aside: list[SetAside] = []
        self.alarms: list[str] = []
        self.moving: set[str] = set()
        self.move_ends: set[str] = set()
        self._fields: list[Field] = []
        self.reset("", "")

    def reset(self, style: str, place: str) -> None:
        """Begin a paragraph."""
        self.style, self.place = style, place
        self.runs: list[Run] = []
        self.boxes: list[Element] = []
        self.size = 0.0

    def take(self, element: Element, gone: str = "", link: str = "") -> None:
        """Go through what stands in a paragraph; with `gone` it is set aside for that reason."""
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, gone, link)
            elif tag in _GONE:
                self.take(child, gone or _GONE[tag], link)
            elif tag == W + "hyperlink":
                self.take(child, gone, self._address(child.get(R + "id", "")) or link)
            elif tag in _THROUGH:
                self.take(child, gone, link)
            elif tag == W + "sdt":
                shows = child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
                content = child.find(W + "sdtContent")
                if content is not None:
                    self.take(content, gone or (PLACEHOLDER if shows else ""), link)
            elif tag == MC + "AlternateContent":
                form = chosen(child)
                if form is not None:
                    self.take(form, gone, link)
            elif tag in (M + "oMath", M + "oMathPara"):
                self._equation(child, gone)
            elif tag in (W + "moveFromRangeStart", W + "moveFromRangeEnd"):
                self.move_mark(child)

    def move_mark(self, mark: Element) -> None:
        """The begin or end of what was moved away; a begin without an end means nothing."""
        name = mark.get(W + "id", "")
        if mark.tag == W + "moveFromRangeEnd":
            self.moving.discard(name)
        elif name in self.move_ends:
            self.moving.add(name)

    def _run(self, run: Element, gone: str, link: str) -> None:
        properties = run.find(W + "rPr")
        look = self.styles.look(properties, self.style)
        gone = gone or (MOVED if self.moving else "") or (HIDDEN if look.hidden else "")
        if properties is not None and properties.find(W + "del") is not None:
            gone = gone or DELETED
        for child in run:
            self._piece(child, look, gone, link, properties)

    def _piece(self, child: Element, look: Look, gone: str, link: str, properties: Element | None) -> None:
        tag = child.tag
        if tag == W + "t":
            self._text(child.text or "", look, gone, link)
            if not self.size and (child.text or "").strip():
                self.size = self.styles.size(properties, self.style)
        elif tag in _PLAIN:
            self._text(_PLAIN[tag], look, gone, link)
        elif tag == W + "br":
            self._text(PAGE_BREAK if child.get(W + "type") in ("page", "column") else "\n", look, gone, link)
        elif tag == W + "delText":
            self._text(child.text or "", look, gone or DELETED, link)
        elif tag == W + "sym":
            self._symbol(child, look, gone, link)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            kind = "foot" if tag == W + "footnoteReference" else "end"
            if not gone:
                self.runs.append(Run("", note=f"{kind}{child.get(W + 'id', '')}"))
        elif tag == W + "fldChar":
            self._field(child.get(W + "fldCharType", ""))
        elif tag == W + "instrText":
            if self._fields and not self._fields[-1].shown[0]:
                self._fields[-1].code.append(child.text or "")
        elif tag == W + "ruby":
            self.take(child, gone, link)
            for reading in child.iter(W + "rt"):
                self._aside("reading aid above the words", "".join(t.text or "" for t in reading.iter(W + "t")), furniture=True)
        elif tag == MC + "AlternateContent":
            form = chosen(child)
            for part in form if form is not None else ():
                self._piece(part, look, gone, link, properties)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self._drawing(child, gone)

    def _text(self, text: str, look: Look, gone: str, link: str) -> None:
        if not text:
            return
        for field in self._fields:
            if not field.shown[0]:
                gone = gone or "words of a field that Word does not show"
            elif "".join(field.code).split()[:1] == ["TOC"]:
                gone = gone or CONTENTS
        link = link or self._field_address()
        if gone:
            self._aside(gone, text, furniture=gone in (CONTENTS, PLACEHOLDER, MOVED))
        else:
            self.runs.append(Run(text, look.bold, look.italic, look.strike, link))

    def _aside(self, reason: str, text: str, *, furniture: bool) -> None:
        if not text.strip():
            return
        last = self.set_aside[-1] if self.set_aside else None
        if last and last.reason == reason and last.place == self.place:
            self.set_aside[-1] = last._replace(text=last.text + text)
        else:
            self.set_aside.append(SetAside(reason, text, self.place, furniture))

    def _symbol(self, child: Element, look: Look, gone: str, link: str) -> None:
        shown = symbol(child.get(W + "font", ""), child.get(W + "char", ""))
        if shown:
            self._text(shown, look, gone, link)
        elif not gone:
            font = child.get(W + "font", "")
            self.alarms.append(f"{self.place}: a sign in the letters of “{font}” has no counterpart; type it yourself.")

    def _equation(self, element: Element, gone: str) -> None:
        text = "".join(t.text or "" for t in element.iter(M + "t"))
        if gone:
            self._aside(gone, text, furniture=False)
        elif text.strip():
            self.runs.append(Run(text))
            self.alarms.append(f"{self.place}: an equation now stands on one line: “{text}”.")

    def _drawing(self, element: Element, gone: str) -> None:
        """A picture, a text box or a chart."""
        boxes = []
        waiting = list(element)
        while waiting:  # not by iter(): of each pair of forms only one is shown
            part = waiting.pop(0)
            if part.tag == W + "txbxContent":
                boxes.append(part)
            elif part.tag == MC + "AlternateContent":
                form = chosen(part)
                waiting[:0] = list(form) if form is not None else []
            else:
                waiting[:0] = list(part)
        if gone:
            for box in boxes:
                self._aside(gone, " ".join(t.text or "" for t in box.iter(W + "t")), furniture=False)
        else:
            self.boxes += boxes
        if boxes or gone:
            return
        described = next((p.get("descr") or p.get("title") or "" for p in element.iter(WP + "docPr")), "")
        kind = "a picture"
        if next(element.iter(C + "chart"), None) is not None:
            kind = "a chart"
        elif next(element.iter(DGM + "relIds"), None) is not None:
            kind = "a diagram"
        elif next(element.iter(A + "blip"), None) is None and next(element.iter(VML + "imagedata"), None) is None:
            return  # a line or a shape without words
        named = f" (“{described}”)" if described else ""
        self.alarms.append(f"{self.place}: {kind}{named} is not imported; save it into content/assets and name it in the text.")

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(Field([], [False]))
        elif kind == "separate" and self._fields:
            self._fields[-1].shown[0] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _field_address(self) -> str:
        for field in reversed(self._fields):
            words = "".join(field.code).split()
            if words[:1] == ["HYPERLINK"] and len(words) > 1:
                return _allowed(words[1].strip('"“”'))
        return ""

    def _address(self, relation: str) -> str:
        return _allowed(self.links.get(relation, ""))


def _allowed(address: str) -> str:
    address = address.strip()
    return address if address.lower().startswith(_SCHEMES) and not set(address) & set(" <>\n\t\"") else ""


def style_is_contents(names: list[str]) -> bool:
    """Whether a paragraph of these styles is a line of a contents list."""
    return any(name.startswith("toc ") or name == "table of figures" for name in names)


def control_gallery(sdt: Element) -> str:
    """The gallery that a content control was taken from: “Table of Contents”."""
    return value(sdt.find(f"{W}sdtPr/{W}docPartObj"), "docPartGallery")
