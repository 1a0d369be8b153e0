"""Digests as a proof shows them: as if nothing of theirs were held back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from sitegen.model.content_files import AnyFile
from sitegen.model.digest import DigestFile
from sitegen.model.entry import EntryFile
from sitegen.model.page import PageFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_AnyFile = TypeVar("_AnyFile", bound=AnyFile)


def reveal(values: Iterable[AnyFile], digests: Collection[str]) -> list[AnyFile]:
    """The files, those of digests in the named folders with nothing held back.

    Topics and people that are still to come are shown, too: an answer cannot go out without those that it names.
    """
    return [_revealed(value, digests) for value in values]


def _revealed(value: _AnyFile, digests: Collection[str]) -> _AnyFile:
    head = value.file.head
    if isinstance(value, EntryFile | DigestFile):
        if value.file.path.split("/")[2] not in digests:
            return value
        shown = head._replace(draft=False, publish_from=None, publish_until=None)
    elif isinstance(value, PageFile):
        return value
    else:
        shown = head._replace(draft=False, publish_from=None)
    return value if shown == head else cast("_AnyFile", value._replace(file=value.file._replace(head=shown)))
