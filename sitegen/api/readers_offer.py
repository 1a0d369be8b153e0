"""What a publish would change for readers, text by text, and what the gate has to say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.api.passage import NOTHING_ASKED, Passage
from sitegen.problems.problem import Problem, in_order
from sitegen.reading.dates import show_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.record.changes import RecordChange

_NAMED = 20  # texts of a plan; more are counted


class ReadersOffer(NamedTuple):
    """What a publish would change for readers, text by text."""

    changes: tuple[RecordChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What they would not be told of; as errors. Beside those of the gate, what it would ask about."""
    remark: str = ""
    """With what it was compared, where that is not what the live release says."""
    is_known: bool = False
    """Whether it was compared with anything."""
    passage: Passage = NOTHING_ASKED
    """What the gate has to say of it; what keeps it back is among the problems."""

    def at_gate(self, passage: Passage) -> ReadersOffer:
        """The same, with what the gate has to say."""
        beside = passage.named_here_alone if passage.kept_back else ()
        return self._replace(problems=in_order((*self.problems, *passage.kept_back, *beside)), passage=passage)

    def lines(self) -> Iterator[str]:
        """The texts that change, by their titles, with the words before and after."""
        for what, key, title, details, approved in self.changes[:_NAMED]:
            yield f"  {what:<9} {title or key}"
            yield from (f"            {detail}" for detail in details)
            if approved:
                yield f"            approved on {show_day(approved.date)} by {approved.by}"
        if len(self.changes) > _NAMED:
            yield f"  … and {len(self.changes) - _NAMED:,} more"


NO_OFFER = ReadersOffer()
