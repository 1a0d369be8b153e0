"""What readers lose only by somebody's yes, and what they never get back: the guards of a published text."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.problems.problem import plural
from sitegen.publish.history import descends
from sitegen.publish.ledger import Lack, lacking, titles_of
from sitegen.publish.takings import RELEASE, TEXT, WORDS, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo

    from sitegen.publish.ledger import Ledger
    from sitegen.publish.outcome import PublishTarget
    from sitegen.publish.plan import Plan
    from sitegen.publish.release import Release
    from sitegen.publish.remotes.remote import Host

_FEW = 10  # pages; as many may go without their number
_SHARE = 10  # per cent of the pages; the same
_NAMED = 10  # titles in a message
_UNCHANGED = "The site has not changed."


def check_all(
    host: Host,
    plan: Plan,
    release: Release,
    ledger: Ledger,
    record: Callable[[str], bytes],
    removals: int | None,
    place: PublishTarget,
) -> int | None:
    """All that is checked before anybody is asked; gives what is left of the number that was typed. Raises Refused."""
    check_returning(host, release, ledger, place.zone)
    allowed = check_newest(host, plan, ledger, record, removals, place)
    check_removals(plan, allowed)
    return allowed


def check_removals(plan: Plan, allowed: int | None) -> None:
    """Refuse to take many pages away, unless their exact number was typed."""
    gone = plan.pages_removed
    many = gone > max(_FEW, plan.pages_before * _SHARE / 100) or plan.pages_after * 2 < plan.pages_before
    if allowed is not None and allowed != gone:
        raise Refused(
            f"This would remove {plural(gone, 'page')}, not {allowed:,}. {_UNCHANGED}",
            f"If that is meant:  --removals {gone}" if many or plan.answers_gone else "Leave --removals out.",
        )
    if many and allowed is None:
        raise Refused(
            f"This would remove {gone:,} of {plural(plan.pages_before, 'page')}, which is unusual. {_UNCHANGED}",
            f"See which with --plan. If it is meant:  --removals {gone}",
        )


def check_returning(host: Host, release: Release, ledger: Ledger, zone: tzinfo) -> None:
    """Refuse to bring back what was taken back here; no number typed allows it."""
    tokens, words = marked(host.marks, TEXT), marked(host.marks, WORDS)
    if not tokens or (release.id == host.current and release.id not in marked(host.marks, RELEASE)):
        return
    texts = ledger.texts(ledger.record) or {}
    back = ledger.back(words, host.site.token) if words and host.site else {}
    titles = sorted({*titles_of(texts, tokens), *back})
    if not titles and release.id not in marked(host.marks, RELEASE):
        return
    stamps = [tokens[token] for text in texts.values() for token in text.tokens if token in tokens]
    stamps += [words[run] for runs in back.values() for run in runs]
    when = day(min(stamps) if stamps else marked(host.marks, RELEASE)[release.id], zone)
    raise Refused(
        f"This copy of the folder would bring back what was withdrawn here on {when}, or words that were taken out of "
        f"it: {listed(titles) or 'the whole release is one that held such words'}. {_UNCHANGED}",
        "Get the newest copy of the folder. If this one is the newest, take those words out here as well, and say in "
        "other words what may stay of their sentence.",
    )


def check_newest(
    host: Host, plan: Plan, ledger: Ledger, record: Callable[[str], bytes], allowed: int | None, place: PublishTarget
) -> int | None:
    """Refuse a copy of the project that lacks what others have published from another one, unless a number was typed.

    Gives how many of that number are pages that go; the others are texts that get older words again.
    """
    seen = ledger.seen
    if not host.rows or (seen and descends(host.rows, seen.release, host.current)):
        return allowed
    live, mine = ledger.texts(record(host.current)), ledger.texts(ledger.record)
    base = ledger.texts(seen.record) if seen else None
    if live is not None and mine is not None:
        lack = lacking(base, live, mine)
    else:  # older versions kept no records, so only what is not here at all is seen
        lack = Lack(plan.answers_gone if seen else ())
    needed = plan.pages_removed + len(lack.newer)
    if not any(lack) or allowed == needed:
        return None if allowed is None else allowed - len(lack.newer)
    row = host.rows[-1]
    newer = f"{listed(lack.newer)} in newer words" if lack.newer else ""
    what = " and ".join(filter(None, [listed(lack.gone), newer]))
    own = [title for title in plan.answers_gone if title not in lack.gone]  # the number stands for them, too
    more = f" Taken away here, and so from readers: {listed(own)}." if own else ""
    raise Refused(
        f"{place.where} has what this copy of the folder lacks: {what}. {row.who} published there last, on "
        f"{day(row.stamp, place.zone)}.{more} {_UNCHANGED}",
        f"Get the newest copy of the folder, and publish from that. If it is meant all the same:  --removals {needed}",
    )


def check_gone(plan: Plan, allowed: int | None, agree: Callable[[str], bool]) -> None:
    """Refuse to take any answer away without a yes: its number typed, or the word at the terminal."""
    titles = plan.answers_gone
    if not titles or allowed is not None:
        return
    what = f"This takes {plural(len(titles), 'answer')} away from readers: {listed(titles)}."
    if not agree(what):
        raise Refused(
            f"{what} Nobody has said yes to that. {_UNCHANGED}",
            f"Better say in its file that it was withdrawn, and why. If it is to go all the same:  --removals "
            f"{plan.pages_removed}",
        )


def why_not(host: Host, release: str, zone: tzinfo) -> str:
    """Why a release is not gone back to."""
    published = next((row.stamp for row in reversed(host.rows) if row.release == release), 0)
    stamp = marked(host.marks, RELEASE).get(release)
    since = f" on {day(stamp, zone)}" if stamp else ""
    return f"Release {release} of {day(published, zone)} holds what was withdrawn{since}, so it is never served again."


def listed(titles: Sequence[str]) -> str:
    """Titles in a sentence."""
    named = ", ".join(f"“{title}”" for title in titles[:_NAMED])
    return named + (f" and {len(titles) - _NAMED:,} more" if len(titles) > _NAMED else "")


def day(stamp: int, zone: tzinfo) -> str:
    """A day in words, as it was in that zone: the site's, since the host's clock tells no zone."""
    when = datetime.fromtimestamp(stamp, zone)
    return f"{when.day} {when:%B %Y}"
