"""What is never done: each guard refuses with one sentence that says why, and one that says what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.refused import Refused
from sitegen.memory.regular import NotAFile, read_regular
from sitegen.memory.route import is_route
from sitegen.publish.http import Answer, address_of, fetch, proxy_of
from sitegen.publish.release import MARKER, MARKER_SIZE
from sitegen.publish.served import served_by

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.memory.tree import Tree
    from sitegen.publish.remotes.remote import Host, Remote

_SAMPLE = 1000  # bytes of a record, by which it is known
_UNCHANGED = "The site has not changed."


def check_output(folder: Path, tree: Tree) -> None:
    """Refuse an output that is not, byte for byte, what the build wrote; raises OSError where it cannot be read."""
    if "index.html" not in tree:
        raise Refused(f"The built site has no first page. {_UNCHANGED}", "Build it again:  sitegen build")
    within = str(folder)
    for route, made in tree.items():
        try:
            right = content_hash(read_regular(f"{within}/{route}")) == made.sha256
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, NotAFile):
            right = False
        if not right:
            message = f"output/{route} is not what the build wrote: it was changed or is missing. {_UNCHANGED}"
            raise Refused(message, "Delete that file, then publish again: it is made anew.")
        if not is_route(route):
            raise Refused(f"No host can take a file named {route!r}. {_UNCHANGED}", "Give it a plain name.")


def check_owner(host: Host, site: str, where: str) -> None:
    """Refuse a place that holds another site, or files of somebody else."""
    if host.site and host.site.id != site:
        last = f", which {host.rows[-1].who} published last" if host.rows else ""
        raise Refused(
            f"{where} holds another site{last}, so nothing was published there. {_UNCHANGED}",
            "Check “to:” in sitegen.yaml; each site needs a folder of its own.",
        )
    if not host.site and host.foreign:
        raise Refused(
            f"{where} holds files that sitegen did not put there, such as {host.foreign}. {_UNCHANGED}",
            "Name an empty folder, or a new one, in “to:” in sitegen.yaml.",
        )


def check_address(url: str, token: str, root: str) -> None:
    """Refuse where the address does not serve the folder; the marker in it tells."""
    answer = fetch(url, MARKER, MARKER_SIZE)
    if served_by(answer)[1:] == [token]:
        return
    if answer.status in (401, 407):
        raise Refused(
            f"{url} lets nobody look without signing in (it answers {answer.status} for {MARKER}), so nothing was "
            f"published. {_UNCHANGED}",
            f"Let this computer fetch {MARKER} there without that, or leave “url:” out of sitegen.yaml: then it is "
            f"published without looking at what readers get.{_through(url)}",
        )
    if answer.status == 0:
        why = f"{url} does not answer ({answer.why})"
    elif answer.status == 200:
        why = f"{url} serves another folder than {root}"
    elif answer.why:
        why = f"{url} does not serve {root}: {answer.why}"
    else:
        why = f"{url} does not serve {root} (it answers {answer.status} for {MARKER})"
    raise Refused(
        f"{why}, so nothing was published. {_UNCHANGED}",
        f"Let the web server serve {root} there (--server-config prints how), or mend “url:” in sitegen.yaml; "
        f"without “url:” nothing is fetched.{_through(url)}",
    )


def _through(url: str) -> str:
    """That a proxy was asked, which may know nothing of an address inside; empty where none was."""
    proxy, host = proxy_of(url), urlsplit(url).hostname
    if not proxy:
        return ""
    return f" It was asked through the proxy {proxy}; where readers need none for it, set  no_proxy={host}"


def check_records(url: str, remote: Remote, host: Host) -> None:
    """Refuse where readers could fetch what we keep beside the site: with it, all that was ever withdrawn."""
    for name in ("site.json", "head", f"m/{host.current}.gz"):
        address = address_of(url, f"{remote.records}/{name}") if remote.records else ""
        answer = fetch(address, "", _SAMPLE) if address else Answer(0, b"")
        # A web server may answer 200 to everything, so only our own bytes tell.
        if answer.status == 200 and _is_record(name, answer.body, remote, host):
            raise Refused(
                f"Readers can fetch {address}, and with it every answer that was ever withdrawn. {_UNCHANGED}",
                "Let the web server refuse that folder; docs/publishing.md says how. Or keep it elsewhere, where "
                "nothing is served:  records: ../another/folder  below “to:” in sitegen.yaml.",
            )


def _is_record(name: str, body: bytes, remote: Remote, host: Host) -> bool:
    if name == "site.json":
        return host.site is not None and host.site.token.encode() in body
    if name == "head":
        return body.strip() == host.current.encode()
    return body[:_SAMPLE] == remote.manifest(host.current)[:_SAMPLE]
