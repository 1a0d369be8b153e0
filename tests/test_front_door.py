"""What a script can do with `import sitegen`: build, check, publish and preview; and add pages, filters and files."""

from __future__ import annotations

import os
import random
import re
import runpy
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import build_opener

import pytest
from click.testing import CliRunner
from markupsafe import Markup
from project import DIGEST, Project, minimal_project, page

import sitegen
from sitegen import OwnPage, PageKind, Published, Refused, Report
from sitegen.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCS = Path(__file__).parent.parent / "docs" / "python.md"
DAY = date(2024, 6, 1)
ROUTE = DIGEST.removeprefix("content/")
YEAR = '{% extends "base.html" %}{% block main %}{{ page.entries | links }};{% endblock %}'
SHOWING = '{% extends "base.html" %}{% block main %}{{ page.answer }}{% endblock %}'


def entry(question: str = "Why?", body: str = "Because.", **fields: object) -> str:
    return page({"question": question, "topics": ["general"], **fields}, body)


@pytest.fixture
def site(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path / "my-site")
    project.write(f"{DIGEST}/a.md", entry("About leave?", "As *agreed*."))
    project.write(f"{DIGEST}/b.md", entry("About pay?", answered="2025-01-10"))
    project.write("templates/year.html", YEAR)
    return project.write("templates/answer.html", SHOWING)


def build(site: Project, **own: Any) -> Report:
    """A build, compared with one from nothing."""
    told: list[str] = []
    report = sitegen.build(sitegen.Project(site.folder, day=date(2025, 6, 1)), **own, verify=True, tell=told.append)
    assert told == (["Verified: a build from nothing gives the same bytes."] if report.ok else [])
    return report


def years(site: Published) -> Iterator[OwnPage]:
    for year in sorted({entry.teaser.date.year for entry in site.entries}):
        teasers = [entry.teaser for entry in site.entries if entry.teaser.date.year == year]
        yield OwnPage(f"years/{year}.html", f"Asked in {year}", entries=teasers)


def answers(site: Published) -> Iterator[OwnPage]:
    for entry in site.entries:
        yield OwnPage(f"answers/{entry.route.rpartition('/')[2]}", entry.teaser.title, answer=entry.answer)


def words(site: Published) -> str:
    return "\n".join(f"{entry.teaser.question} {entry.answer}" for entry in site.entries)


YEARS: dict[str, Any] = {"pages": {"year": PageKind(years, "year.html")}, "version": "1"}
ANSWERS: dict[str, Any] = {"pages": {"answer": PageKind(answers, "answer.html")}, "version": "1"}


def made(report: Report) -> list[str]:
    """What was made anew, the search index left out."""
    assert report.ok, str(report)
    return [route for route in report.made if not route.startswith("_search/")]


def examples() -> dict[str, str]:
    text = DOCS.read_text(encoding="utf-8")
    return dict(re.findall(r"^<!-- example: (\S+) -->\n```\w+\n(.*?)^```", text, re.MULTILINE | re.DOTALL))


