"""The fields of an entry, checked, and the entry made of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from sitegen.model import entry as values
from sitegen.model.quotes import stands_in
from sitegen.model.schema.choice import OneOf
from sitegen.model.schema.head import HeadFields
from sitegen.model.schema.types import (
    ApprovedFields,
    Boolean,
    Day,
    DayOrMonth,
    Items,
    Length,
    Line,
    Lines,
    RecordingFields,
    Role,
    Schema,
    Text,
    Texts,
    Words40,
)
from sitegen.problems import fields as problems

if TYPE_CHECKING:
    from sitegen.model.schema.reading import Reading
    from sitegen.problems.problem import Place, Problem

_MOST_TOPICS = 5
_MOST_CORRECTIONS = 100
_LONGEST_TITLE = 15  # words: two lines or three on a phone

Strength = Annotated[str, OneOf(*values.STRENGTHS, meanings=("We will", "We plan to", "How to take this up"))]
Progress = Annotated[
    str,
    OneOf(
        *values.PROGRESS,
        meanings=("Not started", "Under way", "Done", "Partly done", "Plan changed", "Not going ahead"),
    ),
]
Status = Annotated[str, OneOf(*values.STATES)]
Form = Annotated[str, OneOf("spoken", "written")]
Source = Annotated[str, OneOf("stated", "agreed")]


class ProgressFields(Schema):
    """One step of a commitment."""

    date: Day = Field(examples=["2021-05-01"])
    status: Progress
    note: Text = ""
    evidence: Line = ""


class ExtensionFields(Schema):
    """A later due date."""

    date: Day = Field(examples=["2021-05-01"])
    to: DayOrMonth = Field(examples=["2021-06"])
    why: Text = Field(examples=["Why it takes longer"])


class CommitmentFields(Schema):
    """What will be done."""

    text: Text = Field(examples=["What will be done"], description="What will be done")
    quote: Line = Field(examples=["the exact words of the answer"], description="The exact words of the answer")
    strength: Strength
    owner: Line = Field("", description="Who does it: a person; else the first answerer")
    due: DayOrMonth | None = None
    due_source: Source = ""
    status: Progress = ""
    updates: Annotated[tuple[ProgressFields, ...], Items] = ()
    extended: Annotated[tuple[ExtensionFields, ...], Items] = ()


class WithdrawnFields(Schema):
    """That the entry was taken back."""

    date: Day = Field(examples=["2021-03-03"])
    why: Text = Field(examples=["Why it was withdrawn"])


class ReviewFields(Schema):
    """That somebody looks at the answer again."""

    every: Length | None = Field(None, examples=["6 months"])
    by: Line = Field("", description="A person")
    last: Day | None = None


class CorrectionFields(Schema):
    """What was changed in the answer."""

    date: Day = Field(examples=["2021-03-03"])
    was: Text = ""
    now: Text = ""
    why: Text = Field(examples=["Why it was changed"])
    removed: Boolean = False


class RedactionFields(Schema):
    """Words that are taken out, to protect somebody."""

    date: Day = Field(examples=["2021-03-03"])
    what: Text = Field(examples=["The words that nobody is to read"])
    why: Text = Field(examples=["Why they were taken out"])


class UpdateFields(Schema):
    """New information after publication."""

    date: Day = Field(examples=["2021-03-03"])
    text: Text = Field(examples=["What is new"])


class RewordedFields(Schema):
    """That the answer was told in other words, and says the same."""

    date: Day = Field(examples=["2021-03-03"])
    why: Line = Field(examples=["shorter"])


class EntryFields(HeadFields):
    """One question and its answer."""

    question: Text = Field(examples=["What was asked"], description="As asked")
    title: Line = Field("", description="Short, the main words first")
    in_short: Words40 = Field("", description="The answer in up to 40 words, written by Communications")
    topics: Lines = Field(examples=["[a-topic]"], description="One to five topics")
    outstanding: Texts = Field((), description="What was not answered")
    answer_due: Day | None = None
    declined: Text = Field("", description="Why this cannot be answered here")
    withdrawn: WithdrawnFields | None = None
    status: Status = ""
    asked: Day | None = None
    answered: Day | None = None
    asked_by: Role = Field("", description="A role, such as: A paramedic")
    answered_by: Lines = ()
    answer_form: Form = ""
    edited: Boolean = Field(False, description="Shortened for clarity")
    also_asked: Texts = Field((), description="Other wordings of the question")
    recording: RecordingFields | None = None
    follows: Lines = ()
    supersedes: Lines = ()
    related: Lines = ()
    review: ReviewFields | None = None
    corrections: Annotated[tuple[CorrectionFields, ...], Items] = ()
    redactions: Annotated[tuple[RedactionFields, ...], Items] = ()
    updates: Annotated[tuple[UpdateFields, ...], Items] = ()
    reworded: Annotated[tuple[RewordedFields, ...], Items] = ()
    commitments: Annotated[tuple[CommitmentFields, ...], Items] = ()
    approved: ApprovedFields | None = None


def make_entry(reading: Reading, fields: EntryFields) -> tuple[values.EntryFile, list[Problem]]:
    """The entry that the fields and the body make, and what is wrong between them."""
    state, found = _state(reading, fields)
    found += _check_title(reading, fields)
    found += _check_topics(reading, fields)
    found += _check_dates(reading, fields)
    answer = reading.body.text if fields.commitments or fields.corrections else ""
    commitments = tuple(_commitment(reading, answer, index, c) for index, c in enumerate(fields.commitments))
    if state != "withdrawn":
        found += _check_corrections(reading, answer, fields)
        found += _check_quotes(reading, fields, commitments)
    for index, commitment in enumerate(fields.commitments if "commitments" not in reading.broken else ()):
        found += _check_commitment(reading, index, commitment)
    entry = values.EntryFile(
        file=reading.file(),
        question=fields.question,
        title=fields.title or " ".join(fields.question.split()),
        in_short=fields.in_short,
        topics=reading.refs("topics", fields.topics),
        outstanding=fields.outstanding,
        answer_due=fields.answer_due,
        declined=fields.declined,
        withdrawn=values.Withdrawal(fields.withdrawn.date, fields.withdrawn.why) if fields.withdrawn else None,
        state=state,
        asked=fields.asked,
        answered=fields.answered,
        asked_by=fields.asked_by,
        answered_by=reading.refs("answered_by", fields.answered_by),
        answer_form=fields.answer_form,
        edited=fields.edited,
        also_asked=fields.also_asked,
        recording=make_recording(fields.recording),
        follows=reading.refs("follows", fields.follows),
        supersedes=reading.refs("supersedes", fields.supersedes),
        related=reading.refs("related", fields.related),
        review=_review(reading, fields),
        corrections=(
            *(values.Correction(c.date, c.was, c.now, c.why, c.removed) for c in fields.corrections),
            *(values.Correction(r.date, "", "", r.why, removed=True) for r in fields.redactions),
        ),
        updates=tuple(values.Update(update.date, update.text) for update in fields.updates),
        reworded=tuple(values.Rewording(one.date, one.why) for one in fields.reworded),
        commitments=commitments,
    )
    return entry, found


def make_recording(fields: RecordingFields | None) -> values.Recording | None:
    """The recording that the fields describe."""
    return values.Recording(fields.url, fields.start, fields.end) if fields else None


def check_recording(reading: Reading, fields: RecordingFields | None) -> list[Problem]:
    """A recording runs forward."""
    if fields and fields.start is not None and fields.end is not None and fields.end <= fields.start:
        return [problems.end_before_start(reading.at("recording", "end"), "recording")]
    return []


def _review(reading: Reading, fields: EntryFields) -> values.Review | None:
    review = fields.review
    if not review:
        return None
    return values.Review(review.every, review.last, reading.ref("review", "by", name=review.by) if review.by else None)


def _commitment(reading: Reading, answer: str, index: int, fields: CommitmentFields) -> values.Commitment:
    due_source = fields.due_source or ("stated" if fields.due else "")
    status = fields.updates[-1].status if fields.updates else fields.status or "open"
    owner = reading.ref("commitments", index, "owner", name=fields.owner) if fields.owner else None
    return values.Commitment(
        fields.text,
        fields.quote,
        fields.strength,
        owner,
        fields.due,
        due_source,
        status,
        tuple(values.Progress(u.date, u.status, u.note, u.evidence) for u in fields.updates),
        tuple(values.Extension(e.date, e.to, e.why) for e in fields.extended),
        stands_in(fields.quote, answer),
        reading.at("commitments", index).line or 1,
    )


def _state(reading: Reading, fields: EntryFields) -> tuple[str, list[Problem]]:
    """The state: the first that holds; and what `status` says against it."""
    has_body, said = bool(reading.body.html), fields.status
    full = "partial" if fields.outstanding else "answered"
    broken = reading.broken.intersection(("withdrawn", "declined", "answer_due", "status", "outstanding"))
    if fields.withdrawn:
        state, why = "withdrawn", "there is “withdrawn”"
    elif fields.declined:
        state, why = "declined", "there is “declined”"
    elif fields.answer_due and not has_body:
        state, why = "awaiting", "there is “answer_due” and no answer yet"
    elif fields.answer_due and said not in ("answered", "partial"):
        state, why = "holding", "there are an answer and “answer_due”"
    else:
        state, why = (
            full,
            "something is “outstanding”" if full == "partial" else "there is an answer and nothing outstanding",
        )
    found = []
    if said and said != state and not broken:
        found.append(problems.status_disagrees(reading.at("status"), said, state, why))
    elif (
        said in ("answered", "partial")
        and fields.answer_due
        and has_body
        and not fields.answered
        and "answered" not in reading.broken
    ):
        found.append(problems.status_needs_answered(reading.at("status"), said))
    if state in ("answered", "partial") and not has_body and not broken and not reading.body_unreadable:
        found.append(problems.no_answer(reading.path, reading.body_line))
    return state, found


def _check_title(reading: Reading, fields: EntryFields) -> list[Problem]:
    if "title" in reading.broken or fields.withdrawn:
        return []
    count = len((fields.title or fields.question).split())
    if count <= _LONGEST_TITLE:
        return []
    at = reading.at("title" if fields.title else "question")
    return [problems.long_title(at, count, is_question=not fields.title)]


def _check_topics(reading: Reading, fields: EntryFields) -> list[Problem]:
    if len(fields.topics) > _MOST_TOPICS:
        return [problems.too_many_values(reading.at("topics"), "topics", len(fields.topics), _MOST_TOPICS)]
    return []


def _check_dates(reading: Reading, fields: EntryFields) -> list[Problem]:
    found = check_recording(reading, fields.recording)
    if fields.review and fields.review.last and not fields.review.every:
        at = reading.at("review", "last")
        found.append(problems.field_without_effect(at, "last", "there is no “every” that says when to look again"))
    for name, word, days in (
        ("updates", "update", [update.date for update in fields.updates]),
        ("reworded", "rewording", [one.date for one in fields.reworded]),
    ):
        found += [
            problems.dates_out_of_order(reading.at(name, index, "date"), word)
            for index, (before, after) in enumerate(pairwise(days), 1)
            if after < before
        ]
    return found


def _check_corrections(reading: Reading, answer: str, fields: EntryFields) -> list[Problem]:
    if len(fields.corrections) > _MOST_CORRECTIONS:
        at = reading.at("corrections")
        return [problems.too_many_values(at, "corrections", len(fields.corrections), _MOST_CORRECTIONS)]
    found = []
    indexed = sorted(enumerate(fields.corrections), key=lambda pair: (pair[1].date, pair[0]))
    for rank, (index, correction) in enumerate(indexed):
        at = reading.at("corrections", index)
        if correction.removed:
            found += [
                problems.removed_with_words(reading.at("corrections", index, field), field)
                for field in ("was", "now")
                if getattr(correction, field)
            ]
            continue
        missing = [field for field in ("was", "now") if not getattr(correction, field)]
        if missing:
            found.append(problems.correction_incomplete(at, missing[0]))
            continue
        later = [following for _, following in indexed[rank + 1 :]]
        texts = [answer, fields.question, fields.in_short, *(following.was for following in later)]
        if not any(stands_in(correction.now, text) for text in texts):
            place = reading.at("corrections", index, "now")
            hidden = any(following.removed for following in later)
            found.append(
                problems.removed_words_remain(place) if hidden else problems.now_not_found(place, correction.now)
            )
    return found


def _check_quotes(reading: Reading, fields: EntryFields, commitments: tuple[values.Commitment, ...]) -> list[Problem]:
    if reading.body_unreadable:
        return []
    older = [correction.was for correction in fields.corrections[:_MOST_CORRECTIONS]]
    return [
        problems.quote_not_found(reading.at("commitments", index, "quote"), commitment.quote)
        for index, commitment in enumerate(commitments)
        if commitment.quote and not commitment.in_answer and not any(stands_in(commitment.quote, was) for was in older)
    ]


def _check_commitment(reading: Reading, index: int, fields: CommitmentFields) -> list[Problem]:
    def at(*path: str | int) -> Place:
        return reading.at("commitments", index, *path)

    found = []
    if fields.strength == "offer":
        found += [
            problems.offer_with_due(at(name), name)
            for name in ("due", "due_source", "extended")
            if getattr(fields, name)
        ]
    elif fields.due_source and not fields.due:
        found.append(problems.due_source_without_due(at("due_source")))
    for name, word, days in (
        ("updates", "update", [step.date for step in fields.updates]),
        ("extended", "extension", [step.date for step in fields.extended]),
    ):
        found += [
            problems.dates_out_of_order(at(name, number, "date"), word)
            for number, (before, after) in enumerate(pairwise(days), 1)
            if after < before
        ]
    for number, step in enumerate(fields.updates):
        if step.status in ("done", "changed", "dropped") and not (
            step.note or (step.status == "done" and step.evidence)
        ):
            found.append(problems.update_needs_note(at("updates", number, "status"), step.status))
    last = fields.updates[-1].status if fields.updates else ""
    if fields.status and last and fields.status != last:
        found.append(problems.commitment_status_disagrees(at("status"), fields.status, last))
    elif fields.status in ("done", "changed", "dropped") and not last:
        found.append(problems.update_needs_note(at("status"), fields.status))
    return found
