"""The first ten minutes at the desk, by one writer in one browser: from a Word file to readers' pages, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from clips import CLIPS
from desking import OpenDesk, desk_of
from project import minimal_project

sys.path.append(str(Path(__file__).parents[1] / "intake"))
from office import docx, p, style

QUESTIONS = ("Why is there only one van?", "When is the rota out?", "Who pays for tea?")
WORD = docx("".join(p(question, style("H1")) + p(f"Because of reason {n}.") for n, question in enumerate(QUESTIONS)))
PASTE = """(area, html) => {
    const clipboard = new DataTransfer();
    clipboard.setData('text/html', html);
    area.dispatchEvent(new ClipboardEvent('paste', {clipboardData: clipboard, bubbles: true, cancelable: true}));
}"""


def answer(desk: OpenDesk, tab: Any, title: str, text: str) -> None:
    """Open a question of the digest, give it a topic and paste its answer."""
    tab.get_by_role("link", name=title).click()
    tab.get_by_role("heading", name=title, level=1).wait_for()
    for box in tab.locator("[data-picks=topics] input").all():
        box.uncheck()
    tab.get_by_label("Add to topics").select_option("General")
    area = tab.get_by_label("Text", exact=True)
    area.fill("")
    area.evaluate(PASTE, text)
    tab.get_by_text("Pasted.").wait_for()
    tab.get_by_role("button", name="Save").click()
    tab.get_by_text("Saved.", exact=True).wait_for()
    tab.get_by_role("link", name="Its digest").click()


def test_from_a_word_file_to_the_readers_and_back(tmp_path: Path, tab: Any) -> None:
    project = minimal_project(tmp_path / "site")
    settings = project.read("sitegen.yaml")
    project.write("sitegen.yaml", f"{settings}id: 0123456789abcdef\npublish:\n  intranet:\n    to: {tmp_path}/live\n")
    (tmp_path / "live").mkdir()
    live = tmp_path / "live/current/digests/2026-03-12-staff-briefing"
    with desk_of(project) as desk:
        desk.open(tab)
        tab.get_by_role("link", name="Import").click()
        tab.set_input_files("#file", {"name": "2026-03-12 Staff briefing.docx", "mimeType": "", "buffer": WORD})
        tab.get_by_role("button", name="Make 3 drafts").click()
        tab.get_by_role("heading", name="Staff briefing", level=1).wait_for()
        for title in QUESTIONS:
            answer(desk, tab, title, CLIPS["Google Docs"].html)
        tab.get_by_role("button", name="Move down: Why is there only one van?").click()
        tab.get_by_text("is number 2 of 3 now.").wait_for()
        tab.get_by_role("button", name="Show all").click()
        tab.get_by_text("4 files are a draft no more").wait_for()
        tab.get_by_role("link", name="To do").click()
        tab.get_by_role("heading", name="Nothing to do").wait_for()
        tab.get_by_role("link", name="Publish", exact=True).click()
        tab.get_by_role("button", name="Look at what would change").click()
        tab.get_by_text("3 new answers").wait_for()
        tab.get_by_role("button", name="Publish to intranet").click()
        tab.locator(".plan strong", has_text="Live.").wait_for()
        page = next(file for file in live.glob("*.html") if "van" in file.name).read_text(encoding="utf-8")
        assert "<strong>A paramedic.</strong>" in page
        tab.goto(f"file://{tmp_path}/live/current/search.html#q=paramedic")
        tab.get_by_role("link", name="Who pays for tea?").first.wait_for()
        desk.open(tab)
        tab.get_by_role("link", name="Staff briefing").first.click()
        tab.get_by_role("link", name="Who pays for tea?").click()
        tab.get_by_label("Asked by").fill("A driver from Ousel Bridge")
        tab.get_by_role("button", name="Save").click()
        tab.get_by_text("Saved.", exact=True).wait_for()
        tab.get_by_role("link", name="Publish", exact=True).click()
        tab.get_by_role("button", name="Look at what would change").click()
        tab.get_by_text("1 changed, 0 removed").wait_for()
        tab.get_by_role("button", name="Publish to intranet").click()
        tab.locator(".plan strong", has_text="Live.").wait_for()
        paid = next(file.name for file in live.glob("*.html") if "tea" in file.name)
        assert "A driver from Ousel Bridge" in (live / paid).read_text(encoding="utf-8")
        tab.get_by_role("button", name="Undo").click()
        tab.locator(".plan strong", has_text="Undone").wait_for()
        assert "A driver from Ousel Bridge" not in (live / paid).read_text(encoding="utf-8")
        assert tab.complaints == []
