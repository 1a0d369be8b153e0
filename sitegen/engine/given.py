"""What a site is made from: the settings, the templates, and what the files say, each read when it is asked for."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from sitegen.engine.workspace import read_theme
from sitegen.memory.codec import pack
from sitegen.memory.fingerprint import fingerprint, fingerprint_text, short_bytes
from sitegen.memory.inputs import write_inputs
from sitegen.memory.refused import os_error_words
from sitegen.memory.regular import NOT_A_FILE
from sitegen.memory.remembered import RecordLost, Step
from sitegen.memory.snapshot import DEEPEST, TOO_DEEP
from sitegen.memory.store import Store
from sitegen.memory.workers import Workers
from sitegen.metadata.served_copy import CUT
from sitegen.metadata.told import check_metadata
from sitegen.model.catalog import make_catalog
from sitegen.model.names import check_theme_names, kind_of, looks_like_file
from sitegen.model.settings import PATH, Settings
from sitegen.own.code import NOTHING, OwnCode
from sitegen.own.renderer import Renderer
from sitegen.parsing.file_record import document_of, html_of
from sitegen.parsing.parse_job import ParseOptions, options_of
from sitegen.parsing.parsed_files import ParsedFiles, parse_all, parse_key, parse_requests
from sitegen.problems import project_files as project_problems
from sitegen.problems.problem import Problem
from sitegen.rendering.appearance import check_appearance
from sitegen.rendering.theme import FOLDER as THEME
from sitegen.rendering.theme import Theme, make_theme
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitegen.memory.remembered import Kept
    from sitegen.memory.snapshot import Snapshot
    from sitegen.model.catalog import Catalog
    from sitegen.model.content_files import AnyFile


class Given:
    """What a site is made from, read as far as that is quickly done: the settings, the templates, the files."""

    def __init__(
        self,
        snapshot: Snapshot,
        store: Store,
        today: Callable[[str], date],
        workers: Workers,
        *,
        drafts: bool = False,
        own_code: OwnCode = NOTHING,
    ) -> None:
        """`today` gives the day in a time zone. Raises OSError where a file is not what it was."""
        self.snapshot, self.store, self.workers = snapshot, store, workers
        self.drafts, self.own_code = drafts, own_code
        self.steps: list[Step] = []
        """The files that were parsed anew."""
        settings, self.problems = read_settings(snapshot, store)
        self.are_settings_known = settings is not None
        self.settings = settings or Settings("")
        self.words = Words(self.settings.language)
        self.options = options_of(self.settings, self.words)
        self.day = today(self.settings.timezone)
        self.theme = theme_of(snapshot, self.settings) if settings else Theme({}, {})
        self.renderer = Renderer(tuple(self.theme.templates.items()), self.settings.language, own_code)

    @cached_property
    def parsed(self) -> ParsedFiles:
        """What all files say that are read."""
        return self.parse(self.texts)

    def parse(self, paths: Iterable[str]) -> ParsedFiles:
        """What some files say."""
        parsed = parse_all(self.snapshot, self.store, self.options, self.workers, paths)
        self.steps += parsed.steps
        return parsed

    def parse_also(self, paths: Iterable[str]) -> ParsedFiles:
        """What some files more say, which are not read unless they are shown."""
        found = self.parse(paths)
        self.parsed = self.parsed.updated(found)
        return found

    def edited(self, snapshot: Snapshot, paths: Iterable[str]) -> Given:
        """The same after an edit of the files at the paths."""
        new = copy(self)
        new.snapshot, new.steps = snapshot, []
        new.parsed = self.parsed.updated(new.parse(paths))
        return new

    @cached_property
    def paths(self) -> list[str]:
        """The paths of all content."""
        return self.snapshot.below("content")

    @property
    def named(self) -> list[str]:
        """The same, and of files that are there and are not read: of those nothing is told but why."""
        others = (path for path in self.snapshot.unread if path.startswith("content/") and looks_like_file(path))
        return [*self.paths, *others]

    def catalog_of(
        self, values: Iterable[AnyFile], *, shows_waiting: bool = False
    ) -> tuple[Catalog, tuple[Problem, ...]]:
        """These values put together, with the names of all files; see `make_catalog`."""
        unread = self.snapshot.unread
        return make_catalog(values, self.named, self.settings, self.day, unread=unread, shows_waiting=shows_waiting)

    @cached_property
    def texts(self) -> list[str]:
        """The paths of all content that is read; assets are looked at only where they are shown."""
        return [path for path in self.paths if kind_of(path) not in ("", "asset")]

    @property
    def unread(self) -> list[str]:
        """The paths of those that would have to be parsed, since nothing is remembered of them as they are."""
        requests = parse_requests(self.snapshot, self.options, self.texts)
        known = ((path, short_bytes(wanted.inputs), self._find(path)) for path, wanted in requests.items())
        return [path for path, wanted, kept in known if not (kept and kept.is_of(wanted))]

    def words_of(self, path: str) -> str:
        """What stands for the HTML of the body of a file: for what the file holds, and for the way it is read."""
        return self.snapshot.files[path].fingerprint + self.options.fingerprint[:8]

    def html_of(self, path: str) -> str:
        """The HTML of the body of a file; raises RecordLost."""
        return html_of(self._find(path) or _lost(path))

    def document(self, path: str) -> str:
        """All that can be found of an entry, as `search.document` packs it; raises RecordLost."""
        return document_of(self._find(path) or _lost(path))

    def _find(self, path: str) -> Kept | None:
        return self.store.find(parse_key(path))

    def inputs(self, problems: Iterable[Problem]) -> str:
        """What a plan is made from besides the facts of the files, as `memory/inputs` writes it.

        Of files that its `problems` name the places count too, since problems tell them.
        """
        files = self.snapshot.files
        named = sorted({problem.path for problem in problems} & files.keys())
        settings = files[PATH].fingerprint if PATH in files else "unknown"
        places = fingerprint([[path, files[path].fingerprint] for path in named])
        return write_inputs({**self._others, "settings": settings, "day": self.day.isoformat(), "places": places})

    @cached_property
    def _others(self) -> dict[str, str]:
        """What stands for the names of all files, and for what is no text that can be read."""
        snapshot = self.snapshot
        others = [snapshot.links, snapshot.unreadable, pack(check_theme_names(snapshot.below("templates/theme")))]
        own = {"own code": self.own_code.fingerprint} if self.own_code else {}
        return {"names": fingerprint_text("\0".join(self.paths)), "others": fingerprint(others), **own}

    @cached_property
    def problems_of_templates(self) -> list[Problem]:
        """What is wrong with the words, the colour and the project's own templates."""
        of_pages = filter(None, map(self.own_code.template, self.own_code.framed))
        found = check_appearance(self.settings, self.words, self.renderer.templates, of_pages, read_theme)
        pictures = [(route, data) for route, data in self.theme.files.items() if route.endswith(CUT)]
        broken = [
            one
            for route, data in pictures
            for one in check_metadata(f"templates/theme/{route.removeprefix(THEME)}", data)
        ]
        return [*self.theme.problems, *found, *broken]


