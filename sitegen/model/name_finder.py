"""The names that one file uses, looked up; and what is wrong with them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.lookup import EntryLookup, Lookup, several_names
from sitegen.problems import whole as problems

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.model.content_files import Files
    from sitegen.model.digest import DigestFile
    from sitegen.model.entry import EntryFile
    from sitegen.model.values import File, Ref
    from sitegen.problems.problem import Place, Problem


class Names(NamedTuple):
    """Everything that can be named."""

    topics: Lookup
    people: Lookup
    entries: EntryLookup


class NameFinder:
    """Looks up the names that one file uses and collects what is wrong with them."""

    def __init__(self, file: File, files: Files, names: Names) -> None:
        self.file, self.files, self.names = file, files, names
        self.found: list[Problem] = []
        """What is wrong, as far as names were looked up."""

    def topics(self, field: str, refs: tuple[Ref, ...], merged: Mapping[str, str]) -> tuple[str, ...]:
        """Ids of the live topics that a list names, each once; merged ones replaced by their targets."""
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
        """Ids of the live people who answered: those that the entry names, else its digest's."""
        own = bool(source.answered_by)
        refs = source.answered_by or digest.answered_by
        live: dict[str, None] = {}
        held = 0
        # The digest's own names are checked once, in the digest.
        finder = self if own else NameFinder(digest.file, self.files, self.names)
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
        """The id of the person whom the name means; an empty string with a problem, where that is none who is shown."""
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
        elif lookup.is_whole:
            near = lookup.nearest(ref.name)
            several = several_names(ref, self.file, near, lambda name: len(lookup.find(name)) == 1, only_one=only_one)
            self.found.append(several or unknown(at, ref.name, near, lookup.first))
        return ""
