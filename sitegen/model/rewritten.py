"""An entry of which only the answer was written anew: what its head says is known, and need not be checked again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.reading.markdown import parse_body
from sitegen.reading.source import parse_source

if TYPE_CHECKING:
    from sitegen.model.entry import EntryFile
    from sitegen.reading.markdown import Labels

_CLOSING = re.compile(rb"\n---[ \t]*\r?\n")


def head_of(data: bytes) -> bytes:
    """All bytes of a file before its body; empty where it has none."""
    closing = _CLOSING.search(data)
    return data[: closing.end()] if closing else b""


def with_new_answer(
    old: EntryFile, data: bytes, labels: Labels, plugins: tuple[str, ...]
) -> tuple[EntryFile, str] | None:
    """The entry with the answer that stands in its file now, and the HTML of that; None where there is more to check.

    The old one had no problems, and its file the same head.
    """
    if old.commitments or old.corrections or not old.file.has_body:
        return None  # its quotes may no longer stand in the answer, or its state may change
    source, _ = parse_source(old.file.path, data)
    if source is None:
        return None
    text = source.text.split("\n", old.file.body_line - 1)[-1]
    body, problems = parse_body(old.file.path, text, old.file.body_line, labels, plugins)
    if problems or not body.html:
        return None
    return old._replace(file=old.file._replace(links=body.links, anchors=body.anchors)), body.html
