"""What the search page shows: for each bundle the service that fits best, with the others behind it."""

from collections.abc import Iterable, Mapping
from itertools import islice

from django.urls import reverse
from msgspec import Struct
from msgspec.structs import replace

from dienstweg.authorities.models import Authority
from dienstweg.catalogue.models import OnlineService, OzgBundle, PublicService
from dienstweg.engine.tongues import GERMAN, spoken
from dienstweg.engine.wordings import Foreign
from dienstweg.portal.search.index import PREFIX
from dienstweg.portal.search.ranking import Group, Rated
from dienstweg.portal.titles import titles

MOST_RESULTS = 8
MOST_OTHERS = 3


class Result(Struct, frozen=True):
    """One result: its name, where it leads, whether it can be done here, what it belongs to, what lies near."""

    title: str
    url: str
    online: bool
    bundle: str = ""
    office: str = ""
    others: tuple[tuple[str, str], ...] = ()


def results(groups: Iterable[Group], place: Authority | None, tongue: str = GERMAN) -> list[Result]:
    """The first results of a search (three queries). With a place an online service leads straight to its authority."""
    first = list(islice(groups, MOST_RESULTS))
    bundles = {bundle.ozg_id: bundle for bundle in OzgBundle.objects.filter(ozg_id__in=[one.key for one in first])}
    bare = [one.key for one in first if not one.services]
    services: dict[str, PublicService] = {}
    rows = PublicService.objects.filter(bundle__ozg_id__in=bare).select_related("bundle")
    for row in rows.order_by("common", "-leika_key"):
        services[row.bundle.ozg_id] = row
    online = {rated.entry.ref: rated.entry.title for one in first for rated in one.services if _is_online(rated)}
    keys = OnlineService.objects.filter(slug__in=online).values_list("leika_key", flat=True) if online else []
    told = {key for full in keys for key in (full, f"{full[:PREFIX]}000000")}
    names = titles(online, tongue)
    if spoken(tongue) != GERMAN:
        others = {rated.entry.ref: Foreign(rated.entry.title) for one in first for rated in one.services}
        names = others | {row.leika_key: Foreign(row.name) for row in services.values()} | names
    found = (_result(_once(one, told), bundles.get(one.key), services.get(one.key), place, names) for one in first)
    return [one for one in found if one]


def _once(group: Group, told: set[str]) -> Group:
    """Without what the group's own online services are (``told``: their keys, and those of their objects)."""
    return replace(group, services=tuple(one for one in group.services if one.entry.ref not in told))


def _result(
    group: Group,
    bundle: OzgBundle | None,
    only: PublicService | None,
    place: Authority | None,
    names: Mapping[str, str],
) -> Result | None:
    links = _links(group.services, place, names)
    if only:
        name = bundle.name if bundle else only.name
        name = Foreign(name) if only.leika_key in names else name
        links = [(name, reverse("portal:public_service", args=[only.leika_key]), False)]
    if not links:
        return None
    title, url, online = links[0]
    return Result(
        title=title,
        url=url,
        online=online,
        bundle=bundle.name if bundle and bundle.name != title else "",
        office=bundle.get_office_display() if bundle else "",
        others=tuple((name, address) for name, address, _ in links[1 : 1 + MOST_OTHERS]),
    )


def _links(rated: Iterable[Rated], place: Authority | None, names: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """Name, address and whether it is online; what can be done online comes first if it fits as well.

    ``names`` by reference, where the page is in another language than the index.
    """
    found = sorted(rated, key=_closeness, reverse=True)
    return [(names.get(one.entry.ref, one.entry.title), _url(one, place), _is_online(one)) for one in found]


def _is_online(one: Rated) -> bool:
    return one.entry.kind == "online_service"


def _closeness(one: Rated) -> tuple[float, str]:
    return one.score + (0.5 if one.entry.kind == "online_service" else 0.0), one.entry.ref


def _url(one: Rated, place: Authority | None) -> str:
    if one.entry.kind != "online_service":
        return reverse("portal:public_service", args=[one.entry.ref])
    if place:
        return reverse("portal:service", args=[place.ars, one.entry.ref])
    return reverse("portal:service_without_place", args=[one.entry.ref])
