"""The public pages: what is offered, where, and who is responsible."""

from operator import itemgetter

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dienstweg.adoptions.models import Adoption
from dienstweg.authorities.brand import brand
from dienstweg.authorities.finding import find
from dienstweg.authorities.models import Authority
from dienstweg.catalogue.models import OnlineService
from dienstweg.portal.life_situations import LIFE_SITUATIONS
from dienstweg.portal.titles import named, retitled
from dienstweg.web.tongue import tongue_of

MOST = 60
COUNTY_MOST = 20
"""So many services of the county are listed on a municipality's page; of more only the county's own page tells."""


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What a person wants to do, and where."""
    services = retitled(OnlineService.objects.order_by("title")[:MOST], tongue_of(request))
    return render(request, "portal/start.html", {"services": services, "situations": LIFE_SITUATIONS})


@require_safe
def authority_page(request: HttpRequest, key: str) -> HttpResponse:
    """An authority and what can be done there online; an old key leads on."""
    authority = find(key)
    if authority is None:
        raise Http404("no such authority")
    if authority.ars != key:
        return redirect("portal:authority", authority.ars)
    county: Authority | None = authority.county
    context = {
        "authority": authority,
        "brand": brand(authority),
        "services": named(_names(authority), tongue_of(request)),
        "county": county,
        "county_services": named(_some_names(county), tongue_of(request)) if county else [],
        "county_most": COUNTY_MOST,
    }
    return render(request, "portal/authority.html", context)


def _names(authority: Authority) -> "QuerySet[Adoption, tuple[str, str]]":
    """Short name and title of each service that is live at an authority, by title."""
    return Adoption.objects.live_for(authority).values_list("online_service__slug", "online_service__title")


def _some_names(county: Authority) -> list[tuple[str, str]]:
    """At most one more than are listed; only so many are fetched and sorted, however many there are."""
    return sorted(_names(county).order_by()[: COUNTY_MOST + 1], key=itemgetter(1))
