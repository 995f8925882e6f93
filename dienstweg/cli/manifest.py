"""What stands beside the encrypted parts of a backup, in the clear: nothing about any application."""

from pathlib import Path

import msgspec
from msgspec import Struct

from dienstweg.cli.archive import Packed
from dienstweg.cli.output import Unusable
from dienstweg.engine.problems import Problem

FORMAT = 1
NAME = "manifest.json"
INSIDE = "backup.json"
"""The first entry of both archives: it holds the id, so that parts of different backups are not mixed."""


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One backup. ``database`` is sqlite or postgresql, ``migrations`` what had been applied (``app.name``)."""

    format: int = FORMAT
    id: str
    program: str
    created_at: str
    database: str
    migrations: tuple[str, ...]
    data: Packed
    keys: Packed


def encoded(manifest: Manifest) -> bytes:
    """The manifest as a file's bytes; it is written last, so that a backup with a manifest is whole."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def read(folder: Path) -> Manifest:
    """The manifest of a backup.

    Raises:
        Unusable: there is none, it cannot be read, or a newer version wrote it.
    """
    path = folder / NAME
    if not path.is_file():
        message = "In diesem Ordner liegt keine vollständige Sicherung: das Verzeichnis manifest.json fehlt."
        raise Unusable(Problem("backup_damaged", str(folder), message))
    data = path.read_bytes()
    try:
        found = msgspec.json.decode(data, type=dict[str, object]).get("format")
        if isinstance(found, int) and found > FORMAT:
            message = "Diese Sicherung hat eine neuere Fassung von Dienstweg gemacht. Spielen Sie sie mit dieser ein."
            raise Unusable(Problem("backup_newer", str(path), message))
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        message = "Das Verzeichnis der Sicherung ist beschädigt. Nehmen Sie eine andere Sicherung."
        raise Unusable(Problem("backup_damaged", str(path), message)) from None
