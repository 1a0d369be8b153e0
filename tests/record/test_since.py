"""What writers see of what was published: notices of `check` and of the preview, without a network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from project import DIGEST, Project
from published import ANSWER, ENTRY, entry, project, recorded
from recorded import PUBLISHED

from sitegen.cli import main
from sitegen.record.known import known_file, write_known
from sitegen.record.record_bytes import dump_record
from sitegen.serve.preview import Preview

FIGURE = ANSWER.replace("three weeks", "five weeks")
SETTINGS = "title: Test\nurl: https://intranet.example/qa/\npublish:\n  intranet: {to: ../a}\n  try: {to: ../b}\n"


def published_project(folder: Path, name: str = "intranet") -> Project:
    site = project(folder).write("sitegen.yaml", SETTINGS)
    write_known(folder, name, dump_record(recorded(site)))
    return site


def since(outcome: Any) -> list[tuple[str, str]]:
    found = [problem for problem in outcome.report["problems"] if problem["code"].startswith(("published", "record"))]
    return [(problem["code"], problem["severity"]) for problem in found]


def test_check_tells_what_has_changed_since_it_was_published_and_stops_nothing(tmp_path: Path) -> None:
    site = published_project(tmp_path)
    assert since(site.check()) == []
    site.write(ENTRY, entry(FIGURE))
    outcome = site.check()
    assert since(outcome) == [("published-words-changed", "notice")]
    assert outcome.exit_code == 0
    said = CliRunner().invoke(main, ["-C", str(tmp_path), "check", "--date", "2026-11-24"]).stdout
    assert "Since 3 March 2026, when this was published" in said
    assert '\ncorrections:\n  - date: 2026-11-24\n    was: "crew within three weeks of"\n' in said  # to be pasted


def test_of_two_places_each_thing_is_told_once_by_the_newest(tmp_path: Path) -> None:
    site = published_project(tmp_path)
    write_known(tmp_path, "try", dump_record(recorded(site, date(2026, 5, 1))))
    site.write(ENTRY, entry(FIGURE)).write(f"{DIGEST}/other.md", entry("Other.", commitments=[]))
    outcome = site.check()
    assert since(outcome) == [("published-words-changed", "notice")]
    assert "1 May 2026" in next(p["message"] for p in outcome.report["problems"] if p["code"].startswith("published"))


def test_a_place_that_the_settings_no_longer_name_says_nothing(tmp_path: Path) -> None:
    site = published_project(tmp_path, "old")
    assert since(site.write(ENTRY, entry(FIGURE)).check()) == []


@pytest.mark.parametrize("data", [b"", b"sitegen record 1\n", b"sitegen record 2\n5\nabcde", bytes(range(256))])
def test_a_copy_that_cannot_be_read_is_one_notice(data: bytes, tmp_path: Path) -> None:
    site = published_project(tmp_path)
    write_known(tmp_path, "intranet", data)
    outcome = site.check()
    assert since(outcome) == [("record-unreadable", "notice")]
    assert outcome.exit_code == 0


def test_a_copy_whose_words_are_damaged_is_one_notice(tmp_path: Path) -> None:
    site = published_project(tmp_path)
    file = known_file(tmp_path, "intranet")
    data = bytearray(file.read_bytes())
    data[-9] ^= 255
    file.write_bytes(bytes(data))
    assert since(site.check()) == []  # nobody has asked for the words
    assert since(site.write(ENTRY, entry(FIGURE)).check()) == [("record-unreadable", "notice")]


def wait_for(preview: Preview, holds: Callable[[list[str]], bool]) -> None:
    """Wait until the codes of what the preview tells are right: it looks once nobody has saved for a while."""
    for _ in range(5):
        showing = preview.showing
        if holds([problem.code for problem in showing.problems]):
            return
        preview.wait(showing.epoch, 20)
    raise AssertionError([problem.code for problem in preview.showing.problems])


def test_the_preview_tells_it_too_a_moment_later_and_forgets_it_when_it_is_mended(tmp_path: Path) -> None:
    site = published_project(tmp_path)
    preview = Preview(tmp_path, lambda _: date(2026, 11, 24), drafts=True)
    try:
        for answer, told in ((FIGURE, ["published-words-changed"]), (ANSWER, [])):
            site.write(ENTRY, entry(answer))
            preview.look_again(None)
            wait_for(preview, lambda codes, told=told: codes == told)
            assert [problem.code for problem in preview.showing.report.problems] == told
    finally:
        preview.close()


def test_an_answer_made_a_draft_again_is_told_in_a_preview_that_shows_drafts(tmp_path: Path) -> None:
    site = published_project(tmp_path)
    site.write(ENTRY, entry(draft="true"))
    preview = Preview(tmp_path, lambda _: PUBLISHED, drafts=True)
    try:
        wait_for(preview, lambda codes: "published-address-gone" in codes)
    finally:
        preview.close()
