"""The shortest build: where nothing has changed but the words of answers, only the pages that hold them are made.

Most edits are of this kind. Everything else in these pages is as it was when they were made, and their views were
remembered then, so nothing is planned. Where anything else has changed, the whole is planned again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.build.inputs import Views, view_fields
from sitegen.build.jobs import prepared_templates, render
from sitegen.build.meaning import find_edits
from sitegen.build.packing import HOLD_BODIES, Kept, explain, read_kept, unpack_view
from sitegen.build.planning import fetch_body, read_settings, theme_of
from sitegen.build.searching import amend_index
from sitegen.memory.inputs import with_inputs
from sitegen.memory.output import stage
from sitegen.memory.snapshot import changed_paths, normal
from sitegen.memory.store import Record, Step
from sitegen.memory.tree import Made, Tree
from sitegen.model.entry import entry_id
from sitegen.model.names import kind_of
from sitegen.reading.links import route_of
from sitegen.site.bodies import Body, BodyLost
from sitegen.site.pages import Viewed
from sitegen.site.templates import BadTemplate
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sitegen.build.project import Last
    from sitegen.memory.output import Output
    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.store import Store
    from sitegen.model.settings import Settings
    from sitegen.site.vocabulary import Vocabulary

_MANY = 50
"""For more edits than this the whole is as quickly planned."""


class Amended(NamedTuple):
    """What came of it."""

    tree: Tree
    steps: tuple[Step, ...]
    written: int


class Lost(Exception):
    """Something that should be remembered is not."""


def amend(snapshot: Snapshot, last: Last, store: Store, output: Output) -> Amended | None:
    """Bring the output up to date with new words in some answers; None where the whole must be planned.

    All else that the site is made from must be as the last build found it, and the output whole as it left it. Raises
    Refused where the disk does not take the pages.
    """
    paths = changed_paths(last.files, snapshot.files, last.files.keys() | snapshot.files.keys())
    if not 0 < len(paths) <= _MANY or any(kind_of(path) != "entry" or normal(path) != path for path in paths):
        return None
    settings, _ = read_settings(snapshot)
    if settings is None or last.report is None or any(problem.path in paths for problem in last.report.problems):
        return None
    edits = find_edits(last.files, snapshot, paths, store, settings, Words(settings.language))
    if edits is None or edits.retold:
        return None
    output.discard()
    try:
        made = _Maker(snapshot, last, store, output, settings).make(paths)
        index = amend_index(store, output, settings.language, _listed(edits.vocabularies, output.tree))
    except (Lost, BodyLost, BadTemplate):
        return None
    if index is None:
        return None
    for page in made:
        store.put(page.step.key, page.record, page.blob)
    store.keep_all()
    tree = {**output.tree, **{page.route: page.made for page in made}, **index.tree}
    written, _, _ = output.swap(tree)
    return Amended(tree, (*edits.steps, *(page.step for page in made), *index.steps), written)


class _Made(NamedTuple):
    """A page made anew, and what is to be remembered of it."""

    route: str
    made: Made
    record: Record
    blob: bytes
    step: Step


class _Maker:
    """Makes pages from the views that were remembered, with new bodies in them."""

    def __init__(self, snapshot: Snapshot, last: Last, store: Store, output: Output, settings: Settings) -> None:
        assert last.site is not None
        self._files, self._store, self._output, self._site = snapshot.files, store, output, last.site
        templates = tuple(theme_of(snapshot, settings).templates.items())
        self._templates = prepared_templates(templates, settings.language)
        self._views = Views()

    def make(self, paths: Collection[str]) -> list[_Made]:
        """Every page that holds the body of one of the files; raises Lost, BodyLost, BadTemplate."""
        ids = {entry_id(path) for path in paths}
        pages = [
            self._page(route, made)
            for route, made in self._output.tree.items()
            if made.kind in HOLD_BODIES and not ids.isdisjoint(made.entries)
        ]
        return [page for page in pages if page.step.because]

    def _page(self, route: str, made: Made) -> _Made:
        key = f"page {route}"
        record = self._store.recall(key)
        if record is None:
            raise Lost(route)
        kept, view = self._recall(route, made.kind)
        if made.kind == "print":
            view = view._replace(
                entries=tuple(
                    self._recall(f"digests/{entry}.html", "entry")[1]._replace(related=()) for entry in made.entries
                )
            )
        page = Viewed(route, made.kind, view)
        data = render(page, self._site, self._templates)
        sha256 = stage(self._output.staged, data, made.sha256)
        look = self._views.look_at(page)
        inputs = with_inputs(record.inputs, look.inputs)
        after = Kept(kept.frame, view_fields(page), look.packed).blob()
        return _Made(
            route,
            made._replace(sha256=sha256, size=len(data)),
            Record(inputs, [sha256, len(data)], None),
            after,
            Step(key, explain(kept.blob(), after)),
        )

    def _recall(self, route: str, kind: str) -> tuple[Kept, Any]:
        """What was remembered of a page, and its view with the bodies as they are now."""
        try:
            kept = read_kept(self._store.blob(f"page {route}"))
            return kept, unpack_view(kind, kept.packed, self._body)
        except (KeyError, ValueError, TypeError) as error:
            raise Lost(route) from error

    def _body(self, path: str, dead: frozenset[str]) -> Body:
        if path not in self._files:
            raise Lost(path)
        return Body(path, self._files[path].fingerprint, partial(fetch_body, self._store), dead)


def _listed(vocabularies: Mapping[str, Vocabulary], tree: Tree) -> dict[str, str]:
    """What can be found of the entries that have a page, by route."""
    found = {route_of(path): vocabulary.document for path, vocabulary in vocabularies.items()}
    return {route: document for route, document in found.items() if route in tree and tree[route].kind == "entry"}
