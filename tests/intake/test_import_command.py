"""`sitegen import`, as a writer uses it."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from office import docx, p, r, style
from project import Project

from sitegen.cli.main import main
from sitegen.intake import importing

if TYPE_CHECKING:
    from pathlib import Path

_LONG = "from June on there will be two of them at every station, day and night."
_SETTINGS = "title: Ask\nlanguage: en-GB\n"


@pytest.fixture
def site(tmp_path: Path) -> Project:
    project = Project(tmp_path / "site")
    project.write("sitegen.yaml", _SETTINGS)
    project.write("content/topics/pay.md", "---\ntitle: Pay\nsynonyms: [wages]\n---\n")
    project.write("content/people/chief.md", "---\nname: Chief Executive\n---\n")
    return project


def write_up(*pairs: tuple[str, str]) -> bytes:
    return docx("".join(p(q, style("H2")) + "".join(p(part) for part in a.split("\n")) for q, a in pairs))


PAIRS = [(f"Why is thing {n} so late?", f"Thing {n}: {_LONG}") for n in ("one", "two", "three", "four")]


def run(site: Project, *arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["-C", str(site.folder), "import", *arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def report(site: Project, *arguments: str) -> dict[str, Any]:
    return dict(json.loads(run(site, "--format", "json", *arguments))[0])


def put(site: Project, name: str, data: bytes) -> str:
    (site.folder.parent / name).write_bytes(data)
    return str(site.folder.parent / name)


def texts(site: Project) -> dict[str, str]:
    return {
        path.relative_to(site.folder).as_posix(): path.read_text("utf-8")
        for path in (site.folder / "content/digests").rglob("*.md")
    }


def test_a_write_up_becomes_a_digest_of_drafts_that_check_reads(site: Project) -> None:
    file = put(site, "2021-02-18 Staff briefing.docx", write_up(*PAIRS))
    told = run(site, file)
    assert "4 questions found by headings." in told
    assert "Every word is accounted for." in told
    made = texts(site)
    assert set(made) == {
        f"content/digests/2021-02-18-staff-briefing/{name}.md"
        for name in ("index", *(f"thing-{n}-so-late" for n in ("one", "two", "three", "four")))
    }
    assert "draft: true" in made["content/digests/2021-02-18-staff-briefing/index.md"]
    outcome = site.check()
    assert not outcome.errors
    assert {held["path"] for held in outcome.report["held_back"]} == set(made)


def test_dry_run_tells_all_and_makes_nothing(site: Project) -> None:
    told = run(site, put(site, "a.docx", write_up(*PAIRS)), "--dry-run")
    assert "Would make content/digests/" in told
    assert not texts(site)


def test_importing_the_same_again_changes_nothing_even_under_another_name(site: Project) -> None:
    run(site, put(site, "a.docx", write_up(*PAIRS)))
    before = texts(site)
    assert "4 questions were there already" in run(site, put(site, "b.docx", write_up(*PAIRS)))
    assert texts(site) == before


def test_a_draft_that_was_edited_is_left_and_the_rest_is_brought_up_to_date(site: Project) -> None:
    run(site, put(site, "a.docx", write_up(*PAIRS)))
    folder = next(iter(texts(site))).rpartition("/")[0]
    one, two, three, four = (f"{folder}/thing-{n}-so-late.md" for n in ("one", "two", "three", "four"))
    site.write(two, site.read(two).replace("from June on", "from 1 June on"))
    site.write(three, site.read(three).replace("topics: [a-topic]", "topics: [pay]"))
    site.write(four, site.read(four).replace("draft: true\n", ""))
    before = texts(site)
    corrected = [(q, a.replace("day and night", "day, night and Sunday")) for q, a in PAIRS[1:]]
    outcome = report(site, put(site, "a2.docx", write_up(PAIRS[0], *corrected, ("Is there tea?", _LONG))))
    states = {draft["path"].rpartition("/")[2]: draft["state"] for draft in outcome["drafts"]}
    assert list(states.values()) == ["same", "left", "changed", "left", "new"]
    after = texts(site)
    assert (after[one], after[two], after[four]) == (before[one], before[two], before[four])
    assert "topics: [pay]" in after[three]
    assert "Sunday" in after[three]
    assert {note["path"] for note in outcome["needs_eye"]} >= {two, four}


def test_a_question_worded_anew_is_the_same_draft(site: Project) -> None:
    run(site, put(site, "a.docx", write_up(*PAIRS)))
    before = set(texts(site))
    outcome = report(site, put(site, "b.docx", write_up(("Why is the first thing late?", PAIRS[0][1]), *PAIRS[1:])))
    assert [draft["state"] for draft in outcome["drafts"]] == ["changed", "same", "same", "same"]
    assert set(texts(site)) == before
    assert any("Why is the first thing late?" in text for text in texts(site).values())


def test_the_same_questions_at_a_later_session_are_new(site: Project) -> None:
    run(site, put(site, "2021-02-01 a.docx", write_up(*PAIRS)))
    later = [(q, a.replace("June", "July")) for q, a in PAIRS]
    outcome = report(site, put(site, "2021-03-01 a.docx", write_up(*later)))
    assert [draft["state"] for draft in outcome["drafts"]] == ["new"] * 4


def test_topics_come_from_names_and_synonyms_and_from_the_heading_above(site: Project) -> None:
    body = (
        p("Car parks", style("H1"))
        + p("Is it free?", style("H2"))
        + p(_LONG)
        + p("What of our wages?", style("H2"))
        + p(_LONG)
    )
    run(site, put(site, "a.docx", docx(body + p("Rooms", style("H1")) + p("Is there tea?", style("H2")) + p(_LONG))))
    topics = sorted(re.findall(r"topics: \[(.*)\]", "".join(texts(site).values())))
    assert topics == ["car-parks", "pay", "rooms"]


def test_a_topic_can_be_given_to_all_questions_in_which_none_stands(site: Project) -> None:
    site.write("content/topics/rota.md", "---\ntitle: Rota\n---\n")
    file = put(site, "2021-02-18 a.docx", write_up(*PAIRS[:3], ("And why are wages paid late?", _LONG)))
    assert "3 drafts have no topic of the site’s yet" in run(site, file)
    before = texts(site)
    edited = "content/digests/2021-02-18-a/thing-one-so-late.md"
    site.write(edited, before[edited].replace("a-topic", "pay"))
    told = run(site, file, "--topic", "Rota")
    after = texts(site)
    assert "no topic" not in told
    assert [text.count("topics: [rota]") for text in after.values()].count(1) == 2  # neither wages' nor the edited one
    assert after[edited].count("topics: [pay]") == 1
    assert "There is no topic “rotas”" in run(site, file, "--topic", "rotas", code=2)


def test_the_heading_over_all_questions_is_the_title_and_not_told_as_set_aside(site: Project) -> None:
    body = p("Winter questions", style("H1")) + "".join(p(q, style("H2")) + p(a) for q, a in PAIRS)
    file = put(site, "2021-02-18 a.docx", docx(body))
    for _ in range(2):
        told = run(site, file)
        assert "Set aside" not in told
        assert "Every word is accounted for." in told
    assert "  Winter questions\n" in site.read("content/digests/2021-02-18-winter-questions/index.md")
    site.write("content/digests/2021-01-01-other/index.md", "---\ntitle: Other\ndate: 2021-01-01\n---\n")
    other = docx(body.replace("late", "early"))
    assert "heading of a section: Winter questions" in run(
        site, put(site, "b.docx", other), "--digest", "2021-01-01-other"
    )


def test_questions_stand_in_the_order_of_the_paper(site: Project) -> None:
    run(site, put(site, "2021-02-18 a.docx", write_up(*PAIRS)), "--topic", "pay")
    for path, text in texts(site).items():
        site.write(path, text.replace("draft: true\n", ""))
    site.build()
    page = site.read("output/digests/2021-02-18-a/index.html")
    places = [page.index(question) for question, _ in PAIRS]
    assert places == sorted(places)


def test_a_question_put_in_between_later_is_told_with_its_place(site: Project) -> None:
    run(site, put(site, "2021-02-18 a.docx", write_up(*PAIRS)))
    outcome = report(site, put(site, "b.docx", write_up(PAIRS[0], ("Is there tea?", _LONG), *PAIRS[1:])))
    assert [(note["path"], note["says"].partition(" stands")[0]) for note in outcome["needs_eye"]] == [
        ("content/digests/2021-02-18-a/index.md", "“tea”")
    ]
    assert not report(site, put(site, "b.docx", write_up(*PAIRS, ("Is there coffee?", _LONG))))["needs_eye"]


def test_who_a_new_digest_says_to_have_answered_is_told(site: Project) -> None:
    told = run(site, put(site, "2021-02-18 a.docx", write_up(*PAIRS)))
    assert "index.md, a draft; answered by chief, or name others in it." in told


def test_who_answered_is_taken_from_a_label_only_where_the_site_knows_them(site: Project) -> None:
    body = (
        p("Q1: Why so late?")
        + p("Answered by: Chief Executive")
        + p(_LONG)
        + p("Q2: Is there tea?")
        + p("Answered by: Jo Bloggs")
        + p(_LONG)
    )
    run(site, put(site, "a.docx", docx(body)))
    everything = "".join(texts(site).values())
    assert everything.count("answered_by: chief") == 1
    assert "Bloggs" not in everything


def test_text_before_the_first_question_becomes_the_introduction(site: Project) -> None:
    body = p("Eighty of us were there.") + "".join(p(q, style("H2")) + p(a) for q, a in PAIRS)
    outcome = report(site, put(site, "a.docx", docx(body)))
    index = f"content/digests/{outcome['digest']}/index.md"
    assert "Eighty of us were there." in site.read(index)
    assert [note["path"] for note in outcome["needs_eye"]] == [index]
    assert outcome["account"]["even"]


def test_into_a_digest_that_is_there_its_own_file_is_left_alone(site: Project) -> None:
    site.write("content/digests/mine/index.md", "---\ntitle: Mine\ndate: 2021-02-18\n---\n")
    outcome = report(
        site,
        put(site, "a.docx", docx(p("Before.") + "".join(p(q, style("H2")) + p(a) for q, a in PAIRS))),
        "--digest",
        "mine",
    )
    assert outcome["digest"] == "mine"
    assert site.read("content/digests/mine/index.md") == "---\ntitle: Mine\ndate: 2021-02-18\n---\n"
    assert [one["words"] for one in outcome["set_aside"] if not one["furniture"]] == ["Before."]


@pytest.mark.parametrize(
    ("question", "answer", "says"),
    [
        ("Why?", "", "No answer"),
        ("Why? And when?", _LONG, "More than one question"),
        ("Why?", f"Ask XXXX. {_LONG}", "note among editors"),
    ],
)
def test_what_needs_an_eye_is_told_with_its_file(site: Project, question: str, answer: str, says: str) -> None:
    outcome = report(site, put(site, "a.docx", write_up((question, answer), *PAIRS)))
    assert [says in note["says"] and note["path"].endswith(".md") for note in outcome["needs_eye"]] == [True]


def test_deleted_words_reach_no_draft_and_are_told(site: Project) -> None:
    body = p("Why so late?", style("H2")) + p(
        r(_LONG) + "<w:del><w:r><w:delText>Jo was sacked.</w:delText></w:r></w:del>"
    )
    outcome = report(site, put(site, "a.docx", docx(body + p("Is there tea?", style("H2")) + p(_LONG))))
    assert "sacked" not in "".join(texts(site).values())
    assert [note["says"] for note in outcome["needs_eye"]] == [
        "Set aside: deleted, but the deletion is not accepted yet: “Jo was sacked.”"
    ]


def test_a_file_that_is_marked_needs_a_decision(site: Project) -> None:
    custom = '<Properties><property name="MSIP_Label_1_Name"><lpwstr>Internal</lpwstr></property></Properties>'
    body = "".join(p(q, style("H2")) + p(a) for q, a in PAIRS)
    file = put(site, "a.docx", docx(body, more={"docProps/custom.xml": custom}))
    told = run(site, file, code=2)
    assert "marked “Internal”" in told
    assert not texts(site)
    typed = shlex.split(told.partition("sitegen import ")[2])  # as it stands, wherever the file is
    assert run(site, *typed).startswith("a.docx is marked “Internal”.")


def test_no_questions_is_a_result_and_makes_nothing(site: Project) -> None:
    told = run(site, put(site, "a.docx", docx(p(_LONG) * 5)))
    assert "no questions found" in told
    assert "5 paragraphs" in told
    assert not texts(site)


@pytest.mark.parametrize(
    ("name", "instead"),
    [("a.doc", ".docx"), ("a.pdf", ".docx"), ("a.rtf", ".docx"), ("a.pages", "Word"), ("a.numbers", "Excel"), ("a.pptx", "Word"), ("a.mht", "HTML only"), ("a.zip", "Word"), ("noending", "Word")],
)  # read as a table  # fmt: skip
def test_a_kind_that_is_not_read_says_what_to_do_instead(site: Project, name: str, instead: str) -> None:
    assert instead in run(site, put(site, name, b"words"), code=2)


def test_a_file_that_is_not_there_and_one_that_is_empty(site: Project) -> None:
    assert "it is not there" in run(site, "nowhere.docx", code=2)
    assert "is empty" in run(site, put(site, "a.docx", b""), code=2)
    assert "is a folder" in run(site, str(site.folder), code=2)


def test_more_questions_than_any_session_has_are_refused(site: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST", 3)
    assert "more than 3 questions" in run(site, put(site, "a.docx", write_up(*PAIRS)), code=2)
    assert not (site.folder / "content/digests").exists()


def test_the_text_it_all_began_with(site: Project, seed: str) -> None:
    paragraphs = [text for text in (line.strip() for line in seed.split("\n")) if text]
    outcome = report(site, put(site, "seed.docx", docx("".join(p(text.replace("&", "&amp;")) for text in paragraphs))))
    assert outcome["account"]["even"]
    assert [draft["question"] for draft in outcome["drafts"]] == [paragraphs[0]]
    body = site.read(outcome["drafts"][0]["path"]).partition("\n---\n")[2].partition("\n<!--")[0].strip()
    assert [" ".join(part.split()) for part in body.split("\n\n")] == [
        " ".join(part.split()) for part in paragraphs[1:]
    ]


_SHEET = "Thema;Wortlaut;Kommentar\nPay;Why so late?;Because it is.\nPay;And when?;Some time.\n"


def test_columns_are_asked_for_once_and_then_known(site: Project) -> None:
    file = put(site, "a.csv", _SHEET.encode())
    assert "--columns B,C" in run(site, file, code=2)
    assert not texts(site)
    assert "2 questions found in the columns of the sheet" in run(site, file, "--columns", "Wortlaut,Kommentar")
    assert site.read("sitegen.yaml").startswith(_SETTINGS)
    later = put(site, "b.csv", _SHEET.replace("Some time", "In May").encode())
    assert [draft["state"] for draft in report(site, later)["drafts"]] == ["same", "changed"]
    assert not site.check().errors


def test_columns_of_what_is_no_sheet_and_none_of_a_sheet_are_refused(site: Project) -> None:
    assert "is no sheet" in run(site, put(site, "a.docx", write_up(*PAIRS)), "--columns", "A,B", code=2)
    assert "names no column" in run(site, put(site, "a.csv", _SHEET.encode()), "--columns", ",", code=2)


def test_topics_of_a_sheet_stay_topics_though_all_are_one(site: Project) -> None:
    run(site, put(site, "a.csv", b"Topic,Question,Answer\nPay,Why so late?,So.\nPay,And when?,Soon.\n"))
    assert "".join(texts(site).values()).count("topics: [pay]") == 2


def test_the_report_as_a_page_escapes_names_no_askers_and_links_to_the_drafts(site: Project) -> None:
    rows = "Question,Answer,Asker Name,Note\nWhy <so> late?,Because & so.,Jo Bloggs,<b>x</b>\n"
    told = run(site, put(site, "a.csv", rows.encode()))
    page = (site.folder / ".sitegen/import-report.html").read_text("utf-8")
    assert "import-report.html" in told
    assert site.read(".sitegen/.gitignore") == "*\n"  # before anything was built
    assert "Why &lt;so&gt; late?" in page
    assert "Bloggs" not in page + told
    link = re.search(r'href="\.\./(content/digests/[^"]+)"', page)
    assert link
    assert (site.folder / link[1]).is_file()
    assert "Every word is accounted for." in page


def test_what_looks_private_is_masked_in_every_report_and_stands_in_the_draft_alone(site: Project) -> None:
    words = ["Ring 07912 345601", "Write to jo.holt@holtmail.net"]
    rows = f"Question,Answer,Note\nWho is that? {words[0]}?,{words[1]}.,{'. '.join(words)}\n"
    told = [run(site, put(site, "a.csv", rows.encode()))]
    kept = (site.folder / ".sitegen/import-report.html").read_text("utf-8")
    told += [kept, json.dumps(report(site, put(site, "a.csv", rows.encode())))]
    for each in told:
        assert "345601" not in each
        assert "jo.holt" not in each
    assert "079••••••01" in kept
    assert "345601" in "".join(texts(site).values())


def test_a_dry_run_leaves_no_report_and_no_choice_behind(site: Project) -> None:
    run(site, put(site, "a.csv", _SHEET.encode()), "--columns", "B,C", "--dry-run")
    assert not (site.folder / ".sitegen/import-report.html").exists()
    assert site.read("sitegen.yaml") == _SETTINGS
    assert not texts(site)


def test_two_imports_at_once_are_one_after_the_other(site: Project) -> None:
    from sitegen.api.known_site import one_import

    file = put(site, "a.docx", write_up(*PAIRS))
    with one_import(site.folder):
        assert "Another import into this site is going on." in run(site, file, code=2)
        assert not texts(site)
    run(site, file)


def test_a_mail_becomes_drafts_of_what_was_answered(site: Project) -> None:
    mail = "From: Jo Bloggs <jo@x.example>\nSubject: x\n\nOn 1 May Jo Bloggs wrote:\n> Why so late?\n\nBecause of the road.\n"
    told = run(site, put(site, "2021-02-18 a.eml", mail.encode()))
    assert "1 question found by what is quoted and answered below" in told
    assert "Bloggs" not in told + "".join(texts(site).values())


def test_a_write_up_is_a_page_after_three_commands(site: Project) -> None:
    pairs = [(f"Why is thing {n} so late?", f"Thing {n}: {_LONG}") for n in range(12)]
    told = run(site, put(site, "2021-02-18 a.docx", write_up(*pairs)), "--topic", "pay")
    assert "eye." not in told  # so that no file has to be opened
    show = next(line.split()[1:] for line in told.splitlines() if line.startswith("  sitegen show "))
    assert CliRunner().invoke(main, ["-C", str(site.folder), *show], input="y\n").exit_code == 0
    outcome = site.build()
    assert not outcome.errors
    assert sum(page.startswith("digests/2021-02-18-a/thing-") for page in outcome.files()) == 12
