"""Drafts as a preview shows them: as if they were published, and known by their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.model.digest import DigestFile
from sitegen.model.entry import EntryFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model.files import AnyFile


def publish_drafts(values: Sequence[AnyFile]) -> tuple[list[AnyFile], frozenset[str]]:
    """The files without their `draft: true`, and the paths of those that had it or are in a digest that had."""
    drafts = {value.file.path for value in values if value.file.head.draft}
    if not drafts:
        return list(values), frozenset()
    digests = {value.file.path for value in values if isinstance(value, DigestFile)} & drafts
    drafts |= {value.file.path for value in values if isinstance(value, EntryFile) and value.digest_path in digests}
    shown = [
        value._replace(file=value.file._replace(head=value.file.head._replace(draft=False)))
        if value.file.head.draft
        else value
        for value in values
    ]
    return shown, frozenset(drafts)
