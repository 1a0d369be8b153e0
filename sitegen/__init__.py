"""sitegen turns a folder of questions and answers into a static, topic-indexed site."""

from __future__ import annotations

from pathlib import Path

__version__ = "0.1.0"

_PACKAGE = Path(__file__).parent
_DEPENDENCIES = ("jinja2", "markdown-it-py", "mdit-py-plugins", "linkify-it-py", "nh3", "pyyaml", "pydantic", "segno")


def theme_folder() -> Path:
    """The default theme: the wheel's, else the checkout's, so that an editable install is never stale."""
    shipped = _PACKAGE / "theme"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "templates"


def sample_folder() -> Path:
    """The folder that holds the sample's `content/` and `sitegen.yaml`."""
    shipped = _PACKAGE / "sample"
    return shipped if shipped.is_dir() else _PACKAGE.parent


def fingerprint_of_tool() -> str:
    """Stands for everything of ours that made a page: what one version remembers, another never trusts."""
    from importlib.metadata import PackageNotFoundError, version

    from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes

    parts = [__version__]
    for name in _DEPENDENCIES:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            parts.append(name)
    if not (_PACKAGE / "theme").is_dir():  # a checkout, whose code changes without its version
        parts += [fingerprint_bytes(file.read_bytes()) for file in sorted(_PACKAGE.rglob("*.py"))]
    return fingerprint(parts)
