"""Loading the installation: settings, Django, database. And ``migrate``.

Commands marked ``database`` run inside :func:`opened`; only their modules may import models.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from dienstweg.cli.output import FINE, Output, Unusable, counted
from dienstweg.cli.sources import home
from dienstweg.engine.problems import Problem, Refused

SETTINGS = "dienstweg.config.settings"


def load() -> None:
    """Read the settings and load Django.

    Raises:
        Unusable: the settings contradict each other, or a secret is missing.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        django.setup()
    except ImproperlyConfigured as fault:
        raise Unusable(wrong_settings(fault)) from None


def wrong_settings(fault: ImproperlyConfigured) -> tuple[Problem, ...]:
    """What the settings say is wrong, as problems with the names of the variables."""
    cause = fault.__cause__
    return cause.problems if isinstance(cause, Refused) else (Problem("bad_setting", "Einstellungen", str(fault)),)


@contextmanager
def opened() -> Iterator[None]:
    """The installation with a database that answers and has all its tables.

    Raises:
        Unusable: as :func:`load` and :func:`answering`; a database that is new or old (``not_migrated``).
    """
    load()
    with answering():
        if waiting := pending():
            missing = counted(len(waiting), "Änderung", "Änderungen")
            message = f"In der Datenbank fehlen {missing}. Rufen Sie „dienstweg migrate“ auf."
            raise Unusable(Problem("not_migrated", "Datenbank", message))
        yield


@contextmanager
def answering() -> Iterator[None]:
    """Turns a database that cannot be reached, or is busy for too long, into a sentence (``database_unreachable``)."""
    try:
        yield
    except OperationalError as fault:
        reason = str(fault).strip().partition("\n")[0]
        message = f"Die Datenbank antwortet nicht oder ist gerade belegt: {reason}."
        raise Unusable(Problem("database_unreachable", "Datenbank", message)) from None


def pending() -> tuple[str, ...]:
    """Migrations that were not applied yet, as ``app.name`` in their order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _ in plan)


def apply() -> None:
    """Bring the database to this version of the program."""
    call_command("migrate", verbosity=0, interactive=False)


def migrate(*, output: Output) -> int:
    """Create or renew the tables. With nothing to do it says so."""
    load()
    with answering():
        applied = pending()
        if applied:
            apply()
    done = f"{counted(len(applied), 'Änderung', 'Änderungen')} ausgeführt." if applied else "Die Datenbank ist aktuell."
    output.answer({"applied": applied}, [done])
    return FINE
