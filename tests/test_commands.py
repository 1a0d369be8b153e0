"""The commands as a person meets them: words, exit codes, files made."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result
from project import DIGEST, Project, minimal_project, page

from sitegen import theme_folder
from sitegen.cli import main
from sitegen.cli.schema import KINDS, schema_of
from sitegen.engine.workspace import read_project

ROOT = Path(__file__).parents[1]


def run(*arguments: str, folder: Path | None = None) -> Result:
    return CliRunner().invoke(main, [*(["-C", str(folder)] if folder else []), *arguments])


def test_the_readmes_mistake_is_what_is_printed(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"## A mistake, shown\n\n```\n(.*?)```", readme, re.DOTALL)
    assert shown is not None
    project = minimal_project(tmp_path).write("content/topics/leadership.md", page({"title": "Leadership"}))
    project.write("content/topics/learning.md", page({"title": "Learning"})).remove(f"{DIGEST}/index.md")
    digest = "content/digests/2021-02-18-staff-briefing"
    project.write(f"{digest}/index.md", page({"title": "Briefing", "date": "2021-02-18", "answered_by": ["chief"]}))
    text = "---\nquestion: >\n  Who?\ntitle: Other trusts\ntopics: [learning, leadrship]\n---\nYes.\n"
    project.write(f"{digest}/other-trusts.md", text)
    result = run("build", "--date", "2021-03-01", folder=tmp_path)
    assert result.exit_code == 1
    assert result.stdout == shown[1]


def test_a_new_site_builds_at_once_and_its_editor_files_are_sound(tmp_path: Path) -> None:
    site = tmp_path / "my-site"
    assert run("init", str(site)).exit_code == 0
    result = run("build", "--date", "2026-11-24", folder=site)
    assert result.exit_code == 0, result.output
    assert (site / "output/index.html").is_file()
    settings = yaml.safe_load((site / "sitegen.yaml").read_text(encoding="utf-8"))
    assert re.fullmatch("[0-9a-f]{16}", str(settings["id"]))
    schema = json.loads((site / ".vscode/sitegen.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(settings, default=str)), schema)
    pattern = json.loads((site / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"][0]["problemMatcher"][
        "pattern"
    ]
    (site / "content/topics/wellbeing.md").write_text("---\ntitel: x\n---\n", encoding="utf-8")
    lines = run("check", "--format", "line", folder=site).stdout.splitlines()
    assert lines
    assert all(re.match(pattern["regexp"], line) for line in lines)


def test_a_folder_with_something_in_it_is_not_made_into_a_site(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    result = run("init", str(tmp_path))
    assert result.exit_code == 2
    assert "not empty" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.txt"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_a_json_schema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(kind))
    assert json.loads(run("schema", kind).stdout) == schema_of(kind)


def test_new_files_are_drafts_that_the_next_check_takes(tmp_path: Path) -> None:
    minimal_project(tmp_path)
    assert run("new", "digest", "July: a briefing, 2 July 2026", "--date", "2026-07-02", folder=tmp_path).exit_code == 0
    assert run("new", "question", 'Why is bay #4 closed: and what of "general" things?', folder=tmp_path).exit_code == 0
    assert run("new", "topic", "meal-breaks", folder=tmp_path).exit_code == 0
    assert run("new", "person", "director of people", folder=tmp_path).exit_code == 0
    made = Project(tmp_path)
    entry = "content/digests/2026-07-02-july-briefing/bay-4-closed-general-things.md"
    assert 'Why is bay #4 closed: and what of "general" things?' in made.read(entry)
    assert "topics: [general]" in made.read(entry)
    assert "Meal breaks" in made.read("content/topics/meal-breaks.md")
    assert "Director of People" in made.read("content/people/director-of-people.md")
    outcome = made.check(date="2026-07-03")
    assert outcome.exit_code == 0
    assert {held["reason"] for held in outcome.report["held_back"]} == {"draft"}
    made.write(entry, made.read(entry).replace("draft: true\n", "") + "Because.\n")
    index = "content/digests/2026-07-02-july-briefing/index.md"
    made.write(index, made.read(index).replace("draft: true\n", ""))
    assert made.build(date="2026-07-03").report["entries"] == 1


def test_a_new_template_is_the_themes_until_it_is_changed(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    before = project.build().page("topics/general.html")
    for name in ("topic.html", "theme/site.css"):
        assert run("new", "template", name, folder=tmp_path).exit_code == 0
        assert (tmp_path / "templates" / name).read_bytes() == (theme_folder() / name).read_bytes()
    outcome = project.build()
    assert outcome.page("topics/general.html") == before
    assert not outcome.errors


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("topic.html", "templates/topic.html is there already"),
        ("topc.html", "sitegen new template topic.html"),
        ("site.css", "sitegen new template theme/site.css"),
        ("../sitegen.yaml", "The theme has no file"),
        ("zzzzzzzz", "There are: archive.html"),
    ],
)
def test_a_new_template_is_one_of_the_theme_and_writes_over_nothing(tmp_path: Path, name: str, words: str) -> None:
    minimal_project(tmp_path).write("templates/topic.html", "Ours.")
    result = run("new", "template", name, folder=tmp_path)
    assert result.exit_code == 2
    assert words in result.stderr
    assert (tmp_path / "templates/topic.html").read_text() == "Ours."


def test_new_does_not_write_over_what_is_there(tmp_path: Path) -> None:
    minimal_project(tmp_path)
    result = run("new", "topic", "general", folder=tmp_path)
    assert result.exit_code == 2
    assert "is there already" in result.stderr


def test_the_world_is_refused_in_one_sentence(tmp_path: Path) -> None:
    result = run("build", folder=tmp_path)
    assert result.exit_code == 2
    assert "There is no sitegen.yaml" in result.stderr
    result = run("build", folder=tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "There is no folder" in result.stderr


def test_a_word_that_is_no_command_is_answered_with_the_nearest() -> None:
    result = run("biuld")
    assert result.exit_code == 2
    assert "build" in result.stderr


def test_a_day_may_be_typed_as_people_do_and_no_other_way(tmp_path: Path) -> None:
    minimal_project(tmp_path)
    assert run("check", "--date", "18 February 2024", folder=tmp_path).exit_code == 0
    result = run("check", "--date", "05/03/2024", folder=tmp_path)
    assert result.exit_code == 2
    assert "5 March 2024 or 3 May 2024" in result.stderr


@pytest.mark.parametrize("zone", ["London", "europe/london", "Europe", "BST", "../../etc/passwd"])
def test_a_time_zone_that_nobody_knows_is_a_mistake_like_any_other(tmp_path: Path, zone: str) -> None:
    project = minimal_project(tmp_path)
    project.write("sitegen.yaml", f"title: Test\ntimezone: {zone}\n")
    for command in ("check", "build"):
        done = CliRunner().invoke(main, ["-C", str(project.folder), command])
        assert done.exit_code == 1, done.output
        assert "There is no time zone" in done.output


def test_who_stops_reading_is_told_nothing_of_mistakes(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    for number in range(900):  # more than a pipe holds
        project.write(f"{DIGEST}/q{number}.md", page({"question": "Why?", "topics": ["nowhere"]}, "Because."))
    command = [sys.executable, "-m", "sitegen", "-C", str(project.folder), "check"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert not (project.folder / ".sitegen" / "crash.log").exists()


def test_our_own_mistakes_leave_a_log_and_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    minimal_project(tmp_path)

    def plan_pages(*_: object) -> None:
        raise ValueError("Ring 07912 345601")  # stands for a bug of ours

    monkeypatch.setattr("sitegen.engine.planning.plan_pages", plan_pages)
    result = run("build", folder=tmp_path)
    assert result.exit_code == 3
    assert "Traceback" not in result.output
    log = (tmp_path / ".sitegen/crash.log").read_text(encoding="utf-8")
    assert "Traceback" in log
    assert "ValueError: Ring 079••••••01" in log
    assert log.startswith("sitegen ")


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, False), ({"FORCE_TERMINAL": "1"}, True), ({"FORCE_TERMINAL": "1", "NO_COLOR": "1"}, False)],
)
def test_colour_is_for_terminals_and_for_those_who_want_it(
    tmp_path: Path, variables: dict[str, str], coloured: bool
) -> None:
    minimal_project(tmp_path).write(f"{DIGEST}/a.md", "no front matter")
    runner = CliRunner(env={name: value for name, value in variables.items() if name == "NO_COLOR"})
    result = runner.invoke(main, ["-C", str(tmp_path), "check"], color="FORCE_TERMINAL" in variables)
    assert ("\x1b[" in result.output) == coloured


def test_github_gets_its_own_lines(tmp_path: Path) -> None:
    minimal_project(tmp_path).write(f"{DIGEST}/a.md", "no front matter")
    line = run("check", "--format", "github", folder=tmp_path).stdout.splitlines()[0]
    assert line.startswith(f"::error file={DIGEST}/a.md,line=1,col=1,title=no-front-matter::")


def run_apart(*arguments: str) -> list[str]:
    """The last lines that a run in a process of its own prints; the very last names the slow modules it loaded."""
    code = "\n".join(
        [
            f"import sys; sys.argv = ['sitegen', *{arguments!r}]",
            "from sitegen.cli import main",
            "try: main()",
            "except SystemExit: pass",
            "print([m for m in ('pydantic', 'markdown_it', 'jinja2', 'yaml', 'nh3') if m in sys.modules])",
        ]
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return result.stdout.splitlines()


def test_the_version_is_told_without_loading_the_parsers() -> None:
    assert run_apart("--version")[-1] == "[]"


def test_a_build_with_nothing_to_do_loads_no_parser_and_no_template(tmp_path: Path) -> None:
    minimal_project(tmp_path).write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "Because."))
    arguments = ["-C", str(tmp_path), "build", "--date", "2024-06-01"]
    assert run(*arguments).exit_code == 0
    lines = run_apart(*arguments)
    assert any("nothing to write" in line for line in lines)
    assert lines[-1] == "[]"


@pytest.mark.parametrize("path", ["templates/entry.html", "assets/drawing.svg"])
def test_a_file_that_goes_away_while_the_site_is_built_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    project = minimal_project(tmp_path).write("templates/entry.html", "{% extends 'base.html' %}")
    project.write("content/assets/drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    body = "![A](../../assets/drawing.svg)"
    project.write(f"{DIGEST}/an-entry.md", page({"question": "Why?", "topics": ["general"]}, body))
    file = tmp_path / (path if path.startswith("templates") else f"content/{path}")

    def look_then_lose(*arguments: Any) -> Any:
        snapshot = read_project(*arguments)
        file.unlink()
        return snapshot

    monkeypatch.setattr("sitegen.api.building.read_project", look_then_lose)
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "build", "--date", "2024-06-01"])
    assert result.exit_code == 2, result.output
    assert file.name in result.output
    assert "not there any more" in result.output
