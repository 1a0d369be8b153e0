"""`sitegen desk` as a person meets it: what it says, that the browser opens it, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from desking import PATIENCE, desk_project

from sitegen.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform != "linux", reason="asks xdg-open")
def test_it_opens_the_browser_says_where_it_is_and_ends_in_order(tmp_path: Path) -> None:
    project = desk_project(tmp_path / "site")
    programs, told = tmp_path / "programs", tmp_path / "told"
    programs.mkdir()
    (programs / "xdg-open").write_text(f'#!/bin/sh\necho "$1" > {told}\n')
    (programs / "xdg-open").chmod(0o755)
    words = [sys.executable, "-m", "sitegen", "-C", str(project.folder), "desk", "--date", "2026-11-24"]
    path = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=path)
    try:
        address = re.search(r"http://\S+", process.stdout.readline())[0]
        assert "/_desk/?key=" in address
        assert "Only who has this address can use it" in process.stdout.readline()
        assert "Ctrl-C ends it" in process.stdout.readline()
        assert b"Go on to the preview" in urllib.request.urlopen(address, timeout=PATIENCE).read()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address.partition("?")[0], timeout=PATIENCE)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
        assert told.read_text().startswith("file:///")
    finally:
        process.kill()
        process.wait(PATIENCE)
        process.stdout.close()


def test_without_a_site_it_says_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "desk"])
    assert result.exit_code == 2
    assert "sitegen.yaml" in result.output
