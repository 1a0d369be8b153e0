"""Web pages, what the clipboard holds, and mails: what is shown and new becomes a draft, the rest is told."""

from __future__ import annotations

import sys

import pytest
from compound import msg

from sitegen.intake.cutting import text_of
from sitegen.intake.formats import read_paper
from sitegen.intake.mail import outlook
from sitegen.intake.mail.mail_split import split_mail
from sitegen.intake.paper import HEADING, ITEM, PARAGRAPH, TABLE, Paper, all_text, letters
from sitegen.intake.splitting import split_paper
from sitegen.intake.web.html_paper import read_html
from sitegen.memory.refused import Refused

CLIP = "Version:0.9\r\nStartHTML:0000000105\r\n<html><body>\n<!--StartFragment-->{}<!--EndFragment-->\n</body></html>"
ITEM_BY_WORD = "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level{0} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>{1}<span style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]>{2}<o:p></o:p></p>"

SHOWN = {  # HTML, what is shown, and why the rest is set aside
    "entities and blanks": ("<p>So &amp;\n  so&nbsp;on</p>", ["So & so\xa0on"], ""),
    "a line break": ("<p>one<br>two</p>", ["one\ntwo"], ""),
    "two line breaks part paragraphs": ("one<br><br>two", ["one", "two"], ""),
    "scripts, styles and comments": ("<style>a{}</style><script>b</script><!-- c --><template>d</template><p>x</p>", ["x"], ""),
    "hidden by its style": ("<p style='display: none'>no</p>x", ["x"], "hidden text"),
    "hidden by its attribute": ("<div hidden>no</div>x", ["x"], "hidden text"),
    "hidden in Word": ("<span style='mso-hide:all'>no</span>x", ["x"], "hidden text"),
    "deleted": ("<p>a<del>no</del>b<ins>c</ins></p>", ["abc"], "deleted, but the deletion is not accepted yet"),
    "a comment by Word": ("<p>x<span class=MsoCommentReference>[J1]</span></p><div style='mso-element:comment-list'><p>True?</p></div>", ["x"], "comment"),
    "the page's navigation": ("<nav>Home</nav><p>x</p><footer>About</footer>", ["x"], "navigation of the page"),
    "buttons": ("<p>x <button>Send</button></p>", ["x "], "words on a control, such as a button"),
    "tags that nobody closed": ("<ul><li>a<li>b</ul><p>c<p>d", ["a", "b", "c", "d"], ""),
    "a table for the layout": ("<table role=presentation><tr><td>a<td>b</table>", ["a", "b"], ""),
    "a table round a table": ("<table><tr><td>a<table><tr><td>b<td>c</table></table>", ["a", "", "b", "c"], ""),
    "words outside of cells": ("<table>stray<tr><td>a<td>b</table>", ["stray", "", "a", "b"], ""),
}  # read as a table  # fmt: skip


def even(paper: Paper) -> bool:
    kept = [*all_text(paper.blocks), *(text for note in paper.notes.values() for text in all_text(note))]
    return letters("".join([*kept, *(one.text for one in paper.set_aside)])) == paper.letters


@pytest.mark.parametrize("form", ["{}", CLIP, "<html><head><title>t</title></head><body>{}</body></html>"])
@pytest.mark.parametrize("name", SHOWN)
def test_a_page_gives_what_a_browser_shows(name: str, form: str) -> None:
    text, shown, reason = SHOWN[name]
    paper = read_html(form.format(text) if form == "{}" else form.replace("{}", text))
    assert list(all_text(paper.blocks)) == shown
    assert {one.reason for one in paper.set_aside} == ({reason} if reason else set())
    assert even(paper)


def test_words_round_what_was_once_pasted_into_a_page_are_kept() -> None:
    paper = read_html("<p>a</p><!--StartFragment--><p>b</p><!--EndFragment--><p>c</p>")
    assert [block.text for block in paper.blocks] == ["a", "b", "c"]


def test_looks_links_and_shapes_are_kept() -> None:
    paper = read_html(
        "<h2>Pay</h2><p><b>bold</b> <span style='font-weight:700'>too</span> <b style='font-weight:normal'>not</b> "
        "<a href='https://other.example/'>there</a> <a href='java&#9;script:0'>nowhere</a></p><ol start=3><li>c<ul><li>in</ul></ol>"
        "<table><tr><th>Question<th>Answer<tr><td>Why?<td>So.</table><details><summary>More?</summary>Yes.</details>"
    )
    assert [(b.kind, b.level, b.label) for b in paper.blocks] == [
        (HEADING, 2, ""), (PARAGRAPH, 0, ""), (ITEM, 0, "3."), (ITEM, 1, "•"), (TABLE, 0, ""), (HEADING, 6, ""), (PARAGRAPH, 0, ""),
    ]  # read as a table  # fmt: skip
    looks = {run.text.strip(): (run.bold, run.link) for run in paper.blocks[1].runs if run.text.strip()}
    assert looks == {
        "bold": (True, ""),
        "too": (True, ""),
        "not": (False, ""),
        "there": (False, "https://other.example/"),
        "nowhere": (False, ""),
    }


