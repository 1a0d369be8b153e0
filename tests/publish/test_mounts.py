"""Real shares and disks, in a kernel of its own: publishing, building and the preview hold there as on any other."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from absent import leave_out
from daemons import Missing
from mount_kinds import EVERYDAY, KINDS, REFUSED, MountKind
from mount_trials import OF_READ_ONLY, TRIALS
from mounts_run import TrialResult, lacking, try_kinds
from publishing import SWEEP

if TYPE_CHECKING:
    from collections.abc import Mapping

POINTS = 6 if SWEEP else 1
LONGEST = 3000.0 if SWEEP else 900.0  # seconds
CHOSEN = KINDS if SWEEP else EVERYDAY
EXPECTED = [
    pytest.param(kind, trial.__name__, id=f"{kind.name}-{trial.__name__}")
    for kind in CHOSEN
    for trial in (OF_READ_ONLY if kind.way == REFUSED else TRIALS)
]


@pytest.fixture(scope="module")
def tried() -> Mapping[tuple[str, str], TrialResult]:
    """All of it is tried in one go; without the kernel a failure in CI, and elsewhere a skip that says so."""
    there = [kind for kind in CHOSEN if not lacking(kind)]
    with TemporaryDirectory(dir="/var/tmp") as folder:  # never below /dev: that kernel has a /dev of its own
        try:
            results = try_kinds(there, Path(folder), POINTS, LONGEST)
        except Missing as error:
            leave_out(str(error))
    return {(result.kind, result.trial): result for result in results}


@pytest.mark.timeout(LONGEST + 30)
@pytest.mark.parametrize(("kind", "trial"), EXPECTED)
def test_on_every_kind_of_mount(tried: Mapping[tuple[str, str], TrialResult], kind: MountKind, trial: str) -> None:
    if absent := lacking(kind):
        is_needed = os.environ.get("CI") and kind in EVERYDAY
        (pytest.fail if is_needed else pytest.skip)(
            f"{', '.join(absent)} missing: `make parts` or `make mounts` installs it"
        )
    assert (kind.name, trial) in tried, tried.get((kind.name, "made"), "the kernel came to an end before")
    result = tried[kind.name, trial]
    assert not result.failed, result.failed
    if result.untried:
        (pytest.fail if os.environ.get("CI") and kind in EVERYDAY else pytest.skip)(result.untried)
