"""Sealing: a document becomes one JWE that exactly its readers can open, and nobody can change unnoticed.

A sealed document is a JWE in general JSON serialisation (RFC 7516, 7.2.1) with ECDH-ES+A256KW on X25519 (RFC 7518, 4.6;
RFC 8037) and A256GCM, one recipient entry for each reader. The protected header is authenticated but not secret: the
type, the content type, the readers and our context. Decision record 0001 says why.

Drafts have no readers yet; they are locked with a key derived from the applicant's code (:func:`lock`).
"""

from collections.abc import Mapping, Sequence
from typing import Literal, Never, cast

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.registry import HeaderParameter
from joserfc.util import json_b64decode, json_b64encode
from msgspec import Struct

from dienstweg.engine.keys import PrivateKey, PublicKey, RandomBytes
from dienstweg.engine.problems import Problem, Refused

TYPE = "vnd.dienstweg.seal.v1+json"
ALG = "ECDH-ES+A256KW"
ENC = "A256GCM"

MAX_DOCUMENT = 20 * 1024 * 1024
"""Bytes of one sealed document. Uploads are encrypted apart (:mod:`dienstweg.engine.blobs`)."""

_BASE64_MAX = (MAX_DOCUMENT * 4 + 2) // 3
_HEADER_MAX = 8192


class Opened(Struct, frozen=True):
    """What a reader finds: the document and the context it was sealed in, both authenticated."""

    document: bytes
    context: dict[str, str]
    content_type: str


class _Header(Struct, frozen=True, forbid_unknown_fields=True):
    alg: Literal["ECDH-ES+A256KW"]
    enc: Literal["A256GCM"]
    typ: Literal["vnd.dienstweg.seal.v1+json"]
    cty: str
    readers: tuple[str, ...]
    context: dict[str, str]


class _Ephemeral(Struct, frozen=True, forbid_unknown_fields=True):
    crv: Literal["X25519"]
    kty: Literal["OKP"]
    x: str


class _RecipientHeader(Struct, frozen=True, forbid_unknown_fields=True):
    kid: str
    epk: _Ephemeral


class _Recipient(Struct, frozen=True, forbid_unknown_fields=True):
    header: _RecipientHeader
    encrypted_key: str


class _Envelope(Struct, frozen=True, forbid_unknown_fields=True):
    protected: str
    recipients: tuple[_Recipient, ...]
    iv: str
    ciphertext: str
    tag: str


def _no_check(_: object) -> None:
    """The shape of our header is checked as :class:`_Header`."""


class _Registry(jwe.JWERegistry):
    """Exactly our two algorithms, our two header members, and room for whole documents (the library stops at 64 KB)."""

    max_ciphertext_length = _BASE64_MAX
    max_protected_header_length = _HEADER_MAX


_registry = _Registry(
    header_registry={
        "readers": HeaderParameter("Thumbprints of all readers", "list[str]", required=True),
        "context": HeaderParameter("What the document belongs to", _no_check, required=True),
    },
    algorithms=[ALG, ENC],
)
_envelopes = msgspec.json.Decoder(_Envelope)


def seal(
    document: bytes,
    readers: Sequence[PublicKey],
    *,
    context: Mapping[str, str],
    content_type: str = "application/json",
) -> bytes:
    """Seal ``document`` for ``readers``; each can open it alone.

    ``context`` (short texts such as purpose, service digest, reference) and ``content_type`` stay readable to everyone
    and are authenticated: they may hold only what is a declared clear column. The content key, the nonce and one
    ephemeral key for each reader come from the library's own secure randomness. Raises :class:`Refused` for a document
    above :data:`MAX_DOCUMENT`, a header above 8 KB, no readers or the same reader twice.
    """
    kids = [reader.kid for reader in readers]
    if len(document) > MAX_DOCUMENT:
        _refuse("seal_too_large", f"Ein Dokument darf höchstens {MAX_DOCUMENT // 1024**2} MB groß sein.")
    if not kids or len(set(kids)) != len(kids):
        _refuse("seal_readers", "Ein Dokument braucht mindestens einen Empfänger, und jeden nur einmal.")
    header = {
        "alg": ALG,
        "enc": ENC,
        "typ": TYPE,
        "cty": content_type,
        "readers": kids,
        "context": dict(sorted(context.items())),
    }
    if len(json_b64encode(header)) > _HEADER_MAX:
        _refuse("seal_too_large", "Die Angaben über das Dokument sind zu lang.")
    encryption = jwe.GeneralJSONEncryption(header, document)
    for reader in readers:
        encryption.add_recipient(None, OKPKey.import_key(reader.jwk()))
    try:
        sealed = jwe.encrypt_json(encryption, None, registry=_registry)
    except ValueError:  # the exchange gives zero: the key is one of the few points of low order
        _refuse("seal_readers", "Der Schlüssel eines Empfängers ist unbrauchbar.")
    return msgspec.json.encode(msgspec.convert(sealed, _Envelope))


