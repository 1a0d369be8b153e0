"""A proof as somebody gets it: opened from a folder or printed, it asks for nothing and is in nobody's way."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from absent import leave_out
from audited import AUTUMN, SPRING, full_project
from click.testing import CliRunner
from firefox import NAMES, firefox
from pypdf import PdfReader
from reading import DESK, NARROW, PHONE
from test_every_kind import _AUDIT, _FOCUSABLE, _FOCUSED, _WIDER, TAGS

from sitegen.cli import main

if TYPE_CHECKING:
    from project import Project

MARK = "DRAFT – NOT FOR PUBLICATION"
LONG = "\n\n".join(f"Line {number} of an answer that fills several pages." for number in range(200))
_HEADINGS = "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(heading => Number(heading.tagName[1]))"


def proof(project: Project, name: str, *words: str) -> Path:
    digests = [path.rpartition("/")[2] for path in (SPRING, AUTUMN)]
    file = project.folder.parent / f"{name}.html"
    arguments = ["-C", str(project.folder), "proof", *digests, "--date", "2026-11-24", "--to", str(file), *words]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return file


@pytest.fixture(scope="module")
def proofs(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """In English, printed; and in a language that is written from the right."""
    project = full_project(tmp_path_factory.mktemp("proofs") / "site")
    project.write(f"{SPRING}/long.md", f"---\nquestion: Is it long?\ntopics: hospitals\ndraft: true\n---\n{LONG}\n")
    project.write(f"{SPRING}/wrong.md", "---\nquestion: Is it right?\ntopics: hospitls\n---\nNo.\n")
    for name, field in (("embargoed", "publish_from: 2031-01-01"), ("expired", "publish_until: 2020-01-01")):
        project.write(f"{SPRING}/{name}.md", f"---\nquestion: Is it {name}?\ntopics: hospitals\n{field}\n---\nYes.\n")
    english = proof(project, "english", "--pdf")
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "language: ar\n")
    return {"english": english, "arabic": proof(project, "arabic")}


HELD_BACK = ("Is it long?", "Is it right?", "Is it embargoed?", "Is it expired?")
LOOKS = [("english", "light", DESK), ("english", "dark", NARROW), ("arabic", "light", PHONE)]
if os.environ.get("SITEGEN_SWEEP"):
    LOOKS = [
        (name, scheme, size)
        for name in ("english", "arabic")
        for scheme in ("light", "dark")
        for size in (DESK, PHONE, NARROW)
    ]


def test_it_opens_from_a_folder_asks_for_nothing_and_is_in_nobodys_way(
    browser: Any, axe: str, proofs: dict[str, Path]
) -> None:
    for name, scheme, size in LOOKS:
        context = browser.new_context(color_scheme=scheme, offline=True)
        tab = context.new_page()
        asked: list[str] = []
        complaints: list[str] = []
        tab.on("request", lambda request, asked=asked: asked.append(request.url))
        tab.on("console", lambda message, complaints=complaints: complaints.append(message.text))
        tab.goto(proofs[name].as_uri())
        assert [address for address in asked if not address.startswith("data:")] == [proofs[name].as_uri()]
        assert complaints == []
        shown = tab.inner_text("body")
        assert [words for words in HELD_BACK if words not in shown] == []
        assert tab.evaluate("[...document.images].every(picture => picture.complete && picture.naturalWidth)")
        tab.evaluate(axe)
        tab.set_viewport_size({"width": size[0], "height": size[1]})
        assert tab.evaluate(_AUDIT, TAGS) == []
        assert tab.evaluate(_WIDER) == []
        context.close()


def test_the_keyboard_reaches_everything_and_headings_are_in_order(browser: Any, proofs: dict[str, Path]) -> None:
    tab = browser.new_page()
    tab.goto(proofs["english"].as_uri())
    for index in range(min(tab.evaluate(_FOCUSABLE), 40)):
        tab.keyboard.press("Tab")
        focused = tab.evaluate(_FOCUSED)
        assert (focused["index"], focused["visible"]) == (index, True), focused["what"]
    levels = tab.evaluate(_HEADINGS)
    assert all(later - before <= 1 for before, later in zip([0, *levels], levels, strict=False))
    assert tab.evaluate(
        "[document.querySelectorAll('main').length, document.querySelectorAll('body > div > header').length]"
    ) == [1, 1]
    tab.close()


def test_every_printed_page_is_marked_and_the_pdf_is_tagged(proofs: dict[str, Path]) -> None:
    pdf = PdfReader(proofs["english"].with_suffix(".pdf"))
    pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) > 10
    assert [number for number, text in enumerate(pages) if MARK not in text] == []
    words = " ".join(" ".join(pages).split())
    assert "Line 0 of an answer" in words
    assert "Line 199 of an answer" in words
    assert "Remarks on 1" in words
    assert "file://" not in words
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root


def test_another_reader_of_pdfs_finds_the_mark_on_every_page_as_well(proofs: dict[str, Path]) -> None:
    if not shutil.which("pdftotext"):
        missing = "pdftotext is not installed: the PDF was read by pypdf alone (apt-get install poppler-utils)"
        leave_out(missing)
    file = proofs["english"].with_suffix(".pdf")
    said = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True, text=True, encoding="utf-8").stdout
    pages = said.removesuffix("\f").split("\f")
    assert len(pages) == len(PdfReader(file).pages)
    assert [number for number, text in enumerate(pages) if MARK not in text] == []


@pytest.mark.skipif(
    "SITEGEN_SWEEP" not in os.environ, reason="Firefox prints for ten seconds: run under SITEGEN_SWEEP=1"
)
def test_every_page_is_marked_where_firefox_prints_it(proofs: dict[str, Path], tmp_path: Path) -> None:
    if not any(map(shutil.which, NAMES)):
        missing = "Firefox is not installed: no proof was printed in it (apt-get install firefox-esr)"
        leave_out(missing)
    with firefox(tmp_path) as window:
        window.open(proofs["english"].as_uri())
        printed = window._ask("browsingContext.print", {"context": window._window})["data"]
    pages = [page.extract_text() for page in PdfReader(BytesIO(base64.b64decode(printed))).pages]
    assert len(pages) > 10
    assert [number for number, text in enumerate(pages) if MARK not in " ".join(text.split())] == []
