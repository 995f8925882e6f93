"""Nouns of WHO: authorities with their keys and places, their members, and agreements between them."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop as noop

from dienstweg.authorities.people import User
from dienstweg.authorities.prepared import Prepared
from dienstweg.authorities.scope import ScopedManager, ScopedQuerySet
from dienstweg.engine import keys
from dienstweg.engine.service import ServiceLevel
from dienstweg.engine.tongues import GERMAN, spoken

__all__ = ["Authority", "Delegation", "Member", "Particulars", "PostalCode", "PublicKey", "User"]


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def valid(self, on: date | None = None) -> "AuthorityQuerySet":
        """Those that exist on a day (default: today)."""
        return self.filter(during(on or timezone.localdate()))

    def performing(self, level: ServiceLevel) -> "AuthorityQuerySet":
        """Those that do the work of a level. Independent cities do a county's work themselves."""
        if level == "both":
            return self.all()
        if level == "municipality":
            return self.filter(level="municipality")
        return self.filter(Q(level="county") | Q(kind=Authority.Kind.INDEPENDENT_CITY))


def during(on: date) -> Q:
    """Validity on a day for models with ``valid_from`` and ``valid_until`` (both inclusive, both may be open)."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return begun & (Q(valid_until__isnull=True) | Q(valid_until__gte=on))


class Authority(models.Model):
    """A municipality or county as an authority. Its official keys are strings: ARS 12 digits, AGS 8 digits.

    A key that ends (``valid_until`` is the last day) names its ``successor``, so that old links still lead somewhere.
    ``short`` stands in reference numbers, ``search_name`` is the folded name that place search compares.
    """

    class Kind(models.TextChoices):
        CITY = "city", "Stadt"
        MUNICIPALITY = "municipality", "Gemeinde"
        INDEPENDENT_CITY = "independent_city", "Kreisfreie Stadt"
        COUNTY = "county", "Landkreis"

    LEVELS: ClassVar[list[tuple[str, str]]] = [("municipality", "Gemeinde"), ("county", "Landkreis")]

    ars = models.CharField(max_length=12)
    ags = models.CharField(max_length=8, db_index=True)
    level = models.CharField(max_length=12, choices=LEVELS)
    kind = models.CharField(max_length=16, choices=Kind)
    special_status = models.BooleanField(default=False)
    name = models.CharField(max_length=100)
    official_name = models.CharField(max_length=120)
    search_name = models.CharField(max_length=120, db_index=True)
    short = models.CharField(max_length=4, unique=True)
    county = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="municipalities")
    district = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")
    seat = models.CharField(max_length=100, blank=True)
    seat_postal_code = models.CharField(max_length=5, blank=True)
    street = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    accent = models.CharField(max_length=7, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ars"], condition=Q(valid_until__isnull=True), name="authority_one_open_per_ars"
            ),
            models.UniqueConstraint(fields=["ars", "valid_until"], name="authority_ars_until"),
        ]

    def __str__(self) -> str:
        return self.official_name

    @property
    def chain(self) -> str:
        """The record chain of what this authority does."""
        return f"authority:{self.ars}"

    @property
    def with_article(self) -> str:
        """The official name with its article: "die Stadt Idstein", "der Rheingau-Taunus-Kreis"."""
        first = self.official_name.partition(" ")[0].lower()
        return f"{'der' if first.endswith(('kreis', 'flecken')) else 'die'} {self.official_name}"

    def called(self, tongue: str) -> str:
        """What a sentence in a language calls it: articles are German."""
        return self.with_article if spoken(tongue) == GERMAN else self.official_name

    def is_valid(self, on: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_until is None or self.valid_until >= on)

    def public_key(self) -> keys.PublicKey:
        """The key that documents for this authority are sealed with today (one query). Raises
        ``PublicKey.DoesNotExist``.
        """
        now = timezone.now()
        rows = (row for row in _public_keys(ars=self.ars) if row.authority_id == self.pk and row.valid_from <= now)
        newest = max(rows, key=lambda row: row.valid_from, default=None)
        if newest is None:
            raise PublicKey.DoesNotExist
        return newest.value


class Particulars(models.Model):
    """What an authority says of itself on its public pages; what is empty is not known and not shown.

    Longer texts have one entry a line. ``conformance`` and ``assessed_on``: its accessibility statement (§ 4 HVBIT).
    """

    class Conformance(models.TextChoices):
        FULL = "full", noop("vollständig vereinbar")
        PARTIAL = "partial", noop("teilweise vereinbar")
        NONE = "none", noop("nicht vereinbar")

    authority = models.OneToOneField(Authority, on_delete=models.CASCADE, related_name="particulars")
    opening_hours = models.TextField(blank=True)
    represented_by = models.CharField(max_length=200, blank=True)
    imprint = models.TextField(blank=True)
    data_protection_contact = models.TextField(blank=True)
    accessibility_contact = models.TextField(blank=True)
    conformance = models.CharField(max_length=8, choices=Conformance, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    assessed_by = models.CharField(max_length=200, blank=True)
    barriers = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.authority_id}"


class PublicKey(models.Model):
    """A public key of an authority as JWK; the private one lies in the key store. The newest valid one is used."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="public_keys")
    kid = models.CharField(max_length=43, unique=True)
    jwk = models.JSONField()
    valid_from = models.DateTimeField()

    def __str__(self) -> str:
        return self.kid

    @property
    def value(self) -> keys.PublicKey:
        return keys.PublicKey(self.jwk["x"])


_public_keys = Prepared(lambda ars: PublicKey.objects.filter(authority__ars=ars))


class PostalCode(models.Model):
    """A postal code in a municipality. One code may lie in several municipalities: then a person chooses."""

    code = models.CharField(max_length=5)
    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="postal_codes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "authority"], name="postal_code_authority")]

    def __str__(self) -> str:
        return self.code


class MemberQuerySet(ScopedQuerySet["Member"]):
    def of(self, user: User) -> "MemberQuerySet":
        """The memberships of the person who is logged in, with their authorities."""
        return self.filter(user=user).select_related("authority").order_by("authority__name").scoped()


MemberManager = ScopedManager.from_queryset(MemberQuerySet)


class Member(models.Model):
    """What a person may do at an authority."""

    class Role(models.TextChoices):
        CASE_WORKER = "case_worker", "Sachbearbeitung"
        LEAD = "lead", "Leitung"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="members")
    role = models.CharField(max_length=12, choices=Role)

    objects = MemberManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "authority"], name="member_once_per_authority")]

    def __str__(self) -> str:
        return f"{self.user}, {self.authority}"


class Delegation(models.Model):
    """An agreement by which one authority does a service for another (§§ 24 f. KGG, shared offices)."""

    service_slug = models.SlugField(max_length=80)
    from_authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="delegations")
    to_authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="duties")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["service_slug", "from_authority"], name="delegation_lookup")]
        constraints = [
            models.UniqueConstraint(
                fields=["service_slug", "from_authority"],
                condition=Q(valid_until__isnull=True),
                name="delegation_one_open",
            ),
            models.CheckConstraint(condition=~Q(from_authority=models.F("to_authority")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.service_slug}: {self.from_authority} → {self.to_authority}"
