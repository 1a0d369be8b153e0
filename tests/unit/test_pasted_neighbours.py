"""What is near to a kind of pasted text that is told, is told too: other marks, other blanks, other places."""

from __future__ import annotations

import pytest

from sitegen.problems.mended_text import mended_text
from sitegen.problems.problem import Problem
from sitegen.reading.markdown import Labels, parse_body


def read(text: str) -> tuple[str, list[Problem]]:
    body, problems = parse_body("content/digests/d/e.md", text, 1, Labels())
    return body.html, problems


def codes(text: str) -> list[str]:
    return [problem.code for problem in read(text)[1]]


TOLD = {
    "no-list": [
        *("–vans\n–bays", "— vans\n— bays", "‐ vans\n‐ bays", "− vans\n− bays", "» vans\n» bays", "~ vans\n~ bays"),
        *("i. vans\nii. bays", "I. vans\nII. bays", "1.1 vans\n1.2 bays", "1\tvans\n1.1\tbays", "① vans\n② bays"),
        *("1 – vans\n2 – bays", "Step 1: vans\nStep 2: bays", "#1 vans\n#2 bays", "(a) vans\nand more\n(b) bays"),
        *("🔹 vans\n🔹 bays", "✅ vans\n❌ bays", "1️⃣ vans\n2️⃣ bays", "▪️ vans\n▪️ bays"),
        *("\u200b• vans\n\u200b• bays", "• vans • bays", "Plan: • vans • bays", "Plan: - vans - bays"),
        *("> Plan: • vans • bays", "*vans\n*bays", "Plan:\n    - vans\n    - bays", "Plan:\n\t* vans"),
        *("Plan:\n    1. vans\n    2. bays", "Plan:\n2. vans\n3. bays", "- vans\n        - bays"),
        *("[x] vans\n[ ] bays", "[]vans\n[]bays", "x[^1]\n\n[^1]: – vans\n    – bays", "o vans\n\no bays"),
    ],
    "table-not-read": [
        *("a|b\nc|d", "a │ b\nc │ d", "a ¦ b\nc ¦ d", "a;b\nc;4\nd;5", "a;b;c\nd;4;5", "a,b,c\nd,4,5"),
        *('"a","b","c"\n"d","4","5"', "a   b\nc   4\nd   5", "a\u00a0\u00a0b\nc\u00a0\u00a04\nd\u00a0\u00a05"),
        *("┌──┬──┐\n│ a │ b │\n├──┼──┤\n│ c │ d │\n└──┴──┘", "| a | b |\n\n|---|---|\n\n| c | d |"),
        *("> | a | b |\n>\n> | c | d |", "Station\tVans\n\nSaltmere\t4", "> a;b;c\n> d;4;5"),
        *("| a | b |\n|---|---|\n| c | d |\n\n| e | f |", "x[^1]\n\n[^1]: a;b;c\n    d;4;5"),
    ],
    "shown-as-code": [
        *(
            "    | a | b |\n    |---|---|",
            "\thttps://vans.example/x",
            "    ## Costs",
            "    - vans",
            "    > as they said",
        ),
        *("    Ring 0800 11 for vans", "\tVans\tBays", "- vans\n\n      - bays", ">     - vans"),
        "x[^1]\n\n[^1]: y\n\n        ## Costs",
    ],
    "mark-left-over": [
        *("*soon *", "It is *soon * now", "It is * soon* now", "_soon _", "__soon __", "~~soon ~~", "~~ soon ~~"),
        *("***soon ***", "*Note:*the vans", "__Note:__the vans", "**soon*", "*soon**", "*soon\u00a0*", "> *soon *"),
        *("- _soon _", "** vans\n** bays", "| a | *soon * |\n|---|---|\n| b | c |", "x[^1]\n\n[^1]: *soon *"),
        *("##**Costs**", "##1. Costs", "#Costs of vans", "* vans\n*bays", "- []vans", "- [ x ] vans", "- [X]vans"),
    ],
    "foreign-mark": [
        *("> [!info] Vans", "{color:red}vans{color}", "{panel}", "h2. Costs", "== Costs ==", "'''vans'''", "~vans~"),
        *("[b]vans[/b]", "Dear «First_Name»", "Dear <<Name>>", "Dear ${name}", '[vans]{custom-style="Big"}', "{:toc}"),
    ],
    "link-not-read": [
        *("[vans][https://vans.example]", "[vans|https://vans.example]", "<https://vans.example|vans>"),
        *("[vans]\u200b(a.md)", "https:\\\\vans.example\\x", 'HYPERLINK "https://vans.example" vans'),
        *(
            "https://vans.example/Leave form.pdf",
            "https://vans.example/long-\nname/x",
            "> https://vans.example/a_\n> b.html",
        ),
        "- [vans|https://vans.example]",
    ],
    "mail-left-over": [
        *("Von: Sam\nGesendet: heute\nAn: Jo\nBetreff: Vans", "**Von:** Sam\n**Gesendet:** heute"),
        *(
            "De : Sam\nEnvoyé : lundi",
            "Van: Sam\nVerzonden: maandag",
            "Da: Sam\nInviato: oggi",
            "De: Sam\nEnviado: hoy",
        ),
        *("Oddi wrth: Sam\nAnfonwyd: heddiw", "- From: Sam\n- Sent: today", "From : Sam\nSent : today"),
        *(
            "FROM: Sam\nSENT: today",
            "*From:* Sam\n*Sent:* today",
            "From:\tSam\nSent:\ttoday",
            "Subject: Vans\nFrom: Sam",
        ),
        *("Am 3. Mai 2026 um 10:00 schrieb Sam:", "Le 3 mai 2026 à 10:00, Sam a écrit :", "Mit freundlichen Grüßen"),
        *("Cordialement,", "Cofion gorau", "KIND REGARDS,", "Kind regards, Sam", "Many thanks,\n\nSam", "Cheers,\nSam"),
        *("Dear Sam,\n\nYes.", "Hi Jo\n\nYes.", "[EXTERNAL] Vans", "Begin forwarded message:", "[image001.png]"),
        *("-------- Original Message --------", "Meeting ID: 312 456 789", "Gesendet von meinem iPhone"),
    ],
    "another-document": [
        "[10:02] Ray, Jo\nyes\n\n[10:03] Hill, Sam\nno\n\n[10:04] Ray, Jo\nso",
        "Sam  0 minutes 3 seconds\nyes",
        "[03/05/2026, 10:02:11] Sam: a\n[03/05/2026, 10:03:11] Jo: b\n[03/05/2026, 10:04:11] Sam: c",
        "2026-05-03 10:02 Sam: a\n2026-05-03 10:03 Jo: b\n2026-05-03 10:04 Sam: c",
        "Sam  10:02 AM\na\nJo  10:03 AM\nb\nSam  10:04 AM\nc\nJo  10:05 AM\nd",
        "Speaker 1: a\n\nSpeaker 2: b\n\nSpeaker 1: c\n\nSpeaker 2: d\n\nSpeaker 1: e",
        *("Q1. Why?\n\nSo.\n\nQ2. How?\n\nThus.", "**Q: Why?**\nSo.\n\n**Q: How?**\nThus."),
        "title: Vans\ntopics: vans\n\nSo.",
    ],
    "list-of-attendees": [
        f"{head}: A, B, C, D, E, F, G, H"
        for head in ("Apologies", "Participants", "Invitees", "Attending", "In the room")
    ],
    "list-of-contents": [
        *("Costs\t2\n\nVans\t3\n\nBays\t4", "Costs\t2\nVans\t3\nBays\t4", "Costs .... 2\nVans .... 3\nBays .... 4"),
        *("> Costs\t2\n> Vans\t3\n> Bays\t4", "Costs......2\nVans......3\nBays......4"),
    ],
    "word-cut": [
        *(
            "The ambu-\nlance",
            "> The ambu-\n> lance",
            "- The ambu-\n  lance",
            "ambu\u00ad\nlance",
            "X-\nray",
            "COVID-\n19",
        ),
        "x[^1]\n\n[^1]: The ambu-\n    lance",
    ],
    "page-number": [
        *("Page 2 of 12", "So.\n\nPage 2 of 12\n\nThus.", "So.\n\n Page 3 of 3", "Seite 2 von 12", "So.\nPage 2 of 9"),
    ],
    "garbled-letters": [
        *("donâ€™t", "cafÃ©", "Â£5", "- donâ€™t", "> cafÃ©", "| a |\n|---|\n| Â£5 |", "â€œso", "ðŸ˜€"),
    ],
    "line-in-list": [
        *("- vans\n- bays\nThat is all.", "1. vans\n2. bays\nThat is all.", "* vans\nThat is all."),
        *("> - vans\n> That is all.", "- a\n  - vans\nThat is all.", "- vans\nIs that all?"),
    ],
    "list-counts-on": [
        *(
            "1. vans\n3. bays",
            "1. vans\n2. bays\n4. crews",
            "> 1. vans\n> 3. bays",
            "- 1. vans\n  3. bays",
            "1) a\n5) b",
        ),
    ],
    "typed-line-end": ["So. \\n Then", "So.\\n", "So.\\n1. vans", "> So. \\n Then", "- So.\\n2 vans"],
}
AFTER = {"\tVans\tBays": ["table-not-read"]}
"""What is told next, of what could not be seen before."""


