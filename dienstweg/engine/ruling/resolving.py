"""A service as its rules make it for the answers of one applicant. Computed, never stored."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine import feel
from dienstweg.engine.answers import Answers
from dienstweg.engine.feel import Expression
from dienstweg.engine.ruling.live import Live, Rows, Spots
from dienstweg.engine.ruling.order import Step
from dienstweg.engine.ruling.prepared import Home, Prepared, PreparedCheck, prepared
from dienstweg.engine.ruling.scope import of_local
from dienstweg.engine.ruling.tree import Tree, Verdict, canonical
from dienstweg.engine.service import Node, Service

Place = tuple[str, Rows]
Values = dict[str, feel.Value]


class Failing(Struct, frozen=True):
    """A check that does not hold in the rows with these numbers; ``reads``: the places it looks at."""

    path: str
    rows: Rows
    home: Home
    reads: tuple[str, ...]
    message: str


class Resolved:
    """``service``: nodes, minima and code lists as they are for these answers. Checks and amounts are looked at when
    they are asked for: a page that is only shown needs neither.
    """

    def __init__(self, service: Service, looked: "Resolving | None" = None) -> None:
        self.service = service
        self._looked = looked

    @cached_property
    def failing(self) -> tuple[Failing, ...]:
        """Checks that do not hold."""
        return tuple(self._looked.failing()) if self._looked else ()

    @cached_property
    def amounts(self) -> dict[str, Decimal]:
        """The amounts that are known, by name."""
        return dict(self._looked.amounts()) if self._looked else {}


def resolve(service: Service, answers: Answers, today: date | None) -> Resolved:
    """What the rules make of a service. ``today`` None: what depends on the day does not hold."""
    if not (service.ruled or service.checks or service.amounts):
        return Resolved(service)
    return Resolving(service, answers, today).resolved()


class Resolving:
    """One look of the rules at the answers of one person."""

    def __init__(self, service: Service, answers: Answers, today: date | None) -> None:
        self.service = service
        self.answers = answers
        self.today = today
        self.now = None if today is None else datetime.combine(today, time.min)
        self.rules: Prepared = prepared(service)
        self.verdicts: dict[Place, Verdict] = {}
        self._local = of_local(service, self.rules.scope)
        self._look(service.nodes)

    def resolved(self) -> Resolved:
        """What comes of it."""
        for layer in self.rules.layers:
            before = len(self.verdicts)
            for step in layer:
                for numbers in self.live.rows(step.home):
                    self._move(step, numbers)
            if len(self.verdicts) > before:
                self._look(self._tree().nodes())
        for step in self.rules.steps:
            for numbers in self.live.rows(step.home):
                self._limit(step, numbers)
        return Resolved(self._tree().service() if self.verdicts else self.service, self)

    # --- values ------------------------------------------------------------------------------------------------------

    def _tree(self) -> Tree:
        return Tree(self.service, self.rules.touched, self.verdicts, self.answers)

    def _look(self, nodes: tuple[Node, ...]) -> None:
        """See the answers as they count with these nodes."""
        self._nodes = nodes
        self.live = self._live(frozenset())
        self._values = self._read(self.live)
        self._in_rows: dict[tuple[Home, Rows, Spots], Values] = {}

    def _live(self, as_if: Spots) -> Live:
        return Live(self._nodes, self.answers, self.service.code_lists, self.rules.asked, as_if)

    def _read(self, live: Live) -> Values:
        return self._local | feel.read_values(self.rules.asked, live.answers)

    def _value(self, expression: Expression, home: Home, numbers: Rows, as_if: Spots = frozenset()) -> feel.Value:
        try:
            return expression.evaluate(self._seen_from(home, numbers, as_if), today=self.today, now=self.now)
        except feel.Unusable:
            return None

    def _seen_from(self, home: Home, numbers: Rows, as_if: Spots) -> Values:
        if not home and not as_if:
            return self._values
        key = (home, numbers, as_if)
        if key not in self._in_rows:
            live = self._live(as_if) if as_if else self.live
            values = self._read(live) if as_if else self._values
            self._in_rows[key] = feel.inside(values, home[-1], live.among_counted(home, numbers)) if home else values
        return self._in_rows[key]

    def _unused(self, step: Step, numbers: Rows) -> Spots:
        """The groups and rows around a place in which nothing is answered yet: what is set in them counts for what is
        asked in them, otherwise nobody could begin.
        """
        around = ((path, numbers[:depth]) for path, depth in self.rules.inner.get(step.path, ()))
        return frozenset(spot for spot in around if not self.live.leaves(*spot))

    def holds(self, expression: Expression | None, step: Step, numbers: Rows) -> bool:
        """Whether a condition is there and true in a row."""
        return expression is not None and self._said(expression, step, numbers) is True

    def _said(self, expression: Expression, step: Step, numbers: Rows) -> feel.Value:
        return self._value(expression, step.home, numbers, self._unused(step, numbers))

    # --- verdicts ----------------------------------------------------------------------------------------------------

    def _move(self, step: Step, numbers: Rows) -> None:
        """Decide about visibility and value."""
        if self.holds(step.forbid, step, numbers):
            self.verdicts[step.path, numbers] = Verdict(forbidden=True)
            return
        said = [one for one in step.sets if one.when is None or self.holds(one.when, step, numbers)]
        found = {canonical(self._said(one.value, step, numbers)) for one in said}
        if len(found) == 1:  # where rules say different values, the person is asked
            shown = any(one.shown for one in said)
            self.verdicts[step.path, numbers] = Verdict(computed=True, set=found.pop(), shown=shown)

    def _limit(self, step: Step, numbers: Rows) -> None:
        """Decide what must be answered, what may stay empty, and which codes there are."""
        verdict = self.verdicts.get((step.path, numbers), Verdict())
        if verdict.forbidden or verdict.computed:
            return
        required = self.holds(step.require, step, numbers) and not self._rests_on_nothing(step, numbers)
        found = replace(
            verdict,
            required=verdict.required or required,
            optional=self.holds(step.optional, step, numbers),
            codes=self._codes(step, numbers),
        )
        if found != Verdict():
            self.verdicts[step.path, numbers] = found
        if required:
            self._lift(step, numbers)

    def _rests_on_nothing(self, step: Step, numbers: Rows) -> bool:
        """Whether a demand only holds because a question that rules have left out was not answered some way."""
        gone = (self.verdicts.get((place, numbers[:rows]), Verdict()).forbidden for place, rows in step.excluded)
        return any(gone) and not self.holds(step.grounded, step, numbers)

    def _lift(self, step: Step, numbers: Rows) -> None:
        """The optional groups around what must be answered are needed, unless one of them is not there."""
        around = {above: self.verdicts.get((above, numbers), Verdict()) for above in step.lifts}
        if not any(there.forbidden for there in around.values()):
            self.verdicts |= {(above, numbers): replace(there, needed=True) for above, there in around.items()}

    def _codes(self, step: Step, numbers: Rows) -> frozenset[str] | None:
        """The codes that all limits leave; limits that leave none contradict each other, and none of them counts."""
        limits = [one.codes for one in step.restricts if one.when is None or self.holds(one.when, step, numbers)]
        return frozenset.intersection(*limits) or None if limits else None

    # --- checks and amounts ------------------------------------------------------------------------------------------

    def failing(self) -> Iterator[Failing]:
        for check in self.rules.checks:
            for numbers in self.live.rows(check.home):
                if self.live.in_use(check.path, check.home, numbers) and not self.fine(check, numbers):
                    yield Failing(check.path, numbers, check.home, check.holds.reads, check.message)

    def fine(self, check: PreparedCheck, numbers: Rows) -> bool:
        """Whether a check holds in a row, or cannot be told."""
        return self._value(check.holds, check.home, numbers) is not False

    def amounts(self) -> Iterator[tuple[str, Decimal]]:
        for name, expression in self.rules.amounts:
            value = self._value(expression, (), ())
            if isinstance(value, Decimal):
                yield name, value
