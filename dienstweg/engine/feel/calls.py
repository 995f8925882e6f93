"""Calls of built-in functions before there is a value: do the arguments fit, and what comes back."""

from collections.abc import Sequence
from typing import cast

from dienstweg.engine.feel import faults, temporal, types
from dienstweg.engine.feel.faults import Fault
from dienstweg.engine.feel.functions import FUNCTIONS, LEFT_OUT, Form, Function, Parameter, patterns
from dienstweg.engine.feel.limits import Meter
from dienstweg.engine.feel.nodes import Call, Constant, Node
from dienstweg.engine.feel.types import (
    KINDS,
    NULL,
    PYTHON,
    UNKNOWN,
    Kind,
    ListOf,
    RangeOf,
    Record,
    Scalar,
    Type,
    Unknown,
    join,
)
from dienstweg.engine.feel.values import Range

_READERS = {
    "date": (temporal.read_date, "kein Datum wie 2026-05-31"),
    "time": (temporal.read_time, "keine Uhrzeit wie 14:30:00"),
    "date and time": (temporal.read_datetime, "kein Zeitpunkt wie 2026-05-31T14:30:00"),
    "duration": (temporal.read_duration, "keine Dauer wie P14D oder P1Y6M"),
}
_RESULTS: dict[str, Type] = {
    "any": UNKNOWN,
    "strings": ListOf(types.STRING),
    "numbers": ListOf(types.NUMBER),
    "context": types.CONTEXT,
}


def check(node: Call, arguments: Sequence[Type], meter: Meter) -> tuple[Type, list[Fault]]:
    """The type of the result, and what is wrong. Raises :class:`faults.Unsupported`."""
    function = FUNCTIONS.get(node.function)
    if function is None:
        if node.function in LEFT_OUT:
            message = f"Die Funktion „{node.function}“ gehört nicht zum Sprachumfang."
            raise faults.unsupported(message, node.position)
        return UNKNOWN, [faults.unknown_name(node.function, FUNCTIONS, node.position)]
    forms = function.fitting(len(arguments), node.names)
    if not forms:
        return UNKNOWN, [faults.wrong_call(f"Geschrieben wird das {_usage(function)}.", node.position)]
    form = next((form for form in forms if _fits(form, node, arguments)), None)
    if form is None:
        given = ", ".join(types.german(type_) for type_ in arguments)
        message = f"{_usage(function)} nimmt das nicht an: {given}."
        return UNKNOWN, [faults.wrong_call(message, node.position)]
    return _result(node, form, arguments, meter), _constant_faults(node)


def _fits(form: Form, node: Call, arguments: Sequence[Type]) -> bool:
    parameters = form.parameters
    if node.names:
        by_name = {parameter.name: parameter for parameter in parameters}
        parameters = tuple(by_name[name] for name in node.names)
    last = len(parameters) - 1
    return all(_admits(parameters[min(at, last)], argument) for at, argument in enumerate(arguments))


def _admits(parameter: Parameter, type_: Type) -> bool:
    if not parameter.admitted or isinstance(type_, Unknown) or type_ == NULL:
        return True
    match type_:
        case Scalar(kind):
            return PYTHON[kind] in parameter.admitted or list in parameter.admitted
        case ListOf():
            return list in parameter.admitted
        case Record():
            return dict in parameter.admitted or list in parameter.admitted
        case RangeOf():
            return Range in parameter.admitted


def _result(node: Call, form: Form, arguments: Sequence[Type], meter: Meter) -> Type:
    if node.function == "duration":
        return _duration(node)
    if form.result in {"same", "item"} and node.names:
        return UNKNOWN
    if form.result == "same":
        return arguments[0] if isinstance(arguments[0], ListOf) or list not in form.parameters[0].admitted else UNKNOWN
    if form.result == "item":
        return join((type_.item if isinstance(type_, ListOf) else type_ for type_ in arguments), meter)
    return _RESULTS.get(form.result) or Scalar(cast(Kind, form.result))


def _duration(node: Call) -> Type:
    """The text tells which of the two kinds of duration it is."""
    text = _text(node.arguments[0])
    read = None if text is None else temporal.read_duration(text)
    return UNKNOWN if read is None else Scalar(KINDS[type(read)])


def _constant_faults(node: Call) -> list[Fault]:
    """What stands in the expression can be read now: dates, durations, patterns."""
    texts = [_text(argument) for argument in node.arguments]
    first = texts[0] if texts else None
    if node.function in _READERS and first is not None and len(texts) == 1:
        reader, what = _READERS[node.function]
        if reader(first) is None:
            if reason := temporal.outside_subset(first):
                raise faults.unsupported(reason, node.position)
            return [faults.wrong_call(f"„{first}“ ist {what}.", node.arguments[0].position)]
    if node.function in {"matches", "replace", "split"} and not node.names:
        pattern, flags = texts[1], texts[-1] if len(texts) == _WITH_FLAGS[node.function] else ""
        if pattern is not None and flags is not None and patterns.compiled(pattern, flags) is None:
            message = f"„{pattern}“ ist kein Muster, das in linearer Zeit verglichen werden kann."
            return [faults.wrong_call(message, node.arguments[1].position)]
    return []


_WITH_FLAGS = {"matches": 3, "replace": 4, "split": 0}


def _text(node: Node) -> str | None:
    return node.value if isinstance(node, Constant) and isinstance(node.value, str) else None


def _usage(function: Function) -> str:
    """``date(from)`` or ``date(year, month, day)``."""
    return " oder ".join(f"„{function.name}({_parameters(form)})“" for form in function.forms)


def _parameters(form: Form) -> str:
    names = [parameter.name + ("?" if parameter.optional else "") for parameter in form.parameters]
    return ", ".join([*names, "…"] if form.repeated else names)
