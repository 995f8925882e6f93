"""Key pairs as values: X25519 keys of the people and offices who may read a sealed document.

Internal keys are X25519 (RFC 7748) written as JWK (RFC 8037, OKP); a key is known by its thumbprint (RFC 7638).
"""

import base64
import binascii
import hashlib
from collections.abc import Callable
from typing import Never

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec import Struct

from dienstweg.engine.problems import Problem, Refused

RandomBytes = Callable[[int], bytes]
"""Gives that many bytes nobody can foresee (``secrets.token_bytes`` outside the engine)."""

Jwk = dict[str, str | list[str]]
"""A JSON Web Key (RFC 7517)."""

KEY_SIZE = 32
_FIELD = 2**255 - 19


def encode(data: bytes) -> str:
    """Base64url without padding, the form JOSE uses (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


class PublicKey(Struct, frozen=True):
    """What a document is sealed for. ``x`` is the u-coordinate, 32 bytes in base64url (43 characters).

    Raises :class:`Refused` when ``x`` is no such coordinate in its one canonical form: RFC 7748 would accept a second
    spelling of the same point, and a changed byte must be noticed.
    """

    x: str

    def __post_init__(self) -> None:
        try:
            raw = base64.b64decode(self.x + "=", altchars=b"-_", validate=True)
        except (ValueError, binascii.Error):
            _malformed()
        if len(raw) != KEY_SIZE or encode(raw) != self.x or int.from_bytes(raw, "little") >= _FIELD:
            _malformed()

    @property
    def kid(self) -> str:
        """The JWK thumbprint (RFC 7638 with SHA-256), 43 characters of base64url."""
        return encode(hashlib.sha256(f'{{"crv":"X25519","kty":"OKP","x":"{self.x}"}}'.encode("ascii")).digest())

    def jwk(self) -> Jwk:
        return {"kty": "OKP", "crv": "X25519", "x": self.x, "kid": self.kid}


class PrivateKey(Struct, frozen=True):
    """What opens a sealed document: 32 secret bytes. Shown nowhere, not even in a traceback."""

    seed: bytes

    def __post_init__(self) -> None:
        if len(self.seed) != KEY_SIZE:
            _malformed()

    @property
    def public(self) -> PublicKey:
        return PublicKey(encode(X25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()))

    def jwk(self) -> Jwk:
        """The JWK with its secret part ``d``."""
        return {**self.public.jwk(), "d": encode(self.seed)}

    def __repr__(self) -> str:
        return "PrivateKey(…)"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        return []


def new_key(random_bytes: RandomBytes) -> PrivateKey:
    """A fresh key pair."""
    return PrivateKey(random_bytes(KEY_SIZE))


def _malformed() -> Never:
    message = "Das ist kein Schlüssel für X25519 in der üblichen Schreibweise."
    raise Refused(Problem("key_malformed", "Schlüssel", message))
