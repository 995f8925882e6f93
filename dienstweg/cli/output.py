"""What a command says, and with which code it ends.

Answers go to standard output: German lines for people, with ``--json`` one JSON object with English keys. Everything
else (progress, refusals) goes to standard error.
"""

import sys
from collections.abc import Iterable, Mapping

import msgspec

from dienstweg.engine.problems import Problem, Refused

FINE = 0
FOUND = 1
"""The input was read, and something in it is wrong."""
UNUSABLE = 2
"""The input or an installation cannot be used, or the command was called wrongly."""
INTERRUPTED = 130

Answer = Mapping[str, object]


class Unusable(Refused):
    """Raised where there is nothing to work on: no such file, not the standard's XML, no database."""


class Output:
    """Where a command writes. ``json``: data instead of sentences."""

    def __init__(self, *, json: bool) -> None:
        self.json = json

    def answer(self, data: Answer, lines: Iterable[str]) -> None:
        """The answer, once: as data (UTF-8, whatever the terminal writes) or as lines."""
        if self.json:
            sys.stdout.flush()
            sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(data, enc_hook=str), indent=2) + b"\n")
        else:
            sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()

    def note(self, text: str) -> None:
        """What goes on, for people who wait or who must know."""
        sys.stderr.write(text + "\n")
        sys.stderr.flush()

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Why the command did not do its work."""
        problems = tuple(problems)
        if self.json:
            self.answer({"problems": problems}, ())
        else:
            for problem in problems:
                self.note(told(problem))


def told(problem: Problem) -> str:
    """A problem in one line: place and sentence; that it is only a hint, and its number at FIM, where that is so."""
    hint = " (Hinweis)" if problem.level == "warning" else ""
    number = f" [FIM {problem.number}]" if problem.number else ""
    return f"{problem.where}: {problem.message}{hint}{number}"


def counted(number: int, one: str, several: str) -> str:
    """``1 Frage``, ``12 Fragen``."""
    return f"{number} {one if number == 1 else several}"


def seconds(duration: float) -> str:
    """``1,23 s``."""
    return f"{duration:.2f} s".replace(".", ",")
