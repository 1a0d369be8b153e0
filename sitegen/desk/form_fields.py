"""The fields of a question as a form asks for them: what each is called, how it is chosen, what readers see of it."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.desk.digest_sheet import STATES

TEXT, AREA, LINES, PICKS, DAY, CHOICE, FLAG = "text", "area", "lines", "picks", "day", "choice", "flag"
"""One line; several; one item a line; some of a list; a day; one of a few words; yes or no."""


class FieldForm(NamedTuple):
    """How a form asks for one field."""

    name: str
    kind: str
    label: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Of a choice: what is written, and what it means."""


class FormPart(NamedTuple):
    """Fields that belong together."""

    title: str
    fields: tuple[FieldForm, ...]
    is_open: bool = True


_STATUS = (
    ("", "As the fields here say"),
    ("answered", "The whole answer has come since"),
    ("partial", "A part of the answer has come since"),
)
_FORMS = (("", "As its digest says"), ("spoken", "Spoken"), ("written", "Written"))

PARTS = (
    FormPart(
        "The question",
        (
            FieldForm("question", AREA, "Question, as asked"),
            FieldForm("title", TEXT, "Short title", "The main words first; lists and links show it."),
            FieldForm("topics", PICKS, "Topics", "One to five. They are how readers find it."),
            FieldForm(
                "in_short", AREA, "The answer in short", "Up to 40 words, by Communications; stands above the answer."
            ),
        ),
    ),
    FormPart(
        "Who and when",
        (
            FieldForm("asked_by", TEXT, "Asked by", "A role, such as: A paramedic. Never a name."),
            FieldForm("answered_by", PICKS, "Answered by", "Where nobody is chosen, those of the digest."),
            FieldForm("asked", DAY, "Asked on", "Where no day is given, the digest’s."),
            FieldForm("answered", DAY, "Answered on", "Where no day is given, the digest’s."),
            FieldForm("answer_form", CHOICE, "The answer was", "", _FORMS),
            FieldForm("edited", FLAG, "Shortened for clarity", "Readers are told so."),
        ),
    ),
    FormPart(
        "How far the answer is",
        (
            FieldForm(
                "answer_due",
                DAY,
                "An answer is due on",
                f"Without an answer below, readers see “{STATES['awaiting']}”; with one, “{STATES['holding']}”.",
            ),
            FieldForm(
                *("outstanding", LINES, "What was not answered"),
                f"One thing on each line. Readers see “{STATES['partial']}” and these words.",
            ),
            FieldForm(
                *("declined", AREA, "Why it cannot be answered here"),
                f"Readers see “{STATES['declined']}” and this reason.",
            ),
            FieldForm("status", CHOICE, "Where a due day has passed", "Needs “Answered on”.", _STATUS),
        ),
    ),
    FormPart(
        "Shown or held back",
        (
            FieldForm("draft", FLAG, "Hold back", "Readers do not see it while this is ticked."),
            FieldForm("publish_from", DAY, "First day shown"),
            FieldForm("publish_until", DAY, "Last day shown"),
        ),
        is_open=False,
    ),
    FormPart(
        "Other wordings and neighbours",
        (
            FieldForm("also_asked", LINES, "Other wordings of the question", "One on each line; search finds them."),
            FieldForm("related", LINES, "Related questions", "One on each line, as links name them."),
            FieldForm("follows", LINES, "Follows on from", "Earlier questions that this one goes on with."),
            FieldForm("supersedes", LINES, "Takes the place of", "Earlier answers that no longer hold."),
        ),
        is_open=False,
    ),
)
FIELDS = {field.name: field for part in PARTS for field in part.fields}
