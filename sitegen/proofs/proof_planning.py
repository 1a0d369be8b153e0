"""Digests as their readers will see them, planned for somebody who has to say yes: nothing of theirs held back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.comparing.since import KnownCopies
from sitegen.engine.given import Given
from sitegen.engine.planning import NewestBodies, Ready
from sitegen.engine.workspace import read_theme
from sitegen.memory.fingerprint import fingerprint
from sitegen.memory.garbage import no_garbage
from sitegen.memory.refused import Refused
from sitegen.model.catalog import Catalog
from sitegen.model.content_files import sort_files
from sitegen.model.names import kind_of
from sitegen.model.private_words import check_private
from sitegen.model.revealed import reveal
from sitegen.problems.problem import Problem, in_order
from sitegen.proofs.proof_changes import changes_since
from sitegen.proofs.proof_digests import ProofFacts, proof_digests
from sitegen.proofs.proof_views import ProofHold, ProofSource, ProofView
from sitegen.record.release_record import ReleaseRecord
from sitegen.rendering.theme import hash_of, inside_page, make_site
from sitegen.site.pages import summarise
from sitegen.site.sources import Sources
from sitegen.site.views.site_view import Site

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from sitegen.model.person import PersonFile
    from sitegen.model.resolve import Entry
    from sitegen.model.values import Hold

ROUTE = "proof.html"
TEMPLATE = "proof.html"
STYLE = "proof.css"
_SHOWN = 10  # digits of a fingerprint: enough to tell versions apart on paper


class PlannedProof(NamedTuple):
    """A proof, ready to be made."""

    view: ProofView
    site: Site
    given: Given
    live: frozenset[str]
    """Every address that readers have."""
    problems: tuple[Problem, ...]
    """All that concerns its files."""
    people: tuple[PersonFile, ...]

    @property
    def contacts(self) -> dict[str, str]:
        """By name, how the people can be reached whom it names."""
        return {person.name: person.contact for person in self.people}

    def render(self) -> str:
        """Its page, as any other: with links and pictures that are elsewhere. Raises BadTemplate, RecordLost."""
        return self.given.renderer.templates.render(TEMPLATE, self.view, self.site).decode("utf-8")


@no_garbage()
def plan_proof(given: Given, root: Path, folders: Sequence[str]) -> PlannedProof:
    """Plan the proof of the digests in those folders; mistakes elsewhere stop nothing. Raises Refused, RecordLost."""
    if not given.are_settings_known:
        raise Refused(
            "There are mistakes in sitegen.yaml, so no proof can be made.", "See what is wrong:  sitegen check"
        )
    read = {path: given.parsed.file(path) for path in given.texts}
    values = [file.value for file in read.values() if file.value is not None]
    holds = sort_files(values, frozenset(given.paths), given.day).holds
    shown = reveal(values, folders)
    whole, found = given.catalog_of(shown)
    for folder in folders:
        if not any(digest.name == folder for digest in whole.digests):
            message = f"content/digests/{folder}/index.md cannot be read, so there is no proof of it."
            raise Refused(message, "See what is wrong:  sitegen check")
    catalog = _narrowed(whole, folders)
    terms = {file.value.file.path: file.terms for file in read.values() if file.value and file.terms}
    bodies = NewestBodies(given)
    sources = Sources(catalog, given.words, terms, given.parsed.facts, bodies)
    site = make_site(catalog, given.words, given.theme, has_feed=False)
    plan = Ready(summarise(catalog, ()), sources, bodies, (), site, frozenset(), {})
    published = next(
        (one for one in KnownCopies(root).published(given.settings) if isinstance(one, ReleaseRecord)), None
    )
    changes = changes_since(published, plan, folders)
    paths = _paths(given, folders)
    private = check_private(((file.value, file.private) for file in read.values() if file.value), holds, given.day)
    problems = (
        *found,
        *(one for path in paths for one in read[path].problems),
        *(p.softened() for p in changes.problems),
        *private.problems,
    )
    known = in_order(problem for problem in problems if problem.path in paths)
    versions = {path: given.snapshot.files[path].fingerprint[:_SHOWN] for path in paths}
    told = ProofFacts(_hold_views(holds), changes, known, versions)
    own = f"templates/{STYLE}"
    data = given.snapshot.read(own) if own in given.snapshot.files else read_theme()[STYLE]
    style = inside_page(given.theme.files["_theme/site.css"], data)
    view = ProofView(
        ROUTE,
        given.day,
        fingerprint(versions)[:_SHOWN],
        changes.since,
        proof_digests(folders, sources, told),
        tuple(ProofSource(path, version) for path, version in versions.items()),
        style,
        hash_of(style),
    )
    return PlannedProof(view, site, given, changes.live, known, tuple(catalog.people.values()))


def _narrowed(catalog: Catalog, folders: Collection[str]) -> Catalog:
    """The catalog with the answers of those digests, those that they lead to, and no name that cannot be read."""
    own = {key: entry for key, entry in catalog.entries.items() if entry.digest.name in folders}
    linked = {
        key
        for entry in own.values()
        for keys in (entry.follows, entry.followed_by, entry.supersedes, entry.superseded_by)
        for key in keys
    }
    digests = {digest.file.path for digest in catalog.digests}
    kept = {
        key: _readable(entry, catalog)
        for key, entry in catalog.entries.items()
        if (key in own or key in linked) and entry.digest.file.path in digests
    }
    return catalog._replace(entries=kept)


def _readable(entry: Entry, catalog: Catalog) -> Entry:
    return entry._replace(
        topics=tuple([topic for topic in entry.topics if topic in catalog.topics]),
        answered_by=tuple([person for person in entry.answered_by if person in catalog.people]),
        owners=tuple([owner if owner in catalog.people else "" for owner in entry.owners]),
    )


def _paths(given: Given, folders: Collection[str]) -> tuple[str, ...]:
    """The paths of the digests' own files."""
    kinds = ("digest", "entry")
    return tuple(path for path in given.texts if kind_of(path) in kinds and path.split("/")[2] in folders)


def _hold_views(holds: dict[str, Hold]) -> dict[str, ProofHold]:
    def reason(hold: Hold) -> str:
        return "digest" if hold.reason.startswith("its digest") else hold.reason

    return {path: ProofHold(reason(hold), hold.until) for path, hold in holds.items()}
