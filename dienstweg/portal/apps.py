"""Registers the station FIND."""

from django.apps import AppConfig
from django.db.models.signals import post_save


class PortalConfig(AppConfig):
    name = "dienstweg.portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Listen for releases: what appears is found in the same transaction (record 0008)."""
        from dienstweg.catalogue.models import Release  # noqa: PLC0415 # models exist only once apps are ready
        from dienstweg.portal.search.index import release_appeared  # noqa: PLC0415 # the same

        post_save.connect(release_appeared, sender=Release, dispatch_uid="portal.search")
