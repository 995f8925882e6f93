"""What a message holds, sealed: the text, and what is asked for."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from dienstweg.applications.models import Application, Message
from dienstweg.applications.reading import KeyFor
from dienstweg.engine import sealing
from dienstweg.engine.keys import PrivateKey, PublicKey

LONGEST_TEXT = 10_000
MOST_WANTED = 10
LONGEST_WANTED = 200


class Written(Struct, frozen=True, kw_only=True):
    """``wanted``: names of documents that are asked for; ``pages``: slugs of pages that may be corrected."""

    format: int = 1
    text: str
    wanted: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Written(…)"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        return []


def seal_written(written: Written, application: Application, number: int) -> bytes:
    """Closed for the authority as its key is now and for the applicant."""
    readers = (application.authority.public_key(), PublicKey(application.applicant_key))
    return sealing.seal(msgspec.json.encode(written), readers, context=_context(application, number))


def open_written(message: Message, application: Application, key: PrivateKey | KeyFor) -> Written:
    """What a message says. Raises ``Refused`` as :func:`~dienstweg.applications.reading.open_application`."""
    sealed = bytes(message.sealed)
    opened = sealing.open_sealed(
        sealed, key(sealed) if callable(key) else key, expect=_context(application, message.number)
    )
    return msgspec.json.decode(opened.document, type=Written)


def open_all(
    messages: Sequence[Message], application: Application, key: PrivateKey | KeyFor
) -> list[tuple[Message, Written]]:
    """Every message with what it says."""
    return [(message, open_written(message, application, key)) for message in messages]


def _context(application: Application, number: int) -> dict[str, str]:
    return {"purpose": "message", "reference": application.reference, "number": str(number)}
