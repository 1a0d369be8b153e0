"""What came with the sample is named once there is something else: it must not go live."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from project import Project, page

from sitegen.api.leftovers import find_leftovers
from sitegen.cli import main
from sitegen.engine.workspace import read_project

OWN = "content/digests/2026-06-18-written-answers/our-own.md"


@pytest.fixture
def begun(tmp_path: Path) -> Project:
    """A new site in which somebody has written a first answer."""
    assert CliRunner().invoke(main, ["init", str(tmp_path / "site")]).exit_code == 0
    return Project(tmp_path / "site").write(OWN, page({"question": "Why?", "topics": ["leadership"]}, "Because."))


def left(site: Project) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in find_leftovers(read_project(site.folder)):
        assert (problem.code, problem.severity) == ("sample", "error")
        found.setdefault(problem.path, []).append(problem.message.partition(" came with")[0])
    return found


def test_a_sample_that_somebody_tries_out_is_left_alone(begun: Project) -> None:
    assert left(begun.remove(OWN)) == {}


def test_every_file_and_setting_of_the_sample_is_named(begun: Project) -> None:
    found = left(begun)
    sample = {
        path.relative_to(begun.folder).as_posix() for path in (begun.folder / "content").rglob("*") if path.is_file()
    }
    assert found.keys() == sample - {OWN} | {"sitegen.yaml"}
    assert found["content/people/osric-fenwater.md"] == ["This person"]
    for said in (
        "“Ask the Chief Executive (sample)”",
        "“Merrowfen Ambulance Service”",
        "“its people and its figures are all invented.”",
        "“https://forms.example/merrowfen/ask”",
        "“mailto:ask@merrowfen.example”",
        "“https://intranet.example/questions/”",
    ):
        assert said in found["sitegen.yaml"]
    for said in ("“en-GB”", "“Europe/London”", "“12 months”", "“A member of staff”"):
        assert said not in found["sitegen.yaml"]


def test_check_tells_it_as_notices(begun: Project) -> None:
    report = begun.check().report
    told = {problem["severity"] for problem in report["problems"] if problem["code"] == "sample"}
    assert told == {"notice"}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_file_is_known_again_whatever_its_name_and_its_line_ends(ending: str, begun: Project) -> None:
    text = begun.read("content/people/osric-fenwater.md").replace("\n", ending)
    begun.remove("content/people/osric-fenwater.md").write("content/people/somebody.md", text)
    assert "content/people/somebody.md" in left(begun)


@pytest.mark.parametrize(
    ("path", "old", "new", "is_left"),
    [
        ("content/pages/about.md", "**This is a sample.** ", "", True),
        ("content/people/osric-fenwater.md", "Osric retired", "He retired", True),
        ("content/topics/vehicles.md", "  What we drive and what we carry.", "  Ours.", True),
    ],
)
def test_a_file_that_was_edited_in_part_still_holds_the_rest(
    path: str, old: str, new: str, begun: Project, *, is_left: bool
) -> None:
    text = begun.read(path)
    assert old in text
    assert (path in left(begun.write(path, text.replace(old, new)))) == is_left


def test_what_somebody_has_written_anew_is_theirs(begun: Project) -> None:
    begun.write("content/pages/about.md", page({"title": "About this site", "nav": True}, "We are the real ones."))
    begun.write("content/topics/vehicles.md", page({"title": "Vehicles"}))
    begun.write("sitegen.yaml", "title: Ours\nlanguage: en-GB\ntimezone: Europe/London\nasked_by: A member of staff\n")
    found = left(begun)
    assert found.keys() & {"content/pages/about.md", "content/topics/vehicles.md", "sitegen.yaml"} == set()
