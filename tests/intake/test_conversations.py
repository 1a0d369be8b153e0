"""Captions, transcripts and chats become turns of speakers, with every word accounted for; nothing is made unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from office import docx, p
from test_import_command import put, report, run, site, texts

from sitegen.intake.formats import read_paper
from sitegen.intake.paper import Paper, all_text, letters
from sitegen.intake.talks import candidates
from sitegen.intake.turns import plain_name
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from project import Project

__all__ = ["site"]  # the fixture


def read(name: str, text: str | bytes) -> Paper:
    """The paper, every letter of which is in a turn or set aside."""
    paper = read_paper(name, text if isinstance(text, bytes) else text.encode())
    there = letters("".join([*all_text(paper.blocks), *(one.text for one in paper.set_aside)]))
    assert there == paper.letters
    return paper


def turns(name: str, text: str | bytes) -> list[tuple[str, str]]:
    return [(block.speaker, block.text) for block in read(name, text).blocks]


def vtt(*cues: str) -> str:
    return "WEBVTT\n\n" + "\n\n".join(f"00:00:0{i}.000 --> 00:00:0{i + 1}.000\n{cue}" for i, cue in enumerate(cues))


CAPTIONS = {
    "voices": (vtt("<v Ada>Hello there.", "<v.loud Bo>No way!</v>"), [("Ada", "Hello there."), ("Bo", "No way!")]),
    "two voices in one cue": (vtt("<v Ada>Why?</v> <v Bo>So.</v>"), [("Ada", "Why?"), ("Bo", "So.")]),
    "entities": (vtt("<v Ada &amp; Grace>cost &lt; 5m"), [("Ada & Grace", "cost < 5m")]),
    "tags inside": (vtt("<v Ada><c.yellow>Hel<00:00:00.500>lo</c> <i>all</i>"), [("Ada", "Hello all")]),
    "a word over two lines": (vtt("<v Ada>one\ntwo</v>"), [("Ada", "one two")]),
    "parts of one speaker": (vtt("<v Ada>one", "<v Ada>two"), [("Ada", "one two")]),
    "a yeah in between": (vtt("<v Ada>I think that", "<v Bo>Yeah.", "<v Ada>we will."), [("Ada", "I think that we will.")]),
    "a yes that answers": (vtt("<v Ada>Will we?", "<v Bo>Yes.", "<v Ada>Good."), [("Ada", "Will we?"), ("Bo", "Yes."), ("Ada", "Good.")]),
    "names before a colon": (vtt("Ada: Why?", "Bo: So.", "Ada: Ah."), [("Ada", "Why?"), ("Bo", "So."), ("Ada", "Ah.")]),
    "a colon that is no name": (vtt("<v Ada>Yes: in May."), [("Ada", "Yes: in May.")]),
    "notes and styles": ("WEBVTT\n\nNOTE Confidence: 0.9\n\nSTYLE\n::cue { color: red }\n\n" + vtt("<v Ada>Hi.")[8:], [("Ada", "Hi.")]),
    "numbers and names of cues": ("WEBVTT\n\nid/5-0\n00:01.000 --> 00:02.000\n<v Ada>one\n\nid/5-1\n00:02,000 --> 00:03,000\ntwo", [("Ada", "one two")]),
    "captions that roll": (vtt("one two", "one two\nthree four", "three four\nfive."), [("", "one two three four five.")]),
    "no name at all": (vtt("One day.", "Why so?"), [("", "One day."), ("", "Why so?")]),
    "a cue without a blank line behind": ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>one\n00:02.000 --> 00:03.000\n<v Bo>two", [("Ada", "one"), ("Bo", "two")]),
}  # read as a table  # fmt: skip


@pytest.mark.parametrize("feature", CAPTIONS)
def test_captions_become_turns(feature: str) -> None:
    text, expected = CAPTIONS[feature]
    assert turns("a.vtt", text) == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_line_end_and_any_encoding(newline: str, encoding: str) -> None:
    assert turns("a.vtt", vtt("<v Ada>Grüße", "<v Bo>So.").replace("\n", newline).encode(encoding)) == [
        ("Ada", "Grüße"),
        ("Bo", "So."),
    ]


def test_srt_and_sbv() -> None:
    assert turns(
        "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nAda: Why?\n\n2\n00:00:02,000 --> 00:00:03,000\nBo: So.\n"
    ) == [("Ada", "Why?"), ("Bo", "So.")]
    assert turns("a.sbv", "0:00:01.000,0:00:02.000\nAda: Why?\n\n0:00:02.000,0:00:03.000\nBo: So.\n") == [
        ("Ada", "Why?"),
        ("Bo", "So."),
    ]


TRANSCRIPTS = {
    "names in bold": "# Call\n\n**Ada Byron:** Why is it late?\n\n**Bo Smith:** So it is.\n\n**Ada Byron:** Ah.\n\n**Bo Smith:** Yes.\n",
    "names, and times between": "Ada Byron: Why is\n\n00:05:00\n\nAda Byron: it late?\n\nBo Smith: So it is.\n\nAda Byron: Ah.\n\nBo Smith: Yes.\n",
    "one line each": "00:00:00\n \nAda Byron: Why is it late?\nBo Smith: So it is.\nAda Byron: Ah.\nBo Smith: Yes.\n",
    "name and time": "Ada Byron  0:03\nWhy is it late?\n\nBo Smith  0:09\nSo it is.\n\nAda Byron  0:12\nAh.\n\nBo Smith  0:14\nYes.\n",
}


@pytest.mark.parametrize("form", TRANSCRIPTS)
@pytest.mark.parametrize("ending", ["txt", "md"])
def test_transcripts_are_known_by_their_shape(form: str, ending: str) -> None:
    paper = read(f"a.{ending}", TRANSCRIPTS[form])
    assert paper.is_speech
    assert [(b.speaker, b.text) for b in paper.blocks] == [
        ("Ada Byron", "Why is it late?"),
        ("Bo Smith", "So it is."),
        ("Ada Byron", "Ah."),
        ("Bo Smith", "Yes."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Q: Why?\n\nA: So.\n\nQ: When?\n\nA: Now.\n",
        "Note: it rains.\n\nWe went home.\n\nNote: it pours.\n",
        "Yes: in May.\n",
    ],
)
def test_a_colon_alone_makes_no_conversation(text: str) -> None:
    assert not read("a.txt", text).is_speech


def test_word_files_by_a_meetings_program_are_conversations() -> None:
    spans = "".join(
        p(f"<w:r><w:t>0:0:{i}.0 --&gt; 0:0:{i + 1}.0</w:t><w:br/><w:t>{n}</w:t><w:br/><w:t>{w}</w:t></w:r>")
        for i, (n, w) in enumerate([("Ada", "Why?"), ("Bo", "So.")])
    )
    named = (
        p("<w:r><w:t>Ada Byron   0:03</w:t><w:br/><w:t>Why?</w:t></w:r>")
        + p("<w:r><w:t>Bo Smith   1:03</w:t></w:r>")
        + p("So.")
    )
    assert turns("a.docx", docx(spans)) == [("Ada", "Why?"), ("Bo", "So.")]
    assert turns("a.docx", docx(named)) == [("Ada Byron", "Why?"), ("Bo Smith", "So.")]


def test_chats_know_replies_and_reactions_and_lines_that_go_on() -> None:
    text = '00:04:33\tAda:\tIs there tea?\n00:05:00\tBo:\tReacted to "Is there tea?" with 🔥\n00:05:10\tBo:\tReplying to "Is there tea?"\n\nYes.\n10:02:33 From Jo Doe to Everyone: Good.\n'
    assert turns("a.txt", text) == [("Ada", "Is there tea?"), ("Bo", "Yes."), ("Jo Doe", "Good.")]


@pytest.mark.parametrize(("name", "bare"), [("Tullio | Erigon", "Tullio"), ("Jo Doe (Guest)", "Jo Doe"), ("Jo [Trust]", "Jo"), ("Jo 🔥", "Jo"), ("O’Neil-Smith", "O’Neil-Smith")])  # read as a table  # fmt: skip
def test_names_lose_firms_brackets_and_signs(name: str, bare: str) -> None:
    assert plain_name(name) == bare


_TALK = vtt(
    "<v Host>Welcome all. Can everyone hear me?",
    "<v Ada>I don't know if you have a view of when the new rota starts.",
    "<v Chief Executive>Good question. It starts in June, and we tell everybody two weeks before that, so that nobody is surprised by it, and there is a page for it that says who to ask at each station, day and night.",
    "<v Host>Any other questions?",
    "<v Bo>No.",
)


def test_questions_are_ranked_by_evidence_and_a_mark_is_not_needed() -> None:
    best = candidates(read("a.vtt", _TALK).blocks)
    assert best[0].words.startswith("I don't know if you have a view")
    assert "“Good question”" in best[0].why


def test_nothing_becomes_a_draft_before_somebody_has_chosen(site: Project) -> None:
    told = run(site, put(site, "call.vtt", _TALK.encode()))
    assert "1. 00:00:01  I don't know if you have a view" in told
    assert "Every word is accounted for." in told
    assert not (site.folder / "content/digests").exists()


def test_what_is_chosen_becomes_a_draft_with_the_role_and_without_the_askers_name(site: Project) -> None:
    outcome = report(site, put(site, "call.vtt", _TALK.encode()), "--take", "1")
    assert outcome["account"]["even"]
    made = texts(site)
    entry = made[outcome["drafts"][0]["path"]]
    assert "  I don't know if you have a view of when the new rota starts.\n" in entry
    assert "answered_by: chief\n" in entry
    assert "Good question. It starts in June" in entry
    assert "kind: spoken" in made[f"content/digests/{outcome['digest']}/index.md"]
    assert not any(name in text for text in made.values() for name in ("Ada", "Host", "Bo"))


@pytest.mark.parametrize(
    ("take", "says"),
    [("99", "There is no question 99"), ("one", "is no list of numbers"), ("0", "There is no question 0")],
)
def test_a_choice_that_cannot_be_is_refused(site: Project, take: str, says: str) -> None:
    assert says in run(site, put(site, "call.vtt", _TALK.encode()), "--take", take, code=2)
    assert not (site.folder / "content/digests").exists()


def test_a_paper_has_nothing_to_take(site: Project) -> None:
    assert "no conversation" in run(site, put(site, "a.txt", b"Why?\n\nSo."), "--take", "1", code=2)


def test_plain_text_with_labels_is_a_paper(site: Project) -> None:
    text = "Q: Why so late?\n\nA: It is the roads.\nAll of them.\n\n- one\n- two\n\nQ: Is there tea?\n\nA: Yes.\n"
    outcome = report(site, put(site, "a.txt", text.encode()))
    assert outcome["account"]["even"]
    assert [draft["question"] for draft in outcome["drafts"]] == ["Why so late?", "Is there tea?"]
    assert "It is the roads.\\\nAll of them.\n\n- one\n- two\n" in site.read(outcome["drafts"][0]["path"])


def test_markdown_by_google_docs_is_a_paper(site: Project) -> None:
    text = "[Pay](#pay)\n\n# Pay {#pay}\n\n## Why so **late**? {#why}\n\nSee [it](https://x.example/) and\\! 1\\.[^1]\n\n1. one\n1. two\n\n| a | b |\n| :---- | :---- |\n| c | d |\n\n## Is there tea?\n\n<span>Yes.</span>\n\n[^1]: A note.\n"
    outcome = report(site, put(site, "a.md", text.encode()))
    assert outcome["account"]["even"]
    assert [draft["question"] for draft in outcome["drafts"]] == ["Why so late?", "Is there tea?"]
    first, second = (site.read(draft["path"]).partition("\n---\n")[2] for draft in outcome["drafts"])
    assert (
        first
        == "See [it](https://x.example/) and! 1.[^1]\n\n1. one\n2. two\n\n| a | b |\n| --- | --- |\n| c | d |\n\n[^1]: A note.\n"
    )
    assert second == "Yes.\n"


@pytest.mark.parametrize(("name", "data"), [("a.vtt", b"WEBVTT\n\nno times"), ("a.txt", b"a\0b"), ("a.srt", b"\xff\xfe"), ("a.md", b"x" * (5 * 1024 * 1024 + 1))])  # read as a table  # fmt: skip
def test_what_is_no_text_or_too_much_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read_paper(name, data)
    assert caught.value.hint


MINUTES = (
    "# Rota\n\nJo Bloggs (North)\\\nWhen does it start, and for whom?\\\n\\\nAda\\\nIn June.\\\n\\\nJo Bloggs (North)\\\nAnd the nights?\n\n"
    "Ada\\\nThose too.\n\nThey come last.\n\nBo\\\nFine.\n\nAda\\\nGood.\n"
)


def test_minutes_whose_speakers_stand_alone_on_a_line_are_a_talk() -> None:
    paper = read_paper("a.md", MINUTES.encode())
    assert paper.kind == "minutes"
    assert [(turn.speaker, turn.text) for turn in paper.blocks] == [
        ("Jo Bloggs", "When does it start, and for whom?"),
        ("Ada", "In June."),
        ("Jo Bloggs", "And the nights?"),
        ("Ada", "Those too. They come last."),
        ("Bo", "Fine."),
        ("Ada", "Good."),
    ]
    assert letters("".join([*all_text(paper.blocks), *(one.text for one in paper.set_aside)])) == paper.letters


def test_questions_whose_answers_begin_with_a_name_stay_a_written_paper() -> None:
    text = "".join(
        f"## Why is number {n} late?\n\nThe Director\\\nBecause of the road, as you may know.\n\n" for n in range(7)
    )
    assert not read_paper("a.md", text.encode()).is_speech
