"""A condition evaluated by the rule language, for answers given by path."""

from datetime import date
from decimal import Decimal

from dienstweg.engine.feel import Value, compile_expression, scope_of
from dienstweg.engine.ruletext.feeltext import feel
from dienstweg.engine.ruletext.terms import Answer, Filled, Known, Order, Term, leaves
from dienstweg.engine.ruletext.truth import LAND, TODAY


def feel_holds(term: Term, found: Known) -> bool:
    """Whether the FEEL text of a condition is true; false and null are both "no", as they are in a form."""
    days = {leaf.path for leaf in leaves(term) if isinstance(leaf, Order)}
    several = {leaf.path for leaf in leaves(term) if isinstance(leaf, Filled) and leaf.many}
    values: dict[str, Value] = {LAND: None}
    for path, answer in found.items():
        _put(values, path.split("."), _value(answer, day=path in days or _is_day(answer), several=path in several))
    return compile_expression(feel(term), scope_of(values)).evaluate(values, today=TODAY) is True


def _is_day(answer: Answer) -> bool:
    return isinstance(answer, str) and len(answer) == 10 and answer[4] == answer[7] == "-"


def _value(answer: Answer, *, day: bool, several: bool) -> Value:
    if isinstance(answer, tuple):
        return list(answer)
    if several:
        return [] if answer is None else [answer]
    if day and isinstance(answer, str) and _is_day(answer):
        return date.fromisoformat(answer)
    return answer if isinstance(answer, str | bool | Decimal) else None


def _put(values: dict[str, Value], parts: list[str], value: Value) -> None:
    here: dict[str, Value] = values
    for part in parts[:-1]:
        inner = here.setdefault(part, {})
        if not isinstance(inner, dict):
            inner = here[part] = {}
        here = inner
    if not isinstance(here.get(parts[-1]), dict) or value is not None:
        here[parts[-1]] = value
