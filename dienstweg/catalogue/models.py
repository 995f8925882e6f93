"""Nouns of WHAT: an online service and its releases; the public services behind them."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from dienstweg.catalogue.kept import Kept
from dienstweg.catalogue.public_services import OzgBundle, PublicService
from dienstweg.engine import service as engine
from dienstweg.record.guards import AppendOnly, AppendOnlyQuerySet

__all__ = ["OnlineService", "OzgBundle", "PublicService", "Release"]


class OnlineServiceQuerySet(models.QuerySet["OnlineService"]):
    def named(self, slug: str) -> "OnlineService | None":
        """The service of a name; a name it had before counts, too."""
        return self.filter(slug=slug).first() or self.filter(former_names__slug=slug).first()


class OnlineService(models.Model):
    """A service under one name; what is asked stands in its releases. Title and level follow the newest release."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.TextField()
    level = models.CharField(max_length=12)
    leika_key = models.CharField(max_length=14, blank=True, db_index=True)
    created_at = models.DateTimeField()

    objects = OnlineServiceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def chain(self) -> str:
        """The record chain of what happens to this service."""
        return f"service:{self.slug}"


class FormerName(models.Model):
    """A name under which a service was known before; links with it lead on for good."""

    slug = models.SlugField(max_length=80, unique=True)
    online_service = models.ForeignKey(OnlineService, on_delete=models.CASCADE, related_name="former_names")

    def __str__(self) -> str:
        return self.slug


class ReleaseQuerySet(AppendOnlyQuerySet["Release"]):
    def current(self) -> "ReleaseQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def without_body(self) -> "ReleaseQuerySet":
        """For lists: the definition itself stays in the database until :meth:`Release.service` needs it."""
        return self.defer("body", "source")


class Release(AppendOnly):
    """One compiled service, exactly as it was approved. Inserted, never edited; only the withdrawal is noted later."""

    open_columns: ClassVar[frozenset[str]] = frozenset({"withdrawn_at"})

    online_service = models.ForeignKey(OnlineService, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    body = models.BinaryField()
    source = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)
    accepted_open_points_by = models.CharField(max_length=200, blank=True)
    withdrawn_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["online_service", "number"], name="release_number")]

    def __str__(self) -> str:
        return f"{self.online_service_id}/{self.number}"

    def service(self) -> engine.Service:
        """The service as a value. Decoded once per process; a body that was deferred is read only then."""
        return _services.get(self.digest, lambda: engine.load(bytes(self.body)))


_services: Kept[str, engine.Service] = Kept(512)
"""One takes 40 to 150 KiB, so all together stay below 40 MiB."""
