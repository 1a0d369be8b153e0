"""What an answer may have promised is suggested with its exact sentence, and never accepted by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from office import docx, p
from test_import_command import put, report, run, site

from sitegen.intake.promises import suggest
from sitegen.reading.markdown import Labels
from sitegen.reading.parser import make_parser
from sitegen.reading.plain_text import plain_text

if TYPE_CHECKING:
    from project import Project

__all__ = ["site"]


def kinds(answer: str, question: str = "Why?") -> list[str]:
    return [one.kind for one in suggest(question, answer)]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("We will publish it in May.", "commitment"),
        ("I’ll visit every station.", "commitment"),
        ("I promise to look at it.", "commitment"),
        ("We’re planning on going to see them.", "intention"),
        ("We plan to buy two.", "intention"),
        ("We are going to build one.", "intention"),
        ("We intend to ask.", "intention"),
        ("Please drop me a line.", "offer"),
        ("If you have an idea, let us know.", "offer"),
        ("I’ll get back to you by Friday.", "answer_due"),
    ],
)
def test_what_is_meant_is_suggested(sentence: str, kind: str) -> None:
    assert kinds(f"It is late. {sentence} That is all.") == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "If you don’t do it, you don’t really know how you’re progressing.",
        "You will see a change.",
        "They will buy two.",
        "If it rains, we will stay.",
        "We won’t buy any.",
        "We will not buy any.",
        "We will never do that.",
        "We were going to build one.",
        "She said we will build one.",
        "We would buy two.",
        "We have bought two.",
        "We can always have a look.",
        "We will see.",
        "It is a plan to buy two.",
        "Going to work is hard.",
    ],
)
def test_what_is_not_meant_is_not(sentence: str) -> None:
    assert kinds(sentence) == []


def test_a_part_of_the_question_that_is_not_taken_up_is_suggested() -> None:
    question = "Will the rota change in summer? And is there money for new boots?"
    assert kinds("The rota changes in summer, from June on.", question) == ["outstanding"]
    assert kinds("The rota changes in summer; there is money for boots.", question) == []
    assert kinds("The rota changes.", f"{question} And who pays for parking permits?") == ["outstanding"]


def test_an_answer_that_is_still_to_come_is_suggested_once() -> None:
    assert kinds("We'll get back to you on vans. And I will get back to you on boots.") == ["answer_due"]


def test_suggestions_stand_in_the_draft_as_comments_that_check_counts(site: Project) -> None:
    answer = "It is late. We will publish “it”: all -- of it -- in May # soon."
    outcome = report(site, put(site, "a.docx", docx(p("Q: Why?") + p(f"A: {answer}") + p("Q: When?") + p("A: Now."))))
    assert outcome["account"]["even"]
    assert [draft["suggestions"] for draft in outcome["drafts"]] == [1, 0]
    body = site.read(outcome["drafts"][0]["path"]).partition("\n---\n")[2]
    assert plain_text(make_parser(()).parse(body, {"labels": Labels()})) == answer
    assert "    strength: commitment\n-->" in body
    problems = [one for one in site.check().report["problems"] if one["code"] == "comment-left-out"]
    assert [one["path"] for one in problems] == [outcome["drafts"][0]["path"]]
    assert "suggestion of the import, not decided yet" in problems[0]["message"]


def test_a_suggestion_that_is_taken_over_is_a_promise_that_check_accepts(site: Project) -> None:
    site.write("content/digests/mine/index.md", "---\ntitle: Mine\ndate: 2021-02-18\nanswered_by: chief\n---\n")
    file = put(
        site,
        "a.docx",
        docx(
            p("Q: Why?") + p("A: It is late. We will publish “it”: all of it, in May.") + p("Q: When?") + p("A: Now.")
        ),
    )
    path = report(site, file, "--digest", "mine")["drafts"][0]["path"]
    head, _, body = site.read(path).partition("\ndraft: true\n---\n")
    comment = re.search(r"<!--.*?below topics:\n(.*)-->\n", body, re.DOTALL)
    assert comment
    site.write(path, f"{head.replace('a-topic', 'pay')}\n{comment[1]}---\n{body[: comment.start()]}")
    outcome = site.check()
    assert not outcome.errors
    told = [one["code"] for one in outcome.report["problems"] if one["path"] == path]
    assert told == ["report-back-due"]  # of 2021, and nobody said a day


def test_two_promises_of_one_answer_can_both_be_taken_over(site: Project) -> None:
    site.write("content/digests/mine/index.md", "---\ntitle: Mine\ndate: 2021-02-18\nanswered_by: chief\n---\n")
    answer = "We will publish it in May. Drop me a line. And we plan to ask you all."
    body = p("Q: Why?") + p(f"A: {answer}") + p("Q: When?") + p("A: Now.")
    path = report(site, put(site, "a.docx", docx(body)), "--digest", "mine")["drafts"][0]["path"]
    head, _, body = site.read(path).partition("\ndraft: true\n---\n")
    taken: list[str] = []
    for says, lines in re.findall(r"<!--(.*?):\n(.*?)-->", body, re.DOTALL):
        assert ("all but the first" in says) == bool(taken)
        taken += lines.splitlines()[bool(taken) :]
    site.write(path, "\n".join([head.replace("a-topic", "pay"), *taken, "---", answer, ""]))
    assert not site.check().errors
    assert sum("strength" in line for line in taken) == 3


def test_the_text_it_all_began_with_holds_an_intention_an_offer_and_an_open_part(site: Project, seed: str) -> None:
    paragraphs = [text for text in (line.strip() for line in seed.split("\n")) if text]
    found = suggest(paragraphs[0], " ".join(" ".join(paragraphs[1:]).split()))
    assert [one.kind for one in found] == ["intention", "offer", "outstanding"]
    assert "planning on going to North West" in found[0].quote
    assert "please drop me a line" in found[1].quote
    assert found[2].quote.startswith("Are there any Trusts")
    told = run(site, put(site, "seed.docx", docx("".join(p(text.replace("&", "&amp;")) for text in paragraphs))))
    assert "3 suggestions to decide" in told
