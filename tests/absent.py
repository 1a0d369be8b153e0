"""What a test needs and this machine lacks."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def leave_out(why: str) -> NoReturn:
    """Leave the test out and say why; where CI is set nothing may be missing, so there it fails."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