def run(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(folder)
    (folder / "script.py").write_text(script, encoding="utf-8")
    found = runpy.run_path(str(folder / "script.py"))["report"]
    assert isinstance(found, Report)
    assert found.ok, str(found)
    return found


def test_ten_lines_add_a_kind_of_page_and_a_filter_and_take_them_away_again(
    site: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, script = site.folder.parent, examples()["years.py"]
    assert len([line for line in script.splitlines() if line.strip()]) <= 10
    site.write("templates/year.html", examples()["templates/year.html"])
    report = run(script, folder, monkeypatch)
    assert "<h1>ASKED IN 2024</h1>" in site.read("output/years/2024.html")
    assert "About pay?</a>" in site.read("output/years/2025.html")
    assert {"years/2024.html", "years/2025.html"} <= report.tree.keys()
    assert run(script, folder, monkeypatch).made == ()
    edited = script.replace('"1"', '"2"').replace("str.upper", "str.lower")
    assert made(run(edited, folder, monkeypatch)) == ["years/2024.html", "years/2025.html"]
    assert "<h1>asked in 2024</h1>" in site.read("output/years/2024.html")
    before = {route for route in report.tree if not route.startswith("years/")}
    result = CliRunner().invoke(main, ["-C", str(site.folder), "build"])
    assert result.exit_code == 0, result.output
    assert "2 removed" in result.output
    assert not (site.folder / "output/years").exists()
    assert {
        path.relative_to(site.folder / "output").as_posix()
        for path in (site.folder / "output").rglob("*")
        if path.is_file() and ".sitegen" not in path.parts
    } == before


def test_an_edit_makes_only_those_own_pages_whose_inputs_differ(site: Project) -> None:
    without, report = sitegen.check(sitegen.Project(site.folder, day=DAY)), build(site, **YEARS)
    assert {"years/2024.html", "years/2025.html"} <= set(made(report))
    assert report.counts["pages"] == without.counts["pages"] + 2
    site.write(f"{DIGEST}/a.md", entry("About leave?", "As agreed anew."))
    assert "years/2024.html" not in made(build(site, **YEARS))
    site.write(f"{DIGEST}/a.md", entry("About holidays?", "As agreed anew."))
    found = made(build(site, **YEARS))
    assert "years/2024.html" in found
    assert "years/2025.html" not in found
    site.write(f"{DIGEST}/c.md", entry("About buses?", answered="2023-05-01"))
    found = made(build(site, **YEARS))
    assert [route for route in found if route.startswith("years/")] == ["years/2023.html"]
    site.remove(f"{DIGEST}/c.md")
    assert "years/2023.html" in build(site, **YEARS).removed


def test_a_page_with_a_body_follows_its_words(site: Project) -> None:
    build(site, **ANSWERS)
    assert "<em>agreed</em>" in site.read("output/answers/a.html")
    site.write(f"{DIGEST}/a.md", entry("About leave?", "As *agreed* **anew**."))
    report = build(site, **ANSWERS)
    assert [route for route in made(report) if route.startswith("answers/")] == ["answers/a.html"]
    assert "<strong>anew</strong>" in site.read("output/answers/a.html")


def test_an_edited_template_makes_its_own_pages_anew(site: Project) -> None:
    build(site, **YEARS)
    site.write("templates/year.html", YEAR.replace(";", ","))
    assert made(build(site, **YEARS)) == ["years/2024.html", "years/2025.html"]


def test_a_new_version_of_a_filter_makes_the_pages_of_those_templates_that_name_it(site: Project) -> None:
    def whisper(text: str) -> str:
        return text.lower()

    site.write(
        "templates/waiting.html", '{% extends "base.html" %}{% block main %}{{ "WAIT" | whisper }}{% endblock %}'
    )
    build(site, filters={"whisper": whisper}, version="1")
    assert "wait" in site.read("output/waiting.html")
    assert made(build(site, filters={"whisper": str.swapcase}, version="2")) == ["waiting.html"]
    by_name = '{% extends "base.html" %}{% block main %}{{ ["WAIT"] | map("whis" ~ "per") | first }}{% endblock %}'
    site.write("templates/waiting.html", by_name)
    build(site, filters={"whisper": whisper}, version="2")
    assert made(build(site, filters={"whisper": str.title}, version="3")) == ["waiting.html"]


def test_a_step_is_made_again_when_anything_published_differs_and_at_no_other_time(site: Project) -> None:
    own: dict[str, Any] = {"steps": {"data/words.txt": words}, "version": "1"}
    build(site, **own)
    assert "<em>agreed</em>" in site.read("output/data/words.txt")
    site.write(f"{DIGEST}/secret.md", entry("Never?", "Never.", draft=True))
    assert "data/words.txt" not in made(build(site, **own))
    site.write(f"{DIGEST}/a.md", entry("About leave?", "As agreed anew."))
    assert "data/words.txt" in made(build(site, **own))
    assert "anew" in site.read("output/data/words.txt")
    assert made(build(site, steps={"data/words.txt": lambda _: b"x"}, version="2")) == ["data/words.txt"]


def test_a_function_makes_other_files_than_html(site: Project) -> None:
    def plan(site: Published) -> list[OwnPage]:
        return [OwnPage("data/leave.txt", "", answer=site.entries[0].answer, day=site.day)]

    kind = PageKind(plan, lambda page: f"{page.day}: {page.answer}")
    assert "data/leave.txt" in made(build(site, pages={"words": kind}, version="1"))
    assert "2025-06-01: <p>" in site.read("output/data/leave.txt")
    assert "data/leave.txt" not in build(site, pages={"words": kind}, version="1").made


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"draft": True}, "draft"),
        ({"publish_from": "2025-06-02"}, "embargo"),
        ({"publish_until": "2025-05-31"}, "expired"),
        ({"withdrawn": {"date": "2024-03-01", "why": "A mistake."}}, "withdrawn"),
    ],
)
def test_own_code_is_given_only_what_is_published(site: Project, fields: dict[str, object], why: str) -> None:
    seen: list[str] = []

    def look(site: Published) -> list[OwnPage]:
        seen.append(repr([*site]))
        return []

    def step(site: Published) -> str:
        seen.append(words(site) + repr([*site]))
        return ""

    title = {} if why == "withdrawn" else {"title": "The Xylophone plan"}
    site.write(f"{DIGEST}/held.md", entry("Where is the Xylophone?", "In the Xylophone room.", **title, **fields))
    own = {"pages": {"look": PageKind(look, "year.html")}, "steps": {"data/x.txt": step}, "version": "1"}
    report = sitegen.build(sitegen.Project(site.folder, day=date(2025, 6, 1)), **own)
    assert report.ok, str(report)
    assert len(seen) == 2
    assert not [text for text in seen if "Xylophone" in text]
    assert "Xylophone" not in site.read("output/data/x.txt")


