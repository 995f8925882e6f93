"""A tree becomes a Python function once; evaluating is calling it.

Each node is one function that takes the state of an evaluation and gives a value. Steps are counted where work can grow
beyond the length of the expression: in loops, and over lists and texts.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch

from dienstweg.engine.feel import arithmetic, comparing, members
from dienstweg.engine.feel.analysis import Analysis
from dienstweg.engine.feel.limits import STEPS, Meter
from dienstweg.engine.feel.nodes import (
    Alternatives,
    And,
    Arithmetic,
    Between,
    Comparison,
    Constant,
    Entries,
    If,
    Inside,
    InstanceOf,
    Interval,
    Items,
    Name,
    Negative,
    Node,
    Or,
    Path,
    Relative,
)
from dienstweg.engine.feel.scoping import Binding, Late, Local, Member, Root
from dienstweg.engine.feel.types import is_instance
from dienstweg.engine.feel.values import ORDERED, Criterion, Range, Value

Run = Callable[["State"], Value]


class State(Meter):
    """One evaluation: the values of the scope, the values bound within the expression, the day, the steps left."""

    __slots__ = ("local", "names", "now", "today")

    def __init__(
        self,
        names: Mapping[str, Value],
        slots: int,
        today: date | None = None,
        now: datetime | None = None,
        steps: int = STEPS,
    ) -> None:
        super().__init__(steps)
        self.names = names
        self.local: list[Value] = [None] * slots
        self.today = today
        self.now = now


@singledispatch
def compiled(node: Node, _: Analysis) -> Run:
    """The function of a node."""
    raise TypeError(node)


@compiled.register(Constant)
def _constant(node: Constant, _: Analysis) -> Run:
    value = node.value
    return lambda _: value


@compiled.register(Name)
def _name(node: Name, analysis: Analysis) -> Run:
    return bound(analysis.bindings.get(node.position))


def bound(binding: Binding | None) -> Run:
    """The value a name stands for; null for a name that nothing has."""
    match binding:
        case Root(name):
            return lambda state: state.names.get(name)
        case Local(slot):
            return lambda state: state.local[slot]
        case Member(slot, name):
            return lambda state: members.plain(state.local[slot], name)
        case Late(slot, name, outside):
            return _late(slot, name, bound(outside))
    return lambda _: None


def _late(slot: int, name: str, outside: Run) -> Run:
    def run(state: State) -> Value:
        item = state.local[slot]
        return item[name] if isinstance(item, dict) and name in item else outside(state)

    return run


@compiled.register(Path)
def _path(node: Path, analysis: Analysis) -> Run:
    names = [node.member]
    base = node.base
    while isinstance(base, Path):
        names.append(base.member)
        base = base.base
    start, steps = compiled(base, analysis), tuple(reversed(names))

    def run(state: State) -> Value:
        value = start(state)
        for name in steps:
            value = value.get(name) if type(value) is dict else members.member(value, name, state)
        return value

    return _listed(run) if node.position in analysis.lists else run


def _listed(run: Run) -> Run:
    """A list of the scope is empty, not null, where the group around it is absent."""

    def listed(state: State) -> Value:
        value = run(state)
        return [] if value is None else value

    return listed


@compiled.register(Negative)
def _negative(node: Negative, analysis: Analysis) -> Run:
    operand = compiled(node.operand, analysis)
    return lambda state: arithmetic.negative(operand(state))


@compiled.register(Arithmetic)
def _arithmetic(node: Arithmetic, analysis: Analysis) -> Run:
    operator, left, right = node.operator, compiled(node.left, analysis), compiled(node.right, analysis)
    return lambda state: arithmetic.combine(operator, left(state), right(state), state)


@compiled.register(Comparison)
def _comparison(node: Comparison, analysis: Analysis) -> Run:
    left, right = compiled(node.left, analysis), compiled(node.right, analysis)
    if node.relation in {"=", "!="}:
        if isinstance(node.right, Constant) and type(node.right.value) in {str, Decimal, bool}:
            return _equals(left, node.right.value, is_equal=node.relation == "=")
        return _equation(left, right, is_equal=node.relation == "=")
    order = comparing.ORDERS[node.relation]
    return lambda state: order(left(state), right(state))


def _equals(left: Run, constant: Value, *, is_equal: bool) -> Run:
    """An equation with a constant: the most frequent condition of all, so it takes the shortest way."""
    kind = type(constant)

    def run(state: State) -> Value:
        value = left(state)
        if type(value) is kind:
            return (value == constant) is is_equal
        return not is_equal if value is None else None

    return run


def _equation(left: Run, right: Run, *, is_equal: bool) -> Run:
    def run(state: State) -> Value:
        answer = comparing.equal(left(state), right(state), state)
        return answer if is_equal else comparing.negated(answer)

    return run


@compiled.register(Between)
def _between(node: Between, analysis: Analysis) -> Run:
    value, low, high = (compiled(part, analysis) for part in (node.value, node.low, node.high))
    return lambda state: comparing.between(value(state), low(state), high(state))


@compiled.register(Inside)
def _inside(node: Inside, analysis: Analysis) -> Run:
    value = compiled(node.value, analysis)
    if isinstance(node.test, Alternatives):
        tests = tuple(compiled(test, analysis) for test in node.test.tests)
        return _inside_texts(value, node.test.tests, lambda found, state: _meets_one(found, tests, state))
    test = compiled(node.test, analysis)
    items = node.test.items if isinstance(node.test, Items) else ()
    return _inside_texts(value, items, lambda found, state: comparing.inside(found, test(state), state))


def _meets_one(value: Value, tests: tuple[Run, ...], state: State) -> Value:
    return comparing.any_true(comparing.inside(value, test(state), state) for test in tests)


def _inside_texts(value: Run, nodes: tuple[Node, ...], otherwise: Callable[[Value, State], Value]) -> Run:
    """A list of codes is the second most frequent condition: a text is looked up among texts."""
    values = [node.value if isinstance(node, Constant) else None for node in nodes]
    texts = frozenset(value for value in values if isinstance(value, str))
    if not texts or len(texts) < len(values):
        return lambda state: otherwise(value(state), state)

    def run(state: State) -> Value:
        found = value(state)
        return found in texts if isinstance(found, str) else otherwise(found, state)

    return run


@compiled.register(Relative)
def _relative(node: Relative, analysis: Analysis) -> Run:
    relation, value = node.relation, compiled(node.value, analysis)
    return lambda state: Criterion(relation, value(state))


@compiled.register(And)
def _and(node: And, analysis: Analysis) -> Run:
    terms = tuple(compiled(term, analysis) for term in node.terms)

    def run(state: State) -> Value:
        known = True
        for term in terms:
            answer = term(state)
            if answer is False:
                return False
            known = known and answer is True
        return True if known else None

    return run


@compiled.register(Or)
def _or(node: Or, analysis: Analysis) -> Run:
    terms = tuple(compiled(term, analysis) for term in node.terms)

    def run(state: State) -> Value:
        known = True
        for term in terms:
            answer = term(state)
            if answer is True:
                return True
            known = known and answer is False
        return False if known else None

    return run


@compiled.register(If)
def _if(node: If, analysis: Analysis) -> Run:
    condition, yes, no = (compiled(part, analysis) for part in (node.condition, node.yes, node.no))
    return lambda state: yes(state) if condition(state) is True else no(state)


@compiled.register(Items)
def _items(node: Items, analysis: Analysis) -> Run:
    items = tuple(compiled(item, analysis) for item in node.items)
    return lambda state: [item(state) for item in items]


@compiled.register(Entries)
def _entries(node: Entries, analysis: Analysis) -> Run:
    entries = tuple(
        (entry.key, analysis.slots[entry.position], compiled(entry.value, analysis)) for entry in node.entries
    )
    if len({key for key, _, _ in entries}) < len(entries):
        return lambda _: None

    def run(state: State) -> Value:
        made: dict[str, Value] = {}
        for key, slot, value in entries:
            made[key] = state.local[slot] = value(state)
        return made

    return run


@compiled.register(Interval)
def _interval(node: Interval, analysis: Analysis) -> Run:
    low, high = compiled(node.low, analysis), compiled(node.high, analysis)
    low_included, high_included = node.low_included, node.high_included

    def run(state: State) -> Value:
        start, end = low(state), high(state)
        if not all(value is None or type(value) in ORDERED for value in (start, end)):
            return None
        if start is not None and end is not None and type(start) is not type(end):
            return None
        return Range(start, end, low_included, high_included)

    return run


@compiled.register(InstanceOf)
def _instance_of(node: InstanceOf, analysis: Analysis) -> Run:
    value, type_ = compiled(node.value, analysis), node.type
    return lambda state: is_instance(value(state), type_, state)
