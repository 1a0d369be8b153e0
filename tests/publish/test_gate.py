"""Nothing private is published by oversight: what keeps a site back, what is asked about, and what never stops."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page
from test_at_a_terminal import at_terminal

import sitegen
from sitegen.cli import main
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2024-06-01"
SETTINGS = "title: Test\nid: 0123abcd\nurl: https://intranet.example/qa/\npublish:\n  intranet:\n    to: ../host\n"
NUMBERS = {  # Nobody's: each stands in one place alone.
    "templates/footer.html": "07912 345601",
    "templates/theme/own.css": "07912 345602",
    "content/assets/list.csv": "07912 345603",
    "content/assets/note.txt": "07912 345604",
    "content/assets/plan.svg": "07912 345605",
    "templates/theme/ring-07912345606.css": "07912345606",
}
PLACES = {
    "output/digests/2024-01-15-briefing/a.html": ("the text", "079••••••01"),
    "templates/theme/own.css": ("the text", "079••••••02"),
    "content/assets/list.csv": ("the text", "079••••••03"),
    "content/assets/note.txt": ("the text", "079••••••04"),
    "content/assets/plan.svg": ("the text", "079••••••05"),
    "templates/theme/ring-07912345606.css": ("its address", "079••••••06"),
}


def entry(title: str, body: str = "Because.", **fields: object) -> str:
    return page({"question": "Why?", "title": title, "topics": ["general"], **fields}, body)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path / "project").write("sitegen.yaml", SETTINGS)
    return project.write(f"{DIGEST}/a.md", entry("About leave"))


def run(project: Project, *options: str, code: int = 0) -> str:
    dated = () if {"--rollback", "--history"} & set(options) else ("--date", DAY)
    result = CliRunner().invoke(main, ["-C", str(project.folder), "publish", *dated, *options])
    assert result.exit_code == code, result.output
    return result.output


def plain(text: str) -> str:
    return " ".join(text.split())


def private_everywhere(project: Project) -> Project:
    """A number in each place that no source text is."""
    project.write("templates/footer.html", f"<p>Ring {NUMBERS['templates/footer.html']}</p>")
    project.write("templates/theme/own.css", f"/* {NUMBERS['templates/theme/own.css']} */")
    project.write("content/assets/list.csv", f"who,number\nJo,{NUMBERS['content/assets/list.csv']}\n")
    project.write("content/assets/note.txt", f"Ring {NUMBERS['content/assets/note.txt']}.\n")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><text>{NUMBERS["content/assets/plan.svg"]}</text></svg>'
    project.write("content/assets/plan.svg", svg).write("templates/theme/ring-07912345606.css", "")
    links = " ".join(
        f"[x](../../assets/{path.rpartition('/')[2]})" for path in NUMBERS if path.startswith("content/assets")
    )
    return project.write(f"{DIGEST}/a.md", entry("About leave", links))


def test_what_stands_only_in_what_would_be_served_is_told_masked_and_keeps_the_site_back(project: Project) -> None:
    private_everywhere(project)
    for options in ((), ("--plan",)):
        said = plain(run(project, *options, code=1))
        for path, (place, masked) in PLACES.items():
            assert path in said
            assert f"{masked}: it stands in {place}" in said
        assert "6 things to mend" in said
        assert not (project.folder.parent / "host").exists()
        assert [number for number in NUMBERS.values() if number in said.replace("ring-07912345606.css", "")] == []
    kept = project.folder / ".sitegen/looked-through"
    assert "079" in kept.read_text()
    assert [number for number in NUMBERS.values() if number.encode() in kept.read_bytes()] == []


LANDLINE = "<p>Ring 01223 456789</p>"
ASKED = "There is 1 warning: what may be private, or was left unfinished."


def test_a_warning_goes_out_with_its_exact_number_alone_and_the_history_says_so(project: Project) -> None:
    project.write("templates/footer.html", LANDLINE)
    host = project.folder.parent / "host"
    for options in ((), ("--plan",)):
        said = plain(run(project, *options, code=2))
        assert ASKED in said
        assert "ask output/digests/2024-01-15-briefing/a.html: Readers would get" in said
        assert "--accept-warnings 1" in said
    assert "There is 1 warning to accept, not 2." in plain(run(project, "--accept-warnings", "2", code=2))
    assert "There is 1 warning to accept, not 0." in plain(run(project, "--accept-warnings", "0", "--plan", code=2))
    assert not host.exists()
    assert "1 new answer" in run(project, "--accept-warnings", "1", "--plan", code=10)
    assert "Published: " in run(project, "--accept-warnings", "1")
    assert "1 warning accepted." in run(project, "--history")
    assert "1 warning accepted." in json.loads(run(project, "--history", "--json"))[0]["summary"]
    assert "Nothing to do" in run(project)  # what readers have is not asked about again
    assert "Nothing to publish" in run(project, "--plan")
    project.remove("templates/footer.html")
    refused = plain(run(project, "--accept-warnings", "1", code=2))
    assert "There are no warnings to accept, not 1." in refused
    assert "Leave --accept-warnings out." in refused
    assert "Published: " in run(project)


SLIPS = {
    "same-question": {f"{DIGEST}/b.md": entry("About rotas"), f"{DIGEST}/c.md": entry("About rotas, copied")},
    "folder-day": {f"{DIGEST}/index.md": page({"title": "B", "date": "2024-01-16", "answered_by": ["chief"]})},
    "session-ahead": {
        "content/digests/2042-06-01-briefing/index.md": page(
            {"title": "B", "date": "2042-06-01", "answered_by": ["chief"]}
        ),
        "content/digests/2042-06-01-briefing/b.md": entry("About rotas"),
    },
}


@pytest.mark.parametrize("code", SLIPS)
def test_a_slip_is_asked_about_before_readers_see_it(project: Project, code: str) -> None:
    for path, text in SLIPS[code].items():
        project.write(path, text.replace("Why?", "Why so late?"))
    said = plain(run(project, "--plan", code=2))
    assert (ASKED in said, f"[{code}]" in said) == (True, True)
    run(project, code=2)
    assert "Published: " in run(project, "--accept-warnings", "1")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
@pytest.mark.parametrize(("typed", "code"), [("yes\n", 0), ("y\n", 2), ("\n", 2)])
def test_at_a_terminal_a_warning_is_asked_about(project: Project, typed: str, code: int) -> None:
    project.write("templates/footer.html", LANDLINE)
    found, shown = at_terminal(project, typed)
    assert f"{ASKED} Type yes if that is meant" in plain(shown)
    assert found == code
    assert (project.folder.parent / "host").exists() == (code == 0)


def test_what_is_live_already_can_be_replaced_and_gone_back_to_and_taken_away(project: Project) -> None:
    host = project.folder.parent / "host/current"
    run(project)
    footer = project.folder / "templates/footer.html"
    footer.parent.mkdir()
    footer.write_text(LANDLINE)
    run(project, "--accept-warnings", "1")
    project.write("templates/footer.html", "<p>Nothing</p>")
    run(project)  # in the place of a release with such words
    assert "01223" not in (host / "index.html").read_text()
    run(project, "--rollback")  # an older one of them is served again
    assert "01223 456789" in (host / "index.html").read_text()
    project.write("templates/footer.html", "<p>Ring 07912 345678</p>")
    run(project, code=1)
    done = CliRunner().invoke(main, ["-C", str(project.folder), "withdraw", "a", "--why", "Old.", "--yes"])
    assert done.exit_code == 0, done.output
    assert "Old." in (host / DIGEST.removeprefix("content/") / "a.html").read_text()


def test_taking_back_is_not_stopped_where_all_of_the_site_goes_out_with_it(project: Project) -> None:
    run(project)
    for kept in (project.folder / ".sitegen/published").glob("*.sources"):
        kept.unlink()
    project.write("templates/footer.html", "<p>Ring 07912 345678</p>")
    done = CliRunner().invoke(main, ["-C", str(project.folder), "withdraw", "a", "--why", "Old.", "--yes"])
    assert done.exit_code == 0, done.output
    assert "079••••••78" in done.output
    assert "Old." in (project.folder.parent / f"host/current/{DIGEST.removeprefix('content/')}/a.html").read_text()


def test_python_is_told_the_same(project: Project) -> None:
    site = sitegen.Project(project.folder, day=date(2024, 6, 1))
    project.write("templates/footer.html", LANDLINE)
    with pytest.raises(Refused, match="There is 1 warning"):
        sitegen.publish(site)
    report = sitegen.publish(site, accept_warnings=1)
    assert [problem.code for problem in report.notices] == ["maybe-private-served"]
    project.write("templates/footer.html", "<p>Ring 07912 345678</p>")
    report = sitegen.publish(site)
    assert [problem.code for problem in report.errors] == ["private-served"]
    assert report.published is None


def test_what_own_code_makes_is_looked_through(project: Project) -> None:
    kinds = {"dump.json": lambda _: b'{"who": "07912 345678"}'}
    site = sitegen.Project(project.folder, day=date(2024, 6, 1))
    report = sitegen.publish(site, steps=kinds, version="1")
    assert [(problem.code, problem.path) for problem in report.errors] == [("private-served", "output/dump.json")]


def test_files_that_go_in_as_they_are_are_told_by_check_already(project: Project) -> None:
    private_everywhere(project)
    for _ in range(2):  # looked through, and remembered
        told = {(problem["path"], problem["severity"]) for problem in project.check(date=DAY).report["problems"]}
        assert told == {(path, "notice") for path in PLACES if not path.startswith("output/")}
