"""Where a site is published to, by its settings, and what is never published."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.memory.regular import read_regular
from sitegen.model.settings import PATH, Settings, Target
from sitegen.problems.problem import has_errors
from sitegen.publish.outcome import PublishTarget
from sitegen.publish.records import parse_holder
from sitegen.publish.remotes.connect import connect


def read_settings(root: Path) -> Settings:
    """The settings of the project; raises Refused."""
    from sitegen.model.schema.settings import parse_settings

    try:
        settings, found = parse_settings(read_regular(root / PATH))
    except FileNotFoundError:
        raise Refused(f"There is no {PATH} in {root}.", "Go to the site's folder, or name it with -C.") from None
    except OSError as error:
        raise refuse_os_error(error, f"{PATH} cannot be read, so nothing was published") from error
    if settings is None or has_errors(found):
        raise Refused(f"There are mistakes in {PATH}, so nothing was done.", "See what is wrong:  sitegen check")
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
    chosen = known[name] if name else next(iter(known.values()))
    if chosen.records and any(chosen.records == other.records for other in known.values() if other is not chosen):
        message = f"“records:” of “{chosen.name}” is that of another place too, and each needs a folder of its own."
        raise Refused(message, f"Mend “records:” in {PATH}.")
    return chosen


def place_of(root: Path, settings: Settings, target: Target) -> PublishTarget:
    """The target as the protocol knows it, with who is asking; raises Refused."""
    import getpass
    import secrets
    import socket
    from zoneinfo import ZoneInfo

    if not settings.id:
        hint = f"Add this line to it, and never change it:  id: {secrets.token_hex(8)}"
        raise Refused(f"{PATH} has no “id”, which tells this site from every other.", hint)
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "somebody"
    who = parse_holder(f"{user} on {socket.gethostname()}")
    reach = partial(connect, target.to, root, target.records)
    zone = ZoneInfo(settings.timezone)
    return PublishTarget(reach, target.to, target.url, target.keep, settings.id, who, zone)


def refuse_sample(root: Path, target: Target) -> None:
    """Refuse to publish the invented answers of the sample to readers; a folder on this computer may have them to try.

    What is left of it beside somebody's own answers is told before, one by one.
    """
    import sitegen

    sample = sitegen.sample_folder()
    invented = {
        file.relative_to(sample)
        for file in (sample / "content" / "digests").rglob("*.md")
        if (root / file.relative_to(sample)).is_file()
        and read_regular(root / file.relative_to(sample)) == file.read_bytes()
    }
    if not invented:
        return
    if target.url or "://" in target.to or target.to.startswith(("//", "\\\\")):
        folders = " and ".join(sorted({file.parent.as_posix() for file in invented}))
        raise Refused(
            f"{folders} still {'hold' if ' and ' in folders else 'holds'} the sample's invented answers, which must "
            "not reach readers. The site has not changed.",
            "Delete what came with the sample. To try publishing with it, name a folder of this computer, no “url:”.",
        )
