"""The words inside one paragraph of an OpenDocument file, as LibreOffice shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.intake.link_targets import allowed_address
from sitegen.intake.open_document.odf_names import (
    DRAW,
    LINK,
    OFFICE,
    SVG,
    TEXT,
    collapsed,
    count_odf_letters,
    is_unshown,
    whole,
)
from sitegen.intake.open_document.odf_styles import StyleLook
from sitegen.intake.paper import Run, SetAside, put_aside

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from sitegen.intake.open_document.odf_styles import OdfStyles

DELETED, HIDDEN, COMMENT = "deleted, but the deletion is not accepted yet", "hidden text", "comment"
CONTENTS, PLACEHOLDER = "contents list", "placeholder, nobody filled it in"
NOTE_MARK, READING_AID = "mark of a footnote", "reading aid above the words"
FURNITURE = frozenset((CONTENTS, PLACEHOLDER, NOTE_MARK, READING_AID))
_GONE = {
    OFFICE + "annotation": COMMENT,
    TEXT + "placeholder": PLACEHOLDER,
    TEXT + "note-citation": NOTE_MARK,
    TEXT + "ruby-text": READING_AID,
}
_MARKS = frozenset(TEXT + name for name in ("placeholder", "note-citation", "ruby-text"))
_SILENT = frozenset(TEXT + name for name in ("tracked-changes", "script"))
_LINE_OF_CONTENTS = tuple(f"{name} {level}" for name in ("toc", "contents") for level in range(1, 10))
_MOST_BLANKS = 1000


class OdfInline:
    """Takes paragraphs one after the other."""

    def __init__(self, styles: OdfStyles) -> None:
        self.styles = styles
        self.set_aside: list[SetAside] = []
        self.alarms: list[str] = []
        self.notes: list[tuple[str, Element]] = []
        """Footnotes that were called, in their order: key and body."""
        self.runs: list[Run] = []
        self.boxes: list[Element] = []
        """Text boxes that hang on the paragraph."""
        self.place = ""
        self.size = 0.0

    def take(self, paragraph: Element, place: str, gone: str) -> None:
        """The words of a paragraph; with `gone` they are set aside for that reason."""
        self.runs, self.boxes, self.place, self.size = [], [], place, 0.0
        look = self.styles.look("paragraph", paragraph.get(TEXT + "style-name", ""))
        if any(
            name.startswith(_LINE_OF_CONTENTS) for name in self.styles.names(paragraph.get(TEXT + "style-name", ""))
        ):
            gone = gone or CONTENTS
        self._children(paragraph, look, "", gone or _hidden(paragraph))

    def _children(self, element: Element, look: StyleLook, link: str, gone: str) -> None:
        self._words(collapsed(element.text), look, link, gone)
        for child in element:
            self._child(child, look, link, gone)
            self._words(collapsed(child.tail), look, link, gone)

    def _child(self, child: Element, look: StyleLook, link: str, gone: str) -> None:
        tag = child.tag
        if tag == TEXT + "span":
            inner = self.styles.look("text", child.get(TEXT + "style-name", "")).over(look)
            self._children(child, inner, link, gone)
        elif tag == TEXT + "a":
            self._children(child, look, allowed_address(child.get(LINK + "href", "")) or link, gone)
        elif tag == TEXT + "s":
            self._words(" " * min(whole(child, TEXT + "c", 1), _MOST_BLANKS), look, link, gone)
        elif tag in (TEXT + "tab", TEXT + "line-break"):
            self._words(" " if tag == TEXT + "tab" else "\n", look, link, gone)
        elif tag == TEXT + "note":
            self._note(child, gone)
        elif tag in _GONE:
            self.aside(gone or _GONE[tag], child)
        elif tag.startswith(DRAW):
            self._drawing(child, gone)
        elif tag not in _SILENT and not is_unshown(tag):
            self._children(child, look, link, gone or _hidden(child))

    def _note(self, note: Element, gone: str) -> None:
        body = note.find(TEXT + "note-body")
        citation = note.find(TEXT + "note-citation")
        if citation is not None:
            self._words(collapsed("".join(citation.itertext())), StyleLook(), "", gone or NOTE_MARK)
        if body is None:
            return
        if gone:
            self.aside(gone, body)
            return
        key = f"note{len(self.notes) + 1}"
        self.notes.append((key, body))
        self.runs.append(Run("", note=key))

    def _drawing(self, element: Element, gone: str) -> None:
        """Text boxes follow the paragraph; of pictures it is told that they are not imported."""
        boxes = list(element.iter(DRAW + "text-box"))
        inner = {id(other) for box in boxes for other in box.iter(DRAW + "text-box") if other is not box}
        boxes = [box for box in boxes if id(box) not in inner]
        shapes = [] if boxes else [part for part in element.iter() if part.tag in (TEXT + "p", TEXT + "h")]
        if gone:
            self.aside(gone, element)
            return
        self.boxes += boxes or ([element] if shapes else [])
        seen = element.tag in (DRAW + "image", DRAW + "object") or any(
            part.tag in (DRAW + "image", DRAW + "object", DRAW + "object-ole") for part in element.iter()
        )
        if seen and not boxes and not shapes:
            said = " ".join((element.findtext(SVG + "title") or element.findtext(SVG + "desc") or "").split())
            named = f"a picture (“{said}”)" if said else "a picture or an equation"
            self.alarms.append(
                f"{self.place}: {named} is not imported; save it into content/assets and name it in the text."
            )

    def _words(self, text: str, look: StyleLook, link: str, gone: str) -> None:
        if not text:
            return
        gone = gone or (HIDDEN if look.hidden else "")
        if gone:
            self.put_aside(gone, text)
            return
        if not self.size and text.strip():
            self.size = look.size or 0.0
        self.runs.append(Run(text, bool(look.bold), bool(look.italic), bool(look.strike), link))

    def aside(self, reason: str, element: Element) -> None:
        """All words of an element are set aside."""
        _, passages = count_odf_letters([element], inside=element.tag in _MARKS)
        self.put_aside(reason, " ".join(passages))

    def put_aside(self, reason: str, text: str) -> None:
        """These words are set aside."""
        put_aside(self.set_aside, SetAside(reason, text, self.place, reason in FURNITURE))


def _hidden(element: Element) -> str:
    """Why an element hides its words, whatever its style says; empty where it does not."""
    if element.get(TEXT + "is-hidden") == "true":
        return HIDDEN
    empty = any(name.endswith("}showing-place-holder") and said == "true" for name, said in element.items())
    return PLACEHOLDER if empty else ""
