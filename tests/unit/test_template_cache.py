"""Compiled templates come with a wheel or lie beside the code: the theme's alone, and a wrong one only costs time."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sitegen
from sitegen.rendering import template_cache
from sitegen.rendering.template_cache import TemplateCache
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable


sys.path.insert(0, str(Path(__file__).parents[2]))
hatch_build = importlib.import_module("hatch_build")
sys.path.pop(0)

NAME = "plain.html"
OURS = (sitegen.theme_folder() / NAME).read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Python's folder for what it compiles, where it may write."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "cache"


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of code that a wheel brings."""
    folder = tmp_path / "compiled"
    folder.mkdir()
    for name, code in hatch_build.modules():
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(template_cache, "MODULES", folder)
    return folder


def kept(folder: Path) -> list[Path]:
    return [*folder.rglob("*.code*")]  # Python puts its own there too


def code_of(source: str = OURS, language: str = "en", name: str = NAME) -> tuple[jinja2.Template, bool]:
    """A template, and whether it had to be compiled."""
    calls: list[str] = []

    class Environment(jinja2.Environment):
        def compile(self, *arguments: object, **named: object) -> object:  # type: ignore[override]  # as it is called here
            calls.append(name)
            return super().compile(*arguments, **named)  # type: ignore[call-overload]  # the same

    environment = Environment(
        loader=jinja2.FunctionLoader(lambda _: (source, f"templates/{name}", None)),
        bytecode_cache=TemplateCache(Words(language)),
    )
    return environment.get_template(name), bool(calls)


def compiled_anew(source: str = OURS, language: str = "en", name: str = NAME) -> bool:
    """Whether a template had to be compiled."""
    template, is_new = code_of(source, language, name)
    assert template.root_render_func
    return is_new


def test_a_template_of_the_theme_is_compiled_once() -> None:
    assert compiled_anew()
    assert not compiled_anew()


@pytest.mark.parametrize(
    "change",
    [
        lambda patch: patch.setattr(sitegen, "fingerprint_of_tool", lambda: "another version"),
        lambda patch: patch.setattr("sitegen.rendering.template_cache.MAGIC_NUMBER", b"another Python"),
    ],
    ids=["sitegen", "Python"],
)
def test_another_version_compiles_it_anew(
    change: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled_anew()
    change(monkeypatch)
    assert compiled_anew()


def test_another_language_has_its_own(cache: Path) -> None:
    compiled_anew()
    assert compiled_anew(language="fr")
    assert not compiled_anew()
    assert len(kept(cache)) == 2


@pytest.mark.parametrize(("name", "source"), [(NAME, OURS + "more"), ("own.html", "Own."), ("../x.html", "Up.")])
def test_a_template_of_the_project_is_never_kept(cache: Path, name: str, source: str) -> None:
    compiled_anew()
    before = kept(cache)
    assert compiled_anew(source, name=name)
    assert compiled_anew(source, name=name)
    assert kept(cache) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_what_is_damaged_is_compiled_anew_and_kept_again(cache: Path, data: st.DataObject) -> None:
    compiled_anew()
    (file,) = kept(cache)
    whole = file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    damage = data.draw(st.sampled_from(["cut", "changed", "longer"]))
    if damage == "cut":
        file.write_bytes(whole[:place])
    elif damage == "changed":
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    else:
        file.write_bytes(whole + b"x")
    assert compiled_anew()
    assert not compiled_anew()


@pytest.mark.parametrize("language", ["en", "en-GB", "fr"])
def test_what_a_wheel_brings_is_never_compiled_nor_kept_again(wheel: Path, cache: Path, language: str) -> None:
    for file in sitegen.theme_folder().glob("*.html"):
        assert not compiled_anew(file.read_text(encoding="utf-8"), language, file.name), file.name
    assert not kept(cache)


def test_what_a_wheel_brings_goes_by_the_name_of_its_template(wheel: Path) -> None:
    template, is_new = code_of()
    assert (is_new, template.filename) == (False, f"templates/{NAME}"), "errors name the file, and the line in it"


@pytest.mark.parametrize(
    "change",
    [
        lambda patch, theme: patch.setattr(jinja2, "__version__", "3.1.99"),
        lambda patch, theme: (theme / NAME).write_text(OURS + "more"),
    ],
    ids=["Jinja", "template"],
)
def test_what_a_wheel_brings_is_left_alone_with_another(
    change: Callable[[pytest.MonkeyPatch, Path], object], wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / NAME).write_text(OURS)
    monkeypatch.setattr(sitegen, "theme_folder", lambda: theme)
    assert not compiled_anew()
    change(monkeypatch, theme)
    assert compiled_anew((theme / NAME).read_text())
    assert not compiled_anew((theme / NAME).read_text()), "and kept, as in a checkout"


def test_where_python_must_not_write_neither_do_we(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled_anew()
    assert compiled_anew()
    assert not cache.exists()


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(cache: Path) -> None:
    cache.write_text("a file where the folder would be")
    assert compiled_anew()
    assert compiled_anew()


def test_only_who_can_write_the_code_can_write_what_is_kept(cache: Path) -> None:
    umask = os.umask(0)
    try:
        compiled_anew()
    finally:
        os.umask(umask)
    (file,) = kept(cache)
    assert file.stat().st_mode & 0o777 == Path(template_cache.__file__).stat().st_mode & 0o666 | 0o200


def test_another_installation_of_the_same_version_is_another_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / f"sitegen-{sitegen.__version__}.dist-info" / "RECORD"
    record.parent.mkdir()
    monkeypatch.setattr(sitegen, "_PACKAGE", tmp_path / "sitegen")
    fingerprint = sitegen.fingerprint_of_tool.__wrapped__
    tools = set()
    for text in ("sitegen/__init__.py,sha256=a,1\n", "sitegen/__init__.py,sha256=b,1\n"):
        record.write_text(text)
        tools.add(fingerprint())
    assert len(tools) == 2
