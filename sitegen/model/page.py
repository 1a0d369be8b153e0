"""A plain page as its file says it."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.model.values import File


class PageFile(NamedTuple):
    """One page of the writer's, from one file."""

    file: File
    title: str
    nav: bool

    @property
    def name(self) -> str:
        """Its file's name without `.md`."""
        return self.file.path.rpartition("/")[2].removesuffix(".md")
