"""The signed receipt: a short text by which anybody can check, years later, what an authority received and when.

A JWS in compact form (RFC 7515) with Ed25519 (RFC 8037, RFC 9864), signed by the installation. It says nothing about a
person: the digest is that of the sealed content, in which a random nonce keeps guesses away.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Never

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from msgspec import Struct

from dienstweg.engine.keys import KEY_SIZE, Jwk, RandomBytes, encode
from dienstweg.engine.problems import Problem, Refused

ALGORITHM = "Ed25519"
TYPE = "dienstweg-receipt+jws"
MARK = "dienstweg-beleg:"
"""Stands before the proof inside a PDF, so that it can be found there without reading the PDF."""
LONGEST = 4_000
_COMPACT = rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}(?![A-Za-z0-9_-])"
_IN_FILE = re.compile(MARK.encode() + rb"(" + _COMPACT + rb")")


class ReceiptClaims(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is signed: which application, its digest (SHA-256 of the content, hex), when and by whom it was received.

    ``received_at`` ISO 8601 with offset; ``ars`` and ``authority``: key and name of the authority as they were then.
    """

    format: int = 1
    reference: str
    digest: str
    received_at: str
    ars: str
    authority: str
    slug: str
    service: str


class SigningKey(Struct, frozen=True):
    """A private key of the installation: 32 secret bytes. Shown nowhere."""

    seed: bytes

    def __post_init__(self) -> None:
        if len(self.seed) != KEY_SIZE:
            raise ValueError("a signing key has 32 bytes")

    @property
    def public(self) -> "VerifyingKey":
        return VerifyingKey(encode(Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()))

    def __repr__(self) -> str:
        return "SigningKey(…)"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        return []


class VerifyingKey(Struct, frozen=True):
    """The public half, 32 bytes in base64url; known by its thumbprint (RFC 7638)."""

    x: str

    @property
    def kid(self) -> str:
        return encode(hashlib.sha256(f'{{"crv":"Ed25519","kty":"OKP","x":"{self.x}"}}'.encode("ascii")).digest())

    def jwk(self) -> Jwk:
        return {"kty": "OKP", "crv": "Ed25519", "x": self.x, "kid": self.kid, "use": "sig", "alg": ALGORITHM}


def new_signing_key(random_bytes: RandomBytes) -> SigningKey:
    """A fresh key."""
    return SigningKey(random_bytes(KEY_SIZE))


def sign(claims: ReceiptClaims, key: SigningKey) -> str:
    """The proof as text. The same claims and key give the same text."""
    header = {"alg": ALGORITHM, "kid": key.public.kid, "typ": TYPE}
    private = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": key.public.x, "d": encode(key.seed)})
    return jws.serialize_compact(header, msgspec.json.encode(claims), private, algorithms=[ALGORITHM])


def verify(proof: str, keys: Mapping[str, VerifyingKey]) -> ReceiptClaims:
    """What a proof says, if one of the ``keys`` (by thumbprint) signed exactly that. Spaces and line ends are forgiven.

    Raises :class:`Refused`: ``proof_unreadable``, ``proof_other_key`` (another installation, or an invented one),
    ``proof_changed``.
    """
    text = "".join(proof.split()).removeprefix(MARK)
    if len(text) > LONGEST or not re.fullmatch(_COMPACT, text.encode()):
        _refuse("proof_unreadable", "Das ist kein vollständiger Prüftext. Kopieren Sie ihn ganz, ohne etwas dazu.")
    try:
        kid = jws.extract_compact(text.encode()).headers().get("kid")
    except (JoseError, ValueError):
        _refuse("proof_unreadable", "Das ist kein vollständiger Prüftext. Kopieren Sie ihn ganz, ohne etwas dazu.")
    key = keys.get(str(kid))
    if key is None:
        _refuse("proof_other_key", "Dieser Prüftext stammt nicht von hier. Wir können ihn nicht bestätigen.")
    try:
        found = jws.deserialize_compact(text, OKPKey.import_key(key.jwk()), algorithms=[ALGORITHM])
        claims = msgspec.json.decode(found.payload, type=ReceiptClaims)
    except (JoseError, ValueError, msgspec.DecodeError):
        _changed()
    # A base64url text may have spare bits at its end: only the one form counts.
    if msgspec.json.encode(claims) != found.payload or found.headers().get("typ") != TYPE or _spare(text):
        _changed()
    return claims


def _spare(text: str) -> bool:
    """Whether the signature (64 bytes, 86 characters) is written in another way than its one form."""
    return text[-1] not in "AQgw"


def find_in_file(data: bytes) -> str | None:
    """The proof that lies in a receipt (PDF), or in a file that holds the text alone."""
    found = _IN_FILE.search(data)
    if found:
        return found[1].decode("ascii")
    text = b"".join(data[: LONGEST * 2].split())
    return text.decode("ascii") if re.fullmatch(_COMPACT, text) else None


def _changed() -> Never:
    _refuse("proof_changed", "Dieser Prüftext wurde verändert. Er beweist nichts.")


def _refuse(code: str, message: str) -> Never:
    raise Refused(Problem(code, "Prüftext", message))
