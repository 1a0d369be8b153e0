"""A site built by the workers of a Dask scheduler: real ones, each a process of its own, over one folder."""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from dask_cluster import Running, running, wait_for
from project import DIGEST, TODAY, Project, minimal_project, page

import sitegen
from sitegen.cli.main import main
from sitegen.engine.cluster import _run_there

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOOMED = """
import os, signal, sys

seen = set()

def die(event, arguments):
    if event == "open" and "/staged/" in str(arguments[0]) and str(arguments[1]).startswith("x"):
        seen.add(arguments[0])
        if len(seen) == 2:  # the first is written when the worker is looked at
            with open(arguments[0], "w") as file:
                file.write("<!doctype")
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(die)
"""
"""Dies while it writes its first page, and leaves a part of that."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A scheduler with the workers `a` and `b`."""
    with running(tmp_path_factory.mktemp("cluster")) as found:
        for name in ("a", "b"):
            found.start(name)
        for name in ("a", "b"):
            found.await_worker(name)
        yield found


@pytest.fixture
def site(tmp_path: Path) -> Project:
    """Some hundred answers."""
    project = minimal_project(tmp_path / "site")
    for number in range(200):
        fields = {"question": f"Why {number}?", "topics": ["general"]}
        project.write(f"{DIGEST}/q{number:03}.md", page(fields, f"Because *{number}*. See [another](q000.md)."))
    return project


def files_of(site: Path) -> dict[str, bytes]:
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".sitegen/")}


def built_here(site: Project) -> dict[str, bytes]:
    """The site as this computer builds it; what was built before is put aside."""
    for name in ("output", ".sitegen"):
        if (site.folder / name).exists():
            (site.folder / name).rename(site.folder / f"{name}-before")
    return files_of(site.build().output)


def command(address: str, site: Project) -> list[str]:
    """A build, to be started in the folder from which the site's is a short way."""
    return [sys.executable, "-m", "sitegen", "-C", site.folder.name, "build", "--date", TODAY, "--cluster", address]


def build_on(address: str, site: Project, *options: str) -> subprocess.CompletedProcess[str]:
    call, folder = [*command(address, site), *options], site.folder.parent
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False, timeout=200)


def test_a_cluster_builds_the_same_site_and_all_its_workers_have_a_part_in_it(cluster: Running, site: Project) -> None:
    before = [cluster.jobs_of(name) for name in "ab"]
    done = build_on(cluster.address, site, "--verify")
    assert (done.returncode, done.stderr) == (0, "Verified: a build from nothing gives the same bytes.\n")
    assert all(cluster.jobs_of(name) > jobs for name, jobs in zip("ab", before, strict=True))
    assert site.build().report["made"] == 0, "what was remembered serves a build here"
    assert files_of(site.folder / "output") == built_here(site)


def test_a_mistake_is_told_as_by_a_build_here(cluster: Running, site: Project) -> None:
    site.write(f"{DIGEST}/q100.md", page({"question": "Why?", "topics": ["genral"]}, "Because."))
    done = build_on(cluster.address, site)
    assert (done.returncode, done.stderr) == (1, "")
    assert "Did you mean “general”?" in done.stdout
    assert not (site.folder / "output/index.html").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="there is no path that two processes see differently")
def test_a_worker_that_sees_another_folder_at_the_same_path_is_one_sentence(
    cluster: Running, site: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.folder.parent)
    with pytest.raises(sitegen.Refused, match=r"does not see or write /proc/self/cwd/site/sitegen\.yaml") as refusal:
        sitegen.build(sitegen.Project("/proc/self/cwd/site"), cluster=cluster.address)
    assert "a share that every machine has at the same path" in refusal.value.hint


def test_a_worker_that_comes_later_and_is_another_is_one_sentence() -> None:
    with pytest.raises(sitegen.Refused, match="A worker that came later has another sitegen"):
        _run_there("another", list)


def test_a_worker_that_is_killed_in_the_middle_of_a_page_changes_nothing(cluster: Running, site: Project) -> None:
    worker = cluster.start("doomed", DOOMED)
    cluster.await_worker("doomed")
    done = build_on(cluster.address, site)
    assert (done.returncode, done.stderr) == (0, "")
    assert worker.wait(30) == -9
    assert files_of(site.folder / "output") == built_here(site)


def refused(address: str, site: Project) -> tuple[str, str]:
    """What a build says that cannot be, and what to do."""
    arguments = ["-C", str(site.folder), "build", "--date", TODAY, "--cluster", address]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (2, "")
    assert not (site.folder / "output/index.html").exists()
    message, hint = done.stderr.splitlines()
    return message, hint


