"""Several publishers at once to a host far away: one after the other, and nobody is told “ok” in vain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from publishing import NEW, OLD, SWEEP, look, outcome, put, release_of, served
from servers import sftp_place, ssh_place

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("way", ["ssh", "sftp"])
def test_six_publishers_at_once(
    request: pytest.FixtureRequest, tmp_path: Path, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_place, server = (ssh_place, "sshd") if way == "ssh" else (sftp_place, "sftp")
    place, rounds, won = make_place(request.getfixturevalue(server), tmp_path / "site", keep=2), 50 if SWEEP else 1, 0
    put(place, OLD)
    for turn in range(rounds):
        variants = [{**NEW, "index.html": NEW["index.html"] + f"{turn} {rival}".encode()} for rival in range(6)]
        with ThreadPoolExecutor(6) as pool:
            said = list(pool.map(lambda variant: outcome(place, variant), variants))
        winners = [release_of(variant).id for variant, words in zip(variants, said, strict=True) if not words]
        assert all("right now" in words or "meanwhile" in words for words in said if words), said
        host = look(place)
        assert host.current in winners
        assert served(tmp_path / "site") in variants
        assert {row.release for row in host.rows} >= set(winners), "an “ok” that was none"
        won += len(winners)
    rows = look(place).rows
    assert all(later.parent == earlier.release for earlier, later in pairwise(rows))
    assert len(rows) == won + 2
    with capsys.disabled():
        print(f"\n  {way}: {rounds} rounds of 6 publishers, {won} published one after the other, the rest refused")
