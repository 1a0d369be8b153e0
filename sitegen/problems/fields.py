"""Problems of single fields: missing, unknown, of the wrong kind, or at odds with one another."""

from __future__ import annotations

from sitegen.problems.guessing import nearest
from sitegen.problems.problem import Place, Problem, error, notice, plural

_COUNTS = {2: "two", 4: "four"}
_TURNED_ROUND = {"superseded_by": "supersedes", "replaced_by": "supersedes", "followed_by": "follows"}


def unknown_field(at: Place, name: str, known: tuple[str, ...], *, mended: str = "") -> Problem:
    """A field that this kind of file does not have; `mended` where a known name and its value run into one."""
    if mended:
        what = f"A colon and a space are missing behind “{name}”."
        return error("unknown-field", at, what, "", mended, firm=True)
    forward = _TURNED_ROUND.get(name, "")
    if forward in known:
        older = at.path.removeprefix("content/digests/").removesuffix(".md")
        hint = f"Delete the line, and write into the newer question's file:  {forward}: {older}"
        what = f"There is no field “{name}”: the newer question names the older one, never the other way round."
        return error("unknown-field", at, what, hint, firm=True)
    near = nearest(name, known)
    hint = "" if near else "Known here: " + ", ".join(known)
    guess = f" Did you mean “{near}”?" if near else ""
    return error("unknown-field", at, f"There is no field “{name}” here.{guess}", hint, near, firm=True)


def missing_field(at: Place, name: str, *, example: str = "", value: str = "", choices: dict[str, str]) -> Problem:
    """A field that must be there: with its `value` where that is known, with the meaning of each of its `choices`."""
    hint = f"Add a line:  {name}: {value}" if value else f"Add a line such as:  {name}: {example}"
    if choices:
        hint = "Add the one of these lines that is true."
        hint += "".join(f"\n“{means}”:  {name}: {choice}" for choice, means in choices.items())
    return error("missing-field", at, f"The field “{name}” is missing.", hint)


def empty_field(at: Place, name: str, *, is_needed: bool = False) -> Problem:
    """A field without a value."""
    hint = "Write something after the colon" + ("." if is_needed else ", or delete the line.")
    return error("empty-field", at, f"“{name}” has no value.", hint)


def missing_indent(at: Place, name: str, first: str, last: str, spaces: int) -> Problem:
    """What belongs into a field, in the same column as it."""
    lines = f"“{first}”" if first == last else f"each line from “{first}” to “{last}”"
    return error(
        "missing-indent",
        at,
        f"This belongs into “{name}”, but stands beside it instead of inside.",
        f"Put {_COUNTS.get(spaces, spaces)} spaces before {lines}.",
        firm=True,
    )


def wrong_kind(
    at: Place, name: str, wanted: str, example: str = "", *, form: tuple[str, ...] = (), replacement: str = ""
) -> Problem:
    """A list where a text belongs, and the like; `form` are the lines that belong below the name."""
    lines = "\n".join(f"    {line}" for line in form or ("a-field: a value",))
    hint = f"Put them below it, each on a line of its own:\n  {name}:\n{lines}"
    what = f"“{name}” should be {wanted}."
    if replacement:
        hint = "Put quotation marks round the whole text."
    elif example:
        hint = f"Write it like:  {name}: {example}"
    else:
        what = f"“{name}” has fields of its own, so no value can stand in their place."
    return error("wrong-kind", at, what, hint, replacement)


def bad_choice(at: Place, name: str, value: str, choices: tuple[str, ...]) -> Problem:
    """A word outside a fixed list."""
    # “Not done” is near to “done”, and means the opposite.
    near = "" if value.lower().startswith(("not", "non", "un")) else nearest(value, choices)
    listed = ", ".join(choices[:-1]) + " or " + choices[-1]
    return error("bad-choice", at, f"“{name}” can be {listed}, not “{value}”.", "" if near else "Choose one.", near)


def bad_date(at: Place, value: str, wanted: str, why: str) -> Problem:
    """Text that is no date; `why` names a usual slip."""
    hint = "Write a date like 2021-02-18 or 18 February 2021."
    if "month" in wanted:
        hint = "Write a month like 2021-06 or June 2021, or a day like 2021-06-18."
    return error("bad-date", at, f"“{value}” is not {wanted}{f': {why}' if why else ''}.", hint)


def bad_hold(at: Place, name: str, value: str, hint: str) -> Problem:
    """A `draft`, `publish_from` or `publish_until` that cannot be read: never guessed, so never softened."""
    what = f"“{name}: {value}” cannot be understood" if value else f"“{name}” has no value that can be understood"
    return error("bad-hold", at, f"{what}, so nothing is published.", hint, firm=True)


def ambiguous_date(at: Place, value: str, first: str, second: str) -> Problem:
    """A date that is read one way in Britain and another way in America."""
    return error(
        "ambiguous-date",
        at,
        f"“{value}” can be {first} or {second}.",
        f"Write:  {first}    or:  {second}",
    )