@contextlib.contextmanager
def listening(says: bytes) -> Iterator[str]:
    """The address of a program that says this to whoever comes, and no more."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with contextlib.suppress(OSError):
                came.append(server.accept()[0])
                came[0].sendall(says)

        came: list[socket.socket] = []
        thread = Thread(target=answer)
        thread.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        thread.join()
        for connection in came:
            connection.close()


def test_a_scheduler_that_is_not_there_is_one_sentence(site: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and listens to nobody
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        message, hint = refused(address, site)
    assert message == f"The cluster's scheduler at {address} does not answer: connection refused."
    assert "`dask scheduler`" in hint


def test_a_scheduler_that_says_nothing_is_one_sentence(site: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.engine.cluster.ANSWERS_WITHIN", 0.2)
    with listening(b"") as address:
        message, _ = refused(address, site)
    assert message == f"The cluster's scheduler at {address} does not answer: it says nothing."


@pytest.mark.parametrize("says", [b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_another_program_at_the_address_is_one_sentence(site: Project, says: bytes) -> None:
    with listening(says) as address:
        assert refused(address, site)[0] == f"What answers at {address} is no scheduler of Dask."


@pytest.mark.parametrize("address", ["localhost:8786", "tcp://localhost", "tcp://localhost:87860", "tcp://a b:1", "x"])
def test_what_is_no_address_is_said_with_what_to_type(site: Project, address: str) -> None:
    assert refused(address, site) == (
        f"“{address}” is no address of a cluster's scheduler.",
        "Type it as the scheduler prints it:  --cluster tcp://HOST:PORT",
    )


def test_without_the_extra_one_sentence_says_what_to_type(site: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refused("tcp://localhost:8786", site) == (
        "Building on a cluster needs a part of sitegen that is not installed here.",
        "Install it:  python -m pip install 'sitegen[cluster]'",
    )


def test_pages_of_ones_own_are_not_sent_to_others(site: Project) -> None:
    steps = {"data/none.json": lambda _: "{}"}
    with pytest.raises(sitegen.Refused, match="made on one machine"):
        sitegen.build(sitegen.Project(site.folder), steps=steps, version="1", cluster="tcp://localhost:8786")


def test_no_worker_or_another_or_none_that_is_left_is_one_sentence(
    site: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.engine.cluster.PATIENCE", 0.3)
    other = tmp_path / "other"
    shutil.copytree(ROOT / "sitegen", other / "sitegen", ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "sitegen/__init__.py").open("a") as file:
        file.write("# another\n")
    with running(tmp_path) as cluster:
        assert refused(cluster.address, site) == (
            f"The cluster at {cluster.address} has no workers.",
            f"Start some, on each machine:  dask worker {cluster.address}",
        )
        worker = cluster.start("other", PYTHONPATH=str(other))
        cluster.await_worker("other")
        assert "has another sitegen, Python or libraries than this computer." in refused(cluster.address, site)[0]
        worker.kill()
        cluster.start("doomed", DOOMED)
        cluster.await_worker("doomed")
        assert refused(cluster.address, site)[0] == f"The cluster at {cluster.address} has no worker any more."


@pytest.mark.skipif(sys.platform != "linux", reason="whether a process is stopped is read from /proc")
def test_ctrl_c_ends_a_build_whose_worker_is_stuck(site: Project, tmp_path: Path) -> None:
    with running(tmp_path) as cluster:
        worker = cluster.start("stuck", DOOMED.replace("SIGKILL", "SIGSTOP"))
        cluster.await_worker("stuck")
        call, folder = command(cluster.address, site), site.folder.parent
        build = subprocess.Popen(call, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            wait_for(lambda: ") T " in Path(f"/proc/{worker.pid}/stat").read_text())
            build.send_signal(signal.SIGINT)
            _, told = build.communicate(timeout=60)
        finally:
            build.kill()
            build.communicate()
    assert (build.returncode, told) == (130, "Interrupted. Run the same command again: it goes on from there.\n")
    assert files_of(site.build().output) == built_here(site)


def test_a_scheduler_that_goes_in_the_middle_is_one_sentence(site: Project, tmp_path: Path) -> None:
    with running(tmp_path) as cluster:
        cluster.start(
            "doomed", DOOMED.replace("os.getpid()", "int(os.environ['SCHEDULER'])"), SCHEDULER=str(cluster.pid)
        )
        cluster.await_worker("doomed")
        assert refused(cluster.address, site)[0] == f"The cluster at {cluster.address} does not answer any more."
