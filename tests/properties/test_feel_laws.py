"""Laws of the rule language."""

import sys
from collections.abc import Mapping
from datetime import datetime
from decimal import localcontext
from itertools import product
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import to_builtins

from dienstweg.engine.feel import (
    Expression,
    Meter,
    Unusable,
    Value,
    compile_expression,
    nodes,
    parse,
    read_notation,
    read_values,
    temporal,
    write_notation,
    write_text,
)
from dienstweg.engine.feel.closures import State
from dienstweg.engine.feel.comparing import equal, same
from dienstweg.engine.feel.limits import STEPS
from dienstweg.engine.feel.temporal import Temporal
from dienstweg.engine.feel.types import is_instance
from tests.properties.feel_expressions import ANSWERS, ANY_TEXT, EXPRESSIONS, SCOPE, TEMPORALS, TREES

NOW = datetime(2026, 5, 31, 14, 30)  # noqa: DTZ001 # points in time of forms are local
TRUTHS = ("true", "false", "null")


def evaluated(compiled: Expression, answers: Mapping[str, object]) -> Value:
    return compiled.evaluate(read_values(SCOPE, answers), today=NOW.date(), now=NOW)


def bare(node: object) -> object:
    """A tree without the positions of its nodes."""
    if isinstance(node, nodes.Node):
        fields = {name: bare(getattr(node, name)) for name in node.__struct_fields__ if name != "position"}
        return {"kind": type(node).__name__, **fields}
    if isinstance(node, tuple):
        return [bare(part) for part in node]
    return (type(node).__name__, node)


@given(TREES)
def test_reading_what_was_written_gives_the_same_tree(tree: nodes.Node) -> None:
    assert bare(parse(write_text(tree))) == bare(tree)


@given(ANY_TEXT)
@settings(max_examples=400)
def test_whatever_can_be_read_is_written_the_same_for_ever(text: str) -> None:
    try:
        tree = parse(text)
    except Unusable:
        return
    written = write_text(tree)
    assert (bare(parse(written)), write_text(parse(written))) == (bare(tree), written)


@given(ANY_TEXT, ANSWERS)
@settings(max_examples=400)
def test_whatever_is_written_only_our_own_refusal_is_raised(text: str, answers: dict[str, object]) -> None:
    place = 0
    try:
        compiled = compile_expression(text, SCOPE)
        write_notation(evaluated(compiled, answers), Meter())
    except Unusable as refused:
        place = refused.fault.position
    assert 0 <= place <= len(text)


@given(EXPRESSIONS, ANSWERS)
def test_the_same_answers_give_the_same_value(text: str, answers: dict[str, object]) -> None:
    first = evaluated(compile_expression(text, SCOPE), answers)
    with localcontext() as context:
        context.prec = 3
        again = evaluated(compile_expression(write_text(parse(text)), SCOPE), answers)
    assert write_notation(first, Meter()) == write_notation(again, Meter())


@given(EXPRESSIONS, ANSWERS, ANSWERS)
@settings(max_examples=300)
def test_nothing_outside_the_read_set_changes_the_value(
    text: str, answers: dict[str, object], others: dict[str, object]
) -> None:
    compiled = compile_expression(text, SCOPE)
    mixed = mix(answers, others, {tuple(place.replace("[]", ".[]").split(".")) for place in compiled.reads})
    assert write_notation(evaluated(compiled, mixed), Meter()) == write_notation(evaluated(compiled, answers), Meter())


def mix(ours: object, theirs: object, places: set[tuple[str, ...]]) -> dict[str, object]:
    """Our answers at these places, theirs everywhere else."""
    mine, other = (part if isinstance(part, dict) else {} for part in (ours, theirs))
    mixed = {name: value for name, value in other.items() if (name,) not in places}
    for name in {place[0] for place in places}:
        below = {place[1:] for place in places if place[0] == name}
        found = _mixed(mine.get(name), other.get(name), below)
        if found is not None:
            mixed[name] = found
    return mixed


def _mixed(ours: object, theirs: object, below: set[tuple[str, ...]]) -> object:
    if () in below:
        return ours
    if not any(place[0] == "[]" for place in below):
        return mix(ours, theirs, below)
    rows, others = (part if isinstance(part, list) else [] for part in (ours, theirs))
    within = {place[1:] for place in below} - {()}
    return [mix(row, others[at] if at < len(others) else {}, within) for at, row in enumerate(rows)]


@given(EXPRESSIONS, ANSWERS)
@settings(max_examples=300)
def test_an_expression_without_fault_gives_what_its_type_says(text: str, answers: dict[str, object]) -> None:
    compiled = compile_expression(text, SCOPE)
    value = evaluated(compiled, answers)
    assert compiled.faults or value is None or is_instance(value, compiled.type, Meter())


@given(EXPRESSIONS, ANSWERS)
def test_work_grows_with_the_steps_that_are_counted(text: str, answers: dict[str, object]) -> None:
    compiled, values = compile_expression(text, SCOPE), read_values(SCOPE, answers)
    state = State(values, compiled.slots, NOW.date(), NOW)
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        compiled.run(state)
    finally:
        sys.setprofile(None)
    assert calls <= 30 * (STEPS - state.left + nodes.size(parse(text)))


@pytest.mark.parametrize(("a", "b"), list(product(TRUTHS, TRUTHS)))
def test_truth_has_three_values(a: str, b: str) -> None:
    value = {
        name: compile_expression(text).evaluate({})
        for name, text in {
            "both": f"{a} and {b}",
            "swapped": f"{b} and {a}",
            "one": f"{a} or {b}",
            "one swapped": f"{b} or {a}",
            "not both": f"not({a} and {b})",
            "one is not": f"not({a}) or not({b})",
        }.items()
    }
    low, high = (pick(("false", "null", "true").index(word) for word in (a, b)) for pick in (min, max))
    assert value["both"] is value["swapped"] is (False, None, True)[low]
    assert value["one"] is value["one swapped"] is (False, None, True)[high]
    assert value["not both"] is value["one is not"]


@given(EXPRESSIONS, ANSWERS)
def test_every_value_equals_itself(text: str, answers: dict[str, object]) -> None:
    value = evaluated(compile_expression(text, SCOPE), answers)
    assert equal(value, value, Meter()) is True
    assert same(value, value, Meter())


@given(EXPRESSIONS, EXPRESSIONS, ANSWERS)
def test_equality_does_not_care_for_sides(one: str, other: str, answers: dict[str, object]) -> None:
    left, right = (evaluated(compile_expression(text, SCOPE), answers) for text in (one, other))
    assert equal(left, right, Meter()) is equal(right, left, Meter())


@given(EXPRESSIONS, ANSWERS)
def test_the_notation_loses_nothing(text: str, answers: dict[str, object]) -> None:
    value = evaluated(compile_expression(text, SCOPE), answers)
    assert equal(read_notation(to_builtins(write_notation(value, Meter()))), value, Meter()) is True


@given(TEMPORALS)
def test_dates_and_durations_are_read_as_they_are_written(value: Temporal) -> None:
    assert temporal.read(temporal.write(value)) == value


@given(st.lists(EXPRESSIONS, min_size=2, max_size=3), ANSWERS)
def test_rules_do_not_disturb_each_other(texts: list[str], answers: dict[str, object]) -> None:
    compiled = [compile_expression(text, SCOPE) for text in texts]
    values = read_values(SCOPE, answers)
    alone = [write_notation(evaluated(one, answers), Meter()) for one in compiled]
    shared = [write_notation(one.evaluate(values, today=NOW.date(), now=NOW), Meter()) for one in reversed(compiled)]
    assert shared == alone[::-1]
