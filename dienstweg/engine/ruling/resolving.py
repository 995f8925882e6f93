"""A service as its rules make it for the answers of one applicant. Computed, never stored."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine import feel
from dienstweg.engine.answers import Answers
from dienstweg.engine.feel import Expression, Scope
from dienstweg.engine.ruling.live import Rows, compact, compact_numbers, group_at, live, row_numbers
from dienstweg.engine.ruling.prepared import Prepared, PreparedCheck, Step, home_of, prepared
from dienstweg.engine.ruling.scope import of_local
from dienstweg.engine.ruling.tree import Tree, Verdict
from dienstweg.engine.service import Service

Place = tuple[str, Rows]


class Failing(Struct, frozen=True):
    """A check that does not hold in the rows with these numbers; ``reads``: the places it looks at."""

    path: str
    rows: Rows
    home: tuple[str, ...]
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
        self.rules: Prepared = prepared(service)
        self.live = live(service.nodes, answers, service.code_lists)
        self.values = of_local(service, self.rules.scope) | self._read(tuple(self.rules.scope.names))
        self.verdicts: dict[Place, Verdict] = {}

    def resolved(self) -> Resolved:
        """What comes of it."""
        for step in self.rules.steps:
            if step.moves:
                for numbers in self._rows(step):
                    self._move(step, numbers)
        for step in self.rules.steps:
            for numbers in self._rows(step):
                self._limit(step, numbers)
        tree = Tree(self.service, self.rules.touched, self.verdicts, self.answers)
        return Resolved(tree.service() if self.verdicts else self.service, self)

    def amounts(self) -> Iterator[tuple[str, Decimal]]:
        """Amounts that can be told, by name."""
        for name, expression in self.rules.amounts:
            value = self._value(expression, (), ())
            if isinstance(value, Decimal):
                yield name, value

    # --- values ------------------------------------------------------------------------------------------------------

    def _read(self, names: tuple[str, ...]) -> dict[str, feel.Value]:
        """The values of top-level places as expressions see them."""
        scope = Scope({name: self.rules.scope.names[name] for name in names if name in self.rules.rows})
        return feel.read_values(scope, {name: compact(self.live[name]) for name in names if name in self.live})

    def _value(self, expression: Expression, home: tuple[str, ...], numbers: Rows) -> feel.Value:
        values = self.values
        if home:
            values = feel.inside(values, home[-1], compact_numbers(self.live, home, numbers))
        now = None if self.today is None else datetime(self.today.year, self.today.month, self.today.day)  # noqa: DTZ001 # wall time
        try:
            return expression.evaluate(values, today=self.today, now=now)
        except feel.Unusable:
            return None

    def holds(self, expression: Expression | None, step: Step, numbers: Rows) -> bool:
        """Whether a condition is there and true in a row."""
        return expression is not None and self._value(expression, step.home, numbers) is True

    def _rows(self, step: Step) -> list[Rows]:
        return row_numbers(self.live, step.home) if step.home else [()]

    # --- verdicts ----------------------------------------------------------------------------------------------------

    def _move(self, step: Step, numbers: Rows) -> None:
        """Decide about visibility and value, and let what follows see it."""
        if self.holds(step.forbid, step, numbers):
            self.verdicts[step.path, numbers] = Verdict(forbidden=True)
            self._write(step, numbers, None)
            return
        for setting in step.sets:
            if setting.when is None or self.holds(setting.when, step, numbers):
                value = _canonical(self._value(setting.value, step.home, numbers))
                if value is not None:
                    self.verdicts[step.path, numbers] = Verdict(set=value)
                    self._write(step, numbers, value)
                return

    def _write(self, step: Step, numbers: Rows, value: object | None) -> None:
        *around, element = step.path.split(".")
        group = group_at(self.live, around, step.home, numbers)
        if group is None or (value is None and element not in group):
            return
        if value is None:
            del group[element]
        else:
            group[element] = [value] if self._repeats(step.path) else value
        self.values |= self._read((step.path.split(".")[0],))

    def _repeats(self, path: str) -> bool:
        type_: feel.Type = feel.Record(self.rules.scope.names)
        for element in path.split("."):
            inner = type_.item if isinstance(type_, feel.ListOf) else type_
            type_ = inner.members[element] if isinstance(inner, feel.Record) else feel.UNKNOWN
        return isinstance(type_, feel.ListOf)

    def _limit(self, step: Step, numbers: Rows) -> None:
        """Decide what must be answered, what may stay empty, and which codes there are."""
        verdict = self.verdicts.get((step.path, numbers), Verdict())
        if verdict.forbidden or verdict.set is not None:
            return
        required = self.holds(step.require, step, numbers)
        found = replace(
            verdict,
            required=verdict.required or required,
            optional=self.holds(step.optional, step, numbers),
            codes=self._codes(step, numbers),
        )
        if found != Verdict():
            self.verdicts[step.path, numbers] = found
        if required:
            for above in step.lifts:
                there = self.verdicts.get((above, numbers), Verdict())
                self.verdicts[above, numbers] = replace(there, needed=True)

    def _codes(self, step: Step, numbers: Rows) -> frozenset[str] | None:
        found: frozenset[str] | None = None
        for one in step.restricts:
            if one.when is None or self.holds(one.when, step, numbers):
                found = one.codes if found is None else found & one.codes
        return found

    # --- checks ------------------------------------------------------------------------------------------------------

    def failing(self) -> Iterator[Failing]:
        """Checks that do not hold in the rows that are there."""
        for check in self.rules.checks:
            for numbers in row_numbers(self.live, check.home) if check.home else [()]:
                if self._in_use(check.path, check.home, numbers) and not self.fine(check, numbers):
                    yield Failing(check.path, numbers, check.home, check.holds.reads, check.message)

    def fine(self, check: PreparedCheck, numbers: Rows) -> bool:
        """Whether a check holds in a row, or cannot be told."""
        return self._value(check.holds, check.home, numbers) is not False

    def _in_use(self, path: str, home: tuple[str, ...], numbers: Rows) -> bool:
        if not path:
            return True
        *around, element = path.split(".")
        outer = home_of(path, self.rules.rows, own=False)
        group = group_at(self.live, around, outer, numbers[: len(outer)])
        found = None if group is None else group.get(element)
        if isinstance(found, list) and len(home) > len(outer):
            number = numbers[-1]
            found = found[number] if number < len(found) else None
        return compact(found) not in (None, {}, [])


def _canonical(value: feel.Value) -> str | bool | None:
    """A value of the rule language as an answer is stored; None for what is no single answer."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else None
