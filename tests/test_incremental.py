"""An incremental build is the clean build, after any history; and it makes nothing that it need not."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from builds import THEME, build, clean, explained, standing
from click.testing import CliRunner
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from project import DIGEST, TODAY, Project, minimal_project, page

import sitegen
from sitegen.cli import main
from sitegen.engine.planning import Ready, make_page
from sitegen.memory.fingerprint import content_hash
from sitegen.memory.output import Output
from sitegen.memory.store import Store
from sitegen.site.pages import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

SWEEP = bool(os.environ.get("SITEGEN_SWEEP"))  # the long run, behind `make sweep`
E = f"{DIGEST}/an-entry.md"
OTHER = f"{DIGEST}/other.md"


def entry(body: str = "Because.", **fields: object) -> str:
    return page({"question": "Why?", "topics": ["general"], **fields}, body)


NAMES = st.sampled_from([f"{digest}/{name}" for digest in ("2024-01-15-briefing", "spring") for name in "abcd"])
TOPICS = st.lists(st.sampled_from(["general", "pay", "rota", "old"]), min_size=1, max_size=3, unique=True)
WORDS = st.sampled_from(
    [
        "Because we can.",
        "It depends on [pay](../../topics/pay.md).",
        "See [a](a.md).",
        "| a |\n|---|\n| b |",
        "H~2~O",
        "",
    ]
)
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
PLUGINS = st.sampled_from(["", "markdown: {plugins: [subscript]}\n"])
DAYS = st.sampled_from([None, "2024-02-01", "2024-02-10", "2024-03-01"])


EDITS = (  # behind a template's own text; so are those that no page shows, and those that do not work
    "\n",
    "{# a comment #}",
    "<p>{{ page.route }}</p>",
    "{% block hero %}<p>{{ site.title }}, {{ site.stylesheet }}</p>{% endblock %}",
    "{% block hero %}{% include 'mine.html' %}{% endblock %}",
    "{% block hero %}{% include('mine.html') %}{% set p = part %}{{ p ('mine.html') }}{% endblock %}",
    "{% block hero %}{% for word in page.extra %}{{ word }}{% endfor %}{% endblock %}",
    "{% block hero %}{{ page.teaser.title | date }}{% endblock %}",
    "{% if %}",
)


class History(RuleBasedStateMachine):
    """Anything that writers, developers, clocks and disks do to a project between two builds."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = TemporaryDirectory(prefix="history-")
        self.folder = Path(self.scratch.name, "site")
        self.project = minimal_project(self.folder)
        self.day = date(2024, 2, 5)
        self.unbuilt = 0
        self.fields: dict[str, dict[str, object]] = {}
        self.bodies: dict[str, str] = {}
        self.templates: set[str] = set()
        self.line_end = "\n"
        self.is_damaged = False

    @initialize()
    def start(self) -> None:
        self.project.write(
            "content/digests/spring/index.md", page({"title": "Spring", "date": "2024-02-01", "answered_by": ["chief"]})
        )
        for topic in ("pay", "rota"):
            self.project.write(f"content/topics/{topic}.md", page({"title": topic.title()}))
        self.project.write("content/topics/old.md", page({"title": "Old", "merged_into": "pay"}))
        self.put("2024-01-15-briefing/a", ["general"], "Because.")

    def teardown(self) -> None:
        self.scratch.cleanup()

    def put(self, name: str, topics: list[str], body: str) -> None:
        self.fields[name] = {"question": f"Why {name}?", "topics": topics}
        self.bodies[name] = body
        self.save(name)

    def save(self, name: str) -> None:
        fields = {key: value for key, value in self.fields[name].items() if value is not None}
        text = page(fields, self.bodies[name]).replace("\n", self.line_end)
        self.project.write(f"content/digests/{name}.md", text.encode())

    @rule(name=NAMES, topics=TOPICS, body=WORDS)
    def add_or_replace(self, name: str, topics: list[str], body: str) -> None:
        self.put(name, topics, body)

    @rule(data=st.data(), body=WORDS)
    def edit(self, data: st.DataObject, body: str) -> None:
        if self.fields:
            name = data.draw(st.sampled_from(sorted(self.fields)))
            self.bodies[name] = body
            self.save(name)

    @rule(
        data=st.data(),
        field=st.sampled_from(["title", "in_short", "question"]),
        text=st.sampled_from(["One", "Two", "Three words here"]),
    )
    def retitle(self, data: st.DataObject, field: str, text: str) -> None:
        if self.fields:
            name = data.draw(st.sampled_from(sorted(self.fields)))
            self.fields[name][field] = text
            self.save(name)

    @rule(data=st.data(), topics=TOPICS)
    def retag(self, data: st.DataObject, topics: list[str]) -> None:
        if self.fields:
            name = data.draw(st.sampled_from(sorted(self.fields)))
            self.fields[name]["topics"] = topics
            self.save(name)

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        if self.fields:
            name = data.draw(st.sampled_from(sorted(self.fields)))
            self.project.remove(f"content/digests/{name}.md")
            del self.fields[name], self.bodies[name]

    @rule(data=st.data(), new=NAMES)
    def rename(self, data: st.DataObject, new: str) -> None:
        if self.fields:
            name = data.draw(st.sampled_from(sorted(self.fields)))
            if new not in self.fields:
                os.rename(self.folder / f"content/digests/{name}.md", self.folder / f"content/digests/{new}.md")
                self.fields[new], self.bodies[new] = self.fields.pop(name), self.bodies.pop(name)

    @rule(data=st.data(), draft=st.sampled_from([None, "true"]), start=DAYS, end=DAYS)
    def hold_back(self, data: st.DataObject, draft: str | None, start: str | None, end: str | None) -> None:
        if self.fields:
            name = data.draw(st.sampled_from(sorted(self.fields)))
            self.fields[name] |= {"draft": draft, "publish_from": start, "publish_until": end}
            self.save(name)

    @rule(data=st.data(), field=st.sampled_from(["supersedes", "follows", "related"]))
    def relate(self, data: st.DataObject, field: str) -> None:
        if len(self.fields) > 1:
            one, other = data.draw(st.permutations(sorted(self.fields)))[:2]
            self.fields[one][field] = other
            self.save(one)

    @rule(data=st.data(), withdrawn=st.sampled_from([None, {"date": "2024-02-02", "why": "It named somebody"}]))
    def withdraw(self, data: st.DataObject, withdrawn: object) -> None:
        if self.fields:
            name = data.draw(st.sampled_from(sorted(self.fields)))
            self.fields[name]["withdrawn"] = withdrawn
            self.save(name)

    @rule(
        name=st.sampled_from(
            [
                "waiting.html",
                "macros.html",
                "base.html",
                "footer.html",
                "entry.html",
                "print.html",
                "topic.html",
                "search.html",
                "theme/site.css",
                "theme/site.js",
                "theme/mine.css",
                "mine.html",
            ]
        ),
        edit=st.sampled_from(EDITS),
    )
    def edit_template(self, name: str, edit: str) -> None:
        self.templates.add(name)
        standard = (THEME / name).read_text(encoding="utf-8") if (THEME / name).is_file() else ""
        self.project.write(f"templates/{name}", standard + edit)

    @rule(data=st.data())
    def remove_template(self, data: st.DataObject) -> None:
        if self.templates:
            name = data.draw(st.sampled_from(sorted(self.templates)))
            self.project.remove(f"templates/{name}")
            self.templates.remove(name)

    @rule(brand=st.sampled_from(["#123456", "#ffff00"]))
    def edit_colour(self, brand: str) -> None:
        self.project.write("sitegen.yaml", f"title: Test\ntheme:\n  brand: '{brand}'\n")

    @rule(
        title=st.sampled_from(["Test", "Other"]),
        url=st.sampled_from(["", "url: https://intranet.example/qa/\n"]),
        plugins=PLUGINS,
    )
    def edit_settings(self, title: str, url: str, plugins: str) -> None:
        self.project.write("sitegen.yaml", f"title: {title}\n{url}{plugins}")

    @rule(line_end=LINE_ENDS)
    def another_editor(self, line_end: str) -> None:
        self.line_end = line_end
        for name in self.fields:
            self.save(name)

    @rule(topic=st.sampled_from(["pay", "rota"]), title=st.sampled_from(["Pay", "Rota", "Money"]), draft=st.booleans())
    def edit_topic(self, topic: str, title: str, draft: bool) -> None:
        self.project.write(f"content/topics/{topic}.md", page({"title": title, **({"draft": "true"} if draft else {})}))

    @rule(days=st.integers(-10, 30))
    def another_day(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(pick=st.integers(0, 99), when=st.sampled_from([0, 10**18, 4 * 10**18]))
    def clocks_jump(self, pick: int, when: int) -> None:
        files = sorted(path for path in (self.folder / "content").rglob("*.md"))
        os.utime(files[pick % len(files)], ns=(when, when))

    @rule(
        name=st.sampled_from(["records", "blobs-1", "blobs-2", "last"]),
        cut=st.floats(0, 1),
        more=st.binary(max_size=3),
    )
    def memory_is_damaged(self, name: str, cut: float, more: bytes) -> None:
        file = self.folder / ".sitegen" / name
        self.is_damaged = True
        if file.is_file():
            raw = file.read_bytes()
            file.write_bytes(raw[: int(len(raw) * cut)] + more)

    @rule(pick=st.integers(0, 99), gone=st.booleans())
    def output_is_edited_by_hand(self, pick: int, gone: bool) -> None:
        files = sorted(path for path in (self.folder / "output").rglob("*.html"))
        if files and gone:
            files[pick % len(files)].unlink()
        elif files:
            files[pick % len(files)].write_text("edited")

    @rule()
    def build_and_stop_half_way(self) -> None:
        before = os.replace
        left = [3]

        def replace(*arguments: object) -> None:
            left[0] -= 1
            if not left[0]:
                raise KeyboardInterrupt
            before(*arguments)  # type: ignore[arg-type]  # as os.replace takes them

        os.replace = replace  # type: ignore[assignment]  # put back below
        try:
            CliRunner().invoke(main, ["-C", str(self.folder), "build", "--date", self.day.isoformat(), "--jobs", "1"])
        finally:
            os.replace = before

    @rule(number=st.integers(1, 4))
    def several_things_before_the_next_build(self, number: int) -> None:
        self.unbuilt = number

    @invariant()
    def the_next_build_is_the_clean_one(self) -> None:
        if self.unbuilt:
            self.unbuilt -= 1
            return
        site, problems = clean(self.folder, self.day)
        self.move_away(site)
        before = Path(self.scratch.name, "before")
        copytree(self.folder, before)
        made = explained(self.folder, self.day, "--jobs", "1")
        assert self.is_damaged or made == explained(before, self.day, "--jobs", "1", "--verify")
        rmtree(before)
        code, report = build(self.folder, self.day, "--jobs", "1")
        assert report["problems"] == problems
        assert (code == 0) == bool(site)
        if site:
            found = standing(self.folder)
            # What somebody changed by hand and is no longer part of the site stays, so only that may be more.
            extra = {name for name in found if name not in site}
            assert all(found[name] == b"edited" for name in extra), extra
            assert {name: found.get(name) for name in site} == site

    def move_away(self, site: Mapping[str, bytes]) -> None:
        """What a build would refuse to replace, as it says: a file that it left because somebody had changed it."""
        output = Output(self.folder / "output", self.folder)
        for file in (output.folder / route for route in site.keys() - output.tree.keys()):
            if file.is_file() and file.read_bytes() == b"edited":
                file.unlink()


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=130 if SWEEP else 6,
    stateful_step_count=50 if SWEEP else 30,
    suppress_health_check=list(HealthCheck),
)


