"""Taking the catalogue of public services in."""

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from msgspec import Struct

from dienstweg.catalogue import tables
from dienstweg.catalogue.public_services import OzgBundle, PublicService
from dienstweg.record import actions as record

CHAIN = "catalogue"
AT_ONCE = 400


class Imported(Struct, frozen=True):
    """How many bundles and services the tables hold, and how many services are new, or no longer listed."""

    bundles: int
    services: int
    created: int
    removed: int


def import_catalogue(*, actor: str) -> Imported:
    """Make the catalogue what the shipped tables say. The same tables again change nothing."""
    with transaction.atomic():
        found = list(tables.bundles())
        _put(OzgBundle, found, key="ozg_id")
        saved = {bundle.ozg_id: bundle for bundle in OzgBundle.objects.all()}
        before = set(PublicService.objects.values_list("leika_key", flat=True))
        services = list(tables.services(saved))
        _put(PublicService, services, key="leika_key")
        listed = {service.leika_key for service in services}
        PublicService.objects.filter(leika_key__in=before - listed).delete()
        imported = Imported(len(found), len(services), len(listed - before), len(before - listed))
        if imported.created or imported.removed:
            facts = {"created": imported.created, "ended": imported.removed}
            record.note(chain=CHAIN, verb="catalogue_imported", actor=actor, facts=facts)
    return imported


def _put(model: type[models.Model], rows: Sequence[Any], *, key: str) -> None:
    columns = [field.name for field in model._meta.concrete_fields if field.name not in ("id", key)]
    model.objects.bulk_create(  # type: ignore[attr-defined] # both have the usual manager
        rows, batch_size=AT_ONCE, update_conflicts=True, unique_fields=[key], update_fields=columns
    )
