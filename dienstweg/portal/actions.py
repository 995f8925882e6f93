"""Verbs of FIND that write."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dienstweg.authorities.models import Authority
from dienstweg.portal.models import BarrierHour

REPORTS_AN_HOUR = 20
"""So many reports of barriers reach one authority in an hour: a form that anybody can send must not flood a mailbox."""


@transaction.atomic
def take_turn(*, authority: Authority, at: datetime) -> bool:
    """Count one more report in this hour; False, and nothing is counted, where there were enough. Counts of hours
    that are over go.
    """
    hour = timezone.localtime(at).replace(minute=0, second=0, microsecond=0)
    rows = BarrierHour.objects.filter(authority=authority)
    rows.filter(hour__lt=hour).delete()
    BarrierHour.objects.get_or_create(authority=authority, hour=hour)
    return bool(rows.filter(hour=hour, count__lt=REPORTS_AN_HOUR).update(count=F("count") + 1))