def test_what_own_code_changes_it_changes_for_nobody_else(site: Project) -> None:
    site.write(f"{DIGEST}/a.md", entry("About leave?", extra={"room": ["one"]}))
    site.write("templates/entry.html", '{% extends "base.html" %}{% block main %}{{ page.extra }}{% endblock %}')

    def meddle(site: Published) -> list[OwnPage]:
        for found in site.entries:
            found.extra.setdefault("room", []).append("two")
        return []

    build(site, pages={"meddle": PageKind(meddle, "year.html")}, version="1")
    assert "two" not in site.read(f"output/{ROUTE}/a.html")


def test_own_pages_are_escaped_as_all_are(site: Project) -> None:
    site.write("templates/year.html", '{% extends "base.html" %}{% block main %}{{ page.title }}{% endblock %}')
    pages = {"year": PageKind(lambda _: [OwnPage("x.html", "<b>&")], "year.html")}
    build(site, pages=pages, version="1")
    assert "&lt;b&gt;&amp;" in site.read("output/x.html")
    assert "<b>" not in site.read("output/x.html").partition("<main")[2]


def test_what_a_filter_gives_is_escaped_unless_it_says_that_it_is_html(site: Project) -> None:
    site.write("templates/waiting.html", "{{ 'a' | loud }} {{ 'a' | bold }}")
    filters: dict[str, Callable[..., Any]] = {
        "loud": lambda text: f"<b>{text}",
        "bold": lambda text: Markup("<i>{}").format(text),
    }
    build(site, filters=filters, version="1")
    assert site.read("output/waiting.html") == "&lt;b&gt;a <i>a"


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"pages": {"year": PageKind(years, "year.html")}}, "need a version"),
        (
            {"pages": {"topic": PageKind(years, "year.html")}, "version": "1"},
            "“topic” is a kind of page that sitegen makes",
        ),
        (
            {"pages": {"step": PageKind(years, "year.html")}, "version": "1"},
            "“step” is a kind of page that sitegen makes",
        ),
        ({"pages": {"A year": PageKind(years, "year.html")}, "version": "1"}, "cannot be the name of a kind"),
        ({"pages": {"year": years}, "version": "1"}, "“year” is a function, not a PageKind"),
        ({"pages": {"year": PageKind(years, "year.txt")}, "version": "1"}, "“year.txt” is not the name of a template"),
        ({"filters": {"day": str}, "version": "1"}, "“day” is a filter that templates have already"),
        ({"filters": {"upper": str}, "version": "1"}, "“upper” is a filter that templates have already"),
        ({"filters": {"random": str}, "version": "1"}, "“random” is a filter that templates have already"),
        ({"filters": {"a-b": str}, "version": "1"}, "cannot be the name of a filter"),
        ({"steps": {"data/x.html": words}, "version": "1"}, "a function makes files that end in csv, "),
        ({"steps": {"../x.txt": words}, "version": "1"}, "it goes up or in circles"),
        ({"steps": {"_theme/x.txt": words}, "version": "1"}, "starts or ends with a mark"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(site: Project, own: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=re.escape(words)) as refused:
        sitegen.build(sitegen.Project(site.folder), **own)
    assert refused.value.hint
    assert not (site.folder / "output").exists()


@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("topics/general.html", "the site has another page there"),
        ("Topics/General.html", "the site has another page there"),
        (f"{ROUTE}/a.html", "the site has another page there"),
        ("index.html", "the site has another page there"),
        ("index.html/x.html", "one address would lie inside another"),
        ("twice.html", "“year” has another page there"),
        ("x.txt", "a template makes pages whose addresses end in .html"),
    ],
)
def test_an_address_that_is_taken_is_a_problem_of_whoever_names_it(site: Project, route: str, words: str) -> None:
    def plan(_: Published) -> list[OwnPage]:
        return [OwnPage("twice.html", "One"), OwnPage(route, "Two")]

    report = build(site, pages={"year": PageKind(plan, "year.html")}, version="1")
    assert [(problem.code, problem.path) for problem in report.errors] == [("own-address", Path(__file__).as_posix())]
    assert f"The page kind “year” cannot make “{route}”: {words}" in report.errors[0].message
    assert not (site.folder / "output/index.html").exists()


