"""What would keep real answers from being published, or be asked about, was read, and is what it is called."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from project import convert

from sitegen.privacy.detectors import find_private

READ = {
    "optech-digests": {"share-link": 5, "named-person": 11},  # shared sheets and slides; who asked
    "uk-written-questions": {"email": 6, "named-person": 9},  # mailboxes in links that Outlook wrote over; with titles
    "login-gov-help": {"email": 6},  # no-reply
    "faq-small": {"email": 4, "named-person": 2},  # helplines; who signed a form
}


@pytest.mark.parametrize("name", READ)
def test_nothing_else_is_told_of_real_answers(corpora: Path, tmp_path: Path, name: str) -> None:
    project, _ = convert(corpora, name, tmp_path / "site")
    texts = (path.read_text(encoding="utf-8") for path in sorted(project.folder.rglob("*.md")))
    assert Counter(one.kind for text in texts for one in find_private(text)) == READ[name]
