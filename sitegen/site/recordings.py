"""Where a spoken answer can be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.site.views.entry_views import Recording

if TYPE_CHECKING:
    from sitegen.model import entry as model


def recording_view(recording: model.Recording | None) -> Recording | None:
    """A recording with its place in it."""
    if recording is None:
        return None
    fragment = (
        f"#t={recording.start}" + (f",{recording.end}" if recording.end else "") if recording.start is not None else ""
    )
    return Recording(
        recording.url,
        _clock(recording.start),
        _clock(recording.end),
        recording.url.partition("#")[0] + fragment if fragment else recording.url,
    )


def _clock(seconds: int | None) -> str:
    if seconds is None:
        return ""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
