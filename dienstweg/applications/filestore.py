"""Where encrypted files lie: one file for each blob, in folders named by the first two hex digits of its id."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Self
from uuid import UUID

from django.conf import settings

from dienstweg.authorities import durable
from dienstweg.engine.problems import Problem, Refused

CHUNK = 256 * 1024


class FileStore:
    """Blobs by id (a UUID as text). What comes in is encrypted already; the store knows no key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def from_settings(cls) -> Self:
        return cls(Path(settings.FILES_DIR))

    def put(self, blob_id: str, chunks: Iterable[bytes]) -> None:
        """Store a blob; it is on the disk when this returns."""
        path = self._place(blob_id)
        durable.write(path, chunks)
        durable.sync_folder(path.parent)

    def take(self, blob_id: str, source: Path) -> None:
        """Move a finished, flushed file of the same file system in."""
        path = self._place(blob_id)
        source.replace(path)
        durable.sync_folder(path.parent)

    def open(self, blob_id: str) -> Iterator[bytes]:
        """The bytes of a blob in chunks. Raises :class:`Refused` (``file_lost``) at once when there is none."""
        path = self._path(blob_id)
        if not path.is_file():
            message = "Diese Datei fehlt in der Ablage. Sie muss aus einer Sicherung wiederhergestellt werden."
            raise Refused(Problem("file_lost", f"Datei {blob_id}", message))
        return read_chunks(path)

    def delete(self, blob_id: str) -> None:
        """Remove a blob; without it nothing happens."""
        self._path(blob_id).unlink(missing_ok=True)

    def kept_before(self, moment: datetime) -> Iterator[UUID]:
        """The ids of blobs that were written before a moment (aware)."""
        for path in self._folder.glob("[0-9a-f][0-9a-f]/????????-????-????-????-????????????"):
            try:
                written = path.stat().st_mtime
            except FileNotFoundError:  # deleted since the folder was listed
                continue
            if written < moment.timestamp():
                yield UUID(path.name)

    def _path(self, blob_id: str) -> Path:
        name = str(UUID(blob_id))
        return self._folder / name[:2] / name

    def _place(self, blob_id: str) -> Path:
        path = self._path(blob_id)
        durable.make_folder(path.parent)
        return path


def read_chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, never all of them in memory."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
