"""Drafts: saved on every page, locked with a key that only the browser's code opens, deleted on sending or expiry."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from secrets import token_bytes

import msgspec
from django.db import transaction
from django.urls import reverse
from msgspec import Struct

from dienstweg.adoptions.models import Adoption
from dienstweg.applications.filestore import FileStore
from dienstweg.applications.models import Draft, DraftFile
from dienstweg.authorities.prepared import Prepared
from dienstweg.engine import access_code, sealing
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.answers import Answers, leaves
from dienstweg.engine.files import File, is_file
from dienstweg.engine.service import Service

SALT = 32
LONGEST_DRAFT = 1_000_000
"""Bytes of all answers together, some five hundred pages."""


@dataclass(frozen=True, repr=False)
class OpenDraft:
    """A draft with its contents in memory; ``row`` is None as long as nothing was saved.

    ``keys``: content key (base64) of each uploaded file by its id.
    """

    code: AccessCode
    answers: Answers
    keys: Mapping[str, str] = field(default_factory=dict)
    row: Draft | None = None


class _Body(Struct, frozen=True):
    """What is locked in a draft's row."""

    answers: Answers
    keys: dict[str, str]


def _context(draft: Draft) -> dict[str, str]:
    """What the locked bytes are bound to, so that a body moved to another row does not open."""
    return {"purpose": "draft", "lookup": draft.lookup, "adoption": str(draft.adoption_id)}


def find(code: AccessCode, adoption: Adoption, at: datetime) -> OpenDraft | None:
    """The draft of this code at this adoption, opened; one whose time is over is none.

    Raises:
        Refused: the stored bytes were changed.
    """
    row = next(iter(_by_lookup(lookup=access_code.lookup(code))), None)
    if row is None or row.adoption_id != adoption.pk or row.expires_at <= at:
        return None
    body = sealing.unlock(bytes(row.body), access_code.draft_key(code, bytes(row.salt)), context=_context(row))
    found = msgspec.msgpack.decode(body, type=_Body)
    return OpenDraft(code, found.answers, found.keys, row)


_by_lookup = Prepared(lambda lookup: Draft.objects.filter(lookup=lookup))


def where_begun(code: AccessCode, at: datetime) -> str | None:
    """The address at which the draft of this code goes on."""
    rows = Draft.objects.filter(lookup=access_code.lookup(code), expires_at__gt=at)
    place = rows.values_list("adoption__authority__ars", "adoption__online_service__slug").first()
    return reverse("applications:begin", args=place) if place else None


def fits(draft: OpenDraft) -> bool:
    """False where the answers are longer, all together, than a form can be."""
    return len(_packed(draft)) <= LONGEST_DRAFT


def _packed(draft: OpenDraft) -> bytes:
    return msgspec.msgpack.encode(_Body(draft.answers, dict(draft.keys)))


def save(*, draft: OpenDraft, adoption: Adoption, service: Service, at: datetime) -> OpenDraft:
    """Store a draft; the first saving makes the row."""
    row = draft.row or Draft(lookup=access_code.lookup(draft.code), adoption=adoption, salt=token_bytes(SALT))
    key = access_code.draft_key(draft.code, bytes(row.salt))
    row.release_id = adoption.release_id
    row.body = sealing.lock(_packed(draft), key, context=_context(row), random_bytes=token_bytes)
    row.saved_at = at
    row.expires_at = at + timedelta(days=service.draft_days)
    if row.pk is None:
        row.save(force_insert=True)
    else:
        row.save(update_fields=["release", "body", "saved_at", "expires_at"])
    return replace(draft, row=row)


def claim_files(*, draft: OpenDraft, blobs: Iterable[uuid.UUID]) -> None:
    """Note which encrypted files belong to a saved draft, so that they go when it goes."""
    DraftFile.objects.bulk_create([DraftFile(draft=draft.row, blob=blob) for blob in blobs])


def discard_file(*, draft: OpenDraft, blob: uuid.UUID) -> None:
    """A person removed a file: it goes from the store, too. A file of another draft stays."""
    deleted, _ = DraftFile.objects.filter(draft=draft.row, blob=blob).delete()
    if deleted:
        transaction.on_commit(lambda: FileStore.from_settings().delete(str(blob)))


def delete_expired(at: datetime) -> int:
    """Delete drafts whose time is over, and their files. Returns how many drafts went."""
    with transaction.atomic():
        rows = Draft.objects.filter(expires_at__lte=at)
        blobs = list(DraftFile.objects.filter(draft__in=rows).values_list("blob", flat=True))
        count = len(rows)
        rows.delete()
    for blob in blobs:
        FileStore.from_settings().delete(str(blob))
    return count


def files_in(answers: Answers) -> list[File]:
    """Every uploaded file the answers refer to, in order."""
    return [value for _, value in leaves(answers) if is_file(value)]
