"""What `sitegen publish` says of a place itself, and does there when a publish hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.api.target_words import words_of_target
from sitegen.cli.saying import say

if TYPE_CHECKING:
    from sitegen.publish.outcome import PublishTarget


def unlock_place(place: PublishTarget) -> None:
    """End a publish that hangs there, and say whose it was. Raises Refused, OSError, Lost."""
    remote = place.connect()
    try:
        who = remote.unlock()
    finally:
        remote.close()
    say(f"Ended the publish of {who}." if who else "Nobody is publishing, so there is nothing to unlock.")


def tell_target(place: PublishTarget) -> None:
    """Say what the place can do, and what stands there. Raises Refused, OSError, Lost."""
    for sentence in words_of_target(place):
        say(sentence)
