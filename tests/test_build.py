"""A build: what it shows, what it leaves alone, and that it is the same everywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from photos import pixel
from project import DIGEST, Outcome, Project, minimal_project, page

from sitegen.cli import main

E = f"{DIGEST}/an-entry.md"


def entry(body: str = "Because.", **fields: object) -> str:
    return page({"question": "Why?", "topics": ["general"], **fields}, body)


def text_of(html: str) -> str:
    import lxml.html

    return " ".join(lxml.html.fromstring(html).text_content().split())


def test_a_small_project_becomes_a_site(tmp_path: Path) -> None:
    outcome = minimal_project(tmp_path).write(E, entry()).build()
    assert outcome.exit_code == 0
    assert "digests/2024-01-15-briefing/an-entry.html" in outcome.files()
    assert outcome.report["pages"] == len([name for name in outcome.files() if name.endswith(".html")])
    assert outcome.report["made"] == len(outcome.files())
    assert outcome.report["removed"] == 0


def test_building_twice_makes_nothing(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry())
    project.build()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*")}
    assert project.build().report["made"] == 0
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*")}


def test_a_failed_build_changes_nothing_that_was_visible(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry())
    project.build()
    before = tree(tmp_path / "output")
    project.write(E, entry("Because [x](nothing.md).")).write("content/topics/more.md", page({"title": "More"}))
    outcome = project.build()
    assert outcome.exit_code == 1
    assert outcome.report["made"] == outcome.report["removed"] == 0
    assert tree(tmp_path / "output") == before


def test_a_site_whose_content_has_gone_stays_as_it_is(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry())
    before = project.build().files()
    (project.folder / "content").rename(project.folder / "Content")
    outcome = project.build()
    assert [problem["code"] for problem in outcome.errors] == ["no-content"]
    assert outcome.files() == before


@pytest.mark.parametrize(
    ("link", "near"),
    [
        ("[policy](../../assets/policy.pdf)", "../../assets/Policy.pdf"),
        ("![chart](../../assets/chart.png)", "../../assets/chart.PNG"),
        ("[other](Other.md)", "other.md"),
    ],
)
def test_a_link_names_a_file_just_as_it_is_called(tmp_path: Path, link: str, near: str) -> None:
    project = minimal_project(tmp_path).write(E, entry(body=link)).write(f"{DIGEST}/other.md", entry())
    project.write("content/assets/Policy.pdf", b"%PDF-1.4").write("content/assets/chart.PNG", pixel())
    (mistake,) = project.build().errors
    assert mistake["code"] == "broken-link"
    assert f"“{near}”" in mistake["message"]


def test_a_picture_beside_the_text_is_one_mistake(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry(body="![chart](chart.png)"))
    project.write(f"{DIGEST}/chart.png", b"\x89PNG\r\n\x1a\n")
    assert [problem["code"] for problem in project.build().errors] == ["misplaced-file"]


@pytest.mark.parametrize("name", ["a\x7fb.css", "two words.css", "con.css"])
def test_a_file_of_the_theme_has_a_name_that_every_server_takes(tmp_path: Path, name: str) -> None:
    project = minimal_project(tmp_path).write(E, entry()).write(f"templates/theme/{name}", "")
    assert [problem["code"] for problem in project.build().errors] == ["bad-name"]


def test_a_broken_template_changes_nothing_that_was_visible(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry())
    project.build()
    before = tree(tmp_path / "output")
    outcome = project.write("templates/waiting.html", "{{ page.nothing }}").write(E, entry("New.")).build()
    assert [(p["code"], p["path"], p["line"]) for p in outcome.errors] == [
        ("template-error", "templates/waiting.html", 1)
    ]
    assert tree(tmp_path / "output") == before


def test_a_page_that_is_gone_is_removed_and_its_empty_folder_too(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry(aliases=["old/deep/page.html"]))
    project.build()
    assert (tmp_path / "output/old/deep/page.html").is_file()
    outcome = project.write(E, entry()).build()
    assert outcome.report["removed"] == 1
    assert not (tmp_path / "output/old").exists()


def test_foreign_files_are_never_touched(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry()).write("output/digests/notes.txt", "mine")
    project.build()
    project.remove(E).build()
    assert project.read("output/digests/notes.txt") == "mine"


def test_a_foreign_file_in_the_way_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    minimal_project(tmp_path).write(E, entry()).write("output/topics/general.html", "mine")
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "build"])
    assert result.exit_code == 2
    assert "topics/general.html was not made by sitegen" in result.stderr
    assert not (tmp_path / "output/index.html").exists()


STATES = {
    "awaiting": ("", {"answer_due": "2024-05-05"}, "Waiting for an answer — due 5 May 2024"),
    "holding": ("So far.", {"answer_due": "2024-05-05"}, "Interim answer — full answer due 5 May 2024"),
    "partial": ("Half.", {"outstanding": "Which ones"}, "Part answered — still to come: Which ones"),
    "declined": ("", {"declined": "It is about one person"}, "We can't answer this here"),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_said_in_words(tmp_path: Path, state: str) -> None:
    body, fields, words = STATES[state]
    outcome = minimal_project(tmp_path).write(E, entry(body, **fields)).build()
    for route in (f"{DIGEST[8:]}/an-entry.html", f"{DIGEST[8:]}/index.html", "topics/general.html"):
        assert words in text_of(outcome.page(route)), route
    rows = json.loads(outcome.page("data/entries.json"))["entries"]
    assert [row["state"] for row in rows] == [state]


def test_a_withdrawn_entry_leaves_a_tombstone_and_nothing_else(tmp_path: Path) -> None:
    outcome = withdrawn_project(tmp_path).build()
    tombstone = outcome.page("digests/2024-01-15-briefing/an-entry.html")
    assert "This answer was withdrawn on 3 March 2024" in text_of(tombstone)
    assert "It named somebody" in text_of(tombstone)
    assert "noindex" in tombstone
    hits = [name for name in outcome.files() if "SECRET" in (outcome.output / name).read_text("utf-8", "replace")]
    assert hits == []
    assert outcome.page("old.html").count("an-entry.html") >= 1
    assert outcome.report["entries"] == 3
    assert 'href="an-entry.html"' not in outcome.page("digests/2024-01-15-briefing/other.html")
    assert "its words" in outcome.page("digests/2024-01-15-briefing/other.html")


def withdrawn_project(folder: Path) -> Project:
    fields = {
        "title": "SECRET title",
        "withdrawn": {"date": "2024-03-03", "why": "It named somebody"},
        "supersedes": "older",
        "aliases": ["old.html"],
    }
    project = minimal_project(folder).write(E, entry("SECRET.", **fields))
    project.write(f"{DIGEST}/other.md", entry("See [its words](an-entry.md)."))
    return project.write(f"{DIGEST}/older.md", entry("Old answer."))


def test_what_a_withdrawn_entry_superseded_stands_again(tmp_path: Path) -> None:
    project = withdrawn_project(tmp_path)
    assert "Replaced by a newer answer" not in text_of(project.build().page(f"{DIGEST[8:]}/older.html"))
    project.write(E, entry("New answer.", supersedes="older"))
    assert "Replaced by a newer answer" in text_of(project.build().page(f"{DIGEST[8:]}/older.html"))


def test_what_is_held_back_is_listed_with_the_reason(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry())
    project.write(f"{DIGEST}/a.md", entry(draft="true")).write(f"{DIGEST}/b.md", entry(publish_from="2027-01-01"))
    project.write(f"{DIGEST}/c.md", entry(publish_until="2025-01-01"))
    project.write("content/digests/later/index.md", page({"title": "Later", "date": "2024-02-01", "draft": "true"}))
    project.write("content/digests/later/d.md", entry(answered_by="chief"))
    assert project.build().report["held_back"] == [
        {"path": f"{DIGEST}/a.md", "reason": "draft", "until": None},
        {"path": f"{DIGEST}/b.md", "reason": "embargoed", "until": "2027-01-01"},
        {"path": f"{DIGEST}/c.md", "reason": "expired", "until": None},
        {"path": "content/digests/later/d.md", "reason": "its digest is a draft", "until": None},
        {"path": "content/digests/later/index.md", "reason": "draft", "until": None},
    ]


def test_the_first_and_the_last_day_shown_are_shown(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry(publish_from="2024-02-01", publish_until="2024-02-03"))
    counts = {day: project.build(date=f"2024-{day}").report["entries"] for day in ("01-31", "02-01", "02-03", "02-04")}
    assert counts == {"01-31": 0, "02-01": 1, "02-03": 1, "02-04": 0}


def test_counts_are_shown_only_when_nothing_of_the_digest_is_held_back(tmp_path: Path) -> None:
    fields = {
        "title": "Staff briefing",
        "date": "2024-01-15",
        "answered_by": ["chief"],
        "counts": {"received": "12", "merged": "1", "withheld": {"About one person": "6", "Jokes": "2", "Rude": "1"}},
    }
    project = minimal_project(tmp_path).write(E, entry()).write(f"{DIGEST}/b.md", entry())
    project.write(f"{DIGEST}/index.md", page(fields))
    shown = text_of(project.build().page(f"{DIGEST[8:]}/index.html"))
    assert "12" in shown
    assert "About one person" in shown
    assert "Jokes" not in shown, "fewer than five could point at a person"
    project.write(f"{DIGEST}/b.md", entry(draft="true"))
    assert "About one person" not in text_of(project.build().page(f"{DIGEST[8:]}/index.html"))


def test_a_sum_that_does_not_come_out_says_how_many_are_not_shown_yet(tmp_path: Path) -> None:
    fields = {"title": "Staff briefing", "date": "2024-01-15", "answered_by": ["chief"]}
    digest = page(fields | {"counts": {"received": "12", "merged": "1"}})
    project = minimal_project(tmp_path).write(f"{DIGEST}/index.md", digest)
    project.write(E, entry()).write(f"{DIGEST}/b.md", entry(draft="true"))
    (mistake,) = project.check().errors
    assert "1 published + 1 not shown yet + 0 withdrawn + 1 merged + 0 withheld makes 3" in mistake["message"]


def test_the_role_on_the_day_of_the_answer_is_printed(tmp_path: Path) -> None:
    roles = [{"title": "Director", "from": "2010-01-01", "to": "2015-12-31"}, {"title": "Chief", "from": "2016-01-01"}]
    project = minimal_project(tmp_path).write("content/people/chief.md", page({"name": "Alex Moss", "roles": roles}))
    project.write(E, entry()).write(f"{DIGEST}/old.md", entry(asked="2012-01-01", answered="2012-02-01"))
    project.write(f"{DIGEST}/before.md", entry(asked="2001-01-01", answered="2001-02-01"))
    outcome = project.build()
    rows = {
        row["id"].rpartition("/")[2]: row["answered_by"]
        for row in json.loads(outcome.page("data/entries.json"))["entries"]
    }
    assert rows == {"an-entry": "Chief", "old": "Director", "before": "Alex Moss"}


def test_a_day_that_was_moved_is_not_taken_for_the_day_that_was_said(tmp_path: Path) -> None:
    promise = {
        "text": "Count the nights",
        "strength": "commitment",
        "quote": "count the nights",
        "owner": "chief",
        "due": "2024-06-30",
        "extended": [{"date": "2024-06-20", "to": "2025-01-31", "why": "The survey was late."}],
    }
    project = minimal_project(tmp_path).write(E, entry("We will count the nights.", commitments=[promise]))
    outcome = project.build()
    assert outcome.errors == []
    for route in (f"{E[8:-3]}.html", "commitments/index.html", f"{DIGEST[8:]}/print.html"):
        shown = text_of(outcome.page(route))
        assert "By 31 January 2025, as agreed afterwards; at first by 30 June 2024" in shown, route
    assert "2025-01-31,agreed" in outcome.page("commitments/register.csv")


def test_the_print_edition_says_what_became_of_a_promise(tmp_path: Path) -> None:
    promise = {"text": "Count", "quote": "count", "owner": "chief", "strength": "intention"}
    promise["updates"] = [{"date": "2024-03-01", "status": "dropped", "note": "Too dear."}]
    project = minimal_project(tmp_path).write(E, entry("We plan to count.", commitments=[promise]))
    assert "We plan to: Count Not going ahead" in text_of(project.build().page(f"{DIGEST[8:]}/print.html"))


def test_a_promise_passes_to_the_next_holder_of_the_role(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    project.write(
        "content/people/chief.md",
        page(
            {
                "name": "Alex",
                "roles": [{"title": "Chief", "from": "2019-01-01", "to": "2024-06-30"}],
                "left": "2024-06-30",
            }
        ),
    )
    project.write("content/people/next.md", page({"name": "Bo", "roles": [{"title": "Chief", "from": "2024-07-01"}]}))
    promise = [{"text": "Look", "quote": "We will look", "strength": "commitment"}]
    outcome = project.write(E, entry("We will look.", commitments=promise)).build()
    assert "people/next.html" in outcome.page("commitments/index.html")
    assert not [problem for problem in outcome.report["problems"] if problem["code"] == "nobody-owns"]


def test_a_merged_topic_leads_on_and_its_entries_count_once(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry(topics=["general", "old"]))
    project.write(
        "content/topics/old.md", page({"title": "Old name", "merged_into": "general", "aliases": ["older.html"]})
    )
    project.write(f"{DIGEST}/b.md", entry(topics=["Old name"]))
    outcome = project.build()
    assert 'content="0; url=general.html"' in outcome.page("topics/old.html")
    assert 'url=topics/general.html"' in outcome.page("older.html")
    assert outcome.page("topics/general.html").count("an-entry.html") == 1
    assert "b.html" in outcome.page("topics/general.html")


def test_without_an_address_there_are_no_feeds_and_no_sitemap(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry()).write("sitegen.yaml", "title: Test\n")
    files = project.build().files()
    assert not {"feed.xml", "topics/general.xml", "sitemap.xml"} & set(files)
    assert "commitments/register.ics" in files


def test_an_own_template_replaces_its_namesake(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry(extra={"ward": "7"}))
    project.write("templates/entry.html", "{{ page.extra.ward }} {{ page.teaser.title }} {{ site.title }}")
    project.write("templates/theme/own.css", "a {}")
    outcome = project.build()
    assert outcome.page(f"{DIGEST[8:]}/an-entry.html") == "7 Why? Test"
    assert outcome.page("_theme/own.css") == "a {}"


@pytest.mark.parametrize(
    ("name", "encoding"), [("entry.html", "utf-16"), ("base.html", "latin-1"), ("mine.html", "cp1252")]
)
def test_a_template_that_is_not_utf_8_is_told_and_not_published(tmp_path: Path, name: str, encoding: str) -> None:
    project = minimal_project(tmp_path).write(E, entry())
    project.build()
    project.write(f"templates/{name}", "<p>\nCafé</p>".encode(encoding))
    for outcome in (project.build(), project.check()):
        assert [(problem["code"], problem["path"]) for problem in outcome.errors] == [
            ("bad-encoding", f"templates/{name}")
        ]


def test_a_byte_order_mark_of_a_template_is_not_published(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry()).write("templates/entry.html", "Ours".encode("utf-8-sig"))
    assert project.build().page(f"{DIGEST[8:]}/an-entry.html") == "Ours"


def test_templates_have_no_clock_and_no_chance(tmp_path: Path) -> None:
    for source in ("{{ now() }}", "{{ lipsum() }}", "{{ [1, 2] | random }}", "{{ cycler }}"):
        outcome = minimal_project(tmp_path).write(E, entry()).write("templates/entry.html", source).build()
        assert [problem["code"] for problem in outcome.errors] == ["template-error"], source


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def site(outcome: Outcome) -> dict[str, bytes]:
    return {name: (outcome.output / name).read_bytes() for name in outcome.files()}


def test_the_same_input_gives_the_same_bytes_in_any_zone_locale_and_order(tmp_path: Path) -> None:
    sample = Path(__file__).parents[1]
    trees = []
    for number, (zone, locale, seed) in enumerate([("UTC", "C", "1"), ("Pacific/Auckland", "tr_TR.UTF-8", "2")]):
        folder = tmp_path / str(number)
        names = [
            path.relative_to(sample).as_posix() for path in sorted((sample / "content").rglob("*")) if path.is_file()
        ]
        for name in [
            "sitegen.yaml",
            *(names if number else reversed(names)),
        ]:  # so that the folder lists them otherwise
            Project(folder).write(name, (sample / name).read_bytes())
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "NO_COLOR": "1"}
        command = [sys.executable, "-m", "sitegen", "-C", str(folder), "build", "--date", "2026-11-24"]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        trees.append({name: data for name, data in tree(folder / "output").items() if not name.startswith(".sitegen/")})
    assert trees[0] == trees[1]


def test_files_listed_in_another_order_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    sample = Path(__file__).parents[1]
    outcomes = []
    for number in range(2):
        folder = tmp_path / str(number)
        shutil.copytree(sample / "content", folder / "content")
        shutil.copy(sample / "sitegen.yaml", folder)
        if number:
            listed = os.scandir

            class Backwards:
                """The same folder, listed from its end."""

                def __init__(self, path: str, listed: Callable[..., Any] = listed) -> None:
                    with listed(path) as entries:
                        self.entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

                def __enter__(self) -> object:
                    return iter(self.entries)

                def __iter__(self) -> object:
                    return iter(self.entries)

                def __next__(self) -> object:
                    raise StopIteration

                def __exit__(self, *_: object) -> None:
                    return None

            monkeypatch.setattr(os, "scandir", Backwards)
        outcomes.append(Project(folder).build())
        monkeypatch.undo()
    assert site(outcomes[0]) == site(outcomes[1])
