"""The public pages: what is offered, where, and who is responsible."""

from functools import reduce
from operator import itemgetter, or_

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienstweg.adoptions.models import Adoption
from dienstweg.authorities.brand import brand
from dienstweg.authorities.finding import find, places, responsible
from dienstweg.authorities.models import Authority
from dienstweg.catalogue.models import OnlineService
from dienstweg.engine.passes.paging import slug_of
from dienstweg.engine.service import AuthorityLevel, Service
from dienstweg.portal.words import act_accusative, start_label
from dienstweg.web.parts import Fact

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
def service_without_place(request: HttpRequest, slug: str) -> HttpResponse:
    """A service asks where: several municipalities of one postal code are all offered, never guessed."""
    service = get_object_or_404(OnlineService, slug=slug)
    place = request.GET.get("ort", "").strip()[:100]
    towns = places(place, limit=MOST) if place else []
    if len(towns) == 1:
        return redirect("portal:service", towns[0].ars, slug)
    return render(request, "portal/choose_place.html", {"service": service, "place": place, "towns": towns})


@require_safe
def service(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """The page of a service at an authority; an address of another authority leads to the responsible one."""
    adoption = Adoption.objects.live(key, slug)
    if adoption is not None:
        return _offered(request, adoption)
    authority = find(key)
    if authority is None:
        raise Http404("no such authority")
    online = get_object_or_404(OnlineService, slug=slug)
    level: AuthorityLevel = "county" if online.level == "county" else "municipality"
    answer = responsible(slug, level, authority)
    if answer.authority.ars != key:
        return redirect("portal:service", answer.authority.ars, slug)
    context = {"service": online, "authority": authority, "brand": brand(authority), "why": answer.why}
    return render(request, "portal/not_online.html", context, status=404)


def _offered(request: HttpRequest, adoption: Adoption) -> HttpResponse:
    offered = adoption.offered()
    authority = adoption.authority
    first = offered.pages[0].slug
    context = {
        "service": offered,
        "authority": authority,
        "brand": brand(authority),
        "start_url": reverse("applications:step", args=[authority.ars, offered.slug, first]),
        "start_label": start_label(offered),
        "act": act_accusative(offered),
        "facts": _facts(offered),
        "norms": [norm for norm in offered.legal if norm.text],
    }
    return render(request, "portal/service.html", context)


def _facts(service: Service) -> list[Fact]:
    info = service.info
    named = (("Dauer", info.duration), ("Kosten", info.cost), ("Antwort", info.processing))
    return [Fact(label, value) for label, value in named if value]


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


@require_safe
def legal_page(request: HttpRequest, page: str) -> HttpResponse:
    """Imprint, data protection, accessibility: the operator's texts; the demonstration says that it is one."""
    return render(request, f"portal/{page}.html", {"demo": settings.DEMO})
