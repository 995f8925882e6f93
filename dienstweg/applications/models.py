"""Nouns of ASK. Contents are sealed or locked; the clear columns here are the ones SECURITY.md declares."""

from django.db import models
from django.db.models import Q

from dienstweg.adoptions.models import BODIES, Adoption
from dienstweg.applications.followup import Consent, Correction, Mailing, Message, Posting, Request, Withdrawal
from dienstweg.authorities.models import Authority
from dienstweg.authorities.prepared import Prepared
from dienstweg.authorities.scope import ScopedManager, ScopedQuerySet
from dienstweg.catalogue.models import Release
from dienstweg.engine import access_code
from dienstweg.engine.access_code import AccessCode

__all__ = [
    "Application",
    "Consent",
    "Correction",
    "Document",
    "Draft",
    "DraftFile",
    "Mailing",
    "Message",
    "Posting",
    "Request",
    "Withdrawal",
]


class Draft(models.Model):
    """Answers before they are sent, locked with a key that follows from the applicant's code and ``salt``."""

    lookup = models.CharField(max_length=64, unique=True)
    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="drafts")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    salt = models.BinaryField()
    body = models.BinaryField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "Entwurf"
        verbose_name_plural = "Entwürfe"

    def __str__(self) -> str:
        return f"Entwurf {self.pk}"


class DraftFile(models.Model):
    """An encrypted file of a draft, known so that it can be deleted; its key lies in the draft's locked body."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    blob = models.UUIDField(unique=True)

    class Meta:
        verbose_name = "Datei eines Entwurfs"
        verbose_name_plural = "Dateien von Entwürfen"

    def __str__(self) -> str:
        return str(self.blob)


class ApplicationQuerySet(ScopedQuerySet["Application"]):
    """Applications of one authority."""

    def whole(self) -> "ApplicationQuerySet":
        """With what the applicant's pages need; definitions stay in the database until they are read."""
        return self.select_related("authority", "release", "adoption").defer(*BODIES)


_Rows = ScopedManager.from_queryset(ApplicationQuerySet)


class ApplicationManager(_Rows["Application"]):
    """Also finds the one application that a code opens: the code is the scope."""

    def by_code(self, code: AccessCode) -> "Application | None":
        """The application this code belongs to, with what its pages need (one query)."""
        return next(iter(_by_lookup(lookup=access_code.lookup(code))), None)

    def sent_with(self, code: AccessCode) -> "Application | None":
        """The one submission this code can make, if it was made."""
        return next(iter(_by_sent_key(sent_key=access_code.submission_ref(code))), None)


class Application(models.Model):
    """What was sent, sealed for the authority and the applicant; written once and never changed.

    ``lookup`` finds it by the applicant's code; ``sent_key`` makes a second pressing of the button find the first one.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="applications")
    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="applications")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="applications")
    reference = models.CharField(max_length=24, unique=True)
    received_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField()
    applicant_key = models.CharField(max_length=64)
    lookup = models.CharField(max_length=64, unique=True)
    sent_key = models.CharField(max_length=64, unique=True)

    objects = ApplicationManager()

    class Meta:
        verbose_name = "Antrag"
        verbose_name_plural = "Anträge"
        indexes = [models.Index(fields=["authority", "-received_at"], name="application_inbox")]

    def __str__(self) -> str:
        return self.reference


_by_lookup = Prepared(lambda lookup: Application.objects.scoped().whole().filter(lookup=lookup))
_by_sent_key = Prepared(lambda sent_key: Application.objects.scoped().whole().filter(sent_key=sent_key))


class Document(models.Model):
    """A file or letter that belongs to an application: uploads of the applicant, letters of the authority.

    ``sealed`` is one JWE for both readers. For an upload it holds what opens ``blob`` in the store (key, name, digest);
    a letter lies in it whole. A notice is an administrative act, whose way to the applicant the law prescribes; a plain
    letter is not. ``message``: the message that a later upload came with.
    """

    class Kind(models.TextChoices):
        ATTACHMENT = "attachment", "Anlage"
        SUPPLEMENT = "supplement", "Nachgereichte Anlage"
        NOTICE = "notice", "Bescheid"
        LETTER = "letter", "Schreiben"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    created_at = models.DateTimeField()
    size = models.PositiveIntegerField()
    blob = models.UUIDField(null=True, blank=True, unique=True)
    sealed = models.BinaryField()
    fetched_at = models.DateTimeField(null=True, blank=True)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")

    class Meta:
        verbose_name = "Dokument"
        verbose_name_plural = "Dokumente"
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="document_number"),
            models.CheckConstraint(
                condition=Q(kind__in=("notice", "letter"), blob__isnull=True)
                | Q(kind__in=("attachment", "supplement"), blob__isnull=False),
                name="document_blob_only_for_uploads",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}/{self.number}"

    @property
    def is_letter(self) -> bool:
        """Written by the authority."""
        return self.kind in (Document.Kind.NOTICE, Document.Kind.LETTER)
