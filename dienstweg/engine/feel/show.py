"""Values as text: what ``string(…)`` gives (DMN 1.3, 10.3.4.1)."""

from decimal import Decimal

from dienstweg.engine.feel import temporal
from dienstweg.engine.feel.limits import VALUE_DEPTH, Meter, value_too_deep
from dienstweg.engine.feel.tokens import is_plain_name, quoted
from dienstweg.engine.feel.values import Criterion, Range, Value


def string(value: Value, meter: Meter) -> str:
    """A string as it is, everything else as FEEL text."""
    return value if isinstance(value, str) else literal(value, meter)


def literal(value: Value, meter: Meter, depth: int = 0) -> str:
    """The value as it stands within a list: strings in quotes, dates without."""
    meter.spend(1)
    if depth > VALUE_DEPTH:
        raise value_too_deep()
    if value is None or isinstance(value, bool):
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, Decimal):
        return number(value, meter)
    if isinstance(value, str):
        meter.spend(len(value) // 16)
        return quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(literal(entry, meter, depth + 1) for entry in value)}]"
    if isinstance(value, dict):
        entries = (f"{_key(key)}: {literal(entry, meter, depth + 1)}" for key, entry in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, Range):
        ends = f"{literal(value.low, meter, depth + 1)}..{literal(value.high, meter, depth + 1)}"
        return f"{'[' if value.low_included else '('}{ends}{']' if value.high_included else ')'}"
    if isinstance(value, Criterion):
        return f"({value.relation} {literal(value.value, meter, depth + 1)})"
    return temporal.write(value)


def number(value: Decimal, meter: Meter) -> str:
    """All digits, no exponent, no zeros at the end of a fraction."""
    _, digits, exponent = value.as_tuple()
    meter.spend((len(digits) + abs(int(exponent))) // 16)
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _key(key: str) -> str:
    return key if is_plain_name(key) else quoted(key)
