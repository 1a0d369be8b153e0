"""The desk beside the preview: which page stands at an address, and what is done when a page of ours asks for it."""

from __future__ import annotations

import json
from contextlib import nullcontext
from threading import Lock
from typing import TYPE_CHECKING, Any

from sitegen.desk import draft_marks
from sitegen.desk.changed_files import ChangedFiles
from sitegen.desk.desk_pages import desk_asset, desk_page, desk_part
from sitegen.desk.digest_sheet import STATES, DigestSheet, read_sheet
from sitegen.desk.door import Door
from sitegen.desk.dropped_file import DroppedFile, dropped_file, look_into, make_drafts, report_of
from sitegen.desk.file_ids import FileIds, file_id
from sitegen.desk.made_new import make_digest, make_question
from sitegen.desk.pasting import paste
from sitegen.desk.published_since import live_places
from sitegen.desk.question_form import choices_of, fill_form
from sitegen.desk.saved_form import said_by, save_form
from sitegen.desk.spellings import Spellings
from sitegen.desk.to_do import href_of, to_do
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.refused import Refused, os_error_words
from sitegen.memory.snapshot import Changed
from sitegen.model.names import kind_of
from sitegen.serve.access import Refusal
from sitegen.serve.annex import Annex
from sitegen.serve.live import Response, type_of
from sitegen.serve.mender import CHANGED
from sitegen.serve.overlay import editor_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sitegen.serve.preview import Preview
    from sitegen.serve.request import Request

BELOW, WRITTEN = "_desk/", "_desk/do/"
_ASSETS = ("desk.css", "desk.js", "form.js", "import.js")
_ASSET_POLICY = "default-src 'none'; frame-ancestors 'none'"

Said = dict[str, Any]


class NotUnderstood(Exception):
    """What a page asks for is nothing that the desk does."""


