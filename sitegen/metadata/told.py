"""What a writer is told of a picture or document: that it is damaged, or says what readers should not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.metadata.piece import Damaged
from sitegen.metadata.served_copy import served_copy
from sitegen.problems import project_files as problems

if TYPE_CHECKING:
    from sitegen.problems.problem import Problem


def check_metadata(path: str, data: bytes) -> list[Problem]:
    """What is wrong with the copy that would be served."""
    kind = path.rpartition(".")[2].lower()
    if kind == "pdf":
        return _check_pdf(path, data)
    try:
        served_copy(path, data)
    except Damaged as damaged:
        return [problems.asset_broken(path, str(damaged), kind)]
    return []


def _check_pdf(path: str, data: bytes) -> list[Problem]:
    from sitegen.metadata.pdf_findings import findings  # most runs have no new one
    from sitegen.metadata.pdf_texts import texts_of_pdf

    texts, unread = texts_of_pdf(data)
    told = findings(texts)
    found = [problems.pdf_properties(path, told)] if told else []
    return [*found, problems.pdf_unread(path, unread)] if unread else found
