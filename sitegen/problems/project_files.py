"""Problems of the project round the content: settings, assets, templates."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, error, notice


def no_address(path: str) -> Problem:
    """`url` is not set."""
    return notice(
        "no-address",
        Place(path),
        "Without “url” there are no feeds and no sitemap.",
        "Add a line:  url: https://… (the site's public address)",
    )


def no_words(at: Place, language: str) -> Problem:
    """No catalogue of interface words for the language."""
    return notice("no-words", at, f"There are no interface words in “{language}” yet; readers see English ones.", "")


def unknown_time_zone(at: Place, name: str, near: str) -> Problem:
    """A time zone nobody knows."""
    guess = f" Did you mean “{near}”?" if near else ""
    return error(
        "unknown-time-zone", at, f"There is no time zone “{name}”.{guess}", "Write it like:  Europe/London", near
    )


def unknown_plugin(at: Place, name: str, known: tuple[str, ...], near: str) -> Problem:
    """A Markdown plug-in that is not installed or not allowed."""
    return error(
        "unknown-plugin", at, f"There is no Markdown plug-in “{name}”.", "Known here: " + ", ".join(known), near
    )


def pale_colour(at: Place, colour: str, ratio: str, near: str) -> Problem:
    """A brand colour that cannot be read on white."""
    return error(
        "pale-colour",
        at,
        f"Text in “{colour}” on white has a contrast of {ratio} to 1; people need 4.5.",
        "This is the nearest colour that can be read.",
        f'"{near}"',
    )


def asset_kind(path: str, kind: str, kinds: tuple[str, ...]) -> Problem:
    """A file of a kind that is not published."""
    return error(
        "asset-kind",
        Place(path),
        f"Files of the kind “{kind}” are not published: they can carry hidden data.",
        "Save it as PDF, or take it out. Allowed: " + ", ".join(kinds),
    )


def asset_disguised(path: str, what: str, kind: str) -> Problem:
    """A Word file that is called .pdf, and the like: what would be refused under its own name."""
    return error(
        "asset-disguised",
        Place(path),
        f"This is called .{kind}, but is {what}, which can carry hidden data.",
        f"Open it in its own program and save it as {kind.upper()}; a new name alone does not make it one.",
    )


def asset_broken(path: str, why: str, kind: str, way: str = "") -> Problem:
    """A file that readers could not open: empty, cut off, or something else than its name says."""
    hint = (
        f"Save it again as {kind.upper()}, open it once to see that it is right, and put it in the place of this one."
    )
    return error(
        "asset-broken", Place(path), f"This is called .{kind}, but {why}, so readers could not open it.", way or hint
    )


def pdf_properties(path: str, what: list[str]) -> Problem:
    """A PDF that carries more than its pages. Names are not told: they would stand in every report."""
    has_photo = any("photo" in one for one in what)
    photos = "\nFor a photo in it: put a screenshot of the photo into the document in its place" if has_photo else ""
    return notice(
        "pdf-properties",
        Place(path),
        f"Besides its pages, this PDF carries {'; '.join(what)}. Everybody who opens it can see that.",
        "In Word, before saving as PDF:  File > Info > Check for Issues > Inspect Document > Inspect > Remove All\n"
        "In LibreOffice:  File > Properties, untick “Apply user data”, “Reset Properties”\n"
        f"In Acrobat Pro:  Redact > Sanitize Document{photos}",
    )


def pdf_unread(path: str, why: str) -> Problem:
    """A PDF that could not be looked through."""
    return notice(
        "pdf-unread",
        Place(path),
        f"This PDF {why}, so nobody has looked through it for names and numbers.",
        "Save it as PDF again in the program that made it, without a password; or read all of it yourself.",
    )


def theme_kind(path: str, kind: str, kinds: tuple[str, ...]) -> Problem:
    """A file of the theme that a web server may run instead of sending it."""
    return error(
        "theme-kind",
        Place(path),
        f"Files of the kind “{kind}” are not published with the theme: a web server may run them, or refuse them.",
        "Take it out of templates/theme/. Allowed: " + ", ".join(kinds),
    )


def unsafe_svg(path: str, line: int | None, what: str, way: str = "") -> Problem:
    """An SVG that holds what could run script or fetch something, or what nobody has said can not."""
    return error(
        "unsafe-svg",
        Place(path, line),
        f"This drawing holds {what}; a drawing on the site may only show a picture.",
        way or "Save it again as a plain SVG, or as PNG.",
    )


def unused_asset(path: str) -> Problem:
    """A file that no live page uses."""
    return notice("unused-asset", Place(path), "Nothing on the site uses this file, so it is not published.")


def symbolic_link(path: str) -> Problem:
    """A link in the file system that could lead out of the project."""
    return error(
        "symbolic-link",
        Place(path),
        "This is a link to another place on the disk, not a file.",
        "Copy the file itself here.",
        firm=True,
    )


def unreadable_file(path: str, why: str, *, is_folder: bool = False) -> Problem:
    """A file, or a folder with all that is in it, that the system does not let us read."""
    return error(
        "unreadable-file",
        Place(path),
        f"This folder cannot be read, nor what is in it: {why}." if is_folder else f"This file cannot be read: {why}.",
        "Check its permissions, and that its disk is connected."
        if is_folder
        else "Close it in other programs, and check its permissions.",
        firm=True,
    )


def not_a_file(path: str) -> Problem:
    """A pipe, a socket or a device, which might never come to an end."""
    return error(
        "not-a-file",
        Place(path),
        "This is no file that could be read, but a pipe, a socket or a device of the system.",
        "Delete it. Was a file meant to be here? Then save that one here again.",
        firm=True,
    )


def too_deep(path: str, deepest: int) -> Problem:
    """A folder inside too many others."""
    return error(
        "too-deep",
        Place(path),
        f"This folder lies inside {deepest} others, so nobody looks into it.",
        "Move what is in it further up, nearer to content/assets, and delete the empty folders.",
        firm=True,
    )


def no_content(path: str) -> Problem:
    """No folder of content, or none with a file: then nothing is known of what may be on the site."""
    return error(
        "no-content",
        Place(path),
        f"There is no file in the folder “{path}”, so the whole site would go.",
        f"Is all of it there, and the folder called “{path}”? For a new site, begin with:  sitegen new digest",
    )


def template_error(path: str, line: int | None, what: str) -> Problem:
    """A template that does not work; meant for the developer."""
    return error(
        "template-error",
        Place(path, line),
        f"The template does not work: {what.rstrip('. ')}.",
        "What a template may use stands in the chapter “Templates” of sitegen’s documents.",
        firm=True,
    )


def missing_template(path: str, line: int | None, name: str, near: str) -> Problem:
    """A template that another one includes and that is not there."""
    return error(
        "missing-template",
        Place(path, line),
        f"There is no template “{name}”.",
        f"Did you mean “{near}”?" if near else "",
        firm=True,
    )


def unused_template(path: str, near: str) -> Problem:
    """A template of the project's own that makes no page."""
    guess = f" Did you mean “{near}”?" if near else ""
    return notice("unused-template", Place(path), f"No page uses {path}.{guess}")


def own_code(at: Place, what: str, said: str) -> Problem:
    """Python of the organisation's own that failed, or gave what is no page."""
    return error(
        "own-code",
        at,
        f"{what} does not work: {said.rstrip('. ')}.",
        "This is your own code, not sitegen's; the chapter “Python” of sitegen’s documents says what it may give.",
        firm=True,
    )


def own_address(at: Place, kind: str, route: str, why: str) -> Problem:
    """An address at which a page of the organisation's own code cannot stand."""
    return error(
        "own-address",
        at,
        f"{kind} cannot make “{route}”: {why}.",
        "Give that page another address.",
        firm=True,
    )
