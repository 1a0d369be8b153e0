"""Makes the pictures of docs/importing.md from a write-up that it makes itself.

Needs playwright and a Chromium: python docs/import_pictures.py [/usr/bin/chromium]
"""

from __future__ import annotations

import html
import shutil
import sys
import tempfile
from pathlib import Path

from pictures import _TERMINAL, ROOT, shoot, site
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(ROOT / "tests" / "intake"))

from office import docx, p, r, style

_GONE = "<w:del><w:r><w:delText>The board has not agreed to that yet.</w:delText></w:r></w:del>"
_PAIRS = (
    ("Will there be a new rota for the north?", p(r("We will show it to you in May. ") + _GONE)),
    ("Who decides on secondments? And how long do they last?", p("The heads of the control rooms do.")),
    ("Is there free parking at the new headquarters?", ""),
    ("Can crews swap shifts in the app?", p("Yes, from June on, up to the evening before.")),
)


def main() -> None:
    """Make both pictures."""
    chromium = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch) / "site"
        site(folder, "check")
        paper = Path(scratch) / "Staff briefing.docx"
        paper.write_bytes(docx("".join(p(question, style("H2")) + answer for question, answer in _PAIRS)))
        told = site(folder, "import", str(paper)).replace(f"{scratch}/site/", "")
        terminal = Path(scratch) / "terminal.html"
        shown = f'$ sitegen import "{paper.name}"\n{told}'
        terminal.write_text(f"<meta charset=utf-8>{_TERMINAL}{html.escape(shown)}", encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        shoot(browser, terminal.as_uri(), "import.png", 1100, 620)
        shoot(browser, (folder / ".sitegen" / "import-report.html").as_uri(), "import-report.png", 900, 900)
        browser.close()


if __name__ == "__main__":
    main()
