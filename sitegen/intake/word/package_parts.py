"""The parts of a Word file: which belong to the document, what they are called, how many letters stand in them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from sitegen.intake.package import Package, damaged
from sitegen.intake.paper import letters
from sitegen.intake.word.symbols import symbol
from sitegen.intake.word.xml_names import MC, M, W
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORDED = ("footnotes", "endnotes", "comments", "header", "footer")
_TEXTS, _HYPHEN, _SYMBOL, _PARAGRAPH = (
    frozenset((W + "t", W + "delText", M + "t")),
    W + "noBreakHyphen",
    W + "sym",
    W + "p",
)
_FORMS = MC + "AlternateContent"
_SPACES = frozenset(W + name for name in ("tab", "ptab", "br", "cr"))
_COUNTED = frozenset((*_TEXTS, *_SPACES, _HYPHEN, _SYMBOL, _PARAGRAPH, _FORMS))
LOWEST = frozenset(("public", "general", "official", "unrestricted", "personal", "non-business", "unclassified"))
"""Names of sensitivity labels that anybody may read."""


class Parts:
    """The document and what it refers to."""

    def __init__(self, package: Package) -> None:
        self.package, self.name = package, package.name
        start = self._relations("")
        document = next(
            (path for kind, path, outside in start.values() if kind == "officeDocument" and not outside), ""
        )
        root = package.xml(document) if document else None
        if root is None or root.tag != W + "document":
            raise _foreign(package)
        self.document: Element = root
        self._related = self._relations(document)
        self._trees: dict[str, Element] = {}
        self.links = {
            key: path for key, (kind, path, outside) in self._related.items() if kind == "hyperlink" and outside
        }

    def related(self, kind: str) -> Element | None:
        """The one part of that kind."""
        return next(self.all_related(kind), None)

    def all_related(self, kind: str) -> Iterator[Element]:
        """The parts of that kind, such as headers."""
        for known, path, outside in self._related.values():
            if known != kind or outside:
                continue
            if path not in self._trees:
                tree = self.package.xml(path)
                if tree is None:
                    continue
                self._trees[path] = tree
            yield self._trees[path]

    def worded(self) -> Iterator[Element]:
        """All parts that hold words."""
        yield self.document
        for kind in _WORDED:
            yield from self.all_related(kind)

    def _relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        folder, name = posixpath.split(part)
        root = self.package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for relation in root.iter(_RELATIONS) if root is not None else ():
            kind = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            outside = relation.get("TargetMode") == "External"
            if not outside:
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
            found[relation.get("Id", "")] = (kind, target, outside)
        return found


def count_letters(root: Element) -> tuple[Counter[str], list[str]]:
    """The letters below an element, shown or not, and its text in passages.

    Goes over the plain tree and knows none of the reader's rules, but that of two forms of one thing one is shown.
    """
    passages: list[str] = []
    current: list[str] = []
    waiting: list[Element | None] = [root]
    while waiting:
        element = waiting.pop()
        if element is None:  # the end of a paragraph
            passages.append("".join(current))
            current = []
            continue
        tag = element.tag
        if tag not in _COUNTED:  # nearly all: marks of looks, and what holds others
            waiting.extend(element[::-1])
            continue
        if tag in _TEXTS:
            current.append(element.text or "")
        elif tag == _HYPHEN:
            current.append("\u2011")
        elif tag == _SYMBOL:
            current.append(symbol(element.get(W + "font", ""), element.get(W + "char", "")))
        elif tag in _SPACES:
            current.append(" ")
        elif tag == _PARAGRAPH:
            waiting.append(None)
        children = list(element)
        if tag == _FORMS and any(child.tag == MC + "Choice" for child in children):
            children = [next(child for child in children if child.tag == MC + "Choice")]
        waiting.extend(reversed(children))
    passages.append("".join(current))
    return letters("".join(passages)), passages


def sensitivity(package: Package) -> str:
    """The name of the sensitivity label on the file, where it is above the lowest; empty otherwise."""
    root = package.xml("docProps/custom.xml")
    names = {}
    for prop in root if root is not None else ():
        name = prop.get("name", "")
        if (name.startswith("MSIP_Label_") and name.endswith("_Name")) or name == "Sensitivity":
            names[name] = "".join(prop.itertext()).strip()
    label = names.get("Sensitivity") or next(iter(names.values()), "")
    if not label and package.read("docMetadata/LabelInfo.xml") is not None:
        info = package.xml("docMetadata/LabelInfo.xml")
        here = [e for e in (info if info is not None else ()) if e.get("enabled") == "1" and e.get("removed") != "1"]
        label = "a label without a name" if here else ""
    return "" if label.lower() in LOWEST else label


def _foreign(package: Package) -> Refused:
    names = package.names()
    if any(name.startswith("xl/") for name in names):
        return Refused(
            f"{package.name} is a sheet, not a Word file.", "Give it its own ending (.xlsx) and import it again."
        )
    if any(name.startswith(("word/", "_rels/")) for name in names):
        return damaged(package.name)
    return Refused(
        f"{package.name} is not a Word file, whatever its name says.",
        "Open it in the program that made it, save it as .docx, and import that.",
    )
