"""An entry with its digest's defaults filled in and its names turned into topics, people and days."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.digest import DigestFile
from sitegen.model.entry import EntryFile
from sitegen.model.lookup import EntryLookup, Lookup, several_names
from sitegen.problems import fields as field_problems
from sitegen.problems import whole as problems
from sitegen.problems.guessing import Guesses
from sitegen.reading.dates import show_day
from sitegen.reading.links import route_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.model.content_files import Files
    from sitegen.model.topic import TopicFile
    from sitegen.model.values import File, Ref
    from sitegen.problems.problem import Place, Problem


class Names(NamedTuple):
    """Everything that can be named."""

    topics: Lookup
    people: Lookup
    entries: EntryLookup


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
    finder = _Finder(source.file, files, names)
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
        finder.found.append(field_problems.answered_before_asked(at, show_day(asked), show_day(answered)))
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


class _Finder:
    """Looks up the names that one file uses and collects what is wrong with them."""

    def __init__(self, file: File, files: Files, names: Names) -> None:
        self.file, self.files, self.names = file, files, names
        self.found: list[Problem] = []

    def topics(self, field: str, refs: tuple[Ref, ...], merged: Mapping[str, str]) -> tuple[str, ...]:
        live: dict[str, None] = {}
        written = [ref.name for ref in refs]
        typed = Counter(written) if len(set(written)) < len(written) else {}  # few lists name anything twice
        held = 0
        for ref in refs:
            topic = self.one(ref, self.names.topics, problems.unknown_topic)
            if not topic:
                continue
            topic = merged.get(topic, topic)
            if f"content/topics/{topic}.md" in self.files.holds:
                held += 1
                self.found.append(problems.reference_left_out(ref.at(self.file.path), field, ref.name))
            elif topic in live and typed.get(ref.name, 1) > 1:
                self.found.append(problems.named_twice(ref.at(self.file.path), ref.name))
            else:
                live[topic] = None
        if held and not live and held == len(refs) and self.file.path not in self.files.holds:
            self.found = [*self.found[:-held], problems.last_one_held_back(self.file.at(field), field)]
        return tuple(live)

    def answerers(self, source: EntryFile, digest: DigestFile) -> tuple[str, ...]:
        own = bool(source.answered_by)
        refs = source.answered_by or digest.answered_by
        live: dict[str, None] = {}
        held = 0
        # The digest's own names are checked once, in the digest.
        finder = self if own else _Finder(digest.file, self.files, self.names)
        for ref in refs:
            person = finder.one(ref, self.names.people, problems.unknown_person)
            if person and f"content/people/{person}.md" in self.files.holds:
                held += 1
                finder.found.append(problems.reference_left_out(ref.at(finder.file.path), "answered_by", ref.name))
            elif person:
                live[person] = None
        broken = "answered_by" in source.file.broken or "answered_by" in digest.file.broken
        if not refs and source.state not in ("awaiting", "withdrawn") and not broken:
            self.found.append(problems.nobody_answered(self.file.at("question")))
        elif (
            held
            and held == len(refs)
            and self.file.path not in self.files.holds
            and source.state not in ("awaiting", "withdrawn")
        ):
            self.found.append(
                problems.last_one_held_back(self.file.at("answered_by" if own else "question"), "answered_by")
            )
        return tuple(live)

    def person(self, field: str, ref: Ref) -> str:
        only_one = field != "answered_by"
        person = self.one(ref, self.names.people, problems.unknown_person, only_one=only_one)
        if person and f"content/people/{person}.md" in self.files.holds:
            self.found.append(problems.reference_left_out(ref.at(self.file.path), field, ref.name))
            return ""
        return person

    def one(
        self,
        ref: Ref,
        lookup: Lookup,
        unknown: Callable[[Place, str, str, tuple[str, ...]], Problem],
        *,
        only_one: bool = False,
    ) -> str:
        """The one id that the name means, or an empty string with a problem.

        `only_one` says that the field takes no list.
        """
        ids = lookup.find(ref.name)
        if len(ids) == 1:
            return ids[0]
        at = ref.at(self.file.path)
        if ids:
            self.found.append(problems.unclear_name(at, ref.name, ids))
        else:
            near = lookup.nearest(ref.name)
            several = several_names(ref, self.file, near, lambda name: len(lookup.find(name)) == 1, only_one=only_one)
            self.found.append(several or unknown(at, ref.name, near, lookup.first))
        return ""


def merge_topics(files: Files, names: Names) -> tuple[dict[str, str], list[Problem]]:
    """Id of each merged topic -> id of its target."""
    merged: dict[str, str] = {}
    found: list[Problem] = []
    for topic in files.topics.values():
        if not topic.merged_into:
            continue
        finder = _Finder(topic.file, files, names)
        target = finder.one(topic.merged_into, names.topics, problems.unknown_topic, only_one=True)
        found += finder.found
        if not target:
            continue
        why = _bad_merge(topic, files.topics.get(target), files)
        if why:
            found.append(problems.bad_merge(topic.merged_into.at(topic.file.path), topic.merged_into.name, why))
        else:
            merged[topic.id] = target
    return merged, found


def _bad_merge(topic: TopicFile, target: TopicFile | None, files: Files) -> str:
    if target is None:
        return ""
    if target.id == topic.id:
        return "that is this topic itself"
    if target.merged_into:
        return "it is merged into another one itself"
    if target.file.path in files.holds and topic.file.path not in files.holds:
        return "it is held back"
    return ""


class TopicLinks(NamedTuple):
    """What a topic names: live ids, or empty strings."""

    parent: str
    owner: str


def resolve_topics(
    files: Files, names: Names, merged: Mapping[str, str]
) -> tuple[dict[str, TopicLinks], list[Problem]]:
    """The parent and the owner of every topic, by id."""
    links: dict[str, TopicLinks] = {}
    found: list[Problem] = []
    for topic in files.topics.values():
        finder = _Finder(topic.file, files, names)
        parent = _parent(topic, finder, merged)
        links[topic.id] = TopicLinks(parent, finder.person("owner", topic.owner) if topic.owner else "")
        found += finder.found
    return links, found


def _parent(topic: TopicFile, finder: _Finder, merged: Mapping[str, str]) -> str:
    if not topic.parent:
        return ""
    at = topic.parent.at(topic.file.path)
    parent = finder.one(topic.parent, finder.names.topics, problems.unknown_topic, only_one=True)
    parent = merged.get(parent, parent)
    above = finder.files.topics.get(parent)
    if parent == topic.id:
        finder.found.append(problems.names_itself(at, "parent"))
    elif above and above.parent:
        finder.found.append(problems.parent_too_deep(at, topic.parent.name))
    elif f"content/topics/{parent}.md" in finder.files.holds:
        finder.found.append(problems.reference_left_out(at, "parent", topic.parent.name))
    else:
        return parent
    return ""


def check_answerers(files: Files, names: Names) -> list[Problem]:
    """The people whom digests name."""
    found: list[Problem] = []
    for digest in files.digests.values():
        finder = _Finder(digest.file, files, names)
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
