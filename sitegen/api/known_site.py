"""What an import has to know of the site that is there, and what it finds asked before in it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sitegen.engine.planning import make_plan
from sitegen.engine.workspace import MEMORY, open_store, read_project
from sitegen.intake.again import NEW, KnownQuestion, know
from sitegen.intake.draft_files import SiteNames, spaced
from sitegen.intake.drafting import KnownSite
from sitegen.memory.lock import open_lock, take_lock
from sitegen.memory.private import make_private
from sitegen.memory.refused import Refused
from sitegen.memory.regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.api.project_folder import Project
    from sitegen.intake.importing import Outcome
    from sitegen.model.catalog import Catalog


def read_catalog(project: Project) -> Catalog | None:
    """The site as far as it can be read; None where its settings cannot."""
    with open_store(project.remembering) as store:
        return make_plan(read_project(project.root), store, project.today).catalog


def read_known(root: Path, catalog: Catalog | None, usual: tuple[str, ...] = ()) -> KnownSite:
    """Its names, questions and digests as they stand, drafts too; `usual` are the topics of questions without one."""
    known: list[KnownQuestion] = []
    digests: dict[str, str] = {}
    for file in sorted((root / "content" / "digests").glob("*/*.md")):
        try:
            text = read_regular(file).decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # check says what is wrong with it
        if file.name == "index.md":
            digests[file.parent.name] = text
        else:
            known.append(know(file.relative_to(root).as_posix(), text))
    return KnownSite(_names(catalog)._replace(usual=usual), known, digests)


def with_asked_before(outcome: Outcome, catalog: Catalog | None) -> Outcome:
    """The outcome with what may ask the same as its new drafts."""
    from sitegen.api.asked_before import SURE, similar_questions

    new = [step for step in outcome.steps if step.kind == NEW]
    if catalog is None or not new or not catalog.entries:
        return outcome
    similar = similar_questions(catalog)
    found = []
    for step in new:
        nearest = next(iter(similar.find(step.draft.words, 1)), None)
        if nearest and nearest.likeness >= SURE:
            found.append((step.path, nearest.id, nearest.title, nearest.day.isoformat()))
    return outcome._replace(asked_before=tuple(found))


@contextmanager
def one_import(root: Path) -> Iterator[None]:
    """Let no other import go on in the project meanwhile; raises Refused where one does."""
    folder = root / MEMORY
    try:
        make_private(folder)
        descriptor = open_lock(folder / "import.lock")
    except OSError:  # a disk that cannot be written to: there is nothing to protect
        yield
        return
    try:
        if not take_lock(descriptor):
            raise Refused("Another import into this site is going on.", "Wait until it has ended, then try again.")
        yield
    finally:
        os.close(descriptor)


def _names(catalog: Catalog | None) -> SiteNames:
    topics, people = {}, {}
    for topic in catalog.topics.values() if catalog else ():
        topics.update({spaced(name): topic.id for name in (topic.title, *(ref.name for ref in topic.synonyms))})
    for person in catalog.people.values() if catalog else ():
        people.update({spaced(name): person.id for name in (person.name, *(role.title for role in person.roles))})
    return SiteNames(topics, people)
