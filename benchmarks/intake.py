"""What readers of Word files make of one-feature files: how many right, how many words lost and leaked, what it costs.

    python benchmarks/intake.py [--large FILE.docx]

Right is exactly the words that Word shows in its final view, once each, in any order and without marks of emphasis.
Beside ours stand mammoth, markitdown and pandoc (pypandoc_binary), each where it is installed. `--large` adds the
processor seconds for one file of your own, the median of three rounds.
"""

from __future__ import annotations

import argparse
import io
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "intake"))

from office import docx
from test_word_features import SHOWN

_WORD = re.compile(r"[^\W_]+")


def ours(data: bytes) -> str:
    from sitegen.intake.paper import all_text
    from sitegen.intake.word.reader import read_word

    paper = read_word("a.docx", data)
    notes = [text for note in paper.notes.values() for text in all_text(note)]
    return " ".join([*all_text(paper.blocks), *notes])


def mammoth(data: bytes) -> str:
    import mammoth

    return re.sub(
        r"<[^>]*>", "", mammoth.convert_to_html(io.BytesIO(data)).value.replace("</p>", " </p>").replace("<br />", " ")
    )


@cache
def _markitdown() -> object:
    from markitdown import MarkItDown

    return MarkItDown()


def markitdown(data: bytes) -> str:
    text = _markitdown().convert_stream(io.BytesIO(data), file_extension=".docx").text_content
    return re.sub(r"[*\\|]", " ", text)


def pandoc(data: bytes) -> str:
    import pypandoc

    return pypandoc.convert_text(data, "plain", format="docx", extra_args=["--wrap=none"])


READERS: dict[str, Callable[[bytes], str]] = {
    "sitegen": ours,
    "mammoth": mammoth,
    "markitdown": markitdown,
    "pandoc": pandoc,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", type=Path)
    options = parser.parse_args()
    files = {feature: (docx(body), Counter(_WORD.findall(shown))) for feature, (body, shown) in SHOWN.items()}
    print(f"{'reader':12}{'right':>9}{'lost':>7}{'leaked':>8}{'failed':>8}{'seconds':>9}")
    for name, reader in READERS.items():
        try:
            reader(docx("<w:p/>"))
        except ImportError:
            print(f"{name:12}  not installed")
            continue
        right = lost = leaked = failed = 0
        for data, expected in files.values():
            try:
                found = Counter(_WORD.findall(reader(data)))
            except Exception:  # noqa: BLE001 - whatever another reader raises counts as failed
                failed += 1
                continue
            right += found == expected
            lost += (expected - found).total()
            leaked += (found - expected).total()
        print(f"{name:12}{right:>5}/{len(files)}{lost:>7}{leaked:>8}{failed:>8}{seconds(reader, options.large):>9}")


def seconds(reader: Callable[[bytes], str], large: Path | None) -> str:
    if large is None:
        return "–"
    data, rounds = large.read_bytes(), []
    for _ in range(3):
        start = time.process_time()
        reader(data)
        rounds.append(time.process_time() - start)
    return f"{statistics.median(rounds):.2f}"


if __name__ == "__main__":
    main()
