"""``restore``: a backup into an empty installation."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import msgspec
from django.db.migrations.loader import MigrationLoader

from dienstweg.authorities import durable
from dienstweg.cli import archive, database, dump, manifest, passphrases
from dienstweg.cli.backup import DATABASE, KEY_SECRET, SECRET_KEY
from dienstweg.cli.manifest import Manifest
from dienstweg.cli.output import FINE, FOUND, Output, Unusable, told
from dienstweg.cli.sources import home
from dienstweg.engine.problems import Problem

_DATA_NAMES = re.compile(r"files/[0-9a-f]{2}/[0-9a-f-]{36}|codelists/[A-Za-z0-9._-]+\.json")
_KEY_NAMES = re.compile(r"keys/[0-9]{12}\.[A-Za-z0-9_-]{43}\.json")
_SECRET_FILES = {SECRET_KEY: "DIENSTWEG_SECRET_KEY_FILE", KEY_SECRET: "DIENSTWEG_KEY_SECRET_FILE"}


class _Backup:
    """A backup that has been looked through from end to end: nothing is written before."""

    def __init__(self, folder: Path) -> None:
        self.made: Manifest = manifest.read(folder)
        self.parts = (folder / self.made.data.file, folder / self.made.keys.file)
        for path, packed in zip(self.parts, (self.made.data, self.made.keys), strict=True):
            archive.refuse_damaged(path, packed)
        words = passphrases.take(new=False)
        salts = (bytes.fromhex(self.made.data.salt), bytes.fromhex(self.made.keys.salt))
        self._keys = (archive.derive(words.data, salts[0]), archive.derive(words.keys, salts[1]))
        for path, key in zip(self.parts, self._keys, strict=True):
            self._look_through(path, key)

    def data(self) -> Iterator[archive.Entry]:
        return archive.entries(self.parts[0], self._keys[0])

    def secrets(self) -> Iterator[archive.Entry]:
        return archive.entries(self.parts[1], self._keys[1])

    def _look_through(self, path: Path, key: bytes) -> None:
        id = b""
        for name, chunks in archive.entries(path, key):
            content = b"".join(chunks) if name == manifest.INSIDE else None
            if content is not None:
                id = content
            else:
                for _ in chunks:
                    pass
        if id != msgspec.json.encode({"id": self.made.id}):
            message = "Diese Datei gehört zu einer anderen Sicherung."
            raise Unusable(Problem("backup_damaged", str(path), message))


class _Target:
    """The empty installation, and what was put there so far."""

    def __init__(self) -> None:
        self.home = home().absolute()
        self.secrets = {
            name: Path(os.environ.get(setting, "").strip() or self.home / name).absolute()
            for name, setting in _SECRET_FILES.items()
        }
        self._written: list[Path] = []

    def refuse_used(self) -> None:
        places = [*self.secrets.values(), *(self.home / name for name in ("dienstweg.sqlite3", "files", "keys"))]
        used = [path for path in places if path.is_file() or (path.is_dir() and any(path.iterdir()))]
        if used:
            message = (
                f"Hier liegt schon eine Installation ({used[0].name}). "
                "Eine Sicherung wird nur in einen leeren Ordner zurückgespielt."
            )
            raise Unusable(Problem("home_used", str(self.home), message))

    def put(self, path: Path, chunks: Iterator[bytes]) -> None:
        durable.make_folder(path.parent)
        self._written.append(path)
        durable.write(path, chunks)

    def put_database(self, chunks: Iterator[bytes]) -> None:
        self._written.append(self.home / "dienstweg.sqlite3")
        dump.restore(chunks)

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """What was written goes again where something fails, so that a second attempt finds an empty folder."""
        try:
            yield
        except BaseException:
            for path in self._written:
                path.unlink(missing_ok=True)
            raise


def restore(*, folder: Path, output: Output) -> int:
    """Put everything back, then try every key and look for every file.

    Raises:
        Unusable: the backup is damaged, incomplete, newer, or for the other kind of database; a passphrase is wrong;
            the installation is not empty.
    """
    target = _Target()
    target.refuse_used()
    source = _Backup(folder)
    _refuse_other_database(source.made)
    with target.all_or_nothing():
        for name, chunks in source.secrets():
            if name in target.secrets:
                target.put(target.secrets[name], chunks)
            elif _is_ours(name, chunks, _KEY_NAMES):
                target.put(target.home / name, chunks)
        database.load()
        with database.answering():
            _refuse_newer(source.made)
            _put_data(source, target)
    with database.answering():
        return _verify(source.made, output)


def _put_data(source: _Backup, target: _Target) -> None:
    for name, chunks in source.data():
        if name == DATABASE:
            if not dump.is_empty():
                message = "Die eingestellte Datenbank ist nicht leer. Stellen Sie eine leere ein."
                raise Unusable(Problem("home_used", "DIENSTWEG_DATABASE_URL", message))
            target.put_database(chunks)
        elif _is_ours(name, chunks, _DATA_NAMES):
            target.put(target.home / name, chunks)


def _is_ours(name: str, chunks: Iterator[bytes], names: re.Pattern[str]) -> bool:
    """Whether an entry is a file to write. Names never lead out of the home folder."""
    if name == manifest.INSIDE:
        for _ in chunks:
            pass
        return False
    if not names.fullmatch(name):
        raise Unusable(Problem("backup_damaged", name, "Diesen Teil einer Sicherung kennt Dienstweg nicht."))
    return True


def _refuse_other_database(made: Manifest) -> None:
    wanted = "postgresql" if os.environ.get("DIENSTWEG_DATABASE_URL", "").strip() else "sqlite"
    if made.database != wanted:
        message = f"Die Sicherung enthält eine Datenbank {made.database}, eingestellt ist {wanted}."
        raise Unusable(Problem("backup_other_database", "DIENSTWEG_DATABASE_URL", message))


def _refuse_newer(made: Manifest) -> None:
    """A database with changes this program does not know would be misread."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not known.issuperset(made.migrations):
        message = f"Diese Sicherung stammt aus einer neueren Fassung ({made.program}). Spielen Sie sie mit dieser ein."
        raise Unusable(Problem("backup_newer", manifest.NAME, message))


def _verify(made: Manifest, output: Output) -> int:
    """Open every key, look for every file; an old database is renewed first by the operator."""
    if database.pending():
        note = "Die Sicherung ist älter als das Programm. Rufen Sie „dienstweg migrate“ auf."
        output.answer({"restored": made.id, "migrate": True, "problems": []}, ["Zurückgespielt.", note])
        return FINE
    counts, problems = import_module("dienstweg.cli.verification").verify()
    lines = [
        f"Zurückgespielt: Sicherung vom {made.created_at}",
        f"  {counts['applications']} Anträge, {counts['files']} Dateien, {counts['keys']} Schlüssel, alles geprüft",
        *(f"  {told(problem)}" for problem in problems),
    ]
    output.answer({"restored": made.id, "migrate": False, **counts, "problems": problems}, lines)
    return FOUND if problems else FINE
