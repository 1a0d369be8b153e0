"""A proof that lies about has the words of an answer, too: what is erased is looked for in its page, mail and PDF."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from photos import document
from withdrawing import FOLDER, NAME, run, site, withdraw

from sitegen.withdrawal.legible import read_texts

if TYPE_CHECKING:
    from project import Project

MISSING = "no PDF was made"


def named(said: str) -> set[str]:
    return {word.strip(",;:") for word in said.split() if word.startswith("proofs/")}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return site(tmp_path, str(tmp_path / "site"))


def test_what_is_erased_is_named_in_every_proof_that_has_it(project: Project) -> None:
    run(project, "publish")
    kinds = {".html", ".eml"}
    said = run(project, "proof", FOLDER, "--mail")
    (project.folder / f"proofs/{FOLDER}.html").rename(project.folder / "proofs/older.html")
    try:
        run(project, "proof", FOLDER, "--pdf")
        kinds.add(".pdf")
    except AssertionError as refused:
        if MISSING not in str(refused):
            raise
    made = {f"proofs/{path.name}" for path in (project.folder / "proofs").glob("[!.]*")}
    assert {Path(name).suffix for name in made} == kinds, said
    assert named(withdraw(project, "--erase", code=1)) == made
    assert named(run(project, "withdraw", NAME, "--verify", code=1)) == made
    for name in made:
        (project.folder / name).unlink()
        assert name not in run(project, "withdraw", NAME, "--verify", code=1 if made != {name} else 0)
        made = made - {name}


def test_the_words_of_an_answer_that_was_withdrawn_are_named_in_its_proof_as_well(project: Project) -> None:
    run(project, "publish")
    run(project, "proof", FOLDER, "--mail")
    withdraw(project)
    assert named(run(project, "withdraw", NAME, "--verify", code=1)) == {
        f"proofs/{FOLDER}.html", f"proofs/{FOLDER}.eml",
    }  # read as a table  # fmt: skip


def mail(**attached: bytes) -> bytes:
    one = EmailMessage()
    one["Subject"] = "Ünder the bridge"
    one.set_content("Nothing.", cte="base64")
    for name, data in attached.items():
        one.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{name}.pdf")
    return one.as_bytes()


MAILS = {
    "what it is about": (mail(), "Ünder the bridge"),
    "its text": (mail(), "Nothing."),
    "the name of a file": (mail(heron=b"-"), "heron.pdf"),
    "a text in it": (mail(a=b"The heron"), "The heron"),
    "a document in it": (mail(a=document({}, "The heron")), "The heron"),
    "a mail in a mail": (mail(a=mail(a=b"The heron")), "The heron"),
}


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_is_read_with_all_that_is_in_it(name: str) -> None:
    data, words = MAILS[name]
    assert any(words in text for text in read_texts("a.eml", data).texts)


def test_a_document_is_read_page_by_page_and_one_that_cannot_be_is_told() -> None:
    data = document({"/Subject": "A heron"}, "By the bridge")
    texts = read_texts("a.pdf", data).texts
    assert {"A heron", "By the bridge"} <= {text.strip() for text in texts}
    assert not read_texts("a.pdf", data).closed
    assert read_texts("a.pdf", data[: len(data) // 2]).closed
