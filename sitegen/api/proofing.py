"""A proof: digests in one file, for somebody who has to say yes before they are published."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.api.digest_folder import find_digest
from sitegen.engine.given import Given
from sitegen.engine.workspace import load_last, open_store, read_project
from sitegen.memory.private import close_folder
from sitegen.memory.refused import Refused, refusing
from sitegen.memory.regular import create, read_regular
from sitegen.memory.store import or_anew
from sitegen.memory.workers import Workers
from sitegen.metadata.piece import Damaged
from sitegen.metadata.served_copy import served_copy
from sitegen.proofs.mail_draft import mailboxes, make_draft
from sitegen.proofs.printing import print_page
from sitegen.proofs.proof_planning import PlannedProof, plan_proof
from sitegen.proofs.self_contained import Surroundings, close_page
from sitegen.rendering.templates import BadTemplate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.api.project_folder import Project
    from sitegen.memory.store import Store
    from sitegen.problems.problem import Problem

FOLDER = "proofs"
"""Below the project's: nothing there is read, built or published."""
MARK = b'<meta name="generator" content="sitegen proof">'
"""By which a proof of ours is known: only such a file is written over."""

_HEAD = 4000  # bytes of a page in which the mark stands


class Proof(NamedTuple):
    """A proof that was made."""

    file: Path
    pdf: Path | None
    mail: Path | None
    version: str
    """Stands for the files that it was made of; it is printed in the proof."""
    answers: int
    problems: tuple[Problem, ...]
    """What there is to mend and to know in the files of its digests."""


def proof(
    project: Project,
    digests: Sequence[str],
    *,
    to: str | os.PathLike[str] | None = None,
    pdf: bool = False,
    mail: bool = False,
) -> Proof:
    """Write the digests as one file that needs nothing else, what is held back in them included.

    `digests` are names of folders, ids or paths. It goes to `to`, else to `proofs/` in the project's folder; `pdf`
    prints it beside, `mail` puts it into a mail that waits to be sent. Raises Refused.
    """
    root = project.root
    folders = list(dict.fromkeys(find_digest(root, name) for name in digests))
    if not folders:
        raise Refused("No digest is named.", "Name one:  sitegen proof 2026-03-12-staff-briefing")
    name = folders[0] if len(folders) == 1 else f"{folders[0]}-and-{len(folders) - 1}-more"
    file = Path(to) if to is not None else root / FOLDER / f"{name}.html"
    _check_place(project, file)
    if to is not None:
        _check_named(file, [ending for ending, wanted in ((".pdf", pdf), (".eml", mail)) if wanted])
    plan, page = _made(project, folders)
    with refusing(f"{file} cannot be written"):
        _write(file, page)
    printed = draft = None
    if pdf:
        printed = file.with_suffix(".pdf")
        data = print_page(file)
        with refusing(f"{printed} cannot be written"):
            _write(printed, data)
    if mail:
        draft = file.with_suffix(".eml")
        with refusing(f"{draft} cannot be written"):
            _write(draft, _draft(plan, [file, *([printed] if printed else [])]))
    answers = sum(len(digest.entries) for digest in plan.view.digests)
    return Proof(file, printed, draft, plan.view.version, answers, plan.problems)


def _made(project: Project, folders: Sequence[str]) -> tuple[PlannedProof, bytes]:
    """The proof and its page; nothing is remembered of it."""
    with refusing("A file of the site could not be read"), open_store(project.remembering) as store:
        try:
            return or_anew(store, lambda: _make(project, folders, store))
        except BadTemplate as error:
            found = error.problem
            message = f"The template of proofs does not work: {found.path}, line {found.line or 1}: {found.message}"
            raise Refused(message, found.hint) from None


def _make(project: Project, folders: Sequence[str], store: Store) -> tuple[PlannedProof, bytes]:
    snapshot = read_project(project.root, load_last(project.remembering))
    plan = plan_proof(Given(snapshot, store, project.today, Workers()), project.root, folders)
    return plan, close_page(plan.render(), _surroundings(plan)).encode("utf-8", "replace")


