"""The desk beside the preview: which page stands at an address, and who is heard that asks for a change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sitegen.desk.desk_changes import DeskChanges, NotUnderstood, Said
from sitegen.desk.desk_pages import desk_asset, desk_page
from sitegen.desk.digest_sheet import STATES
from sitegen.desk.door import Door
from sitegen.desk.file_ids import file_id
from sitegen.desk.published_since import live_places
from sitegen.desk.question_form import choices_of, fill_form
from sitegen.desk.to_do import to_do
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.refused import Refused, os_error_words
from sitegen.memory.snapshot import Changed
from sitegen.serve.access import Refusal
from sitegen.serve.annex import Annex
from sitegen.serve.live import Response, type_of
from sitegen.serve.mender import CHANGED
from sitegen.serve.overlay import editor_link

if TYPE_CHECKING:
    from sitegen.api.project_folder import Project
    from sitegen.serve.preview import Preview
    from sitegen.serve.request import Request

BELOW, WRITTEN = "_desk/", "_desk/do/"
_ASSETS = ("desk.css", "desk.js", "form.js", "import.js", "publish.js")
_ASSET_POLICY = "default-src 'none'; frame-ancestors 'none'"


class Desk:
    """The desk of one project."""

    def __init__(self, preview: Preview, project: Project) -> None:
        self._preview, self._root = preview, project.root
        self._door, self._changes = Door.new(), DeskChanges(preview, project)

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
        try:
            return self._found(path, request.query)
        except (Refused, OSError) as error:
            return self._page("absent.html", 503, words=_why(error))

    def _found(self, path: str, query: str) -> Response:
        kind, _, id_ = path.partition("/")
        if path == "":
            return self._home()
        if path == "import":
            return self._page("import.html")
        if path == "published":
            return self._page("published.html", places=live_places(self._preview, self._root))
        if path == "publish":
            catalog = self._preview.showing.plan.catalog
            return self._page("publish.html", targets=catalog.settings.publish if catalog else ())
        if path == "progress":
            publishing = self._changes.publishing
            return _json(200, {"sent": publishing.sent, "size": publishing.size})
        if kind == "question" and (file := self._changes.path(id_, "entry")):
            return self._question(file, whole=query == "whole")
        if kind == "digest" and (file := self._changes.path(id_, "digest")):
            epoch = self._preview.showing.epoch  # before the files are read, so that no change of them is missed
            return self._page("digest.html", epoch=epoch, sheet=self._changes.sheet(file))
        return self._page("absent.html", 404, words="There is nothing here; it may have been moved or deleted.")

    def _home(self) -> Response:
        showing = self._preview.showing
        catalog = showing.plan.catalog
        digests = [
            {"title": digest.title, "id": file_id(digest.file.path)}
            for digest in reversed(catalog.digests if catalog else ())
        ]
        day = showing.plan.given.day.isoformat()
        return self._page(
            "home.html", epoch=showing.epoch, to_do=to_do(showing, self._changes.files.text), digests=digests, day=day
        )

    def _question(self, path: str, *, whole: bool) -> Response:
        showing = self._preview.showing
        data = self._changes.files.read(path)
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
        return self._page(
            "question.html",
            form=form,
            id=file_id(path),
            digest=file_id(path.rpartition("/")[0] + "/index.md"),
            states=STATES,
            choices=choices_of(plan.catalog),
            editor=editor_link(self._root, path),
        )

    def _page(self, name: str, status: int = 200, **values: Any) -> Response:
        showing = self._preview.showing
        title = showing.plan.catalog.settings.title if showing.plan.catalog else ""
        return desk_page(name, status, site=title, token=self._door.token, **values)

    def _do(self, request: Request, body: bytes) -> Response:
        said = self._door.let_in(request, body)
        if isinstance(said, Refusal):
            return _json(said.status, {"words": said.why})
        try:
            done = self._changes.work(request.path.removeprefix(WRITTEN), said)
        except NotUnderstood:
            return _json(400, {"words": "This cannot be understood; load the page again."})
        except (Refused, OSError) as error:
            return _json(409, {"words": _why(error)})
        return _json(404, {"words": "The desk does nothing of that name."}) if done is None else _json(200, done)


def _why(error: Refused | OSError) -> str:
    if isinstance(error, Changed | FileNotFoundError):
        return CHANGED
    if isinstance(error, Refused):
        return f"{error.message} {error.hint}".strip()
    return f"This was not done: {os_error_words(error)}."


def _json(status: int, said: Said) -> Response:
    data = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    return Response(status, "application/json", data, _ASSET_POLICY)
