"""Functions of the nodes that go through lists. Each round costs as many steps as there are nodes in its body."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from dienstweg.engine.feel.analysis import Analysis
from dienstweg.engine.feel.closures import Run, State, compiled
from dienstweg.engine.feel.comparing import all_true, any_true
from dienstweg.engine.feel.limits import too_many_steps
from dienstweg.engine.feel.nodes import Filter, For, Node, Quantified, Span, Variable, size
from dienstweg.engine.feel.values import Range, Value, whole

Source = Callable[[State], Iterable[Value] | None]
Loop = tuple[int, Source]
"""The place of the variable among the local values, and what it goes through."""


@compiled.register(For)
def _for(node: For, analysis: Analysis) -> Run:
    loops, body = _loops(node.variables, analysis), compiled(node.body, analysis)
    cost = size(node.body)

    def run(state: State) -> Value:
        made: list[Value] = []
        for there in _rounds(state, loops, cost):
            if not there:
                return None
            made.append(body(state))
        return made

    return run


@compiled.register(Quantified)
def _quantified(node: Quantified, analysis: Analysis) -> Run:
    loops, condition = _loops(node.variables, analysis), compiled(node.condition, analysis)
    cost = size(node.condition)
    decide = all_true if node.every else any_true

    def run(state: State) -> Value:
        return decide(condition(state) if there else None for there in _rounds(state, loops, cost))

    return run


def _loops(variables: tuple[Variable, ...], analysis: Analysis) -> tuple[Loop, ...]:
    return tuple((analysis.slots[variable.position], _source(variable.source, analysis)) for variable in variables)


def _rounds(state: State, loops: tuple[Loop, ...], cost: int, level: int = 0) -> Iterator[bool]:
    """Binds the variables round by round; False where there is nothing to go through."""
    slot, source = loops[level]
    entries = source(state)
    if entries is None:
        yield False
        return
    is_innermost = level == len(loops) - 1
    for entry in entries:
        state.left -= cost
        if state.left < 0:
            raise too_many_steps()
        state.local[slot] = entry
        if is_innermost:
            yield True
        else:
            yield from _rounds(state, loops, cost, level + 1)


def _source(node: Node, analysis: Analysis) -> Source:
    if isinstance(node, Span):
        low, high = compiled(node.low, analysis), compiled(node.high, analysis)
        return lambda state: _counted(low(state), high(state))
    value = compiled(node, analysis)
    return lambda state: _gone_through(value(state))


def _counted(low: Value, high: Value) -> Iterable[Value] | None:
    start = whole(low) if isinstance(low, Decimal) else None
    end = whole(high) if isinstance(high, Decimal) else None
    if start is None or end is None:
        return None
    return map(Decimal, range(start, end + 1) if start <= end else range(start, end - 1, -1))


def _gone_through(value: Value) -> Iterable[Value] | None:
    if isinstance(value, list):
        return value
    return None if value is None or isinstance(value, Range) else [value]


@compiled.register(Filter)
def _filter(node: Filter, analysis: Analysis) -> Run:
    base, condition = compiled(node.base, analysis), compiled(node.condition, analysis)
    slot, cost = analysis.slots[node.position], size(node.condition)
    if node.position in analysis.indexes:
        return lambda state: _picked(_entries(base(state)), condition(state))

    def run(state: State) -> Value:
        entries, kept = _entries(base(state)), []
        for entry in entries:
            state.spend(cost)
            state.local[slot] = entry
            answer = condition(state)
            if answer is True:
                kept.append(entry)
            elif isinstance(answer, Decimal):
                return _picked(entries, answer)
        return kept

    return run


def _entries(value: Value) -> list[Value]:
    """A value as a list: null has no entries, any other value is the only one (DMN 1.3, 10.3.2.5)."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _picked(entries: list[Value], number: Value) -> Value:
    """The entry at a place, counted from 1, or from the end with -1."""
    place = whole(number) if isinstance(number, Decimal) else None
    if not place or abs(place) > len(entries):
        return None
    return entries[place - 1 if place > 0 else place]
