"""A built site at the gate: what its sources were told of, and what stands only in what would be served."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import sitegen
from sitegen.api.passage import Passage, passage_of
from sitegen.api.target import read_settings
from sitegen.memory.fingerprint import content_hash, fingerprint
from sitegen.memory.garbage import no_garbage
from sitegen.memory.refused import Refused
from sitegen.memory.regular import read_regular
from sitegen.memory.workers import Workers
from sitegen.problems.problem import Place, Problem
from sitegen.problems.would_be_served import maybe_private_served, private_served

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sitegen.api.project_folder import Project
    from sitegen.gate.looking import Sighted
    from sitegen.gate.served_finding import ServedFinding
    from sitegen.memory.output import Output
    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.tree import Made, Tree
    from sitegen.privacy.allowed import Allowed
    from sitegen.problems.report import Summary

Words = tuple[str, str]
"""The kind of what was found, and the key that stands for its words."""


@no_garbage()
def look_at_gate(project: Project, output: Output, report: Summary, snapshot_of: Callable[[], Snapshot]) -> Passage:
    """What the gate says of a built site; `report` is that of its sources. Raises Refused."""
    settings = read_settings(project.root)
    allowed = allowed_by(settings)
    sighted = _look(project, output, allowed, settings.url)
    wanted = {(one.kind, one.key) for found in sighted.found.values() for one in found}
    known = words_in_sources(snapshot_of(), allowed, wanted) if wanted else frozenset()
    only_served = served_problems(sighted.found, output.tree, known)
    held_back = frozenset(held.path for held in report.held_back)
    return passage_of((*report.problems, *only_served), held_back, ())


def _look(project: Project, output: Output, allowed: Allowed, home: str) -> Sighted:
    """All files of the site looked through; bytes that were looked at before are not again."""
    from sitegen.gate.file_texts import Sight
    from sitegen.gate.looked_through import read_looked_through, write_looked_through
    from sitegen.gate.looking import look_through

    by = fingerprint([sitegen.fingerprint_of_tool(), home, *map(sorted, allowed)])
    before = read_looked_through(project.memory, by)
    read = partial(_read, output)
    sighted = look_through(output.tree, read, Sight(allowed, home), before, Workers())
    if sighted.by_bytes != before:
        try:
            write_looked_through(project.memory, by, sighted.by_bytes)
        except OSError:  # a disk that is full, or read-only: the next publish looks again
            return sighted
    return sighted


def _read(output: Output, route: str) -> bytes:
    data = read_regular(output.folder / route)
    if content_hash(data) != output.tree[route].sha256:
        message = f"output/{route} was built anew while it was looked through. The site has not changed."
        raise Refused(message, "Publish again.")
    return data


def words_in_sources(snapshot: Snapshot, allowed: Allowed, wanted: Collection[Words]) -> frozenset[Words]:
    """Which of the wanted words stand in the texts of the sources, where they are told."""
    from sitegen.privacy.detectors import find_private

    known: set[Words] = set()
    for path in snapshot.files:
        if path.endswith((".md", ".yaml")):
            text = snapshot.read(path).decode("utf-8", "replace")
            known.update((one.kind, one.key) for one in find_private(text, allowed))
            if known.issuperset(wanted):
                break
    return frozenset(known)


def served_problems(
    found: Mapping[str, Iterable[ServedFinding]], tree: Tree, known: Collection[Words]
) -> list[Problem]:
    """A notice for all words that stand only in what would be served, at the first of the files that have them."""
    places: dict[Words, dict[str, ServedFinding]] = {}
    for route, here in found.items():
        for one in here:
            if (one.kind, one.key) not in known:
                places.setdefault((one.kind, one.key), {}).setdefault(route, one)
    told = []
    pages = sum(route.endswith(".html") for route in tree)
    for routes in places.values():
        first = min(routes, key=lambda route: (tree[route].kind not in _SOURCES, tree[route].kind != "entry", route))
        one, made = routes[first], tree[first]
        tell = private_served if one.severity == "block" else maybe_private_served
        origin = _origin(made, is_frame=sum(route.endswith(".html") for route in routes) * 2 > pages)
        told.append(tell(Place(_path(first, made)), called(one.kind), one.masked, one.place, len(routes) - 1, origin))
    return told


_SOURCES = ("asset", "theme")
"""Kinds of files in the site that are a file of the project as it is."""


def _path(route: str, made: Made) -> str:
    if made.kind == "theme":
        return f"templates/theme/{route.removeprefix('_theme/')}"
    return f"content/{route}" if made.kind == "asset" else f"output/{route}"


def _origin(made: Made, *, is_frame: bool) -> str:
    """Where such words come from, as far as that is known, and what to do."""
    if made.kind in _SOURCES:
        return "Take it out of that file, or leave the file out."
    if is_frame:
        return "Most pages have it, so it comes from a template or from a setting."
    if len(made.entries) == 1:
        return f"That page is made of content/digests/{made.entries[0]}.md by the templates: look at both."
    return ""


def called(kind: str) -> str:
    """What words of a kind are called."""
    return kind.replace("-", " ")


def allowed_by(_: object) -> Allowed:
    """What may stand in this site."""
    from sitegen.privacy.allowed import NOTHING_ALLOWED

    return NOTHING_ALLOWED
