"""Verbs of ANSWER that write."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from dienstweg.applications import actions as applications
from dienstweg.applications.exchange import chain_of
from dienstweg.applications.models import Application
from dienstweg.applications.reading import OpenApplication
from dienstweg.authorities.models import User
from dienstweg.casework.letters import notice_data
from dienstweg.casework.models import Decision
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Outcome
from dienstweg.record import actions as record
from dienstweg.record.models import Entry
from dienstweg.web import paper


def decide(*, opened: OpenApplication, outcome: Outcome, reasons: str, by: User, at: datetime) -> Decision:
    """Decide a case and put the notice on the applicant's status page.

    Raises:
        Refused: reasons are missing, or somebody else has decided already.
    """
    _check(opened, outcome, reasons)
    application = opened.row
    data = notice_data(opened, outcome, reasons, by=by.name, at=timezone.localtime(at))
    pdf = paper.notice(data)
    try:
        with transaction.atomic():
            key = application.authority.public_key()
            notice = applications.deliver_notice(
                application=application, pdf=pdf, authority_key=key, act=outcome.act, at=at
            )
            decision = Decision.objects.create(
                application=application, outcome=outcome.code, decided_at=at, decided_by=by, notice=notice
            )
            record.note(
                chain=chain_of(application),
                verb="decided",
                actor=by.get_username(),
                facts={"outcome": outcome.code, "document": notice.number},
                at=at,
            )
    except IntegrityError:
        message = "Dieser Vorgang ist schon entschieden. Laden Sie die Seite neu."
        raise Refused(Problem("already_decided", application.reference, message)) from None
    return decision


def _check(opened: OpenApplication, outcome: Outcome, reasons: str) -> None:
    where = opened.row.reference
    if outcome.needs_reasons and not reasons.strip():
        message = "Begründen Sie diese Entscheidung. Die Gründe stehen im Bescheid."
        raise Refused(Problem("reasons_missing", where, message))
    if Decision.objects.for_authority(opened.row.authority).filter(application=opened.row).exists():
        raise Refused(
            Problem("already_decided", where, "Dieser Vorgang ist schon entschieden. Laden Sie die Seite neu.")
        )


def note_opened(*, application: Application, by: User, at: datetime) -> None:
    """Record that somebody of the authority looked into an application: once a day and person."""
    chain, day = chain_of(application), timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    seen = Entry.objects.of(chain).filter(verb="opened", actor=by.get_username(), at__gte=day)
    if not seen.exists():
        record.note(chain=chain, verb="opened", actor=by.get_username(), at=at)
