"""How the rule language says no: a fault has a code, the offset of a character, and a German sentence."""

from collections.abc import Iterable
from difflib import get_close_matches

from msgspec import Struct

from dienstweg.engine.problems import Problem, Refused


class Fault(Struct, frozen=True):
    """``position`` is the offset of the first character concerned, counted from 0."""

    code: str
    message: str
    position: int

    @property
    def problem(self) -> Problem:
        """For people, who count characters from 1."""
        return Problem(self.code, f"Zeichen {self.position + 1}", self.message)


class Unusable(Refused):
    """An expression that cannot be read, or not be computed within its limits."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.problem)
        self.fault = fault


class Unsupported(Unusable):
    """An expression of the standard that lies outside our subset."""


def syntax(message: str, position: int) -> Unusable:
    return Unusable(Fault("feel_syntax", message, position))


def limit(message: str, position: int = 0) -> Unusable:
    return Unusable(Fault("feel_limit", message, position))


def unsupported(message: str, position: int) -> Unsupported:
    return Unsupported(Fault("feel_unsupported", message, position))


def no_clock(name: str, position: int) -> Unusable:
    message = f"Für „{name}()“ fehlt die Angabe, welcher Tag heute ist."
    return Unusable(Fault("feel_no_clock", message, position))


def unknown_name(name: str, known: Iterable[str], position: int) -> Fault:
    return Fault("feel_unknown_name", f"Den Namen „{name}“ gibt es hier nicht.{meant(name, known)}", position)


def unknown_member(name: str, known: Iterable[str], position: int) -> Fault:
    """A member that a value does not have. By the standard it is null."""
    return Fault("feel_unknown_member", f"„{name}“ gibt es hier nicht.{meant(name, known)}", position)


def wrong_type(message: str, position: int) -> Fault:
    return Fault("feel_wrong_type", message, position)


def wrong_call(message: str, position: int) -> Fault:
    return Fault("feel_wrong_call", message, position)


def never_holds(message: str, position: int) -> Fault:
    return Fault("feel_never_holds", message, position)


def meant(word: str, known: Iterable[str]) -> str:
    """A sentence with what was probably meant, or nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Meinen Sie „{close[0]}“?" if close else ""
