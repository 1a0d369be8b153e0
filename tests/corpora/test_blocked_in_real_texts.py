"""What would keep real answers from being published was read, one by one, and is what it is called."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from project import convert

from sitegen.privacy.detectors import find_private

READ = {
    "optech-digests": {"share-link": 5},  # shared sheets and slides
    "uk-written-questions": {"email": 6},  # mailboxes in links that Outlook wrote over
    "login-gov-help": {"email": 6},  # no-reply
    "faq-small": {"email": 4},  # helplines
}


@pytest.mark.parametrize("name", READ)
def test_nothing_else_is_blocked_in_real_answers(corpora: Path, tmp_path: Path, name: str) -> None:
    project, _ = convert(corpora, name, tmp_path / "site")
    texts = (path.read_text(encoding="utf-8") for path in sorted(project.folder.rglob("*.md")))
    blocked = Counter(one.kind for text in texts for one in find_private(text) if one.severity == "block")
    assert blocked == READ[name]
