"""Titles of online services in the language of the page, for lists that show nothing else of a service."""

from collections.abc import Iterable, Mapping

from dienstweg.catalogue.models import OnlineService, Release
from dienstweg.engine.tongues import GERMAN, spoken
from dienstweg.engine.wordings import Foreign


def titles(german: Mapping[str, str], tongue: str) -> dict[str, str]:
    """Title by short name. German titles cost nothing; others one query, and a decoding per service and process."""
    if tongue == GERMAN or not german:
        return dict(german)
    rows = Release.objects.current().without_body().filter(online_service__slug__in=german)
    newest = {row.online_service.slug: row for row in rows.select_related("online_service").order_by("number")}
    return {slug: _title(newest.get(slug), title, tongue) for slug, title in german.items()}


def named(pairs: Iterable[tuple[str, str]], tongue: str) -> list[tuple[str, str]]:
    """Short names and titles, in their order."""
    return list(titles(dict(pairs), tongue).items())


def retitled(services: Iterable[OnlineService], tongue: str) -> list[OnlineService]:
    """Services to be shown (and not to be saved) with their titles in a language."""
    found = list(services)
    told = titles({one.slug: one.title for one in found}, tongue)
    for one in found:
        one.title = told[one.slug]
    return found


def _title(release: Release | None, german: str, tongue: str) -> str:
    known = (release.service().translations or {}) if release is not None else {}
    own = known.get(tongue, {}) if tongue in known else known.get(spoken(tongue), {})
    if told := own.get("title"):
        return told
    return german if spoken(tongue) == GERMAN else Foreign(german)
