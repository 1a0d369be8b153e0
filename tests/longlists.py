"""A project whose lists are long enough to come in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from project import minimal_project, page

if TYPE_CHECKING:
    from pathlib import Path

    from project import Project

ROWS = [("2024-01-15-briefing", 45), ("2025-06-02-briefing", 30)]


def long_project(folder: Path) -> Project:
    """75 answers of two years, each with a promise."""
    project = minimal_project(folder)
    june = {"title": "June", "date": "2025-06-02", "answered_by": "chief"}
    project.write("content/digests/2025-06-02-briefing/index.md", page(june))
    for digest, count in ROWS:
        for n in range(count):
            quote = f"We will mend door {n}."
            promise = {"text": f"Mend door {n}", "quote": quote, "owner": "chief", "strength": "commitment"}
            fields = {"question": f"What of door {n} of {digest[:4]}?", "topics": ["general"], "commitments": [promise]}
            project.write(f"content/digests/{digest}/door-{n}.md", page(fields, quote))
    return project


def parted_project(folder: Path) -> Project:
    """A digest of so many questions that it comes in parts."""
    project = minimal_project(folder)
    for n in range(201):
        fields = {"question": f"What of door {n}?", "topics": ["general"]}
        project.write(f"content/digests/2024-01-15-briefing/door-{n}.md", page(fields, "Soon."))
    return project
