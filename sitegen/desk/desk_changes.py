"""What the desk does when a page of ours asks for it: each by its name, each with words for what came of it."""

from __future__ import annotations

from contextlib import nullcontext
from threading import Lock
from typing import TYPE_CHECKING, Any

from sitegen.api.approving import approve
from sitegen.api.proofing import proof
from sitegen.desk import draft_marks
from sitegen.desk.changed_files import ChangedFiles
from sitegen.desk.desk_pages import desk_part
from sitegen.desk.digest_sheet import DigestSheet, read_sheet
from sitegen.desk.dropped_file import DroppedFile, dropped_file, look_into, make_drafts, report_of
from sitegen.desk.file_ids import FileIds
from sitegen.desk.made_new import make_digest, make_question
from sitegen.desk.pasting import paste
from sitegen.desk.publishing_desk import PublishingDesk
from sitegen.desk.saved_form import said_by, save_form
from sitegen.desk.spellings import Spellings
from sitegen.desk.to_do import href_of
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.model.names import kind_of
from sitegen.problems.problem import plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.api.project_folder import Project
    from sitegen.model.catalog import Catalog
    from sitegen.serve.preview import Preview

Said = dict[str, Any]
_MOST_REMOVED = 10_000_000


class NotUnderstood(Exception):
    """What a page asks for is nothing that the desk does."""


class DeskChanges:
    """All that the desk of one project does."""

    def __init__(self, preview: Preview, project: Project) -> None:
        self._preview, self._root, self._project = preview, project.root, project
        self.files, self._ids, self._spellings = ChangedFiles(project.root, preview), FileIds(), Spellings()
        self.publishing = PublishingDesk(project)
        self._one = Lock()
        self._written: dict[str, Callable[[Said], Said]] = {
            "show": lambda said: _told(draft_marks.show(self.files, self._file(said))),
            "hold": lambda said: _told(draft_marks.hold(self.files, self._file(said))),
            "show-all": lambda said: _told(draft_marks.show_all(self.files, self.sheet(self._file(said, "digest")))),
            "move": self._move,
            "save": self._save,
            "new-question": self._new_question,
            "new-digest": self._new_digest,
            "import": self._import,
            "approve": self._approve,
        }
        """What writes files: one after the other."""
        self._others: dict[str, Callable[[Said], Said]] = {
            "wait": self._wait,
            "look": self._look,
            "paste": lambda said: paste(_text(said, "html"))._asdict(),
            "proof": self._proof,
            "plan": self._plan,
            "publish": self._publish,
            "undo": lambda said: self.publishing.go_back(_text(said, "target")),
            "history": lambda said: {"lines": self.publishing.history(_text(said, "target"))},
        }

    def work(self, name: str, said: Said) -> Said | None:
        """Do it; None where the desk does nothing of that name. Raises NotUnderstood, Refused and OSError."""
        work = self._written.get(name) or self._others.get(name)
        if work is None:
            return None
        with self._one if name in self._written else nullcontext():
            return work(said)

    def path(self, id_: Any, kind: str = "") -> str | None:
        """The path of the entry or digest of that id, or of that kind alone."""
        path = self._ids.path(id_, self._preview.showing.seen) if isinstance(id_, str) else None
        fits = path is not None and kind_of(path) in ((kind,) if kind else ("entry", "digest"))
        return path if fits else None

    def sheet(self, path: str) -> DigestSheet:
        """The digest whose own file is at the path. Raises OSError."""
        showing = self._preview.showing
        return read_sheet(self._root, path, showing.seen, showing.plan.given.options)

    def _file(self, said: Said, kind: str = "") -> str:
        """The path of the file that a page names by its id; raises NotUnderstood."""
        path = self.path(said.get("file"), kind)
        if path is None:
            raise NotUnderstood
        return path

    def _move(self, said: Said) -> Said:
        path = self._file(said, "entry")
        sheet = self.sheet(path.rpartition("/")[0] + "/index.md")
        if said.get("by") not in (-1, 1) or isinstance(said["by"], bool):
            raise NotUnderstood
        return _told(draft_marks.move(self.files, sheet, path, said["by"]))

    def _save(self, said: Said) -> Said:
        path, fields = self._file(said, "entry"), said_by(said.get("fields"))
        if fields is None:
            raise NotUnderstood
        saved = save_form(self.files, self._spellings, path, _text(said, "seen"), fields)
        rivals = [rival._asdict() for rival in saved.rivals]
        return {"words": saved.words, "seen": saved.seen, "rivals": rivals}

    def _new_question(self, said: Said) -> Said:
        digest, asked, title = self._file(said, "digest"), _text(said, "question"), _text(said, "title")
        return {"go": href_of(make_question(self.files, self._root, self._catalog, digest, asked, title))}

    def _new_digest(self, said: Said) -> Said:
        title, day = _text(said, "title"), _text(said, "day")
        return {"go": href_of(make_digest(self.files, self._root, self._catalog, title, day))}

    def _look(self, said: Said) -> Said:
        outcome = look_into(self._root, self._catalog, self._day, _dropped(said))
        return {"html": desk_part("found.html", found=report_of(outcome))}

    def _import(self, said: Said) -> Said:
        marked, file = _text(said, "marked"), _dropped(said)
        return {"go": href_of(make_drafts(self._root, self.files, self._catalog, self._day, file, marked))}

    def _approve(self, said: Said) -> Said:
        sheet, by = self.sheet(self._file(said, "digest")), _text(said, "by")
        found = approve(self._project, (sheet.path, *(row.path for row in sheet.rows)), by)
        count = plural(sum(one.is_new for one in found), "file")
        return _told(f"It stands in {count} now who said yes to these words. A change of the words ends it.")

    def _proof(self, said: Said) -> Said:
        path = self._file(said, "digest")
        made = proof(self._project, [path.split("/")[-2]])
        where = made.file.relative_to(self._root).as_posix()
        return _told(f"The proof is {where}: a double click opens it, and it can be sent as it is.")

    def _wait(self, said: Said) -> Said:
        path = self._file(said)
        self.files.await_seen(path, fingerprint_bytes(self.files.read(path)))
        return _told("")

    def _plan(self, said: Said) -> Said:
        target = _text(said, "target")
        plan = self.publishing.plan(target, _removals(said))
        return {"html": desk_part("plan.html", plan=plan, target=target, href_of=href_of), "release": plan.release}

    def _publish(self, said: Said) -> Said:
        agreed = said.get("agreed")
        if not isinstance(agreed, list) or not all(isinstance(question, str) for question in agreed):
            raise NotUnderstood
        return self.publishing.publish(_text(said, "target"), _text(said, "release"), agreed, _removals(said))

    @property
    def _catalog(self) -> Catalog | None:
        return self._preview.showing.plan.catalog

    @property
    def _day(self) -> str:
        return self._preview.showing.plan.given.day.isoformat()


def _removals(said: Said) -> int | None:
    number = said.get("removals")
    if number is None:
        return None
    if type(number) is not int or not 0 <= number <= _MOST_REMOVED:
        raise NotUnderstood
    return number


def _text(said: Said, name: str) -> str:
    """A text that a page gives; raises NotUnderstood."""
    text = said.get(name)
    if not isinstance(text, str):
        raise NotUnderstood
    return text


def _dropped(said: Said) -> DroppedFile:
    file = dropped_file(said)
    if file is None:
        raise NotUnderstood
    return file


def _told(words: str) -> Said:
    return {"words": words}
