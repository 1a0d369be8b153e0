"""A real WebKit, which is Safari's engine, for tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_DRIVER = "WebKitWebDriver"
_WAIT = 10  # seconds until something that should happen counts as not happening


def why_missing() -> str:
    """What is not installed, and how it is; empty where all is there."""
    if shutil.which(_DRIVER) and shutil.which("Xvfb"):
        return ""
    return "WebKit is not installed: nothing was tried in Safari's engine (apt-get install webkit2gtk-driver xvfb)"


@contextmanager
def webkit(size: tuple[int, int]) -> Iterator[Any]:
    """A window of that size, driven by selenium, on a screen that nobody sees; WebKit shows nothing without one."""
    from selenium.webdriver import WebKitGTK, WebKitGTKOptions, WebKitGTKService

    with _screen() as screen:
        service = WebKitGTKService(shutil.which(_DRIVER), env={**os.environ, "DISPLAY": screen})
        window = WebKitGTK(options=WebKitGTKOptions(), service=service)
        window.set_window_size(*size)
        yield window
        window.quit()


@contextmanager
def _screen() -> Iterator[str]:
    end, other = os.pipe()
    command = ["Xvfb", "-displayfd", str(other), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[other], stderr=subprocess.DEVNULL) as server:
        os.close(other)
        with os.fdopen(end) as said:
            number = said.readline().strip()
        yield f":{number}"
        server.terminate()


def shown(window: Any, selector: str, words: str = "") -> Any:
    """What the selector finds, as soon as it is shown and holds the words."""
    from selenium.webdriver.support.wait import WebDriverWait

    def find(window: Any) -> Any:
        found = window.find_elements("css selector", selector)
        return next((each for each in found if each.is_displayed() and words in each.text), None)

    return WebDriverWait(window, _WAIT, 0.05).until(find, f"“{words}” at {selector} on {window.current_url}")
