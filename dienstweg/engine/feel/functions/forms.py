"""How a built-in function may be called, what it admits, and what it gives."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal, cast

from msgspec import Struct

from dienstweg.engine.feel.values import Months, Range, Value

Result = Literal[
    "number",
    "string",
    "boolean",
    "date",
    "time",
    "datetime",
    "days",
    "months",
    "any",
    "strings",
    "numbers",
    "context",
    "same",
    "item",
]
"""The kind of the result. ``same``: the type of the first argument; ``item``: the type of the entries of the list."""

ADMITTED: dict[str, tuple[type, ...]] = {
    "number": (Decimal,),
    "string": (str,),
    "boolean": (bool,),
    "date": (date,),
    "time": (time,),
    "datetime": (datetime,),
    "duration": (timedelta, Months),
    "days": (timedelta,),
    "list": (list,),
    "context": (dict,),
    "range": (Range,),
}


class Parameter(Struct, frozen=True):
    """``admitted``: Python types of the values it takes; empty: every value, and null too."""

    name: str
    admitted: frozenset[type]
    optional: bool


class Form(Struct, frozen=True):
    """One way to call a function. ``run`` takes a meter and a value for each parameter, null for what is left out.

    ``repeated``: the last parameter takes one or more arguments, as a list.
    """

    parameters: tuple[Parameter, ...]
    run: Callable[..., Value]
    result: Result
    repeated: bool

    @property
    def least(self) -> int:
        return sum(not parameter.optional for parameter in self.parameters)

    @property
    def most(self) -> int | None:
        return None if self.repeated else len(self.parameters)

    def takes(self, count: int, names: tuple[str, ...]) -> bool:
        """Whether so many arguments, or arguments of these names, fit."""
        if not names:
            return self.least <= count and (self.most is None or count <= self.most)
        known = {parameter.name: parameter.optional for parameter in self.parameters}
        missing = {name for name, optional in known.items() if not optional} - set(names)
        return not self.repeated and not missing and set(names) <= known.keys() and len(set(names)) == len(names)


class Function(Struct, frozen=True):
    """A built-in function with its forms, the most frequent first."""

    name: str
    forms: tuple[Form, ...]

    def fitting(self, count: int, names: tuple[str, ...]) -> tuple[Form, ...]:
        """The forms for so many arguments, or for arguments of these names; the values choose."""
        return tuple(form for form in self.forms if form.takes(count, names))


def form(signature: str, run: Callable[..., Value], result: Result) -> Form:
    """A form from a line such as ``"string: string, length?: number"``.

    ``?``: may be left out; ``*`` at the end: as many as wanted; ``|`` between kinds: one of them; no kind: any value.
    """
    parts = [part.strip() for part in signature.removesuffix("*").split(",") if part.strip()]
    return Form(tuple(_parameter(part) for part in parts), run, result, signature.endswith("*"))


def function(name: str, *forms: Form) -> Function:
    return Function(name, forms)


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.partition(":")
    admitted = frozenset(python for kind in kinds.split("|") if kind.strip() for python in ADMITTED[kind.strip()])
    return Parameter(name.strip().removesuffix("?"), admitted, name.strip().endswith("?"))


def fitted(value: Value, parameter: Parameter) -> tuple[Value] | None:
    """The value as the parameter takes it, or None where it does not fit.

    One value and a list with only this value stand for each other (10.3.2.9.4).
    """
    admitted = parameter.admitted
    if not admitted or type(value) in admitted or (value is None and parameter.optional):
        return (value,)
    if value is None:
        return None
    if list in admitted:
        return ([value],)
    if isinstance(value, list) and len(value) == 1 and type(value[0]) in admitted:
        return (value[0],)
    return None


def numbers(values: list[Value]) -> list[Decimal] | None:
    """The list if it holds nothing but numbers."""
    return cast("list[Decimal]", values) if all(type(value) is Decimal for value in values) else None
