"""Problems of a single field: missing, unknown, or not of the kind that stands there."""

from __future__ import annotations

from sitegen.problems.guessing import nearest
from sitegen.problems.problem import Place, Problem, error

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