def bad_duration(at: Place, name: str, value: str) -> Problem:
    """Text that is no length of time."""
    return error(
        "bad-duration",
        at,
        f"“{value}” is not a length of time.",
        f"Write it like:  {name}: 6 weeks    or 3 months, or never",
    )


def bad_time(at: Place, name: str, value: str, meant: str) -> Problem:
    """Text that is no place in a recording; `meant` is the same with colons, where that is one."""
    hint = "" if meant else f"Write it like:  {name}: 12:30    or 1:02:30"
    return error("bad-time", at, f"“{value}” is not a time in a recording.", hint, meant)


def bad_address(at: Place, name: str, value: str, wanted: str) -> Problem:
    """Text that is no web address of the wanted kind."""
    return error("bad-address", at, f"“{name}: {value}” is not {wanted}.", "Write:  https://…")


def login_in_address(at: Place, name: str, what: str, form: str) -> Problem:
    """An address with a user's name or password in it; neither it nor its line is printed."""
    return error(
        "login-in-address",
        at._replace(column=None),
        f"“{name}” holds {what}, which anybody could read.",
        f"Write it without that:  {name}: {form}",
    )


def bad_colour(at: Place, value: str) -> Problem:
    """Text that is no colour."""
    return error(
        "bad-colour", at, f"“{value}” is not a colour.", 'Write it like:  "#005f73" (a hash and six digits, in quotes)'
    )


def bad_number(at: Place, name: str, value: str) -> Problem:
    """Text that is no whole number."""
    return error("bad-number", at, f"“{name}” should be a whole number, not “{value}”.", f"Write it like:  {name}: 12")


def too_many_words(at: Place, name: str, count: int, limit: int) -> Problem:
    """A short text that is too long."""
    return error("too-many-words", at, f"“{name}” has {count} words; up to {limit} are shown well.", "Shorten it.")


def long_title(at: Place, count: int, *, is_question: bool) -> Problem:
    """A heading as long as a paragraph, mostly a spoken question without a title."""
    what = f"The title has {count} words, and all of them are the heading of the page."
    if is_question:
        what = f"The question has {count} words, and without “title” all of them are the heading of the page."
    hint = (
        "Add a line with the main words:  title: …"
        if is_question
        else "Keep the main words; the question itself stands below."
    )
    return notice("long-title", at, what, hint)


def too_many_values(at: Place, name: str, count: int, limit: int) -> Problem:
    """More values than a field takes."""
    return error(
        "too-many-values",
        at,
        f"“{name}” has {count} values; it takes up to {limit}.",
        "Keep the closest ones." if name == "topics" else "Put some of them into one.",
    )


def email_address(at: Place, name: str) -> Problem:
    """An e-mail address where a role belongs."""
    return error(
        "email-address",
        at,
        f"“{name}” would show an e-mail address to every reader.",
        "Write a role instead, such as:  A paramedic",
    )


def end_before_start(at: Place, what: str) -> Problem:
    """Something that ends before it starts."""
    return error("end-before-start", at, f"The {what} would end before it starts.", "Swap or mend the two.")


def until_before_from(at: Place) -> Problem:
    """A file that would be hidden again before it is shown."""
    return error(
        "until-before-from",
        at,
        "“publish_until” is before “publish_from”, so this would never be shown.",
        "Mend one of the two days.",
        firm=True,
    )


def answered_before_asked(at: Place, asked: str, answered: str) -> Problem:
    """An answer that is older than its question."""
    return error(
        "answered-before-asked",
        at,
        f"This was answered on {answered}, before it was asked on {asked}.",
        "Mend “asked” or “answered”.",
    )


def no_answer(path: str, line: int) -> Problem:
    """No body, and nothing that says why."""
    return error(
        "no-answer",
        Place(path, line, 1),
        "There is no answer below the fields.",
        "Write it below the second ---, or say which day it is due, such as:  answer_due: 2021-05-05\n"
        "Or for a question you cannot answer here:  declined: why",
    )


def status_disagrees(at: Place, said: str, found: str, why: str) -> Problem:
    """`status` says one thing, the other fields another."""
    return error(
        "status-disagrees", at, f"“status: {said}” does not fit: {why}.", f"Delete the line, or write:  status: {found}"
    )


def status_needs_answered(at: Place, said: str) -> Problem:
    """`status: answered` beside `answer_due` without the day on which the full answer came."""
    return error(
        "status-needs-answered",
        at,
        f"“status: {said}” beside “answer_due” says that the full answer is in, but not since when.",
        "Add a line with that day, such as:  answered: 2021-05-05",
    )


