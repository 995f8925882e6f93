"""How a notice reaches the applicant: fetched online with consent, else by post; when it takes effect."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from dienstweg.applications.models import Application, Consent, Document, Mailing, Posting
from dienstweg.authorities.models import Authority
from dienstweg.engine.notification import FETCH_DAYS, LAWS, NoticeLaw, effective_on, last_day_to_fetch


@dataclass(frozen=True)
class NoticeState:
    """Where a letter stands at a moment.

    ``online``: it may be opened on the status page now. ``by_post``: an official has to send it. ``last_day``: until
    then it can be fetched. ``effective``: the day it is taken as made known by fetching, if that is so.
    """

    document: Document
    online: bool
    by_post: bool
    consented: bool = False
    last_day: date | None = None
    effective: date | None = None
    posted_at: datetime | None = None
    norm: str = ""

    @property
    def is_copy(self) -> bool:
        """What is opened online is not what takes effect: that came by post."""
        return self.posted_at is not None

    @property
    def unreviewed(self) -> bool:
        """Whether a lawyer has yet to look at how the day was computed."""
        return bool(self.norm)


def notice_states(documents: Iterable[Document], consent: Consent | None, now: datetime) -> list[NoticeState]:
    """The letters among the documents (read with ``mailing`` and ``posting``), in order."""
    return [notice_state(document, consent, now) for document in documents if document.is_letter]


def notice_state(document: Document, consent: Consent | None, now: datetime) -> NoticeState:
    """Where one letter stands. A plain letter may always be opened: the law prescribes no way for it."""
    posting, mailing = _posting(document), _mailing(document)
    posted_at = posting.posted_at if posting else None
    if document.kind == Document.Kind.LETTER:
        return NoticeState(document, online=True, by_post=False, posted_at=posted_at)
    if consent is None or not consent.holds(document.created_at):
        return NoticeState(document, online=posted_at is not None, by_post=posted_at is None, posted_at=posted_at)
    law = cast("NoticeLaw", consent.law)
    notified = mailing.sent_at if mailing else None
    last_day = last_day_to_fetch(timezone.localdate(notified or document.created_at), settings.LAND)
    over = document.fetched_at is None and timezone.localdate(now) > last_day
    return NoticeState(
        document,
        online=not over or posted_at is not None,
        by_post=over and posted_at is None,
        consented=True,
        last_day=last_day,
        effective=effective_on(
            law,
            fetched_on=timezone.localdate(document.fetched_at) if document.fetched_at else None,
            notified_on=timezone.localdate(notified) if notified else None,
            land=settings.LAND,
        ),
        posted_at=posted_at,
        norm=LAWS[law].norm,
    )


def _posting(document: Document) -> Posting | None:
    return getattr(document, "posting", None)


def _mailing(document: Document) -> Mailing | None:
    return getattr(document, "mailing", None)


def to_post(authority: Authority, now: datetime) -> list[NoticeState]:
    """The notices of an authority that an official has to send by post, oldest first (one query)."""
    own = Application.objects.for_authority(authority)
    consented = Q(application__consent__agreed_at__lte=F("created_at")) & (
        Q(application__consent__revoked_at=None) | Q(application__consent__revoked_at__gt=F("created_at"))
    )
    old = now - timedelta(days=FETCH_DAYS)
    rows = (
        Document.objects.filter(application__in=own, kind=Document.Kind.NOTICE, posting=None)
        .annotate(notified=Coalesce("mailing__sent_at", "created_at"))
        .filter(~consented | Q(application__consent=None) | Q(fetched_at=None, notified__lt=old))
        .select_related("application__consent", "application__release__online_service", "mailing", "posting")
        .defer("sealed", "application__sealed", "application__release__body", "application__release__source")
        .order_by("created_at")
    )
    states = (notice_state(row, getattr(row.application, "consent", None), now) for row in rows)
    return [state for state in states if state.by_post]
