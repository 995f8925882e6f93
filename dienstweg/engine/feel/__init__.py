"""The rule language of Dienstweg: a strict subset of FEEL (DMN 1.3), described in ``docs/feel.md``.

    text → tokens → tree → analysis → function

An expression is compiled once for a scope (which names there are, and of which types) and evaluated as often as wanted.
It has no clock, no chance and no side effect, and it stops: length, depth and steps are limited.

>>> scope = Scope({"dogs": ListOf(Record({"breed": STRING, "age": NUMBER}))})
>>> rule = compile_expression('some dog in dogs satisfies dog.breed = "Dackel"', scope)
>>> rule.reads
('dogs[].breed',)
>>> rule.evaluate(read_values(scope, {"dogs": [{"breed": "Mops"}, {"breed": "Dackel", "age": 3}]}))
True
"""

from dienstweg.engine.feel.expression import Expression, compile_expression
from dienstweg.engine.feel.faults import Fault, Unsupported, Unusable
from dienstweg.engine.feel.limits import STEPS, Meter
from dienstweg.engine.feel.notation import read as read_notation
from dienstweg.engine.feel.notation import write as write_notation
from dienstweg.engine.feel.parser import parse
from dienstweg.engine.feel.reading import inside
from dienstweg.engine.feel.reading import values as read_values
from dienstweg.engine.feel.show import literal as write_value
from dienstweg.engine.feel.text import write as write_text
from dienstweg.engine.feel.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DAYS,
    MONTHS,
    NUMBER,
    STRING,
    TIME,
    UNKNOWN,
    ListOf,
    Record,
    Scalar,
    Scope,
    Type,
    scope_of,
)
from dienstweg.engine.feel.values import Months, Range, Value, read_number

__all__ = [
    "BOOLEAN",
    "DATE",
    "DATETIME",
    "DAYS",
    "MONTHS",
    "NUMBER",
    "STEPS",
    "STRING",
    "TIME",
    "UNKNOWN",
    "Expression",
    "Fault",
    "ListOf",
    "Meter",
    "Months",
    "Range",
    "Record",
    "Scalar",
    "Scope",
    "Type",
    "Unsupported",
    "Unusable",
    "Value",
    "compile_expression",
    "inside",
    "parse",
    "read_notation",
    "read_number",
    "read_values",
    "scope_of",
    "write_notation",
    "write_text",
    "write_value",
]