def test_word_on_the_clipboard_gives_lists_and_footnotes() -> None:
    note = "<a style='mso-footnote-id:ftn1' href='#_ftn1'>[1]</a>"
    notes = f"<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p>{note} Not here.</p></div></div>"
    paper = read_html(
        CLIP.replace(
            "{}", ITEM_BY_WORD.format(1, "1.", "one") + ITEM_BY_WORD.format(2, "o", "in") + f"<p>x{note}</p>" + notes
        )
    )
    assert [(b.kind, b.level, b.label, b.text.strip()) for b in paper.blocks] == [
        (ITEM, 0, "1.", "one"),
        (ITEM, 1, "•", "in"),
        (PARAGRAPH, 0, "", "x"),
    ]
    assert [block.text.strip() for block in paper.notes["ftn1"]] == ["Not here."]
    assert even(paper)


@pytest.mark.parametrize(
    "text",
    ["<h2>{0}</h2><p>{1}</p>", "<details><summary>{0}</summary>{1}</details>", "<dl><dt>{0}<dd>{1}</dl>", "<p><b>{0}</b></p><p>{1}</p>", "<p>Q: {0}</p><p>A: {1}</p>"],
)  # read as a table  # fmt: skip
def test_pages_of_questions_are_split(text: str) -> None:
    page = "".join(text.format(f"Why is number {n} so late?", f"Because of the road, number {n}.") for n in (1, 2, 3))
    split, _ = split_paper(read_html(page).blocks)
    assert split
    assert [(item.words, text_of(item.answer)) for item in split.items] == [
        (f"Why is number {n} so late?", f"Because of the road, number {n}.") for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("<meta charset=iso-8859-1><p>“é”</p>".encode("cp1252"), "“é”"),
        ("<p>“é”</p>".encode(), "“é”"),
        ("<p>“é”</p>".encode("cp1252"), "“é”"),
        ("<p>“é”</p>".encode("utf-16"), "“é”"),
        (b"<meta charset=nonsense><p>x</p>", "x"),
    ],
)
def test_a_saved_page_is_read_in_its_own_letters(data: bytes, shown: str) -> None:
    assert [block.text for block in read_paper("a.html", data).blocks] == [shown]


@pytest.mark.parametrize("text", ["<div>" * 700, "<table><tr><td>" * 30])
def test_parts_in_parts_without_end_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="too deeply"):
        read_html(text + "x")


HEAD = "From: Jo Bloggs <jo@x.example>\nSubject: Questions\n"
REPLY = "Hello all,\n\nOn 1 May 2021 at 10:00, Jo Bloggs <jo@x.example> wrote:\n> Dear team,\n>\n> Why are the vans so\n> late?\n\nBecause of the road.\n\n> And is there tea?\nYes.\n\n-- \nA. Chief\nTel 1\n"


def mail(text: str, more: str = "Content-Type: text/plain; charset=utf-8\n") -> Paper:
    paper = read_paper("a.eml", f"{HEAD}{more}\n{text}".encode())
    assert even(paper)
    return paper


def asked(paper: Paper) -> list[tuple[str, str]]:
    split, _ = split_mail(paper.blocks)
    kept = [*paper.set_aside, *split.set_aside, *(one for item in split.items for one in item.set_aside)]
    texts = [t for item in split.items for t in (item.words, *all_text(item.answer))]
    if split.items:
        assert letters("".join([*texts, *(one.text for one in kept), *all_text(split.outside)])) == paper.letters
    return [(item.words, text_of(item.answer)) for item in split.items]


def test_answers_that_were_typed_between_quoted_questions_are_pairs() -> None:
    paper = mail(REPLY)
    assert asked(paper) == [("Why are the vans so late?", "Because of the road."), ("And is there tea?", "Yes.")]
    assert {one.reason for one in paper.set_aside if one.private} == {"head of an earlier mail", "signature"}


def test_the_same_in_html() -> None:
    html = "<p>Hello</p><div>On 1 May Jo &lt;jo@x.example&gt; wrote:<br></div><blockquote><p>Why so late?</p></blockquote><p>The road.</p><blockquote>Tea?</blockquote><div>Yes.</div>"
    assert asked(mail(html, "Content-Type: text/html\n")) == [("Why so late?", "The road."), ("Tea?", "Yes.")]


@pytest.mark.parametrize(
    "head",
    [
        "From: A <a@x.example>\nSent: Monday\nTo: B\nSubject: x\n",
        "-----Original Message-----\nFrom: A\n",
        "Von: A\nGesendet: Montag\nAn: B\nBetreff: x\n",
    ],
)
def test_an_earlier_mail_below_is_no_answer_and_no_question(head: str) -> None:
    paper = mail(f"Thank you.\n\n{head}\nWhy so late?\n")
    assert asked(paper) == []
    assert [one.text.strip() for one in paper.set_aside if not one.furniture] == ["Why so late?"]


