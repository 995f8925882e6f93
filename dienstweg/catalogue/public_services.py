"""Nouns of WHAT the administration owes: public services (LeiKa) and the bundles they belong to (OZG)."""

import re
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_noop as noop
from msgspec import Struct

LINK = re.compile(r"\s*\[([^\]]+)\]")
LAWS = "https://www.gesetze-im-internet.de/"


class Norm(Struct, frozen=True):
    """A legal basis as people read it, and where it can be read (empty where no address is known)."""

    text: str
    link: str = ""


class OzgBundle(models.Model):
    """Several public services under one everyday name, with the words people use for them.

    ``office`` says who does the work in Hesse; empty where it differs or nobody has looked yet. ``everyday_words``
    are phrases separated by "; ".
    """

    class Office(models.TextChoices):
        MUNICIPALITY = "municipality", noop("Stadt oder Gemeinde")
        COUNTY = "county", noop("Landkreis oder kreisfreie Stadt")
        STATE = "state", noop("Behörde des Landes")
        FEDERATION = "federation", noop("Behörde des Bundes")
        COURT = "court", noop("Gericht")
        INSURER = "insurer", noop("Sozialversicherung")
        CHAMBER = "chamber", noop("Kammer oder Berufsverband")
        EMPLOYMENT_AGENCY = "employment_agency", noop("Agentur für Arbeit")
        TAX_OFFICE = "tax_office", noop("Finanzamt")
        CUSTOMS = "customs", noop("Zoll")

    ozg_id = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=200)
    topic_area = models.CharField(max_length=60)
    life_situation = models.CharField(max_length=100, db_index=True)
    office = models.CharField(max_length=20, choices=Office, blank=True)
    everyday_words = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class PublicServiceQuerySet(models.QuerySet["PublicService"]):
    def by_key(self, leika_key: str) -> "PublicService | None":
        """The service with its bundle."""
        return self.select_related("bundle").filter(leika_key=leika_key).first()

    def in_life_situation(self, situations: tuple[str, ...]) -> "PublicServiceQuerySet":
        """Services of the catalogue's life situations (names as in the catalogue), those often asked for first."""
        rows = self.filter(bundle__life_situation__in=situations).select_related("bundle")
        return rows.order_by("bundle__name", "-common", "leika_key")

    def bundles(self) -> models.QuerySet[OzgBundle]:
        """The bundles that these services belong to, by name."""
        return OzgBundle.objects.filter(services__in=self).distinct().order_by("name")


class PublicService(models.Model):
    """One service that the administration owes, whether it can be had online or not.

    ``leika_key``: 14 digits, or ``ozg`` with bundle and number where the catalogue gives none. ``type``: who makes the
    law and who does the work, as LeiKa counts it (1 federation both; 2, 3 or 2/3 federal law; 4 state law; 5
    municipal). ``general_application``: an editor has found that neither written form nor personal appearance is
    demanded, so that an informal application does. ``legal_basis``: norms, addresses in square brackets.
    """

    class Audience(models.TextChoices):
        PERSON = "person", noop("Privatpersonen")
        ORGANISATION = "organisation", noop("Unternehmen und Organisationen")
        BOTH = "both", noop("Privatpersonen, Unternehmen und Organisationen")

    MUNICIPAL: ClassVar[frozenset[str]] = frozenset({OzgBundle.Office.MUNICIPALITY, OzgBundle.Office.COUNTY})

    leika_key = models.CharField(max_length=14, unique=True)
    name = models.CharField(max_length=300)
    bundle = models.ForeignKey(OzgBundle, on_delete=models.PROTECT, related_name="services")
    type = models.CharField(max_length=8, blank=True)
    for_whom = models.CharField(max_length=12, choices=Audience, blank=True)
    laws = models.CharField(max_length=300, blank=True)
    legal_basis = models.TextField(blank=True)
    common = models.BooleanField(default=False)
    general_application = models.BooleanField(default=False)

    objects = PublicServiceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def norms(self) -> tuple[Norm, ...]:
        """The legal basis, norm by norm."""
        parts = LINK.split(self.legal_basis)
        pairs = zip(parts[::2], [*parts[1::2], ""], strict=True)
        found = ((text.strip(" ,;"), link.replace("gii:", LAWS)) for text, link in pairs)
        return tuple(Norm(text, link) for text, link in found if text)
