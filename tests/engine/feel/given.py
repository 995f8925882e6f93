"""What the tests of the rule language start from."""

from datetime import datetime

from dienstweg.engine.feel import (
    BOOLEAN,
    DATE,
    NUMBER,
    STRING,
    ListOf,
    Record,
    Scalar,
    Scope,
    Value,
    compile_expression,
    read_values,
    write_value,
)
from dienstweg.engine.feel.limits import Meter

NOW = datetime(2026, 5, 31, 14, 30)  # noqa: DTZ001 # points in time of forms are local
STATUS = Scalar("string", {"001": "Ist beantragt", "002": "Liegt vor", "010": "Entfällt"})
DOG = Record({"name": STRING, "breed": STRING, "age": NUMBER, "marks": ListOf(STRING)})
SCOPE = Scope(
    {
        "person": Record({"born": DATE, "married": BOOLEAN, "income": NUMBER, "time of birth": STRING}),
        "status": STATUS,
        "dogs": ListOf(DOG),
        "colours": ListOf(STRING),
        "land": STRING,
    }
)
DOGS: list[object] = [
    {"name": "Bello", "breed": "Dackel", "age": 3, "marks": ["a", "b"]},
    {"name": "Rex", "breed": "Mops", "age": 11},
    {"breed": "Dackel", "age": "0.5"},
]
ANSWERS: dict[str, object] = {
    "person": {"born": "1990-02-28", "married": True, "income": "1200.50"},
    "status": "002",
    "dogs": DOGS,
    "colours": ["rot", "blau"],
}


def value(text: str) -> Value:
    """The value of an expression about the person with the dogs."""
    return compile_expression(text, SCOPE).evaluate(read_values(SCOPE, ANSWERS), today=NOW.date(), now=NOW)


def shown(text: str) -> str:
    """The same as FEEL text, which tells the kind as well."""
    return write_value(value(text), Meter())