def read_settings(snapshot: Snapshot, store: Store) -> tuple[Settings | None, list[Problem]]:
    """The settings, and what is wrong with them; None where they cannot be read.

    Raises OSError where they are not what they were.
    """
    if PATH in snapshot.files:
        found = parse_all(snapshot, store, ParseOptions(), Workers(1), [PATH]).file(PATH)
        return found.value, found.problems
    from sitegen.model.schema.settings import parse_settings  # pydantic is slow to import

    try:  # a link, whose end may change unseen, or nothing that can be read
        return parse_settings(snapshot.read(PATH))
    except OSError as error:
        is_link = PATH in snapshot.links
        return None, [project_problems.symbolic_link(PATH) if is_link else unread(PATH, os_error_words(error))]


def theme_of(snapshot: Snapshot, settings: Settings) -> Theme:
    """The theme with the project's own files and colour. Raises OSError where one has just gone."""
    own = {path.removeprefix("templates/"): snapshot.read(path) for path in snapshot.below("templates")}
    return make_theme(read_theme(), own, settings.theme.brand)


def unread(path: str, why: str) -> Problem:
    """What is told of a path at which nothing could be read, by why."""
    if why == NOT_A_FILE:
        return project_problems.not_a_file(path)
    if why == TOO_DEEP:
        return project_problems.too_deep(path, DEEPEST)
    return project_problems.unreadable_file(path, why, is_folder=not looks_like_file(path))


def _lost(path: str) -> NoReturn:
    raise RecordLost(path)