@pytest.mark.parametrize("code", TOLD)
def test_every_neighbour_is_told_and_what_the_report_writes_out_mends_it(code: str) -> None:
    assert len(TOLD[code]) > 4
    for text in TOLD[code]:
        found = [problem for problem in read(text)[1] if problem.code == code]
        assert found, text
        for problem in found:
            if problem.is_mendable:
                mended = mended_text(text, problem)
                assert codes(mended).count(code) < codes(text).count(code), (text, mended)
                assert set(codes(mended)) <= {code, *codes(text), *AFTER.get(text, ())}, (text, mended)


READ = {
    "Saltmere\n\u00a0\nMerrow": "<p>Saltmere</p>\n<p>Merrow</p>",
    "Saltmere\n\u200b\nMerrow": "<p>Saltmere</p>\n<p>Merrow</p>",
    "> Saltmere\n>\u00a0\n> Merrow": "<blockquote>\n<p>Saltmere</p>\n<p>Merrow</p>\n</blockquote>",
    "1974.": "<p>1974.</p>",
    "> 1974.": "<blockquote>\n<p>1974.</p>\n</blockquote>",
    "12)\n\nThat is so.": "<p>12)</p>\n<p>That is so.</p>",
    "We have\n~ 50 vans": "<p>We have\n~ 50 vans</p>",
    "We have\n\n~ 50 vans": "<p>We have</p>\n<p>~ 50 vans</p>",
    "Vans\n: 50\n: 60": "<dl>\n<dt>Vans</dt>\n<dd>50</dd>\n<dd>60</dd>\n</dl>",
    "Vans\n:\u00a050": "<dl>\n<dt>Vans</dt>\n<dd>50</dd>\n</dl>",
    "```\nvans\n```\u00a0\n\nSo.": '<pre tabindex="0"><code>vans\n</code></pre>\n<p>So.</p>',
}


