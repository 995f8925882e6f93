"""One encrypted file that holds many: how a backup is packed.

The plaintext is a row of entries, each a name and chunks, every length four bytes big-endian; a length of 0 ends an
entry, a name of length 0 ends the archive. Sizes need not be known beforehand, so a database dump streams through. It
is encrypted by :mod:`dienstweg.engine.blobs` under a key that Argon2id (RFC 9106, second recommended option) derives
from a passphrase.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from io import BufferedWriter
from pathlib import Path
from typing import Never

from argon2.low_level import Type, hash_secret_raw
from msgspec import Struct

from dienstweg.authorities import durable
from dienstweg.cli.output import Unusable
from dienstweg.engine.blobs import KEY_SIZE, Encryptor, decrypt
from dienstweg.engine.keys import RandomBytes
from dienstweg.engine.problems import Problem, Refused

SALT = 16
NONCE_PREFIX = 7
CHUNK = 256 * 1024
MAX_CHUNK = 64 * 1024 * 1024
_LENGTH = 4
_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4


class Packed(Struct, frozen=True):
    """An encrypted file as the manifest knows it: name, bytes, SHA-256 of the ciphertext, salt (hex)."""

    file: str
    size: int
    sha256: str
    salt: str


def derive(passphrase: str, salt: bytes) -> bytes:
    """The key of an archive. Accents count the same however they were typed (NFC)."""
    return hash_secret_raw(
        secret=unicodedata.normalize("NFC", passphrase).encode(),
        salt=salt,
        time_cost=_PASSES,
        memory_cost=_MEMORY_KIB,
        parallelism=_LANES,
        hash_len=KEY_SIZE,
        type=Type.ID,
    )


class Packer:
    """Writes an archive; ``with`` closes it, and only then is it whole."""

    def __init__(self, path: Path, passphrase: str, random_bytes: RandomBytes) -> None:
        self.path = path
        self._salt = random_bytes(SALT)
        self._encryptor = Encryptor(derive(passphrase, self._salt), random_bytes(NONCE_PREFIX))
        self._hash = hashlib.sha256()
        self._size = 0
        self._file: BufferedWriter = durable.open_new(path)

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """One entry. Chunks may have any length."""
        self._piece(name.encode())
        for chunk in chunks:
            for start in range(0, len(chunk), MAX_CHUNK):
                self._piece(chunk[start : start + MAX_CHUNK])
        self._piece(b"")

    def close(self) -> Packed:
        """End the archive and put it on the disk."""
        self._piece(b"")
        self._write(self._encryptor.finish())
        durable.sync_file(self._file)
        self._file.close()
        return Packed(self.path.name, self._size, self._hash.hexdigest(), self._salt.hex())

    def discard(self) -> None:
        """Give up: nothing remains."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _piece(self, data: bytes) -> None:
        self._write(self._encryptor.update(len(data).to_bytes(_LENGTH, "big") + data))

    def _write(self, encrypted: bytes) -> None:
        self._file.write(encrypted)
        self._hash.update(encrypted)
        self._size += len(encrypted)


def read_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def refuse_damaged(path: Path, packed: Packed) -> None:
    """Raises :class:`Unusable` (``backup_damaged``) where a file is not the one the manifest names."""
    if not path.is_file():
        _damaged(path, "Diese Datei fehlt in der Sicherung.")
    digest = hashlib.sha256()
    for chunk in read_chunks(path):
        digest.update(chunk)
    if path.stat().st_size != packed.size or digest.hexdigest() != packed.sha256:
        _damaged(path, "Diese Datei ist beschädigt oder unvollständig. Nehmen Sie eine andere Sicherung.")


Entry = tuple[str, Iterator[bytes]]


def entries(path: Path, key: bytes) -> Iterator[Entry]:
    """The entries of an archive, each with its chunks, which must be used up before the next.

    Raises:
        Unusable: the passphrase is another one (``wrong_passphrase``), or the archive ends too early.
    """
    reader = _Reader(path, decrypt(key, read_chunks(path)))
    while name := reader.piece():
        yield name.decode(), iter(reader.piece, b"")
    reader.end()


class _Reader:
    """Lengths and pieces out of a stream of segments."""

    def __init__(self, path: Path, segments: Iterator[bytes]) -> None:
        self._path = path
        self._segments = segments
        self._held = bytearray()

    def piece(self) -> bytes:
        length = int.from_bytes(self._take(_LENGTH), "big")
        if length > MAX_CHUNK:
            _damaged(self._path, "Diese Datei hat ein unbekanntes Format.")
        return self._take(length)

    def end(self) -> None:
        """Nothing may follow, and the last segment must be the one that was written last."""
        if self._held or self._next():
            _damaged(self._path, "Diese Datei hat ein unbekanntes Format.")

    def _take(self, count: int) -> bytes:
        while len(self._held) < count:
            segment = self._next()
            if not segment:
                _damaged(self._path, "Diese Datei endet zu früh.")
            self._held += segment
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken

    def _next(self) -> bytes:
        try:
            return next(self._segments, b"")
        except Refused:
            message = "Das Passwort öffnet diese Datei nicht. Bitte prüfen Sie, welches zu dieser Sicherung gehört."
            raise Unusable(Problem("wrong_passphrase", str(self._path), message)) from None


def _damaged(path: Path, message: str) -> Never:
    raise Unusable(Problem("backup_damaged", str(path), message))
