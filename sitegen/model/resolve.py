"""An entry with its digest's defaults filled in and its names turned into topics, people and days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.digest import DigestFile
from sitegen.model.entry import EntryFile
from sitegen.model.lookup import several_names
from sitegen.model.name_finder import NameFinder, Names
from sitegen.problems import at_odds
from sitegen.problems import whole as problems
from sitegen.problems.guessing import Guesses
from sitegen.reading.dates import show_day
from sitegen.reading.links import route_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model.content_files import Files
    from sitegen.problems.problem import Problem


class Entry(NamedTuple):
    """An entry in its place among the others."""

    source: EntryFile
    digest: DigestFile
    route: str
    topics: tuple[str, ...]
    """Ids of live topics, merged ones replaced by their targets."""
    answered_by: tuple[str, ...]
    """Ids of live people."""
    owners: tuple[str, ...]
    """For each commitment the id of its owner, or an empty string."""
    asked: date
    answered: date | None
    date: date
    """What lists sort by: answered; asked while awaiting."""
    spoken: bool
    follows: tuple[str, ...] = ()
    """Ids of entries that are shown; so in all of these."""
    followed_by: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The path below `digests/` without `.md`."""
        return self.source.id

    @property
    def is_withdrawn(self) -> bool:
        """Whether only a tombstone stands for it."""
        return self.source.state == "withdrawn"


def resolve_entries(files: Files, names: Names, merged: Mapping[str, str]) -> tuple[dict[str, Entry], list[Problem]]:
    """Every entry whose digest can be read, held-back ones too, by id."""
    found: list[Problem] = []
    entries: dict[str, Entry] = {}
    for _, source in sorted(files.entries.items()):
        digest = files.digests.get(source.digest_path)
        if digest is None:
            continue
        entry, problems_found = _resolve(source, digest, files, names, merged)
        found += problems_found
        entries[entry.id] = entry
    return entries, found


def _resolve(
    source: EntryFile, digest: DigestFile, files: Files, names: Names, merged: Mapping[str, str]
) -> tuple[Entry, list[Problem]]:
    finder = NameFinder(source.file, files, names)
    topics = finder.topics("topics", source.topics, merged)
    answered_by = finder.answerers(source, digest)
    owners = tuple(
        finder.person("owner", commitment.owner) if commitment.owner else (answered_by[:1] or ("",))[0]
        for commitment in source.commitments
    )
    if source.review and source.review.by:
        finder.person("review", source.review.by)
    answered = None if source.state == "awaiting" else source.answered or digest.date
    asked = source.asked or (min(digest.date, answered) if answered else digest.date)
    if (
        answered
        and asked > answered
        and not {"asked", "answered"} & set(source.file.broken)
        and "date" not in digest.file.broken
    ):
        at = source.file.at("asked" if source.asked else "answered")
        finder.found.append(at_odds.answered_before_asked(at, show_day(asked), show_day(answered)))
    spoken = (source.answer_form or digest.kind) == "spoken"
    entry = Entry(
        source,
        digest,
        route_of(source.file.path),
        topics,
        answered_by,
        owners,
        asked,
        answered,
        answered or asked,
        spoken,
    )
    return entry, finder.found


def check_answerers(files: Files, names: Names) -> list[Problem]:
    """The people whom digests name."""
    found: list[Problem] = []
    for digest in files.digests.values():
        finder = NameFinder(digest.file, files, names)
        for ref in digest.answered_by:
            finder.person("answered_by", ref)
        found += finder.found
    return found


def check_order(digest: DigestFile, files: Files, names: Names) -> list[Problem]:
    """`order` names own entries, each once."""
    found: list[Problem] = []
    if not digest.order:
        return []
    own = names.entries.by_folder.get(digest.name, frozenset())
    guesses = Guesses(own)
    seen: set[str] = set()
    for ref in digest.order:
        name = ordered_name(ref.name)
        at = ref.at(digest.file.path)
        if name not in own:
            near = guesses.nearest(name)
            several = several_names(ref, digest.file, near, lambda part: ordered_name(part) in own, only_one=False)
            found.append(several or problems.not_in_digest(at, ref.name, near))
        elif name in seen:
            found.append(problems.named_twice(at, ref.name))
        elif f"content/digests/{digest.name}/{name}.md" in files.holds and digest.file.path not in files.holds:
            found.append(problems.reference_left_out(at, "order", ref.name))
        seen.add(name)
    return found


def ordered_name(name: str) -> str:
    """The bare file name that a name in `order` means."""
    return name.removesuffix(".md").rpartition("/")[2]
