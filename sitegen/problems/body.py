"""Problems of a body: links, pictures, and words that would not reach the page."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, error, notice


def comment_left_out(at: Place) -> Problem:
    """An HTML comment: the one thing that may be lost, and only with a word about it."""
    return notice(
        "comment-left-out", at, "This comment is left out of the page.", "Nothing to do, unless readers should see it."
    )


def html_shown_as_text(at: Place, tag: str) -> Problem:
    """Raw HTML."""
    return notice(
        "html-shown-as-text",
        at,
        f"HTML is shown as it stands here: “{tag[:40]}”.",
        "Use Markdown instead: **bold**, *italic*, [text](address).",
    )


def link_not_read(at: Place, address: str, mended: str = "") -> Problem:
    """A link or picture whose address has a space, so that it stays text; `mended` where the space is before it."""
    if mended:
        what, hint = "there is a space between its words and its address", ""
    else:
        is_file = "://" not in address  # and no file of a site has a space in its name
        what = f"there is a space in “{address}”"
        hint = "Give the file a name without spaces, and write that." if is_file else ""
        mended = "" if is_file else address.replace(" ", "%20").replace("\u00a0", "%20")
    return notice("link-not-read", at, f"This is shown as it stands and is no link: {what}.", hint, mended)


def forbidden_link(at: Place, address: str) -> Problem:
    """A link scheme that is not on the list, or an address that leaves the site in a roundabout way."""
    return error(
        "forbidden-link",
        at,
        f"A link to “{address[:80]}” is not allowed.",
        "Links start with https://, http://, mailto: or tel:, or name a file of this site such as ../other/answer.md",
    )


def broken_link(at: Place, address: str, near: str) -> Problem:
    """A link to content or an asset that is not there."""
    guess = f" Did you mean “{near}”?" if near else ""
    hint = "" if near else "Check the spelling and the folder: ../ goes up one folder."
    if address.lower().startswith("www."):
        hint = f"If it is a place on the web, write:  https://{address}"
    elif "@" in address and "/" not in address:
        hint = f"If it is an e-mail address, write:  mailto:{address}"
    return error("broken-link", at, f"The link “{address}” leads to nothing.{guess}", hint, near)


def broken_anchor(at: Place, address: str, anchor: str, near: str) -> Problem:
    """A link to a heading that is not in that page; `address` is empty for the page itself."""
    guess = f" Did you mean “#{near}”?" if near else ""
    return error(
        "broken-anchor",
        at,
        f"{f'“{address}”' if address else 'This page'} has no heading “#{anchor}”.{guess}",
        "" if near else "Link to the page itself, or copy the heading's words: small letters, hyphens for spaces.",
        f"{address}#{near}" if near else "",
    )


def link_left_out(at: Place, address: str, why: str) -> Problem:
    """A link to something held back or withdrawn: its text stays."""
    return notice("link-left-out", at, f"The link “{address}” is shown as plain text: {why}.")


def own_link_broken(at: Place, address: str) -> Problem:
    """A full address of the site itself at which it has no page."""
    return notice(
        "own-link-broken",
        at,
        f"“{address[:120]}” is an address of this site, but there is no page at it.",
        "Go to the page in a browser and copy its address again, or link to its file:  [words](../other/answer.md)",
    )


def held_address_shown(at: Place, address: str) -> Problem:
    """The full address of a page that nobody is to know of yet, as words that everybody could read."""
    return error(
        "held-address-shown",
        at,
        f"“{address[:120]}” is the address of a page that is not to be seen yet, and readers would see it.",
        f"Write words in its place:  [what it is about]({address[:120]})",
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
        "Save it into content/assets/ and write its path, such as ../../assets/name.png",
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
        "Move the line up, above the second ---.",
    )


def text_taken_for_link(at: Place, line: str, label: str, rest: str) -> Problem:
    """`[Label]: words`, which Markdown takes for the address of a link."""
    return error(
        "text-taken-for-link",
        at,
        f"“{line}” is read as the address of a link, so it would not be shown.",
        f"Write it without brackets:  {label}: {rest}",
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
