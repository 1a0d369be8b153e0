"""Any paper to drafts: a written one, a conversation, a sheet or a mail, each in its own way."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.cutting import Split
from sitegen.intake.importing import ImportOptions, Outcome, describe, import_found, import_paper, without_controls
from sitegen.intake.mail.mail_split import split_mail
from sitegen.intake.sheets.sheet_split import ColumnChoice, split_sheets
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.intake.again import KnownQuestion
    from sitegen.intake.draft_files import SiteNames
    from sitegen.intake.paper import Paper


class KnownSite(NamedTuple):
    """What is there already."""

    names: SiteNames
    questions: Sequence[KnownQuestion]
    digests: Mapping[str, str]
    """The texts of the digests' own files, by folder."""


class Choices(NamedTuple):
    """What somebody has chosen of what a file offers."""

    taken: Sequence[int] = ()
    """Numbers of the questions of a conversation."""
    columns: ColumnChoice | None = None
    """Of a sheet."""
    kept: Mapping[str, ColumnChoice] = MappingProxyType({})
    """What was chosen before, by heading line."""


def find_drafts(paper: Paper, options: ImportOptions, site: KnownSite, choices: Choices) -> Outcome:
    """Find the questions of a paper and make drafts of them; nothing is written. Raises Refused."""
    if choices.taken and not paper.is_speech:
        raise Refused(f"{options.name} is no conversation: there is nothing to take by number.", "Leave --take out.")
    if choices.columns and not paper.is_sheet:
        raise Refused(f"{options.name} is no sheet: it has no columns to name.", "Leave --columns out.")
    if paper.is_speech:
        from sitegen.intake.talks import import_talk

        return import_talk(paper, options, site.names, site.questions, site.digests, choices.taken)
    if paper.is_sheet and not options.way:
        return _import_sheet(paper, options, site, choices)
    if paper.is_mail and not options.way:
        paper = without_controls(paper)
        split, others = split_mail(paper.blocks)
        return _import_split(paper, options, site, split, others)
    return import_paper(paper, options, site.names, site.questions, site.digests)


def _import_sheet(paper: Paper, options: ImportOptions, site: KnownSite, choices: Choices) -> Outcome:
    paper = without_controls(paper)
    split, line = split_sheets(options.name, paper.blocks, choices.columns, choices.kept)
    return _import_split(paper, options, site, split, [])._replace(heading_line=line)


def _import_split(
    paper: Paper, options: ImportOptions, site: KnownSite, split: Split, others: Sequence[Split]
) -> Outcome:
    if not split.items:
        split = Split("", (), paper.blocks)
    outcome = import_found(paper, options, site.names, site.questions, site.digests, split, {})
    looks = "" if split.items else describe(paper.blocks)
    return outcome._replace(other_ways=tuple((one.name, len(one.items)) for one in others), looks_like=looks)
