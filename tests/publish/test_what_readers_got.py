"""What was published stays true, through the real command and wherever the place is: five ways in which it did not."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from places import There
from project import DIGEST, Project, minimal_project, page
from publishing import SWEEP, served

import sitegen
from sitegen.cli import main
from sitegen.record.known import known_file
from sitegen.withdrawal.kept_sources import read_sources, sources_file

FIRST, LATER = "2026-03-03", "2026-03-10"
ROUTES = DIGEST.removeprefix("content/")
CANARY = "Ursula Canarybird"
PROMISE = {"text": "Paint it", "quote": "we will paint the mess room", "strength": "commitment", "due": "2027-03-31"}
ANSWER = "We pay every crew within three weeks of the claim. So we will paint the mess room at Leeds."


WAYS = ("flip", "in place", "ssh", "sftp")


@pytest.fixture(params=WAYS)
def anywhere(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> There:
    return There(request.param, request, tmp_path, monkeypatch)


@pytest.fixture(params=WAYS if SWEEP else WAYS[:2])
def in_a_folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> There:
    """Any place; by default only folders: what was told and read on a host, another test tells of."""
    return There(request.param, request, tmp_path, monkeypatch)


@pytest.fixture(params=WAYS if SWEEP else WAYS[:1])
def there(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> There:
    """Any place; by default only the one that takes least time."""
    return There(request.param, request, tmp_path, monkeypatch)


def entry(title: str, body: str, **fields: object) -> str:
    return page({"question": f"What about {title.lower()}?", "title": title, "topics": ["general"], **fields}, body)


def project_for(there: There, name: str = "project") -> Project:
    """Two answers, to be published there."""
    project = minimal_project(there.folder.parent / name)
    project.write("sitegen.yaml", f"title: Test\nid: 0123abcd\npublish:\n  x:\n    to: {there.to}\n    keep: 9\n")
    project.write(f"{DIGEST}/pay.md", entry("Pay", ANSWER, commitments=[PROMISE]))
    return project.write(f"{DIGEST}/leave.md", entry("Leave", "Leave is granted by the station manager."))


def publish(project: Project, *options: str, day: str = LATER, code: int = 0) -> str:
    """What the command says."""
    result = CliRunner().invoke(main, ["-C", str(project.folder), "publish", "--date", day, *options])
    assert result.exit_code == code, result.output
    return result.output


def refused(there: There, project: Project, *options: str, code: int = 1) -> str:
    """What the command says, having changed nothing for readers."""
    before = served(there.folder, there.mode)
    said = publish(project, *options, code=code)
    assert "The site has not changed." in said
    assert served(there.folder, there.mode) == before
    return said


def paste(project: Project, path: str, said: str, field: str, fill: str) -> None:
    """Paste the lines that are offered for a field, and say what is left to be said."""
    lines = said.splitlines()
    start = lines.index(f"{field}:")
    block = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.startswith("  ") or "[" in line:
            break
        block.append(line + f" {fill}" if re.search(r"\b(why|note|text):$", line) else line)
    paste_lines(project, path, block)


def paste_lines(project: Project, path: str, lines: list[str]) -> None:
    head, end, body = project.read(path).removeprefix("---\n").partition("\n---\n")
    project.write(path, "---\n" + "\n".join([head, *lines]) + end + body)


def test_a_figure_that_changed_and_a_promise_that_went_are_refused_until_readers_are_told(anywhere: There) -> None:
    there = anywhere
    project = project_for(there)
    publish(project, day=FIRST)
    project.write(f"{DIGEST}/pay.md", entry("Pay", ANSWER.replace("three weeks", "five weeks")))
    said = refused(there, project)
    assert "Since 3 March 2026, when this was published," in said
    assert "“crew within three weeks of” has become “crew within" in said
    assert "the promise “we will paint the mess room” has gone from the register" in " ".join(said.split())
    assert "2 things to mend" in said
    plan = publish(project, "--plan", code=1)
    assert "  changed   Pay" in plan
    paste(project, f"{DIGEST}/pay.md", said, "corrections", "We had the wrong figure")
    paste(project, f"{DIGEST}/pay.md", said, "commitments", "The room is closed")
    assert "Published: release " in publish(project)
    pages = served(there.folder, there.mode)
    assert b"We had the wrong figure" in pages["corrections.html"]
    assert b"The room is closed" in pages[f"{ROUTES}/pay.html"]


def test_a_number_typed_once_is_no_yes_for_the_next_time(there: There) -> None:
    project = project_for(there)
    publish(project, day=FIRST)
    older = Project(there.folder.parent / "older")
    shutil.copytree(project.folder, older.folder, ignore=shutil.ignore_patterns("output"))
    project.write(f"{DIGEST}/pay.md", entry("Pay", ANSWER.replace("three weeks", "five weeks"), commitments=[PROMISE]))
    paste(project, f"{DIGEST}/pay.md", refused(there, project), "corrections", "We had the wrong figure")
    publish(project)
    assert "--removals 1" in refused(there, older, code=2)
    publish(older, "--removals", "1")
    result = CliRunner().invoke(main, ["-C", str(project.folder), "publish", "--rollback"])
    assert result.exit_code == 0, result.output
    assert b"We had the wrong figure" in served(there.folder, there.mode)["corrections.html"]
    said = " ".join(refused(there, older).split())
    assert "a correction of 10 March 2026 has gone" in said or "has become" in said, said


def test_a_withdrawn_name_comes_back_by_no_rollback(in_a_folder: There) -> None:
    there = in_a_folder
    project = project_for(there)
    publish(project, day=FIRST)
    project.write(f"{DIGEST}/staff.md", entry("Staff", f"{CANARY} said so, on 01632 960123."))
    publish(project, day=FIRST)
    withdrawn = {"withdrawn": {"date": LATER, "why": "It named a colleague"}}
    project.write(f"{DIGEST}/staff.md", entry("Staff", "", **withdrawn))
    publish(project)
    project.write(f"{DIGEST}/more.md", entry("More", "More is to come."))
    publish(project)
    result = CliRunner().invoke(main, ["-C", str(project.folder), "publish", "--rollback"])
    assert result.exit_code == 0, result.output
    result = CliRunner().invoke(main, ["-C", str(project.folder), "publish", "--rollback"])
    assert result.exit_code == 0, result.output
    assert "holds what was withdrawn" in result.output
    assert "so it is never served again" in result.output
    assert f"{ROUTES}/staff.html" not in served(there.folder, there.mode)
    for base in (there.folder, there.ours):
        files = [path for path in base.rglob("*") if path.is_file()]
        assert not [path for path in files if CANARY.encode() in path.read_bytes()]
    said = " ".join(refused(there, project_with_it(there, project), code=2).split())
    assert "would bring back what was withdrawn here on" in said


def project_with_it(there: There, project: Project) -> Project:
    """A colleague's copy, from before it was withdrawn."""
    older = Project(there.folder.parent / "older")
    shutil.copytree(project.folder, older.folder, ignore=shutil.ignore_patterns(".sitegen", "output"))
    return older.write(f"{DIGEST}/staff.md", entry("Staff", f"{CANARY} said so, on 01632 960123."))


