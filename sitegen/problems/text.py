"""Problems of a file as text: its encoding, its front matter, its YAML."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, error, notice


def bad_encoding(path: str, line: int, column: int, *, windows: bool) -> Problem:
    """The bytes are not UTF-8."""
    what = "saved as Windows-1252 (ANSI)" if windows else "not saved as UTF-8 text"
    return error(
        "bad-encoding",
        Place(path, line, column),
        f"This file is {what}, so letters such as ’ or é would come out wrong.",
        "In your editor choose Save As, and the encoding UTF-8.",
        firm=True,
    )


def file_too_large(path: str, size: int, limit: int) -> Problem:
    """The file is larger than an answer can be."""
    return error(
        "file-too-large",
        Place(path),
        f"This file is {size // 1024:,} KB; a text may have up to {limit // 1024:,} KB.",
        "Put pictures into content/assets/ as files of their own, or split the text.",
        firm=True,
    )


def control_character(at: Place, code_point: int) -> Problem:
    """A character that no text should hold, such as NUL."""
    return error(
        "control-character",
        at,
        f"There is an invisible control character here (U+{code_point:04X}).",
        "It stands for the end of a line: put the cursor behind it, press Backspace, then Enter."
        if code_point == 0x0B
        else "Delete it: put the cursor behind it and press Backspace.",
        firm=True,
    )


def no_front_matter(path: str, first_line: str) -> Problem:
    """The file does not start with `---`."""
    shown = f" It starts with “{first_line[:40]}”." if first_line.strip() else ""
    return error(
        "no-front-matter",
        Place(path, 1, 1, max(1, len(first_line))),
        f"The file must start with a line of three hyphens, then the fields, then three hyphens again.{shown}",
        "Write:  ---\n        question: What was asked\n        topics: [a-topic]\n        ---",
        firm=True,
    )


def front_matter_not_closed(path: str, line: int) -> Problem:
    """The closing `---` is missing."""
    return error(
        "front-matter-not-closed",
        Place(path, line, 1),
        "The fields at the top of this file never end: the closing line of three hyphens is missing.",
        "Put a line with just --- between the fields and the answer.",
        firm=True,
    )


def front_matter_language(path: str, first_line: str) -> Problem:
    """The front matter is said to be something else than YAML."""
    return error(
        "front-matter-language",
        Place(path, 1, 1, len(first_line)),
        f"The first line says “{first_line[:40]}”; only plain --- is read here.",
        "",
        "---",
        firm=True,
    )


def front_matter_too_large(path: str, limit: int) -> Problem:
    """The fields take more room than any real entry's do."""
    return error(
        "front-matter-too-large",
        Place(path),
        f"The fields at the top of this file are larger than {limit // 1024} KB.",
        "Is the closing line of three hyphens in the right place? The answer belongs below it.",
        firm=True,
    )


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
        "Write:  title: What this is about",
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


def invisible_character(at: Place, code_point: int) -> Problem:
    """A no-break space or a zero-width character where the structure needs a plain space."""
    name = "no-break space" if code_point == 0xA0 else "invisible character"
    return error(
        "invisible-character",
        at,
        f"There is a {name} here (U+{code_point:04X}), often pasted from Word or a web page.",
        "Delete it and type an ordinary space.",
        " " if code_point == 0xA0 else "",
        firm=True,
    )


def curly_quotes(at: Place, text: str) -> Problem:
    """Quotation marks from a word processor round a whole value, which become part of the text."""
    return notice(
        "curly-quotes",
        at,
        "These curly quotation marks will be shown as part of the text.",
        "If they are not meant to be shown, take them out or use straight ones.",
        f'"{text}"',
    )
