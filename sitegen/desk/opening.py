"""The desk of a project, opened: its preview, and the room beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.api.building import untold
from sitegen.api.serving import begin
from sitegen.desk.desk_room import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.api.project_folder import Project
    from sitegen.api.serving import Serving


def open_desk(project: Project, *, port: int | None = None, tell: Callable[[str], None] = untold) -> Serving:
    """The desk, until it is closed; the port is 8000 or the next that is free, unless one is named. Raises Refused."""
    return begin(project, port=port, tell=tell, beside=lambda preview: Desk(preview, project).annex)
