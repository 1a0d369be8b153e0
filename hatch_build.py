"""What is added to a wheel when it is packed: the code of the theme's templates, as Python modules."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_CATALOGUE = "und"  # the code of an undetermined language: the words are English, and marked as that


class CompiledTemplates(BuildHookInterface):
    """Compiles them with what is packed, so that whoever installs it never has to."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put the modules into a wheel; an editable install brings none, since its templates change."""
        if version == "editable":
            return
        self._made = TemporaryDirectory()
        sys.path.insert(0, self.root)  # before any sitegen that is installed here
        for name, code in modules():
            (Path(self._made.name) / f"{name}.py").write_text(code, encoding="utf-8", newline="\n")
        build_data["force_include"][self._made.name] = "sitegen/rendering/compiled"

    def finalize(self, version: str, _: dict[str, Any], __: str) -> None:
        """Remove what has been packed."""
        if version != "editable":
            self._made.cleanup()


def modules() -> Iterator[tuple[str, str]]:
    """Name and text of each template of the theme, with the words of each catalogue and with marked words."""
    import sitegen
    from sitegen.rendering.environment import make_environment
    from sitegen.rendering.page_links import PageLinks
    from sitegen.rendering.template_cache import TemplateCache
    from sitegen.site.words import FOLDER, Words

    for language in [*sorted(path.name.replace("_", "-") for path in FOLDER.iterdir()), _NO_CATALOGUE]:
        words = Words(language)
        environment = make_environment(lambda _: None, words, PageLinks())
        for file in sorted(sitegen.theme_folder().glob("*.html")):
            source = file.read_text(encoding="utf-8")
            code = environment.compile(source, file.name, f"templates/{file.name}", raw=True)
            yield TemplateCache(words).module(file.name, source), code