def test_a_step_at_an_address_of_ours_is_a_problem(site: Project) -> None:
    report = build(site, steps={"data/entries.json": words}, version="1")
    assert "The step “data/entries.json” cannot make" in report.errors[0].message


def fails(_: Any) -> Any:
    return 1 // 0


def planned(*given: Any) -> dict[str, Any]:
    return {"pages": {"year": PageKind(lambda _: [*given], "year.html")}}


ONE = OwnPage("x.txt", "")


@pytest.mark.parametrize(
    ("own", "words"),
    [
        (
            {"pages": {"year": PageKind(fails, "year.html")}},
            "“year” does not work: ZeroDivisionError: integer division",
        ),
        ({"pages": {"year": PageKind(lambda _: None, "year.html")}}, "TypeError: 'NoneType' object is not iterable"),  # type: ignore[arg-type, return-value]  # wrong on purpose
        (planned("x.html"), "it gives a str, not an OwnPage"),
        ({"pages": {"year": PageKind(lambda _: [ONE], fails)}}, "What makes the page kind “year” does not work: Zero"),
        ({"pages": {"year": PageKind(lambda _: [ONE], lambda _: 7)}}, "for x.txt it gives a int, not text or bytes"),  # type: ignore[arg-type, return-value]  # wrong on purpose
        ({"pages": {"year": PageKind(lambda _: [ONE], lambda _: "\ud83d")}}, "UnicodeEncodeError"),
        ({"steps": {"x.txt": fails}}, "The step “x.txt” does not work: ZeroDivisionError"),
        ({"steps": {"x.txt": lambda _: None}}, "for x.txt it gives a NoneType, not text or bytes"),
        (
            {"pages": {"y": PageKind(lambda site: [str(site.entries[0].answer)], "year.html")}},
            "bodies cannot be read while",
        ),  # type: ignore[list-item]  # wrong on purpose
        (
            {"pages": {"y": PageKind(lambda _: [OwnPage("x.html", "", a={1})], "year.html")}},
            "“a” holds a set, which cannot",
        ),
        ({"pages": {"y": PageKind(lambda _: [OwnPage("x.html", "", a={1: 2})], "year.html")}}, "keys are not all text"),
        (
            {"pages": {"y": PageKind(lambda _: [OwnPage("x.html", "", a=float("nan"))], "year.html")}},
            "“a” holds a float",
        ),
        ({"pages": {"y": PageKind(lambda _: [OwnPage("../x.html", "")], "year.html")}}, "goes up or in circles"),
        ({"pages": {"y": PageKind(lambda _: [OwnPage("a b.html", "")], "year.html")}}, "it holds a space"),
        ({"pages": {"y": PageKind(lambda _: [OwnPage("con.html", "")], "year.html")}}, "Windows keeps this name"),
        ({"pages": {"y": PageKind(lambda _: [OwnPage("x.html", "a\nb")], "year.html")}}, "cannot be shown in one line"),
        (
            {"pages": {"y": PageKind(lambda _: [OwnPage(1, "")], "year.html")}},
            "address and the title of a page are text",
        ),  # type: ignore[arg-type]  # wrong on purpose
    ],
)
def test_own_code_that_fails_is_one_problem_at_its_own_line(site: Project, own: dict[str, Any], words: str) -> None:
    sitegen.build(sitegen.Project(site.folder, day=DAY))
    before = site.read("output/index.html")
    report = sitegen.build(sitegen.Project(site.folder, day=DAY), **own, version="1")
    assert not report.ok
    (problem,) = report.errors
    assert problem.code == "own-code"
    assert words in problem.message
    assert problem.path == Path(__file__).as_posix()
    assert problem.line
    assert site.read("output/index.html") == before
    assert not (site.folder / "output/x.txt").exists()