class Desk:
    """The desk of one project."""

    def __init__(self, preview: Preview, root: Path) -> None:
        self._preview, self._root = preview, root
        self.door = Door.new()
        self._ids, self._files, self._spellings = FileIds(), ChangedFiles(root, preview), Spellings()
        self._one = Lock()
        self._done: dict[str, Callable[[Said], Said]] = {
            "show": lambda said: _told(draft_marks.show(self._files, self._file(said))),
            "hold": lambda said: _told(draft_marks.hold(self._files, self._file(said))),
            "show-all": lambda said: _told(draft_marks.show_all(self._files, self._sheet(self._file(said, "digest")))),
            "move": self._move,
            "save": self._save,
            "wait": self._wait,
            "new-question": self._new_question,
            "new-digest": self._new_digest,
            "import": self._import,
        }
        self._read: dict[str, Callable[[Said], Said]] = {"paste": _paste, "look": self._look}
        """What changes nothing, and need not wait for what does."""

    @property
    def annex(self) -> Annex:
        """As the server has it."""
        return Annex(BELOW, WRITTEN, self.answer)

    def answer(self, request: Request, body: bytes) -> Response:
        """What stands at the address, or what came of what was asked for."""
        path = request.path.removeprefix(BELOW)
        if request.method == "POST":
            return self._do(request, body)
        if path in _ASSETS:
            return Response(200, type_of(path), desk_asset(path), _ASSET_POLICY)
        kind, _, id_ = path.partition("/")
        try:
            if path == "":
                return self._home()
            if path == "import":
                return self._page("import.html")
            if path == "published":
                return self._page("published.html", places=live_places(self._preview, self._root))
            if kind == "question" and (file := self._path(id_, "entry")):
                return self._question(file, whole=request.query == "whole")
            if kind == "digest" and (file := self._path(id_, "digest")):
                return self._page("digest.html", sheet=self._sheet(file))
        except (Refused, OSError) as error:
            return self._page("absent.html", 503, words=_why(error))
        return self._page("absent.html", 404, words="There is nothing here; it may have been moved or deleted.")

    def _home(self) -> Response:
        showing = self._preview.showing
        catalog = showing.plan.catalog
        digests = [
            {"title": digest.title, "day": digest.date, "id": file_id(digest.file.path)}
            for digest in reversed(catalog.digests if catalog else ())
        ]
        day = showing.plan.given.day.isoformat()
        return self._page("home.html", to_do=to_do(showing), digests=digests, day=day)

    def _question(self, path: str, *, whole: bool) -> Response:
        showing = self._preview.showing
        data = self._files.read(path)
        file = showing.seen.files.get(path)
        is_seen = file is not None and file.fingerprint == fingerprint_bytes(data)
        plan, mender = showing.plan, self._preview.mender
        form = fill_form(
            path,
            data,
            plan.given.options,
            plan.catalog,
            showing.problems if is_seen else None,
            lambda problem: mender.token(problem, showing.seen) if is_seen else "",
            whole=whole,
        )
        digest = path.rpartition("/")[0] + "/index.md"
        return self._page(
            "question.html",
            form=form,
            id=file_id(path),
            digest=file_id(digest),
            states=STATES,
            choices=choices_of(plan.catalog),
            editor=editor_link(self._root, path),
        )

    def _page(self, name: str, status: int = 200, **values: Any) -> Response:
        catalog = self._preview.showing.plan.catalog
        title = catalog.settings.title if catalog else ""
        return desk_page(name, status, site=title, token=self.door.token, **values)

    def _do(self, request: Request, body: bytes) -> Response:
        said = self.door.let_in(request, body)
        if isinstance(said, Refusal):
            return _json(said.status, {"words": said.why})
        name = request.path.removeprefix(WRITTEN)
        work = self._done.get(name) or self._read.get(name)
        if work is None:
            return _json(404, {"words": "The desk does nothing of that name."})
        try:
            with self._one if name in self._done else nullcontext():
                return _json(200, work(said))
        except NotUnderstood:
            return _json(400, {"words": "This cannot be understood; load the page again."})
        except (Refused, OSError) as error:
            return _json(409, {"words": _why(error)})

    def _save(self, said: Said) -> Said:
        path, fields = self._file(said, "entry"), said_by(said.get("fields"))
        if fields is None or not isinstance(said.get("seen"), str):
            raise NotUnderstood
        saved = save_form(self._files, self._spellings, path, said["seen"], fields)
        rivals = [rival._asdict() for rival in saved.rivals]
        return {"words": saved.words, "seen": saved.seen, "rivals": rivals}

    def _new_question(self, said: Said) -> Said:
        digest, catalog = self._file(said, "digest"), self._preview.showing.plan.catalog
        asked, title = _text(said, "question"), _text(said, "title")
        return {"go": href_of(make_question(self._files, self._root, catalog, digest, asked, title))}

    def _new_digest(self, said: Said) -> Said:
        catalog = self._preview.showing.plan.catalog
        return {"go": href_of(make_digest(self._files, self._root, catalog, _text(said, "title"), _text(said, "day")))}

    def _look(self, said: Said) -> Said:
        plan = self._preview.showing.plan
        outcome = look_into(self._root, plan.catalog, plan.given.day.isoformat(), _dropped(said))
        return {"html": desk_part("found.html", found=report_of(outcome))}

    def _import(self, said: Said) -> Said:
        plan, marked = self._preview.showing.plan, _text(said, "marked")
        day = plan.given.day.isoformat()
        return {"go": href_of(make_drafts(self._root, self._files, plan.catalog, day, _dropped(said), marked))}

    def _wait(self, said: Said) -> Said:
        path = self._file(said)
        self._files.await_seen(path, fingerprint_bytes(self._files.read(path)))
        return _told("")

    def _file(self, said: Said, kind: str = "") -> str:
        """The path of the file that a page names by its id; raises NotUnderstood."""
        path = self._path(said.get("file"), kind)
        if path is None:
            raise NotUnderstood
        return path

    def _path(self, id_: Any, kind: str = "") -> str | None:
        path = self._ids.path(id_, self._preview.showing.seen) if isinstance(id_, str) else None
        fits = path is not None and kind_of(path) in ((kind,) if kind else ("entry", "digest"))
        return path if fits else None

    def _sheet(self, path: str) -> DigestSheet:
        showing = self._preview.showing
        return read_sheet(self._root, path, showing.seen, showing.plan.given.options)

    def _move(self, said: Said) -> Said:
        path = self._file(said, "entry")
        sheet = self._sheet(path.rpartition("/")[0] + "/index.md")
        if said.get("by") not in (-1, 1) or isinstance(said["by"], bool):
            raise NotUnderstood
        return _told(draft_marks.move(self._files, sheet, path, said["by"]))


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


def _paste(said: Said) -> Said:
    return paste(_text(said, "html"))._asdict()


def _told(words: str) -> Said:
    return {"words": words}


def _why(error: Refused | OSError) -> str:
    if isinstance(error, Changed | FileNotFoundError):
        return CHANGED
    if isinstance(error, Refused):
        return f"{error.message} {error.hint}".strip()
    return f"This was not done: {os_error_words(error)}."


def _json(status: int, said: Said) -> Response:
    data = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    return Response(status, "application/json", data, _ASSET_POLICY)
