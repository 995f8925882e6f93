"""The mail address for notifications, locked: the installation sends them while nobody's code is there."""

from secrets import token_bytes

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from dienstweg.engine.sealing import lock, unlock

LONGEST = 254
"""RFC 5321, 4.5.3.1.3: a path has 256 characters, its brackets among them."""
FAULT = noop("Das ist keine vollständige E-Mail-Adresse. Schreiben Sie sie wie name@beispiel.de.")
_valid = EmailValidator(FAULT)


def read_address(text: str) -> tuple[str, str]:
    """A typed address and what is wrong with it; both empty where nothing was typed."""
    typed = text.strip()
    if not typed:
        return "", ""
    try:
        _valid(typed)
    except ValidationError:
        return typed, gettext(FAULT)
    return (typed, "") if len(typed) <= LONGEST else (typed, gettext(FAULT))


def lock_address(reference: str, address: str) -> bytes:
    """The bytes for the database, bound to one application."""
    return lock(address.encode(), _key(), context=_context(reference), random_bytes=token_bytes)


def unlock_address(reference: str, locked: bytes) -> str:
    """The address again. Raises ``Refused`` for another application or secret."""
    return unlock(locked, _key(), context=_context(reference)).decode()


def _key() -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"dienstweg/1/notifications")
    return derivation.derive(settings.KEY_SECRET.encode("utf-8"))


def _context(reference: str) -> dict[str, str]:
    return {"purpose": "notification", "reference": reference}
