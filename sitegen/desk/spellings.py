"""How fields stood in their files before the desk changed them: a value that is put back gets its old lines."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from sitegen.reading.field_edit import Value, with_field
from sitegen.reading.field_place import find_field, read_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.reading.field_place import FieldLines

_KEPT = 2000


class Spellings:
    """The lines of fields that the desk has written over, by file and name, as long as it runs."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str, str], tuple[Any, FieldLines]] = OrderedDict()

    def change(
        self, path: str, text: str, name: str, value: Value, order: Sequence[str], is_same: Callable[[Any], bool]
    ) -> str:
        """The text with the field as asked for, in the lines that it had when it last meant this. Raises CannotEdit.

        `is_same` tells whether what was read for the field once is what is asked for, however it was typed.
        """
        spelling = None
        for (where, field, _), (meant, lines) in reversed(self._known.items()):
            if (where, field) == (path, name) and is_same(meant):
                value, spelling = tuple(meant) if isinstance(meant, list) else meant, lines
                break
        edited = with_field(text, name, value, order, spelling)
        if edited != text:
            self._keep(path, text, name)
        return edited

    def _keep(self, path: str, text: str, name: str) -> None:
        file = read_typed(text)
        place = find_field(file, name) if file else None
        if file and place and place.lines:
            meant = file.front.fields.values.get(name)
            self._known[path, name, repr(meant)] = (meant, place)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
