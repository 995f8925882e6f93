"""Kinds of values on the command line, each with a German sentence for what it is not."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import date


def number(least: int, most: int = 1_000_000_000) -> Callable[[str], int]:
    def whole(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise ArgumentTypeError(f"Erwartet wird eine ganze Zahl ab {least} bis {most}. Angegeben ist „{text}“.")
        return int(text)

    return whole


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"Erwartet wird ein Tag wie 2026-05-31. Angegeben ist „{text}“.") from None


def state(text: str) -> str:
    from dienstweg.engine.ruletext.states import CODES

    if text.upper() not in CODES:
        raise ArgumentTypeError(f"Erwartet wird eines von {', '.join(CODES)}. Angegeben ist „{text}“.")
    return text.upper()


def state_or_all(text: str) -> str:
    return text if text == "alle" else state(text)
