"""Where a site is published to, by its settings, and what is never published."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sitegen.memory.refused import Refused
from sitegen.model.settings import PATH, Settings, Target
from sitegen.publish.remotes.reach import reach
from sitegen.publish.truth import Place


def read_settings(root: Path) -> Settings:
    """The settings of the project; raises Refused."""
    from sitegen.model.schema.settings import parse_settings

    try:
        settings, _ = parse_settings((root / PATH).read_bytes())
    except FileNotFoundError:
        raise Refused(f"There is no {PATH} in {root}.", "Go to the site's folder, or name it with -C.") from None
    if settings is None:
        raise Refused(f"{PATH} cannot be read, so nothing was published.", "See what is wrong:  sitegen check")
    return settings


def choose_target(settings: Settings, name: str | None) -> Target:
    """The target of that name, or the only one; raises Refused."""
    known = {target.name: target for target in settings.publish}
    names = ", ".join(known)
    if not known:
        hint = "Add the lines  publish:  then, further in,  intranet:  and  to: ssh://user@host/path  (or a folder)."
        raise Refused(f"{PATH} does not say where to publish to.", hint)
    if name is None and len(known) > 1:
        raise Refused("There are several places to publish to.", f"Name one of them:  {names}")
    if name is not None and name not in known:
        raise Refused(f"There is no place “{name}” in {PATH}.", f"There is:  {names}")
    return known[name] if name else next(iter(known.values()))


def place_of(root: Path, settings: Settings, target: Target) -> Place:
    """The target as the protocol knows it, with who is asking; raises Refused."""
    import getpass
    import secrets
    import socket

    if not settings.id:
        hint = f"Add this line to it, and never change it:  id: {secrets.token_hex(8)}"
        raise Refused(f"{PATH} has no “id”, which tells this site from every other.", hint)
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "somebody"
    who = " ".join(f"{user} on {socket.gethostname()}".split())
    return Place(partial(reach, target.to, root), target.to, target.url, target.keep, settings.id, who)


def refuse_sample(root: Path) -> None:
    """Refuse to publish the invented answers of the sample."""
    import sitegen

    sample = sitegen.sample_folder()
    for file in sorted((sample / "content" / "digests").rglob("*.md")):
        own = root / file.relative_to(sample)
        if own.is_file() and own.read_bytes() == file.read_bytes():
            message = (
                f"{own.relative_to(root).as_posix()} is still the sample's invented text. The site has not changed."
            )
            raise Refused(message, "Delete what came with the sample, or write over it, then publish.")
