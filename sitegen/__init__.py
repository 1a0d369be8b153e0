"""sitegen turns a folder of questions and answers into a static, topic-indexed site."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

TYPE_CHECKING = False  # as `typing` has it, which takes longer to load than all of this
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sitegen.api.build_report import Report
    from sitegen.api.building import build
    from sitegen.api.checking import check
    from sitegen.api.project_folder import Project
    from sitegen.api.proofing import proof
    from sitegen.api.publishing import publish
    from sitegen.api.serving import serve
    from sitegen.memory.refused import Refused
    from sitegen.own.code import PageKind
    from sitegen.problems.problem import Problem
    from sitegen.site.own_page import OwnPage
    from sitegen.site.published import Published

try:
    from sitegen._version import __version__ as __version__  # the tag's: written when sitegen is installed or packed
except ImportError:
    __version__ = "0.1.dev0"

__all__ = [
    "OwnPage",
    "PageKind",
    "Problem",
    "Project",
    "Published",
    "Refused",
    "Report",
    "build",
    "check",
    "proof",
    "publish",
    "serve",
]

_OFFERED = {
    "OwnPage": "site.own_page",
    "PageKind": "own.code",
    "Problem": "problems.problem",
    "Project": "api.project_folder",
    "Published": "site.published",
    "Refused": "memory.refused",
    "Report": "api.build_report",
    "build": "api.building",
    "check": "api.checking",
    "proof": "api.proofing",
    "publish": "publish",
    "serve": "serve",
}
"""What others import from here, each loaded when somebody asks for it."""

_PACKAGE = Path(__file__).parent
_DEPENDENCIES = (
    "jinja2", "linkify_it_py", "markdown_it_py", "markupsafe", "mdit_py_plugins", "nh3", "pydantic", "pyyaml", "segno",
)  # read as a table  # fmt: skip


class Command(ModuleType):
    """A folder whose name is also that of something to do: `sitegen.serve` is both, however it was come by."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Do it."""
        return self.__wrapped__(*arguments, **named)

    @property
    def __wrapped__(self) -> Callable[..., Any]:
        name = self.__name__.rpartition(".")[2]
        module = {"publish": "publishing", "serve": "serving"}[name]
        function: Callable[..., Any] = getattr(import_module(f"sitegen.api.{module}"), name)
        return function


def __getattr__(name: str) -> Any:
    if name not in _OFFERED:
        raise AttributeError(f"module 'sitegen' has no attribute {name!r}")
    found = import_module(f"sitegen.{_OFFERED[name]}")
    return found if isinstance(found, Command) else getattr(found, name)


def theme_folder() -> Path:
    """The default theme: the wheel's, else the checkout's, so that an editable install is never stale."""
    shipped = _PACKAGE / "theme"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "templates"


def sample_folder() -> Path:
    """The folder that holds the sample's `content/` and `sitegen.yaml`."""
    shipped = _PACKAGE / "sample"
    return shipped if shipped.is_dir() else _PACKAGE.parent


@cache
def fingerprint_of_tool() -> str:
    """Stands for everything of ours that made a page: what one version remembers, another never trusts."""
    from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes

    parts = [__version__, sys.version, *sorted(_installed())]  # Python has its own tables of characters
    record = _PACKAGE.parent / f"sitegen-{__version__}.dist-info" / "RECORD"
    if record.is_file():  # what an installer leaves: the hashes of all files
        files = [str(record)]
    else:  # a checkout, whose code changes without its version
        found = (f"{folder}/{name}" for folder, _, names in os.walk(_PACKAGE) for name in names)
        files = sorted(file for file in found if file.endswith((".py", ".mo")))
    return fingerprint([*parts, *(fingerprint_bytes(Path(file).read_bytes()) for file in files)])


def _installed() -> set[str]:
    """The dependencies with their versions, by the names of the folders that installers leave.

    `importlib.metadata` would read them all, which takes longer than a build with nothing to do.
    """
    found = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            package, dash, _ = name.partition("-")
            known = package.lower().replace("-", "_") in _DEPENDENCIES
            if dash and known and name.endswith((".dist-info", ".egg-info")):
                found.add(name)
    return found
