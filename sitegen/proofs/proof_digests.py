"""The digests of a proof, made of the same views as readers' pages."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.duties import holder_now, successions_of
from sitegen.problems.problem import ERROR
from sitegen.proofs.proof_views import ProofChange, ProofDigest, ProofEntry, ProofHold, ProofRemark
from sitegen.site.bodies import LazyBody
from sitegen.site.digests import print_parts, print_view
from sitegen.site.entries import tombstone_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sitegen.model.digest import DigestFile
    from sitegen.problems.problem import Problem
    from sitegen.proofs.proof_changes import Changes
    from sitegen.site.sources import Sources
    from sitegen.site.views.safe_html import Html

_SHOWN = ProofHold("")
_UNKNOWN = ProofChange("")
_ADDRESS = re.compile(r'( (?:href|src)=")(?![a-z][a-z0-9+.-]*:|#)([^"]*)"')


class ProofFacts(NamedTuple):
    """What there is to tell of the files of a proof, besides what they say."""

    holds: Mapping[str, ProofHold]
    """By path."""
    changes: Changes
    problems: Sequence[Problem]
    versions: Mapping[str, str]
    """By path, what stands for its bytes."""


class PlacedBody:
    """A body in a page that stands elsewhere: its addresses begin at the site's root."""

    def __init__(self, body: Html, folder: str) -> None:
        self._body, self._folder = body, folder

    @property
    def fingerprint(self) -> str:
        """What tells it from every other body."""
        return f"{self._folder} {self._body.fingerprint}"

    def __bool__(self) -> bool:
        return True

    def __html__(self) -> str:
        def placed(match: re.Match[str]) -> str:
            return f'{match[1]}{posixpath.normpath(posixpath.join(self._folder, match[2]))}"'

        return _ADDRESS.sub(placed, self._body.__html__())

    __str__ = __html__


def proof_digests(folders: Sequence[str], sources: Sources, told: ProofFacts) -> tuple[ProofDigest, ...]:
    """The digests in the order of the folders, their answers numbered through."""
    by_name = {digest.name: digest for digest in sources.catalog.digests}
    found, number = [], 0
    for folder in folders:
        made = _digest(by_name[folder], number, sources, told)
        number += len(made.entries)
        found.append(made)
    return tuple(found)


def _digest(digest: DigestFile, before: int, sources: Sources, told: ProofFacts) -> ProofDigest:
    path = digest.file.path
    below = path.rpartition("/")[0] + "/"
    entries = sources.by_digest[path]
    printed = print_view(print_parts(digest, sources))
    folder = printed.route.rpartition("/")[0]
    made = []
    for number, (entry, view) in enumerate(zip(entries, printed.entries, strict=True), before + 1):
        file = entry.source.file.path
        made.append(
            ProofEntry(
                number,
                view._replace(answer=_placed(view.answer, folder)),
                told.holds.get(file, _SHOWN),
                told.changes.of.get(entry.id, _UNKNOWN),
                tuple(_reminded(owner, entry.date, sources) for owner in entry.owners),
                tuple(_remarks(told, [file])),
                told.versions[file],
            )
        )
    shown = {entry.source.file.path for entry in entries}
    withdrawn = [
        entry for entry in sources.catalog.entries.values() if entry.is_withdrawn and entry.digest.file.path == path
    ]
    known = {path, *shown, *(entry.source.file.path for entry in withdrawn)}
    others = [file for file in told.versions if file.startswith(below) and file not in shown]
    return ProofDigest(
        printed.digest._replace(introduction=_placed(printed.digest.introduction, folder)),
        told.holds.get(path, _SHOWN),
        tuple(made),
        tuple(_remarks(told, others)),
        tuple(tombstone_view(entry, sources) for entry in withdrawn),
        tuple(change for key, change in told.changes.gone if key.partition("/")[0] == digest.name),
        tuple(file.rpartition("/")[2] for file in others if file not in known),
    )


def _placed(body: Html, folder: str) -> Html:
    return PlacedBody(body, folder) if isinstance(body, LazyBody) else body


def _remarks(told: ProofFacts, paths: Sequence[str]) -> Iterator[ProofRemark]:
    for problem in told.problems:
        if problem.path in paths:
            name = problem.path.rpartition("/")[2]
            place = name + (f", line {problem.line}" if problem.line else "")
            yield ProofRemark(problem.severity == ERROR, place, problem.message)


def _reminded(owner: str, day: date, sources: Sources) -> str:
    """Who is asked about a promise: who holds now the role of its owner; empty where that is nobody."""
    people = sources.catalog.people
    person = people.get(owner)
    if person is None:
        return ""
    holder = holder_now(person, day, people, successions_of(people.values()))
    return "" if holder.left else f"{holder.name} ({holder.contact})" if holder.contact else holder.name
