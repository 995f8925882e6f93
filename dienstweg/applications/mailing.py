"""Sending the notifications that wait: a mail that says only that there is something new, and where."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from dienstweg.applications.addresses import unlock_address
from dienstweg.applications.exchange import chain_of
from dienstweg.applications.models import Mailing
from dienstweg.record import actions as record

MOST_TRIES = 5
ACTOR = "Antragsportal"
BODY = """Guten Tag,

zu Ihrem Vorgang {reference} gibt es etwas Neues. Öffnen Sie Ihre Statusseite:

{url}

Sie brauchen dafür Ihren Code. Er steht in Ihrer Eingangsbestätigung.

{authority}
"""


def send_waiting(now: datetime) -> tuple[int, int]:
    """Send what waits: how many went out, and how many failed and will be tried again, up to five times.

    Each is marked right after it was handed over. A crash between the two sends one mail twice.
    """
    sent = failed = 0
    rows = Mailing.objects.waiting(MOST_TRIES).filter(application__consent__address__isnull=False)
    for mailing in rows.select_related("application__authority", "application__consent", "document"):
        if mailing.document is not None and mailing.document.fetched_at is not None:
            continue  # it has been read already
        try:
            _send(mailing)
        except OSError:  # no server, or it refuses: smtplib's errors are OSErrors
            Mailing.objects.filter(pk=mailing.pk).update(tries=mailing.tries + 1)
            failed += 1
            continue
        _mark(mailing, now)
        sent += 1
    return sent, failed


def _send(mailing: Mailing) -> None:
    application = mailing.application
    address = unlock_address(application.reference, bytes(application.consent.address or b""))
    send_mail(
        f"Neues zu Ihrem Vorgang {application.reference}",
        BODY.format(
            reference=application.reference,
            url=settings.ENVIRONMENT.base_url + reverse("applications:status"),
            authority=application.authority.official_name,
        ),
        None,
        [address],
    )


def _mark(mailing: Mailing, now: datetime) -> None:
    Mailing.objects.filter(pk=mailing.pk).update(sent_at=now, tries=mailing.tries + 1)
    if mailing.document is not None:
        facts = {"document": mailing.document.number}
        record.note(chain=chain_of(mailing.application), verb="notified", actor=ACTOR, facts=facts, at=now)