def readers(sealed: bytes) -> tuple[str, ...]:
    """Thumbprints of the readers a document says it was sealed for, in order. Unauthenticated until it is opened."""
    return _header(_envelope(sealed)).readers


def open_sealed(sealed: bytes, private_key: PrivateKey, *, expect: Mapping[str, str] | None = None) -> Opened:
    """Open a sealed document as one of its readers.

    ``expect`` names entries the context must have, so that a document moved to another row is noticed. Raises
    :class:`Refused`: ``seal_broken`` when a byte this reader relies on is not as it was sealed, ``seal_other_reader``
    when the document is not for this key, ``seal_context`` when it belongs elsewhere. What a reader cannot notice is a
    change in the *other* reader's entry; that reader will.
    """
    envelope = _envelope(sealed)
    header = _header(envelope)
    kid = private_key.public.kid
    if kid not in header.readers:
        _refuse("seal_other_reader", "Dieses Dokument ist nicht für diesen Schlüssel versiegelt.")
    mine = envelope.recipients[header.readers.index(kid)]
    single = msgspec.to_builtins(msgspec.structs.replace(envelope, recipients=(mine,)))
    try:
        PublicKey(mine.header.epk.x)
        key = OKPKey.import_key(private_key.jwk())
        document = jwe.decrypt_json(cast("jwe.GeneralJSONSerialization", single), key, registry=_registry).plaintext
    except (JoseError, ValueError, Refused):
        _broken()
    if any(header.context.get(name) != value for name, value in (expect or {}).items()):
        _refuse("seal_context", "Dieses Dokument gehört zu einem anderen Vorgang.")
    return Opened(cast("bytes", document), header.context, header.cty)


def _envelope(sealed: bytes) -> _Envelope:
    """The parsed envelope, if it is in the one form :func:`seal` writes."""
    try:
        envelope = _envelopes.decode(sealed)
    except (msgspec.DecodeError, UnicodeDecodeError):
        _broken()
    if msgspec.json.encode(envelope) != sealed:
        _broken()
    return envelope


def _header(envelope: _Envelope) -> _Header:
    """The protected header; its readers are exactly those of the envelope, in order."""
    if len(envelope.protected) > _HEADER_MAX:
        _broken()
    try:
        raw: object = json_b64decode(envelope.protected.encode("ascii"))
        header = msgspec.convert(raw, _Header)
    except (ValueError, RecursionError):
        _broken()
    one_form = json_b64encode(msgspec.to_builtins(header)).decode("ascii") == envelope.protected
    if not one_form or header.readers != tuple(entry.header.kid for entry in envelope.recipients):
        _broken()
    return header


_LOCK_VERSION = b"\x01"
_NONCE = 12


def lock(data: bytes, key: bytes, *, context: Mapping[str, str], random_bytes: RandomBytes) -> bytes:
    """Encrypt ``data`` under a key of 32 bytes, bound to ``context`` (not stored: whoever unlocks must know it).

    AES-256-GCM (NIST SP 800-38D) with a fresh random nonce of 96 bits: version byte, nonce, ciphertext with tag.
    """
    nonce = random_bytes(_NONCE)
    return _LOCK_VERSION + nonce + AESGCM(key).encrypt(nonce, data, _bound(context))


def unlock(locked: bytes, key: bytes, *, context: Mapping[str, str]) -> bytes:
    """The inverse of :func:`lock`. Raises :class:`Refused` (``lock_broken``) for another key, context or byte."""
    start = len(_LOCK_VERSION) + _NONCE
    nonce, ciphertext = locked[len(_LOCK_VERSION) : start], locked[start:]
    message = "Die gespeicherten Angaben lassen sich mit diesem Schlüssel nicht öffnen."
    problem = Problem("lock_broken", "Verschlüsselte Angaben", message)
    if not locked.startswith(_LOCK_VERSION) or len(nonce) != _NONCE:
        raise Refused(problem)
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, _bound(context))
    except InvalidTag as error:
        raise Refused(problem) from error


def _bound(context: Mapping[str, str]) -> bytes:
    return _LOCK_VERSION + msgspec.json.encode(dict(context), order="sorted")


def _broken() -> Never:
    _refuse("seal_broken", "Das Dokument wurde nach dem Versiegeln verändert oder ist unvollständig.")


def _refuse(code: str, message: str) -> Never:
    raise Refused(Problem(code, "Versiegeltes Dokument", message))