def test_the_line_is_the_one_that_failed(site: Project) -> None:
    report = sitegen.build(sitegen.Project(site.folder), steps={"x.txt": fails}, version="1")
    source = Path(__file__).read_text(encoding="utf-8").splitlines()
    assert source[(report.errors[0].line or 0) - 1].strip() == "return 1 // 0"


def test_a_filter_that_fails_is_a_problem_and_is_not_swallowed(site: Project) -> None:
    site.write("templates/waiting.html", "{{ page.route | broken }}")
    report = sitegen.build(sitegen.Project(site.folder), filters={"broken": fails}, version="1")
    assert [problem.code for problem in report.errors] == ["own-code"]
    assert "The filter “broken” does not work: ZeroDivisionError" in report.errors[0].message


def test_a_template_that_is_not_there_is_a_problem(site: Project) -> None:
    report = sitegen.build(sitegen.Project(site.folder), pages={"y": PageKind(years, "yaer.html")}, version="1")
    assert [problem.code for problem in report.errors] == ["missing-template"]
    assert "Did you mean “year.html”?" in report.errors[0].hint


def test_a_template_that_only_own_code_uses_stops_no_build_without_it(site: Project) -> None:
    site.write("templates/year.html", YEAR.replace("links", "shout"))
    report = build(site)
    assert {problem.code for problem in report.notices} >= {"template-error", "unused-template"}
    site.write("templates/waiting.html", "{{ 1 | shout }}")
    assert [problem.path for problem in build(site).errors] == ["templates/waiting.html"]


