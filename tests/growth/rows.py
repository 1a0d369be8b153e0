"""All that is measured: for each thing that there can be many of, the work for n of it."""

from __future__ import annotations

import re
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.extend(str(Path(__file__).parents[1] / part) for part in ("", "unit", "publish"))

from bodies import BODIES, FAR, PLUGIN_BODIES
from fields import CORRECTIONS, FIELDS, NEEDED, head, long_values
from hostile_lines import HOSTILE, beside, look
from parts import PARTS
from project import DIGEST
from targets import PLACES
from test_every_problem import CASES, Case, D, P, T
from wholes import GUESSED, TITLES, WHOLES, _site

from sitegen.model.catalog import make_catalog
from sitegen.model.names import check_names, check_theme_names, kind_of
from sitegen.model.quotes import stands_in
from sitegen.model.schema.parse import SCHEMAS, Parsed, parse_content
from sitegen.model.schema.settings import parse_settings
from sitegen.problems.problem import Problem, in_order
from sitegen.problems.report import as_lines, as_text
from sitegen.reading.markdown import Labels
from sitegen.reading.plugins import PLUGINS
from sitegen.reading.source import LONGEST_PARAGRAPH, LONGEST_WORD
from sitegen.site.search import search_view
from sitegen.site.sources import Sources
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.model.settings import Settings

TODAY = date(2026, 11, 24)
PATHS = {
    "entry": f"{DIGEST}/an-entry.md",
    "digest": D,
    "topic": T,
    "person": P,
    "page": "content/pages/help.md",
}


class Row(NamedTuple):
    """One thing, and what is done with it."""

    n: int
    """The least number that is counted."""
    make: Callable[[int], Callable[[], Any]]
    """What is done with n of it: prepared now, done when it is called."""


