"""From a name as typed to the file it means: topics and people by id, title or synonym, entries by id."""

from __future__ import annotations

import re
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from sitegen.problems import file_addresses
from sitegen.problems import whole as problems
from sitegen.problems.guessing import Guesses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitegen.model.entry import EntryFile
    from sitegen.model.person import PersonFile
    from sitegen.model.topic import TopicFile
    from sitegen.model.values import File, Ref
    from sitegen.problems.problem import Place, Problem


_JOINTS = re.compile(r"\s*[,;&/]\s*|\s+and\s+", re.IGNORECASE)
_JOINTS_OF_ENTRIES = re.compile(r"\s*[,;&]\s*|\s+and\s+", re.IGNORECASE)


def several_names(
    ref: Ref, file: File, near: str, known: Callable[[str], bool], *, only_one: bool, joints: re.Pattern[str] = _JOINTS
) -> Problem | None:
    """The problem of a reference that joins several names in one; None where it is one name, perhaps a misspelt one."""
    parts = list(dict.fromkeys(part for part in joints.split(ref.name) if part))
    if len(parts) < 2 or len(joints.split(near.replace("-", " "))) == len(parts):
        return None
    if not any(mark in ref.name for mark in ",;") and not any(map(known, parts)):
        return None
    is_whole = (ref.line, ref.column) in file.places.values()  # else it stands in a list already
    listed = f"[{', '.join(parts)}]" if is_whole and all(map(known, parts)) else ""
    return problems.several_names(ref.at(file.path), ref.name, listed, only_one=only_one)


class Lookup(NamedTuple):
    """All names of one kind of thing."""

    ids: frozenset[str]
    """Of all files, unreadable ones too, so that one mistake gives one problem."""
    names: dict[str, tuple[str, ...]]
    """Casefolded title, name or synonym -> the ids it can mean."""
    guesses: tuple[Guesses, ...]
    """Of ids, then of names as they are written."""
    first: tuple[str, ...]
    """The first ids, as many as a message may list, and one more."""
    is_whole: bool = True
    """Whether all that could be named was read; else nobody can say that a name means nothing."""

    def find(self, name: str) -> tuple[str, ...]:
        """The ids that the name can mean: none, one, or several."""
        if name in self.ids:
            return (name,)
        found = self.names.get(name.casefold())
        return found or ((name.casefold(),) if name.casefold() in self.ids else ())

    def nearest(self, name: str) -> str:
        """The id or name that is most like one that nothing has; empty where none is near."""
        bare = name.strip("“”„‟‘’‚‛«»\"'`´ ")  # marks of Word would be told as the next mistake
        found = self.find(bare) if bare != name else ()
        if len(found) == 1:
            return found[0] if found[0] in self.ids and bare.casefold() == found[0] else bare
        return next((near for guesses in self.guesses if (near := guesses.nearest(name))), "")


def topic_lookup(ids: Iterable[str], topics: Iterable[TopicFile]) -> tuple[Lookup, list[Problem]]:
    """The names of topics, and what two of them claim. A merged topic's names mean its target."""
    names: dict[str, dict[str, None]] = {}
    owners: dict[str, TopicFile] = {}
    shown: list[str] = []
    found: list[Problem] = []
    listed = list(topics)
    lost, lost_ids = _lost_to_live([_Named(topic.file, topic.id, _topic_names(topic)) for topic in listed])
    known = frozenset(ids) - lost_ids
    for topic in listed:
        target = topic.merged_into.name if topic.merged_into and topic.merged_into.name in known else topic.id
        for name, at in _topic_names(topic):
            key = name.casefold()
            if (topic.id, key) in lost:
                continue
            other = owners.setdefault(key, topic)
            if key != topic.id and key in known and key != target:
                found.append(file_addresses.name_taken(at, name, f"content/topics/{key}.md"))
            elif key != topic.id and other is not topic and target not in names[key]:
                found.append(file_addresses.name_taken(at, name, other.file.path))
            names.setdefault(key, {})[target] = None
            shown.append(name)
    guesses = Guesses(known), Guesses([*known, *shown])
    lookup = Lookup(known, {key: tuple(ids) for key, ids in names.items()}, guesses, _first(known))
    return lookup, [*found, *lost.values()]


def _topic_names(topic: TopicFile) -> list[tuple[str, Place]]:
    """Its title and synonyms, each with its place."""
    synonyms = [(ref.name, ref.at(topic.file.path)) for ref in topic.synonyms]
    return [(topic.title, topic.file.at("title")), *synonyms]