def test_own_pages_are_in_the_sitemap_unless_they_say_otherwise(site: Project) -> None:
    build(site, **YEARS)
    assert "years/2024.html" in site.read("output/sitemap.xml")
    build(site, pages={"year": PageKind(years, "year.html", is_listed=False)}, version="1")
    assert "years/2024.html" not in site.read("output/sitemap.xml")


def test_verify_tells_when_the_version_was_forgotten(site: Project) -> None:
    where = sitegen.Project(site.folder, day=DAY)
    sitegen.build(where, steps={"x.txt": lambda _: "one"}, version="1")
    assert sitegen.build(where, steps={"x.txt": lambda _: "two"}, version="1").made == ()
    with pytest.raises(AssertionError, match=r"1 differences from a clean build.*x\.txt"):
        sitegen.build(where, steps={"x.txt": lambda _: "two"}, version="1", verify=True)
    told: list[str] = []
    sitegen.build(where, steps={"x.txt": lambda _: "two"}, version="2", verify=True, tell=told.append)
    assert told == ["Verified: a build from nothing gives the same bytes."]


def test_check_plans_own_pages_and_writes_nothing(site: Project) -> None:
    where = sitegen.Project(site.folder, day=DAY)
    assert sitegen.check(where, **YEARS).ok
    report = sitegen.check(where, pages={"year": PageKind(fails, "year.html")}, version="1")
    assert [problem.code for problem in report.errors] == ["own-code"]
    site.write(f"{DIGEST}/c.md", entry(topics=["nosuch"]))
    assert [problem.code for problem in sitegen.check(where).errors] == ["unknown-topic"]
    assert "There is no topic “nosuch”" in str(sitegen.check(where))
    assert not (site.folder / "output").exists()


def test_a_project_can_be_built_elsewhere_and_leave_nothing_but_a_lock(site: Project, tmp_path: Path) -> None:
    before = sorted(site.folder.rglob("*"))
    where = sitegen.Project(site.folder, tmp_path / "there", DAY, tmp_path / "memory")
    report = sitegen.build(where)
    assert report.ok
    assert report.counts["entries"] == 2
    assert (tmp_path / "there/index.html").is_file()
    assert (tmp_path / "memory/.sitegen/last").is_file()
    ours = {site.folder / ".sitegen", site.folder / ".sitegen/lock"}
    assert {*site.folder.rglob("*")} == {*before} | ours
    assert sitegen.build(where).made == ()


def test_publishing_brings_own_pages_and_says_what_came_of_it(site: Project, tmp_path: Path) -> None:
    site.write("sitegen.yaml", "title: Test\nid: 0123abcd\npublish:\n  intranet:\n    to: ../host\n")
    told: list[str] = []
    report = sitegen.publish(sitegen.Project(site.folder, day=DAY), "intranet", **YEARS, tell=told.append)
    assert report.published is not None
    assert report.published.switched
    assert (tmp_path / "host/current/years/2024.html").is_file()
    assert told
    again = sitegen.publish(sitegen.Project(site.folder, day=DAY), **YEARS)
    assert again.published is not None
    assert not again.published.switched
    site.write(f"{DIGEST}/c.md", entry(topics=["nosuch"]))
    assert sitegen.publish(sitegen.Project(site.folder, day=DAY), **YEARS).published is None
    with pytest.raises(Refused, match="There is no place “moon”"):
        sitegen.publish(sitegen.Project(site.folder), "moon")


def look(address: str, route: str) -> str:
    """A page of a preview, as a browser that has its key."""
    from http.cookiejar import CookieJar
    from urllib.request import HTTPCookieProcessor

    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    opener.open(address).read()
    text: bytes = opener.open("/".join(address.split("/")[:3]) + "/" + route).read()
    return text.decode()


