"""The noun of WHERE: one authority's co-use of an online service."""

from collections.abc import Mapping
from typing import Literal

import msgspec
from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery
from django.utils import timezone

from dienstweg.authorities.models import Authority
from dienstweg.authorities.prepared import Prepared
from dienstweg.authorities.scope import ScopedManager, ScopedQuerySet
from dienstweg.catalogue.kept import Kept
from dienstweg.catalogue.models import OnlineService, Release
from dienstweg.engine.adoption import offer
from dienstweg.engine.service import Service
from dienstweg.engine.tongues import GERMAN, spoken
from dienstweg.engine.translating import translated

State = Literal["prepared", "ready", "live", "paused", "left"]

LIVE = Q(live_at__isnull=False, paused_at__isnull=True, left_at__isnull=True)


class AdoptionQuerySet(ScopedQuerySet["Adoption"]):
    def live_for(self, authority: Authority) -> "AdoptionQuerySet":
        """All that people can use at an authority, by title."""
        rows = self.for_authority(authority).filter(LIVE)
        return rows.select_related("online_service", "release").defer(*BODIES).order_by("online_service__title")


BODIES = ("release__body", "release__source")
"""The definition is decoded once per process, so it need not come with every row."""


UNSEEN = (
    *("adopted_at", "ready_at", "live_at", "live_by", "address", "address_tested_at", "paused_at", "left_at"),
    *(f"authority__{name}" for name in ("ags", "search_name", "special_status", "district", "created_at")),
    *(f"release__{name}" for name in ("created_at", "created_by", "accepted_open_points_by", "withdrawn_at")),
)
"""What no page of a service shows: making values of these columns takes as long as the rest of the row."""

_Rows = ScopedManager.from_queryset(AdoptionQuerySet)


class AdoptionManager(_Rows["Adoption"]):
    def live(self, ars: str, slug: str) -> "Adoption | None":
        """What people can use at an authority under a service's name, with authority and release: one query."""
        today = timezone.localdate()
        found = next((row for row in _live(ars=ars, slug=slug) if row.authority.is_valid(today)), None)
        if found is not None:
            found.slug = slug
        return found


class Adoption(models.Model):
    """An authority uses a release with its own values. What state it is in follows from the times noted here."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="adoptions")
    online_service = models.ForeignKey(OnlineService, on_delete=models.PROTECT, related_name="adoptions")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="adoptions")
    parameters = models.TextField(default="{}")
    adopted_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    live_at = models.DateTimeField(null=True, blank=True)
    live_by = models.CharField(max_length=200, blank=True)
    address = models.EmailField(blank=True)
    address_tested_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = AdoptionManager()

    slug = ""
    """The name the service was asked for by; a release from before a renaming still says the old one."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "online_service"],
                condition=Q(left_at__isnull=True),
                name="adoption_once_per_service",
            ),
            models.CheckConstraint(
                condition=Q(live_at__isnull=True) | (Q(ready_at__isnull=False) & ~Q(live_by="")),
                name="adoption_live_is_ready_and_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority_id}/{self.online_service_id}"

    @property
    def state(self) -> State:
        facts: tuple[tuple[State, object], ...] = (
            ("left", self.left_at),
            ("paused", self.paused_at),
            ("live", self.live_at),
            ("ready", self.ready_at),
        )
        return next((state for state, since in facts if since is not None), "prepared")

    @property
    def values(self) -> Mapping[str, str]:
        """The local values by parameter name, in canonical text."""
        return msgspec.json.decode(self.parameters, type=dict[str, str])

    def offered(self, tongue: str = GERMAN) -> Service:
        """What people are asked here: the release with this authority's values, as it reads in a language."""
        if tongue not in self.release.service().tongues:
            tongue = spoken(tongue)
        return _offered.get((self.release.digest, self.parameters, self.slug, tongue), lambda: self._offer(tongue))

    def _offer(self, tongue: str) -> Service:
        service = translated(self.release.service(), tongue)
        service = offer(service, self.values, land=settings.LAND, tongue=tongue)
        return msgspec.structs.replace(service, slug=self.slug) if self.slug else service


def _live_query(ars: str, slug: str) -> AdoptionQuerySet:
    # Both keys are looked up first, so that the database takes the index over both, not all rows of one of them.
    authorities = Authority.objects.filter(ars=ars).values("pk")
    online_service = OnlineService.objects.filter(slug=slug).values("pk")
    rows = Adoption.objects.scoped().filter(LIVE, authority__in=authorities, online_service=Subquery(online_service))
    return rows.select_related("authority", "release").defer(*BODIES, *UNSEEN)


_live = Prepared(_live_query)
_offered: Kept[tuple[str, str, str, str], Service] = Kept(1024)
"""Almost everything in it is shared with the release's own service."""
