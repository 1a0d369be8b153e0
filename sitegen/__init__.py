"""sitegen turns a folder of questions and answers into a static, topic-indexed site."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

__version__ = "0.1.0"

_PACKAGE = Path(__file__).parent
_DEPENDENCIES = (
    "jinja2", "linkify_it_py", "markdown_it_py", "markupsafe", "mdit_py_plugins", "nh3", "pydantic", "pyyaml", "segno",
)  # read as a table  # fmt: skip


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
        files = [record]
    else:  # a checkout, whose code changes without its version
        files = sorted(file for pattern in ("*.py", "*.mo") for file in _PACKAGE.rglob(pattern))
    return fingerprint([*parts, *(fingerprint_bytes(file.read_bytes()) for file in files)])


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