def test_the_preview_shows_own_pages_and_follows_edits(site: Project) -> None:
    own = {
        "pages": {"year": PageKind(years, "year.html"), "answer": PageKind(answers, "answer.html")},
        "steps": {"data/words.txt": words},
        "version": "1",
    }
    with sitegen.serve(sitegen.Project(site.folder, day=DAY), **own) as preview:
        assert "About leave?" in look(preview.address, "years/2024.html")
        assert "<em>agreed</em>" in look(preview.address, "answers/a.html")
        site.write(f"{DIGEST}/a.md", entry("About holidays?", "As *agreed* **anew**."))
        until_shown(preview)
        assert "About holidays?" in look(preview.address, "years/2024.html")
        assert "anew" in look(preview.address, "answers/a.html")
        site.write(f"{DIGEST}/a.md", entry("About holidays?", "As agreed **at last**."))
        until_shown(preview)
        assert "at last" in look(preview.address, "answers/a.html")
        assert "at last" in look(preview.address, "data/words.txt")
        site.write(f"{DIGEST}/d.md", entry("In a draft?", draft=True))
        until_shown(preview)
        assert "In a draft?" in look(preview.address, "years/2024.html")


def until_shown(preview: Any) -> None:
    for _ in range(100):
        if preview.look_again():
            return
    raise AssertionError("nothing was seen to change")


def test_a_failure_in_the_preview_is_shown_and_the_last_page_stays(site: Project) -> None:
    def picky(site: Published) -> list[OwnPage]:
        if len(site.entries) > 2:
            raise ValueError("too many for me")
        return [*years(site)]

    own: dict[str, Any] = {"pages": {"year": PageKind(picky, "year.html")}, "version": "1"}
    with sitegen.serve(sitegen.Project(site.folder, day=DAY), **own) as preview:
        assert "About leave?" in look(preview.address, "years/2024.html")
        site.write(f"{DIGEST}/c.md", entry("One more?"))
        until_shown(preview)
        (error,) = [problem for problem in preview.problems if problem.severity == "error"]
        assert "too many for me" in error.message
        assert "About leave?" in look(preview.address, "years/2024.html")


def test_nothing_prints(site: Project, capfd: pytest.CaptureFixture[str]) -> None:
    site.write(f"{DIGEST}/c.md", entry(topics=["nosuch"]))
    sitegen.build(sitegen.Project(site.folder), **YEARS)
    site.remove(f"{DIGEST}/c.md")
    sitegen.build(sitegen.Project(site.folder), **YEARS, verify=True)
    sitegen.check(sitegen.Project(site.folder))
    assert capfd.readouterr() == ("", "")