def test_a_colleagues_older_copy_takes_three_live_answers_away_by_their_number_only(in_a_folder: There) -> None:
    there = in_a_folder
    mine = project_for(there)
    publish(mine, day=FIRST)
    older = Project(there.folder.parent / "older")
    shutil.copytree(mine.folder, older.folder)
    for name in ("Buses", "Kit", "Rota"):
        mine.write(f"{DIGEST}/{name.lower()}.md", entry(name, f"All about {name.lower()}."))
    publish(mine, day=FIRST)
    older.write(f"{DIGEST}/parking.md", entry("Parking", "There is room behind the station."))
    said = " ".join(refused(there, older, code=2).split())
    assert "lacks: “Buses”, “Kit”, “Rota”." in said
    assert re.search(r"\S+ on \S+ published there last, on \d+ \w+ \d{4}", said)
    assert "Get the newest copy of the folder" in said
    refused(there, older, "--removals", "2", code=2)
    assert "Published: release " in publish(older, "--removals", "3")
    assert not {f"{ROUTES}/{name}.html" for name in ("buses", "kit", "rota")} & served(there.folder, there.mode).keys()


def test_an_older_copy_by_its_number_does_not_hide_what_itself_has_changed(there: There) -> None:
    mine = project_for(there)
    publish(mine, day=FIRST)
    older = Project(there.folder.parent / "older")
    shutil.copytree(mine.folder, older.folder)
    mine.write(f"{DIGEST}/buses.md", entry("Buses", "All about buses."))
    publish(mine, day=FIRST)
    older.write(f"{DIGEST}/leave.md", entry("Leave", "Leave is not granted by the station manager."))
    said = " ".join(refused(there, older, "--removals", "1").split())
    assert "Leave is not granted" in said


