"""``backup``: database, files and keys in two encrypted parts."""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_bytes, token_hex

import msgspec
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from dienstweg import __version__
from dienstweg.authorities import durable
from dienstweg.cli import archive, database, dump, manifest, passphrases
from dienstweg.cli.archive import Packer
from dienstweg.cli.manifest import Manifest
from dienstweg.cli.output import FINE, Output, Unusable, counted
from dienstweg.cli.passphrases import Passphrases
from dienstweg.cli.progress import progress
from dienstweg.engine.files import size_text
from dienstweg.engine.problems import Problem

DATA_FILE, KEYS_FILE = "data.dwb", "keys.dwb"
DATABASE = "database"
SECRET_KEY, KEY_SECRET = "secret.key", "keys.secret"
INCOMING = "eingang"
"""Uploads on their way belong to nobody yet."""


def backup(*, folder: Path, output: Output) -> int:
    """Make a backup in a new or empty folder.

    Raises:
        Unusable: the folder holds something, the passphrases do not do, the database tool fails.
    """
    words = passphrases.take(new=True)
    with database.opened():
        _refuse_used(folder)
        durable.make_folder(folder)
        made = _pack(folder, words)
    sizes = made.data.size + made.keys.size
    files = len(_files("files"))
    told = [
        f"Gesichert in {folder}: {size_text(sizes)}, {counted(files, 'Datei', 'Dateien')}",
        f"  {DATA_FILE}: Datenbank und Dateien · {KEYS_FILE}: Schlüssel",
        "  Bewahren Sie beide Passwörter getrennt auf. Ohne sie ist die Sicherung für niemanden lesbar.",
    ]
    output.answer({"folder": str(folder), **msgspec.structs.asdict(made)}, told)
    return FINE


def _refuse_used(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = "Der Ordner ist nicht leer. Geben Sie für jede Sicherung einen neuen an."
        raise Unusable(Problem("folder_used", str(folder), message))


def _pack(folder: Path, words: Passphrases) -> Manifest:
    """Both parts, then the manifest. The database comes first: whatever it names by then is among files and keys."""
    id, created_at = token_hex(16), timezone.now().isoformat(timespec="seconds")
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    inside = msgspec.json.encode({"id": id})
    parts: list[Packer] = []
    try:
        parts.append(Packer(folder / DATA_FILE, words.data, token_bytes))
        parts[0].add(manifest.INSIDE, [inside])
        parts[0].add(DATABASE, dump.dump())
        for path in progress([*_files("files"), *_files("codelists")], "Datei"):
            _add(parts[0], path.relative_to(settings.HOME).as_posix(), path)
        parts.append(Packer(folder / KEYS_FILE, words.keys, token_bytes))
        parts[1].add(manifest.INSIDE, [inside])
        for name, path in _secrets():
            _add(parts[1], name, path)
        data, keys = (part.close() for part in parts)
    except BaseException:
        for part in parts:
            part.discard()
        raise
    made = Manifest(
        id=id,
        program=__version__,
        created_at=created_at,
        database=connection.vendor,
        migrations=tuple(f"{app}.{name}" for app, name in applied),
        data=data,
        keys=keys,
    )
    durable.write(folder / manifest.NAME, [manifest.encoded(made)])
    durable.sync_folder(folder)
    return made


def _add(part: Packer, name: str, path: Path) -> None:
    """A file that was deleted since the folder was listed (an expired draft's) is left out."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        part.add(name, iter(lambda: file.read(archive.CHUNK), b""))


def _files(name: str) -> list[Path]:
    """Whole files of a folder in the home folder, by name."""
    root = Path(settings.HOME) / name
    found = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted(path for path in found if path.relative_to(root).parts[0] != INCOMING)


def _secrets() -> Iterator[tuple[str, Path]]:
    environment = settings.ENVIRONMENT
    yield SECRET_KEY, environment.secret_key_file
    yield KEY_SECRET, environment.key_secret_file
    for path in _files("keys"):
        yield path.relative_to(settings.HOME).as_posix(), path
