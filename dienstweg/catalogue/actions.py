"""Publishing and withdrawing releases."""

from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dienstweg.authorities.models import Delegation
from dienstweg.catalogue.models import FormerName, OnlineService, Release
from dienstweg.engine import service as engine
from dienstweg.engine.adoption import check_declaration
from dienstweg.engine.problems import Problem, Refused
from dienstweg.record import actions as record
from dienstweg.record.facts import Fact

NAMED_PLACES = 3


def publish(
    *,
    service: engine.Service,
    actor: str,
    source: bytes | None = None,
    accept_open_points_by: str | None = None,
    at: datetime | None = None,
) -> Release:
    """Insert a release of a compiled service; the same service again gives the release that exists.

    Raises :class:`Refused` with a problem per kind of open point, unless a person accepts them by name, and with the
    faults of its declared parameters.
    """
    digest = engine.digest(service)
    with transaction.atomic():
        if existing := Release.objects.filter(digest=digest).select_related("online_service").first():
            return existing
        if problems := check_declaration(service) + _open_points(service, accept_open_points_by):
            raise Refused(problems)
        moment = at or timezone.now()
        online_service = _online_service(service, moment)
        release = Release.objects.create(
            online_service=online_service,
            number=_next_number(online_service),
            digest=digest,
            body=engine.canonical(service),
            source=source,
            created_at=moment,
            created_by=actor,
            accepted_open_points_by=accept_open_points_by if service.open_points and accept_open_points_by else "",
        )
        _note(release, "release_published", actor, moment, person=release.accepted_open_points_by or None)
    return release


def withdraw(*, release: Release, actor: str, reason: str, at: datetime | None = None) -> Release:
    """Note that nobody may take this release up any more. Who uses it keeps it until a later one is adopted."""
    moment = at or timezone.now()
    with transaction.atomic():
        if Release.objects.current().filter(pk=release.pk).update(withdrawn_at=moment):
            release.withdrawn_at = moment
            _note(release, "release_withdrawn", actor, moment, reason=reason)
    return release


def _open_points(service: engine.Service, accepted_by: str | None) -> tuple[Problem, ...]:
    if accepted_by and accepted_by.strip():
        return ()
    points = sorted(service.open_points, key=lambda point: point.code)
    return tuple(_open_point(code, list(group)) for code, group in groupby(points, key=lambda point: point.code))


def _open_point(code: str, points: list[engine.OpenPoint]) -> Problem:
    places = list(dict.fromkeys(point.where for point in points))
    more = f" und {len(places) - NAMED_PLACES} weitere" if len(places) > NAMED_PLACES else ""
    count = "Ein offener Punkt" if len(points) == 1 else f"{len(points)} offene Punkte"
    message = (
        f"{count} ({code}): {points[0].message} "
        "Entscheiden Sie es in der service.yaml, oder eine Person übernimmt es mit ihrem Namen."
    )
    return Problem("open_points", ", ".join(places[:NAMED_PLACES]) + more, message)


def _online_service(service: engine.Service, at: datetime) -> OnlineService:
    """The service under its name, locked so that numbers are given once; title and level as in this release."""
    facts = {"title": service.title, "level": service.level, "leika_key": service.leika_key}
    _rename(service, at)
    rows = OnlineService.objects.select_for_update()
    online_service, created = rows.get_or_create(slug=service.slug, defaults={**facts, "created_at": at})
    if not created:
        if online_service.level != service.level:
            message = (
                "Unter diesem Namen gibt es die Leistung schon auf der anderen Ebene. Wählen Sie einen anderen Namen."
            )
            raise Refused(Problem("level_changed", service.slug, message))
        for name, value in facts.items():
            setattr(online_service, name, value)
        online_service.save(update_fields=[*facts])
    _keep_former_names(online_service, service.former_slugs)
    return online_service


def _rename(service: engine.Service, at: datetime) -> None:
    """The service that had one of the former names until now takes the new one, with all that hangs on it."""
    if FormerName.objects.filter(slug=service.slug).exists():
        message = "So hieß schon ein anderer Dienst, und seine alten Adressen führen weiter. Wählen Sie einen neuen."
        raise Refused(Problem("slug_taken", service.slug, message))
    if OnlineService.objects.filter(slug=service.slug).exists():
        return
    renamed = OnlineService.objects.select_for_update().filter(slug__in=service.former_slugs).first()
    if renamed is None:
        return
    old, renamed.slug = renamed.slug, service.slug
    renamed.save(update_fields=["slug"])
    Delegation.objects.filter(service_slug=old).update(service_slug=service.slug)
    record.note(chain=renamed.chain, verb="service_renamed", actor="Dienstweg", facts={"former": old}, at=at)


def _keep_former_names(online_service: OnlineService, slugs: tuple[str, ...]) -> None:
    for slug in slugs:
        if OnlineService.objects.filter(slug=slug).exists():
            message = "Diesen früheren Namen trägt heute ein Dienst. Streichen Sie ihn aus former_slugs."
            raise Refused(Problem("slug_taken", slug, message))
        former, _ = FormerName.objects.get_or_create(slug=slug, defaults={"online_service": online_service})
        if former.online_service_id != online_service.pk:
            raise Refused(Problem("slug_taken", slug, "So hieß früher ein anderer Dienst."))


def _next_number(online_service: OnlineService) -> int:
    newest: int | None = online_service.releases.aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


def _note(release: Release, verb: str, actor: str, at: datetime, **facts: Fact) -> None:
    told = {name: value for name, value in facts.items() if value is not None}
    all_facts = {"release": release.number, "digest": release.digest, **told}
    record.note(chain=release.online_service.chain, verb=verb, actor=actor, facts=all_facts, at=at)
