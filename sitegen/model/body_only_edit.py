"""An entry of which only the answer was written anew: what its head says is known, and need not be checked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.reading.for_colleagues import may_hold_leftovers
from sitegen.reading.markdown import parse_body
from sitegen.reading.source import parse_source

if TYPE_CHECKING:
    from sitegen.model.entry import EntryFile
    from sitegen.reading.markdown import Labels


def head_of(data: bytes, body_line: int) -> bytes:
    """What stands in a file before the line on which its body starts, however its lines end."""
    if b"\r" in data:  # as `parse_source` reads them
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return b"\n".join(data.split(b"\n", body_line - 1)[: body_line - 1])


def with_new_answer(
    old: EntryFile, data: bytes, labels: Labels, plugins: tuple[str, ...]
) -> tuple[EntryFile, str] | None:
    """The entry with the answer that stands in its file now, and the HTML of that; None where there is more to check.

    The old one had no problems, and its file the same head.
    """
    if old.commitments or old.corrections or old.approved or not old.file.has_body:
        return None  # its quotes may no longer stand in the answer, its state may change, or its approval end
    source, _ = parse_source(old.file.path, data)
    if source is None or may_hold_leftovers(source.text):
        return None
    text = source.text.split("\n", old.file.body_line - 1)[-1]
    body, problems = parse_body(old.file.path, text, old.file.body_line, labels, plugins)
    if problems or not body.html:
        return None
    return old._replace(file=old.file._replace(links=body.links, anchors=body.anchors)), body.html
