"""A digest read before it is published: one closed file with all that is held back, never where readers are."""

from __future__ import annotations

import email
import email.policy
import os
import re
import shutil
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from click.testing import CliRunner, Result
from project import DIGEST, Project, minimal_project, page

import sitegen
from sitegen.cli import main
from sitegen.proofs import printing, self_contained

DAY = "2024-06-01"
NAME = "2024-01-15-briefing"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
BODY = f"""\
We *will* look at rotas by May, see [the other one](held.md) and [outside](https://other.example/a?b=1&c=2).

## A heading

| Station | January |
|---------|--------:|
| North   | 58      |

![A chart](../../assets/chart.svg) and {LONG}[^1]

[^1]: A note.
"""
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3" width="9" height="3"><rect width="9" height="3"/></svg>'
)
PROMISE = {
    "text": "Look at rotas",
    "quote": "look at rotas by May",
    "strength": "commitment",
    "due": "2024-09-30",
    "due_source": "agreed",
}


def entry(question: str, body: str = "Because.", **fields: Any) -> str:
    return page({"question": question, "topics": ["general"], **fields}, body)


def odd_project(folder: Path) -> Project:
    """Answers in every state that holds one back, and everything that can stand in one."""
    project = minimal_project(folder)
    person = {
        "name": "Alex Moss",
        "contact": "alex.moss@trust.example",
        "roles": [{"title": "Chief Executive", "from": "2019-01-01"}],
    }
    project.write("content/people/chief.md", page(person))
    project.write("content/assets/chart.svg", CHART)
    project.write(
        f"{DIGEST}/a.md",
        entry(
            "Why are the rotas late?",
            BODY,
            in_short="They are not.",
            title="Late rotas",
            draft=True,
            commitments=[PROMISE],
        ),
    )
    project.write(f"{DIGEST}/held.md", entry("When is it embargoed?", "Embargoed words.", publish_from="2024-07-01"))
    project.write(f"{DIGEST}/over.md", entry("When is it over?", "Expired words.", publish_until="2024-02-01"))
    project.write(
        f"{DIGEST}/shown.md", entry("What is shown?", recording={"url": "https://media.example/a.mp3", "start": "0:30"})
    )
    project.write(
        f"{DIGEST}/gone.md",
        entry("Secret question?", "Secret words.", withdrawn={"date": "2024-02-02", "why": "A name."}),
    )
    other = "content/digests/2024-02-15-other"
    project.write(f"{other}/index.md", page({"title": "Other", "date": "2024-02-15", "answered_by": ["chief"]}))
    return project.write(f"{other}/draft.md", entry("Elsewhere?", "Words of another draft.", draft=True))


def run(project: Project, *words: str, command: str = "proof") -> Result:
    return CliRunner().invoke(main, ["-C", str(project.folder), command, "--date", DAY, *words], catch_exceptions=False)


def made(project: Project, *words: str) -> str:
    result = run(project, NAME, *words)
    assert result.exit_code == 0, result.output
    return (project.folder / f"proofs/{NAME}.html").read_text(encoding="utf-8")


def text_of(node: Any) -> str:
    return " ".join(node.text_content().split())


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return odd_project(tmp_path_factory.mktemp("odd"))


@pytest.fixture(scope="module")
def proofed(odd: Project) -> str:
    return made(odd)


def test_drafts_and_what_is_held_back_are_in_it_each_with_why(proofed: str) -> None:
    items = [text_of(item) for item in lxml.html.fromstring(proofed).find_class("item")]
    assert len(items) == 4
    for why, words in (
        ("A draft: readers do not see it yet", "look at rotas"),
        ("Held back until 1 July 2024", "Embargoed words."),
        ("Its time is over", "Expired words."),
        ("", "Listen to the recording"),
    ):
        item = next(item for item in items if words in item)
        assert [one for one in ("A draft", "Held back", "Its time") if one in item] == (
            [one for one in ("A draft", "Held back", "Its time") if why.startswith(one)]
        )
        assert why in item


def test_no_words_of_a_withdrawn_answer_or_of_other_drafts_are_in_it(proofed: str) -> None:
    assert "withdrawn on" in proofed
    assert "A name." in proofed
    for words in ("Secret", "Words of another draft", "Elsewhere"):
        assert words not in proofed


def test_nothing_in_it_asks_for_anything_and_no_link_leads_to_what_readers_do_not_have(proofed: str) -> None:
    tree = lxml.html.fromstring(proofed)
    assert not tree.xpath("//script | //link | //iframe | //form | //*[@srcset]")
    assert [source[:26] for source in tree.xpath("//@src")] == ["data:image/svg+xml;base64,"]
    ids = set(tree.xpath("//@id"))
    links = tree.xpath("//@href")
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert {link for link in links if not link.startswith("#")} == {
        "https://other.example/a?b=1&c=2",
        "https://media.example/a.mp3#t=30",
    }
    policy = tree.xpath("//meta[@http-equiv]/@content")
    assert len(policy) == 1
    assert policy[0].startswith("default-src 'none'; style-src 'sha256-")
    assert "self" not in policy[0]