def test_a_renamed_file_is_known_again_and_its_old_address_leads_on(anywhere: There) -> None:
    there = anywhere
    project = project_for(there)
    publish(project, day=FIRST)
    (project.folder / DIGEST / "leave.md").rename(project.folder / DIGEST / "time-off.md")
    said = refused(there, project)
    assert f"This looks like {DIGEST}/time-off.md now." in " ".join(said.split())
    line = f'aliases: ["{ROUTES}/leave.html"]'
    assert line in said.splitlines()
    paste_lines(project, f"{DIGEST}/time-off.md", [line])
    said = publish(project)
    assert "  moved     Leave" in said
    old = served(there.folder, there.mode)[f"{ROUTES}/leave.html"].decode()
    assert "time-off.html" in old
    assert "refresh" in old


def test_what_is_left_of_the_sample_is_named_one_by_one(anywhere: There) -> None:
    there = anywhere
    folder = there.folder.parent / "project"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    project = Project(folder)
    project.write("sitegen.yaml", project.read("sitegen.yaml") + f"\npublish: {{x: {{to: {there.to}}}}}\n")
    project.write("content/digests/2026-11-02-ours/index.md", page({"title": "Ours", "date": "2026-11-02"}))
    own = entry("Our own", "This is ours.", topics=["learning"], answered_by="imelda-quillstone")
    project.write("content/digests/2026-11-02-ours/own.md", own)
    said = publish(project, day="2026-11-24", code=1)
    assert "[sample]" in said
    for path in ("content/people/imelda-quillstone.md", "sitegen.yaml", "content/topics/"):
        assert path in said
    assert "came with the sample: it is invented, and must not reach readers." in " ".join(said.split())
    assert "content/digests/2026-11-02-ours" not in said.partition("Open ")[2]
    assert not there.folder.exists()
    shutil.rmtree(project.folder / "content")
    shutil.copytree(project_for(there, "clean").folder / "content", project.folder / "content")
    project.write("sitegen.yaml", project_for(there, "clean").read("sitegen.yaml"))
    assert "Published: release " in publish(project)


def test_a_page_that_has_gone_needs_the_number_of_pages_and_a_withdrawn_one_stays_whatever_is_typed(
    there: There,
) -> None:
    project = project_for(there)
    project.write("content/pages/contact.md", page({"title": "Contact"}, "We drive."))
    withdrawn = {"withdrawn": {"date": FIRST, "why": "It named a colleague"}}
    project.write(f"{DIGEST}/staff.md", entry("Staff", "", **withdrawn))
    publish(project, day=FIRST)
    project.remove("content/pages/contact.md")
    assert "contact.html has gone" in " ".join(refused(there, project).split())
    refused(there, project, "--removals", "2", code=2)
    assert "Published: release " in publish(project, "--removals", "1")
    project.remove(f"{DIGEST}/staff.md").remove(f"{DIGEST}/leave.md")
    said = " ".join(refused(there, project, "--removals", "1").split())
    assert f"the address {ROUTES}/staff.html has gone" in said
    assert "1 thing to mend" in said


