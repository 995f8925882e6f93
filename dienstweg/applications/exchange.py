"""Verbs of what happens after sending: ask and answer, correct, withdraw, agree and revoke, send by post."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Never
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from dienstweg.applications.addresses import lock_address
from dienstweg.applications.models import (
    Application,
    Consent,
    Document,
    Mailing,
    Message,
    Posting,
    Request,
    Withdrawal,
)
from dienstweg.applications.written import Written, seal_written
from dienstweg.authorities.models import User
from dienstweg.engine import content, sealing
from dienstweg.engine.content import Attachment
from dienstweg.engine.keys import PublicKey
from dienstweg.engine.notification import NoticeLaw
from dienstweg.engine.problems import Problem, Refused
from dienstweg.record import actions as record
from dienstweg.record.models import Entry

APPLICANT = "Antragsteller"


def chain_of(application: Application) -> str:
    """The record chain of an application."""
    return f"application/{application.reference}"


def lock_row(application: Application) -> None:
    """Let nobody else number, withdraw or decide until this transaction ends."""
    Application.objects.scoped().select_for_update().values_list("pk").get(pk=application.pk)


def next_document(application: Application) -> int:
    """The number of the next document; call it with the row locked."""
    return application.documents.count() + 1


# --- messages and requests -------------------------------------------------------------------------------------------


@transaction.atomic
def ask(*, application: Application, written: Written, due_on: date | None, by: User, at: datetime) -> Message:
    """The authority writes. With ``due_on`` it is a request that stays open until the authority closes it.

    Raises:
        Refused: ``withdrawn``; ``request_undated`` where documents or pages are asked for without a day.
    """
    lock_row(application)
    refuse_withdrawn(application)
    if due_on is None and (written.wanted or written.pages):
        _refuse("request_undated", application, "Geben Sie an, bis wann Sie die Antwort brauchen.")
    message = _write(application, written, by=by, at=at)
    facts: dict[str, str | int] = {"message": message.number}
    if due_on is not None:
        Request.objects.create(message=message, due_on=due_on)
        facts["deadline"] = due_on.isoformat()
    record.note(
        chain=chain_of(application),
        verb="asked" if due_on else "written",
        actor=by.get_username(),
        facts=facts,
        at=at,
    )
    queue_mail(application, at=at)
    return message


@transaction.atomic
def answer(
    *,
    application: Application,
    text: str,
    attachments: Sequence[Attachment],
    request: Request | None,
    at: datetime,
) -> Message:
    """The applicant writes, with files, perhaps in answer to a request."""
    lock_row(application)
    message = _write(application, Written(text=text), answers=request, at=at)
    add_uploads(application, attachments, message=message, at=at)
    facts: dict[str, str | int] = {"message": message.number}
    record.note(
        chain=chain_of(application),
        verb="answered" if request else "written",
        actor=APPLICANT,
        facts=facts,
        at=at,
    )
    return message


@transaction.atomic
def close_request(*, request: Request, by: User, at: datetime) -> None:
    """The authority has what it asked for, or wants it no more. Closing twice closes once."""
    if Request.objects.filter(pk=request.pk, closed_at=None).update(closed_at=at, closed_by=by):
        message = request.message
        record.note(
            chain=chain_of(message.application),
            verb="request_closed",
            actor=by.get_username(),
            facts={"message": message.number},
            at=at,
        )


def _write(
    application: Application,
    written: Written,
    *,
    at: datetime,
    by: User | None = None,
    answers: Request | None = None,
) -> Message:
    number = application.messages.count() + 1
    sealed = seal_written(written, application, number)
    return Message.objects.create(
        application=application,
        number=number,
        written_at=at,
        written_by=by,
        answers=answers,
        size=len(written.text.encode()),
        sealed=sealed,
    )


def add_uploads(
    application: Application, attachments: Sequence[Attachment], *, at: datetime, message: Message | None = None
) -> None:
    """Files that come after the application; call it with the row locked."""
    if not attachments:
        return
    readers = (application.authority.public_key(), PublicKey(application.applicant_key))
    first = next_document(application)
    Document.objects.bulk_create(
        Document(
            application=application,
            number=number,
            kind=Document.Kind.SUPPLEMENT,
            created_at=at,
            size=one.size,
            blob=UUID(one.blob),
            message=message,
            sealed=sealing.seal(content.attachment_bytes(one), readers, context=_attachment(application, number)),
        )
        for number, one in enumerate(attachments, start=first)
    )


def _attachment(application: Application, number: int) -> Mapping[str, str]:
    return {"purpose": "attachment", "reference": application.reference, "number": str(number)}


# --- withdrawal ------------------------------------------------------------------------------------------------------


@transaction.atomic
def withdraw(*, application: Application, at: datetime) -> Withdrawal:
    """The applicant takes the application back. Withdrawing twice withdraws once.

    Raises:
        Refused: ``decided``: a letter with the decision is there.
    """
    lock_row(application)
    first = Withdrawal.objects.filter(application=application).first()
    if first is not None:
        return first
    if application.documents.filter(kind__in=(Document.Kind.NOTICE, Document.Kind.LETTER)).exists():
        _refuse(
            "decided", application, "Über Ihren Antrag ist schon entschieden. Er lässt sich nicht mehr zurückziehen."
        )
    withdrawal = Withdrawal.objects.create(application=application, withdrawn_at=at)
    record.note(chain=chain_of(application), verb="withdrawn", actor=APPLICANT, at=at)
    return withdrawal


def refuse_withdrawn(application: Application) -> None:
    """Raises ``Refused`` (``withdrawn``). Call it with the row locked."""
    if Withdrawal.objects.filter(application=application).exists():
        _refuse("withdrawn", application, "Dieser Antrag wurde zurückgezogen.")


# --- consent and notifications ---------------------------------------------------------------------------------------


def agree(
    *,
    application: Application,
    law: NoticeLaw | None,
    wording: str,
    address: str,
    after: Entry,
    at: datetime,
) -> None:
    """Keep, inside the transaction of sending, what the person wished: consent (``law``, else None) and address."""
    Consent.objects.create(
        application=application,
        law=law or "",
        wording=wording if law else "",
        agreed_at=at if law else None,
        address=lock_address(application.reference, address) if address else None,
    )
    if law:
        record.follow(after=after, verb="consented", actor=APPLICANT, facts={"law": law}, at=at)


@transaction.atomic
def revoke_consent(*, application: Application, at: datetime) -> bool:
    """Take the consent back; False where there is none, or where it was taken back before.

    Raises:
        Refused: ``notice_there``: a notice has been provided on the strength of it.
    """
    lock_row(application)
    if application.documents.filter(kind=Document.Kind.NOTICE).exists():
        _refuse(
            "notice_there",
            application,
            gettext("Der Bescheid ist schon da. Die Einwilligung lässt sich nicht mehr ändern."),
        )
    given = Consent.objects.filter(application=application, agreed_at__isnull=False, revoked_at=None)
    if not given.update(revoked_at=at):
        return False
    record.note(chain=chain_of(application), verb="consent_revoked", actor=APPLICANT, at=at)
    return True


def queue_mail(application: Application, *, at: datetime, document: Document | None = None) -> None:
    """Have a notification sent, where the applicant gave an address."""
    if Consent.objects.filter(application=application, address__isnull=False).exists():
        Mailing.objects.create(application=application, document=document, queued_at=at)


@transaction.atomic
def note_posted(*, document: Document, by: User, at: datetime) -> None:
    """An official has sent a notice by post. Saying it twice says it once."""
    lock_row(document.application)
    _, created = Posting.objects.get_or_create(document=document, defaults={"posted_at": at, "posted_by": by})
    if created:
        record.note(
            chain=chain_of(document.application),
            verb="posted",
            actor=by.get_username(),
            facts={"document": document.number},
            at=at,
        )


def _refuse(code: str, application: Application, message: str) -> Never:
    raise Refused(Problem(code, application.reference, message))
