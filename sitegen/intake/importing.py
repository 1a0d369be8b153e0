"""One paper on its way to drafts: split, written, compared with what is there, every word accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sitegen.intake.accounting import Account, settle
from sitegen.intake.again import NEW, ImportStep, KnownQuestion, earlier_folder, plan
from sitegen.intake.cutting import SECTION, Split
from sitegen.intake.draft_files import SiteNames, digest_text, file_name, make_draft
from sitegen.intake.eyes import Eye, eyes_of_drafts, eyes_of_places, short
from sitegen.intake.paper import HEADING, ITEM, TABLE, TITLE, Paper, PaperBlock, SetAside, all_text, called_notes
from sitegen.intake.splitting import split_paper
from sitegen.intake.writing import markdown
from sitegen.memory.refused import Refused
from sitegen.reading.source import NOT_TEXT

MOST = 2000
"""Questions in one file."""


class Outcome(NamedTuple):
    """What an import found, and what it would write."""

    name: str
    kind: str
    way: str
    """How the questions were found; empty where none were."""
    other_ways: tuple[tuple[str, int], ...]
    folder: str
    steps: tuple[ImportStep, ...]
    digest: str
    """The text of the digest's own file, where there is none yet."""
    eyes: tuple[Eye, ...]
    set_aside: tuple[SetAside, ...]
    account: Account
    looks_like: str = ""
    """What a file without questions is."""
    marked: str = ""
    candidates: tuple[tuple[int, str, str, str], ...] = ()
    """Of a conversation: number, time, words, and what speaks for it."""
    heading_line: str = ""
    """Of a sheet whose columns were named: the line that the choice can be kept for."""
    asked_before: tuple[tuple[str, str, str, str], ...] = ()
    """Path of a draft, and of what may ask the same: id, title and day."""
    answerers: tuple[str, ...] = ()
    """Who a new digest says to have answered."""

    def count(self, kind: str) -> int:
        """How many of the drafts are of that kind."""
        return sum(step.kind == kind for step in self.steps)


class ImportOptions(NamedTuple):
    """What was asked for."""

    name: str
    title: str
    day: str
    folder: str = ""
    way: str = ""
    answerers: tuple[str, ...] = ()
    kind: str = "written"


def import_paper(
    paper: Paper, options: ImportOptions, site: SiteNames, known: Sequence[KnownQuestion], digests: Mapping[str, str]
) -> Outcome:
    """Find the questions of a written paper and make drafts of them; nothing is written.

    `digests` are the texts of the digests that are there, by folder.
    """
    paper = without_controls(paper)
    split, others = split_paper(paper.blocks, options.way)
    if split is None:
        found = Split("", (), paper.blocks)
        return _outcome(paper, options, site, known, digests, found, others)._replace(looks_like=describe(paper.blocks))
    return _outcome(paper, options, site, known, digests, split, others)


def import_found(
    paper: Paper,
    options: ImportOptions,
    site: SiteNames,
    known: Sequence[KnownQuestion],
    digests: Mapping[str, str],
    split: Split,
    lines: Mapping[int, Sequence[str]],
) -> Outcome:
    """Make drafts of what was chosen from a conversation; `lines` are fields for single items."""
    return _outcome(paper, options, site, known, digests, split, [], lines)


