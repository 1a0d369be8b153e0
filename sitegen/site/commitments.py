"""What was said would be done: as the register, the entry and the person's page show it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sitegen.model.entry import FINISHED, PROGRESS
from sitegen.model.quotes import same_quotes
from sitegen.site.views.commitment_views import Commitment, Extension, Progress
from sitegen.site.views.register_views import RegisterGroup, RegisterView

if TYPE_CHECKING:
    from sitegen.model.resolve import Entry
    from sitegen.site.sources import Sources

REGISTER = "commitments/index.html"


def entry_commitments(entry: Entry, sources: Sources) -> tuple[Commitment, ...]:
    """The commitments of an entry, as written; the same values wherever they are shown."""
    if not entry.source.commitments:
        return ()
    known = sources.commitments.get(entry.route)
    if known is None:
        names = same_quotes(commitment.quote for commitment in entry.source.commitments)
        known = sources.commitments[entry.route] = tuple(
            _view(entry, number, name, sources) for number, name in enumerate(names)
        )
    return known


def person_commitments(person: str, sources: Sources) -> tuple[Commitment, ...]:
    """What a person said they would do."""
    found = [
        commitment
        for entry in sources.listed.values()
        if person in entry.owners
        for commitment, owner in zip(entry_commitments(entry, sources), entry.owners, strict=True)
        if owner == person
    ]
    return tuple(sorted(found, key=_rank))


def register_view(sources: Sources) -> RegisterView:
    """The whole register, by topic."""
    groups: dict[str, list[Commitment]] = {}
    offers: list[Commitment] = []
    counts = dict.fromkeys(PROGRESS, 0)
    for entry in sources.listed.values():
        for commitment in entry_commitments(entry, sources):
            if commitment.strength == "offer":
                offers.append(commitment)
                continue
            counts[commitment.status] += 1
            groups.setdefault(entry.topics[0], []).append(commitment)
    ordered = tuple(
        RegisterGroup(sources.topic_label(topic), tuple(sorted(groups[topic], key=_rank)))
        for topic in sources.catalog.topics
        if topic in groups
    )
    return RegisterView(
        REGISTER, ordered, tuple(offers), tuple((status, count) for status, count in counts.items() if count)
    )


def all_commitments(sources: Sources) -> tuple[Commitment, ...]:
    """Every commitment that is shown, in the order of the entries."""
    return tuple(commitment for entry in sources.listed.values() for commitment in entry_commitments(entry, sources))


def _view(entry: Entry, number: int, name: str, sources: Sources) -> Commitment:
    commitment = entry.source.commitments[number]
    due, source, first_due = commitment.due_day, commitment.due_source, None
    if commitment.extended:
        source, first_due = "agreed", commitment.due
    if commitment.strength == "offer":
        due, source = None, ""
    where = f"_{entry.id.replace('/', '-')}"
    is_due = due is not None and commitment.is_open
    return Commitment(
        f"{where}-{name}",
        f"{where}-{number + 1}",
        commitment.text,
        commitment.quote,
        commitment.strength,
        commitment.status,
        sources.owner_label(entry, entry.owners[number]),
        entry.date,
        due,
        source if due else "",
        first_due if due else None,
        tuple(Extension(*extension) for extension in commitment.extended),
        tuple(Progress(*progress) for progress in commitment.updates),
        sources.entry_label(entry),
        not commitment.in_answer,
        f"commitments/{entry.id}-{name}.ics" if is_due else "",
    )


def _rank(commitment: Commitment) -> tuple[bool, date, str]:
    """Those not finished first, by due day; the others by the day they were made."""
    finished = commitment.status in FINISHED or commitment.strength == "offer"
    day = commitment.made if finished else commitment.due or date.max
    return finished, day, commitment.anchor
