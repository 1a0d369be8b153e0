"""What stands for the pages of a plan, for a preview that keeps some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import fingerprint
from sitegen.own.renderer import Frames
from sitegen.rendering.part_keys import PartKeys

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.own.renderer import Renderer
    from sitegen.site.pages import Viewed
    from sitegen.site.views.site_view import Site


class PageKeys:
    """Of one plan."""

    def __init__(self, renderer: Renderer, site: Site, words: Callable[[str], str]) -> None:
        """`words` gives what stands for the body of the file at a path."""
        self._frames, self._keys, self._words = Frames(renderer, site), PartKeys(), words

    def around(self, page: Viewed) -> tuple[str, ...]:
        """What stands for all that is put into a page but its view: its frame, and the words of its bodies."""
        return self._frames.by_name(page.kind), *map(self._words, page.bodies)

    def of(self, page: Viewed) -> str:
        """What stands for the whole."""
        return fingerprint([self._keys.write(page.view), *self.around(page)])