def test_from_python_what_readers_are_not_told_of_is_an_error_of_the_report(there: There) -> None:
    project = project_for(there)
    site = sitegen.Project(project.folder, day=date.fromisoformat(LATER))
    assert sitegen.publish(site).published
    project.write(f"{DIGEST}/leave.md", entry("Leave", "Leave is not granted by the station manager."))
    report = sitegen.publish(site)
    assert not report.ok
    assert report.published is None
    assert [problem.code for problem in report.errors] == ["published-words-changed"]


def test_where_nothing_can_be_noted_here_it_is_published_all_the_same_and_said(there: There) -> None:
    project = project_for(there)
    publish(project, day=FIRST)
    known_file(project.folder, "x").with_name("x.new").mkdir()  # in the way
    project.write(f"{DIGEST}/more.md", entry("More", "More is to come."))
    said = publish(project)
    assert "Published: release " in said
    assert "so the next publish asks the host" in said
    project.write(f"{DIGEST}/leave.md", entry("Leave", "Leave is not granted by the station manager."))
    refused(there, project)


def test_sources_that_are_kept_are_not_packed_again_where_nothing_is_to_be_published(there: There) -> None:
    project = project_for(there)
    publish(project, day=FIRST)
    file = sources_file(project.folder, "x")
    kept = file.stat().st_ino
    assert "Nothing to do" in publish(project, day=FIRST)
    assert file.stat().st_ino == kept
    file.write_bytes(b"damaged")
    assert "Nothing to do" in publish(project, day=FIRST)
    assert read_sources(project.folder, "x", last_release(project))


def last_release(project: Project) -> str:
    """The release that this copy has seen last."""
    return known_file(project.folder, "x.release").read_text()


def test_the_history_names_texts_for_people_and_for_programs(there: There) -> None:
    project = project_for(there)
    publish(project, day=FIRST)
    news = [{"date": LATER, "text": "It is five weeks now"}]
    changed = ANSWER.replace("three weeks", "five weeks")
    project.write(f"{DIGEST}/pay.md", entry("Pay", changed, commitments=[PROMISE], updates=news))
    publish(project)
    said = run_plain(project, "--history")
    assert "  changed   Pay" in said
    assert "  new       Leave" in said
    assert "five weeks" in said
    told = json.loads(run_plain(project, "--history", "--json"))
    assert [text["title"] for text in told[0]["texts"]] == ["Pay"]
    assert {text["title"] for text in told[1]["texts"]} == {"Leave", "Pay"}


def run_plain(project: Project, *options: str) -> str:
    result = CliRunner().invoke(main, ["-C", str(project.folder), "publish", *options])
    assert result.exit_code == 0, result.output
    return result.output


def forget_records(there: There) -> None:
    """As an older version leaves a place: without what its releases say."""
    records = [*there.ours.rglob("*.record")]
    assert records
    for path in records:
        path.chmod(0o600)
        path.unlink()


def test_where_an_older_version_has_published_nothing_is_compared_and_that_is_said(there: There) -> None:
    project = project_for(there)
    publish(project, day=FIRST)
    forget_records(there)
    shutil.rmtree(project.folder / ".sitegen/published")
    project.write(f"{DIGEST}/leave.md", entry("Leave", "Leave is not granted by the station manager."))
    said = publish(project)
    assert "so nothing was compared with it" in said
    project.write(f"{DIGEST}/leave.md", entry("Leave", "Leave is granted by the station manager."))
    refused(there, project)


def test_where_the_host_cannot_say_the_copy_here_counts_and_from_when_it_is_is_said(there: There) -> None:
    project = project_for(there)
    publish(project, day=FIRST)
    forget_records(there)
    known_file(project.folder, "x.release").write_text("0" * 16)
    project.write(f"{DIGEST}/leave.md", entry("Leave", "Leave is not granted by the station manager."))
    said = publish(project, "--plan", code=1)
    assert "from this copy of the folder on 3 March 2026" in said
    refused(there, project)
