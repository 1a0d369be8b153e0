"""`sitegen publish` as people meet it: words and exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

from sitegen.cli import main
from sitegen.memory.output import Output

DAY = "2024-06-01"
AFTER_SAMPLE = ("--date", "2026-11-24")
NEWS = [{"date": DAY, "text": "This is why"}]


def entry(title: str, body: str = "Because.", **fields: object) -> str:
    return page({"question": "Why?", "title": title, "topics": ["general"], **fields}, body)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path / "project")
    project.write("sitegen.yaml", "title: Test\nid: 0123abcd\npublish:\n  intranet:\n    to: ../host\n")
    return project.write(f"{DIGEST}/a.md", entry("About leave")).write(f"{DIGEST}/b.md", entry("About pay"))


def run(project: Project, *options: str, code: int = 0) -> str:
    dated = () if {"--rollback", "--history", "--unlock", "--check-target"} & set(options) else ("--date", DAY)
    result = CliRunner().invoke(main, ["-C", str(project.folder), "publish", *dated, *options])
    assert result.exit_code == code, result.output
    return result.output


def test_the_whole_way(project: Project) -> None:
    host = project.folder.parent / "host"
    assert "2 new answers, 0 changed, 0 removed" in run(project, "--plan", code=10)
    assert not host.exists()
    first = run(project)
    assert "  new       About leave" in first
    assert "no reader sees a half" in first
    assert "Published: release " in first
    assert "Nothing to do" in run(project)
    assert "Nothing to publish" in run(project, "--plan")
    project.write(f"{DIGEST}/a.md", entry("About leave", "Because of this.", updates=NEWS)).write(
        f"{DIGEST}/c.md", entry("Buses")
    )
    assert "1 new answer, 2 changed, 0 removed" in run(project)  # the page before it leads to it now
    assert "Because of this." in (host / f"current/{DIGEST.removeprefix('content/')}/a.html").read_text()
    assert "Went back: release " in run(project, "--rollback")
    assert not (host / f"current/{DIGEST.removeprefix('content/')}/c.html").exists()
    history = [line for line in run(project, "--history").splitlines() if not line.startswith(" ")]
    assert ["rolled back" in line for line in history] == [True, False, False]
    assert "is served" in history[0]
    assert "It holds this site: release " in run(project, "--check-target")
    assert "nothing to unlock" in run(project, "--unlock")
    assert "no release feed" in run(project, "--rollback", "feed", code=2)


def test_mistakes_and_drafts_never_get_out(project: Project) -> None:
    project.write(f"{DIGEST}/d.md", entry("Secret plans", "Never.", draft=True))
    run(project)
    shown = [path for path in (project.folder.parent / "host").rglob("*") if path.is_file()]
    assert not [path for path in shown if b"Secret" in path.read_bytes()]
    project.write(f"{DIGEST}/e.md", entry("Wrong", topics=["nosuch"]))
    assert "1 thing to mend" in run(project, code=1)
    assert "Wrong" not in "".join(map(str, (project.folder.parent / "host").rglob("*")))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("title: T\nid: a1\n", "does not say where to publish to"),
        ("title: T\npublish: {x: {to: ../host}}\n", "has no “id”"),
        ("title: T\nid: a1\npublish: {x: {to: ../host}, y: {to: ../host2}}\n", "several places"),
        ("title: T\nid: a1\npublish: {x: {to: output}}\n", "other files live there"),
        ("title: T\nid: a1\npublish: {x: {to: content/host}}\n", "other files live there"),
        ("title: T\nid: a1\npublish: {x: {to: ..}}\n", "other files live there"),
        ("title: T\nid: a1\npublish: {x: {to: ../no/such/place}}\n", "There is no folder"),
        ("title: T\nid: a1\npublish: {x: {to: 'ftp://host/x'}}\n", "Nothing can be published to ftp://host/x"),
        ("title: T\nid: a1\npublish: {x: {to: 'ssh://-oProxyCommand=x/x'}}\n", "Nothing can be published to"),
        ("title: T\nid: a1\npublish: {x: {to: //server/share/qa}}\n", "share on Windows"),
        ("title: T\nid: a1\npublish: {x: {to: ../host, url: 'http://127.0.0.1:9/'}}\n", "does not answer"),
    ],
)
def test_a_wrong_target_is_refused_with_one_sentence(project: Project, settings: str, words: str) -> None:
    project.write("sitegen.yaml", settings)
    output = run(project, code=2)
    assert words in output
    assert "Traceback" not in output


def sample(tmp_path: Path, target: str) -> Project:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "mine")]).exit_code == 0
    project = Project(tmp_path / "mine")
    return project.write("sitegen.yaml", project.read("sitegen.yaml") + f"\npublish: {{x: {target}}}\n")


def test_a_new_user_can_try_all_of_it_with_the_sample_and_a_folder(tmp_path: Path) -> None:
    project = sample(tmp_path, "{to: ../host}")
    assert "Published" in run(project, *AFTER_SAMPLE)
    assert (tmp_path / "host/current/index.html").is_file()
    assert "is served" in run(project, "--history")


@pytest.mark.parametrize(
    "target", ["{to: ../host, url: 'http://127.0.0.1:9/'}", "{to: 'ssh://web@host/srv'}", "{to: //server/share/qa}"]
)
def test_the_invented_sample_does_not_reach_readers(tmp_path: Path, target: str) -> None:
    project = sample(tmp_path, target)
    said = run(project, code=2)
    assert "2026-03-12-staff-briefing and content/digests/2026-06-18-written-answers still hold the sample's" in said
    assert "Delete what came with the sample" in said
    assert not (tmp_path / "host").exists()


def test_own_answers_are_not_published_beside_invented_ones(tmp_path: Path) -> None:
    project = sample(tmp_path, "{to: ../host}")
    project.write("content/digests/2024-05-01-ours/index.md", page({"title": "Ours", "date": "2024-05-01"}))
    own = entry("Our own", topics=["learning"], answered_by="imelda-quillstone")
    project.write("content/digests/2024-05-01-ours/our-own.md", own)
    assert "This answer came with the sample" in run(project, code=1)
    assert not (tmp_path / "host").exists()


def test_an_output_that_was_changed_by_hand_is_made_right_first(project: Project) -> None:
    run(project)
    (project.folder / "output" / "index.html").write_text("torn")
    assert "Nothing to do" in run(project)
    output = Output(project.folder / "output", project.folder)
    assert output.tree["index.html"].size == (project.folder / "output/index.html").stat().st_size


def test_it_is_interrupted_in_words(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sitegen.publish.remotes.flip.FlipFolder.stage", interrupt)
    assert "old site or the new one" in run(project, code=130)


@pytest.mark.parametrize(("server", "word"), [("nginx", "location"), ("apache", "Alias"), ("iis", "system.webServer")])
def test_settings_for_web_servers_name_the_folder_and_what_is_gone(project: Project, server: str, word: str) -> None:
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "    url: https://intranet.example/qa/\n")
    withdrawn = {"withdrawn": {"date": "2024-05-01", "why": "It named a colleague"}}
    project.write(f"{DIGEST}/b.md", entry("About pay", **withdrawn, aliases=["old/pay.html"]))
    assert project.build(date=DAY).errors == []
    text = run(project, "--server-config", server)
    assert word in text
    assert (str(project.folder.parent / "host/current") in text) == (server != "iis")  # whose file lies in it
    assert f"{DIGEST.removeprefix('content/')}/b" in text


def test_who_tries_out_erasing_with_the_sample_can_go_on_trying(tmp_path: Path) -> None:
    project = sample(tmp_path, "{to: ../host}")
    run(project, *AFTER_SAMPLE)
    first = min((project.folder / "content/digests/2026-06-18-written-answers").glob("[!i]*.md")).stem
    erasing = ["withdraw", first, "--erase", "--yes", "--why", "To try it.", *AFTER_SAMPLE]
    assert CliRunner().invoke(main, ["-C", str(project.folder), *erasing]).exit_code in (0, 1)
    assert "Nothing to do" in run(project, *AFTER_SAMPLE)
    about = project.folder / "content/pages/about.md"
    about.write_text(f"{about.read_text()}\nMine.\n")
    assert "Published" in run(project, *AFTER_SAMPLE)


@pytest.mark.parametrize("how", ["an older copy", "a way to bring back", "an answer gone", "a wrong number"])
def test_a_plan_says_what_a_publish_would_say(project: Project, how: str) -> None:
    run(project)
    colleague = Project(project.folder.parent / "colleague")
    shutil.copytree(project.folder, colleague.folder)
    if how == "an older copy":
        run(colleague.write(f"{DIGEST}/c.md", entry("Buses")))
        project.write(f"{DIGEST}/d.md", entry("Rota"))
    elif how == "a way to bring back":
        gone = {"date": DAY, "why": "It named somebody."}
        run(colleague.write(f"{DIGEST}/b.md", entry("About pay", withdrawn=gone)))
    elif how == "an answer gone":
        (project.folder / DIGEST / "b.md").unlink()
    else:
        project.write(f"{DIGEST}/a.md", entry("About leave", "Because of this.", updates=NEWS))
    options = ("--removals", "7") if how == "a wrong number" else ()
    planned = run(project, "--plan", *options, code=2)
    assert planned.splitlines()[-2:] == run(project, *options, code=2).splitlines()[-2:]
    assert "The site has not changed." in planned
    assert "kB are new." in planned
