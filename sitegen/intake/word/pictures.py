"""Pictures, text boxes and charts in a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.intake.word.xml_names import DGM, MC, VML, WP, A, C, W, chosen

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def text_boxes(drawing: Element) -> list[Element]:
    """The contents of its text boxes; of a box in two forms, that of the one that is shown."""
    boxes = []
    waiting = list(drawing)
    while waiting:  # not by iter(), which would go into both forms
        part = waiting.pop(0)
        if part.tag == W + "txbxContent":
            boxes.append(part)
        elif part.tag == MC + "AlternateContent":
            form = chosen(part)
            waiting[:0] = list(form) if form is not None else []
        else:
            waiting[:0] = list(part)
    return boxes


def picture_kind(drawing: Element) -> str:
    """What it is, with the words that describe it; empty for a line or a shape without words."""
    kind = "a picture"
    if next(drawing.iter(C + "chart"), None) is not None:
        kind = "a chart"
    elif next(drawing.iter(DGM + "relIds"), None) is not None:
        kind = "a diagram"
    elif next(drawing.iter(A + "blip"), None) is None and next(drawing.iter(VML + "imagedata"), None) is None:
        return ""
    described = next((part.get("descr") or part.get("title") or "" for part in drawing.iter(WP + "docPr")), "")
    return f"{kind} (“{described}”)" if described else kind
