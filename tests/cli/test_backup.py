"""Backup and restore in processes of their own: after it both readers still read everything."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from msgspec import Struct

from tests.cli.conftest import Called, environment, spawn
from tests.cli.two_readers import FILE, SECRET

PASSPHRASES = {
    "DIENSTWEG_BACKUP_PASSPHRASE": "vierzehn Frösche",
    "DIENSTWEG_KEY_BACKUP_PASSPHRASE": "sieben Schlösser",
}
READ = [SECRET, "impfpass.pdf", FILE.decode()]
SERVER = os.environ.get("DIENSTWEG_DATABASE_URL", "")


class Installation(Struct, frozen=True):
    """A home folder and the database it goes with ("" is SQLite)."""

    home: Path
    database: str = ""

    @property
    def settings(self) -> dict[str, str]:
        return {"DIENSTWEG_DATABASE_URL": self.database}

    def run(self, *words: object, **more: str) -> Called:
        return spawn(self.home, *words, **self.settings, **more)

    def readers(self, *words: str) -> dict[str, object]:
        """What :mod:`tests.cli.two_readers` prints here."""
        call = [sys.executable, "-m", "tests.cli.two_readers", *words]
        env = environment(self.home, **self.settings)
        done = subprocess.run(call, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found: dict[str, object] = json.loads(done.stdout)
        return found


def databases(vendor: str) -> Iterator[str]:
    """Addresses of empty databases; they go when the test ends."""
    if vendor == "sqlite":
        yield from ("", "")
        return
    made = []
    with psycopg.connect(SERVER, autocommit=True) as server:
        for name in (f"backup_{os.getpid()}_{number}" for number in (1, 2)):
            server.execute(f'CREATE DATABASE "{name}"')
            made.append(name)
            yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
        for name in made:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.parametrize(
    "vendor",
    [
        "sqlite",
        pytest.param("postgresql", marks=pytest.mark.skipif(not SERVER, reason="no PostgreSQL (make test-postgres)")),
    ],
)
def test_after_a_restore_both_readers_read_everything(tmp_path: Path, vendor: str) -> None:
    addresses = databases(vendor)
    before = Installation(tmp_path / "alt" / "home", next(addresses))
    before.home.parent.mkdir()
    assert before.run("migrate").code == 0
    applied = before.readers("apply")
    made = before.run("backup", tmp_path / "sicherung", **PASSPHRASES)
    assert (made.code, made.err) == (0, "")
    shutil.rmtree(before.home)

    after = Installation(tmp_path / "neu" / "home", next(addresses))
    after.home.parent.mkdir()
    restored = after.run("restore", tmp_path / "sicherung", "--json", **PASSPHRASES)
    assert (restored.code, restored.err) == (0, "")
    counts = [restored.data[name] for name in ("applications", "files", "keys", "problems", "migrate")]
    assert counts == [1, 1, 1, [], False]
    assert after.readers("read", str(applied["code"])) == {"applicant": READ, "authority": READ}
    assert next(addresses, None) is None


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with one application."""
    installation = Installation(tmp_path_factory.mktemp("original") / "home")
    assert installation.run("migrate").code == 0
    installation.readers("apply")
    return installation