def _surroundings(plan: PlannedProof) -> Surroundings:
    anchors = {e.entry.route: f"#_q{e.number}" for digest in plan.view.digests for e in digest.entries}
    anchors |= {digest.digest.route: f"#_d{place}" for place, digest in enumerate(plan.view.digests, 1)}
    read, words = plan.given.snapshot.read, plan.given.words

    def read_picture(route: str) -> bytes:
        try:
            return served_copy(route, read(f"content/{route}"))  # a proof says no more of a picture than the site does
        except Damaged as damaged:
            raise OSError(str(damaged)) from damaged

    return Surroundings(
        read_picture,
        anchors,
        plan.given.settings.url,
        plan.live,
        lambda name: words.shown(
            "The picture %(name)s is not in this file: it is too large, or cannot be read", name=name
        ),
    )


def _check_place(project: Project, file: Path) -> None:
    """Refuse to write where the site or its sources are."""
    root = project.root
    taken = [project.site, *(root / name for name in ("content", "templates", ".sitegen")), *_published_to(root)]
    folder = Path(os.path.realpath(file.absolute().parent))
    for place in taken:
        real = Path(os.path.realpath(place.absolute()))
        if any(_is_same(real, above) for above in (folder, *folder.parents)):
            raise Refused(
                f"{file} is inside {place}: a proof must be where nothing is published from.",
                "Leave the place out, or name one outside of the site:  --to Desktop/proof.html",
            )


def _check_named(file: Path, endings: Sequence[str]) -> None:
    """Refuse to write over a file that is no proof; beside a proof stands what was made of it."""
    if file.suffix.lower() not in (".html", ".htm"):
        raise Refused(f"A proof is a page, and {file} is not the name of one.", "Let its name end in .html.")
    try:
        if MARK in read_regular(file)[:_HEAD]:
            return
        taken = [file]
    except FileNotFoundError:
        taken = [other for ending in endings if os.path.lexists(other := file.with_suffix(ending))]
    except OSError:
        taken = [file]
    if taken:
        raise Refused(f"{taken[0]} is there already, and is no proof.", "Name another file, or move that one away.")


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one == other or os.path.samefile(one, other)
    except OSError:
        return False


def _published_to(root: Path) -> Iterable[Path]:
    """The folders on this computer that the site is published to, as far as the settings can be read."""
    from sitegen.api.target import read_settings

    return [root / target.to for target in read_settings(root).publish if "://" not in target.to]


def _write(file: Path, data: bytes) -> None:
    """Write it whole or not at all, for this account alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.parent.name == FOLDER:
        close_folder(file.parent)
        ignored = file.with_name(".gitignore")
        if not ignored.exists():
            with create(ignored) as stream:
                stream.write(b"*\n")
    new = file.with_name(f".{file.name}.new")
    with create(new) as stream:
        stream.write(data)
    os.replace(new, file)


def _draft(plan: PlannedProof, files: Iterable[Path]) -> bytes:
    words = plan.given.words
    titles = ", ".join(digest.digest.title for digest in plan.view.digests)
    subject = words.plain("Before we publish it: %(title)s", title=titles)
    body = "\n\n".join(
        (
            words.plain("Hello,"),
            words.plain("attached is “%(title)s” as our readers will see it. It is not published yet.", title=titles),
            words.plain(
                "Open the attachment by a double click. Please tell us, by the number of each answer, what to change."
            ),
            words.plain(
                "Please do not pass it on. It is version %(version)s of %(date)s.",
                version=plan.view.version,
                date=words.day(plan.view.made),
            ),
            words.plain("Thank you!"),
        )
    )
    names = {person.name for digest in plan.view.digests for e in digest.entries for person in e.entry.answered_by}
    names |= {person.name for digest in plan.view.digests for person in digest.digest.answered_by}
    contacts = (plan.contacts.get(name, "") for name in sorted(names))
    return make_draft(mailboxes(contacts), subject, body + "\n", {file.name: read_regular(file) for file in files})
