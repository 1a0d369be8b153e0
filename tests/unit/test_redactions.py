"""Words that an entry's redactions name stand nowhere in what is made of it, and nowhere in what is remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from project import DIGEST, Project, minimal_project, page

E = f"{DIGEST}/an-entry.md"
WHAT = "Zqx Canary"
MARK = "[name removed]"


def redacted(what: str = WHAT) -> list[dict[str, str]]:
    return [{"date": "2024-02-01", "what": what, "why": "To protect a member of staff."}]


def project_of(tmp_path: Path, body: str, what: str = WHAT, **fields: Any) -> Project:
    project = minimal_project(tmp_path / "project")
    head = {"question": "Why?", "topics": ["general"], **fields, "redactions": redacted(what)}
    return project.write(E, page(head, body))


def every_byte(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_words_are_in_no_byte_that_is_made_or_remembered(tmp_path: Path) -> None:
    project = project_of(
        tmp_path,
        f"We asked {WHAT} twice.\n\n| a |\n| - |\n| {WHAT} |\n\nNote.[^1]\n\n[^1]: {WHAT} said so.\n\n    {WHAT}\n\n"
        f'[Ask {WHAT}](https://example.org/ "{WHAT}") We will ask ZQX\nCANARY again.\n',
        question=f"What did {WHAT} say?",
        title=f"{WHAT}'s case",
        in_short=f"{WHAT} was asked.",
        also_asked=[f"Who is {WHAT}?"],
        outstanding=[f"What {WHAT} thinks"],
        asked_by=f"A colleague of {WHAT}",
        extra={"note": WHAT},
        updates=[{"date": "2024-02-01", "text": f"{WHAT} was told."}],
        corrections=[{"date": "2024-01-20", "was": f"{WHAT} once", "now": f"{WHAT} twice", "why": f"{WHAT} wrote"}],
        commitments=[{"text": f"Ask {WHAT}", "quote": f"We will ask {WHAT.upper()} again", "strength": "commitment"}],
    )
    result = project.build()
    assert result.errors == []
    assert MARK in result.page(f"digests/{DIGEST.rpartition('/')[2]}/an-entry.html")
    assert "Words removed to protect someone" in result.page("corrections.html")
    made = every_byte(result.output) | every_byte(project.folder / ".sitegen")
    found = [name for name, data in made.items() if b"canary" in data.lower() or b"zqx" in data.lower()]
    assert found == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("Ask O’Brien, or o'brien.", "O'Brien"),
        ("Ask O'Brien.", "O’Brien"),
        ("Ask ZQX  \n canary today.", "zqx canary"),
        ("Ask Zqx\u00a0Canary.", WHAT),
        ("Ask Zqx Canary's team.", WHAT),
        ("Ask Ze\u0301qx.", "Z\u00e9qx"),
        ("Write to zqx@trust.example now.", "zqx@trust.example"),
        ("Ring 01632 960 001.", "01632 960 001"),
    ],
)
def test_the_words_are_found_as_people_write_them(tmp_path: Path, body: str, what: str) -> None:
    result = project_of(tmp_path, body, what).build()
    assert result.errors == []
    shown = result.page(f"digests/{DIGEST.rpartition('/')[2]}/an-entry.html").lower()
    assert MARK in shown
    assert not [word for word in ("brien", "canary", "z\u00e9qx", "zqx@", "960 001") if word in shown]


def test_other_words_that_hold_them_stay(tmp_path: Path) -> None:
    result = project_of(tmp_path, "Ann planned the annual cannon.", "Ann").build()
    assert "[name removed] planned the annual cannon." in result.page(
        f"digests/{DIGEST.rpartition('/')[2]}/an-entry.html"
    )


@pytest.mark.parametrize(
    ("body", "fields", "where"),
    [
        ("Zqx Canary. Ask Zqx **Canary**.", {}, "in the answer"),
        ("Zqx Canary. See [this](https://example.org/zqx-canary).", {}, "in the answer"),
        ("> Zqx Canary\n>\n> Zqx\n> Canary", {}, "in the answer"),
        ("Zqx Canary. Ask Zq\u00adx Canary.", {}, "in the answer"),
        ("Zqx Canary.", {"aliases": ["digests/zqx-canary.html"]}, "in the field “aliases”"),
    ],
)
def test_what_can_still_be_read_is_a_problem_that_does_not_repeat_it(
    tmp_path: Path, body: str, fields: dict[str, Any], where: str
) -> None:
    result = project_of(tmp_path, body, **fields).build()
    (found,) = result.errors
    assert found["code"] == "redaction-remains"
    assert where in found["message"]
    assert "Canary" not in found["message"] + found["hint"]


def test_an_edit_of_a_redacted_answer_is_redacted_too(tmp_path: Path) -> None:
    project = project_of(tmp_path, "We asked Zqx Canary once.")
    project.build()
    project.write(E, project.read(E).replace("once", "twice, and Zqx Canary wrote"))
    result = project.build()
    shown = result.page(f"digests/{DIGEST.rpartition('/')[2]}/an-entry.html")
    assert "twice, and [name removed] wrote" in shown
    assert "Canary" not in shown
