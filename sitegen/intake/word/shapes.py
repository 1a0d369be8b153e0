"""Small questions about the elements of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.intake.word.xml_names import PAGE_BREAK, W, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from sitegen.intake.paper import PaperBlock, Run


def style_is_contents(names: list[str]) -> bool:
    """Whether a paragraph of these styles is a line of a contents list."""
    return any(name.startswith("toc ") or name == "table of figures" for name in names)


def control_gallery(sdt: Element) -> str:
    """The gallery that a content control was taken from: “Table of Contents”."""
    return value(sdt.find(f"{W}sdtPr/{W}docPartObj"), "docPartGallery")


def unwrapped(element: Element, tag: str) -> list[Element]:
    """The rows of a table, or cells of a row, those in content controls and tracked insertions too."""
    found = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            found += unwrapped(child, tag)
    return found


def pages(runs: list[Run]) -> list[list[Run]]:
    """The runs, cut where a new page begins."""
    pieces: list[list[Run]] = [[]]
    for run in runs:
        if PAGE_BREAK not in run.text:
            pieces[-1].append(run)
            continue
        first, *others = run.text.split(PAGE_BREAK)
        pieces[-1].append(run._replace(text=first))
        pieces += [[run._replace(text=other, note="")] for other in others]
    return pieces


def deep(blocks: list[PaperBlock] | tuple[PaperBlock, ...]) -> list[PaperBlock]:
    """The blocks with those in the cells of tables."""
    found = []
    for block in blocks:
        found.append(block)
        for row in block.rows:
            for cell in row:
                found += deep(cell)
    return found