def steps(folder: Path) -> list[str]:
    """What a build of a site without mistakes makes anew."""
    return explained(folder, date(2024, 6, 1))


@pytest.fixture
def built(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path).write("content/topics/pay.md", page({"title": "Pay"}))
    project.write(E, entry(title="First")).write(OTHER, entry("Other.", topics=["pay"], title="Second"))
    steps(tmp_path)
    return project


def test_building_twice_makes_nothing(built: Project) -> None:
    assert steps(built.folder) == []


def test_an_edited_answer_makes_its_page_its_print_edition_its_feeds_and_its_words_shards(built: Project) -> None:
    built.write(E, entry("Because of something else.", title="First"))
    made = {line.split(": ")[0] for line in steps(built.folder)}
    shards = {step for step in made if step.startswith("page _search/")}
    route = f"{DIGEST[8:]}"
    assert made - shards == {
        f"parse {E}",
        f"page {route}/an-entry.html",
        f"page {route}/print.html",
        "page feed.xml",
        "page topics/general.xml",
    }
    assert "page _search/start.js" in shards
    assert not any("/rows-" in shard for shard in shards), "what results show has not changed"


def test_one_edit_among_many_leaves_most_shards_alone(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    for number in range(70):
        project.write(f"{DIGEST}/entry-{number}.md", entry(f"About word{number} and term{number % 7}."))
    steps(tmp_path)
    project.write(f"{DIGEST}/entry-3.md", entry("About word3 and something."))
    made = {line.split(": ")[0] for line in steps(tmp_path)}
    changed = {step for step in made if step.startswith("page _search/postings")}
    everything = list((tmp_path / "output/_search").glob("postings-*"))
    assert 0 < len(changed) < len(everything)


def test_an_edited_title_changes_the_row_that_results_show(built: Project) -> None:
    built.write(E, entry(title="Another"))
    lines = [line for line in steps(built.folder) if line.startswith("page _search/")]
    assert any("/rows-" in line for line in lines)
    assert {line.partition(": ")[2] for line in lines} == {f"entry {DIGEST[8:]}/an-entry.html"}


def test_a_shard_that_somebody_changed_is_made_anew(built: Project) -> None:
    rows = built.folder / "output/_search/rows-0.js"
    rows.write_bytes(rows.read_bytes().replace(b"Second", b"Sxcond"))
    built.write(E, entry("Perhaps.", title="First"))  # as long as before, so that the index need not be made anew
    steps(built.folder)
    site, _ = clean(built.folder, date(2024, 6, 1))
    assert standing(built.folder) == site


def test_a_new_question_makes_the_pages_that_show_it(built: Project) -> None:
    built.write(E, page({"question": "How?", "topics": ["general"], "title": "First"}, "Because."))
    made = {line.split(": ")[0].removeprefix("page ") for line in steps(built.folder)}
    route = f"{DIGEST[8:]}"
    shown = {
        f"{route}/an-entry.html",
        f"{route}/index.html",
        f"{route}/print.html",
        "index.html",
        "topics/general.html",
    }
    assert shown <= made
    assert not {f"{route}/other.html", "topics/pay.html", "waiting.html", "corrections.html"} & made


def test_the_reason_is_the_input_that_changed(built: Project) -> None:
    built.write(E, entry("Other words.", title="First"))
    lines = steps(built.folder)
    assert f"parse {E}: source" in lines
    built.write("templates/waiting.html", "{% extends 'base.html' %}")
    assert steps(built.folder) == ["page waiting.html: template waiting.html"]


def test_an_edited_template_parses_nothing(built: Project) -> None:
    theme = Path(__file__).parents[1] / "templates"
    built.write("templates/macros.html", (theme / "macros.html").read_text(encoding="utf-8") + "\n{# changed #}\n")
    lines = steps(built.folder)
    assert lines
    assert all(line.endswith(": template macros.html") for line in lines)


def test_an_edit_of_the_same_length_in_the_same_instant_is_seen(built: Project) -> None:
    file = built.folder / E
    status = os.stat(file)
    file.write_text(file.read_text(encoding="utf-8").replace("Because.", "Becausa."), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert f"parse {E}: source" in steps(built.folder)


def test_a_file_from_the_future_is_read_every_time(built: Project) -> None:
    file = built.folder / E
    ahead = time.time_ns() + 10**15
    os.utime(file, ns=(ahead, ahead))
    steps(built.folder)
    file.write_text(file.read_text(encoding="utf-8").replace("Because.", "Becausa."), encoding="utf-8")
    os.utime(file, ns=(ahead, ahead))
    assert f"parse {E}: source" in steps(built.folder)


def test_what_is_missing_from_the_output_is_made_again(built: Project) -> None:
    (built.folder / "output/waiting.html").unlink()
    assert steps(built.folder) == ["page waiting.html: missing"]


def test_a_build_that_ended_before_it_could_remember_is_not_taken_for_the_last_one(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        raise KeyboardInterrupt

    built.write(E, entry(title="Another"))
    with monkeypatch.context() as changed:
        changed.setattr(Store, "save", end)
        CliRunner().invoke(main, ["-C", str(built.folder), "build", "--date", "2024-06-01"])
    assert "Another" in (built.folder / f"output/{DIGEST[8:]}/an-entry.html").read_text(encoding="utf-8")
    built.write(E, entry(title="First"))  # as it was when a build was remembered
    steps(built.folder)
    site, _ = clean(built.folder, date(2024, 6, 1))
    assert standing(built.folder) == site


def test_nothing_is_made_anew_when_a_mistake_is_mended(built: Project) -> None:
    for path, mistake in (
        (E, "no front matter"),
        ("templates/waiting.html", "{% if %}"),
        ("templates/topic.html", "{{ a.b }}"),
    ):
        before = built.read(path) if (built.folder / path).exists() else ""
        built.write(path, mistake)
        assert build(built.folder, date(2024, 6, 1))[0] == 1
        if before:
            built.write(path, before)
        else:
            built.remove(path)
        assert [step for step in steps(built.folder) if not step.startswith("parse ")] == []


def test_verify_says_that_the_build_is_clean(built: Project) -> None:
    result = CliRunner().invoke(main, ["-C", str(built.folder), "build", "--date", "2024-06-01", "--verify"])
    assert result.exit_code == 0
    assert "the same bytes" in result.stderr


def test_verify_finds_what_is_not_clean_and_keeps_both(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from sitegen.api import verifying

    def other(plan: Ready, planned: Page) -> bytes:
        return make_page(plan, planned).replace(b"15 January", b"15 January or so")

    monkeypatch.setattr(verifying, "make_page", other)  # as if the page depended on something that no input names
    result = CliRunner().invoke(main, ["-C", str(built.folder), "build", "--date", "2024-06-01", "--verify"])
    assert result.exit_code == 3
    kept = built.folder / ".sitegen/verify"
    route = f"{DIGEST[8:]}/an-entry.html"
    assert b" or so" in (kept / "clean" / route).read_bytes()
    assert b" or so" not in (kept / "built" / route).read_bytes()


def test_a_second_builder_waits_and_says_for_whom(built: Project) -> None:
    import threading

    from sitegen.memory.lock import locked

    told: list[str] = []
    release = threading.Event()
    held = threading.Event()

    def hold() -> None:
        with locked(built.folder / ".sitegen", told.append):
            held.set()
            release.wait(20)

    def say(text: str) -> None:
        told.append(text)
        release.set()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(20)
    with locked(built.folder / ".sitegen", say):
        pass
    holder.join(20)
    assert told == [f"Waiting for process {os.getpid()}, which is building this site …"]


def test_another_language_makes_the_index_anew(built: Project) -> None:
    settings = built.folder / "sitegen.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "language:" not in text
    settings.write_text(text + "language: de\n", encoding="utf-8")
    steps(built.folder)
    site, _ = clean(built.folder, date(2024, 6, 1))
    assert standing(built.folder) == site


def test_a_build_that_passes_midnight_is_of_one_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC), *[datetime(2024, 3, 1, 0, 0, 3, tzinfo=UTC)] * 9]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # of the clock's own kind
            return moments.pop(0).astimezone(tz)

    monkeypatch.setattr("sitegen.api.project_folder.datetime", Clock)
    project = minimal_project(tmp_path)
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "timezone: UTC\n")
    project.write(E, page({"question": "Why?", "topics": ["general"], "publish_from": "2024-03-01"}, "Because."))
    route = E.replace("content/", "output/").replace(".md", ".html")
    shown = []
    for _ in range(2):
        CliRunner().invoke(main, ["-C", str(tmp_path), "build"], catch_exceptions=False)
        shown.append((tmp_path / route).exists())
    assert shown == [False, True]


@pytest.mark.parametrize("is_planned", [True, False])
def test_an_entry_whose_place_in_the_index_was_forgotten_is_not_put_in_twice(tmp_path: Path, is_planned: bool) -> None:
    project = minimal_project(tmp_path).write(E, entry()).write(OTHER, entry("Something else."))
    project.build()
    (datafile,) = (tmp_path / ".sitegen").glob("blobs-*")
    data = datafile.read_bytes()
    at = data.index(b'["found ' + E.removeprefix("content/").removesuffix(".md").encode())
    datafile.write_bytes(data[: at + 3] + b"?" + data[at + 4 :])
    project.write(E, entry("Because of it.", **({"title": "Another"} if is_planned else {})))
    project.build()
    assert standing(tmp_path) == clean(tmp_path, date.fromisoformat(TODAY))[0]


def test_another_kind_of_page_and_a_missing_shard_are_explained(built: Project) -> None:
    built.write(E, entry(withdrawn={"date": "2024-03-01", "why": "It named a colleague."}))
    assert f"page {E[8:-3]}.html: kind" in steps(built.folder)
    (built.folder / "output/_search/words-0.js").unlink()
    assert steps(built.folder) == ["page _search/words-0.js: missing"]


def test_a_damaged_list_of_what_stands_is_only_slow(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, page({"question": "Why?", "topics": ["general"]}, "Because."))
    project.build()
    manifest = tmp_path / "output/.sitegen/manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:-9])
    project.write(E, page({"question": "Why not?", "topics": ["general"]}, "Because."))
    assert project.build().exit_code == 0
    assert standing(tmp_path) == clean(tmp_path, date.fromisoformat(TODAY))[0]


def test_nothing_outside_of_the_output_is_taken_for_a_page(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, page({"question": "Why?", "topics": ["general"]}, "Because."))
    project.build()
    for route in (f"../{E}", str(tmp_path / E), f"digests/../../{E}"):
        left = {route: content_hash((tmp_path / E).read_bytes())}
        (tmp_path / "output/.sitegen/pending.json").write_text(json.dumps(left), encoding="utf-8")
        project.build()
        assert (tmp_path / E).exists(), route


def test_what_another_python_remembered_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint = sitegen.fingerprint_of_tool.__wrapped__
    here = fingerprint()
    monkeypatch.setattr(sys, "version", "another")
    assert fingerprint() != here


def test_another_way_of_reading_makes_every_page_anew_that_it_changes(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    project.write(E, page({"question": "Why?", "topics": ["general"]}, "H~2~O"))
    project.build()
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "markdown: {plugins: [subscript]}\n")
    project.build()
    assert standing(tmp_path) == clean(tmp_path, date.fromisoformat(TODAY))[0]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_a_draft_is_held_back_however_its_lines_end(tmp_path: Path, line_end: str) -> None:
    project = minimal_project(tmp_path)
    text = page({"question": "Why?", "topics": ["general"]}, "Because.")
    project.write(E, text.replace("\n", line_end).encode())
    project.build()
    project.write(E, text.replace("---\n", "---\ndraft: true\n", 1).replace("\n", line_end).encode())
    assert E.replace("content/", "").replace(".md", ".html") not in project.build().files()


@pytest.mark.parametrize("where", ["an entry", "a topic"])
def test_fields_of_the_writers_own_are_shown_in_their_new_order(built: Project, where: str) -> None:
    shown = "{% extends 'base.html' %}{% block main %}{{ page.extra | join(' ') }}{% endblock %}"
    kind, path = ("entry", E) if where == "an entry" else ("topic", "content/topics/pay.md")
    built.write(f"templates/{kind}.html", shown)
    fields = {"question": "Why?", "topics": ["general"]} if kind == "entry" else {"title": "Pay"}
    for extra in ({"a": 1, "b": 2}, {"b": 2, "a": 1}):
        built.write(path, page({**fields, "extra": extra}, "Because."))
        steps(built.folder)
    site, _ = clean(built.folder, date(2024, 6, 1))
    assert standing(built.folder) == site


def test_new_words_leave_nothing_to_be_made_when_the_site_is_planned_again(built: Project) -> None:
    for number in range(4):
        built.write(f"{DIGEST}/leave-{number}.md", entry("Words.", title=f"Annual leave, part {number}"))
    steps(built.folder)
    assert "_related" in (built.folder / f"output/{DIGEST[8:]}/leave-0.html").read_text(encoding="utf-8")
    built.write(f"{DIGEST}/leave-0.md", entry("Other words.", title="Annual leave, part 0"))
    assert any(line.startswith("page ") for line in steps(built.folder))
    built.write("content/pages/new.md", page({"title": "Something new"}, "Words."))
    made = {line.split(": ")[0] for line in steps(built.folder)}
    assert made == {"parse content/pages/new.md", "page pages/new.html", "page sitemap.xml"}
