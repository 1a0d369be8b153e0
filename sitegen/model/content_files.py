"""Every content file that could be read, by kind, and why some are held back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.digest import DigestFile
from sitegen.model.entry import EntryFile
from sitegen.model.page import PageFile
from sitegen.model.person import PersonFile
from sitegen.model.topic import TopicFile
from sitegen.model.values import NOT_APPROVED, UNFINISHED, Hold, Paged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

AnyFile = EntryFile | DigestFile | TopicFile | PersonFile | PageFile


class Files(NamedTuple):
    """Every content file that could be read, by path, and the paths of all of them."""

    paths: frozenset[str]
    entries: dict[str, EntryFile]
    digests: dict[str, DigestFile]
    topics: dict[str, TopicFile]
    """By id."""
    people: dict[str, PersonFile]
    """By id."""
    pages: dict[str, PageFile]
    holds: dict[str, Hold]
    """By path: why a file is held back."""
    drafts: frozenset[str]
    """Paths of drafts, of what nobody has approved, and of the entries of such digests: their problems are notices."""

    unread: frozenset[str] = frozenset()
    """What stands in the project and could not be looked into, files and folders."""

    def may_hold(self, path: str) -> bool:
        """Whether something may stand at the path, or below it, that nobody could look at."""
        return any(
            path == unread or path.startswith(unread + "/") or unread.startswith(path + "/") for unread in self.unread
        )

    def all(self) -> Iterator[Paged]:
        """Every file that could be read, of any kind."""
        for kind in (self.entries, self.digests, self.topics, self.people, self.pages):
            yield from kind.values()

    def ids(self, folder: str) -> frozenset[str]:
        """The ids of all files below `content/folder/`, unreadable ones too."""
        prefix = f"content/{folder}/"
        return frozenset(
            path.removeprefix(prefix).removesuffix(".md")
            for path in self.paths
            if path.startswith(prefix) and path.endswith(".md")
        )


def sort_files(
    values: Iterable[AnyFile],
    paths: frozenset[str],
    today: date,
    *,
    unread: frozenset[str] = frozenset(),
    needs_approval: bool = False,
) -> Files:
    """The files by kind, with those held back on that day; with `needs_approval` also what nobody has approved."""
    entries: dict[str, EntryFile] = {}
    digests: dict[str, DigestFile] = {}
    topics: dict[str, TopicFile] = {}
    people: dict[str, PersonFile] = {}
    pages: dict[str, PageFile] = {}
    holds: dict[str, Hold] = {}
    for value in values:
        path = value.file.path
        hold = value.file.head.held_back(today)
        if hold:
            holds[path] = hold
        if isinstance(value, EntryFile):
            entries[path] = value
        elif isinstance(value, DigestFile):
            digests[path] = value
        elif isinstance(value, TopicFile):
            topics[value.id] = value
        elif isinstance(value, PersonFile):
            people[value.id] = value
        else:
            pages[path] = value
    if needs_approval:
        holds = {path: Hold(NOT_APPROVED) for path in _waiting(digests, entries)} | holds
    drafts = _hold_entries(entries, holds)
    return Files(paths, entries, digests, topics, people, pages, holds, frozenset(drafts), unread)


def _hold_entries(entries: Mapping[str, EntryFile], holds: dict[str, Hold]) -> set[str]:
    """Hold back the entries of what is held back; gives the paths of all that nobody waits for."""
    drafts = {path for path, hold in holds.items() if hold.reason in UNFINISHED}
    for path, entry in entries.items():
        outer = holds.get(entry.digest_path)
        if outer:
            holds.setdefault(
                path, Hold(f"its digest is {'a draft' if outer.reason == 'draft' else outer.reason}", outer.until)
            )
            if outer.reason in UNFINISHED:
                drafts.add(path)
    return drafts


def _waiting(*kinds: Mapping[str, AnyFile]) -> Iterator[str]:
    for files in kinds:
        yield from (path for path, value in files.items() if waits_for_approval(value))


def waits_for_approval(value: AnyFile) -> bool:
    """Whether nobody has said yes to the words as they are; what is taken back needs nobody's yes."""
    if not isinstance(value, EntryFile | DigestFile) or (isinstance(value, EntryFile) and value.state == "withdrawn"):
        return False
    return value.approved is None or bool(value.approved.changed)
