"""What can be said about comparisons before there is a value: which of them never hold."""

from collections.abc import Iterator, Mapping

from dienstweg.engine.feel import faults, text, types
from dienstweg.engine.feel.faults import Fault
from dienstweg.engine.feel.nodes import (
    Alternatives,
    And,
    Comparison,
    Constant,
    Inside,
    Items,
    Name,
    Node,
    Path,
    Relative,
)
from dienstweg.engine.feel.types import (
    BOOLEAN,
    NULL,
    NUMBER,
    UNKNOWN,
    Kind,
    ListOf,
    RangeOf,
    Record,
    Scalar,
    Type,
    Unknown,
    comparable,
    german,
)

_DATE = {"year": NUMBER, "month": NUMBER, "day": NUMBER, "weekday": NUMBER}
_TIME = {"hour": NUMBER, "minute": NUMBER, "second": NUMBER, "time offset": types.DAYS}
PROPERTIES: dict[Kind, Mapping[str, Type]] = {
    "date": _DATE,
    "time": _TIME,
    "datetime": {**_DATE, **_TIME},
    "days": dict.fromkeys(("days", "hours", "minutes", "seconds"), NUMBER),
    "months": {"years": NUMBER, "months": NUMBER},
}
"""What dates, times and durations tell about themselves (DMN 1.3, table 65)."""


def properties(type_: Type) -> Mapping[str, Type] | None:
    """The members that a value of the type has, or None where only the value can tell."""
    match type_:
        case Unknown() | Scalar("null"):
            return None
        case Record(members, closed):
            return members if closed else None
        case Scalar(kind):
            return PROPERTIES.get(kind, {})
        case RangeOf(item):
            return {"start": item, "end": item, "start included": BOOLEAN, "end included": BOOLEAN}
        case ListOf():
            return {}


def comparison(node: Comparison, left: Type, right: Type) -> list[Fault]:
    """An equation between kinds that never meet, an order among what has none, a code that a list does not have."""
    if node.relation not in {"=", "!="}:
        return order(left, right, node.position)
    if not comparable(left, right):
        return [_never(left, right, node.position)]
    return [*_code(left, node.right), *_code(right, node.left)]


def order(left: Type, right: Type, position: int) -> list[Fault]:
    """Kinds that have no order, or none among each other."""
    if not comparable(left, right):
        return [_never(left, right, position)]
    for type_ in (left, right):
        if not _is_ordered(type_):
            message = f"Größer und kleiner gibt es hier nicht: Verglichen wird {german(type_)}."
            return [faults.never_holds(message, position)]
    return []


def membership(node: Inside, value: Type, test: Type) -> list[Fault]:
    """``in`` with kinds that never meet, or with codes that a list does not have."""
    if not _can_meet(value, test):
        return [_never(value, test.item if isinstance(test, ListOf | RangeOf) else test, node.position)]
    return [fault for constant in _constants(node.test) for fault in _code(value, constant)]


def contradiction(node: And) -> list[Fault]:
    """The same place cannot have two values at once: ``a = "1" and a = "2"``."""
    seen: dict[str, object] = {}
    found = []
    for term in node.terms:
        if not isinstance(term, Comparison) or term.relation != "=" or not isinstance(term.right, Constant):
            continue
        if not isinstance(term.left, Name | Path):
            continue
        place = text.write(term.left)
        if seen.setdefault(place, term.right.value) != term.right.value:
            message = f"„{place}“ kann nicht zugleich zwei verschiedene Werte haben."
            found.append(faults.never_holds(message, term.position))
    return found


def _never(left: Type, right: Type, position: int) -> Fault:
    message = f"Verglichen werden {german(left)} und {german(right)}. Das trifft nie zu."
    if isinstance(left, ListOf) != isinstance(right, ListOf):
        message += " Nach den Einträgen einer Liste fragen „some … in … satisfies …“ und „… in …“."
    return faults.never_holds(message, position)


def _code(type_: Type, node: Node) -> list[Fault]:
    """A string that is compared with a code must be one of the codes."""
    codes = type_.codes if isinstance(type_, Scalar) else None
    if codes is None or not isinstance(node, Constant) or not isinstance(node.value, str) or node.value in codes:
        return []
    label = next((code for code, label in codes.items() if label == node.value), None)
    hint = faults.meant(node.value, codes) if label is None else f" So heißt der Code „{label}“."
    return [faults.never_holds(f"Den Code „{node.value}“ gibt es in dieser Liste nicht.{hint}", node.position)]


def _is_ordered(type_: Type) -> bool:
    return type_ in (UNKNOWN, NULL) or (isinstance(type_, Scalar) and type_.kind != "boolean")


def _can_meet(value: Type, test: Type) -> bool:
    while isinstance(test, ListOf | RangeOf) and not comparable(value, test):
        test = test.item
    return comparable(value, test)


def _constants(node: Node) -> Iterator[Node]:
    """The values that a test names one by one, where it asks for equality."""
    if isinstance(node, Items):
        yield from node.items
    elif isinstance(node, Alternatives):
        for test in node.tests:
            yield from _constants(test)
    elif isinstance(node, Relative):
        yield from [node.value] if node.relation == "=" else []
    else:
        yield node