@pytest.fixture(scope="module")
def backup(original: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sicherung") / "heute"
    assert original.run("backup", folder, **PASSPHRASES).code == 0
    return folder


@pytest.fixture
def copy(backup: Path, tmp_path: Path) -> Path:
    """A backup that may be damaged."""
    return shutil.copytree(backup, tmp_path / "kopie")


def test_a_backup_holds_nothing_in_the_clear(backup: Path) -> None:
    files = {path.name: path.read_bytes() for path in backup.iterdir()}
    readable = [name for name, data in files.items() if re.search(rb"Idstein|Dackel|SQLite|demo-|064390008008", data)]
    assert (sorted(files), readable) == (["data.dwb", "keys.dwb", "manifest.json"], [])


def test_neither_passphrase_opens_the_other_part(backup: Path, tmp_path: Path) -> None:
    data, keys = PASSPHRASES.values()
    exchanged = dict(zip(PASSPHRASES, (keys, data), strict=True))
    only_data = dict(zip(PASSPHRASES, (data, data), strict=True))
    told = []
    for words in (exchanged, only_data):
        called = Installation(tmp_path / "home").run("restore", backup, **words)
        told.append((called.code, called.err.partition(": ")[0].rpartition("/")[2], called.err.partition(": ")[2][:12]))
    assert told == [(2, "data.dwb", "Das Passwort"), (2, "keys.dwb", "Das Passwort")]
    assert list(tmp_path.iterdir()) == []


def refused(backup: Path, home: Path, **more: str) -> str:
    """The code of the refusal; nothing was restored."""
    called = spawn(home, "restore", backup, "--json", **{**PASSPHRASES, **more})
    problems = called.data["problems"]
    assert isinstance(problems, list)
    left = [path for path in home.rglob("*") if path.is_file()] if home.exists() else []
    assert (called.code, len(problems), left) == (2, 1, [])
    return str(problems[0]["code"])


def test_a_flipped_bit_is_noticed(copy: Path, tmp_path: Path) -> None:
    data = bytearray((copy / "data.dwb").read_bytes())
    data[len(data) // 2] ^= 1
    (copy / "data.dwb").write_bytes(data)
    assert refused(copy, tmp_path / "home") == "backup_damaged"


def test_a_cut_file_is_noticed(copy: Path, tmp_path: Path) -> None:
    data = (copy / "keys.dwb").read_bytes()
    (copy / "keys.dwb").write_bytes(data[:-1])
    assert refused(copy, tmp_path / "home") == "backup_damaged"


@pytest.mark.parametrize("name", ["data.dwb", "keys.dwb", "manifest.json"])
def test_a_missing_part_is_noticed(copy: Path, tmp_path: Path, name: str) -> None:
    (copy / name).unlink()
    assert refused(copy, tmp_path / "home") == "backup_damaged"


def test_parts_of_two_backups_are_not_mixed(original: Installation, copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "andere"
    assert original.run("backup", other, **PASSPHRASES).code == 0
    ours, theirs = (json.loads((folder / "manifest.json").read_text()) for folder in (copy, other))
    shutil.copy(other / "keys.dwb", copy)
    (copy / "manifest.json").write_text(json.dumps({**ours, "keys": theirs["keys"]}))
    assert refused(copy, tmp_path / "home") == "backup_damaged"


@pytest.mark.parametrize("change", [{"format": 2}, {"migrations": ["record.9999_later"]}])
def test_a_backup_of_a_newer_version_is_refused(copy: Path, tmp_path: Path, change: dict[str, object]) -> None:
    path = copy / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    assert refused(copy, tmp_path / "home") == "backup_newer"


def test_the_other_kind_of_database_is_refused(copy: Path, tmp_path: Path) -> None:
    address = "postgres://niemand@127.0.0.1:1/nichts"
    assert refused(copy, tmp_path / "home", DIENSTWEG_DATABASE_URL=address) == "backup_other_database"


def test_an_installation_is_never_overwritten(original: Installation, backup: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in original.home.rglob("*")}
    called = original.run("restore", backup, **PASSPHRASES)
    assert (called.code, "Hier liegt schon eine Installation" in called.err) == (2, True)
    assert {path: path.stat().st_mtime_ns for path in original.home.rglob("*")} == before


def test_a_used_folder_is_not_taken_for_a_backup(original: Installation, backup: Path) -> None:
    called = original.run("backup", backup, **PASSPHRASES)
    assert (called.code, called.err) == (
        2,
        f"{backup}: Der Ordner ist nicht leer. Geben Sie für jede Sicherung einen neuen an.\n",
    )


@pytest.mark.parametrize(
    ("data", "keys", "place"),
    [
        ("", "sieben Schlösser", "DIENSTWEG_BACKUP_PASSPHRASE"),
        ("vierzehn Frösche", "", "DIENSTWEG_KEY_BACKUP_PASSPHRASE"),
        ("kurz", "sieben Schlösser", "DIENSTWEG_BACKUP_PASSPHRASE"),
        ("vierzehn Frösche", "vierzehn Frösche", "DIENSTWEG_KEY_BACKUP_PASSPHRASE"),
    ],
)
def test_passphrases_must_be_there_long_and_different(
    original: Installation, tmp_path: Path, data: str, keys: str, place: str
) -> None:
    folder = tmp_path / "sicherung"
    called = original.run("backup", folder, **dict(zip(PASSPHRASES, (data, keys), strict=True)))
    assert (called.code, called.err.partition(":")[0], folder.exists()) == (2, place, False)
