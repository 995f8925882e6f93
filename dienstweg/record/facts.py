"""What a record entry may say besides verb, actor and time.

The record is kept in the clear and for ever, so it holds no contents: only the facts named here, each a short plain
value.
"""

from collections.abc import Mapping

import msgspec

Fact = str | int | bool | None
MAX_LENGTH = 200

DECLARED: dict[str, str] = {
    "accent": "colour of an authority as it is used",
    "accent_asked": "colour of an authority as it was given",
    "address": "receiving mail address of an authority",
    "adopted": "number of authorities that adopted a release",
    "attempt": "number of an attempt to deliver",
    "authority": "ARS of an authority",
    "changed": "number of rows changed",
    "correction": "number of a correction",
    "counter": "whether an application was taken down at the authority's counter",
    "created": "number of rows created",
    "deadline": "date by which something is due",
    "digest": "SHA-256 of a release or sealed document",
    "document": "id of a document",
    "ended": "number of rows whose validity ended",
    "error": "code of a problem",
    "former": "name a service had before",
    "kid": "id of a public key",
    "kind": "kind of a document or message",
    "level": "municipality or county",
    "law": "which law a consent names",
    "message": "number of a message",
    "names": "names of the local values that were set",
    "outcome": "code of a declared outcome",
    "person": "name of the person of an authority who answers for a step",
    "reason": "why an authority or operator did something (not a citizen's words)",
    "reference": "reference number of an application",
    "release": "number of a release",
    "role": "role of a member",
    "route": "route of a delivery",
    "service": "slug of an online service",
    "size": "size in bytes",
    "state_of": "date of a source",
    "successor": "ARS of a successor",
    "until": "last day of a period",
}


class UndeclaredFact(Exception):
    """A fact that is not declared, no plain value, or too long: perhaps somebody's contents."""


def canonical(facts: Mapping[str, Fact]) -> str:
    """The one text form of facts (JSON, keys sorted). Raises :class:`UndeclaredFact` for what is not declared, not
    plain or too long.
    """
    for name, value in facts.items():
        if name not in DECLARED:
            raise UndeclaredFact(f"fact {name!r} is not declared in record/facts.py")
        if not isinstance(value, str | int | bool | None):
            raise UndeclaredFact(f"fact {name!r} is not a plain value")
        if isinstance(value, str) and len(value) > MAX_LENGTH:
            raise UndeclaredFact(f"fact {name!r} is longer than {MAX_LENGTH} characters")
    return msgspec.json.encode(dict(facts), order="sorted").decode()