def test_sentences_that_ask_are_questions_without_answers_and_the_rest_is_told() -> None:
    paper = mail("Hi. Why so late? And is there tea?\n\nJo\n")
    assert asked(paper) == [("Why so late?", ""), ("And is there tea?", "")]


def test_labels_in_a_mail_are_read_as_in_a_paper() -> None:
    assert asked(mail("Q: Why so late?\n\nA: The road.\n\nQ: Tea?\n\nA: Yes.\n")) == [
        ("Why so late?", "The road."),
        ("Tea?", "Yes."),
    ]


def test_flowed_lines_are_whole_again() -> None:
    flowed = "Content-Type: text/plain; format=flowed; delsp=yes\n"
    assert [b.text for b in mail("One lo \nng line.\n\n> Quo \n> ted.\n", flowed).blocks] == [
        "One long line.",
        "Quoted.",
    ]


def test_all_texts_are_read_not_the_first_alone() -> None:
    parts = "\n--b\nContent-Type: text/plain\n\nFirst.\n--b\nContent-Type: image/png\nContent-Disposition: inline; filename=a.png\n\nx\n--b\nContent-Type: text/plain\n\nSecond.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=plan.pdf\n\nx\n--b--\n"
    paper = mail(parts, "Content-Type: multipart/mixed; boundary=b\n")
    assert [b.text for b in paper.blocks] == ["First.", "Second."]
    assert paper.alarms == ("“plan.pdf” was attached and is not read: save it from the mail, and import it by itself.",)


def test_a_mail_that_is_attached_is_read_after_its_cover() -> None:
    parts = f"\n--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n{HEAD}\nWhy so late?\n--b--\n"
    assert [b.text for b in mail(parts, "Content-Type: multipart/mixed; boundary=b\n").blocks] == [
        "See below.",
        "Why so late?",
    ]


def test_what_windows_wrote_under_another_name_is_read_as_it_was_meant() -> None:
    paper = read_paper(
        "a.eml", f"{HEAD}Content-Type: text/plain; charset=iso-8859-1\n\n".encode() + "“So” – yes".encode("cp1252")
    )
    assert [b.text for b in paper.blocks] == ["“So” – yes"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"just words", "no mail"),
        (b"Subject: x\nContent-Type: application/pkcs7-mime\n\nx", "encrypted"),
        (b"Subject: x\nContent-Type: application/ms-tnef; name=winmail.dat\n\nx", "winmail"),
        (b"Subject: x\n\n  \n", "no words"),
    ],
)
def test_a_mail_that_cannot_be_read_says_why(data: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_paper("a.eml", data)


def test_a_mail_by_outlook_is_read_as_plain_text_or_html() -> None:
    plain = read_paper("a.msg", msg(_0037="Questions", _1000=REPLY.replace("\n", "\r\n")))
    assert asked(plain) == [("Why are the vans so late?", "Because of the road."), ("And is there tea?", "Yes.")]
    page = read_paper(
        "a.msg", msg(_1013="<p>Q: Why so late?</p><p>A: The <b>road</b>.</p><p>Q: Tea?</p><p>A: Yes.</p>")
    )
    assert asked(page) == [("Why so late?", "The road."), ("Tea?", "Yes.")]
    with pytest.raises(Refused, match="no words that can be read here"):
        read_paper("a.msg", msg(_0037="Questions"))


def test_files_that_were_attached_in_outlook_are_told_by_their_name() -> None:
    files: list[dict[str, str]] = [{"_3707": "rota.xlsx"}, {}, {"_3707": "crew.jpg", "_370E": "image/jpeg"}]
    told = read_paper("a.msg", msg(*files, _1000=REPLY)).alarms
    assert [alarm.partition(" was")[0] for alarm in told] == ["“rota.xlsx”", "A file without a name", "“crew.jpg”"]
    in_page = read_paper("a.msg", msg(files[2], _1013="<p>Why?</p><img src='cid:crew.jpg@1'>")).alarms
    assert not [alarm for alarm in in_page if "crew.jpg" in alarm]


def test_curly_marks_of_an_older_outlook_are_letters() -> None:
    assert "don’t – yet…" in " ".join(all_text(read_paper("a.msg", msg(_1000="We don\x92t \x96 yet\x85")).blocks))


def test_mails_by_outlook_need_their_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="damaged"):
        outlook.read_outlook("a.msg", b"no such file")
    monkeypatch.setitem(sys.modules, "oxmsg", None)
    with pytest.raises(Refused) as caught:
        outlook.read_outlook("a.msg", b"")
    assert "sitegen[mail]" in (caught.value.hint or "")
