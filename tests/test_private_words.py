"""What looks private in a text is told, may be let stand, and keeps the site back until somebody decides."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

import sitegen
from sitegen.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[Project], tuple[str, str]]

PATH = f"{DIGEST}/a.md"
MOBILE = "07912 345601"
SETTINGS = "title: Test\nid: 0123abcd\nurl: https://intranet.example/qa/\npublish:\n  intranet:\n    to: ../host\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path / "project").write("sitegen.yaml", SETTINGS)
    return project.write(PATH, entry(f"Ring {MOBILE} at night."))


def entry(body: str, **fields: object) -> str:
    return page({"question": "Why?", "topics": ["general"], **fields}, body)


def told(project: Project, day: str = "2024-06-01") -> list[tuple[str, str, int | None]]:
    """Code, file and line of each notice about private words."""
    report = sitegen.check(sitegen.Project(project.folder, day=date.fromisoformat(day)))
    codes = ("private", "maybe-private", "unused-waiver")
    return [(one.code, one.path, one.line) for one in report.problems if one.code in codes]


def waiver(project: Project, **fields: str) -> dict[str, str]:
    """The lines that are offered, with what is left to be said."""
    said = CliRunner().invoke(main, ["-C", str(project.folder), "check", "--date", "2024-06-01"]).output
    kind, key = re.findall(r"- kind: (.*)\n *fingerprint: (.*)\n", said)[0]
    return {
        "kind": kind, "fingerprint": key, "reason": "She asked", "by": "Ann Lee", "until": "2024-06-30", **fields,
    }  # read as a table  # fmt: skip


def publish(project: Project, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(project.folder), "publish", "--date", "2024-06-01", *options])
    return result.exit_code, result.output


def test_the_lines_that_are_offered_let_just_these_words_stand(project: Project) -> None:
    assert told(project) == [("private", PATH, 5)]
    allowed = waiver(project)
    project.write(PATH, entry(f"Ring {MOBILE} at night.", privacy_ok=[allowed]))
    assert told(project) == []
    project.write(PATH, entry("Ring 07912 345602 at night.", privacy_ok=[allowed]))
    assert [code for code, _, _ in told(project)] == ["unused-waiver", "private"]


@pytest.mark.parametrize(
    ("day", "codes"), [("2024-06-29", []), ("2024-06-30", []), ("2024-07-01", ["private"]), ("2025-06-30", ["private"])]
)
def test_words_may_stand_until_the_day_that_was_said(project: Project, day: str, codes: list[str]) -> None:
    project.write(PATH, entry(f"Ring {MOBILE} at night.", privacy_ok=[waiver(project)]))
    assert [code for code, _, _ in told(project, day)] == codes


@pytest.mark.parametrize(
    "fields",
    [
        {"withdrawn": {"date": "2024-05-01", "why": "It was wrong"}},
        {"redactions": [{"date": "2024-05-01", "what": MOBILE, "why": "It was hers"}]},
    ],
    ids=["withdrawn", "redacted"],
)
def test_words_that_readers_do_not_get_are_not_told(project: Project, fields: dict[str, object]) -> None:
    project.write(PATH, entry(f"Ring {MOBILE} at night.", **fields))
    assert told(project) == []


@pytest.mark.parametrize(
    ("words", "row"),
    [
        (MOBILE, "+44 7912 345601"),
        ("jo.holt@holtmail.net", "jo.holt@holtmail.net"),
        ("jo.holt@holtmail.net", '"@holtmail.net"'),
        ("0113 298 7654", "01132987654"),
    ],
)
def test_what_is_the_organisations_own_is_allowed_everywhere(project: Project, words: str, row: str) -> None:
    project.write(PATH, entry(f"Ring or write: {words}"))
    assert len(told(project)) == 1
    project.write("sitegen.yaml", f"{SETTINGS}may_stand:\n  - words: {row}\n    reason: Ours\n")
    assert told(project) == []


def test_the_people_of_the_site_may_be_named_and_nobody_else(project: Project) -> None:
    project.write(PATH, entry("Ask Mr Alex Moss, Mr Moss or Mrs Joan Holt."))
    assert [code for code, _, _ in told(project)] == ["maybe-private"]
    project.write("content/people/holt.md", page({"name": "Joan Holt"}))
    assert told(project) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/topics/general.md", page({"title": "General", "description": f"Ring {MOBILE}"})),
        ("content/pages/help.md", page({"title": "Help"}, f"Ring {MOBILE}.")),
        ("content/people/chief.md", page({"name": "Alex Moss", "team": MOBILE})),
        (PATH, page({"question": f"Who is on {MOBILE}?", "topics": ["general"]}, "Nobody.")),
        (PATH, entry("Soon.", corrections=[{"date": "2024-03-01", "was": MOBILE, "now": "Soon", "why": "w"}])),
        (PATH, entry(f"![Ring {MOBILE}](../../assets/a.png)")),
        (PATH, entry("Soon.", extra={"ring": MOBILE})),
    ],
)
def test_every_field_and_every_kind_of_file_is_looked_through(project: Project, path: str, text: str) -> None:
    project.write(PATH, entry("Soon."))
    project.write(path, text)
    report = sitegen.check(sitegen.Project(project.folder, day=date(2024, 6, 1)))
    assert [(one.path, one.message) for one in report.problems if one.code == "private"] == [
        (path, "This looks like a mobile number: 079••••••01.")
    ]


def test_a_new_number_in_a_known_answer_is_told_and_its_end_as_well(project: Project) -> None:
    project.write(PATH, entry("Ring us."))
    for body, count in (("Ring us.", 0), (f"Ring {MOBILE}.", 1), (f"So ring {MOBILE}.", 1), ("So ring us.", 0)):
        project.write(PATH, entry(body))
        sitegen.build(sitegen.Project(project.folder, day=date(2024, 6, 1)), jobs=1)
        assert len(told(project)) == count, body


def test_a_site_with_private_words_is_not_published_until_they_may_stand(project: Project) -> None:
    code, said = publish(project)
    assert (code, "The site has not changed." in said) == (1, True)
    assert "[private]" in said
    assert not (project.folder.parent / "host").exists()
    project.write(PATH, entry(f"Ring {MOBILE} at night.", privacy_ok=[waiver(project)]))
    code, said = publish(project, "--plan")
    assert (code, "mobile" in said, "by Ann Lee: She asked" in said) == (10, True, True)
    assert publish(project)[0] == 0
    result = CliRunner().invoke(main, ["-C", str(project.folder), "publish", "--history"])
    assert "by Ann Lee: She asked" in result.output


def test_what_is_held_back_keeps_nothing_back(project: Project) -> None:
    project.write(PATH, entry(f"Ring {MOBILE}.", draft=True)).write(f"{DIGEST}/b.md", entry("Soon."))
    assert told(project) == [("private", PATH, 6)]
    assert publish(project)[0] == 0


def test_the_words_themselves_are_kept_nowhere_but_in_the_text(project: Project) -> None:
    said = [publish(project)[1], publish(project, "--plan")[1]]
    made_of_it = ("output", "blobs-0", "blobs-1")  # pages, and the parts of pages that are remembered
    files = [path for path in project.folder.rglob("*") if path.is_file() and not {*made_of_it} & {*path.parts}]
    held = [path for path in files if re.search(rb"07912.?345601", path.read_bytes())]
    assert held == [project.folder / PATH]
    assert not re.search("07912.?345601", re.sub(r"(?m)^    Ring .*$", "", "".join(said)))


FOOTER = f"<p>Ring {MOBILE}</p>"
NOT_SHOWN = {
    "draft": ("content/topics/later.md", page({"title": "Later", "draft": True}, f"Ring {MOBILE}.")),
    "embargoed": (f"{DIGEST}/b.md", entry(f"Ring {MOBILE}.", publish_from="2024-06-02")),
    "expired": (f"{DIGEST}/b.md", entry(f"Ring {MOBILE}.", publish_until="2024-05-31")),
    "withdrawn": (f"{DIGEST}/b.md", entry(f"Ring {MOBILE}.", withdrawn={"date": "2024-05-01", "why": "It was wrong"})),
    "redacted": (
        f"{DIGEST}/b.md",
        entry(f"Ring {MOBILE}.", redactions=[{"date": "2024-05-01", "what": MOBILE, "why": "It was hers"}]),
    ),
    "not public": ("content/people/chief.md", page({"name": "Alex Moss", "contact": MOBILE})),
    "settings": ("sitegen.yaml", f"{SETTINGS}description: Ring {MOBILE}\n"),
}


@pytest.mark.parametrize(("path", "text"), NOT_SHOWN.values(), ids=NOT_SHOWN)
def test_words_that_are_not_shown_where_they_were_written_vouch_for_none_that_are(
    project: Project, path: str, text: str
) -> None:
    project.write(PATH, entry("Soon."))
    project.write(path, text).write("templates/footer.html", FOOTER)
    code, said = publish(project)
    assert (code, "[private-served]" in said) == (1, True), said
    assert not (project.folder.parent / "host").exists()


@pytest.mark.parametrize(
    ("lines", "line", "field"),
    [
        ("description: Ring {}", 7, "description"),
        ("organisation: The Trust, {}", 7, "organisation"),
        ("asked_by: Somebody, {}", 7, "asked_by"),
        ("ask:\n- label: Ring {}\n  to: tel:01632960100", 8, "ask"),
        ("accessibility:\n  known_problems:\n  - None.\n  - Ring {}.", 10, "accessibility"),
        ("abbreviations:\n  NEB: North East Base, {}", 8, "abbreviations"),
    ],
)
def test_a_setting_that_every_reader_gets_is_told_in_its_line_and_not_again_on_every_page(
    project: Project, lines: str, line: int, field: str
) -> None:
    project.write(PATH, entry("Soon.")).write("sitegen.yaml", f"{SETTINGS}{lines.format(MOBILE)}\n")
    assert [(one["path"], one["code"]) for one in project.check().report["problems"]] == [
        ("sitegen.yaml", "private-served")
    ]
    (told,) = project.check().report["problems"]
    assert (told["line"], field in told["message"], MOBILE in told["message"]) == (line, True, False)
    code, said = publish(project)
    assert code == 1
    assert "1 thing to mend, in 1 file." in said


SHOWN = {
    "waived": lambda project: (PATH, entry(f"Ring {MOBILE} at night.", privacy_ok=[waiver(project)])),
    "public": lambda _: (
        "content/people/chief.md",
        page({"name": "Alex Moss", "contact": MOBILE, "contact_public": True}),
    ),
    "ask": lambda _: ("sitegen.yaml", f"{SETTINGS}ask:\n- label: Ring\n  to: tel:{MOBILE.replace(' ', '')}\n"),
}


@pytest.mark.parametrize("change", SHOWN.values(), ids=SHOWN)
def test_words_that_readers_get_with_a_yes_may_be_served_elsewhere(project: Project, change: Change) -> None:
    path, text = change(project)
    if path != PATH:
        project.write(PATH, entry("Soon."))
    project.write(path, text).write("templates/footer.html", FOOTER)
    assert publish(project)[0] == 0


@pytest.mark.parametrize(("day", "code"), [("2024-06-01", 2), ("2024-06-02", 0)])
def test_a_template_may_name_the_people_of_the_site_from_the_day_they_are_shown(
    project: Project, day: str, code: int
) -> None:
    project.write(PATH, entry("Soon."))
    project.write("content/people/holt.md", page({"name": "Joan Holt", "publish_from": "2024-06-02"}))
    project.write("templates/footer.html", "<p>Ask Mrs Holt</p>")
    assert publish(project, "--date", day)[0] == code
