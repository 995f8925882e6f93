"""Nouns of what happens after an application was sent. Contents are sealed for both readers, as the application is."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from dienstweg.authorities.models import User


class Consent(models.Model):
    """How the applicant wants to be reached: whether notices may be fetched online, and where notifications go.

    ``law`` and ``wording`` are what was agreed to. ``agreed_at`` is empty where only an address was given. ``address``
    is locked under the installation's secret, because notifications are sent while nobody's code is there.
    """

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="consent")
    law = models.CharField(max_length=12, blank=True)
    wording = models.TextField(blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    address = models.BinaryField(null=True, blank=True)

    class Meta:
        verbose_name = "Einwilligung"
        verbose_name_plural = "Einwilligungen"

    def __str__(self) -> str:
        return f"Einwilligung {self.pk}"

    def holds(self, at: datetime) -> bool:
        """Whether notices may be fetched online at a moment."""
        begun = self.agreed_at is not None and self.agreed_at <= at
        return begun and (self.revoked_at is None or self.revoked_at > at)


class Message(models.Model):
    """What one side wrote to the other; text and the list of attached files are sealed.

    ``written_by`` is the official's account; empty: the applicant. ``answers``: the request this message answers.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="messages")
    number = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answers = models.ForeignKey("Request", on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="message_number")]

    def __str__(self) -> str:
        return f"Nachricht {self.pk}"


class Request(models.Model):
    """A message of the authority that asks for something: documents, or pages to be corrected (both sealed in it).

    Open until the authority closes it; an answer does not close it, because it may not be enough.
    """

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="request")
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "Rückfrage"
        verbose_name_plural = "Rückfragen"

    def __str__(self) -> str:
        return f"Rückfrage {self.pk}"


class Correction(models.Model):
    """A later version of the application: sealed whole, with a digest of its own. Earlier versions stay as they are."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="corrections")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = "Berichtigung"
        verbose_name_plural = "Berichtigungen"
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="correction_number")]

    def __str__(self) -> str:
        return f"Berichtigung {self.pk}"


class Withdrawal(models.Model):
    """The applicant took the application back, before it was decided."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_at = models.DateTimeField()

    class Meta:
        verbose_name = "Rücknahme"
        verbose_name_plural = "Rücknahmen"

    def __str__(self) -> str:
        return f"Rücknahme {self.pk}"


class Posting(models.Model):
    """An official sent a notice by post."""

    document = models.OneToOneField("applications.Document", on_delete=models.PROTECT, related_name="posting")
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Versand per Post"
        verbose_name_plural = "Versand per Post"

    def __str__(self) -> str:
        return f"Versand {self.pk}"


class MailingQuerySet(models.QuerySet["Mailing"]):
    def waiting(self, most_tries: int) -> "MailingQuerySet":
        """Notifications that have not been sent and may be tried again, oldest first."""
        return self.filter(sent_at=None, tries__lt=most_tries).order_by("pk")


class Mailing(models.Model):
    """A notification by mail that there is something new; it says no more. The table is the queue.

    ``document``: the notice it is about; the ten days in which that can be fetched count from ``sent_at``.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="mailings")
    document = models.OneToOneField(
        "applications.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="mailing"
    )
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = "Hinweis per E-Mail"
        verbose_name_plural = "Hinweise per E-Mail"
        indexes = [models.Index(fields=["id"], condition=Q(sent_at=None), name="mailing_waiting")]

    def __str__(self) -> str:
        return f"Hinweis {self.pk}"
