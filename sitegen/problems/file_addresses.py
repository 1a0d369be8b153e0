"""Problems of the names that files bear, and of the addresses that these make."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, error


def name_taken(at: Place, name: str, other: str) -> Problem:
    """Two topics or people of the same title or synonym."""
    return error(
        "name-taken",
        at,
        f"“{name}” is also a name of {other}, so nobody could tell which is meant.",
        "Change one of them, or merge the two:  merged_into: …",
    )


def same_address(at: Place, route: str, other: str) -> Problem:
    """Two files that would be one page."""
    return error(
        "same-address", at, f"This and {other} would have the same address, {route}.", "Rename one of the two."
    )


def bad_name(path: str, name: str, why: str, suggestion: str) -> Problem:
    """A file name that some computer refuses."""
    return error(
        "bad-name",
        Place(path),
        f"The name “{name}” cannot be part of an address: {why}.",
        f"Rename it to:  {suggestion}",
    )


def second_copy(path: str, of: str) -> Problem:
    """A copy made by Explorer or by a file-sync program."""
    return error(
        "second-copy",
        Place(path),
        f"This is a second copy of {of}: delete one.",
        "Keep the one with the right text, under the first name.",
        firm=True,
    )


def reserved_name(path: str, name: str) -> Problem:
    """A name that we use ourselves."""
    return error(
        "reserved-name",
        Place(path),
        f"The name “{name}” is used by the site itself.",
        f"Rename it, for instance to:  {name}-1.md",
    )


def misplaced_file(path: str, where: str) -> Problem:
    """A file where none is read."""
    return error("misplaced-file", Place(path), "This file is not part of the site, so nobody would see it.", where)


def bad_alias(at: Place, alias: str, why: str) -> Problem:
    """An old address that cannot be one."""
    return error(
        "bad-alias",
        at,
        f"The old address “{alias}” cannot be used: {why}.",
        "Write it as in the old address, below the site's own:  old/page.html",
    )
