"""The keys of the installation that sign receipts: files beside those of the authorities, locked under the same secret.

The newest key signs. Old ones stay, because what they signed must be checked for years; only their public half is used.
"""

import re
from datetime import datetime
from pathlib import Path
from secrets import token_bytes
from typing import Self

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils import timezone
from msgspec import Struct

from dienstweg.applications.models import Application
from dienstweg.authorities import durable
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.proof_of_receipt import ReceiptClaims, SigningKey, VerifyingKey, new_signing_key, sign
from dienstweg.engine.sealing import lock, unlock
from dienstweg.engine.service import Service

_NAME = re.compile(r"receipt\.[A-Za-z0-9_-]{43}\.json")


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One file. ``locked`` holds the 32 secret bytes, bound to the thumbprint."""

    public: VerifyingKey
    since: datetime
    locked: bytes
    format: int = 1


class SigningKeys:
    """The key files ``receipt.<thumbprint>.json`` below ``folder``."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._folder = folder
        derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"dienstweg/1/receipts")
        self._key = derivation.derive(secret)

    @classmethod
    def from_settings(cls) -> Self:
        return cls(Path(settings.KEYS_DIR), settings.KEY_SECRET.encode("utf-8"))

    def current(self) -> SigningKey:
        """The newest key; the first one is made when it is first needed.

        Raises ``Refused`` (``receipt_key_wrong``) where the secret does not open it.
        """
        entries = self._entries()
        if not entries:
            return self.renew()
        return self._opened(max(entries, key=lambda entry: (entry.since, entry.public.kid)))

    def check(self) -> None:
        """Open every key. Raises ``Refused`` (``receipt_key_wrong``)."""
        for entry in self._entries():
            self._opened(entry)

    def _opened(self, entry: _Entry) -> SigningKey:
        try:
            return SigningKey(unlock(entry.locked, self._key, context=_context(entry.public)))
        except Refused:
            message = "Der Schlüssel, der Eingangsbestätigungen unterschreibt, lässt sich nicht öffnen."
            raise Refused(Problem("receipt_key_wrong", "Schlüsselspeicher", message)) from None

    def renew(self, at: datetime | None = None) -> SigningKey:
        """A new key that signs from now on; it is on the disk when this returns."""
        key = new_signing_key(token_bytes)
        locked = lock(key.seed, self._key, context=_context(key.public), random_bytes=token_bytes)
        entry = _Entry(public=key.public, since=at or timezone.now(), locked=locked)
        durable.make_folder(self._folder)
        durable.write(self._folder / f"receipt.{key.public.kid}.json", [msgspec.json.encode(entry)])
        durable.sync_folder(self._folder)
        return key

    def public(self) -> dict[str, VerifyingKey]:
        """All public keys by thumbprint, oldest first."""
        return {entry.public.kid: entry.public for entry in sorted(self._entries(), key=lambda entry: entry.since)}

    def _entries(self) -> list[_Entry]:
        if not self._folder.is_dir():
            return []
        paths = sorted(path for path in self._folder.iterdir() if _NAME.fullmatch(path.name))
        try:
            return [msgspec.json.decode(path.read_bytes(), type=_Entry) for path in paths]
        except msgspec.DecodeError as error:
            message = "Eine Datei mit einem Schlüssel für Eingangsbestätigungen ist beschädigt."
            raise Refused(Problem("receipt_key_wrong", "Schlüsselspeicher", message)) from error


def _context(public: VerifyingKey) -> dict[str, str]:
    return {"purpose": "receipt", "kid": public.kid}


def proof_of(application: Application, service: Service) -> str:
    """The signed receipt of an application, as text."""
    claims = ReceiptClaims(
        reference=application.reference,
        digest=application.digest,
        received_at=timezone.localtime(application.received_at).isoformat(timespec="seconds"),
        ars=application.authority.ars,
        authority=application.authority.official_name,
        slug=service.slug,
        service=service.title,
    )
    return sign(claims, SigningKeys.from_settings().current())
