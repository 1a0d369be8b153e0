"""`sitegen withdraw`: an answer taken back from readers, and nothing else published with it."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.api.ledgers import id_at, ledger_for, remember
from sitegen.api.project_folder import Project
from sitegen.api.publishing import built_site, compare, looking, send
from sitegen.api.recorded_site import NotToldOf
from sitegen.api.target import place_of, read_settings
from sitegen.cli.project import build_date_option, folder_option, project_of
from sitegen.cli.publish import agreed, build_or_end, say_plan, say_result, say_untold
from sitegen.cli.saying import say
from sitegen.memory.lock import locked
from sitegen.memory.refused import Refused
from sitegen.memory.workers import Workers
from sitegen.problems.problem import plural
from sitegen.record.tokens import text_token
from sitegen.withdrawal import erasing
from sitegen.withdrawal.erased import all_erased
from sitegen.withdrawal.finding import entry_paths, find_entry
from sitegen.withdrawal.forgetting import forget
from sitegen.withdrawal.kept_sources import read_sources
from sitegen.withdrawal.marking import is_marked, plain_reason
from sitegen.withdrawal.own_files import entry_files, mark_file, read_own
from sitegen.withdrawal.scouring import scour_host
from sitegen.withdrawal.taking_back import NothingKept, take_back

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.api.readers_offer import ReadersOffer
    from sitegen.model.settings import Settings, Target
    from sitegen.publish.outcome import PublishTarget, Result
    from sitegen.publish.plan import Plan
    from sitegen.publish.remotes.remote import Remote
    from sitegen.withdrawal.change import TakenBack
    from sitegen.withdrawal.scouring import Searched

_NAMED = 20  # files in a report; more are counted
_OUT_OF_REACH = """Out of our reach, so look there yourself:
  backups of the host and of this computer; the web server's logs and caches
  browsers, and other programs through which somebody has read the page; what was printed or copied
  search engines and the intranet's own search, until they look again
  e-mails and documents in which the words were written or sent
  git, or another history of this folder, and copies of it that others have
  a preview or an editor that is still open: close it"""


@click.command("withdraw")
@click.argument("entry")
@folder_option
@build_date_option
@click.option("--why", metavar="TEXT", help="The reason, which readers see.")
@click.option("--erase", is_flag=True, help="Besides, leave no word of it anywhere.")
@click.option("--verify", is_flag=True, help="Look again for the words of what was withdrawn.")
@click.option("--yes", is_flag=True, help="Publish it without asking.")
@click.pass_context
def command(
    ctx: click.Context,
    entry: str,
    folder: Path | None,
    day: date | None,
    why: str | None,
    *,
    erase: bool,
    verify: bool,
    yes: bool,
) -> None:
    """Take the answer ENTRY back: the name of its file, its id or its address."""
    root = project_of(ctx, folder)
    settings = read_settings(root)
    today = Project(root, day=day).today(settings.timezone)
    if verify:
        ctx.exit(_verify(root, settings, entry))
    elif erase:
        ctx.exit(_erase(ctx, root, settings, entry, today, why, yes=yes))
    path = find_entry(entry, entry_paths(entry_files(root)))
    taken = mark_file(root, path, today, plain_reason(why or _ask_why(root, path)))
    say(f"{path} says now that it was withdrawn. Nothing else in it was changed.")
    if not settings.publish:
        say("Nothing is published from here, so that is all.")
    ctx.exit(_publish(ctx, root, settings, taken, yes=yes))


def _erase(
    ctx: click.Context, root: Path, settings: Settings, entry: str, today: date, why: str | None, *, yes: bool
) -> int:
    reason = plain_reason(why or str(click.prompt("Why is it withdrawn (readers will see this)", default="")))
    if not yes and not agreed("This erases the answer, here and for all readers; its own file goes, too."):
        raise Refused("Nothing was changed.", "To erase it without being asked:  --yes")
    with locked(root / ".sitegen", _say_beside):
        erased, path = erasing.begin(root, settings.id, entry, reason)
        taken = erasing.erase_own(root, settings.id, erased, path, today, reason)
    say(f"In the place of the answer stands {erased.opaque}, which tells only that something was withdrawn.")
    code = _publish(ctx, root, settings, taken, yes=True)
    places = [place_of(root, settings, target) for target in settings.publish]
    wanted = erasing.Sought(erased.needles, path, is_erased=True)
    dropped = _searched_there(root, places, wanted, drop=True)
    with locked(root / ".sitegen", _say_beside):
        forget(root, erased.needles)
        here = list(erasing.search_here(root, wanted))
    there = _searched_there(root, places, wanted)
    removed = [one._replace(where=f"{one.where}, before", found=one.removed) for one in dropped if one.removed]
    left = _report([*removed, *here, *there], removed=len(removed))
    say("Next: look at the files that were changed, and build again:  sitegen build")
    return left or code


def _verify(root: Path, settings: Settings, entry: str) -> int:
    wanted = erasing.sought(root, entry)
    places = [place_of(root, settings, target) for target in settings.publish]
    return _report([*erasing.search_here(root, wanted), *_searched_there(root, places, wanted)])


def _searched_there(
    root: Path, places: list[PublishTarget], wanted: erasing.Sought, *, drop: bool = False
) -> list[Searched]:
    found = []
    for place in places:
        with looking(place):
            found.append(scour_host(place, wanted.needles, root / "output", drop=drop))
    return found


def _report(searches: Iterable[Searched], *, removed: int = 0) -> int:
    """Say what was searched and found; gives the exit code. The first so many are of what was removed."""
    left = 0
    say("Looked for the words, eight in a row, and for the names of the answer:")
    for number, one in enumerate(searches):
        if number < removed:
            say(f"  {one.where}: {plural(len(one.found), 'file')} removed")
            continue
        left += len(one.found)
        say(f"  {one.where}: {plural(one.files, 'file')} looked through, {len(one.found) or 'none'} with any of it")
        for name in one.found[:_NAMED]:
            say(f"    {name}", "red")
        if len(one.found) > _NAMED:
            say(f"    and {len(one.found) - _NAMED:,} more")
        if one.closed:
            say(f"    {plural(len(one.closed), 'file')} could not be looked into, such as {one.closed[0]}")
    say(_OUT_OF_REACH)
    if left:
        say("Some of it stands there still: take the words out of those files, then look again with --verify.", "red")
    return 1 if left else 0


def _publish(ctx: click.Context, root: Path, settings: Settings, taken: TakenBack, *, yes: bool) -> int:
    code = 0
    for target in settings.publish:
        place = place_of(root, settings, target)
        if not yes and not agreed(f"This takes it back from readers of {place.where}, and publishes nothing else."):
            say(f"Readers of {place.where} see it still. To take it back there:  sitegen withdraw {taken.path} --yes")
            continue
        try:
            with looking(place):
                ledger_of = partial(ledger_for, root, target.name)
                said = partial(_say_plan, place)
                result = take_back(root, target.name, place, taken, Workers(), ledger_of, said, _say_beside)
                remember(root, target.name, result)
        except NothingKept as nothing:
            say(nothing.message)
            say("So all of the site is built and published.")
            try:
                result = _publish_whole(ctx, Project(root), target, place, taken.opaque)
            except NotToldOf as not_told:
                say_untold(root, not_told.problems)
                say(f"Readers of {place.where} see it still. Mend that, then run the same command again.")
                code = 1
                continue
        code = say_result(result, place, "Withdrawn") or code
        if not result.switched and not _is_there(root, target.name, result.release.id, taken):
            say(f"It has no answer by any name of {taken.path} that is known here. If readers see it there under")
            say("another address, write that into its fields, and run this again. Such as:")
            say('aliases: ["digests/…/….html"]')
        unused = [change.route for change in result.plan.changes if (change.how, change.kind) == ("removed", "asset")]
        if unused:
            say(f"No page uses these files any more; delete them if they show what has to go: {', '.join(unused)}")
    return code


def _is_there(root: Path, name: str, release: str, taken: TakenBack) -> bool:
    """Whether the release has the answer that was taken back, or what stands in its place."""
    kept = read_sources(root, name, release)
    names = (taken.path, taken.opaque, *taken.older)
    return kept is None or any(path in kept.texts for path in names)


def _publish_whole(ctx: click.Context, project: Project, target: Target, place: PublishTarget, opaque: str) -> Result:
    """Build and publish all that stands in the files; an answer that was erased may go, and no other.

    That for which the file named `opaque` stands is known by its title too, whatever it was called when published.
    """
    built = built_site(build_or_end(ctx, project))
    expected = compare(project, target, place, built, 0)[0].plan
    gone = [change for change in expected.changes if change.is_answer_gone]
    erased = all_erased(project.root)
    tokens = {token for one in erased for token in one.tokens}
    unknown = [change for change in gone if text_token(place.site, id_at(change.route)) not in tokens]
    now = next((one for one in erased if one.opaque == opaque), None)
    are_erased = not unknown or (now is not None and len(unknown) == 1 and now.needles.find_in(unknown[0].title))
    # The yes was to that: its page goes, and old addresses of it with it.
    removals = len(gone) if gone and are_erased and len(gone) == expected.pages_removed else None

    def planned(plan: Plan, offer: ReadersOffer, _: Remote) -> None:
        say_plan(plan, place, offer)

    return send(project, target, place, built, removals, planned=planned, agree=agreed, takes_back=True)


def _say_plan(place: PublishTarget, plan: Plan, _: Remote) -> None:
    say_plan(plan, place)


def _ask_why(root: Path, path: str) -> str:
    if is_marked(read_own(root, path)):
        return "withdrawn"  # its file says already why
    return str(click.prompt("Why is it withdrawn (readers will see this)", default="", show_default=False))


def _say_beside(text: str) -> None:
    say(text, err=True)
