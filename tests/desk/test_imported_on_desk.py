"""A file that is dropped on the desk says what it would become, and becomes drafts when that is wanted."""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.append(str(Path(__file__).parents[1] / "intake"))
from office import docx, p, style

if TYPE_CHECKING:
    from desking import OpenDesk

NAME = "2026-03-12 Staff briefing.docx"
ASKED = ("Why is there only one van?", "When is the rota out?", "Who pays for tea?")
WORD = docx(
    "".join(p(question, style("H1")) + p(f"Because of reason {number}.") for number, question in enumerate(ASKED))
)
DIGEST = "content/digests/2026-03-12-staff-briefing"
HTML = (
    "<h2>Why is it late?</h2><p>Because <span style='display:none'>Jo said so</span>of the road.</p>"
    "<h2>And tea?</h2><p>Yes.</p>"
)


def sent(data: bytes, name: str = NAME, **more: Any) -> dict[str, Any]:
    return {"name": name, "data": base64.b64encode(data).decode(), **more}


def test_it_says_what_was_found_and_makes_nothing(standing: OpenDesk) -> None:
    before = standing.files()
    status, told = standing.do("look", **sent(WORD))
    assert status == 200
    assert "<strong>3 questions</strong>, found by headings." in told["html"]
    assert "Every word is accounted for." in told["html"]
    assert all(question in told["html"] for question in ASKED)
    assert standing.files() == before


def test_what_is_left_out_is_said_and_marks_of_html_are_words(standing: OpenDesk) -> None:
    told = standing.do("look", **sent(HTML.replace("Yes.", "&lt;b&gt;Yes&lt;/b&gt;").encode(), "a.html"))[1]["html"]
    assert "hidden text (3 words): “Jo said so”" in told
    assert "<b>Yes" not in told


def test_drafts_are_made_and_importing_again_touches_nothing(desk: OpenDesk) -> None:
    status, told = desk.do("import", **sent(WORD, marked=""))
    assert status == 200
    assert told["go"].startswith("/_desk/digest/")
    assert "Why is there only one van?" in desk.text(told["go"].lstrip("/"))
    made = sorted(path for path in desk.files() if path.startswith(DIGEST))
    assert len(made) == 4
    assert all("draft: true" in desk.project.read(path) for path in made)
    before = desk.files()
    assert desk.do("import", **sent(WORD, marked=""))[0] == 200
    assert desk.files() == before


def test_what_was_imported_is_to_be_looked_at_until_it_was_changed(desk: OpenDesk) -> None:
    desk.do("import", **sent(WORD, marked=""))
    parts = re.findall(r'aria-labelledby="(\w+)" class="tasks', desk.text("_desk/"))
    assert parts[0] == "eyes"
    assert [title in eyes(desk) for title in ASKED] == [True, True, True]
    path = next(path for path in desk.files() if path.startswith(DIGEST) and "tea" in path)
    desk.write(path, desk.project.read(path).replace("Because of reason", "Because of this reason"))
    assert [title in eyes(desk) for title in ASKED] == [True, True, False]


def eyes(desk: OpenDesk) -> str:
    """What of the first page tells of drafts that nobody has looked at."""
    return desk.text("_desk/").partition('class="tasks eyes"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("about", "status"),
    [
        (sent(b""), 409), (sent(b"PK\x03\x04 damaged"), 409), (sent(b"x", "a.exe"), 409), (sent(b"x", "a.pdf"), 409),
        (sent(b"No question here.", "a.txt"), 409), (sent(WORD, "../../../evil.exe"), 409), (sent(WORD, ""), 409),
        ({"name": NAME, "data": "no base64"}, 400), ({"name": NAME, "data": 7}, 400), ({"name": None, "data": ""}, 400),
        (sent(WORD, way="../x"), 400), (sent(WORD, take="1"), 400), (sent(WORD, take=[True]), 400),
        (sent(WORD, take=[-1]), 400),
        ({}, 400), (sent(WORD, marked=7), 400),
    ],
)  # read as a table  # fmt: skip
def test_what_cannot_be_imported_is_said_in_words(standing: OpenDesk, about: dict[str, Any], status: int) -> None:
    before = standing.files()
    found, told = standing.do("import", **{"marked": "", **about})
    assert found == status
    assert told["words"]
    assert standing.files() == before


@pytest.mark.parametrize("name", ["../../evil.docx", "C:\\x\\evil.docx", "a\x00b.docx", "-m.docx", "evil\n.docx"])
def test_no_name_leads_anywhere(desk: OpenDesk, name: str) -> None:
    before = desk.files()
    assert desk.do("import", **sent(WORD, name, marked=""))[0] == 200
    made = desk.files().keys() - before.keys()
    assert len(made) == 4
    assert all(path.startswith("content/digests/2026-11-24-") and path.count("/") == 3 for path in made)


def test_a_writer_drops_a_word_file_looks_and_makes_drafts(desk: OpenDesk, tab: Any) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    desk.open(tab, "_desk/import")
    tab.set_input_files("#file", {"name": NAME, "mimeType": "application/octet-stream", "buffer": WORD})
    tab.get_by_text("3 questions", exact=True).wait_for()
    assert tab.evaluate("document.activeElement.id") == "found"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.get_by_role("button", name="Make 3 drafts").click()
    tab.get_by_role("heading", name="Staff briefing", level=1).wait_for()
    assert tab.get_by_role("button", name=re.compile("^Hold back: ")).count() == 0
    tab.get_by_role("button", name="Show all").click()
    tab.get_by_text("4 files are a draft no more").wait_for()
    assert tab.complaints == []
