"""All files together: what is shown, what refers to what, and what only the whole can tell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model import duties, future_dates, linkcheck, relations, resolve
from sitegen.model.accidents import check_accidents
from sitegen.model.addresses import check_addresses
from sitegen.model.approvals import check_approvals
from sitegen.model.collation import list_key
from sitegen.model.content_files import AnyFile, Files, sort_files
from sitegen.model.digest import DigestFile
from sitegen.model.lookup import entry_lookup, person_lookup, topic_lookup
from sitegen.model.name_finder import Names
from sitegen.model.names import kind_of
from sitegen.model.page import PageFile
from sitegen.model.person import PersonFile
from sitegen.model.resolve import Entry
from sitegen.model.topic import TopicFile
from sitegen.model.topic_links import TopicLinks, merge_topics, resolve_topics
from sitegen.problems import whole as problems
from sitegen.problems.problem import Problem, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.model.settings import Settings


class Catalog(NamedTuple):
    """What is shown on the day: held-back things are not in it at all."""

    settings: Settings
    today: date
    entries: dict[str, Entry]
    """By id, the newest first; withdrawn ones too."""
    digests: tuple[DigestFile, ...]
    """By date, then folder."""
    topics: dict[str, TopicFile]
    """By id, sorted by title; merged ones left out."""
    merged: tuple[tuple[TopicFile, str], ...]
    """Each merged topic and the id of its target."""
    topic_links: dict[str, TopicLinks]
    """By id: parent and owner."""
    people: dict[str, PersonFile]
    """By id, sorted by name."""
    pages: dict[str, PageFile]
    """By path."""
    dead_links: dict[str, frozenset[str]]
    """By path: the addresses in its body that lead to something held back or withdrawn."""
    assets: tuple[str, ...]
    """Paths of the assets that are used."""
    held_back: tuple[tuple[str, str, date | None], ...]
    """Path, reason and the day it will be shown."""
    whole_digests: frozenset[str]
    """Paths of the digests of which nothing is held back: only these show their counts."""


def make_catalog(
    values: Iterable[AnyFile],
    paths: Iterable[str],
    settings: Settings,
    today: date,
    *,
    unread: frozenset[str] = frozenset(),
    shows_waiting: bool = False,
) -> tuple[Catalog, tuple[Problem, ...]]:
    """Put the files together for the day. `paths` are those of all content files, assets and unreadable ones too.

    Of what may be in files and folders that are `unread`, nothing is told.
    `shows_waiting` shows what waits for approval all the same, for a preview.
    """
    needs_approval = settings.needs_approval and not shows_waiting
    files = sort_files(values, frozenset(paths), today, unread=unread, needs_approval=needs_approval)
    people, person_problems = person_lookup(files.ids("people"), files.people.values())
    topics, found = topic_lookup(files.ids("topics"), files.topics.values())
    answers = entry_lookup(files.ids("digests") - {f"{name}/index" for name in _digest_names(files)})
    names = Names(
        topics._replace(is_whole=not files.may_hold("content/topics")),
        people._replace(is_whole=not files.may_hold("content/people")),
        answers._replace(is_whole=not files.may_hold("content/digests")),
    )
    merged, merge_problems = merge_topics(files, names)
    topic_links, topic_problems = resolve_topics(files, names, merged)
    found += person_problems + merge_problems + topic_problems
    found += resolve.check_answerers(files, names) + _check_digests(files, names)
    entries, entry_problems = resolve.resolve_entries(files, names, merged)
    related, relation_problems = relations.relate(entries, files, names.entries)
    entries = _in_order(related)
    dead_links, used, link_problems = linkcheck.check_links(files, entries, settings)
    found += entry_problems + relation_problems + link_problems
    found += check_addresses(files)
    found += duties.check_counts(files) + duties.check_days(files, entries, merged, settings, today)
    found += future_dates.check_dated(files, entries, today) + check_approvals(files, settings, today)
    found += check_accidents(files, entries, today)
    catalog = Catalog(
        settings,
        today,
        {key: entry for key, entry in entries.items() if entry.source.file.path not in files.holds},
        _live_digests(files),
        _live_topics(files, merged),
        tuple(
            (files.topics[key], target)
            for key, target in sorted(merged.items())
            if f"content/topics/{key}.md" not in files.holds
        ),
        topic_links,
        {
            key: person
            for key, person in sorted(files.people.items(), key=lambda item: (list_key(item[1].name), item[0]))
            if person.file.path not in files.holds
        },
        {path: page for path, page in sorted(files.pages.items()) if path not in files.holds},
        dead_links,
        used,
        _held_back(files),
        duties.whole_digests(files),
    )
    softened = (problem.softened() if problem.path in files.drafts else problem for problem in found)
    return catalog, in_order(softened)


def _digest_names(files: Files) -> set[str]:
    return {path.split("/")[2] for path in files.paths if kind_of(path) == "digest"}


def _check_digests(files: Files, names: Names) -> list[Problem]:
    found: list[Problem] = []
    folders = {path.rpartition("/")[0] for path in files.paths if kind_of(path) == "entry"}
    named = {path.rpartition("/")[0] for path in files.paths if path.lower().endswith("/index.md")}
    lone = folders - named
    firsts: dict[str, str] = {}
    for path in sorted(files.paths) if lone else ():
        firsts.setdefault("/".join(path.split("/")[:3]), path)
    found += [problems.no_digest(firsts[folder], folder) for folder in sorted(lone)]
    for digest in files.digests.values():
        found += resolve.check_order(digest, files, names)
    return found


def _in_order(entries: dict[str, Entry]) -> dict[str, Entry]:
    """The newest first; on one day by id."""
    ranked = sorted(entries.items(), key=lambda item: item[0])
    ranked.sort(key=lambda item: item[1].date, reverse=True)
    return dict(ranked)


def _live_digests(files: Files) -> tuple[DigestFile, ...]:
    live = (digest for path, digest in files.digests.items() if path not in files.holds)
    return tuple(sorted(live, key=lambda digest: (digest.date, digest.name)))


def _live_topics(files: Files, merged: Mapping[str, str]) -> dict[str, TopicFile]:
    live = [topic for topic in files.topics.values() if topic.file.path not in files.holds and topic.id not in merged]
    return {topic.id: topic for topic in sorted(live, key=lambda topic: (list_key(topic.title), topic.id))}


def _held_back(files: Files) -> tuple[tuple[str, str, date | None], ...]:
    return tuple((path, hold.reason, hold.until) for path, hold in sorted(files.holds.items()))
