"""The private keys of the authorities: a folder outside the database, each key a file locked under the store's secret.

The secret lies in a file of its own outside this folder. Folder and secret together open everything that was sent to
the authorities; neither does alone, and the database does not at all. See SECURITY.md.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Never, Self

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from msgspec import Struct

from dienstweg.authorities import durable
from dienstweg.engine.keys import PrivateKey, PublicKey, RandomBytes, new_key
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.sealing import lock, unlock

FORMAT = 1
MIN_SECRET = 32

_ARS = re.compile(r"[0-9]{12}")
_KID = re.compile(r"[A-Za-z0-9_-]{43}")


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One file. ``locked`` holds the 32 bytes of the private key, bound to format, authority and thumbprint."""

    ars: str
    public: PublicKey
    locked: bytes
    format: int = FORMAT


class KeyStore:
    """The key files below ``folder``. Without a ``secret`` (at least 32 bytes) only public keys can be read."""

    def __init__(self, folder: Path, secret: bytes | None) -> None:
        if secret is not None and len(secret) < MIN_SECRET:
            _refuse("key_secret_short", f"Das Geheimnis des Schlüsselspeichers braucht mindestens {MIN_SECRET} Bytes.")
        self._folder = folder
        self._key = None if secret is None else _derive(secret)

    @classmethod
    def from_settings(cls) -> Self:
        return cls(Path(settings.KEYS_DIR), settings.KEY_SECRET.encode("utf-8"))

    def create(self, ars: str, random_bytes: RandomBytes) -> PublicKey:
        """A new key pair for one authority; its private half is on the disk when this returns."""
        return self.create_many([ars], random_bytes)[ars]

    def create_many(self, ars: Iterable[str], random_bytes: RandomBytes) -> dict[str, PublicKey]:
        """A new key pair for each authority (official key of 12 digits). The folder is flushed to the disk once."""
        lock_key = self._secret_key()
        durable.make_folder(self._folder)
        created: dict[str, PublicKey] = {}
        for one in dict.fromkeys(ars):
            private = new_key(random_bytes)
            public = created[one] = private.public
            locked = lock(private.seed, lock_key, context=_context(one, public.kid), random_bytes=random_bytes)
            entry = _Entry(ars=one, public=public, locked=locked)
            durable.write(self._path(one, public.kid), [msgspec.json.encode(entry)])
        durable.sync_folder(self._folder)
        return created

    def private(self, ars: str, kid: str) -> PrivateKey:
        """The private key an authority has under this thumbprint.

        Raises :class:`Refused`: ``key_lost`` when the file is missing or unreadable, ``key_secret_missing`` without a
        secret, ``key_secret_wrong`` when it does not open this file.
        """
        lock_key = self._secret_key()
        entry = self._read(self._path(ars, kid))
        try:
            private = PrivateKey(unlock(entry.locked, lock_key, context=_context(ars, kid)))
        except Refused:
            message = "Das Geheimnis öffnet diesen Schlüssel nicht, oder seine Datei wurde verändert."
            _refuse("key_secret_wrong", message, ars)
        return private

    def public(self, ars: str) -> tuple[PublicKey, ...]:
        """All public keys of an authority, in the order of their thumbprints. Which one is in use the database says."""
        return tuple(self._read(path).public for path in sorted(self._folder.glob(f"{_checked(ars)}.*.json")))

    def _path(self, ars: str, kid: str) -> Path:
        if not _KID.fullmatch(kid):
            _lost(ars)
        return self._folder / _name(_checked(ars), kid)

    def _read(self, path: Path) -> _Entry:
        ars = path.name.partition(".")[0]
        try:
            entry = msgspec.json.decode(path.read_bytes(), type=_Entry)
        except (FileNotFoundError, msgspec.DecodeError, Refused):
            _lost(ars)
        if entry.format != FORMAT or path.name != _name(entry.ars, entry.public.kid):
            _lost(ars)
        return entry

    def _secret_key(self) -> bytes:
        if self._key is None:
            _refuse("key_secret_missing", "Das Geheimnis des Schlüsselspeichers ist nicht eingestellt.")
        return self._key


def _derive(secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"dienstweg/1/keystore").derive(secret)


def _name(ars: str, kid: str) -> str:
    return f"{ars}.{kid}.json"


def _context(ars: str, kid: str) -> dict[str, str]:
    return {"ars": ars, "kid": kid, "format": str(FORMAT)}


def _checked(ars: str) -> str:
    if not _ARS.fullmatch(ars):
        raise ValueError("an authority's official key has twelve digits")
    return ars


def _lost(ars: str) -> Never:
    message = (
        "Zu diesem Schlüssel fehlt die Datei oder sie ist beschädigt. Was für ihn versiegelt wurde, lässt sich erst "
        "öffnen, wenn der Schlüsselspeicher aus einer Sicherung wiederhergestellt ist."
    )
    _refuse("key_lost", message, ars)


def _refuse(code: str, message: str, ars: str = "") -> Never:
    raise Refused(Problem(code, f"Schlüssel der Behörde {ars}" if ars else "Schlüsselspeicher", message))
