"""The words inside one paragraph, as Word shows them in its final view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.link_targets import allowed_address
from sitegen.intake.paper import Run, SetAside, put_aside
from sitegen.intake.word.pictures import picture_kind, text_boxes
from sitegen.intake.word.symbols import symbol
from sitegen.intake.word.xml_names import MC, PAGE_BREAK, M, R, W, chosen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from sitegen.intake.word.styles import RunFormat, Styles

DELETED, HIDDEN, MOVED = "deleted, but the deletion is not accepted yet", "hidden text", "moved to another place"
CONTENTS, PLACEHOLDER = "contents list", "placeholder, nobody filled it in"
_GONE = {W + "del": DELETED, W + "moveFrom": MOVED}
_THROUGH = frozenset(
    W + name
    for name in ("ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent", "rubyBase")
)  # read as a table  # fmt: skip
_PLAIN = {W + "tab": " ", W + "ptab": " ", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}


class Field(NamedTuple):
    """A field that has begun: its instruction so far, and whether its result is being shown."""

    code: list[str]
    shown: list[bool]


class _Around(NamedTuple):
    """What holds for all of a run."""

    look: RunFormat
    gone: str
    link: str
    properties: Element | None


class Inline:
    """Reads paragraphs of one story (the body, or the notes); fields and moves go on from one to the next."""

    def __init__(self, styles: Styles, links: Mapping[str, str]) -> None:
        self.styles, self.links = styles, links
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
            handler = _PARTS.get(child.tag)
            if handler:
                handler(self, child, gone, link)

    def _gone(self, element: Element, gone: str, link: str) -> None:
        self.take(element, gone or _GONE[element.tag], link)

    def _link(self, element: Element, gone: str, link: str) -> None:
        self.take(element, gone, self._address(element.get(R + "id", "")) or link)

    def _control(self, sdt: Element, gone: str, link: str) -> None:
        shows = sdt.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        content = sdt.find(W + "sdtContent")
        if content is not None:
            self.take(content, gone or (PLACEHOLDER if shows else ""), link)

    def _form(self, element: Element, gone: str, link: str) -> None:
        form = chosen(element)
        if form is not None:
            self.take(form, gone, link)

    def _move(self, element: Element, gone: str, link: str) -> None:
        self.move_mark(element)

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
        self._pieces(run, _Around(look, gone, link, properties))

    def _pieces(self, run: Element, around: _Around) -> None:
        for child in run:
            if child.tag in _PLAIN:
                self._text(_PLAIN[child.tag], around)
            elif child.tag in _PIECES:
                _PIECES[child.tag](self, child, around)

    def _words(self, child: Element, around: _Around) -> None:
        self._text(child.text or "", around)
        if not self.size and (child.text or "").strip():
            self.size = self.styles.size(around.properties, self.style)

    def _break(self, child: Element, around: _Around) -> None:
        self._text(PAGE_BREAK if child.get(W + "type") in ("page", "column") else "\n", around)

    def _deleted(self, child: Element, around: _Around) -> None:
        self._text(child.text or "", around._replace(gone=around.gone or DELETED))

    def _note(self, child: Element, around: _Around) -> None:
        kind = "foot" if child.tag == W + "footnoteReference" else "end"
        if not around.gone:
            self.runs.append(Run("", note=f"{kind}{child.get(W + 'id', '')}"))

    def _instruction(self, child: Element, around: _Around) -> None:
        if self._fields and not self._fields[-1].shown[0]:
            self._fields[-1].code.append(child.text or "")

    def _ruby(self, child: Element, around: _Around) -> None:
        self.take(child, around.gone, around.link)
        for reading in child.iter(W + "rt"):
            words = "".join(t.text or "" for t in reading.iter(W + "t"))
            self._aside("reading aid above the words", words, furniture=True)

    def _form_in_run(self, child: Element, around: _Around) -> None:
        form = chosen(child)
        if form is not None:
            self._pieces(form, around)

    def _text(self, text: str, around: _Around) -> None:
        if not text:
            return
        look, gone, link, _ = around
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
        put_aside(self.set_aside, SetAside(reason, text, self.place, furniture))

    def _symbol(self, child: Element, around: _Around) -> None:
        shown = symbol(child.get(W + "font", ""), child.get(W + "char", ""))
        if shown:
            self._text(shown, around)
        elif not around.gone:
            font = child.get(W + "font", "")
            self.alarms.append(f"{self.place}: a sign in the letters of “{font}” has no counterpart; type it yourself.")

    def _equation(self, element: Element, gone: str, link: str) -> None:
        text = "".join(t.text or "" for t in element.iter(M + "t"))
        if gone:
            self._aside(gone, text, furniture=False)
        elif text.strip():
            self.runs.append(Run(text))
            self.alarms.append(f"{self.place}: an equation now stands on one line: “{text}”.")

    def _drawing(self, element: Element, around: _Around) -> None:
        boxes = text_boxes(element)
        if around.gone:
            for box in boxes:
                self._aside(around.gone, " ".join(t.text or "" for t in box.iter(W + "t")), furniture=False)
            return
        self.boxes += boxes
        kind = "" if boxes else picture_kind(element)
        if kind:
            self.alarms.append(
                f"{self.place}: {kind} is not imported; save it into content/assets and name it in the text."
            )

    def _field(self, child: Element, around: _Around) -> None:
        kind = child.get(W + "fldCharType", "")
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
                return allowed_address(words[1].strip('"“”'))
        return ""

    def _address(self, relation: str) -> str:
        return allowed_address(self.links.get(relation, ""))


_PARTS: dict[str, Callable[[Inline, Element, str, str], None]] = {
    **dict.fromkeys(_GONE, Inline._gone),
    **dict.fromkeys(_THROUGH, Inline.take),
    W + "r": Inline._run,
    W + "hyperlink": Inline._link,
    W + "sdt": Inline._control,
    MC + "AlternateContent": Inline._form,
    M + "oMath": Inline._equation,
    M + "oMathPara": Inline._equation,
    W + "moveFromRangeStart": Inline._move,
    W + "moveFromRangeEnd": Inline._move,
}
_PIECES: dict[str, Callable[[Inline, Element, _Around], None]] = {
    W + "t": Inline._words,
    W + "br": Inline._break,
    W + "delText": Inline._deleted,
    W + "sym": Inline._symbol,
    W + "footnoteReference": Inline._note,
    W + "endnoteReference": Inline._note,
    W + "fldChar": Inline._field,
    W + "instrText": Inline._instruction,
    W + "ruby": Inline._ruby,
    MC + "AlternateContent": Inline._form_in_run,
    W + "drawing": Inline._drawing,
    W + "pict": Inline._drawing,
    W + "object": Inline._drawing,
}
