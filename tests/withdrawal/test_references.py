"""What names an entry finds it again under its new name; and which entry somebody means."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import DIGEST, minimal_project, page

from sitegen.memory.refused import Refused
from sitegen.withdrawal.finding import find_entry
from sitegen.withdrawal.renamed_references import renamed_in

OLD, NEW = f"{DIGEST}/robins-shift.md", f"{DIGEST}/withdrawn-1a2b3c4d.md"
FOLDER = DIGEST.rpartition("/")[2]
OTHER = "content/digests/2025-01-01-later"


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (f"{DIGEST}/b.md", "See [this](robins-shift.md#part).", None),
        (f"{DIGEST}/b.md", "See [this](<./robins-shift.md>).\r\n\r\n[it]: robins-shift.md", None),
        (f"{OTHER}/b.md", f"See [this](../{FOLDER}/robins-shift.md).", None),
        ("content/pages/p.md", f"[this](../digests/{FOLDER}/robins-shift.md)", None),
        (f"{OTHER}/b.md", "See [another](robins-shift.md).", "same"),
        (f"{DIGEST}/b.md", "---\nfollows: robins-shift\n---\nA robins-shift.", "---\nfollows: {new}\n---\nA robins-shift."),
        (f"{DIGEST}/b.md", "---\nrelated: [a, robins-shift, robins-shift-2]\n---\n", "---\nrelated: [a, {new}, robins-shift-2]\n---\n"),
        (f"{DIGEST}/index.md", "---\r\norder:\r\n  - a\r\n  - robins-shift\r\n---\r\n", "---\r\norder:\r\n  - a\r\n  - {new}\r\n---\r\n"),
        (f"{OTHER}/b.md", f"---\nsupersedes: {FOLDER}/robins-shift\n---\n", f"---\nsupersedes: {FOLDER}/{{new}}\n---\n"),
        (f"{OTHER}/b.md", '---\nfollows: "robins-shift.md"\n---\n', '---\nfollows: "{new}.md"\n---\n'),
        (f"{DIGEST}/b.md", "---\ntopics: [robins-shift]\ntitle: robins-shift\n---\n", "same"),
    ],
)  # read as a table  # fmt: skip
def test_what_names_it_is_changed_and_nothing_else(path: str, before: str, after: str | None) -> None:
    files = {OLD: b"the entry", path: before.encode(), "content/assets/robins-shift.md.txt": b"robins-shift.md"}
    changed = renamed_in(files, OLD, NEW)
    wanted = before.replace("robins-shift.md", "withdrawn-1a2b3c4d.md")
    wanted = wanted if after is None else after.format(new="withdrawn-1a2b3c4d")
    assert changed == ({} if after == "same" else {path: wanted.encode()})


def test_a_site_builds_after_it(tmp_path: Path) -> None:
    project = minimal_project(tmp_path / "project")
    project.write(OLD, page({"question": "Why?", "topics": ["general"]}, "Because."))
    project.write(
        f"{DIGEST}/b.md",
        page({"question": "How?", "topics": ["general"], "follows": ["robins-shift"]}, "[So](robins-shift.md)."),
    )
    files = {p.relative_to(project.folder).as_posix(): p.read_bytes() for p in project.folder.rglob("*.md")}
    for path, data in renamed_in(files, OLD, NEW).items():
        project.write(path, data)
    project.remove(OLD)
    tombstone = {"question": "x", "topics": ["general"], "withdrawn": {"date": "2024-02-01", "why": "w"}}
    assert project.write(NEW, page(tombstone)).build().errors == []


PATHS = [OLD, f"{OTHER}/a.md", f"{DIGEST}/a.md", f"{DIGEST}/index.md", "content/topics/t.md"]


@pytest.mark.parametrize(
    "typed",
    ["robins-shift", "robins-shift.md", f"{FOLDER}/robins-shift", OLD, f"./{OLD}", OLD.replace("/", "\\"),
     f"digests/{FOLDER}/robins-shift.html", f"https://x.example/qa/digests/{FOLDER}/robins-shift.html#top",
     f"/home/me/site/{OLD}"],
)  # read as a table  # fmt: skip
def test_an_entry_is_named_in_any_way(typed: str) -> None:
    assert find_entry(typed, PATHS) == OLD


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("a", f"{FOLDER}/a, 2025-01-01-later/a"), ("robin-shift", "robins-shift"), ("index", "Name its file"), ("", "Name its file")],
)  # read as a table  # fmt: skip
def test_another_name_is_refused(typed: str, hint: str) -> None:
    with pytest.raises(Refused) as refusal:
        find_entry(typed, PATHS)
    assert hint in refusal.value.hint
