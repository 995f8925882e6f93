"""Functions on contexts (DMN 1.4, 10.3.4.6)."""

from dienstweg.engine.feel.functions.forms import Function, form, function
from dienstweg.engine.feel.limits import Meter
from dienstweg.engine.feel.values import Value


def _get(_: Meter, context: dict[str, Value], key: str) -> Value:
    return context.get(key)


def _get_below(_: Meter, context: dict[str, Value], keys: list[Value]) -> Value:
    """The value under several keys, one below the other."""
    here: Value = context
    for key in keys:
        here = here.get(key) if isinstance(here, dict) and isinstance(key, str) else None
    return here if keys else None


def _entries(_: Meter, context: dict[str, Value]) -> Value:
    return [{"key": key, "value": value} for key, value in context.items()]


def _context(_: Meter, entries: list[Value]) -> Value:
    made: dict[str, Value] = {}
    for entry in entries:
        key = entry.get("key") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(key, str) or "value" not in entry or key in made:
            return None
        made[key] = entry["value"]
    return made


def _put(meter: Meter, context: dict[str, Value], key: str, value: Value) -> Value:
    meter.spend(len(context))
    return {**context, key: value}


def _put_below(meter: Meter, context: dict[str, Value], keys: list[Value], value: Value) -> Value:
    """The context with a value below several keys; every one but the last must lead to a context."""
    if not keys or not all(isinstance(key, str) for key in keys):
        return None
    levels = [context]
    for key in keys[:-1]:
        below = levels[-1].get(str(key))
        if not isinstance(below, dict):
            return None
        levels.append(below)
    for level, key in zip(reversed(levels), reversed(keys), strict=True):
        meter.spend(len(level))
        value = {**level, str(key): value}
    return value


def _merge(meter: Meter, contexts: list[Value]) -> Value:
    merged: dict[str, Value] = {}
    for context in contexts:
        if not isinstance(context, dict):
            return None
        meter.spend(len(context))
        merged |= context
    return merged


FUNCTIONS: tuple[Function, ...] = (
    function(
        "get value", form("m: context, key: string", _get, "any"), form("m: context, keys: list", _get_below, "any")
    ),
    function("get entries", form("m: context", _entries, "any")),
    function("context", form("entries: list", _context, "context")),
    function(
        "context put",
        form("context: context, key: string, value", _put, "context"),
        form("context: context, keys: list, value", _put_below, "context"),
    ),
    function("context merge", form("contexts: list", _merge, "context")),
)
