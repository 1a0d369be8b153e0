"""What a page is made from: in short, which decides whether it is stale, and by name, which explains it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from sitegen.engine.packing import Kept, is_whole, pack_view
from sitegen.memory.fingerprint import fingerprint, fingerprint_text
from sitegen.memory.inputs import input_start, join_inputs, write_inputs
from sitegen.site.pages import MAKERS

if TYPE_CHECKING:
    from sitegen.rendering.templates import Template, Templates
    from sitegen.site.pages import Viewed
    from sitegen.site.views import Site

FRAME = "frame"
"""The input of a page that stands for site and templates."""
_SMALL = 8
"""A value of no more fields is as quickly looked at again as found among those known."""
_FLAT = frozenset((str, bool, int, type(None), date, dict))
_SINGLE = {id(value): fingerprint(value) for value in (None, True, False, ())}
"""Most fields of most views are one of these, and there is only one of each."""


class Framed(Protocol):
    """What has a frame: a plan, or a part of one."""

    @property
    def site(self) -> Site | None:
        """What every page may see."""

    @property
    def template_sources(self) -> tuple[tuple[str, Template], ...]:
        """The templates by name."""

    @property
    def templates(self) -> Templates:
        """The same, ready to render."""


class Frame(NamedTuple):
    """Site and templates, in short and by name; both empty for pages that no template makes."""

    inputs: str
    by_name: str


class PageInputs:
    """The inputs of the pages of one plan."""

    def __init__(self, plan: Framed) -> None:
        self._plan = plan
        self._site = fingerprint(plan.site)
        self._templates = {name: fingerprint(template.source) for name, template in plan.template_sources}
        self._frames: dict[str, Frame] = {}
        self._views = Views()

    def of(self, page: Viewed) -> str:
        """The view and the frame, as `memory/inputs` writes them."""
        return join_inputs((self._views.inputs(page), self.frame(page.kind).inputs))

    def frame(self, kind: str) -> Frame:
        """What pages of a kind are made from besides their views."""
        if kind in MAKERS:
            return Frame("", "")
        if kind not in self._frames:
            names = self._plan.templates.closure(f"{kind}.html")
            inputs = {f"template {name}": self._templates.get(name, "") for name in names}
            by_name = write_inputs(inputs | {"site": self._site})
            self._frames[kind] = Frame(write_inputs({FRAME: fingerprint_text(by_name)}), by_name)
        return self._frames[kind]


class Look(NamedTuple):
    """What stands for a view."""

    inputs: str
    """As `memory/inputs` writes it."""
    kept: Kept
    """What is to be remembered."""


class Views:
    """What stands for views. Teasers and views stand in many lists as the same objects, so each is looked at once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, str]] = {}
        """By identity; the value itself is kept, since another could get its place in memory."""

    def inputs(self, page: Viewed) -> str:
        """What stands for the view of a page, as `memory/inputs` writes it."""
        return self._inputs(page, pack_view(page) if page.kind == "entry" else "")

    def look_at(self, page: Viewed) -> Look:
        """What stands for the view of a page, and what is to be remembered of it."""
        packed = pack_view(page)
        return Look(self._inputs(page, packed), Kept("" if is_whole(page.kind) else self._fields(page.view), packed))

    def _inputs(self, page: Viewed, packed: str) -> str:
        # Entries are many, and each is in one view; others hold much that is looked at once for all of them.
        return input_start("view") + (fingerprint_text(packed) if page.kind == "entry" else self._whole(page.view))

    def _fields(self, view: Any) -> str:
        """The fields of a view by name, as `memory/inputs` writes them."""
        rows = zip(_starts(view._fields), view, strict=True)
        return join_inputs(
            [start + (_SINGLE.get(id(value)) or fingerprint(self._part(value))) for start, value in rows]
        )

    def _whole(self, value: Any) -> str:
        """Stands for the value, which has many fields."""
        known = self._known.get(id(value))
        if known is None:
            found = fingerprint([field if type(field) in _FLAT else self._part(field) for field in value])
            known = self._known[id(value)] = (value, found)
        return known[1]

    def _part(self, value: Any) -> Any:
        """The value, or what stands for it or its items where they have many fields."""
        if value and isinstance(value, tuple):
            if _is_large(value):
                return self._whole(value)
            if _is_large(value[0]):
                return [self._whole(item) for item in value]
        return value


def _is_large(value: Any) -> bool:
    return hasattr(value, "_fields") and len(value) > _SMALL


@cache
def _starts(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(input_start(f"view.{name}") for name in names)
