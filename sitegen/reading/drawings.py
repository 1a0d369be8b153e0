"""SVG pictures, looked at before they are published: one that could run script or fetch something is a mistake."""

from __future__ import annotations

import re
from xml.parsers import expat

from sitegen.problems import project as problems
from sitegen.problems.problem import Problem

_CSS_REACHES = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
_REFERENCES = ("href", "src", "from", "to", "values")
_ELEMENTS = frozenset(("script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video"))


def check_drawing(path: str, data: bytes) -> list[Problem]:
    """What is dangerous in an SVG file; at most one problem, the first."""
    found: list[Problem] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def complain(what: str) -> None:
        if not found:
            found.append(problems.unsafe_svg(path, parser.CurrentLineNumber, what))

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2].lower()
        if local in _ELEMENTS:
            complain(f"a <{local}> element")
        for key, value in attributes.items():
            attribute = key.rpartition(" ")[2].lower()
            if attribute.startswith("on"):
                complain(f"the script attribute “{attribute}”")
            elif attribute in ("href", "src") and not value.strip().startswith("#"):
                complain(f"a reference to “{value.strip()[:40]}”")
            elif _CSS_REACHES.search(value) or (attribute in _REFERENCES and "script:" in value.lower()):
                complain("a style that fetches something")

    def text(content: str) -> None:
        if _CSS_REACHES.search(content):
            complain("a style that fetches something")

    parser.StartElementHandler = start
    parser.buffer_text = True
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = lambda *_: complain("a document type of its own")
    parser.EntityDeclHandler = lambda *_: complain("an entity of its own")
    parser.ProcessingInstructionHandler = lambda *_: complain("a processing instruction")
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        return found or [problems.unsafe_svg(path, error.lineno, "something that is not SVG")]
    return found
