"""A browser's reader view of an answer: who said it, what was asked, and that a newer one has taken its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from absent import leave_out
from project import DIGEST, minimal_project, page

READ = """() => { const found = new Readability(document.cloneNode(true)).parse();
    return [found.title, found.byline, found.textContent]; }"""


@pytest.fixture
def reading(parts: Path) -> str:
    """The path of the script that reader views are made by."""
    script = parts / "@mozilla" / "readability" / "Readability.js"
    if not script.is_file():
        leave_out("@mozilla/readability is not installed: no reader view was tried (make parts)")
    return str(script)


def test_a_reader_view_holds_all_that_matters(browser: Any, reading: str, tmp_path: Path) -> None:
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
    tab = browser.new_context(bypass_csp=True).new_page()
    for name, body in bodies.items():
        tab.goto((outcome.output / f"digests/2024-01-15-briefing/{name}.html").as_uri())
        assert not tab.locator(".above").is_visible()
        tab.add_script_tag(path=reading)
        title, author, text = tab.evaluate(READ)
        assert (title, author) == (f"Vans, {name}", "Chief Executive")
        for part in ("Do we have vans?", f"Replaced by a newer answer: Newer {name}", body.strip()):
            assert part in " ".join(text.split())