def person_lookup(ids: Iterable[str], people: Iterable[PersonFile]) -> tuple[Lookup, list[Problem]]:
    """The names of people, and those of drafts that others have already."""
    names: dict[str, list[str]] = {}
    listed = list(people)
    lost, lost_ids = _lost_to_live(
        [_Named(person.file, person.id, [(person.name, person.file.at("name"))]) for person in listed]
    )
    for person in listed:
        if (person.id, person.name.casefold()) not in lost:
            names.setdefault(person.name.casefold(), []).append(person.id)
    known = frozenset(ids) - lost_ids
    guesses = Guesses(known), Guesses([*known, *(person.name for person in listed)])
    lookup = Lookup(known, {key: tuple(found) for key, found in names.items()}, guesses, _first(known))
    return lookup, list(lost.values())


def _first(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(nsmallest(problems.MOST_NAMED + 1, ids))


class _Named(NamedTuple):
    """A topic or person with the names it claims besides its id."""

    file: File
    id: str
    names: list[tuple[str, Place]]


def _lost_to_live(things: list[_Named]) -> tuple[dict[tuple[str, str], Problem], frozenset[str]]:
    """The names of drafts that live ones have: a problem for each draft and name; and the ids that are such names.

    Unfinished work stops nobody: what a name means does not change by a draft that claims it, too.
    """
    live: dict[str, str] = {}
    for thing in things:
        if not thing.file.head.draft:
            live.setdefault(thing.id, thing.file.path)
            live.update({name.casefold(): thing.file.path for name, _ in thing.names})
    lost: dict[tuple[str, str], Problem] = {}
    for thing in things:
        if thing.file.head.draft:
            for name, at in [(thing.id, thing.names[0][1]), *thing.names]:
                if name.casefold() in live:
                    lost[thing.id, name.casefold()] = file_addresses.name_taken(at, name, live[name.casefold()])
    return lost, frozenset(name for owner, name in lost if owner == name)


class EntryLookup(NamedTuple):
    """All entries by id and by bare file name."""

    ids: frozenset[str]
    by_name: dict[str, tuple[str, ...]]
    by_folder: dict[str, frozenset[str]]
    """The bare file names of each digest's entries."""
    guesses: tuple[Guesses, ...]
    """Of ids, then of bare file names."""
    is_whole: bool = True
    """Whether all entries were seen."""

    def find(self, ref: Ref, entry: EntryFile) -> tuple[str, Problem | None]:
        """The id that the name means in this entry's file; or an empty string and why there is none."""
        name = ref.name.removesuffix(".md").removeprefix("content/").removeprefix("digests/")
        if name in self.ids:
            return name, None
        own = entry.id.partition("/")[0] + "/" + name
        if own in self.ids:
            return own, None
        matches = self.by_name.get(name, ())
        if len(matches) == 1:
            return matches[0], None
        at = ref.at(entry.file.path)
        if matches:
            return "", problems.unclear_entry(at, ref.name, matches)
        if not self.is_whole:
            return "", None
        near = next((near for guesses in self.guesses if (near := guesses.nearest(name))), "")
        several = several_names(ref, entry.file, near, self._knows(entry), only_one=False, joints=_JOINTS_OF_ENTRIES)
        return "", several or problems.unknown_entry(at, ref.name, near)

    def _knows(self, entry: EntryFile) -> Callable[[str], bool]:
        """Whether a name means one entry in that entry's file."""
        folder = entry.id.partition("/")[0]
        return lambda name: name in self.ids or f"{folder}/{name}" in self.ids or len(self.by_name.get(name, ())) == 1


def entry_lookup(ids: Iterable[str]) -> EntryLookup:
    """The names of entries."""
    by_name: dict[str, list[str]] = {}
    by_folder: dict[str, set[str]] = {}
    known = frozenset(ids)
    for entry_id in sorted(known):
        by_name.setdefault(entry_id.rpartition("/")[2], []).append(entry_id)
        folder, _, name = entry_id.partition("/")
        by_folder.setdefault(folder, set()).add(name)
    return EntryLookup(
        known,
        {name: tuple(found) for name, found in by_name.items()},
        {folder: frozenset(names) for folder, names in by_folder.items()},
        (Guesses(known), Guesses(by_name)),
    )
