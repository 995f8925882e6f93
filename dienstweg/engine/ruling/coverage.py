"""Which rules somebody's answers bring into play, and what to wish for so that every rule comes into play."""

from collections.abc import Iterator
from datetime import date

from dienstweg.engine.answers import Answers
from dienstweg.engine.feel import Expression, nodes, parse
from dienstweg.engine.feel.nodes import Node
from dienstweg.engine.ruling.live import Rows
from dienstweg.engine.ruling.order import Step
from dienstweg.engine.ruling.prepared import PreparedCheck, prepared
from dienstweg.engine.ruling.resolving import Resolving
from dienstweg.engine.service import Ruled, Service

Goal = tuple[str, str]
"""The path of a place and a condition (FEEL) under which a rule does something there."""


def goals(service: Service, lands: tuple[str, ...]) -> tuple[Goal, ...]:
    """Every check, and every effect that can be in force in one of the Länder.

    Effects forbid, require, set, free or limit.
    """
    found = dict.fromkeys(goal for ruled in service.ruled for goal in _of_place(ruled))
    checks = ((check.path, check.holds) for check in service.checks)
    return tuple(goal for goal in (*found, *checks) if any(_told(parse(goal[1]), land) is not False for land in lands))


def _told(node: Node, land: str) -> bool | None:
    """What the Land alone decides about a condition; None: the answers decide."""
    match node:
        case nodes.And(terms=terms):
            told = [_told(term, land) for term in terms]
            return False if False in told else None if None in told else True
        case nodes.Or(terms=terms):
            told = [_told(term, land) for term in terms]
            return True if True in told else None if None in told else False
        case nodes.Call(function="not", arguments=(inner,)):
            found = _told(inner, land)
            return None if found is None else not found
        case nodes.Constant(value=bool(value)):
            return value
        case nodes.Comparison(relation=relation, left=nodes.Name(name="land"), right=nodes.Constant(value=value)):
            return {"=": value == land, "!=": value != land}.get(relation)
        case nodes.Inside(value=nodes.Name(name="land"), test=nodes.Alternatives(tests=tests)):
            return land in [test.value for test in tests if isinstance(test, nodes.Constant)]
    return None


def _of_place(ruled: Ruled) -> Iterator[Goal]:
    conditions = [ruled.forbid, ruled.require, ruled.optional]
    conditions += [one.when or "true" for one in ruled.set] + [one.when or "true" for one in ruled.restrict]
    return ((ruled.path, text) for text in conditions if text is not None)


def reached(service: Service, answers: Answers, today: date) -> frozenset[Goal]:
    """The effects in force for somebody, and the checks that looked at something this person answered."""
    watching = _Watching(service, answers, today)
    tuple(watching.resolved().failing)  # checks are looked at when they are asked for
    return frozenset(watching.reached)


class _Watching(Resolving):
    """Notes every condition that holds."""

    def __init__(self, service: Service, answers: Answers, today: date) -> None:
        self.reached: set[Goal] = set()
        super().__init__(service, answers, today)
        for step in prepared(service).steps:
            if None in [one.when for one in step.sets] + [one.when for one in step.restricts]:
                self.reached.add((step.path, "true"))

    def holds(self, expression: Expression | None, step: Step, numbers: Rows) -> bool:
        found = super().holds(expression, step, numbers)
        if found and expression is not None:
            self.reached.add((step.path, expression.text))
        return found

    def fine(self, check: PreparedCheck, numbers: Rows) -> bool:
        self.reached.add((check.path, check.holds.text))
        return super().fine(check, numbers)
