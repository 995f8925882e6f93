"""The running form of a schema that is kept nowhere: service and answers travel with the page, signed by us."""

import base64
import zlib
from dataclasses import dataclass

import msgspec
from django.core.signing import BadSignature, Signer

from dienstweg.engine import service as engine
from dienstweg.engine.answers import Answers
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Service

SALT = "studio.trial"
MOST = 8_000_000
"""Bytes of an unpacked state; larger than any service we know by a factor of twenty."""


@dataclass(frozen=True)
class Trial:
    """A form being tried: the service, the answers so far."""

    service: Service
    answers: Answers


class _State(msgspec.Struct, frozen=True):
    service: bytes
    answers: Answers


def pack(trial: Trial) -> str:
    """The trial as text for a hidden field, signed so that only what we compiled comes back."""
    state = msgspec.msgpack.encode(_State(engine.canonical(trial.service), trial.answers))
    return Signer(salt=SALT).sign(base64.b64encode(zlib.compress(state, 6)).decode("ascii"))


def unpack(text: str) -> Trial:
    """The trial of a hidden field.

    Raises:
        Refused: it was not made by us, or is cut off.
    """
    try:
        packed = base64.b64decode(Signer(salt=SALT).unsign(text))
        plain = zlib.decompressobj().decompress(packed, MOST)
        state = msgspec.msgpack.decode(plain, type=_State)
        return Trial(engine.load(state.service), state.answers)
    except (BadSignature, ValueError, zlib.error, msgspec.DecodeError):
        message = "Diese Vorschau ist nicht mehr vollständig. Laden Sie die Datei noch einmal hoch."
        raise Refused(Problem("trial_broken", "Vorschau", message)) from None
