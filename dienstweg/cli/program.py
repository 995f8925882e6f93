"""From the words of a call to an exit code."""

import os
import sys
from collections.abc import Callable, Sequence
from errno import EACCES, EEXIST, EISDIR, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from importlib import import_module
from io import TextIOWrapper

from dienstweg.cli.commands import build
from dienstweg.cli.output import FINE, FOUND, INTERRUPTED, UNUSABLE, Output, Unusable
from dienstweg.engine.problems import Problem, Refused

_FAULTS = {
    ENOENT: "Diese Datei oder diesen Ordner gibt es nicht.",
    EACCES: "Dafür fehlen die Rechte.",
    EPERM: "Dafür fehlen die Rechte.",
    EISDIR: "Das ist ein Ordner. Erwartet wird eine Datei.",
    ENOTDIR: "Das ist eine Datei. Erwartet wird ein Ordner.",
    EEXIST: "Das gibt es schon.",
    ENOSPC: "Auf dem Datenträger ist kein Platz mehr.",
    EROFS: "Auf diesen Datenträger lässt sich nicht schreiben.",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    0: fine, warnings included · 1: problems found · 2: unusable input or wrong call · 130: Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a letter shows a question mark instead
            stream.reconfigure(errors="replace")
    try:
        options = vars(build().parse_args(argv))
    except SystemExit as end:  # argparse has said what is wrong, or shown its help
        return end.code if isinstance(end.code, int) else UNUSABLE
    output = Output(json=options.pop("json", False))
    run, database = options.pop("run"), options.pop("database")
    try:
        return _run(run, database, {**options, "output": output})
    except Unusable as refused:
        output.refuse(refused.problems)
        return UNUSABLE
    except Refused as refused:
        output.refuse(refused.problems)
        return FOUND
    except BrokenPipeError:  # the reader of our output has enough; at the end Python must not try again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as fault:
        output.refuse([_unreadable(fault)])
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(name: str, database: bool, options: dict[str, object]) -> int:  # noqa: FBT001 # only main calls it
    if not database:
        return _command(name)(**options)
    # Engine commands must not even load the module that loads Django.
    with import_module("dienstweg.cli.database").opened():
        return _command(name)(**options)


def _command(name: str) -> Callable[..., int]:
    module, _, function = name.partition(":")
    found: Callable[..., int] = getattr(import_module(f"dienstweg.cli.{module}"), function)
    return found


def _unreadable(fault: OSError) -> Problem:
    where = str(fault.filename) if fault.filename else "System"
    return Problem("file_unusable", where, _FAULTS.get(fault.errno or 0, f"Das geht nicht: {fault.strerror or fault}."))
