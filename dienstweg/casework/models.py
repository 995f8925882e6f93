"""Nouns of ANSWER. A case is an application and what was decided on it; its state follows from facts with times."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from dienstweg.applications.models import Application, Document, Withdrawal
from dienstweg.authorities.models import Authority, User
from dienstweg.authorities.scope import ScopedManager, ScopedQuerySet


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    authority_path = "application__authority"


DecisionManager = ScopedManager.from_queryset(DecisionQuerySet)


class Decision(models.Model):
    """How a case ended. Reasons stand only in the sealed notice; the outcome is a declared clear column."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=40)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="decisions")
    notice = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")

    objects = DecisionManager()

    class Meta:
        verbose_name = "Entscheidung"
        verbose_name_plural = "Entscheidungen"

    def __str__(self) -> str:
        return f"{self.application_id}: {self.outcome}"


def inbox(authority: Authority, *, done: bool = False) -> QuerySet[Application]:
    """The applications of an authority, open ones by deadline, decided ones newest first; without the sealed contents.

    Adds ``outcome`` (code or None) and ``withdrawn`` to each; what was withdrawn needs no decision any more.
    """
    withdrawals = Withdrawal.objects.filter(application=OuterRef("pk"))
    outcome = Decision.objects.everywhere("joined to scoped applications").filter(application=OuterRef("pk"))
    rows = (
        Application.objects.for_authority(authority)
        .select_related("release__online_service")
        .defer("sealed", "release__body", "release__source")
        .annotate(outcome=Subquery(outcome.values("outcome")[:1]), withdrawn=Exists(withdrawals))
    )
    if done:
        return rows.filter(Q(outcome__isnull=False) | Q(withdrawn=True)).order_by("-received_at")
    return rows.filter(outcome__isnull=True, withdrawn=False).order_by(
        models.F("due_on").asc(nulls_last=True), "received_at"
    )
