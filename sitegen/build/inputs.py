"""What a page is made from, by name: the one list that decides whether it is stale, and explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitegen.memory.fingerprint import fingerprint

if TYPE_CHECKING:
    from sitegen.build.planning import Plan
    from sitegen.site.pages import Page


class PageInputs:
    """The inputs of the pages of one plan.

    Teasers and views stand in many lists as the same objects, so each is looked at once.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._frame = {"site": fingerprint(plan.site)}
        self._templates = {name: fingerprint(template.source) for name, template in plan.sources}
        self._closures: dict[str, dict[str, str]] = {}
        self._views: dict[int, dict[str, str]] = {}
        self._items: dict[int, str] = {}

    def of(self, page: Page) -> dict[str, str]:
        """Name of an input -> its fingerprint: the fields of the view, the frame, and the templates."""
        fields = self._fields(page.view)
        return fields | self._closure(page.template) if page.is_template else fields

    def _closure(self, template: str) -> dict[str, str]:
        if template not in self._closures:
            names = self._plan.templates.closure(template)
            self._closures[template] = {
                f"template {name}": self._templates.get(name, "") for name in names
            } | self._frame
        return self._closures[template]

    def _fields(self, view: Any) -> dict[str, str]:
        known = self._views.get(id(view))
        if known is None:
            known = {f"view.{name}": self._value(value) for name, value in zip(view._fields, view, strict=True)}
            self._views[id(view)] = known
        return known

    def _value(self, value: Any) -> str:
        if isinstance(value, tuple) and value:
            if hasattr(value, "_fields"):
                return self._item(value)
            if hasattr(value[0], "_fields"):
                return fingerprint([self._item(item) for item in value])
        return fingerprint(value)

    def _item(self, item: Any) -> str:
        known = self._items.get(id(item))
        if known is None:
            is_page = hasattr(item, "route") and hasattr(item, "teaser")
            known = self._items[id(item)] = fingerprint(self._fields(item) if is_page else item)
        return known
