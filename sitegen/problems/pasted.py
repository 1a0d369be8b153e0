"""Problems of what is pasted into a body: what it looks like to the writer, and how it would be read."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, error, notice


def no_list(at: Place, mark: str, mended: str, lines: int, *, is_markdown: bool = False) -> Problem:
    """Lines that begin with a bullet or number as Word writes them; `mended` is the list, for so many of them.

    `is_markdown` where the marks are those of Markdown, and only stand too far in.
    """
    shown = "a bullet" if mark >= "\ue000" else f"“{mark}”"
    what = "This looks like a list" if is_markdown else "This looks like a list from Word"
    hint = "Begin each with a hyphen and a space, and leave a blank line above the first:"
    if is_markdown:
        hint = "Leave a blank line above the first, and no more spaces before each than here:"
    return notice(
        "no-list",
        at,
        f"{what}: lines that begin with {shown} run into one paragraph.",
        hint,
        mended,
        lines=lines,
    )


def list_counts_on(at: Place, typed: str, shown: str) -> Problem:
    """A numbered list whose numbers readers would not see as they are typed."""
    return notice(
        "list-counts-on",
        at,
        f"This line begins with {typed}, but readers see {shown}: numbers of a list are counted from its first.",
        f"If it is no list, put a backslash before the full stop:  {typed}\\.",
    )


def shown_as_code(at: Place, mended: str, lines: int) -> Problem:
    """An indented paragraph."""
    return notice(
        "shown-as-code",
        at,
        "This text is pushed in by a tab or four spaces, so it is shown as computer code.",
        "Take the spaces at the start of its lines away. Is it code? Put ``` on a line above and below it.",
        mended,
        lines=lines,
    )


def line_makes_heading(at: Place, words: str, mark: str) -> Problem:
    """A row of hyphens or equal signs right below a text."""
    return notice(
        "line-makes-heading",
        at,
        f"The row of {'hyphens' if mark == '-' else 'equal signs'} right below makes a heading of “{words}”.",
        "If it is one: put ## and a space before it, and delete the row.\nIf not: leave a blank line above the row.",
    )


def heading_without_words(at: Place) -> Problem:
    """`##` alone."""
    return notice("heading-without-words", at, "This heading has no words.", "Write some behind the #, or delete it.")


def heading_twice(at: Place, words: str) -> Problem:
    """Two headings of the same words, below the same one."""
    return notice(
        "heading-twice",
        at,
        f"“{words[:60]}” is a heading of this text already, so nobody can tell the two apart in a list of them.",
        "Write what this part is about, or take the ## away if the two are one part.",
    )


def table_not_read(at: Place, mended: str, lines: int, *, is_rest: bool = False) -> Problem:
    """Rows with bars, or cells with tabs between them, that stay text; `is_rest` below the blank line of a table."""
    return notice(
        "table-not-read",
        at,
        f"This looks like {'the rest of the table above' if is_rest else 'a table'}, but is shown as text.",
        "Take the blank line above it away:" if is_rest else "Write it with a row of hyphens below its first:",
        mended,
        lines=lines,
    )


def line_in_table(at: Place, words: str, mended: str) -> Problem:
    """A sentence right below a table."""
    return notice(
        "line-in-table",
        at,
        f"“{words}” stands right below a table, so it becomes a row of it.",
        "Leave a blank line below the table.",
        mended,
        lines=1,
    )


def line_in_list(at: Place, words: str, mended: str) -> Problem:
    """A sentence right below a list."""
    return notice(
        "line-in-list",
        at,
        f"“{words}” stands right below a list, so it goes on with the last line of it.",
        "Leave a blank line below the list. Does it belong there? Put two spaces before it.",
        mended,
        lines=1,
    )


def fence_not_closed(at: Place, mark: str) -> Problem:
    """Three backticks that nothing closes."""
    return notice(
        "fence-not-closed",
        at,
        f"Nothing closes this {mark}, so all that follows is shown as computer code.",
        f"Put {mark} on a line of its own below the code, or delete it here.",
    )


def mark_left_over(at: Place, mark: str, mended: str = "") -> Problem:
    """A mark of Markdown that stays on the page; `mended` is empty where its other half is missing."""
    why = "a space is missing, or there is one too many" if mended else "it marks nothing"
    return notice(
        "mark-left-over",
        at,
        f"Readers see the “{mark}” here as it stands: {why}.",
        ""
        if mended
        else f"Put {mark} right before the first and right behind the last of the words that it is for, or delete it.",
        mended,
    )


def mark_vanishes(at: Place, typed: str, mended: str) -> Problem:
    """Asterisks or underscores inside words, which are read as emphasis."""
    return notice(
        "mark-vanishes",
        at,
        f"In “{typed}” the marks are taken for emphasis, so readers do not see them.",
        "To show them, put a backslash before each:",
        mended,
    )


def link_without_words(at: Place, address: str) -> Problem:
    """A link that nobody sees or hears."""
    return notice(
        "link-without-words",
        at,
        f"The link to “{address[:60]}” has no words, so nobody can see it or hear it named.",
        f"Write:  [what it leads to]({address[:60]})",
    )


def link_to_nowhere(at: Place, words: str) -> Problem:
    """`[words]()`, `(#)`, `(mailto:)`."""
    return notice(
        "link-to-nowhere",
        at,
        f"The link “{words[:60]}” leads nowhere: it has no address.",
        "Write the address between the round brackets, or take the brackets away.",
    )


def foreign_mark(at: Place, mark: str, tool: str) -> Problem:
    """A mark that other tools know."""
    return notice(
        "foreign-mark",
        at,
        f"“{mark[:40]}” is {tool}; here readers see it as it stands.",
        "Delete it, or write it with the marks that are read here: see “What you can write in the body”.",
    )


def hidden_words_shown(at: Place, words: str, *, is_remark: bool = False) -> Problem:
    """`%%words%%`, which some tools hide; or a remark that nothing ends."""
    what = f"“{words[:60]}” is hidden in the program it comes from, but would be shown here."
    hint = "Delete it, unless readers may see it: then take the %% away."
    if is_remark:
        what = f"This remark has no end, so readers would see it: “{words[:60]}”."
        hint = "Put --> behind its last word. May readers see it? Then delete  <!--"
    return error("hidden-words-shown", at, what, hint)


def lines_run_together(at: Place, mended: str, lines: int) -> Problem:
    """Short lines, as of a postal address."""
    return notice(
        "lines-run-together",
        at,
        "These short lines are shown as one paragraph.",
        "To keep the ends of these lines, type a backslash behind each but the last:",
        mended,
        lines=lines,
    )


def typed_line_end(at: Place, mended: str) -> Problem:
    r"""`\n` as two characters."""
    return notice(
        "typed-line-end",
        at,
        "Readers see a backslash and an n here; a new line is meant.",
        "Put a new line in their place.",
        mended,
        lines=1 if mended else 0,
    )


def marks_in_field(at: Place, name: str, mark: str) -> Problem:
    """`**words**` or `[words](address)` in a field."""
    shown = mark if len(mark) <= 60 else mark[:60] + "…"
    hint = "Take the marks out, so that the words alone are left."
    if "](" in mark:
        hint = "Leave the words alone, and put the link into the text below the fields, where it can be followed."
    return notice(
        "marks-in-field",
        at,
        f"Readers see “{shown}” as it stands: “{name}” is plain text, and only what is below the fields has marks.",
        hint,
    )


def address_in_field(at: Place, name: str, address: str) -> Problem:
    """A web address in a field, which nobody can follow."""
    return notice(
        "address-in-field",
        at,
        f"“{name}” is plain text, so nobody can follow “{address[:80]}” in it.",
        "Put the address into the text below the fields: there it becomes a link.",
    )