def test_blanks_and_signs_that_mean_one_thing_are_read_as_that() -> None:
    assert {text: read(text)[0].rstrip("\n") for text in READ} == READ
    assert 'aria-label="to do"' in read("- [\u00a0] vans")[0]
    assert {text: codes(text) for text in READ} == {text: [] for text in READ}


NOT_TOLD = [
    *("– said Sam.\nAnd so.", "3 – 2\n4 – 1", "★★★ vans\n★★ bays", "❤️ to all", "Mon • Tue • Wed", "It is: a - b"),
    *(
        "We came; we saw; we won\nWe went; we ate; we slept",
        "He came.  We went\nShe came.  They went",
        "12,000\n13,000",
    ),
    *("Saltmere, Merrow\nBays, vans", "One | two", "    ls -l", "    # make it\n    make", "    - name: x", "a|b"),
    *("5 * 3 * 2", "*.xls and *.doc", "Yes*", "£5*. *Terms apply.", "a_b_c", "Vans_ and _bays"),
    *("#OneTeam", "«Vans» said he", "~5 vans and ~6", "It is ~5", "''so''", "2 = 2 == 2", "See h2 and h3."),
    *("See https://vans.example/x and form.pdf", "https://vans.example/a/\nThe bays", "[1] (see below)", "o well"),
    *(
        "From: 9 to 5\nTo: Saltmere",
        "Van: 12\nDate: 3 May",
        "De: 5\nTo: 6",
        "Dear all,\n\nYes.",
        "Dear Colleagues\n\nSo.",
    ),
    *(
        "Thanks to all.",
        "Best wishes matter.",
        "Q1 was good.\n\nQ2 was better.",
        "At 10:02 and 10:03: two, at 10:04: one",
    ),
    *("pre-\nand post-shift", "Yes -\nno", "from 5-\n10", "Page 2 of the plan", "SÃO PAULO", "café £5 naïve", "Â-5"),
    *(
        "- vans\n  That is all.",
        "- vans and a great deal of other things that we have\nThat is all.",
        "- vans\nand more",
    ),
    *("1. a\n1. b", "1. a\n2. b", "1. a\n2. b\n2. c", "C:\\new", "Use \\n in code", "    def f(x):"),
]


def test_what_only_looks_near_is_not_told() -> None:
    assert {text: found for text in NOT_TOLD if (found := codes(text))} == {}
