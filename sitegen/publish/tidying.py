"""What goes after a switch: old releases, and all that hold what was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.publish.history import kept
from sitegen.publish.outcome import DONE
from sitegen.publish.takings import taken_back

if TYPE_CHECKING:
    from sitegen.publish.outcome import PublishTarget, Result
    from sitegen.publish.remotes.remote import Remote

_UNCHANGED = "The site has not changed."


def tidy(remote: Remote, place: PublishTarget, result: Result) -> Result:
    """Remove old releases, and all that hold what was taken back; the result with what is left, and why.

    Not the one that a web server goes on serving, since it holds that folder and does not follow the link: readers
    would be left without any site.
    """
    try:
        host = remote.look()
    except Refused as refusal:  # what it says of the site was true before the switch
        raise Refused(f"{DONE}. {refusal.message.removesuffix(_UNCHANGED).rstrip()}", refusal.hint) from refusal
    taken, staying = taken_back(host), {host.current, result.served.release if result.served else ""}
    notes = result.notes
    try:
        remote.prune(host.releases - kept(host.rows, host.current, place.keep, taken) - taken - staying)
    except OSError as error:
        why = refuse_os_error(error, "An old release could not be tidied away").message
        notes = (*notes, f"The new site is served. {why}")
    going, held = host.releases & taken - staying, host.releases & taken & staying - {host.current}
    left = tuple(remote.take_away(going)) if going else ()
    return result._replace(left=left, held="".join(held), notes=notes)
