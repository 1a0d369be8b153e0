"""Takes a picture of every page of the audited sites, on a phone and a desk, light, dark and on paper, to be looked at.

Needs playwright and a Chromium: python tests/browser/pictures.py [a word of the routes that are wanted]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))
sys.path.append(str(Path(__file__).parents[2]))

from audited import ROOT, empty_project, full_project, sample_project
from chromium import chromium
from reading import DESK, PHONE, BuiltSite, Reader, built

FOLDER = ROOT / "screenshots"
LOOKS = {
    "desk-light": (DESK, {}),
    "desk-dark": (DESK, {"color_scheme": "dark"}),
    "phone-light": (PHONE, {}),
    "phone-dark": (PHONE, {"color_scheme": "dark"}),
    "print": ((720, 1000), {"media": "print"}),
}


def take(browser: Any, name: str, site: BuiltSite, wanted: str) -> None:
    """Every page of a site in every look, into FOLDER/look/site/route.png."""
    with Reader(browser) as reader:
        for route in site.pages():
            if wanted not in route:
                continue
            for look, (size, media) in LOOKS.items():
                reader.resize(size)
                reader.tab.emulate_media(**{"media": "screen", "color_scheme": "light", **media})
                file = FOLDER / look / name / f"{route.removesuffix('.html')}.png"
                reader.visit(site, route).screenshot(path=str(file), full_page=True)


def main() -> None:
    """Build the sites and take the pictures."""
    makers = {"full": full_project, "empty": empty_project, "sample": sample_project}
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        for name, make in makers.items():
            take(browser, name, built(make(Path(scratch) / name)), "".join(sys.argv[1:]))
    print(f"The pictures are in {FOLDER}.")


if __name__ == "__main__":
    main()
