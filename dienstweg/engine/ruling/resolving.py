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
from dienstweg.engine.ruling.live import Live, Rows
from dienstweg.engine.ruling.order import Step
from dienstweg.engine.ruling.prepared import Home, Prepared, PreparedCheck, prepared
from dienstweg.engine.ruling.scope import of_local
from dienstweg.engine.ruling.tree import Tree, Verdict, canonical
from dienstweg.engine.service import Node, Service

Place = tuple[str, Rows]


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
        self.live = Live(nodes, self.answers, self.service.code_lists, self.rules.asked)
        self._values = self._local | feel.read_values(self.rules.asked, self.live.answers)
        self._in_rows: dict[tuple[Home, Rows], dict[str, feel.Value]] = {}

    def _value(self, expression: Expression, home: Home, numbers: Rows) -> feel.Value:
        try:
            return expression.evaluate(self._seen_from(home, numbers), today=self.today, now=self.now)
        except feel.Unusable:
            return None

    def _seen_from(self, home: Home, numbers: Rows) -> dict[str, feel.Value]:
        if not home:
            return self._values
        found = self._in_rows.get((home, numbers))
        if found is None:
            found = feel.inside(self._values, home[-1], self.live.among_counted(home, numbers))
            self._in_rows[home, numbers] = found
        return found

    def holds(self, expression: Expression | None, step: Step, numbers: Rows) -> bool:
        """Whether a condition is there and true in a row."""
        return expression is not None and self._value(expression, step.home, numbers) is True

    # --- verdicts ----------------------------------------------------------------------------------------------------

    def _move(self, step: Step, numbers: Rows) -> None:
        """Decide about visibility and value."""
        if self.holds(step.forbid, step, numbers):
            self.verdicts[step.path, numbers] = Verdict(forbidden=True)
            return
        said = [one.value for one in step.sets if one.when is None or self.holds(one.when, step, numbers)]
        found = dict.fromkeys(canonical(self._value(value, step.home, numbers)) for value in said)
        if len(found) == 1:  # where rules say different values, the person is asked
            self.verdicts[step.path, numbers] = Verdict(computed=True, set=next(iter(found)))

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
