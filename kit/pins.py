"""Writes windows.txt anew: every wheel that the kit for Windows needs, at the newest version that fits, with its hash.

    python kit/pins.py

The wheels are those of Windows, whatever this runs on. Read the difference before it lands.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from windows import FOR_WINDOWS, ROOT, WHEELS

HEAD = "# Written by kit/pins.py: the wheels of the kit for Windows, each with the hash of its bytes.\n"
OWN = "sitegen"
TIME_ZONES = "tzdata"
"""Asked for on Windows alone: pip looks at the system that it runs on."""


def main() -> None:
    """Ask pip what it would install on Windows, and write that down."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["--dry-run", "--ignore-installed", "--quiet", "--report", str(report), "--target", folder]
        wanted = [f"{ROOT}[sftp,sheets,mail]", TIME_ZONES]
        subprocess.run([sys.executable, "-m", "pip", "install", *command, *FOR_WINDOWS, *wanted], check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    lines = sorted(
        f"{one['metadata']['name'].lower()}=={one['metadata']['version']}"
        f" --hash=sha256:{one['download_info']['archive_info']['hashes']['sha256']}\n"
        for one in found
        if one["metadata"]["name"] != OWN
    )
    WHEELS.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
