"""SVG drawings, looked at before they are published: what is not on the list of what a drawing may hold is a mistake.

Read as browsers read them: XML with its namespaces, styles as tokens, addresses without the blanks that are dropped.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from sitegen.problems import project_files as problems
from sitegen.problems.problem import Problem
from sitegen.reading import svgnames as names
from sitegen.reading.svgstyles import address_of, find_reach, find_reach_in_steps, is_inside, is_picture

_DECLARATION = re.compile(
    r"<\?xml\s+version\s*=\s*[\"']1\.0[\"']"
    r"(?:\s+encoding\s*=\s*[\"']([\w.-]+)[\"'])?(?:\s+standalone\s*=\s*[\"'](?:yes|no)[\"'])?\s*\?>"
)
_ENCODINGS = {"utf-8": "utf-8", "us-ascii": "ascii", "iso-8859-1": "cp1252", "windows-1252": "cp1252"}
"""By their names in XML, as browsers read them."""
_PUBLIC = re.compile(r"-//W3C//DTD SVG [\w .]+//EN")
_SYSTEM = re.compile(r"https?://www\.w3\.org/[\w./-]+\.dtd")
_NAME_OF_SPACE = re.compile(r"[\w:/.#~-]{1,64}", re.ASCII)
_SETTABLE = names.VALUES - {"style"} | {"class", "in", "in2", "orient"}
"""What an animation may set: nothing that is an address or a style sheet."""
_SHOWN = 40
_FALLBACK = "svg-export-text-problems"
"""Where draw.io leads readers whose browsers show no pieces of web page; it adds the link for labels that are some."""

_CONTROLS = "Export it as a picture that does nothing when it is clicked, or save it as PNG."
_EMBED = "Let the picture be embedded when you save the drawing, or save it as PNG."
_LABELS = (
    "Its labels are pieces of web page. In draw.io, untick “Formatted Text” and “Word Wrap” for every label; in "
    "Mermaid, set “htmlLabels: false”; in Illustrator, untick “Preserve Illustrator Editing Capabilities”. "
    "Or save it as PNG."
)
_LETTERS = "Save it again as a plain SVG in UTF-8, or as PNG."
_LINK = "Take the link out of the drawing and put it into the text beside it."
_SOURCE = "In draw.io, untick “Include a copy of my diagram” when you export it. Or save it as PNG."
_STYLE = "Turn words into outlines and embed pictures when you save the drawing, or save it as PNG."
_KIND = "Put a PNG or JPEG in the place of that picture in the drawing, or save the whole drawing as PNG."
_WAYS = {
    **dict.fromkeys(("a", "g", "text", "tspan"), _LINK),
    "foreignObject": _LABELS,
    "script": _CONTROLS,
    "image": _EMBED,
    "feImage": _EMBED,
    "use": _EMBED,
    "content": _SOURCE,
    "font-face-uri": _STYLE,
}
"""What to do instead, by the element or attribute that is not on the list."""


class _Unfit(Exception):
    """Something that a drawing may not hold."""

    def __init__(self, what: str, way: str = "", line: int = 0) -> None:
        super().__init__(what)
        self.what, self.way, self.line = what, way, line


class _Name(NamedTuple):
    """A name that expat gives behind its namespace."""

    space: str
    local: str

    @classmethod
    def of(cls, name: str) -> _Name:
        return cls(*name.rpartition(" ")[::2])

    def is_notes(self) -> bool:
        """Whether a drawing program keeps its notes under it."""
        return self.space.startswith(names.EDITORS)


def check_drawing(path: str, data: bytes) -> list[Problem]:
    """What of an SVG file is not on the list; at most one problem, the first."""
    parser = expat.ParserCreate("utf-8", " ")
    try:
        text = _decode(data)
        _SvgReader(parser)
        # As a document that stands alone, in which a name without a declaration is a mistake, as it is in browsers.
        parser.Parse('<?xml version="1.0" standalone="yes"?>' + text, True)
    except _Unfit as found:
        return [problems.unsafe_svg(path, found.line or parser.CurrentLineNumber, found.what, found.way)]
    except expat.ExpatError as error:
        return [problems.unsafe_svg(path, error.lineno, "something that is not SVG", "")]
    return []


def _decode(data: bytes) -> str:
    """The text without its XML declaration, its lines kept."""
    marked = data.startswith(BOM_UTF8)
    declared = _DECLARATION.match(data.removeprefix(BOM_UTF8)[:200].decode("latin-1"))
    name = (declared[1] if declared and declared[1] else "utf-8").lower()
    if name not in _ENCODINGS or (marked and name != "utf-8"):
        raise _Unfit(f"letters in the encoding “{name[:_SHOWN]}”", _LETTERS, 1)
    try:
        text = data.decode(_ENCODINGS[name]).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _Unfit("letters that are not UTF-8", _LETTERS, data.count(b"\n", 0, error.start) + 1) from None
    return "\n" * declared[0].count("\n") + text[declared.end() :] if declared else text


class _SvgReader:
    """Goes through a drawing; raises _Unfit at the first thing that is not on the list."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.depth = 0
        self.sheet: list[str] = []
        self.sheet_line = 0
        """Where the sheet begins that is being read; 0 outside of sheets."""
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.ProcessingInstructionHandler = _check_instruction
        parser.StartDoctypeDeclHandler = _check_document_type
        parser.EntityDeclHandler = _check_entity
        parser.AttlistDeclHandler = parser.ElementDeclHandler = parser.NotationDeclHandler = _refuse_declaration

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element with its attributes."""
        element = _Name.of(name)
        if self.sheet_line:
            raise _Unfit(f"a <{element.local[:_SHOWN]}> within a <style>")
        if not self.depth and element != (names.SVG, "svg"):
            raise _Unfit("something that is not SVG")
        if element.space != names.SVG and not element.is_notes():
            raise _Unfit(f"a <{element.local[:_SHOWN]}> of “{element.space[:_SHOWN]}”")
        if element.space == names.SVG and element.local not in names.ELEMENTS:
            raise _Unfit(f"a <{element.local[:_SHOWN]}>", _WAYS.get(element.local, ""))
        for attribute, value in attributes.items():
            _check_attribute(element, _Name.of(attribute), value)
        self.depth += 1
        if element == (names.SVG, "style"):
            self.sheet_line = self.parser.CurrentLineNumber
            self.parser.CharacterDataHandler = self.text

    def text(self, text: str) -> None:
        """A piece of a style sheet."""
        if not self.sheet:
            self.sheet_line = self.parser.CurrentLineNumber
        self.sheet.append(text)

    def end(self, _: str) -> None:
        """The end of an element."""
        self.depth -= 1
        if self.sheet_line:
            reach = find_reach("".join(self.sheet))
            if reach:
                raise _Unfit(reach.what, _STYLE if reach.fetches else "", self.sheet_line + reach.line - 1)
            self.parser.CharacterDataHandler = None
            self.sheet, self.sheet_line = [], 0


def _check_attribute(element: _Name, name: _Name, value: str) -> None:
    if name.local.lower().startswith("on") and not name.space:
        raise _Unfit(f"the script attribute “{name.local[:_SHOWN]}”", _CONTROLS)
    if name.space:
        known = {names.XLINK: names.LINKED, names.XML: names.LANGUAGE}.get(name.space, frozenset())
        if name.local not in known and not name.is_notes():
            raise _Unfit(f"the attribute “{name.local[:_SHOWN]}” of “{name.space[:_SHOWN]}”")
    elif element.space == names.SVG:
        _check_own(element.local, name.local, value)
    if name.local == "href" and (name.space == names.XLINK or (element.space == names.SVG and not name.space)):
        _check_address(element, address_of(value))


def _check_own(element: str, name: str, value: str) -> None:
    """An attribute of SVG itself, but for addresses."""
    if name in names.VALUES:
        reach = find_reach_in_steps(value) if element in names.MOVING else find_reach(value)
        if reach:
            raise _Unfit(reach.what, _STYLE if reach.fetches else "")
    elif name == "attributeName" and element in names.MOVING:
        if value.strip() not in _SETTABLE:
            raise _Unfit(f"an animation of “{value.strip()[:_SHOWN]}”", _CONTROLS)
    elif name not in names.WORDS and not name.startswith(names.PREFIXES):
        raise _Unfit(f"the attribute “{name[:_SHOWN]}”", _WAYS.get(name, ""))


def _check_address(element: _Name, address: str) -> None:
    may_show = element.space == names.SVG and element.local in names.PICTURES
    if not (is_inside(address) or (may_show and is_picture(address))):
        is_embedded = may_show and address[:5].lower() == "data:"
        way = _LABELS if _FALLBACK in address else _KIND if is_embedded else _WAYS.get(element.local, "")
        raise _Unfit(f"a reference to “{address[:_SHOWN]}”", way)


def _check_instruction(target: str, _: str) -> None:
    if target not in names.NOTES:
        raise _Unfit(f"an instruction “<?{target[:_SHOWN]}”")


def _check_document_type(name: str, system: str | None, public: str | None, _: int) -> None:
    """Only that of SVG, which browsers know and do not fetch."""
    own = name in ("svg", "svg:svg") and (public is None or _PUBLIC.fullmatch(public))
    if not own or (system is not None and not _SYSTEM.fullmatch(system)):
        raise _Unfit("a document type of its own")


def _check_entity(
    name: str, is_parameter: int, value: str | None, _base: str | None, system: str | None, *_: str | None
) -> None:
    """Only a short plain text, as Illustrator names its namespaces: it holds no markup and no other entity."""
    if is_parameter or system is not None or value is None or not _NAME_OF_SPACE.fullmatch(value):
        raise _Unfit(f"the entity “{name[:_SHOWN]}”")


def _refuse_declaration(*_: object) -> NoReturn:
    raise _Unfit("a document type of its own")
