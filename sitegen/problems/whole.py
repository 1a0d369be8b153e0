"""Problems that only the whole site can show: names that nothing has, or several things; circles; what is missing."""

from __future__ import annotations

import re

from sitegen.problems.problem import Place, Problem, error, notice, plural, shortened

PLACEHOLDER = "a-topic"
"""What `sitegen new question` writes where it can tell no topic."""
MOST_NAMED = 12
"""Names that a message lists."""
_QUOTATION_MARKS = "“”„‟‘’‚‛«»\"'`´"


def unknown_topic(at: Place, name: str, near: str, known: tuple[str, ...]) -> Problem:
    """A topic that has no file; `known` are the first of those there are."""
    if name == PLACEHOLDER:
        message = f"“{name}” only keeps the place of a topic’s name."
        return error("unknown-topic", at, message, _there_are(known) or "Make one first:  sitegen new topic")
    return error("unknown-topic", at, *_unknown("topic", "a new topic", name, near, known))


def unknown_person(at: Place, name: str, near: str, known: tuple[str, ...]) -> Problem:
    """A person who has no file; `known` are the first of those there are."""
    return error("unknown-person", at, *_unknown("person", "a new answerer", name, near, known))


def _unknown(kind: str, new: str, name: str, near: str, known: tuple[str, ...]) -> tuple[str, str, str]:
    """Message, hint and replacement for a name that nothing has."""
    if near and name.strip(_QUOTATION_MARKS).casefold() == near.casefold():
        return (
            f"The quotation marks are taken for a part of the {kind}’s name here.",
            "Write the name without them.",
            near,
        )
    guess = f" Did you mean “{near}”?" if near else ""
    make = f"Or for {new}:  sitegen new {kind} {quoted(name)}"
    hint = make if near or not known else f"{_there_are(known)}\n{make}"
    return f"There is no {kind} “{name}”.{guess}", hint, near


def _there_are(known: tuple[str, ...]) -> str:
    if not known:
        return ""
    return "Write one of these:  " + ", ".join(known[:MOST_NAMED]) + (", …" if len(known) > MOST_NAMED else "")


def unknown_entry(at: Place, name: str, near: str) -> Problem:
    """An entry that has no file."""
    guess = f" Did you mean “{near}”?" if near else ""
    hint = "" if near else "Write its folder and file name without .md, such as 2021-02-18-staff-briefing/other-trusts"
    return error("unknown-entry", at, f"There is no entry “{name}”.{guess}", hint, near)


def several_names(at: Place, name: str, listed: str, *, only_one: bool) -> Problem:
    """Names joined by commas or “and” where each is a value of its own; `listed` where all of them are known."""
    if only_one:
        return error("several-names", at, f"“{name}” are several names, and only one can stand here.", "Choose one.")
    hint = (
        "" if listed else "Give each a place of its own in the list:  [one, two]    or one to a line behind a hyphen."
    )
    return error("several-names", at, f"“{name}” are several names in one; a list keeps them apart.", hint, listed)


def unclear_entry(at: Place, name: str, ids: tuple[str, ...]) -> Problem:
    """A bare file name that several digests have."""
    return error(
        "unclear-entry", at, f"There are {len(ids)} entries named “{name}”.", "Write:  " + "  or:  ".join(ids[:3])
    )


def unclear_name(at: Place, name: str, ids: tuple[str, ...]) -> Problem:
    """A topic's or person's name that two files claim."""
    return error("unclear-name", at, f"“{name}” can mean {_some(ids)}.", f"Write the file's name:  {ids[0]}", ids[0])


def named_twice(at: Place, name: str) -> Problem:
    """The same thing twice in a list."""
    return error("named-twice", at, f"“{name}” stands in this list twice.", "Delete one of the two.")


def names_itself(at: Place, field: str) -> Problem:
    """An entry that follows, supersedes or relates to itself."""
    return error("names-itself", at, f"“{field}” names this entry itself.", "Name the other entry, or delete it.")


def circle(at: Place, field: str, names: tuple[str, ...]) -> Problem:
    """Entries that follow or supersede each other in a ring."""
    return error(
        "circle", at, f"“{field}” goes round in a circle: {' → '.join(names)}.", f"Take “{field}” out of one of them."
    )


def not_in_digest(at: Place, name: str, near: str) -> Problem:
    """`order` names what is not in the folder."""
    guess = f" Did you mean “{near}”?" if near else ""
    hint = "Write the file's name without .md; or, if you have deleted the file, delete its name here."
    return error("not-in-digest", at, f"This digest has no entry “{name}”.{guess}", hint, near)


def no_digest(path: str, folder: str) -> Problem:
    """A folder of entries without `index.md`."""
    return error(
        "no-digest",
        Place(path),
        f"The folder {folder} has no index.md that says which session this is.",
        f"Copy another digest's index.md into {folder}, and mend its title and date.",
    )


def nobody_answered(at: Place) -> Problem:
    """Neither the entry nor its digest says who answered."""
    return error(
        "nobody-answered",
        at,
        "Nobody is named as giving this answer.",
        "Add a line with who did, here or for all of them in the digest's index.md:  answered_by: a-person",
    )


def last_one_held_back(at: Place, field: str) -> Problem:
    """All topics or all answerers of an entry are held back."""
    return error(
        "last-one-held-back",
        at,
        f"Everything that “{field}” names is held back, so this entry could not be shown.",
        "Name another one, or hold the entry back too:  draft: true",
    )


def reference_left_out(at: Place, field: str, name: str, why: str = "it is held back") -> Problem:
    """A reference to something that is not shown."""
    return notice("reference-left-out", at, f"“{field}: {name}” is left out: {why}.")


def parent_too_deep(at: Place, name: str) -> Problem:
    """Topics go one level deep."""
    return error(
        "parent-too-deep",
        at,
        f"The topic “{name}” has a parent itself; topics go one level deep.",
        "Name the topmost topic.",
    )


def bad_merge(at: Place, name: str, why: str) -> Problem:
    """`merged_into` something that cannot take it."""
    return error(
        "bad-merge", at, f"This topic cannot be merged into “{name}”: {why}.", "Name a topic that stands by itself."
    )


def withdrawn_with_promises(at: Place, count: int) -> Problem:
    """Open commitments that leave the register with a withdrawn entry."""
    return notice(
        "withdrawn-with-promises",
        at,
        f"{plural(count, 'open promise leaves', 'open promises leave')} the page “What we said we'd do” with it.",
        "If a promise still holds, put it into another entry.",
    )


def nobody_owns(at: Place, text: str, name: str) -> Problem:
    """A commitment whose owner has left without a next holder of the role."""
    return notice(
        "nobody-owns",
        at,
        f"{name} has left, and nobody follows in the role: who will do “{shortened(text)}”?",
        "Add an owner, or a person with the same role.",
    )


def no_entries(path: str, *, has_digest: bool) -> Problem:
    """A site without a single entry."""
    first = "sitegen new question" if has_digest else "sitegen new digest, then:  sitegen new question"
    return notice("no-entries", Place(path), "There is no answer to show yet.", f"Make one:  {first}")


def _some(ids: tuple[str, ...]) -> str:
    """The first ids of those that a name can mean."""
    return " or ".join(ids[:3]) + (f" or {len(ids) - 3:,} more" if len(ids) > 3 else "")


def quoted(name: str) -> str:
    """The name as one word of a command line."""
    return name if re.fullmatch(r"[\w./\\:@%+~-]+", name) else '"' + name.replace('"', '\\"') + '"'