def parse(kind: str, text: str, plugins: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    """The problems of one file, written out too."""
    if kind == "settings":
        found = tuple(parse_settings(text.removeprefix("---\n").partition("---\n")[0].encode())[1])
    else:
        found = parse_content(kind, PATHS[kind], text.encode(), Labels(), plugins).problems
    lines = text.split("\n")
    as_text(found, lambda path, line: lines[line - 1] if line <= len(lines) else "", lambda text, style: text)
    return found


def check(files: dict[str, str | bytes]) -> Callable[[], tuple[Problem, ...]]:
    """All checks of the whole: the files are read now, and looked at together when it is called."""
    parsed, settings, of_settings = _read(files)
    values = [each.value for each in parsed if each.value is not None]
    paths = [path for path in files if path.startswith("content/")]
    known = [problem for each in parsed for problem in each.problems]

    def work() -> tuple[Problem, ...]:
        _, found = make_catalog(values, paths, settings, TODAY)
        problems = in_order([*of_settings, *known, *found, *check_names(paths), *check_theme_names(paths)])
        as_text(problems, lambda path, line: "x", lambda text, style: text)
        as_lines(problems)
        return problems

    return work


def listed(files: dict[str, str | bytes]) -> Callable[[], Any]:
    """The list of all questions from A to Z, and of what they can be narrowed by."""
    parsed, settings, _ = _read(files)
    catalog, _ = make_catalog([each.value for each in parsed if each.value is not None], files, settings, TODAY)
    sources = Sources(catalog, Words("en"), {}, lambda path: b"", None)  # type: ignore[arg-type] - no body is shown
    return lambda: search_view(sources)


def _read(files: dict[str, str | bytes]) -> tuple[list[Parsed], Settings, Sequence[Problem]]:
    parsed = [
        parse_content(kind_of(path), path, content if isinstance(content, bytes) else content.encode(), Labels(), ())
        for path, content in files.items()
        if kind_of(path) in SCHEMAS
    ]
    text = files["sitegen.yaml"]
    assert isinstance(text, str)
    settings, problems = parse_settings(text.encode())
    assert settings
    return parsed, settings, problems


def copies(case: Case, n: int) -> dict[str, str | bytes]:
    """The files of a problem n times, each under a name of its own."""
    found: dict[str, str | bytes] = {}
    for number in range(n):
        names = _own_names(case)
        for path, content in case.files.items():
            text = content.decode("latin-1") if isinstance(content, bytes) else content
            for name in names:
                text = re.sub(rf"\b{re.escape(name)}\b(?=[^:])", f"{name}{number}", text)
            copied = _numbered(path, names, number)
            found[copied] = text.encode("latin-1") if isinstance(content, bytes) else text
    return _site(found)


def _own_names(case: Case) -> list[str]:
    """The names that each copy has for itself: of its digests where it brings any, else of its files."""
    if any(path.startswith("content/digests/") and path.endswith("/index.md") for path in case.files):
        return sorted({path.split("/")[2] for path in case.files if path.startswith("content/digests/")})
    return sorted({Path(path).stem for path in case.files if path.startswith("content/")})


def _numbered(path: str, names: list[str], number: int) -> str:
    folder, _, file = path.rpartition("/")
    parts = [f"{part}{number}" if part in names else part for part in folder.split("/")]
    stem, dot, ending = file.rpartition(".")
    if stem in names:
        file = f"{stem}{number}{dot}{ending}"
    return "/".join([*parts, file])


def _of_body(text: Callable[[int], str], plugins: tuple[str, ...] = ()) -> Callable[[int], Callable[[], Any]]:
    start = head(NEEDED["entry"]).partition("We will")[0]
    return lambda n: partial(parse, "entry", start + (text(n) or "*a*\n"), plugins)


def _of_fields(kind: str, text: Callable[[int], str]) -> Callable[[int], Callable[[], Any]]:
    return lambda n: partial(parse, kind, text(n))


def _of_values(kind: str, texts: Sequence[Callable[[int], str]]) -> Callable[[int], Callable[[], Any]]:
    """Files one after the other: each is of one long value."""

    def make(n: int) -> Callable[[], Any]:
        files = [text(n) for text in texts]
        return lambda: [parse(kind, file) for file in files]

    return make


def _of_files(files: Callable[[int], dict[str, str | bytes]]) -> Callable[[int], Callable[[], Any]]:
    return lambda n: check(files(n))


def _fitting(text: Callable[[int], str], characters: int) -> int:
    """How many of the pieces are an eighth of so many characters."""
    n = 8
    while len(text(n * 16)) < characters:
        n *= 2
    return n


def within_limits(text: str) -> bool:
    """Whether a body can be read, or is told to be too long."""
    longest = max(map(len, text.split()), default=0)
    return longest <= LONGEST_WORD and max(map(len, text.split("\n\n")), default=0) <= LONGEST_PARAGRAPH


bodies = {
    **{name: Row(_fitting(text, FAR.get(name, 1_500)), _of_body(text)) for name, text in BODIES.items()},
    **{
        f"{name} (plug-in)": Row(_fitting(text, 1_500), _of_body(text, tuple(PLUGINS)))
        for name, text in PLUGIN_BODIES.items()
    },
}
long_bodies = {
    **{name: Row(_fitting(text, 18_000), _of_body(text)) for name, text in BODIES.items()},
    **{
        f"{name} (plug-in)": Row(_fitting(text, 18_000), _of_body(text, tuple(PLUGINS)))
        for name, text in PLUGIN_BODIES.items()
    },
}
fields = {
    **{name: Row(16, _of_fields(*row)) for name, row in FIELDS.items()},
    **{name: Row(32, _of_fields(*row)) for name, row in CORRECTIONS.items()},
}
values = {name: Row(500, _of_values(*row)) for name, row in long_values().items()}
wholes = {name: Row(64 if name in GUESSED else 8, _of_files(files)) for name, files in WHOLES.items()}
long_wholes = {name: Row(64, _of_files(files)) for name, files in WHOLES.items()}
problems = {
    code: Row(2 if sum(map(len, case.files.values())) < 10_000 else 1, _of_files(partial(copies, case)))
    for code, case in CASES.items()
    if any(path.startswith("content/") for path in case.files)
}


def _with_gaps(gaps: int, n: int) -> Callable[[], Any]:
    return partial(stands_in, " … ".join(["we"] * gaps + ["never"]), "we " * n)


quotes = {
    f"a quotation with {gaps} gaps, of which the last is not there": Row(200, partial(_with_gaps, gaps))
    for gaps in (1, 2, 4, 8)
}
quotes["a quotation with gaps without an end"] = Row(
    50, lambda n: partial(stands_in, " … ".join(["we"] * n + ["never"]), "we " * n)
)
parts = {
    **{name: Row(*part) for name, part in (PARTS | PLACES).items()},
    "the list from A to Z": Row(16, lambda n: listed(TITLES(n))),
    "mistakes beside private words": Row(25, beside),
}
private = {name: Row(25, partial(partial, look, name)) for name in HOSTILE}
"""Kilobytes of a line that looks private again and again: 200 at most."""
hidden = {
    **{
        name: Row(_fitting(BODIES[name], 6_000), _of_body(BODIES[name]))
        for name in (
            "forbidden links",
            "pictures without words",
            "one footnote that is not there",
            "links to a page",
            "links with a space",
            "one address",
            "addresses without blanks",
            "beginnings of addresses",
            "a word without an end, pushed in",
        )
    },
    "one dead page": wholes["one dead page"],
    **{name: parts[name] for name in ("terms", "characters that a terminal would obey", "the list from A to Z")},
}
"""What single calls do for all of the pieces: without the processor's instructions nothing of it is seen."""
