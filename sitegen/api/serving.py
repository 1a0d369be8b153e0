"""A project's preview: the site as it is written, on this computer only."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from sitegen.api.additions import NONE, own_code
from sitegen.api.building import untold
from sitegen.own.code import NOTHING
from sitegen.serve.preview import TOPS, Preview
from sitegen.serve.server import FIRST_PORT, open_server
from sitegen.serve.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.api.project_folder import Project
    from sitegen.own.code import OwnCode, PageKind, Step
    from sitegen.problems.problem import Problem
    from sitegen.problems.report import Summary
    from sitegen.serve.annex import Annex
    from sitegen.serve.preview import Refresh
    from sitegen.serve.server import Server


class Serving:
    """A preview that runs until it is closed; whoever has its address can look, from this computer."""

    def __init__(self, preview: Preview, server: Server, watch: Watch) -> None:
        self._preview, self._server, self._watch = preview, server, watch
        self.port = server.port
        self.address = server.key.address(server.annex.below if server.annex else "")

    @property
    def noticing(self) -> str:
        """How soon what is saved shows, in words."""
        if not self._watch.polls:
            return "Saved files show at once."
        late = " Those saved on another computer show once the share does."
        return f"Saved files show within a second or two.{late if self._watch.is_on_share else ''}"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files as they are now."""
        return self._preview.showing.problems

    @property
    def summary(self) -> Summary:
        """How much there is, and what is held back."""
        return self._preview.showing.report

    def look_again(self) -> Refresh | None:
        """Wait a moment for files to be saved, and show what has changed; None where nothing has."""
        return self._preview.look_again(self._watch.wait())

    def follow(self) -> None:
        """Show what changes, until Ctrl-C."""
        while True:
            self.look_again()

    def close(self) -> None:
        """End it; no thread that could keep the program from ending is left."""
        self._watch.close()
        self._preview.close()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def serve(
    project: Project,
    *,
    pages: Mapping[str, PageKind] = NONE,
    filters: Mapping[str, Callable[..., Any]] = NONE,
    steps: Mapping[str, Step] = NONE,
    version: str = "",
    drafts: bool = True,
    port: int | None = None,
    tell: Callable[[str], None] = untold,
) -> Serving:
    """Begin to show the site as it is written; `drafts` as if they were published, to your own pages too.

    The port is 8000 or the next that is free, unless one is named. The other arguments are those of `build`.
    Raises Refused.
    """
    return begin(project, own_code(pages, filters, steps, version) or NOTHING, drafts=drafts, port=port, tell=tell)


def begin(
    project: Project,
    own: OwnCode = NOTHING,
    *,
    drafts: bool = True,
    port: int | None = None,
    tell: Callable[[str], None] = untold,
    beside: Callable[[Preview], Annex] | None = None,
) -> Serving:
    """The same with own code as a value, and with the room `beside` the preview. Raises Refused."""
    # The watch comes first, so that nothing is missed between reading and watching.
    watch = Watch(project.root, TOPS, tell)
    with ExitStack() as opened:
        opened.callback(watch.close)  # on Windows it has threads that keep the program from ending
        preview = Preview(project.root, project.today, drafts=drafts, own=own, cache=project.remembering)
        opened.callback(preview.close)
        annex = beside(preview) if beside else None
        server = open_server(preview, port or FIRST_PORT, annex)
        server.start()
        opened.pop_all()
    return Serving(preview, server, watch)
