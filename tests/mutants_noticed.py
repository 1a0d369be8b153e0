"""How many of the mutants of each module the tests noticed, as a table; run by `make mutants`.

Not noticed are those that survived, and those that no test reached. `mutmut browse` shows each; many change nothing
that anybody could see.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from mutmut.stats import status_by_exit_code

MUTANTS = Path(__file__).parents[1] / "mutants"


def main() -> None:
    """Print a row for each module of which some were tried."""
    print("| module | mutants | noticed | survived | reached by no test |\n|---|---|---|---|---|")
    for file in sorted(MUTANTS.rglob("*.meta")):
        codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"].values()
        found = Counter(status_by_exit_code[code] for code in codes if code is not None)
        if tried := found.total():
            survived, missed = found["survived"], found["no tests"]
            name = file.relative_to(MUTANTS / "sitegen").with_suffix("").with_suffix("")
            print(f"| {name} | {tried} | {tried - survived - missed} | {survived} | {missed} |")


if __name__ == "__main__":
    main()
