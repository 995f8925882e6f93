"""The public pages: what is offered, where, and who is responsible."""

from functools import reduce
from operator import itemgetter, or_

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dienstweg.adoptions.models import Adoption
from dienstweg.authorities.brand import brand
from dienstweg.authorities.finding import find, places
from dienstweg.authorities.models import Authority
from dienstweg.catalogue.models import OnlineService
from dienstweg.engine.passes.paging import slug_of

MOST = 60
SHORTEST_WORD = 3
WORDS = 8
COUNTY_MOST = 20
"""So many services of the county are listed on a municipality's page; of more only the county's own page tells."""


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What a person wants to do, and where."""
    services = list(OnlineService.objects.order_by("title")[:MOST])
    return render(request, "portal/start.html", {"services": services})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Services whose name has one of the words; with a place straight to the responsible authority.

    ``gemeinde`` is the key of a place that was chosen among several of the same name or postal code.
    """
    words, place = request.GET.get("anliegen", "").strip()[:100], request.GET.get("ort", "").strip()[:100]
    services = matching(words)
    chosen = find(request.GET.get("gemeinde", ""))
    towns = [chosen] if chosen else places(place, limit=MOST) if place else []
    context = {"words": words, "place": place, "services": services, "towns": towns}
    return render(request, "portal/search.html", context)


def matching(words: str) -> list[OnlineService]:
    """Services whose short name (the folded title) holds one of the words, those with most of them first."""
    rows = OnlineService.objects.order_by("title")
    wanted = [slug_of(word) for word in words.split() if len(word) >= SHORTEST_WORD][:WORDS]
    if wanted:
        rows = rows.filter(reduce(or_, (Q(slug__contains=word) for word in wanted)))
    found = list(rows[:MOST])
    return sorted(found, key=lambda service: -sum(word in service.slug for word in wanted))


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
        "services": list(_names(authority)),
        "county": county,
        "county_services": _some_names(county) if county else [],
        "county_most": COUNTY_MOST,
    }
    return render(request, "portal/authority.html", context)


def _names(authority: Authority) -> "QuerySet[Adoption, tuple[str, str]]":
    """Short name and title of each service that is live at an authority, by title."""
    return Adoption.objects.live_for(authority).values_list("online_service__slug", "online_service__title")


def _some_names(county: Authority) -> list[tuple[str, str]]:
    """At most one more than are listed; only so many are fetched and sorted, however many there are."""
    return sorted(_names(county).order_by()[: COUNTY_MOST + 1], key=itemgetter(1))
