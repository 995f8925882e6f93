"""Drafts: saved on every page, locked with a key that only the browser's code opens, deleted on sending or expiry."""

import uuid
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from secrets import token_bytes

import msgspec
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from msgspec import Struct

from dienstweg.adoptions.models import Adoption
from dienstweg.applications.filestore import FileStore
from dienstweg.applications.models import Draft, DraftFile
from dienstweg.authorities.prepared import Prepared
from dienstweg.engine import access_code, sealing
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.answers import Answers, leaves
from dienstweg.engine.files import File, is_file
from dienstweg.engine.journey import Journey
from dienstweg.engine.moving import asked_anew, move, schema_path
from dienstweg.engine.service import Service
from dienstweg.engine.tongues import GERMAN

SALT = 32
LONGEST_DRAFT = 1_000_000
"""Bytes of all answers together, some five hundred pages."""


@dataclass(frozen=True, repr=False)
class OpenDraft:
    """A draft with its contents in memory; ``row`` is None as long as nothing was saved.

    ``keys``: content key (base64) of each uploaded file by its id. ``seen``: pages that were saved. Where a newer
    release took over, ``again`` are schema paths to look at again, ``gone`` labels of what is not asked any more.
    ``language``: the one it is filled in.
    """

    code: AccessCode
    answers: Answers
    keys: Mapping[str, str] = field(default_factory=dict)
    row: Draft | None = None
    seen: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    language: str = GERMAN

    def __repr__(self) -> str:
        return "OpenDraft(…)"


class Overtaken(Exception):
    """The draft was saved from elsewhere since it was opened."""


class _Body(Struct, frozen=True):
    """What is locked in a draft's row."""

    answers: Answers
    keys: dict[str, str]
    seen: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    language: str = GERMAN


def _context(draft: Draft) -> dict[str, str]:
    """What the locked bytes are bound to, so that a body moved to another row does not open."""
    return {"purpose": "draft", "lookup": draft.lookup, "adoption": str(draft.adoption_id)}


def find(code: AccessCode, adoption: Adoption, at: datetime, *, moves: bool = True) -> OpenDraft | None:
    """The draft of this code at this adoption, opened; one whose time is over is none.

    ``moves``: it goes along with the release that is in force; a correction stays with the one that was sent.

    Raises:
        Refused: the stored bytes were changed.
    """
    row = next(iter(_by_lookup(lookup=access_code.lookup(code))), None)
    if row is None or row.adoption_id != adoption.pk or row.expires_at <= at:
        return None
    body = sealing.unlock(bytes(row.body), access_code.draft_key(code, bytes(row.salt)), context=_context(row))
    found = msgspec.msgpack.decode(body, type=_Body)
    draft = OpenDraft(code, found.answers, found.keys, row, found.seen, found.again, found.gone, found.language)
    return draft if not moves or row.release_id == adoption.release_id else _moved(draft, row, adoption, at)


def _moved(draft: OpenDraft, row: Draft, adoption: Adoption, at: datetime) -> OpenDraft:
    """The draft as the release that is in force now takes it; stored with the next page that is saved."""
    old, new = row.release.service(), adoption.offered()
    moved = move(draft.answers, old, new, today=timezone.localdate(at))
    journey = Journey(new, moved.answers, today=timezone.localdate(at))
    anew = asked_anew(old, new)
    added = [path for gap in journey.gaps() if (path := schema_path(gap.path)) in anew]
    again = tuple(dict.fromkeys((*draft.again, *moved.again, *added)))
    return replace(draft, answers=moved.answers, again=again, gone=(*draft.gone, *moved.gone))


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
    return msgspec.msgpack.encode(
        _Body(draft.answers, dict(draft.keys), draft.seen, draft.again, draft.gone, draft.language)
    )


def save(*, draft: OpenDraft, adoption: Adoption, service: Service, at: datetime) -> OpenDraft:
    """Store a draft; the first saving makes the row.

    Raises:
        Overtaken: it was saved, sent or deleted since it was opened; nothing is stored.
    """
    row = copy(draft.row) or Draft(lookup=access_code.lookup(draft.code), adoption=adoption, salt=token_bytes(SALT))
    opened = row.saved_at
    key = access_code.draft_key(draft.code, bytes(row.salt))
    row.release_id = adoption.release_id
    row.body = sealing.lock(_packed(draft), key, context=_context(row), random_bytes=token_bytes)
    row.saved_at = at
    row.expires_at = at + timedelta(days=service.draft_days)
    if row.pk is None:
        row.save(force_insert=True)
    elif not Draft.objects.filter(pk=row.pk, saved_at=opened).update(
        release=row.release_id, body=row.body, saved_at=row.saved_at, expires_at=row.expires_at
    ):
        raise Overtaken
    return replace(draft, row=row)


def discard(draft: OpenDraft) -> None:
    """A person does not want a draft any more: it goes with its files."""
    with transaction.atomic():
        blobs = list(DraftFile.objects.filter(draft=draft.row).values_list("blob", flat=True))
        Draft.objects.filter(lookup=access_code.lookup(draft.code)).delete()
    for blob in blobs:
        FileStore.from_settings().delete(str(blob))


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
