"""Uploads are encrypted while they stream in: the plaintext of a file touches no disk, at any size, on any page.

Django's own handlers write plaintext above 2.5 MB into a temporary folder; this one takes their place for every
request. Each file gets a fresh key, which stays in memory with the :class:`EncryptedUpload`. No file outlives its
request unless :meth:`EncryptedUpload.keep` was called.
"""

import re
import secrets
import unicodedata
import weakref
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from io import BufferedWriter
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from dienstweg.applications.filestore import FileStore, read_chunks
from dienstweg.authorities import durable
from dienstweg.engine import media_types
from dienstweg.engine.blobs import KEY_SIZE, PREFIX_SIZE, Encryptor, decrypt
from dienstweg.engine.content import Attachment
from dienstweg.engine.problems import Problem, Refused

DEFAULT_LIMIT = 25 * 1024 * 1024
"""Bytes of one file; ``settings.UPLOAD_LIMIT`` sets another."""

NAME_LENGTH = 150


class EncryptedUpload(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs only
    """A file that was uploaded, as the form sees it.

    ``size`` bytes and ``sha256`` of the plaintext, ``media_type`` judged by content, ``key`` (32 bytes). Where
    ``too_large`` or ``failed`` (the disk took it not), nothing was kept but the name and the size that came in.
    """

    def __init__(self, incoming: "_Incoming", name: str) -> None:
        self.blob_id = incoming.blob_id
        self.media_type = media_types.detect(bytes(incoming.head))
        self.too_large = incoming.too_large
        self.failed = incoming.failed
        self.sha256 = "" if incoming.too_large or incoming.failed else incoming.encryptor.sha256
        self.key = incoming.key
        self._incoming = incoming
        self._kept = False
        super().__init__(None, name, self.media_type, incoming.received)

    def keep(self, store: FileStore) -> Attachment:
        """Move the file into the store, for good. Raises :class:`Refused` (``file_too_large``)."""
        self._refuse_too_large()
        if not self._kept:  # a page that was overtaken is read again, its files are in the store already
            store.take(self.blob_id, self._incoming.path)
            self._kept = True
        return Attachment(
            id=self.blob_id,
            name=self.name or "",
            media_type=self.media_type,
            size=self.size or 0,
            sha256=self.sha256,
            key=b64encode(self.key).decode("ascii"),
            blob=self.blob_id,
        )

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:  # noqa: ARG002 - Django's signature
        """The plaintext in segments, in memory only. Raises :class:`Refused` (``file_too_large``)."""
        self._refuse_too_large()
        yield from decrypt(self.key, read_chunks(self._incoming.path))

    def read_plain(self) -> bytes:
        """The whole plaintext, in memory only. Raises :class:`Refused` (``file_too_large``)."""
        return b"".join(self.chunks())

    def discard(self) -> None:
        """Delete the file, unless it was kept. May be called again."""
        self._incoming.discard()

    def close(self) -> None:
        """Django calls this when the request ends."""
        self.discard()

    def __repr__(self) -> str:
        return f"<EncryptedUpload {self.blob_id}>"

    def _refuse_too_large(self) -> None:
        if self.too_large:
            message = (
                f"Die Datei ist größer als {upload_limit() // 1024**2} MB. Bitte laden Sie eine kleinere Datei hoch."
            )
            raise Refused(Problem("file_too_large", "Hochgeladene Datei", message))


class EncryptingUploadHandler(FileUploadHandler):
    """The only entry of ``FILE_UPLOAD_HANDLERS``. Past the limit the rest of a file runs by and nothing is kept."""

    def new_file(  # noqa: PLR0917 - Django's signature
        self,
        field_name: str,
        file_name: str,
        content_type: str,
        content_length: int | None,
        charset: str | None = None,
        content_type_extra: dict[str, bytes] | None = None,
    ) -> None:
        super().new_file(field_name, file_name, content_type, content_length, charset, content_type_extra)
        self._incoming = _Incoming(_folder(), upload_limit())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's signature
        self._incoming.write(raw_data)

    def file_complete(self, file_size: int) -> EncryptedUpload:  # noqa: ARG002 - Django's signature
        self._incoming.finish()
        return EncryptedUpload(self._incoming, clean_name(self.file_name or ""))

    def upload_interrupted(self) -> None:
        self._incoming.discard()


class _Incoming:
    """A file below the incoming folder while nobody has kept it. It goes when this object goes, whatever happened."""

    def __init__(self, folder: Path, limit: int) -> None:
        self.blob_id = str(uuid4())
        self.path = folder / self.blob_id
        self.key = secrets.token_bytes(KEY_SIZE)
        self.encryptor = Encryptor(self.key, secrets.token_bytes(PREFIX_SIZE))
        self.head = bytearray()
        self.received = 0
        self.failed = False
        self._limit = limit
        self._file: BufferedWriter | None = None
        try:
            self._file = durable.open_new(self.path)
        except OSError:
            self.failed = True
        self._remove = weakref.finalize(self, _remove, self._file, self.path)

    @property
    def too_large(self) -> bool:
        return self.received > self._limit

    def write(self, data: bytes) -> None:
        self.received += len(data)
        if self.too_large:
            self.discard()
        elif self._file is not None and not self.failed:
            self.head += data[: media_types.HEAD - len(self.head)]
            self._try(self._file, self.encryptor.update(data))

    def finish(self) -> None:
        if self._file is not None and not (self.too_large or self.failed):
            self._try(self._file, self.encryptor.finish(), last=True)

    def _try(self, file: BufferedWriter, data: bytes, *, last: bool = False) -> None:
        """A disk that is full must not take what else came with the request."""
        try:
            file.write(data)
            if last:
                durable.sync_file(file)
                file.close()
        except OSError:
            self.failed = True
            self.discard()

    def discard(self) -> None:
        self._remove()


def _remove(file: BufferedWriter | None, path: Path) -> None:
    with suppress(OSError):  # closing writes what is left, and the disk may be full
        if file is not None:
            file.close()
    with suppress(OSError):
        path.unlink(missing_ok=True)


def encrypt(data: bytes, name: str) -> EncryptedUpload:
    """A file that was made here, as if it had been uploaded."""
    incoming = _Incoming(_folder(), len(data))
    incoming.write(data)
    incoming.finish()
    return EncryptedUpload(incoming, name)


def clean_name(name: str) -> str:
    """A file name that can be shown and stored: no folders, no control or direction characters, at most 150 characters.

    The ending stays. A name of which nothing is left becomes ``Datei``.
    """
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(character if character.isprintable() else " " for character in base)
    tidy = " ".join(shown.split()).strip(". ")
    stem, dot, ending = tidy.rpartition(".")
    if len(tidy) > NAME_LENGTH and stem and len(ending) < NAME_LENGTH // 2:
        return stem[: NAME_LENGTH - len(ending) - 1].rstrip() + dot + ending
    return tidy[:NAME_LENGTH].rstrip() or "Datei"


def sweep(before: datetime) -> int:
    """Delete what a crashed process left in the incoming folder before a moment (aware); tells how many files."""
    left = [path for path in _folder().iterdir() if path.stat().st_mtime < before.timestamp()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _folder() -> Path:
    folder = Path(settings.FILES_DIR) / "eingang"
    durable.make_folder(folder)
    return folder


def upload_limit() -> int:
    """Most bytes of one file that come through."""
    return int(getattr(settings, "UPLOAD_LIMIT", DEFAULT_LIMIT))