def apart(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_importing_sitegen_loads_nothing_else_of_it() -> None:
    loaded = apart("import sys, sitegen; print(*[m for m in sys.modules if m.startswith('sitegen.')])")
    assert loaded in ("", "sitegen._version")


def test_a_build_through_the_front_door_loads_nothing_that_publishes_or_serves(site: Project) -> None:
    code = (
        f"import sys, sitegen; sitegen.build(sitegen.Project({str(site.folder)!r})); "
        "print([m for m in sys.modules if m.startswith(('sitegen.publish', 'sitegen.serve', 'sitegen.cli', 'click'))])"
    )
    assert apart(code) == "[]"


@pytest.mark.parametrize("first", ["", "import sitegen.serve.preview, sitegen.publish.protocol; "])
def test_what_is_offered_is_there_however_it_is_asked_for(first: str) -> None:
    names = ", ".join(sitegen.__all__)
    code = f"{first}from sitegen import {names}; import inspect; print(all(map(callable, ({names}))), "
    code += "'drafts' in inspect.signature(serve).parameters, 'removals' in inspect.signature(publish).parameters)"
    assert apart(code) == "True True True"


def test_what_is_not_offered_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        sitegen.nothing  # noqa: B018 - the asking is the test
    with pytest.raises(ImportError):
        runpy.run_module("sitegen.nothing")


def test_every_example_of_the_page_is_python_that_works(site: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    report = run(examples()["export.py"], site.folder.parent, monkeypatch)
    assert "data/answers.json" in report.tree
    blocks = re.findall(r"^```python\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 6
    for block in blocks:
        compile(block, "docs/python.md", "exec")
    with pytest.raises(SystemExit) as end:
        exec(blocks[0], {})
    assert end.value.code == 0
    for name in re.findall(r"from sitegen import (.+)", "\n".join(blocks)):
        assert set(name.split(", ")) <= set(sitegen.__all__)


def test_links_and_names_of_the_page_are_true() -> None:
    text = DOCS.read_text(encoding="utf-8")
    listed = re.findall(r"`(\w+)`", text.partition("The first three give a `Report`:")[2].partition("Printed")[0])
    fields = {*Report._fields, *dir(Report), *sitegen.Problem._fields}
    assert [name for name in listed if name not in fields] == []
    assert [name for name in re.findall(r"\]\((\w+\.md)", text) if not (DOCS.parent / name).is_file()] == []


def test_all_builds_of_a_project_wait_for_the_same_lock(tmp_path: Path) -> None:
    assert sitegen.Project(tmp_path).locks == (tmp_path / ".sitegen",)
    one, two = (sitegen.Project(tmp_path, output="there", cache=tmp_path / name) for name in ("one", "two"))
    assert {*one.locks} & {*two.locks} == {tmp_path / ".sitegen"}
    assert tmp_path / "one/.sitegen" in one.locks


@pytest.mark.parametrize("output", [".", "content", "content/x", ".."])
def test_nothing_is_made_in_a_folder_that_cannot_be_the_output(site: Project, output: str) -> None:
    before = sorted(site.folder.parent.rglob("*"))
    with pytest.raises(Refused, match="cannot be the output folder"):
        sitegen.build(sitegen.Project(site.folder, output=site.folder / output))
    after = [
        path
        for path in sorted(site.folder.parent.rglob("*"))
        if ".sitegen" not in path.relative_to(site.folder.parent).parts[1:]
    ]
    assert after == before


SWEEP = bool(os.environ.get("SITEGEN_SWEEP"))  # the long run, behind `make sweep`


@pytest.mark.parametrize("seed", range(8 if SWEEP else 1))
def test_any_history_with_own_code_ends_in_what_a_build_from_nothing_makes(site: Project, seed: int) -> None:
    chance = random.Random(seed)
    site.write("templates/year.html", YEAR.replace("page.entries", "page.title | loud }}{{ page.entries"))
    site.write("templates/waiting.html", "{{ page.route | loud }}")
    version, looks = "1", 0
    for _ in range(60 if SWEEP else 8):
        what = chance.choice(["words", "title", "draft", "gone", "look", "version", "own", "nothing"])
        name = chance.choice("abcd")
        path = f"{DIGEST}/{name}.md"
        if what in ("words", "title", "draft"):
            text = f"About {chance.choice(['leave', 'pay', 'buses'])}?" if what == "title" else f"Question {name}?"
            days = {"answered": f"{chance.choice([2024, 2025])}-02-01"}
            site.write(
                path, entry(text, f"Answer {chance.random()}.", **days, **({"draft": True} if what == "draft" else {}))
            )
        elif what == "gone" and (site.folder / path).exists():
            site.remove(path)
        elif what == "look":
            looks += 1
            site.write("templates/answer.html", f"{SHOWING}{{# {looks} #}}{looks}")
        elif what == "version":
            version = str(chance.random())
        if what == "own":
            site.write("templates/waiting.html", "{{ page.route }}")
            own: dict[str, Any] = {}
        else:
            site.write("templates/waiting.html", "{{ page.route | loud }}")
            own = {
                "pages": {"year": PageKind(years, "year.html"), "answer": PageKind(answers, "answer.html")},
                "filters": {"loud": lambda text, version=version: f"{text} {version}"},
                "steps": {"data/words.txt": lambda site, version=version: words(site) + version},
                "version": version,
            }
        report = build(site, **own)
        assert report.ok, str(report)
        assert ("data/words.txt" in report.tree) == bool(own)
