"""The fields of an entry, checked, and the entry made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from sitegen.model import entry as values
from sitegen.model.schema.choice import OneOf
from sitegen.model.schema.commitment import CommitmentFields, check_commitments, check_quotes, make_commitments
from sitegen.model.schema.correction import (
    CorrectionFields,
    RedactionFields,
    check_corrections,
    make_corrections,
    replaced_words,
)
from sitegen.model.schema.day_order import check_order
from sitegen.model.schema.head import HeadFields
from sitegen.model.schema.recording import RecordingFields, check_recording, make_recording
from sitegen.model.schema.types import (
    ApprovedFields,
    Boolean,
    Day,
    Items,
    Length,
    Line,
    Lines,
    Role,
    Schema,
    Text,
    Texts,
    Words40,
)
from sitegen.problems import at_odds as problems
from sitegen.problems import fields as field_problems

if TYPE_CHECKING:
    from sitegen.model.schema.reading import Reading
    from sitegen.problems.problem import Problem

_MOST_TOPICS = 5
_LONGEST_TITLE = 15  # words: two lines or three on a phone
_ARRIVED = ("answered", "partial")  # states of which there is an answer

Status = Annotated[str, OneOf(*values.STATES)]
Form = Annotated[str, OneOf("spoken", "written")]


class WithdrawnFields(Schema):
    """That the entry was taken back."""

    date: Day = Field(examples=["2021-03-03"])
    why: Text = Field(examples=["Why it was withdrawn"])


class ReviewFields(Schema):
    """That somebody looks at the answer again."""

    every: Length | None = Field(None, examples=["6 months"])
    by: Line = Field("", description="A person")
    last: Day | None = None


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
    state, why = _state(fields, has_body=bool(reading.body.html))
    found = _check_state(reading, fields, state, why)
    found += _check_title(reading, fields)
    found += _check_topics(reading, fields)
    found += _check_dates(reading, fields)
    answer = reading.body.text if fields.commitments or fields.corrections else ""
    commitments = make_commitments(reading, answer, fields.commitments)
    if state != "withdrawn":
        found += check_corrections(reading, fields.corrections, (answer, fields.question, fields.in_short))
        found += check_quotes(reading, commitments, replaced_words(fields.corrections))
    found += check_commitments(reading, fields.commitments)
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
        corrections=make_corrections(fields.corrections, fields.redactions),
        updates=tuple(values.Update(update.date, update.text) for update in fields.updates),
        reworded=tuple(values.Rewording(one.date, one.why) for one in fields.reworded),
        commitments=commitments,
    )
    return entry, found


def _review(reading: Reading, fields: EntryFields) -> values.Review | None:
    review = fields.review
    if not review:
        return None
    return values.Review(review.every, review.last, reading.ref("review", "by", name=review.by) if review.by else None)


def _state(fields: EntryFields, *, has_body: bool) -> tuple[str, str]:
    """The state: the first that holds; and what makes it so."""
    if fields.withdrawn:
        return "withdrawn", "there is “withdrawn”"
    if fields.declined:
        return "declined", "there is “declined”"
    if fields.answer_due and not has_body:
        return "awaiting", "there is “answer_due” and no answer yet"
    if fields.answer_due and fields.status not in _ARRIVED:
        return "holding", "there are an answer and “answer_due”"
    if fields.outstanding:
        return "partial", "something is “outstanding”"
    return "answered", "there is an answer and nothing outstanding"


def _check_state(reading: Reading, fields: EntryFields, state: str, why: str) -> list[Problem]:
    """What `status` says agrees with the state, and where an answer has come there is one."""
    has_body, said = bool(reading.body.html), fields.status
    broken = reading.broken.intersection(("withdrawn", "declined", "answer_due", "status", "outstanding"))
    is_dated = fields.answered or "answered" in reading.broken
    found = []
    if said and said != state and not broken:
        found.append(problems.status_disagrees(reading.at("status"), said, state, why))
    elif said in _ARRIVED and fields.answer_due and has_body and not is_dated:
        found.append(problems.status_needs_answered(reading.at("status"), said))
    if state in _ARRIVED and not has_body and not broken and not reading.body_unreadable:
        found.append(problems.no_answer(reading.path, reading.body_line))
    return found


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
        return [field_problems.too_many_values(reading.at("topics"), "topics", len(fields.topics), _MOST_TOPICS)]
    return []


def _check_dates(reading: Reading, fields: EntryFields) -> list[Problem]:
    found = check_recording(reading, fields.recording)
    if fields.review and fields.review.last and not fields.review.every:
        at = reading.at("review", "last")
        found.append(problems.field_without_effect(at, "last", "there is no “every” that says when to look again"))
    found += check_order(reading, ("updates",), "update", [update.date for update in fields.updates])
    found += check_order(reading, ("reworded",), "rewording", [one.date for one in fields.reworded])
    return found
