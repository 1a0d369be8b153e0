"""Drafts as a preview shows them: as if they were published, and known by their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from sitegen.model.content_files import AnyFile, waits_for_approval
from sitegen.model.digest import DigestFile
from sitegen.model.entry import EntryFile

if TYPE_CHECKING:
    from collections.abc import Sequence

_AnyFile = TypeVar("_AnyFile", bound=AnyFile)


def publish_drafts(values: Sequence[AnyFile], *, needs_approval: bool = False) -> tuple[list[AnyFile], frozenset[str]]:
    """The files without their `draft: true`, and the paths of those that had it or are in a digest that had.

    With `needs_approval`, what nobody has approved is a draft, too.
    """
    drafts = {
        value.file.path for value in values if value.file.head.draft or (needs_approval and waits_for_approval(value))
    }
    if not drafts:
        return list(values), frozenset()
    digests = {value.file.path for value in values if isinstance(value, DigestFile)} & drafts
    drafts |= {value.file.path for value in values if isinstance(value, EntryFile) and value.digest_path in digests}
    return [publish_draft(value) for value in values], frozenset(drafts)


def publish_draft(value: _AnyFile) -> _AnyFile:
    """The file without its `draft: true`."""
    if not value.file.head.draft:
        return value
    file = value.file._replace(head=value.file.head._replace(draft=False))
    return cast("_AnyFile", value._replace(file=file))
