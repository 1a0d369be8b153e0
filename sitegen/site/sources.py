"""What views are made from: the catalog, the words, the bodies, and teasers made once for all lists."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sitegen.model.duties import holder_now, successions_of
from sitegen.model.questions import Question, Questions, make_question, make_questions, replaced_by, with_changes
from sitegen.model.related import related
from sitegen.reading.links import route_of
from sitegen.site.atoz import Letters, letters_of
from sitegen.site.bodies import NO_BODY, LazyBody, NoBody
from sitegen.site.news import news_day
from sitegen.site.order import in_digest_order, one_line
from sitegen.site.parts import About, Told
from sitegen.site.views.entry_teaser import Teaser
from sitegen.site.views.label import Label, Named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sitegen.model.catalog import Catalog
    from sitegen.model.digest import DigestFile
    from sitegen.model.entry import EntryFile
    from sitegen.model.person import PersonFile
    from sitegen.model.questions import Terms
    from sitegen.model.related import Related
    from sitegen.model.resolve import Entry
    from sitegen.model.topic import TopicFile
    from sitegen.model.values import File
    from sitegen.site.bodies import Bodies
    from sitegen.site.parts import EntryParts
    from sitegen.site.views.commitment_views import Commitment
    from sitegen.site.words import Words


class Sources:
    """Everything that a view can be made from; itself never seen by a template."""

    def __init__(
        self,
        catalog: Catalog,
        words: Words,
        terms: Mapping[str, Terms],
        facts: Callable[[str], bytes],
        bodies: Bodies,
    ) -> None:
        """`facts` gives what stands for the facts of a file, by its path."""
        self.catalog, self.words, self._terms = catalog, words, terms
        self._facts, self._bodies_from, self._successions = facts, bodies, successions_of(catalog.people.values())
        settings = catalog.settings
        asked_by = settings.asked_by or words.plain("A member of staff")
        self.about = About(settings.url, settings.title, settings.organisation, settings.language, asked_by)
        # Made once and shown in many places.
        self.entry_parts: dict[str, EntryParts] = {}  # by route, as all that is kept for each entry
        self.commitments: dict[str, tuple[Commitment, ...]] = {}
        self._topic_labels = {key: Label(topic.title, f"topics/{key}.html") for key, topic in catalog.topics.items()}
        self._digest_labels = {d.file.path: Label(d.title, route_of(d.file.path)) for d in catalog.digests}
        self._topic_names = {
            key: (topic.title, *(synonym.name for synonym in topic.synonyms)) for key, topic in catalog.topics.items()
        }
        self._entry_labels: dict[str, Label] = {}
        self._related: Mapping[str, tuple[Related, ...]] = {}
        self._bodies: dict[str, LazyBody] = {}
        self._named: dict[tuple[str, date], Named] = {}
        self.listed: dict[str, Entry] = {key: entry for key, entry in catalog.entries.items() if not entry.is_withdrawn}
        self.teasers = {entry.route: self._teaser(key, entry) for key, entry in self.listed.items()}
        self.by_digest: dict[str, list[Entry]] = {digest.file.path: [] for digest in catalog.digests}
        for entry in self.listed.values():
            self.by_digest[entry.digest.file.path].append(entry)
        for digest in catalog.digests:
            self.by_digest[digest.file.path] = in_digest_order(digest, self.by_digest[digest.file.path])
        ordered = self.by_digest.values()
        self.place_in_digest = {entry.route: index for row in ordered for index, entry in enumerate(row)}
        self.digest_places = {digest.file.path: index for index, digest in enumerate(catalog.digests)}
        self._people_by_name = {person.name.casefold(): person for person in catalog.people.values()}
        self._children: dict[str, list[str]] = {}
        for topic in catalog.topics:
            self._children.setdefault(catalog.topic_links[topic].parent, []).append(topic)
        self.by_topic: dict[str, list[Entry]] = {topic: [] for topic in catalog.topics}
        self.by_person: dict[str, list[Entry]] = {person: [] for person in catalog.people}
        for entry in self.listed.values():
            for topic in entry.topics:
                self.by_topic[topic].append(entry)
            for person in entry.answered_by:
                self.by_person[person].append(entry)

    def edited(self, entries: Iterable[Entry], terms: Mapping[str, Terms], facts: Callable[[str], bytes]) -> Sources:
        """The same with these entries told otherwise, none of which moves.

        What was made of the old ones stays as it is, for whoever still shows it.
        """
        new: Sources = copy(self)  # nobody has it yet
        new._terms, new._facts = {**self._terms, **terms}, facts
        told = {entry.id: entry for entry in entries if entry.id in self.listed}
        if told:
            new._take(told)
        return new

    def _take(self, told: Mapping[str, Entry]) -> None:
        self.catalog = self.catalog._replace(entries={**self.catalog.entries, **told})
        self.entry_parts, self.commitments, self._entry_labels = {}, {}, {}
        new = {id(self.listed[key]): entry for key, entry in told.items()}
        self.listed = {**self.listed, **told}
        self.__dict__ = {name: made for name, made in self.__dict__.items() if name not in ("letters", "news_days")}
        if "questions" in self.__dict__:  # else nobody has asked yet
            self.__dict__["questions"] = self._renewed_questions(told)
        self.teasers = self.teasers | {entry.route: self._teaser(key, entry) for key, entry in told.items()}
        entries = told.values()
        self.by_digest = _retold(self.by_digest, {entry.digest.file.path for entry in entries}, new)
        self.by_topic = _retold(self.by_topic, {topic for entry in entries for topic in entry.topics}, new)
        self.by_person = _retold(self.by_person, {person for entry in entries for person in entry.answered_by}, new)

    @cached_property
    def news_days(self) -> dict[str, date]:
        """By route, the last day on which something of an entry was news."""
        return {entry.route: news_day(entry, self.listed, self.catalog.today) for entry in self.listed.values()}

    @cached_property
    def letters(self) -> Letters:
        """The questions by the letter that each begins with."""
        return letters_of(self)

    def related(self, key: str) -> tuple[Related, ...]:
        """The answers that are related to one of them."""
        known = self._related.get(key)
        return related(key, self.questions) if known is None else known

    def know_related(self, found: Mapping[str, tuple[Related, ...]]) -> None:
        """Take what somebody remembers to be related."""
        self._related = found

    def told(self, file: EntryFile) -> Told:
        """A file, known by its facts."""
        return Told(file, self._facts(file.file.path).hex())

    def topic_names(self, topic: str) -> tuple[str, ...]:
        """The title of a topic, and its other names."""
        return self._topic_names[topic]

    @cached_property
    def questions(self) -> Questions:
        """What tells which answers are related."""
        return make_questions({key: self._question(key) for key in self.listed})

    def _question(self, key: str) -> Question:
        entries = [self.listed[key], *replaced_by(self.listed[key], self.listed)]
        terms, *older = [self._terms[entry.source.file.path] for entry in entries]
        return make_question(entries[0], terms, older)

    def _renewed_questions(self, told: Iterable[str]) -> Questions:
        """The questions with some told otherwise, and with those that stand for them too."""
        changed: dict[str, None] = {}
        waiting = list(told)
        while waiting:
            key = waiting.pop()
            if key not in changed:
                changed[key] = None
                waiting += [newer for newer in self.listed[key].superseded_by if newer in self.listed]
        return with_changes(self.questions, {key: self._question(key) for key in changed})

    def body(self, file: File) -> LazyBody | NoBody:
        """The body of a file, without links to what is not shown."""
        if not file.has_body:
            return NO_BODY
        known = self._bodies.get(file.path)
        if known is None:
            dead = self.catalog.dead_links.get(file.path, frozenset())
            known = LazyBody(file.path, self._bodies_from, dead)
            self._bodies[file.path] = known
        return known

    def topic_label(self, topic: str) -> Label:
        """A link to a topic."""
        return self._topic_labels[topic]

    def digest_label(self, digest: DigestFile) -> Label:
        """A link to a digest."""
        return self._digest_labels[digest.file.path]

    def entry_label(self, entry: Entry) -> Label:
        """A link to an entry."""
        known = self._entry_labels.get(entry.route)
        if known is None:
            known = self._entry_labels[entry.route] = Label(entry.source.title, entry.route)
        return known

    def ids(self, entries: Iterable[Entry]) -> tuple[str, ...]:
        """The ids of listed entries."""
        return tuple([self.teasers[entry.route].id for entry in entries])

    def named(self, person: str, day: date) -> Named:
        """A person as they were on that day."""
        key = (person, day)
        if key not in self._named:
            found = self.catalog.people[person]
            self._named[key] = Named(found.name, found.role_on(day), route_of(found.file.path))
        return self._named[key]

    def owner_label(self, entry: Entry, owner: str) -> Label | None:
        """Who does now what the owner promised."""
        person = self.catalog.people.get(owner)
        if person is None:
            return None
        holder = holder_now(person, entry.date, self.catalog.people, self._successions)
        return Label(person.role_on(entry.date) or holder.name, route_of(holder.file.path))

    def children(self, topic: str) -> tuple[Label, ...]:
        """The topics right below a topic."""
        return tuple(self.topic_label(child) for child in self._children.get(topic, ()))

    def parent(self, topic: TopicFile) -> Label | None:
        """The topic above a topic."""
        parent = self.catalog.topic_links[topic.id].parent
        return self.topic_label(parent) if parent in self.catalog.topics else None

    def answerers(self, digest: DigestFile) -> tuple[Named, ...]:
        """Who answered in a digest, as far as they are shown."""
        found = (self.person_named(ref.name) for ref in digest.answered_by)
        return tuple(self.named(person.id, digest.date) for person in found if person)

    def person_named(self, name: str) -> PersonFile | None:
        """The person whose id or name this is, if they are shown."""
        return self.catalog.people.get(name) or self._people_by_name.get(name.casefold())

    def _teaser(self, key: str, entry: Entry) -> Teaser:
        source = entry.source
        return Teaser(
            entry.route,
            source.title,
            source.question,
            source.in_short,
            source.state,
            bool(entry.superseded_by),
            source.outstanding,
            source.answer_due if source.state in ("awaiting", "holding") else None,
            source.declined,
            entry.date,
            one_line(self.named(person, entry.date) for person in entry.answered_by),
            tuple(self.topic_label(topic) for topic in entry.topics),
            key,
        )


def _retold(lists: Mapping[str, list[Entry]], keys: Iterable[str], new: Mapping[int, Entry]) -> dict[str, list[Entry]]:
    """The lists with new entries in their places, by the identity of the old: a list may have thousands."""
    return {**lists, **{key: [new.get(id(entry), entry) for entry in lists[key]] for key in keys}}