def test_what_looks_private_is_told_in_it_masked_and_what_may_stand_is_not(tmp_path: Path) -> None:
    project = odd_project(tmp_path)
    body = "Mrs Holt said so, and Alex Moss said his son did."
    project.write(f"{DIGEST}/private.md", entry("Who said it?", body, draft=True))
    told = text_of(lxml.html.fromstring(made(project)).find_class("remarks")[-1])
    assert "This looks like somebody’s name: H•••. (private.md, line" in told
    assert "A••• M•••" not in told  # one of the people of the site


def test_what_is_promised_stands_in_it_with_its_day_and_who_is_reminded(proofed: str) -> None:
    assert "30 September 2024" in proofed
    assert "into your calendar" not in proofed
    assert "The reminder goes to Alex Moss (alex.moss@trust.example)" in proofed


def test_the_words_are_those_that_are_published_later(odd: Project, tmp_path: Path, proofed: str) -> None:
    shutil.copytree(odd.folder, tmp_path / "later", ignore=shutil.ignore_patterns("proofs", ".sitegen"))
    later = Project(tmp_path / "later")
    for name in ("a", "held", "over"):
        file = f"{DIGEST}/{name}.md"
        later.write(file, re.sub(r"(?m)^(draft|publish_\w+): .*\n", "", later.read(file)))
    outcome = later.build(date=DAY)
    assert outcome.errors == []
    items = {
        text_of(item.find("h2")).partition(" ")[2]: item for item in lxml.html.fromstring(proofed).find_class("item")
    }
    for name, title in (
        ("a", "Late rotas"),
        ("held", "When is it embargoed?"),
        ("over", "When is it over?"),
        ("shown", "What is shown?"),
    ):
        published = lxml.html.fromstring(outcome.page(f"digests/{NAME}/{name}.html"))
        for words in ("answer", "short", "badge"):
            ours = [text_of(node) for node in items[title].find_class(words) if "wait" not in node.classes]
            assert ours == [text_of(node) for node in published.find_class(words)], (name, words)
        for path in (".//*[@class='question']//blockquote", ".//ul[@class='promises']//blockquote"):
            assert [text_of(n) for n in items[title].xpath(path)] == [text_of(n) for n in published.xpath(path)]


def test_nothing_is_remembered_built_or_read_of_it(tmp_path: Path) -> None:
    project = odd_project(tmp_path / "site")
    before = project.build(date=DAY).files()
    files = {file: file.read_bytes() for file in project.folder.rglob("*") if file.is_file()}
    made(project)
    after = {file: file.read_bytes() for file in project.folder.rglob("*") if file.is_file()}
    assert {file.relative_to(project.folder).parts[0] for file in after.keys() - files.keys()} == {"proofs"}
    assert {file: after[file] for file in files} == files
    assert project.build(date=DAY).files() == before
    if os.name == "posix":
        assert (project.folder / "proofs").stat().st_mode & 0o077 == 0
        assert (project.folder / f"proofs/{NAME}.html").stat().st_mode & 0o077 == 0


def test_a_mistake_elsewhere_stops_nothing_and_one_of_its_own_is_told_at_the_top(tmp_path: Path) -> None:
    project = odd_project(tmp_path)
    project.write("content/digests/2024-02-15-other/draft.md", "---\nquestion: [\n---\n")
    project.write("content/topics/broken.md", "---\ntitle: [\n---\n")
    assert "To be mended first" not in made(project)
    project.write(f"{DIGEST}/shown.md", entry("What is shown?", topics=["genral", "broken"], answered_by=["nobody"]))
    project.write(f"{DIGEST}/over.md", "---\nquestion: [\n---\n")
    result = run(project, NAME)
    assert result.exit_code == 0
    assert "must be mended before it can go out" in result.output
    text = (project.folder / f"proofs/{NAME}.html").read_text(encoding="utf-8")
    assert "over.md cannot be read, so it is not in this proof." in text
    assert text.count("To be mended first") >= 3
    assert "shown.md, line" in text
    assert "Embargoed words." in text


