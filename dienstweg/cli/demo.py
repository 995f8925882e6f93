"""``demo``: everything a person needs to look around on one machine, from nothing, with one command."""

import os
from importlib import import_module

from dienstweg.cli import database, serving
from dienstweg.cli.output import Output, Unusable
from dienstweg.cli.sources import home
from dienstweg.engine.problems import Problem

HOST = "127.0.0.1"
WORKERS, THREADS = 2, 4


def demo(*, port: int, output: Output) -> int:
    """Prepare what is missing, say what to open, serve until stopped.

    Raises:
        Unusable: the port is taken, or the settings are those of an operation.
    """
    mode = os.environ.get("DIENSTWEG_MODE", "").strip() or "demo"
    if mode != "demo":
        message = f"Eingestellt ist {mode}. Die Vorführung hat bekannte Passwörter und startet nur mit demo."
        raise Unusable(Problem("not_a_demo", "DIENSTWEG_MODE", message))
    serving.refuse_taken(HOST, port)
    base = f"http://{HOST}:{port}"
    os.environ.setdefault("DIENSTWEG_BASE_URL", base)
    serving.make_assets(output)
    database.load()
    with database.answering():
        if database.pending():
            output.note(f"Die Vorführung wird eingerichtet, ihre Daten liegen in {home().absolute()} …")
            database.apply()
        told: str = import_module("dienstweg.cli.demo_data").prepare(base, output)
    return serving.run(HOST, port, workers=WORKERS, threads=THREADS, when_ready=lambda: output.note(told))
