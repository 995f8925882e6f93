"""Verbs of ASK that write: send an application, hand the applicant a document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import randbelow, token_bytes
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from dienstweg.adoptions.models import Adoption
from dienstweg.applications import exchange, references
from dienstweg.applications.consenting import consent_wording
from dienstweg.applications.counter import Counter
from dienstweg.applications.drafts import OpenDraft, files_in
from dienstweg.applications.filestore import FileStore
from dienstweg.applications.models import Application, Document
from dienstweg.engine import access_code, content, sealing
from dienstweg.engine.content import Attachment, Content
from dienstweg.engine.files import File
from dienstweg.engine.journey import Journey
from dienstweg.engine.keys import PublicKey
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Service
from dienstweg.record import actions as record
from dienstweg.record.facts import Fact
from dienstweg.record.models import Entry

NONCE = 16
REFERENCE_TRIES = 20


@dataclass(frozen=True)
class Wish:
    """How the person wants to hear: ``agrees`` to fetch notices online, ``address`` for notifications by mail."""

    agrees: bool = False
    address: str = field(default="", repr=False)


NO_WISH = Wish()


def submit(
    *,
    draft: OpenDraft,
    adoption: Adoption,
    service: Service,
    at: datetime,
    wish: Wish = NO_WISH,
    counter: Counter | None = None,
) -> Application:
    """Seal and send what the draft holds. Sent twice (button pressed twice, two tabs), the first sending is returned.

    ``counter``: an official took it down together with the person.

    Raises:
        Refused: answers are missing (``application_incomplete``, one Problem for each place).
    """
    with transaction.atomic():
        first = Application.objects.sent_with(draft.code)
        if first is not None:
            return first
        journey = Journey(service, draft.answers, today=timezone.localdate(at))
        _refuse_gaps(journey)
        return _store(draft, adoption, journey, wish, counter=counter, at=at)


def _refuse_gaps(journey: Journey) -> None:
    gaps = journey.gaps()
    if gaps:
        raise Refused(Problem("application_incomplete", gap.path, gap.message) for gap in gaps)


def _store(
    draft: OpenDraft, adoption: Adoption, journey: Journey, wish: Wish, *, counter: Counter | None, at: datetime
) -> Application:
    """Insert under a fresh reference; a number that is taken is drawn again, a sending that came first is returned."""
    for _ in range(REFERENCE_TRIES):
        reference = references.new_reference(adoption.authority.short, timezone.localdate(at).year, randbelow)
        taken_by = counter.user.name if counter else ""
        application, documents = _sealed(draft, adoption, journey, reference, taken_by=taken_by, at=at)
        try:
            with transaction.atomic():
                application.save(force_insert=True)
        except IntegrityError:
            first = Application.objects.sent_with(draft.code)
            if first is not None:
                return first
            if not Application.objects.everywhere("is the number taken").filter(reference=reference).exists():
                raise
            continue
        _complete(draft, application, documents, journey.service, wish, counter=counter)
        return application
    raise RuntimeError("no free reference number found")


def _complete(
    draft: OpenDraft,
    application: Application,
    documents: list[Document],
    service: Service,
    wish: Wish,
    *,
    counter: Counter | None,
) -> None:
    """What belongs to a sending in the same transaction: its files, the record; the draft and files not sent go."""
    for document in documents:
        document.application = application
    Document.objects.bulk_create(documents)
    received = _note_received(application, service, counter)
    if wish != NO_WISH:
        law = service.notice_law if wish.agrees else None
        wording = consent_wording(service.notice_law, application.authority, draft.language)
        at = application.received_at
        exchange.agree(application=application, law=law, wording=wording, address=wish.address, after=received, at=at)
    if draft.row is not None:
        draft.row.delete()
    unsent = set(draft.keys) - {str(document.blob) for document in documents}
    transaction.on_commit(lambda: delete_files(unsent))


def _note_received(application: Application, service: Service, counter: Counter | None) -> Entry:
    facts: dict[str, Fact] = {
        "service": service.slug,
        "authority": application.authority.ars,
        "digest": application.digest,
    }
    return record.start(
        chain=exchange.chain_of(application),
        verb="received",
        actor=counter.user.get_username() if counter else "Antragsportal",
        facts=facts | {"counter": True} if counter else facts,
        at=application.received_at,
    )


def delete_files(blobs: Iterable[str]) -> None:
    """Remove files from the store."""
    store = FileStore.from_settings()
    for blob in blobs:
        store.delete(blob)


def _sealed(
    draft: OpenDraft, adoption: Adoption, journey: Journey, reference: str, *, taken_by: str, at: datetime
) -> tuple[Application, list[Document]]:
    key = access_code.key_pair(draft.code).public
    readers = (adoption.authority.public_key(), key)
    answers, service = journey.kept(), journey.service
    attachments = tuple(attachment_of(file, draft.keys) for file in files_in(answers))
    what = Content(
        nonce=token_bytes(NONCE).hex(),
        service_digest=adoption.release.digest,
        schema_id=service.schema_id,
        schema_version=service.schema_version,
        authority=adoption.authority.ars,
        reference=reference,
        received_at=at.isoformat(),
        answers=answers,
        parameters=dict(adoption.values),
        attachments=attachments,
        language=draft.language,
        taken_by=taken_by,
    )
    document = content.canonical(what)
    context = {"purpose": "application", "reference": reference, "service": adoption.release.digest}
    application = Application(
        authority=adoption.authority,
        adoption=adoption,
        release=adoption.release,
        reference=reference,
        received_at=at,
        due_on=timezone.localdate(at) + timedelta(days=service.processing_days) if service.processing_days else None,
        size=len(document),
        digest=content.digest(what),
        sealed=sealing.seal(document, readers, context=context),
        applicant_key=key.x,
        lookup=access_code.lookup(draft.code),
        sent_key=access_code.submission_ref(draft.code),
    )
    documents = [_document(one, number, readers, reference, at) for number, one in enumerate(attachments, start=1)]
    return application, documents


def attachment_of(file: File, keys: Mapping[str, str]) -> Attachment:
    """What is sealed about an uploaded file; ``keys``: content keys by its id."""
    return Attachment(
        id=file["id"],
        name=file["name"],
        media_type=file["type"],
        size=file["size"],
        sha256=file["sha256"],
        key=keys[file["id"]],
        blob=file["id"],
    )


def _document(one: Attachment, number: int, readers: tuple[PublicKey, ...], reference: str, at: datetime) -> Document:
    context = {"purpose": "attachment", "reference": reference, "number": str(number)}
    return Document(
        number=number,
        kind=Document.Kind.ATTACHMENT,
        created_at=at,
        size=one.size,
        blob=UUID(one.blob),
        sealed=sealing.seal(content.attachment_bytes(one), readers, context=context),
    )


def deliver_notice(
    *, application: Application, pdf: bytes, authority_key: PublicKey, act: bool, at: datetime
) -> Document:
    """Provide a letter of the authority, sealed for both readers. ``act``: it is an administrative act.

    Raises:
        Refused: ``withdrawn``.
    """
    with transaction.atomic():
        exchange.lock_row(application)
        exchange.refuse_withdrawn(application)
        number = exchange.next_document(application)
        context = {"purpose": "notice", "reference": application.reference, "number": str(number)}
        readers = (authority_key, PublicKey(application.applicant_key))
        document = Document.objects.create(
            application=application,
            number=number,
            kind=Document.Kind.NOTICE if act else Document.Kind.LETTER,
            created_at=at,
            size=len(pdf),
            sealed=sealing.seal(pdf, readers, context=context, content_type="application/pdf"),
        )
        exchange.queue_mail(application, at=at, document=document)
    return document


@transaction.atomic
def note_fetched(*, document: Document, at: datetime) -> None:
    """Record the first time the applicant opened a document (the day of notification follows from it)."""
    if document.fetched_at is None and Document.objects.filter(pk=document.pk, fetched_at=None).update(fetched_at=at):
        document.fetched_at = at
        record.note(
            chain=exchange.chain_of(document.application),
            verb="fetched",
            actor=exchange.APPLICANT,
            facts={"document": document.number},
            at=at,
        )
