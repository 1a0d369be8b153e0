"""A field that takes one of a few words."""

from __future__ import annotations

from typing import Any

from pydantic_core import core_schema

from sitegen.model.schema.types import line, refuse


class OneOf:
    """The validator of a field that takes one of a few words; `meanings` are what readers see for each."""

    def __init__(self, *words: str, meanings: tuple[str, ...] = ()) -> None:
        self._words = words
        self.meanings = dict(zip(words, meanings, strict=True)) if meanings else {}

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """How pydantic validates it."""
        return core_schema.no_info_before_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """How editors see it."""
        described = {"enumDescriptions": list(self.meanings.values())} if self.meanings else {}
        return {"type": "string", "enum": list(self._words), **described}

    def _check(self, value: Any) -> str:
        text = line(value)
        if text.lower() not in self._words:
            raise refuse("bad_choice", value=text, choices=self._words)
        return text.lower()
