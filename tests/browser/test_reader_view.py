"""A browser's reader view of an answer: who said it, what was asked, and that a newer one has taken its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from chromium import chromium, why_missing
from project import DIGEST, minimal_project, page

SCRIPT = Path(__file__).parents[2] / ".venv" / "parts" / "node_modules" / "@mozilla" / "readability" / "Readability.js"
missing = why_missing() or ("" if SCRIPT.is_file() else "@mozilla/readability is not installed (make parts)")
pytestmark = pytest.mark.skipif(bool(missing) and not os.environ.get("CI"), reason=missing)
READ = """() => { const found = new Readability(document.cloneNode(true)).parse();
    return [found.title, found.byline, found.textContent]; }"""


def test_a_reader_view_holds_all_that_matters(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    bodies = {
        "long": "We looked at every station, and at what each of them has had since the spring. " * 20,
        "short": "Yes.",
    }
    for name, body in bodies.items():
        fields = {"question": "Do we have vans?", "title": f"Vans, {name}", "topics": ["general"]}
        project.write(f"{DIGEST}/{name}.md", page(fields, body))
        newer = {**fields, "title": f"Newer {name}", "supersedes": [name], "answered": "2024-02-01"}
        project.write(f"{DIGEST}/newer-{name}.md", page(newer, "Now we do."))
    outcome = project.build()
    with chromium() as browser:
        tab = browser.new_context(bypass_csp=True).new_page()
        for name, body in bodies.items():
            tab.goto((outcome.output / f"digests/2024-01-15-briefing/{name}.html").as_uri())
            assert not tab.locator(".above").is_visible()
            tab.add_script_tag(path=str(SCRIPT))
            title, author, text = tab.evaluate(READ)
            assert (title, author) == (f"Vans, {name}", "Chief Executive")
            for part in ("Do we have vans?", f"Replaced by a newer answer: Newer {name}", body.strip()):
                assert part in " ".join(text.split())
