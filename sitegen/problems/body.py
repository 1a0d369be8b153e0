"""Problems of a body: links, pictures, and words that would not reach the page."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, error, notice, plural


def comment_left_out(at: Place, *, suggests: bool = False) -> Problem:
    """An HTML comment: the one thing that may be lost, and only with a word about it; or what an import suggests."""
    if suggests:
        message = "This is a suggestion of the import, not decided yet; readers do not see it."
        hint = "Copy its lines to where it says, if they are right; then delete it, from <!-- to -->."
        return notice("comment-left-out", at, message, hint)
    return notice(
        "comment-left-out", at, "This comment is left out of the page.", "Nothing to do, unless readers should see it."
    )


def html_shown_as_text(at: Place, tag: str, more: int = 0) -> Problem:
    """Raw HTML; `more` are the other places of the text."""
    others = f", and in {plural(more, 'more place', 'more places')} of this text" if more else ""
    return notice(
        "html-shown-as-text",
        at,
        f"HTML is shown as it stands here: “{tag[:40]}”{others}.",
        "Use Markdown instead: **bold**, *italic*, [text](address).",
    )


def link_not_read(at: Place, address: str, mended: str = "", why: str = "", *, lines: int = 0) -> Problem:
    """A link or picture that stays text: its address has a space, or, with `mended`, a space is before it, or `why`.

    `lines` where `mended` takes the place of so many whole ones.
    """
    if mended:
        what, hint = why or "there is a space between its words and its address", ""
    else:
        is_file = "://" not in address  # and no file of a site has a space in its name
        what = f"there is a space in “{address}”"
        hint = "Give the file a name without spaces, and write that." if is_file else ""
        if "\\" in address:
            hint = (
                f"Copy the file into content/assets/, give it a name without spaces, and write:  {_assets(at)}its-name"
            )
        mended = "" if is_file else address.replace(" ", "%20").replace("\u00a0", "%20")
    if lines:
        hint = "Put it on one line:"
    return notice("link-not-read", at, f"This is shown as it stands and is no link: {what}.", hint, mended, lines=lines)


def forbidden_link(at: Place, address: str, path: str = "") -> Problem:
    """A link scheme that is not on the list, or an address that leaves the site in a roundabout way.

    `path` is what to write for one with backslashes, where that is known.
    """
    if path:
        return error(
            "forbidden-link",
            at,
            f"“{address[:80]}” has backslashes, which lead nowhere on the web.",
            "",
            path,
        )
    if "\\" in address:
        name = address.replace("\\", "/").rpartition("/")[2].replace(" ", "-") or "name.pdf"
        return error(
            "forbidden-link",
            at,
            f"“{address[:80]}” is a place on your own computer or drive, which readers cannot open from a page.",
            f"Copy the file into content/assets/ and write its path from here, such as:  {_assets(at)}{name}\n"
            f"Or only name the place, without a link:  `{address[:80]}`",
        )
    return error(
        "forbidden-link",
        at,
        f"A link to “{address[:80]}” is not allowed.",
        "Links start with https://, http://, mailto: or tel:, or name a file of this site such as ../other/answer.md",
    )


def picture_without_text(at: Place, address: str) -> Problem:
    """A picture that says nothing to those who cannot see it."""
    return error(
        "picture-without-text",
        at,
        f"The picture “{address[:60]}” has no description for those who cannot see it.",
        f"Write:  ![what the picture shows]({address[:60]})",
    )


def foreign_picture(at: Place, address: str) -> Problem:
    """A picture from another host, which would tell that host who reads."""
    return error(
        "foreign-picture",
        at,
        f"The picture “{address[:60]}” comes from another computer.",
        f"Save it into content/assets/ and write its path, such as {_assets(at)}name.png",
    )


def picture_as_data(at: Place) -> Problem:
    """A picture inside the text, as letters and figures: `data:image/png;base64,…`."""
    return error(
        "picture-as-data",
        at,
        "This picture stands in the text itself, as letters and figures, as Google Docs and others export it.",
        f"Save the picture into content/assets/ and write:  ![what it shows]({_assets(at)}name.png)\n"
        "Or export the document as a Word file, and make drafts of that:  sitegen import FILE.docx",
    )


def not_a_picture(at: Place, address: str) -> Problem:
    """A picture that is a page or a document."""
    return error(
        "not-a-picture",
        at,
        f"“{address[:60]}” is not a picture.",
        "Use a link instead: the same without the exclamation mark.",
    )


def table_cell_lost(at: Place, words: str) -> Problem:
    """A table row with more cells than the heading row."""
    return error(
        "table-cell-lost",
        at,
        f"This row has more cells than the table's heading, so “{words[:60]}” would be lost.",
        "Add a heading cell, or take out a bar. A bar inside a cell is written \\|",
    )


def text_lost(at: Place) -> Problem:
    """Text nested too deeply for the page."""
    return error(
        "text-lost",
        at,
        "This text is nested so deeply that it would not be shown.",
        "Take out some of the > or list levels before it.",
    )


def missing_footnote(at: Place, mark: str) -> Problem:
    """The mark of a footnote that is not there."""
    return notice(
        "missing-footnote",
        at,
        f"There is no footnote for “{mark}”, so readers see the mark.",
        f"Write it at the end:  {mark}: the words",
    )


def hold_in_text(at: Place, line: str) -> Problem:
    """`draft: true` or `publish_from: …` below the fields."""
    return error(
        "hold-in-text",
        at,
        f"“{line}” stands in the text, so it holds nothing back, and would be shown.",
        "Move the line up, above the second ---."
        if line.lower().startswith(("draft", "publish_"))
        else "Delete it. To hold this back, write above the second ---:  draft: true",
    )


def text_taken_for_link(at: Place, line: str, label: str, rest: str, *, is_one_line: bool) -> Problem:
    """`[Label]: words`, which Markdown takes for the address of a link."""
    return error(
        "text-taken-for-link",
        at,
        f"“{line}” is read as the address of a link, so it would not be shown.",
        "" if is_one_line else f"Write it without brackets:  {label}: {rest}",
        f"{label}: {rest}" if is_one_line else "",
    )


def unused_link(at: Place, label: str) -> Problem:
    """`[Label]: address` that no link of the text uses."""
    return notice(
        "unused-link",
        at,
        f"Nothing in the text is linked to “{label}”, so neither the words nor the address are shown.",
        f"Write [{label}] where the link belongs, or delete the line.",
    )


def unused_footnote(at: Place, label: str) -> Problem:
    """A footnote that nothing refers to."""
    return error(
        "unused-footnote",
        at,
        f"Nothing in the text refers to the footnote “{label}”, so it would not be shown.",
        f"Put [^{label}] where it belongs, or delete the footnote.",
    )


def mail_to_others(at: Place, what: str) -> Problem:
    """A `mailto:` link that does more than begin a message to its address."""
    return notice(
        "mail-to-others",
        at,
        f"Whoever follows this link begins a message with {what}, which few look for.",
        "Keep the address and a plain subject, if readers should not be surprised.",
    )


def wrapped_link(at: Place, through: str, address: str) -> Problem:
    """A link that leads through a mail filter or a search page before it gets to `address`; empty where none knows."""
    message = (
        f"This link leads through {through} first. It can stop working, and may tell whose mail it was copied from."
    )
    if address and at.column:
        return notice("wrapped-link", at, message, "", address)
    hint = f"Write where it leads:  {address}" if address else "Open it, copy the address that the browser then shows."
    return notice("wrapped-link", at, message, hint)


def word_too_long(at: Place, length: int, limit: int) -> Problem:
    """Characters without a space between them, more than any word or address has: a file that was pasted."""
    return error(
        "word-too-long",
        at,
        f"Here are {length:,} characters without a space; up to {limit:,} are read as text.",
        "Is it a picture or a file? Take it out, save it into content/assets/, and link to that.\n"
        "Is it meant as text? Put spaces or new lines into it.",
    )


def paragraph_too_long(at: Place, length: int, limit: int) -> Problem:
    """A paragraph as long as a book's chapter, which would take the parser minutes."""
    return error(
        "paragraph-too-long",
        at,
        f"This paragraph has {length:,} characters; up to {limit:,} are read.",
        "Put blank lines between its parts.",
    )


def unreadable_body(path: str) -> Problem:
    """A body that the Markdown parser gives up on."""
    return error(
        "unreadable-body",
        Place(path),
        "The text below the fields is too tangled to be read.",
        "Simplify it: fewer brackets inside one another.",
    )


def _assets(at: Place) -> str:
    """The way from a file to the assets."""
    return "../" * (at.path.count("/") - 1) + "assets/"
