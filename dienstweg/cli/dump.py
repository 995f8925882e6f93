"""The whole database as bytes and back: SQLite by its online backup, PostgreSQL by its own tools."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Never

from django.db import connection
from psycopg.conninfo import make_conninfo

from dienstweg.authorities import durable
from dienstweg.cli.archive import CHUNK, read_chunks
from dienstweg.cli.output import Unusable
from dienstweg.engine.problems import Problem

TOOLS = "Das Werkzeug {0} fehlt. Installieren Sie es (Debian: apt install postgresql-client)."


def dump() -> Iterator[bytes]:
    """A consistent copy of the database as of now, while others go on working.

    Raises:
        Unusable: ``pg_dump`` is missing or fails (``dump_failed``).
    """
    return _dump_sqlite() if connection.vendor == "sqlite" else _dump_postgresql()


def is_empty() -> bool:
    """Whether nothing lies in the database yet."""
    if connection.vendor == "sqlite":
        return not Path(connection.settings_dict["NAME"]).exists()
    return not connection.introspection.table_names()


def restore(chunks: Iterable[bytes]) -> None:
    """Fill an empty database.

    Raises:
        Unusable: ``pg_restore`` is missing or fails (``dump_failed``); then nothing was restored.
    """
    connection.close()
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        durable.write(path, chunks)
        durable.sync_folder(path.parent)
    else:
        _restore_postgresql(chunks)


def _dump_sqlite() -> Iterator[bytes]:
    path = Path(connection.settings_dict["NAME"])
    with TemporaryDirectory(dir=path.parent, prefix=".sicherung-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        source, target = sqlite3.connect(path), sqlite3.connect(copy)
        try:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        finally:
            source.close()
            target.close()
        yield from read_chunks(copy)


def _dump_postgresql() -> Iterator[bytes]:
    call = [_tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--dbname={_address()}"]
    with (
        TemporaryFile() as said,
        subprocess.Popen(call, stdout=subprocess.PIPE, stderr=said, env=_environment()) as running,  # noqa: S603 # our words
    ):
        assert running.stdout is not None  # noqa: S101 # a pipe was asked for
        while chunk := running.stdout.read(CHUNK):
            yield chunk
        if running.wait():
            _failed("pg_dump", said)


def _restore_postgresql(chunks: Iterable[bytes]) -> None:
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    call = [_tool("pg_restore"), *options, f"--dbname={_address()}"]
    with (
        TemporaryFile() as said,
        subprocess.Popen(call, stdin=subprocess.PIPE, stderr=said, env=_environment()) as running,  # noqa: S603 # our words
    ):
        assert running.stdin is not None  # noqa: S101 # a pipe was asked for
        with suppress(BrokenPipeError), running.stdin as into:  # a tool that has stopped says why
            into.writelines(chunks)
        if running.wait():
            _failed("pg_restore", said)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Unusable(Problem("dump_failed", name, TOOLS.format(name)))
    return found


def _failed(name: str, said: IO[bytes]) -> Never:
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    message = f"Das Werkzeug meldet: {lines[-1] if lines else 'nichts'}."
    raise Unusable(Problem("dump_failed", name, message))


def _address() -> str:
    """Where the database is, without the password: other users see the words of a call."""
    database = connection.settings_dict
    parts = {"dbname": database["NAME"], "user": database["USER"], "host": database["HOST"], "port": database["PORT"]}
    given = {name: value for name, value in parts.items() if value}
    # What the URL says is text and meant for libpq; numbers and switches beside it are meant for Django.
    libpq = {name: value for name, value in database["OPTIONS"].items() if isinstance(value, str)}
    return make_conninfo("", **given, **libpq)


def _environment() -> dict[str, str]:
    password = connection.settings_dict["PASSWORD"]
    return {**os.environ, "PGPASSWORD": password} if password else dict(os.environ)