@pytest.mark.parametrize("path", [f"{DIGEST}/index.md", "sitegen.yaml"])
def test_a_digest_of_which_nothing_can_be_made_is_refused_in_a_sentence(tmp_path: Path, path: str) -> None:
    project = odd_project(tmp_path).write(path, "---\ntitle: [\n---\n")
    result = run(project, NAME)
    assert result.exit_code == 2
    assert "sitegen check" in result.output
    assert "Traceback" not in result.output
    assert not list(project.folder.glob("proofs/*.html"))


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        "briefing",
        f"{DIGEST}/",
        f"{DIGEST}/index.md",
        f"{DIGEST}/a.md",
        f"digests/{NAME}/index.html",
        f"content\\digests\\{NAME}\\a.md",
        f"./{DIGEST}",
    ],
)
def test_a_digest_has_many_names(odd: Project, name: str) -> None:
    assert f"{NAME}.html" in run(odd, name).output


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2024-01-15-briefnig", f"Did you mean {NAME}?"),
        ("2024", "several digests"),
        ("", "no digest"),
        ("xyzzy", "There are: "),
    ],
)
def test_a_name_of_no_digest_is_refused_with_the_nearest(odd: Project, name: str, said: str) -> None:
    result = run(odd, name)
    assert result.exit_code == 2
    assert said in result.output


def test_several_digests_go_into_one_file_numbered_through(odd: Project) -> None:
    result = run(odd, NAME, "other")
    assert result.exit_code == 0
    text = (odd.folder / f"proofs/{NAME}-and-1-more.html").read_text(encoding="utf-8")
    assert [text_of(node) for node in lxml.html.fromstring(text).find_class("number")] == ["1", "2", "3", "4", "5"]
    assert "Words of another draft." in text


@pytest.mark.parametrize(
    "place",
    [
        "output/p.html",
        "output/deep/p.html",
        "content/p.html",
        "content/assets/p.html",
        "templates/p.html",
        "live/p.html",
        "linked/p.html",
        ".sitegen/p.html",
    ],
)
def test_it_is_never_where_something_is_published_from(tmp_path: Path, place: str) -> None:
    project = odd_project(tmp_path / "site")
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "publish:\n  here:\n    to: live\n")
    (project.folder / "output").mkdir()
    os.symlink(project.folder / "output", project.folder / "linked")
    result = run(project, NAME, "--to", str(project.folder / place))
    assert result.exit_code == 2
    assert "nothing is published from" in result.output
    assert not list(project.folder.rglob("p.html"))


def test_a_folder_of_proofs_that_leads_into_the_site_is_refused(tmp_path: Path) -> None:
    project = odd_project(tmp_path / "site")
    (project.folder / "output").mkdir()
    os.symlink(project.folder / "output", project.folder / "proofs")
    assert run(project, NAME).exit_code == 2
    assert not list((project.folder / "output").iterdir())


def test_only_a_proof_is_written_over(odd: Project, tmp_path: Path) -> None:
    file = tmp_path / "mine.html"
    file.write_text("<p>Mine</p>")
    assert run(odd, NAME, "--to", str(file)).exit_code == 2
    assert file.read_text() == "<p>Mine</p>"
    assert run(odd, NAME, "--to", str(tmp_path / "a.docx")).exit_code == 2
    (tmp_path / "yes.eml").write_text("mine")
    assert run(odd, NAME, "--to", str(tmp_path / "yes.html"), "--mail").exit_code == 2
    assert (tmp_path / "yes.eml").read_text() == "mine"
    assert not (tmp_path / "yes.html").exists()
    for _ in range(2):
        assert run(odd, NAME, "--to", str(tmp_path / "yes.html")).exit_code == 0


def test_the_version_is_that_of_the_files_and_of_nothing_else(tmp_path: Path) -> None:
    project = odd_project(tmp_path)
    digest = [NAME]

    def version() -> str:
        return sitegen.proof(sitegen.Project(project.folder), digest).version

    first = version()
    assert first in made(project)
    project.write("content/digests/2024-02-15-other/draft.md", entry("Another?", draft=True))
    assert version() == first
    project.write(f"{DIGEST}/held.md", entry("When is it embargoed?", "Embargoed word.", publish_from="2024-07-01"))
    assert version() != first


def test_a_mail_waits_to_be_sent_to_who_answers(odd: Project) -> None:
    assert run(odd, NAME, "--mail").exit_code == 0
    mail = email.message_from_bytes((odd.folder / f"proofs/{NAME}.eml").read_bytes(), policy=email.policy.default)
    assert (mail["X-Unsent"], mail["To"]) == ("1", "alex.moss@trust.example")
    assert "Staff briefing" in mail["Subject"]
    body, attached = mail.iter_parts()
    assert body.get_content_charset() == "utf-8"
    assert "It is not published yet." in body.get_content()
    assert attached.get_filename() == f"{NAME}.html"
    assert attached.get_payload(decode=True) == (odd.folder / f"proofs/{NAME}.html").read_bytes()


