"""How every step of the way says no.

A :class:`Problem` tells what is wrong, where, and how to mend it. A step that cannot go on raises
:class:`Refused` with all problems it found; a step that can go on returns them as warnings.
Codes are English and stable (documented in ``docs/problems.md``); messages are German, because
modellers and applicants read them.
"""

from collections.abc import Iterable
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

Level = Literal["error", "warning"]


class Problem(Struct, frozen=True):
    """One thing that is wrong.

    ``code`` is a stable snake_case name, ``where`` a place a person can find (``Zeile 12``, a dotted
    path of element ids, a file name), ``message`` one or two German sentences.
    """

    code: str
    where: str
    message: str
    level: Level = "error"
    number: str | UnsetType = UNSET
    """The message of the FIM quality checks that says the same (code list ``xdfm`` 1.8), where there is one."""

    def __str__(self) -> str:
        return f"{self.where}: {self.message} [{self.code}]"


class Refused(Exception):
    """Raised by a step that cannot do its work; carries at least one problem."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of the problems that are not mere warnings, in the same order."""
    return tuple(problem for problem in problems if problem.level == "error")
