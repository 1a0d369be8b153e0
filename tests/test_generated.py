"""What is generated is fresh: the tables of the views, and the catalogues of interface words."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from sitegen.site.words import FOLDER, Words

DOCS = Path(__file__).parents[1] / "docs"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_of_what_templates_see_are_those_of_the_code() -> None:
    assert load("views").write() == (DOCS / "templates.md").read_text(encoding="utf-8"), "run: python docs/views.py"


def test_every_view_is_told_of() -> None:
    views = {f"site/views/{file.stem}" for file in (DOCS.parent / "sitegen/site/views").glob("[!_]*.py")}
    assert views <= set(load("views").FILES)


def test_the_english_catalogue_holds_every_word_of_templates_and_code() -> None:
    words = load("words")
    po = words.po_text(words.collect())
    assert po == (FOLDER / "en/LC_MESSAGES/sitegen.po").read_bytes(), "run: make words"


def test_every_compiled_catalogue_is_that_of_its_source() -> None:
    words = load("words")
    sources = list(FOLDER.glob("*/LC_MESSAGES/*.po"))
    assert sources
    for source in sources:
        assert source.with_suffix(".mo").read_bytes() == words.mo_bytes(source.read_bytes()), source


def test_words_of_a_language_without_a_catalogue_are_english_and_say_so() -> None:
    words = Words("cy")
    assert words.shown("Topics") == '<span lang="en">Topics</span>'
    assert words.plain("Topics") == "Topics"
    assert Words("en-GB").shown("Topics") == "Topics"
    assert words.shown("%(n)s", n="<b>") == '<span lang="en">&lt;b&gt;</span>'
