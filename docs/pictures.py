"""Makes the pictures of the documents from the sample site, so that they show what there is.

Needs playwright and a Chromium: python docs/pictures.py [/usr/bin/chromium]
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
DAY = "2026-11-24"
_TERMINAL = (
    "<style>body{margin:0;background:#16191d;color:#e8eaed;font:15px/1.5 'DejaVu Sans Mono',monospace;padding:24px}"
    "pre{margin:0;white-space:pre-wrap}</style><pre>"
)


def site(folder: Path, *options: str) -> str:
    """Copy the sample, build it, and give what was printed."""
    if not folder.exists():
        shutil.copytree(ROOT / "content", folder / "content")
        shutil.copy(ROOT / "sitegen.yaml", folder)
    command = [sys.executable, "-m", "sitegen", "-C", str(folder), *options, "--date", DAY]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT).stdout


def shoot(browser: Browser, address: str, name: str, width: int, height: int) -> None:
    """Take one picture."""
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
    page.goto(address)
    page.screenshot(path=str(FOLDER / name))
    page.close()


def main() -> None:
    """Make all pictures."""
    FOLDER.mkdir(exist_ok=True)
    chromium = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch) / "site"
        site(folder, "build")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        output = (folder / "output").as_uri()
        shoot(browser, f"{output}/index.html", "home.png", 1100, 760)
        entry = "digests/2026-03-12-staff-briefing/learning-from-other-trusts.html"
        shoot(browser, f"{output}/{entry}", "entry.png", 1100, 900)
        file = folder / "content/digests/2026-03-12-staff-briefing/missed-meal-breaks.md"
        file.write_text(file.read_text(encoding="utf-8").replace("topics:", "topic:", 1), encoding="utf-8")
        report = Path(scratch) / "report.html"
        text = "\n\n".join(block for block in site(folder, "check").split("\n\n") if "(notice)" not in block)
        report.write_text(f"<meta charset=utf-8>{_TERMINAL}$ sitegen check\n{html.escape(text)}", encoding="utf-8")
        shoot(browser, report.as_uri(), "problem.png", 1000, 330)
        browser.close()


if __name__ == "__main__":
    main()
