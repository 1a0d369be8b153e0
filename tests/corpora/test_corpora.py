"""Real material of every set becomes a whole site: nothing missing, no link broken, every file well formed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import mistune
import pytest
import yaml
from crawler import Site, parse, text_of, words
from project import Outcome, Project, convert, corpora_folder, corpora_sets

pytestmark = pytest.mark.timeout(600)

# Rules that real data breaks of itself. Only an entry or topic with nothing worse than these may be set aside.
DATA_MISTAKES = frozenset({"broken-anchor", "table-cell-lost"})


@dataclass
class BuiltSet:
    """A set after its build: what it should hold, what was set aside (path -> why), what came out."""

    project: Project
    expected: dict[str, int]
    outcome: Outcome
    set_aside: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def site(self) -> Site:
        return Site(self.project.folder / "output")

    @cached_property
    def aside(self) -> set[str]:
        """The files that were set aside, the entries of a digest with it."""
        folders = {path.removesuffix("index.md") for path in self.set_aside if path.endswith("/index.md")}
        files = (path.relative_to(self.project.folder) for path in (self.project.folder / "content").rglob("*.md"))
        inside = {path.as_posix() for path in files if f"{path.parent.as_posix()}/" in folders}
        return inside | set(self.set_aside)

    @cached_property
    def entries(self) -> dict[str, tuple[dict[str, Any], str]]:
        """The route, front matter and body of every entry that was not set aside."""
        content = self.project.folder / "content"
        return {
            path.relative_to(content).with_suffix(".html").as_posix(): read_page(path)
            for path in sorted(content.glob("digests/*/*.md"))
            if path.name != "index.md" and path.relative_to(self.project.folder).as_posix() not in self.aside
        }


def read_page(path: Path) -> tuple[dict[str, Any], str]:
    """A converted file's front matter and body."""
    _, front_matter, body = re.split(r"^---\n", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
    return yaml.safe_load(front_matter), body


def set_names() -> list[str]:
    try:
        folder = corpora_folder()
    except FileNotFoundError:
        folder = None  # the fixture says so
    return corpora_sets(folder) if folder else ["every set"]


@pytest.fixture(scope="session")
def build_set(
    request: pytest.FixtureRequest, corpora: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], BuiltSet]:
    """Converts and builds a set, once."""
    capture = request.config.pluginmanager.getplugin("capturemanager")

    @cache
    def build(name: str) -> BuiltSet:
        project, expected = convert(corpora, name, tmp_path_factory.mktemp(name) / "project")
        built = BuiltSet(project, expected, project.build())
        for problem in built.outcome.errors:
            built.set_aside.setdefault(problem["path"], []).append(f"line {problem['line']}: {problem['message']}")
            assert problem["code"] in DATA_MISTAKES, problem
        for path, reasons in built.set_aside.items():
            with capture.global_and_fixture_disabled():  # to be read on every run
                print(f"\n{name}: {path} is made a draft:", *reasons, sep="\n    ")
            project.write(path, project.read(path).replace("---\n", "---\ndraft: true\n", 1))
        if built.set_aside:
            built.outcome = project.build()
        return built

    return build


@pytest.fixture(params=set_names())
def built(request: pytest.FixtureRequest, build_set: Callable[[str], BuiltSet]) -> BuiltSet:
    return build_set(request.param)


def test_a_real_set_builds(built: BuiltSet) -> None:
    assert built.outcome.errors == []
    assert built.outcome.exit_code == 0


def kind_of(path: str) -> str:
    """What the counts call the file at this path."""
    kind = path.split("/")[1]
    return "entries" if kind == "digests" and not path.endswith("/index.md") else kind


def test_the_counts_are_the_converters(built: BuiltSet) -> None:
    aside = Counter(map(kind_of, built.aside))
    report = built.outcome.report
    assert {kind: report[kind] + aside[kind] for kind in built.expected} == built.expected
    assert {held["path"] for held in report["held_back"]} == built.aside
    redirects = [route for route, page in built.site.pages.items() if page.xpath('//meta[@http-equiv="refresh"]')]
    assert report["pages"] == len(built.site.pages) - len(redirects)
    assert report["made"] >= report["pages"]


def test_every_entry_has_one_page(built: BuiltSet) -> None:
    of_entries = re.compile(r"digests/[^/]+/(?!(index|print)\.html|parts/).*")
    pages = {route for route in built.site.pages if of_entries.fullmatch(route)}
    assert pages == set(built.entries)


READ_AS_MEANT = {  # and what the independent parser makes of it
    "digests/faqtory-textual/align-center-middle-question.html": "code, which shows the address of a link",
}


def test_every_answer_word_stands_in_its_page(built: BuiltSet) -> None:
    lost = {}
    for route, (fields, body) in built.entries.items():
        if body.strip() and "withdrawn" not in fields and route not in READ_AS_MEANT:
            answers = parse(built.outcome.page(route)).find_class("answer")
            shown = iter(readable_words(" ".join(text_of(answer) for answer in answers)))
            asked_for = readable_words(text_of(parse(f"<div>{render(body)}</div>")))
            lost[route] = [word for word in asked_for if word not in shown]
    assert {route: missing[:10] for route, missing in lost.items() if missing} == {}


def test_a_withdrawn_entry_keeps_its_words_to_itself(built: BuiltSet) -> None:
    for route, (fields, _) in built.entries.items():
        if "withdrawn" in fields:
            tombstone = text_of(parse(built.outcome.page(route)))
            assert fields["question"] not in tombstone
            assert fields.get("title", fields["question"]) not in tombstone


def test_no_link_is_broken(built: BuiltSet) -> None:
    assert built.site.broken_links() == []


def test_strict_parsers_accept_every_file(built: BuiltSet) -> None:
    assert built.site.mistakes() == []


# --- an answer as an independent Markdown parser reads it: raw HTML is text, a comment is nothing -----------------


def without_html(markdown: mistune.Markdown) -> None:
    """A plug-in for mistune that leaves HTML as text and comments out."""
    markdown.inline.rules.remove("inline_html")
    markdown.inline.register("comment", r"<!--[\s\S]*?-->", lambda inline, match, state: match.end())
    markdown.block.register("comment", r"^ {0,3}<!--[\s\S]*?-->", lambda block, match, state: match.end())
    for rules in (markdown.block.rules, markdown.block.list_rules, markdown.block.block_quote_rules):
        rules[:] = ["comment", *(rule for rule in rules if rule not in ("comment", "raw_html"))]


def readable_words(text: str) -> list[str]:
    """The text's words; a bare address may be shown with its %20 or without."""
    return words(unquote(text))


def render(body: str) -> str:
    """The answer as HTML."""
    return str(READER(body))


READER = mistune.create_markdown(
    escape=False, plugins=["table", "strikethrough", "footnotes", "def_list", "task_lists", without_html]
)