def _outcome(
    paper: Paper,
    options: ImportOptions,
    site: SiteNames,
    known: Sequence[KnownQuestion],
    digests: Mapping[str, str],
    split: Split,
    others: Sequence[Split],
    lines: Mapping[int, Sequence[str]] | None = None,
) -> Outcome:
    if len(split.items) > MOST:
        raise Refused(
            f"{options.name} holds more than {MOST:,} questions.",
            "Save it in parts, one for each session, and import those one after the other.",
        )
    split, over_all = _without_one_section(split)
    drafts = [make_draft(item, paper.notes, site, (lines or {}).get(i, ())) for i, item in enumerate(split.items)]
    title = _title(split.outside)
    over_all = "" if title else over_all
    title = title or over_all or options.title
    folder = options.folder or earlier_folder(drafts, known) or f"{options.day}-{file_name(title)}"
    steps = plan(drafts, known, folder)
    aside = [*paper.set_aside, *split.set_aside, *(one for item in split.items for one in item.set_aside)]
    eyes = [Eye("", 0, alarm) for alarm in paper.alarms]
    intro, losses, _ = markdown(split.outside, paper.notes) if drafts else ("", [], "")
    digest = ""
    index = f"content/digests/{folder}/index.md"
    new = folder not in digests and bool(drafts)
    titling = [one for one in aside if one.reason == SECTION and _is_in(one.text, over_all)]
    if new or _is_in(over_all, digests.get(folder, "")):  # the heading over all is the digest's title
        aside = [one for one in aside if one not in titling]
    else:
        titling = []
    if new:
        order = [step.path.rpartition("/")[2].removesuffix(".md") for step in steps if step.kind == NEW]
        digest = digest_text(title, options.day, options.kind, options.answerers, order, intro)
        eyes += [Eye(index, 0, says) for says in losses]
        if intro and _wordy(split.outside):
            eyes.append(
                Eye(index, 0, "Text outside the questions became the introduction; delete what is not for readers.")
            )
    elif drafts and intro:
        missing = [b for b in split.outside if not _is_in(_words(b), digests.get(folder, ""))]
        aside += [SetAside("text outside the questions", _words(block), block.place) for block in missing]
    eyes += eyes_of_drafts(split.items, steps) + ([] if new else eyes_of_places(steps, index))
    left = [one for one in aside if not one.furniture]
    eyes += [Eye("", 0, f"Set aside: {one.reason}: “{short(one.text)}”") for one in left]
    written = [] if not drafts else [text for block in split.outside for text in all_text([block])]
    written += [one.text for one in titling]
    outside_notes = [key for key in called_notes(split.outside) if key in paper.notes]
    written += [text for key in dict.fromkeys(outside_notes) for text in all_text(paper.notes[key])]
    if not drafts:
        unread = [text for block in paper.blocks for text in all_text([block])]
        called = [text for key, blocks in paper.notes.items() if key not in outside_notes for text in all_text(blocks)]
        account = settle(
            paper.letters, paper.passages, [], [*unread, *called, *written, *(one.text for one in aside)], ""
        )
    else:
        in_index = [one for one in aside if one.reason != "text outside the questions"]
        account = settle(paper.letters, paper.passages, drafts, [*written, *(one.text for one in in_index)], "")
    if not account.is_even:
        eyes.insert(0, Eye("", 0, _uneven(account)))
    return Outcome(
        options.name, paper.kind, split.name, tuple((o.name, len(o.items)) for o in others), folder, tuple(steps),
        digest,
        tuple(eyes), tuple(aside), account, marked=paper.marked, answerers=options.answerers if new else (),
    )  # read as a table  # fmt: skip


def without_controls(paper: Paper) -> Paper:
    """The paper without characters that no text needs and no page may hold; they are set aside."""
    if not NOT_TEXT.search(
        "".join(all_text(paper.blocks)) + "".join(t for n in paper.notes.values() for t in all_text(n))
    ):
        return paper
    taken: list[str] = []

    def clean(block: PaperBlock) -> PaperBlock:
        for run in block.runs:
            taken.extend(NOT_TEXT.findall(run.text))
        runs = tuple(run._replace(text=NOT_TEXT.sub("", run.text)) for run in block.runs)
        rows = tuple(tuple(tuple(clean(inner) for inner in cell) for cell in row) for row in block.rows)
        return block._replace(runs=runs, rows=rows)

    blocks = tuple(clean(block) for block in paper.blocks)
    notes = {key: tuple(clean(block) for block in blocks) for key, blocks in paper.notes.items()}
    signs = SetAside("signs that show nothing", "".join(taken), furniture=True)
    return paper._replace(blocks=blocks, notes=notes, set_aside=(*paper.set_aside, signs))


def describe(blocks: Sequence[PaperBlock]) -> str:
    """What a file without questions looks like, in words."""
    words = sum(len(text.split()) for text in all_text(blocks))
    headings = sum(block.kind == HEADING for block in blocks)
    tables = sum(block.kind == TABLE for block in blocks)
    items = sum(block.kind == ITEM for block in blocks)
    paragraphs = len(blocks) - headings - tables - items
    if not words:
        return "It has no words."
    parts = [
        f"{count:,} {name}{'' if count == 1 else 's'}"
        for count, name in ((headings, "heading"), (paragraphs, "paragraph"), (items, "list item"), (tables, "table"))
        if count
    ]
    return f"It has {words:,} words in {', '.join(parts)}, and nothing in it is laid out as questions with answers."


def _without_one_section(split: Split) -> tuple[Split, str]:
    """A heading over all questions is no topic but the title of the whole."""
    sections = {item.section for item in split.items}
    if len(sections) > 1 or len(split.items) < 2 or sections == {""} or split.name == "sheet":
        return split, ""
    return split._replace(items=tuple(item._replace(section="") for item in split.items)), sections.pop()


def _title(outside: Sequence[PaperBlock]) -> str:
    title = next((block.text for block in outside if block.kind == TITLE), "")
    return " ".join(title.split())[:120]


def _wordy(blocks: Sequence[PaperBlock]) -> bool:
    return any(block.kind != TITLE and _words(block).strip() for block in blocks)


def _words(block: PaperBlock) -> str:
    return " ".join(all_text([block]))


def _is_in(words: str, text: str) -> bool:
    """Whether the words stand in the text, however its lines are broken."""
    return "".join(words.split()) in "".join(text.split())


def _uneven(account: Account) -> str:
    lost = "; ".join(f"“{short(passage)}”" for passage in account.passages[:5])
    count = sum(account.missing.values()) or sum(account.surplus.values())
    what = "letters of the file are in no draft" if account.missing else "letters of the drafts are not in the file"
    return f"{count} {what}: look for them before you publish. {lost}".strip()
