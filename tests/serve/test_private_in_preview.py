"""What looks private is told beside the page that shows it, while it is written, and never in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from project import DIGEST, minimal_project, page

from sitegen.problems.at_gate import KEPT_BACK
from sitegen.serve.live import answer
from sitegen.serve.preview import Preview

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

NUMBER = "07912 345678"
ROUTE = f"{DIGEST.removeprefix('content/')}/a.html"


def day(_: str) -> date:
    from datetime import date

    return date(2024, 6, 1)


def test_what_only_the_page_has_is_told_on_the_page_and_goes_when_it_is_mended(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    project.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "Because."))
    project.write("templates/footer.html", f"<p>Ring {NUMBER}</p>")
    preview = Preview(tmp_path, day, drafts=True)

    def shown() -> str:
        return answer(preview, ROUTE).data.decode()

    try:
        for html in (shown(), shown()):  # made, and shown again
            assert "1 to look at before publishing" in html
            assert "Readers would get" in html
            assert "079••••••78" in html
            assert html.count(NUMBER) == 1  # in the page itself
        assert "private-served" in KEPT_BACK
        project.write("templates/footer.html", "<p>Ring us</p>")
        preview.look_again(None)
        assert "to look at before publishing" not in shown()
    finally:
        preview.close()


def test_a_mistake_in_a_line_with_private_words_shows_neither_on_the_page_nor_in_the_list(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    text = page({"question": "Why?", "topics": ["general"]}, f"Ring {NUMBER}, or see [that](nowhere.md).")
    project.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "Because."))
    preview = Preview(tmp_path, day, drafts=True)
    try:
        project.write(f"{DIGEST}/a.md", text)
        preview.look_again(None)
        for route, part in ((ROUTE, "<section id=_serve-overlay"), ("_problems/", "<main")):
            told = answer(preview, route).data.decode().partition(part)[2].partition("</section>")[0]
            assert "leads to nothing" in told
            assert "••••" in told
            assert "345678" not in told
    finally:
        preview.close()
