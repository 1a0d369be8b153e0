"""What topics name: the one that each is merged into, the one above it, who owns it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.name_finder import NameFinder, Names
from sitegen.problems import whole as problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model.content_files import Files
    from sitegen.model.topic import TopicFile
    from sitegen.problems.problem import Problem


class TopicLinks(NamedTuple):
    """What a topic names: live ids, or empty strings."""

    parent: str
    owner: str


def merge_topics(files: Files, names: Names) -> tuple[dict[str, str], list[Problem]]:
    """Id of each merged topic -> id of its target."""
    merged: dict[str, str] = {}
    found: list[Problem] = []
    for topic in files.topics.values():
        if not topic.merged_into:
            continue
        finder = NameFinder(topic.file, files, names)
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


def resolve_topics(
    files: Files, names: Names, merged: Mapping[str, str]
) -> tuple[dict[str, TopicLinks], list[Problem]]:
    """The parent and the owner of every topic, by id."""
    links: dict[str, TopicLinks] = {}
    found: list[Problem] = []
    for topic in files.topics.values():
        finder = NameFinder(topic.file, files, names)
        parent = _parent(topic, finder, merged)
        links[topic.id] = TopicLinks(parent, finder.person("owner", topic.owner) if topic.owner else "")
        found += finder.found
    return links, found


def _parent(topic: TopicFile, finder: NameFinder, merged: Mapping[str, str]) -> str:
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
