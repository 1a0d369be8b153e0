"""`sitegen publish`: the built site to its host, in one step or not at all."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from sitegen.api.building import build
from sitegen.api.project_folder import Project
from sitegen.api.publishing import built_site, compare, go_back, looking, send
from sitegen.api.readers_offer import NO_OFFER, ReadersOffer
from sitegen.api.recorded_site import NotToldOf
from sitegen.api.target import choose_target, place_of, read_settings
from sitegen.cli.build import print_built, say_beside
from sitegen.cli.place import tell_target, unlock_place
from sitegen.cli.project import MOST_NOTICES, build_date_option, folder_option, print_problems, project_of
from sitegen.cli.saying import say, say_json
from sitegen.memory.output import Output
from sitegen.memory.regular import read_regular
from sitegen.model.settings import Settings, Target
from sitegen.problems.problem import Problem, has_errors, plural
from sitegen.problems.report import closing
from sitegen.publish.outcome import PublishTarget, Result, still_old
from sitegen.publish.remotes.connect import connect
from sitegen.publish.servers import SERVERS, server_config

if TYPE_CHECKING:
    from sitegen.api.build_report import Report
    from sitegen.api.publishing import BuiltSite
    from sitegen.publish.plan import Plan
    from sitegen.publish.remotes.remote import Remote


@click.command("publish")
@click.argument("target", required=False)
@folder_option
@build_date_option
@click.option("--plan", "only_plan", is_flag=True, help="Say what would change, and stop; exit 10 if anything would.")
@click.option("--removals", metavar="N", type=click.IntRange(0), help="Allow so many pages to be removed.")
@click.option("--accept-warnings", "accepted", metavar="N", type=click.IntRange(0), help="Say yes to so many warnings.")
@click.option(
    "--rollback", "back", metavar="[ID]", is_flag=False, flag_value="", help="Serve the release before, or ID."
)
@click.option("--history", is_flag=True, help="Say what was published, when and by whom.")
@click.option("--json", "as_json", is_flag=True, help="With --history: for programs.")
@click.option("--check-target", is_flag=True, help="Say what the place can do and what stands there.")
@click.option("--unlock", is_flag=True, help="End a publish that hangs.")
@click.option("--server-config", type=click.Choice(SERVERS), help="Print settings for the web server.")
@click.pass_context
def command(
    ctx: click.Context,
    target: str | None,
    folder: Path | None,
    day: date | None,
    back: str | None,
    removals: int | None,
    accepted: int | None,
    server_config: str | None,
    *,
    only_plan: bool,
    history: bool,
    as_json: bool,
    check_target: bool,
    unlock: bool,
) -> None:
    """Build the site, then bring it to the place TARGET of sitegen.yaml."""
    if as_json and not history:
        raise click.UsageError("--json goes with --history.")
    root = project_of(ctx, folder)
    settings = read_settings(root)
    if back and target is None and any(back == known.name for known in settings.publish):
        back, target = "", back  # “--rollback intranet” names the target
    chosen = choose_target(settings, target)
    if server_config:
        _print_server_config(root, chosen, server_config)
        return
    place = place_of(root, settings, chosen)
    try:
        if history or unlock or check_target:
            with looking(place):
                if history:
                    _print_history(place, settings, as_json=as_json)
                elif unlock:
                    unlock_place(place)
                else:
                    tell_target(place)
        elif back is not None:
            ctx.exit(say_result(go_back(Project(root, day=day), chosen, place, back), place, "Went back"))
        else:
            project = Project(root, day=day)
            built = built_site(build_or_end(ctx, project))
            ctx.exit(_publish(project, chosen, place, built, removals, accepted, only_plan=only_plan))
    except NotToldOf as not_told:
        say_untold(root, not_told.problems)
        ctx.exit(1)
    except KeyboardInterrupt:
        say("Interrupted. Readers see the old site or the new one; run the same command again.", err=True)
        ctx.exit(130)


def _publish(
    project: Project,
    target: Target,
    place: PublishTarget,
    built: BuiltSite,
    removals: int | None,
    accepted: int | None,
    *,
    only_plan: bool,
) -> int:
    if only_plan:
        result, offer = compare(project, target, place, built, removals, agree=_would_be_asked)
        say_plan(result.plan, place, offer)
        if result.refused:
            raise result.refused
        if has_errors(offer.problems):
            raise NotToldOf(offer.problems)
        offer.passage.check_asked(accepted, _would_be_asked)
        return 10 if result.plan.changes or result.host.site is None else 0
    bars: list[Any] = []

    def tell(plan: Plan, offer: ReadersOffer, remote: Remote) -> None:
        say_plan(plan, place, offer)
        say(remote.words)
        bars.append(click.progressbar(length=plan.size, label="Sending", hidden=not os.isatty(1)))

    def sent(size: int) -> None:
        bars[0].update(size)

    result = send(project, target, place, built, removals, planned=tell, sent=sent, agree=agreed, accepted=accepted)
    if bars:
        bars[0].render_finish()
    return say_result(result, place, "Published")


def build_or_end(ctx: click.Context, project: Project) -> Report:
    """Build first; mistakes are shown, and end everything with exit code 1."""
    report = build(project, tell=say_beside)
    print_problems(report.problems, report.folder, "text", MOST_NOTICES)
    print_built(report, project.site)
    if not report.ok:
        ctx.exit(1)
    return report


def say_untold(root: Path, problems: tuple[Problem, ...]) -> None:
    """Say what readers would not be told of, and that nothing was sent."""
    print_problems(problems, root, "text")
    say(closing(problems, unchanged="The site has not changed."))


def agreed(question: str) -> bool:
    """Ask whether that is meant; where nobody sits at a terminal, nobody says yes."""
    return os.isatty(0) and str(click.prompt(f"{question} Type yes if that is meant", default="no")).strip() == "yes"


def _would_be_asked(question: str) -> bool:
    """Whether publishing would ask that; says so."""
    if os.isatty(0):
        say(f"{question} You will be asked whether that is meant.")
    return os.isatty(0)


def say_plan(plan: Plan, place: PublishTarget, offer: ReadersOffer = NO_OFFER) -> None:
    """Say what would change for readers."""
    if not plan.changes:
        say(f"Nothing to publish: {place.where} has this site already.")
        return
    say(f"To {place.where}: {plan.summary()}")
    remark = (offer.remark,) if offer.remark else ()
    for line in (*remark, *offer.lines(), *plan.lines(answers=not offer.is_known), *offer.passage.lines()):
        say(line)
    say(f"{plan.size / 1000:,.0f} kB are new.")


def say_result(result: Result, place: PublishTarget, done: str) -> int:
    """Say what came of it; gives the exit code."""
    release = result.release.id
    if not result.switched:
        say("\n".join([f"Nothing to do: {place.where} has this site already (release {release}).", *result.remarks]))
    else:
        pages, done = plural(result.plan.pages_after, "page"), "Copied" if result.later else done
        say("\n".join([f"{done}: release {release}, {pages}. {result.plan.summary()}", *result.remarks]))
    served, code = result.served, 2 if result.left or result.held else 0
    if served is None:
        return code
    if served.verdict == "served":
        say(f"Fetched and compared: {place.url} serves it.")
    elif served.verdict == "old":
        say(still_old(result, place.url), err=True)
    else:
        say(f"The new site is in its folder, but {served.why}.", "red", err=True)
        say("Look at the web server's settings. The way back:  sitegen publish --rollback", err=True)
        return 2
    return code


def _print_history(place: PublishTarget, settings: Settings, *, as_json: bool) -> None:
    from sitegen.api.ledgers import compare_records
    from sitegen.publish.chronicle import history_json, history_lines, read_history

    told, zone = read_history(place, compare_records), ZoneInfo(settings.timezone)
    if as_json:
        say_json(history_json(told, zone), 1)
        return
    if not told:
        say(f"Nothing was ever published to {place.where}.")
    for line in history_lines(told, zone):
        say(line)


def _print_server_config(root: Path, target: Target, server: str) -> None:
    from urllib.parse import unquote, urlsplit

    output = Output(root / "output", root)
    if not output.tree:
        say("Nothing is built yet, so these settings lack pages that moved or were withdrawn.", err=True)
    is_far = target.to.startswith(("ssh://", "sftp://"))
    there = unquote(urlsplit(target.to).path).rstrip("/") + "/current"
    served = there if is_far else connect(target.to, root, target.records).root
    text = server_config(server, served, target.url, output.tree, lambda route: read_regular(output.folder / route))
    say(text, end=False)
