"""argparse in German: its headings, its own option, and what it says about a wrong call."""

import re
from argparse import ArgumentParser, HelpFormatter
from typing import NoReturn

from dienstweg.cli.output import UNUSABLE

_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", r"Es fehlt: \1."),
    (r"unrecognized arguments: (.*)", r"Diese Angabe kennt der Befehl nicht: \1."),
    (r"argument (?:\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)", r"„\1“ gibt es hier nicht. Möglich ist: \2."),
    (r"argument (.*?): expected one argument", r"Nach \1 fehlt ein Wert."),
    (r"argument (.*?): expected at least one argument", r"Nach \1 fehlt mindestens ein Wert."),
    (r"argument (.*?): invalid \w+ value: (.*)", r"Der Wert \2 passt nicht zu \1."),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 nimmt keinen Wert an (angegeben ist \2)."),
    (r"ambiguous option: (.*) could match (.*)", r"\1 ist nicht eindeutig, gemeint sein kann: \2."),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


class GermanFormatter(HelpFormatter):
    """Help with the heading *Aufruf*; descriptions keep their lines."""

    def add_usage(self, usage: object, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "Aufruf: ")  # type: ignore[arg-type] # handed on as it came

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(super(GermanFormatter, self)._fill_text(line, width, indent) for line in text.splitlines())


class GermanParser(ArgumentParser):
    """A parser that speaks German."""

    def __init__(self, prog: str, description: str = "", epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=GermanFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "Angaben"
        self._optionals.title = "Optionen"
        self.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and how to get help; ends with code 2."""
        self.exit(UNUSABLE, f"{self.prog}: {translated(message)}\nHilfe: {self.prog} --help\n")


def translated(message: str) -> str:
    """argparse's sentence in German, or as it is where it is a new one."""
    for pattern, sentence in _SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return found.expand(sentence).replace("'", "")
    return message