def quote_not_found(at: Place, quote: str) -> Problem:
    """A commitment's quote that does not stand in the answer."""
    return error(
        "quote-not-found",
        at,
        f"The words “{quote}” do not stand in the answer.",
        "Copy the exact words from the answer; … skips words in between.\n"
        "Has the answer been changed? A promise must not get lost: put the old words into a correction.",
    )


def now_not_found(at: Place, now: str) -> Problem:
    """A correction whose new words are not there."""
    return error(
        "now-not-found",
        at,
        f"The corrected words “{now}” stand neither in the answer nor in a later correction.",
        "Copy the exact words from the answer into “now”.",
    )


def correction_incomplete(at: Place, missing: str) -> Problem:
    """A correction without its old or new words."""
    return error(
        "correction-incomplete",
        at,
        f"This correction has no “{missing}”.",
        "Give both “was” (the old words) and “now” (the new ones),\n"
        "or “removed: true” alone if words were taken out to protect someone.",
    )


def removed_with_words(at: Place, field: str) -> Problem:
    """`removed: true` beside the words that were removed."""
    return error(
        "removed-with-words",
        at,
        f"“removed: true” says that words were taken out, but “{field}” still gives some.",
        f"Delete the line “{field}”.",
    )


def removed_words_remain(at: Place) -> Problem:
    """An earlier correction that still shows words which a later one removed."""
    return error(
        "removed-words-remain",
        at,
        "A later correction removed words to protect someone, and this one's “now” no longer stands anywhere.",
        "If it holds those words, replace its “was” and “now” by “removed: true” too.",
    )


def redaction_not_found(at: Place) -> Problem:
    """A redaction whose words stand nowhere in the entry; they are not repeated here."""
    return error(
        "redaction-not-found",
        at,
        "These words stand nowhere in this entry, so nothing was taken out.",
        "Copy them from the text, as they are written there. If somebody has deleted them by hand already,\n"
        "delete this redaction and say so in a correction with  removed: true",
    )


def redaction_remains(at: Place, where: str) -> Problem:
    """Words that a redaction takes out, and that can be read still; they are not repeated here."""
    hint = "Mend that place by hand, so that the words are gone from it."
    if "file" in where:
        hint = "Give the file another name, without these words."
    return error("redaction-remains", at, f"These words can still be read {where}.", hint)


def dates_out_of_order(at: Place, what: str) -> Problem:
    """Updates that go back in time."""
    return error("dates-out-of-order", at, f"This {what} is dated before the one above it.", "Put the oldest first.")


def offer_with_due(at: Place, field: str) -> Problem:
    """An offer has no due date and no progress."""
    return error(
        "offer-with-due",
        at,
        f"An offer has no “{field}”: it stays open for whoever takes it up.",
        f"Delete the line “{field}”, or choose  strength: commitment",
    )


def update_needs_note(at: Place, status: str) -> Problem:
    """`done` without evidence, or a changed plan without the why."""
    wanted = "“evidence” or a “note”" if status == "done" else "a “note” that says why"
    return error("update-needs-note", at, f"“{status}” needs {wanted}.", "Add a line below it:  note: what happened")


def commitment_status_disagrees(at: Place, said: str, last: str) -> Problem:
    """The status field and the last update differ."""
    return error(
        "commitment-status-disagrees",
        at,
        f"“status: {said}” differs from the last update, which says “{last}”.",
        "Delete the line “status”, or add an update.",
        last,
    )


def due_source_without_due(at: Place) -> Problem:
    """Where a date comes from, without the date."""
    return error(
        "due-source-without-due",
        at,
        "“due_source” says where a date comes from, but there is no “due”.",
        "Add “due” or delete the line.",
    )


def roles_overlap(at: Place, title: str) -> Problem:
    """Two roles of one person at the same time."""
    return error(
        "roles-overlap",
        at,
        f"The role “{title}” overlaps the one before it, or a role that is still open.",
        "Give the earlier role a “to” before this one's “from”.",
    )


def body_not_allowed(path: str, line: int, why: str) -> Problem:
    """A text where none is shown."""
    return error(
        "body-not-allowed",
        Place(path, line, 1),
        f"{why}, so the text below the fields would be lost.",
        "Move the text, or delete it.",
    )


def missing_body(path: str, line: int) -> Problem:
    """A page without text."""
    return error(
        "missing-body",
        Place(path, line, 1),
        "This page has no text below its fields.",
        "Write it below the second ---.",
    )


def field_without_effect(at: Place, name: str, why: str) -> Problem:
    """A field that changes nothing here."""
    return notice("field-without-effect", at, f"“{name}” has no effect here: {why}.")


def counts_do_not_add_up(at: Place, received: int, sum_text: str, total: int) -> Problem:
    """The accounting of a digest."""
    return error(
        "counts-do-not-add-up",
        at,
        f"{plural(received, 'question')} came in, but {sum_text} makes {total}.",
        "Mend “received”, “merged” or “withheld”, or add the missing entries.",
    )