@pytest.mark.parametrize("contact", ["", "Room 4", "a@b.example\nBcc: c@d.example", "Alex <a@b.example>", "a@b"])
def test_who_has_no_address_of_their_own_is_left_for_the_writer_to_fill_in(tmp_path: Path, contact: str) -> None:
    project = odd_project(tmp_path)
    project.write("content/people/chief.md", page({"name": "Alex Moss", "contact": contact}))
    run(project, NAME, "--mail")
    mails = list(project.folder.glob("proofs/*.eml"))
    assert mails
    mail = email.message_from_bytes(mails[0].read_bytes(), policy=email.policy.default)
    assert (mail["To"], mail["Bcc"]) == (None, None)


def test_without_a_browser_it_says_what_to_do(odd: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(printing, "_ON_MACS", ())
    result = run(odd, NAME, "--pdf")
    assert result.exit_code == 2
    assert "no PDF was made" in result.output
    assert "print it to a PDF there" in result.output


@pytest.mark.parametrize("script", ["exit 0", "exit 3", "sleep 600"])
def test_a_browser_that_prints_nothing_is_not_waited_for(
    odd: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(printing, "_NAMES", (str(program),))
    monkeypatch.setattr(printing, "PATIENCE", 0.2)
    result = run(odd, NAME, "--pdf")
    assert result.exit_code == 2
    assert "did not print" in result.output


def test_a_picture_that_is_too_large_or_gone_is_said_in_its_place(
    odd: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project = Project(Path(shutil.copytree(odd.folder, tmp_path / "site")))
    for name in ("MOST_PICTURE", "MOST_PICTURES"):
        with monkeypatch.context() as patch:
            patch.setattr(self_contained, name, len(CHART) - 1)
            text = made(project)
        assert "The picture chart.svg is not in this file" in text
        assert "A chart" in text
        assert "data:" not in text.partition("<body")[2]
    assert "data:image/svg+xml" in made(project)
    project.remove("content/assets/chart.svg")
    assert "The picture chart.svg is not in this file" in made(project)


def test_what_changes_for_readers_is_told_by_what_was_published(tmp_path: Path) -> None:
    project = odd_project(tmp_path / "site")
    project.write(
        "sitegen.yaml", project.read("sitegen.yaml") + "id: 0123456789abcdef\npublish:\n  here:\n    to: ../live\n"
    )
    project.write(f"{DIGEST}/plain.md", entry("What about plain things?", "There are 12 of them here."))
    result = run(project, command="publish")
    assert result.exit_code == 0, result.output
    words = entry(
        "What about plain things?", "There are 13 of them here. We will look at rotas by May.", commitments=[PROMISE]
    )
    project.write(f"{DIGEST}/plain.md", words)
    items = {
        text_of(item.find("h2")).partition(" ")[2]: text_of(item)
        for item in lxml.html.fromstring(made(project)).find_class("item")
    }
    assert "New for readers" in items["Late rotas"]
    assert "Nothing changes for readers" in items["What is shown?"]
    changed = items["What about plain things?"]
    assert "Changed since it was published" in changed
    assert "are 12 of" in changed
    assert "13" in changed
    assert "New promise: “Look at rotas”" in changed
    assert "readers are not told" in changed


@pytest.mark.parametrize("language", ["ar", "cy", "en"])
def test_an_empty_digest_in_any_language_has_a_proof(tmp_path: Path, language: str) -> None:
    project = minimal_project(tmp_path)
    project.write("sitegen.yaml", f"title: Test\nlanguage: {language}\n")
    tree = lxml.html.fromstring(made(project))
    assert tree.get("lang") == language
    assert tree.get("dir") == ("rtl" if language == "ar" else None)
    mark = tree.find_class("mark")[0]
    assert "DRAFT – NOT FOR PUBLICATION" in text_of(mark)
    assert bool(mark.xpath(".//span[@lang='en']")) == (language != "en")


def test_a_template_of_ones_own_makes_it_and_one_that_fails_is_told(tmp_path: Path) -> None:
    project = odd_project(tmp_path)
    project.write("templates/proof.css", "p{color:red}/*</style>*/")
    text = made(project)
    assert "p{color:red}/*<\\/style>*/" in text
    project.write("templates/proof.html", "{{ page.nothing }}")
    result = run(project, NAME)
    assert result.exit_code == 2
    assert "templates/proof.html" in result.output


def test_what_is_remembered_may_be_damaged(tmp_path: Path) -> None:
    project = odd_project(tmp_path)
    project.build(date=DAY)
    wanted = made(project)
    for file in (project.folder / ".sitegen").glob("blobs*"):
        file.write_bytes(b"")
    assert made(project) == wanted
