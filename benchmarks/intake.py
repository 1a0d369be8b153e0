"""What readers of Word files make of one-feature files, what each way of splitting finds, and what it costs.

    python benchmarks/intake.py [--large FILE.docx] [--corpora FOLDER]

Right is exactly the words that Word shows in its final view, once each, in any order and without marks of emphasis.
Beside ours stand mammoth, markitdown and pandoc (pypandoc_binary), each where it is installed. `--large` adds the
processor seconds for one file of your own, the median of three rounds.

`--corpora` names the folder of real material. Two tables are added: for real Word files, in how many each reader has the
same words as ours, with the words that it has less and more; and for papers laid out in six ways, twelve real questions to
each, what every way of splitting finds alone and what is chosen: precision, recall, and the share of questions whose own
words and whose answer's are exactly those that went in.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, unescape

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "intake"))

from office import docx, listed, p, r, style, table
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
    parser.add_argument("--corpora", type=Path)
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
    if options.corpora:
        compare(options.corpora)
        rules(options.corpora)


def compare(corpora: Path) -> None:
    files = sorted((corpora / "intake-real").rglob("*.docx"))
    mine = {file: Counter(_WORD.findall(ours(file.read_bytes()))) for file in files}
    print(f"\n{'real files':12}{'as ours':>9}{'less':>7}{'more':>8}{'failed':>8}")
    for name, reader in list(READERS.items())[1:]:
        same = less = more = failed = 0
        for file in files:
            try:
                words = Counter(_WORD.findall(reader(file.read_bytes())))
            except ImportError:
                break
            except Exception:  # noqa: BLE001 - whatever another reader raises counts as failed
                failed += 1
                continue
            same += words == mine[file]
            less += (mine[file] - words).total()
            more += (words - mine[file]).total()
        print(f"{name:12}{same:>5}/{len(files)}{less:>7}{more:>8}{failed:>8}")


def _listed(pairs: list[tuple[str, str]]) -> str:
    return "".join(p(q, listed(2)) + p(a, listed(2, 1)) for q, a in pairs)


LAYOUTS: dict[str, Callable[[list[tuple[str, str]]], str]] = {
    "table": lambda pairs: table(["Question", "Answer"], *map(list, pairs)),
    "labels": lambda pairs: "".join(p(f"Q{n}: {q}") + p(f"A: {a}") for n, (q, a) in enumerate(pairs, 1)),
    "headings": lambda pairs: "".join(p(q, style("H2")) + p(a) for q, a in pairs),
    "numbers": lambda pairs: "".join(p(f"{n}. {q}") + p(a) for n, (q, a) in enumerate(pairs, 1)),
    "lists": _listed,
    "bold": lambda pairs: "".join(p(r(q, "<w:b/>")) + p(a) for q, a in pairs),
}


def rules(corpora: Path) -> None:
    from sitegen.intake.cutting import text_of
    from sitegen.intake.splitting import WAYS, split_paper
    from sitegen.intake.word.reader import read_word

    with (corpora / "exports" / "faq_covidbert.csv").open(encoding="utf-8", newline="") as stream:
        rows = [(" ".join(row["question"].split()), " ".join(row["answer"].split())) for row in csv.DictReader(stream)]
    pairs = [(escape(q), escape(a)) for q, a in rows if q and a]
    papers = [pairs[at : at + 12] for at in range(0, len(pairs) - 11, 12)]
    print(f"\n{'laid out as':12}{'split by':>10}{'found':>7}{'precision':>11}{'recall':>8}{'equal words':>13}")
    for layout, make in LAYOUTS.items():
        for way in ("", *WAYS):
            found = right = equal = asked = 0
            for paper in papers:
                wanted = {unescape(q): unescape(a) for q, a in paper}
                split, _ = split_paper(read_word("a.docx", docx(make(paper))).blocks, way)
                asked += len(wanted)
                for item in split.items if split else ():
                    found += 1
                    right += item.words in wanted
                    equal += wanted.get(item.words) == text_of(item.answer)
            if found:
                name = way or "as chosen"
                print(
                    f"{layout:12}{name:>10}{found:>7}{right / found:>11.3f}{right / asked:>8.3f}{equal / asked:>13.3f}"
                )


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
