"""What keeps one expression from exhausting a machine. Whatever goes beyond is refused with ``feel_limit``."""

from dienstweg.engine.feel import faults

LENGTH = 20_000
"""Characters of an expression."""
DEPTH = 80
"""Levels of an expression within each other; a chain of ``and`` or ``or`` is one level."""
VALUE_DEPTH = 100
"""Levels of lists and contexts within each other in a value that is compared, read or written."""
STEPS = 100_000
"""Steps of one evaluation: an expression in a loop costs a step for each of its parts and each round, a list a step
for each entry that is looked at, a text one for 16 characters. A step takes less than a microsecond."""
PATTERN_MEMORY = 1 << 20
"""Bytes a compiled pattern may take."""


class Meter:
    """Counts the steps of one evaluation."""

    __slots__ = ("left",)

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Raises :class:`faults.Unusable` when nothing is left."""
        self.left -= steps
        if self.left < 0:
            raise too_many_steps()


def too_many_steps() -> faults.Unusable:
    return faults.limit("Die Berechnung braucht zu viele Schritte. Sie wurde abgebrochen.")


def too_deep(position: int = 0) -> faults.Unusable:
    return faults.limit("Der Ausdruck ist zu tief verschachtelt.", position)


def value_too_deep() -> faults.Unusable:
    return faults.limit("Listen und Kontexte sind zu tief ineinander verschachtelt.")
