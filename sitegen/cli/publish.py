"""`sitegen publish`: the built site to its host, in one step or not at all."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from sitegen.api.building import build
from sitegen.api.project_folder import Project
from sitegen.api.publishing import built_release, compare, looking, send
from sitegen.api.target import choose_target, place_of, read_settings, refuse_sample
from sitegen.cli.build import print_built, say_beside
from sitegen.cli.project import date_option, folder_option, print_problems, project_of
from sitegen.cli.saying import say
from sitegen.memory.output import Output
from sitegen.memory.regular import read_regular
from sitegen.model.settings import Settings, Target
from sitegen.problems.problem import plural
from sitegen.publish.history import CREATED
from sitegen.publish.outcome import PublishTarget, Result
from sitegen.publish.protocol import rollback
from sitegen.publish.remotes.connect import connect
from sitegen.publish.servers import SERVERS, server_config

if TYPE_CHECKING:
    from sitegen.publish.plan import Plan
    from sitegen.publish.remotes.remote import Remote


@click.command("publish")
@click.argument("target", required=False)
@folder_option
@date_option
@click.option("--plan", "only_plan", is_flag=True, help="Say what would change, and stop; exit 10 if anything would.")
@click.option("--removals", metavar="N", type=click.IntRange(0), help="Allow so many pages to be removed.")
@click.option(
    "--rollback", "back", metavar="[ID]", is_flag=False, flag_value="", help="Serve the release before, or ID."
)
@click.option("--history", is_flag=True, help="Say what was published, when and by whom.")
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
    server_config: str | None,
    *,
    only_plan: bool,
    history: bool,
    check_target: bool,
    unlock: bool,
) -> None:
    """Build the site, then bring it to the place TARGET of sitegen.yaml."""
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
                    _print_history(place, settings)
                elif unlock:
                    _unlock(place)
                else:
                    _check_target(place)
        elif back is not None:
            ctx.exit(_say_result(rollback(place, back), place, "Went back"))
        else:
            refuse_sample(root, chosen)
            project = Project(root, day=day)
            _build(ctx, project)
            ctx.exit(_publish(project, place, removals, only_plan=only_plan))
    except KeyboardInterrupt:
        say("Interrupted. Readers see the old site or the new one; run the same command again.", err=True)
        ctx.exit(130)


def _publish(project: Project, place: PublishTarget, removals: int | None, *, only_plan: bool) -> int:
    output, release = built_release(project)
    if only_plan:
        result = compare(place, release)
        _say_plan(result.plan, place)
        return 10 if result.plan.changes or result.host.site is None else 0
    bars: list[Any] = []

    def tell(plan: Plan, remote: Remote) -> None:
        _say_plan(plan, place)
        say(remote.words)
        bars.append(click.progressbar(length=plan.size, label="Sending", hidden=not os.isatty(1)))

    result = send(place, output, release, removals, lambda size: bars[0].update(size) if bars else None, tell)
    if bars:
        bars[0].render_finish()
    return _say_result(result, place, "Published")


def _build(ctx: click.Context, project: Project) -> None:
    """Build first; mistakes are shown, and end everything with exit code 1."""
    report = build(project, tell=say_beside)
    print_problems(report.problems, report.folder, "text")
    print_built(report, project.site)
    if not report.ok:
        ctx.exit(1)


def _say_plan(plan: Plan, place: PublishTarget) -> None:
    if not plan.changes:
        say(f"Nothing to publish: {place.where} has this site already.")
        return
    say(f"To {place.where}: {plan.summary()}")
    for line in plan.lines():
        say(line)
    say(f"{plan.size / 1000:,.0f} kB are new.")


def _say_result(result: Result, place: PublishTarget, done: str) -> int:
    release = result.release.id
    if not result.switched:
        say(f"Nothing to do: {place.where} has this site already (release {release}).")
    else:
        say(f"{done}: release {release}, {plural(result.plan.pages_after, 'page')}. {result.plan.summary()}")
    served = result.served
    if served is None:
        return 0
    if served.verdict == "served":
        say(f"Fetched and compared: {place.url} serves it.")
    elif served.verdict == "old":
        say(
            f"The host still serves the old release ({served.why}) at {place.url}: its web server remembers files for "
            "a while, as with open_file_cache. The new one is in place; there is nothing more to do but wait.",
            err=True,
        )
    else:
        say(f"The new site is in its folder, but {served.why}.", "red", err=True)
        say("Look at the web server's settings. The way back:  sitegen publish --rollback", err=True)
        return 2
    return 0


def _print_history(place: PublishTarget, settings: Settings) -> None:
    remote = place.connect()
    try:
        host = remote.look()
    finally:
        remote.close()
    rows = [row for row in host.rows if row.what != CREATED]
    if not rows:
        say(f"Nothing was ever published to {place.where}.")
    for row in reversed(rows):
        when = datetime.fromtimestamp(row.stamp, ZoneInfo(settings.timezone)).strftime("%Y-%m-%d %H:%M")
        there = (
            "is served" if row.release == host.current else "" if row.release in host.releases else "no longer there"
        )
        say(f"{when}  {row.release}  {row.what:<11}  {row.who}  {row.summary}  {there}".rstrip())


def _unlock(place: PublishTarget) -> None:
    remote = place.connect()
    try:
        who = remote.unlock()
    finally:
        remote.close()
    say(f"Ended the publish of {who}." if who else "Nobody is publishing, so there is nothing to unlock.")


def _check_target(place: PublishTarget) -> None:
    from sitegen.publish.guards import check_address, check_owner, check_records

    remote = place.connect()
    try:
        host = remote.look()
        check_owner(host, place.site, place.where)
        say(f"{place.where} can be reached. {remote.words}")
        say(f"The web server must serve {remote.root}.")
        if host.site is None:
            say("It is empty: the first publish will make it.")
            return
        say(f"It holds this site: release {host.current}, {plural(len(host.releases), 'release')} in all.")
        if host.unfinished:
            say("A publish died on the way; the next one finishes it.")
        if place.url:
            check_address(place.url, host.site.token, remote.root)
            check_records(place.url, remote, host)
            say(f"{place.url} serves it.")
    finally:
        remote.close()


def _print_server_config(root: Path, target: Target, server: str) -> None:
    from urllib.parse import unquote, urlsplit

    output = Output(root / "output", root)
    if target.to.startswith(("ssh://", "sftp://")):
        served = unquote(urlsplit(target.to).path).rstrip("/") + "/current"
    else:
        served = connect(target.to, root, target.records).root
    text = server_config(server, served, target.url, output.tree, lambda route: read_regular(output.folder / route))
    say(text, end=False)
