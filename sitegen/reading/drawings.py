"""SVG pictures, looked at before they are published: one that could run script or fetch something is a mistake."""

from __future__ import annotations

import re
from xml.parsers import expat

from sitegen.problems import project as problems
from sitegen.problems.problem import Problem

_FETCHES = "a style that fetches something"
_REACHES = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
_ELEMENTS = frozenset(("script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video"))


def check_drawing(path: str, data: bytes) -> list[Problem]:
    """What is dangerous in an SVG file; at most one problem, the first."""
    parser = expat.ParserCreate(namespace_separator=" ")
    found: list[Problem] = []

    def complain(what: str) -> None:
        if what and not found:
            found.append(problems.unsafe_svg(path, parser.CurrentLineNumber, what))

    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: complain(_danger(_local(name), attributes))
    parser.CharacterDataHandler = lambda text: complain(_FETCHES if _REACHES.search(text) else "")
    parser.StartDoctypeDeclHandler = lambda *_: complain("a document type of its own")
    parser.EntityDeclHandler = lambda *_: complain("an entity of its own")
    parser.ProcessingInstructionHandler = lambda *_: complain("a processing instruction")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return found or [problems.unsafe_svg(path, error.lineno, "something that is not SVG")]
    except (ValueError, LookupError):
        return found or [problems.unsafe_svg(path, 1, "letters in an encoding that few programs know")]
    return found


def _danger(element: str, attributes: dict[str, str]) -> str:
    """What is dangerous about an element; empty where nothing is."""
    if element in _ELEMENTS:
        return f"a <{element}> element"
    for name, value in attributes.items():
        attribute = _local(name)
        if attribute.startswith("on"):
            return f"the script attribute “{attribute}”"
        if attribute in ("href", "src") and not value.strip().startswith("#"):
            return f"a reference to “{value.strip()[:40]}”"
        if _REACHES.search(value):
            return _FETCHES
    return ""


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2].lower()
