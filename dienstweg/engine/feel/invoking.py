"""The function of a call. What depends on nothing (``date("2026-01-01")``) is computed once, when it is compiled."""

from collections.abc import Sequence

from dienstweg.engine.feel import faults
from dienstweg.engine.feel.analysis import Analysis
from dienstweg.engine.feel.closures import Run, State, compiled
from dienstweg.engine.feel.functions import CLOCK, FUNCTIONS, Form, Parameter
from dienstweg.engine.feel.functions.forms import fitted
from dienstweg.engine.feel.nodes import Call, Constant
from dienstweg.engine.feel.values import Value

Plan = tuple[tuple[Parameter, int | None], ...]
"""For each parameter, which of the arguments it takes."""


@compiled.register(Call)
def _call(node: Call, analysis: Analysis) -> Run:
    function = FUNCTIONS.get(node.function)
    forms = function.fitting(len(node.arguments), node.names) if function is not None else ()
    if not forms:
        return lambda _: None
    if node.function in CLOCK:
        return _clock(node)
    plans = tuple((form, _plan(form, node)) for form in forms)
    run = _invocation(plans, tuple(compiled(argument, analysis) for argument in node.arguments))
    return _folded(run) if all(isinstance(argument, Constant) for argument in node.arguments) else run


def _clock(node: Call) -> Run:
    name, position = node.function, node.position

    def run(state: State) -> Value:
        moment = state.today if name == "today" else state.now
        if moment is None:
            raise faults.no_clock(name, position)
        return moment

    return run


def _invocation(plans: Sequence[tuple[Form, Plan]], arguments: tuple[Run, ...]) -> Run:
    def run(state: State) -> Value:
        given = [argument(state) for argument in arguments]
        for value in given:
            if isinstance(value, list | dict):
                state.spend(len(value))
            elif isinstance(value, str):
                state.spend(len(value) // 16)
        for form, plan in plans:
            values = _filled(form, plan, given)
            if values is not None:
                return form.run(state, *values)
        return None

    return run


def _plan(form: Form, node: Call) -> Plan:
    if node.names:
        places = {name: at for at, name in enumerate(node.names)}
        return tuple((parameter, places.get(parameter.name)) for parameter in form.parameters)
    count = len(node.arguments)
    return tuple((parameter, at if at < count else None) for at, parameter in enumerate(form.parameters))


def _filled(form: Form, plan: Plan, given: list[Value]) -> list[Value] | None:
    """A value for each parameter, or None where one does not fit."""
    values: list[Value] = []
    for parameter, at in plan:
        fit = fitted(None if at is None else given[at], parameter)
        if fit is None:
            return None
        values += fit
    if form.repeated:
        values[-1] = given[len(plan) - 1 :]
    return values


def _folded(run: Run) -> Run:
    """The value of a call that always gives the same. Lists and contexts are made anew: who asks may change them."""
    try:
        value = run(State({}, 0))
    except faults.Unusable:
        return run
    return run if isinstance(value, list | dict) else lambda _: value
