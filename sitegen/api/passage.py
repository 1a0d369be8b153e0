"""What a release is asked at the gate: what keeps it back, what somebody has to say yes to, and what was waived."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.refused import Refused
from sitegen.problems.at_gate import ASKED_ABOUT, KEPT_BACK, NAMED_HERE_ALONE
from sitegen.problems.problem import Problem, in_order, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

_NAMED = 20  # of a plan; more are counted, where something else names them
_NOTED = 3  # waivers in a line of the history; more are counted
_UNCHANGED = "The site has not changed."


class Passage(NamedTuple):
    """What the gate has to say of a release."""

    kept_back: tuple[Problem, ...] = ()
    """As errors: while there is one, nothing is published."""
    asked: tuple[Problem, ...] = ()
    """What goes out with somebody's yes."""
    waivers: tuple[str, ...] = ()
    """What was found and may stand, each with why, by whom and until when."""

    def as_told(self) -> Passage:
        """The same where it keeps nothing back, and is only told."""
        return self._replace(kept_back=(), asked=(*self.kept_back, *self.asked))

    @property
    def named_here_alone(self) -> tuple[Problem, ...]:
        """What is asked about and stands in no file that `check` looks at."""
        return tuple(problem for problem in self.asked if problem.code in NAMED_HERE_ALONE)

    def lines(self) -> Iterator[str]:
        """What is asked about, and what was waived, for a plan."""
        elsewhere = [problem for problem in self.asked if problem.code not in NAMED_HERE_ALONE]
        for problem in (*self.named_here_alone, *elsewhere[:_NAMED]):
            where = problem.path + (f", line {problem.line}" if problem.line else "")
            yield f"  ask       {where}: {problem.message} [{problem.code}]"
        if len(elsewhere) > _NAMED:
            yield f"  … and {len(elsewhere) - _NAMED:,} more to be asked about: “sitegen check” names them"
        for waiver in self.waivers[:_NAMED]:
            yield f"  waived    {waiver}"
        if len(self.waivers) > _NAMED:
            yield f"  … and {len(self.waivers) - _NAMED:,} more that were waived"

    def check_asked(self, accepted: int | None, agree: Callable[[str], bool]) -> str:
        """Refuse what nobody has said yes to; gives what the history notes. Raises Refused.

        `accepted` is the number that was typed for a yes.
        """
        count = len(self.asked)
        if accepted is not None and accepted != count:
            raise Refused(
                f"There {_are(count)} to accept, not {accepted:,}. {_UNCHANGED}",
                f"See them with --plan. If they may go out as they are:  --accept-warnings {count}"
                if count
                else "Leave --accept-warnings out.",
            )
        if count and accepted is None:
            what = f"There {_are(count)}: what may be private, or was left unfinished."
            if not agree(what):
                raise Refused(
                    f"{what} Nobody has said yes to that. {_UNCHANGED}",
                    f"See them with --plan, and mend them. If they may go out as they are:  --accept-warnings {count}",
                )
        return self._noted()

    def _noted(self) -> str:
        """On one line: how many warnings went out, and what was waived."""
        count, waived = len(self.asked), [*self.waivers[:_NOTED]]
        if len(self.waivers) > _NOTED:
            waived.append(f"{len(self.waivers) - _NOTED:,} more")
        accepted = f"{plural(count, 'warning')} accepted." if count else ""
        return " ".join(filter(None, [accepted, f"Waived: {'; '.join(waived)}." if waived else ""]))


NOTHING_ASKED = Passage()


def passage_of(told: Iterable[Problem], held_back: Container[str], waivers: tuple[str, ...]) -> Passage:
    """What these notices mean for publishing; those of files that are held back mean nothing yet."""
    counted = [problem for problem in told if problem.path not in held_back]
    kept_back = in_order(problem.hardened() for problem in counted if problem.code in KEPT_BACK)
    return Passage(kept_back, in_order(problem for problem in counted if problem.code in ASKED_ABOUT), waivers)


def _are(count: int) -> str:
    return f"{'is' if count == 1 else 'are'} {plural(count, 'warning') if count else 'no warnings'}"
