"""Problems of the YAML between the hyphens."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, error, notice


def front_matter_too_deep(at: Place) -> Problem:
    """Lists within lists within lists."""
    return error(
        "front-matter-too-deep",
        at,
        "The fields are nested too deeply here.",
        "Take out the extra brackets or indentation.",
        firm=True,
    )


def front_matter_not_fields(at: Place) -> Problem:
    """The front matter is a list or a text instead of fields."""
    return error(
        "front-matter-not-fields",
        at,
        "The top of the file must hold fields, one to a line, such as “title: …”.",
        "Write each on a line of its own, its name first, then a colon and a space:  title: What this is about",
        firm=True,
    )


def unreadable_yaml(at: Place, what: str, hint: str, replacement: str = "") -> Problem:
    """YAML that cannot be read; `what` comes from looking at the line, never from the parser's words."""
    return error("unreadable-yaml", at, what, hint, replacement, firm=True)


def duplicate_field(at: Place, name: str, first_line: int) -> Problem:
    """A field that stands twice."""
    return error(
        "duplicate-field",
        at,
        f"“{name}” stands here a second time; the first is in line {first_line}.",
        "Delete one of the two, or put both into one.",
        firm=True,
    )


def missing_hyphen(at: Place, name: str) -> Problem:
    """A second item of a list that runs into the first."""
    return error(
        "missing-hyphen",
        at,
        f"Before this “{name}” a hyphen is missing, so two items of the list run into one another.",
        "Begin each item with a hyphen and a space, all in the same column.",
        f"- {name}",
        firm=True,
    )


def bullets(at: Place, name: str, items: tuple[str, ...]) -> Problem:
    """A list as word processors make it."""
    lines = "".join(f"\n          - {item}" for item in items)
    return error(
        "bullets",
        at,
        f"These bullets are shown as text: the items of “{name}” would be one.",
        f"Type a hyphen and a space before each:  {name}:{lines}",
        firm=True,
    )


def text_after_hash(at: Place, dropped: str, mended: str, *, is_remark: bool) -> Problem:
    """YAML takes ` #` for the start of a comment; `is_remark` where it may be meant as one."""
    either = f"A remark goes on a line of its own:  # {dropped}\nWords of the text go into quotation marks:  {mended}"
    return error(
        "text-after-hash",
        at,
        f"Everything after # is dropped here: “{dropped[:60]}”.",
        either if is_remark else "Put the text in quotation marks; a remark for yourself goes on a line of its own.",
        "" if is_remark else mended,
        firm=True,
    )


def yaml_shorthand(at: Place, mark: str, mended: str) -> Problem:
    """Anchors, aliases and tags."""
    return error(
        "yaml-shorthand",
        at,
        f"A text that starts with {mark} means something else to the computer.",
        "Put the text in quotation marks.",
        mended,
        firm=True,
    )


def curly_quotes(at: Place, mended: str) -> Problem:
    """Quotation marks from a word processor round a whole value, which become part of the text."""
    return notice(
        "curly-quotes",
        at,
        "These curly quotation marks will be shown as part of the text.",
        "If they are not meant to be shown, take them out or use straight ones.",
        mended,
    )
