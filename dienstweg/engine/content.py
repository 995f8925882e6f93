"""What is sealed when an application is submitted: one value with a canonical form and a digest.

The digest may stand in the clear (column, record, receipt): a random nonce inside the content keeps anybody from
testing guesses against it. It fixes the content for both readers and for good, which the seal alone does not, because
anyone who knows the two public keys can seal something else.
"""

import hashlib
import hmac
from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import cast

import msgspec
from msgspec import Struct

from dienstweg.engine.problems import Problem, Refused

FORMAT = 3

Raw = dict[str, object]
Upgrade = Callable[[Raw], Raw]

UPGRADES: Mapping[int, Upgrade] = {
    1: lambda raw: raw | {"format": 2, "language": "de"},
    2: lambda raw: raw | {"format": 3, "taken_by": ""},
}
"""For each old format the function that turns its raw tree into the next format's. Documents are never rewritten."""


class Attachment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One uploaded file. ``id`` is the id in the answers, ``size`` bytes and ``sha256`` hex digits of the plaintext,
    ``key`` its content key (32 bytes in base64), ``blob`` the id under which the encrypted bytes lie in the file store.
    """

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    key: str
    blob: str

    def __repr__(self) -> str:
        return f"Attachment(id={self.id!r}, …)"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        return [("id", self.id)]


def attachment_bytes(attachment: Attachment) -> bytes:
    """The canonical form of one attachment, to be sealed beside the application for whoever fetches the file alone."""
    return msgspec.json.encode(attachment, order="sorted")


def file_key(attachment: Attachment) -> bytes:
    """The content key, as :func:`dienstweg.engine.blobs.decrypt` takes it."""
    return b64decode(attachment.key)


class Content(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An application exactly as it was sent.

    ``service_digest`` names the service that asked; ``parameters`` are the authority's local values that were in force;
    ``answers`` the tree of what leaves; ``received_at`` ISO 8601 with offset; ``authority`` the ARS (12 digits);
    ``nonce`` at least 16 random bytes as hex digits; ``corrects`` the digest of the version that this one corrects;
    ``language`` (BCP 47) the one in which the service was read and the declaration given. Everything sealed is the same
    in every language. ``taken_by`` is the name of the official who took it down at the counter, empty where nobody did.
    """

    format: int = FORMAT
    nonce: str
    service_digest: str
    schema_id: str
    schema_version: str | None
    authority: str
    reference: str
    received_at: str
    answers: dict[str, object]
    parameters: dict[str, str]
    attachments: tuple[Attachment, ...] = ()
    corrects: str = ""
    language: str = "de"
    taken_by: str = ""

    def __repr__(self) -> str:
        return f"Content(reference={self.reference!r}, …)"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        return [("reference", self.reference)]


def canonical(content: Content) -> bytes:
    """The one byte form: JSON with sorted keys and no white space. This is what is sealed and digested."""
    return msgspec.json.encode(content, order="sorted")


def digest(content: Content) -> str:
    """SHA-256 of the canonical form, 64 hex digits."""
    return hashlib.sha256(canonical(content)).hexdigest()


def verify(document: bytes, expected: str) -> Content:
    """The content of an opened document, after comparing the bytes as they were sealed with the digest on record.

    Raises :class:`Refused`: ``content_changed``, or ``content_format`` as :func:`read`.
    """
    if not hmac.compare_digest(hashlib.sha256(document).hexdigest(), expected):
        message = "Der Inhalt stimmt nicht mit der Prüfsumme überein, die beim Eingang festgehalten wurde."
        raise Refused(Problem("content_changed", "Versiegelter Inhalt", message))
    return read(document)


def read(document: bytes, upgrades: Mapping[int, Upgrade] = UPGRADES) -> Content:
    """Read a canonical form of this or an older format. Raises :class:`Refused` (``content_format``)."""
    try:
        raw = cast("Raw", msgspec.json.decode(document, type=dict))
        while (found := raw.get("format")) != FORMAT:
            raw = upgrades[cast("int", found)](raw)
        return msgspec.convert(raw, Content)
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        message = "Der Inhalt hat ein Format, das diese Fassung von Dienstweg nicht kennt."
        raise Refused(Problem("content_format", "Versiegelter Inhalt", message)) from error
