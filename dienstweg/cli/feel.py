"""``feel``: one expression of the rule language for a person, or many for a program, line by line."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import msgspec

from dienstweg.cli.output import FINE, Output, Unusable
from dienstweg.engine import feel
from dienstweg.engine.problems import Problem

UNKNOWN_NAME = "feel_unknown_name"
"""A name that nothing has is a slip of the pen. What else is wrong with an expression makes its value null."""


def evaluate(*, expression: str | None, context: Path | None, batch: bool, today: date | None, output: Output) -> int:
    """Compute one expression, or answer the lines of standard input."""
    now = datetime.combine(today, time()) if today else datetime.now()  # noqa: DTZ005 # the clock on the wall of whoever calls
    now = now.replace(microsecond=0)
    if batch == (expression is not None) or (batch and context is not None):
        message = "Angegeben wird entweder ein Ausdruck, dazu vielleicht --context, oder --batch."
        raise Unusable(Problem("wrong_call", "feel", message))
    if batch:
        for line in sys.stdin.buffer:
            sys.stdout.buffer.write(msgspec.json.encode(_answered(line, now)) + b"\n")
            sys.stdout.buffer.flush()
        return FINE
    compiled, value = _computed(expression or "", _context(context), now)
    output.answer({"value": feel.write_notation(value, feel.Meter())}, _told(compiled, value))
    return FINE


def _told(compiled: feel.Expression, value: feel.Value) -> Iterator[str]:
    yield feel.write_value(value, feel.Meter())
    yield from (f"  Zeichen {fault.position + 1}: {fault.message} (Hinweis)" for fault in compiled.faults)


def _context(path: Path | None) -> Mapping[str, feel.Value]:
    if path is None:
        return {}
    try:
        return _values(_json(path.read_text(encoding="utf-8")))
    except (ValueError, RecursionError):
        raise Unusable(Problem("context_unreadable", str(path), "Erwartet wird ein JSON-Objekt.")) from None


def _answered(line: bytes, now: datetime) -> dict[str, object]:
    """The answer to one line of a batch."""
    try:
        text, context = _asked(line)
    except (ValueError, RecursionError):
        message = "Erwartet wird ein JSON-Objekt mit expr (Text) und context (Objekt)."
        return {"error": {"message": message, "position": 0}}
    try:
        _, value = _computed(text, context, now)
        return {"value": feel.write_notation(value, feel.Meter())}
    except feel.Unsupported as refused:
        return {"unsupported": refused.fault.message}
    except feel.Unusable as refused:
        return {"error": {"message": refused.fault.message, "position": refused.fault.position}}


def _asked(line: bytes) -> tuple[str, Mapping[str, feel.Value]]:
    data = _json(line.decode())
    text, context = (data.get("expr"), data.get("context")) if isinstance(data, dict) else (None, None)
    if not isinstance(text, str):
        raise ValueError(line)  # noqa: TRY004 # a line that says something else, not a wrong type
    return text, _values({} if context is None else context)


def _computed(text: str, context: Mapping[str, feel.Value], now: datetime) -> tuple[feel.Expression, feel.Value]:
    scope = feel.scope_of(context)
    compiled = feel.compile_expression(text, scope)
    unknown = next((fault for fault in compiled.faults if fault.code == UNKNOWN_NAME), None)
    if unknown is not None:
        raise feel.Unusable(unknown)
    return compiled, compiled.evaluate(context, today=now.date(), now=now)


def _values(data: object) -> Mapping[str, feel.Value]:
    """The values of a context. Raises ``ValueError`` for what is none."""
    try:
        context = feel.read_notation(data)
    except feel.Unusable as refused:
        raise ValueError(refused.fault.message) from None
    if not isinstance(context, dict):
        raise ValueError(data)  # noqa: TRY004 # a file with another value, not another type
    return context


def _json(text: str) -> object:
    """JSON whose numbers keep all their digits. Raises ``ValueError`` or ``RecursionError``."""
    data: object = json.loads(text, parse_float=_number, parse_int=_number, parse_constant=_number)
    return data


def _number(text: str) -> Decimal:
    found = feel.read_number(text)
    if found is None:
        raise ValueError(text)
    return found
