"""What a site is made from: the settings, the templates, and what the files say, each read when it is asked for."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sitegen.engine.jobs import prepared_templates
from sitegen.engine.parsing import ParsedFiles, parse_all, reading_of, split_texts
from sitegen.engine.workspace import read_theme
from sitegen.memory.codec import pack, unpack
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes, fingerprint_text
from sitegen.memory.inputs import write_inputs
from sitegen.memory.regular import NOT_A_FILE
from sitegen.memory.snapshot import DEEPEST, TOO_DEEP
from sitegen.memory.store import MadeRecord, RecordLost, Step, Store, WantedRecord
from sitegen.model.names import check_theme_names
from sitegen.model.settings import PATH, Settings
from sitegen.own.code import NOTHING, OwnCode
from sitegen.problems import project_files as project_problems
from sitegen.problems.problem import Problem
from sitegen.rendering.appearance import check_appearance
from sitegen.rendering.templates import Templates
from sitegen.rendering.theme import Theme, make_theme
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.store import Kept
    from sitegen.memory.workers import Workers


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
        self.day = today(self.settings.timezone)
        self.theme = theme_of(snapshot, self.settings) if settings else Theme({}, {})
        self.template_sources = tuple(self.theme.templates.items())

    @cached_property
    def parsed(self) -> ParsedFiles:
        """What all files say."""
        return self.parse(self._paths)

    def parse(self, paths: Iterable[str]) -> ParsedFiles:
        """What some files say."""
        parsed = parse_all(self.snapshot, self.store, self.settings, self.words, self.workers, paths)
        self.steps += parsed.steps
        return parsed

    def edited(self, snapshot: Snapshot, parsed: ParsedFiles) -> Given:
        """The same after an edit of some files, which say this now."""
        new = copy(self)
        new.snapshot, new.parsed = snapshot, self.parsed.updated(parsed)
        return new

    @cached_property
    def _paths(self) -> list[str]:
        return self.snapshot.below("content")

    @cached_property
    def reading(self) -> str:
        """Stands for the way in which files are read."""
        return reading_of(self.settings, self.words)[:8]

    def words_of(self, path: str) -> str:
        """What stands for the HTML of the body of a file: for what the file holds, and for the way it is read."""
        return self.snapshot.files[path].fingerprint + self.reading

    def html_of(self, path: str) -> str:
        """The HTML of the body of a file; raises RecordLost."""
        return split_texts(self._kept(path).blob())[0].decode("utf-8")

    def document(self, path: str) -> str:
        """All that can be found of an entry, as `search.document` packs it; raises RecordLost."""
        return split_texts(self._kept(path).blob())[1].decode("utf-8", "surrogatepass")

    def _kept(self, path: str) -> Kept:
        kept = self.store.find(f"parse {path}")
        if kept is None:
            raise RecordLost(path)
        return kept

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
        snapshot, paths = self.snapshot, self._paths
        assets = [snapshot.files[path].fingerprint for path in paths if path.startswith("content/assets/")]
        names = pack(check_theme_names(snapshot.below("templates/theme")))
        others = [snapshot.links, snapshot.unreadable, names, assets]
        own = {"own code": self.own_code.fingerprint} if self.own_code else {}
        return {"names": fingerprint_text("\0".join(paths)), "others": fingerprint(others), **own}

    @cached_property
    def theme_files(self) -> dict[str, str]:
        """What stands for each file of the theme, by route."""
        return {route: fingerprint_bytes(data) for route, data in self.theme.files.items()}

    @property
    def templates(self) -> Templates:
        """The templates, ready to render."""
        return prepared_templates(self.template_sources, self.settings.language, self.own_code.filters)

    @cached_property
    def problems_of_templates(self) -> list[Problem]:
        """What is wrong with the words, the colour and the project's own templates."""
        of_pages = filter(None, map(self.own_code.template, self.own_code.framed))
        found = check_appearance(self.settings, self.words, self.templates, of_pages, read_theme)
        return [*self.theme.problems, *found]


def read_settings(snapshot: Snapshot, store: Store) -> tuple[Settings | None, list[Problem]]:
    """The settings, and what is wrong with them, remembered; None where they cannot be read.

    Raises OSError where they are not what they were.
    """
    seen = snapshot.files.get(PATH)
    if seen is None:  # a link, whose end may change unseen, or nothing that can be read
        try:
            return _parse_settings(snapshot)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            return None, [project_problems.symbolic_link(PATH) if PATH in snapshot.links else unread(PATH, why)]
    request = WantedRecord("settings", write_inputs({"source": seen.fingerprint}))
    (kept,) = store.make([request], lambda _: [MadeRecord(pack(_parse_settings(snapshot)))])
    assert kept is not None
    settings, problems = kept.value
    return settings and unpack(Settings, settings), [Problem(*row) for row in problems]


def _parse_settings(snapshot: Snapshot) -> tuple[Settings | None, list[Problem]]:
    from sitegen.model.schema.settings import parse_settings  # pydantic is slow to import

    return parse_settings(snapshot.read(PATH))


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
    return project_problems.unreadable_file(path, why)
