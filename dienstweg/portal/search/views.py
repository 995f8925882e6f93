"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienstweg.authorities.finding import find, places
from dienstweg.catalogue.models import OnlineService
from dienstweg.portal.search.answer import MOST_RESULTS, results
from dienstweg.portal.search.finding import LONGEST, MOST_WORDS, Found, find_services
from dienstweg.portal.titles import retitled
from dienstweg.web.tongue import tongue_of

MOST = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Services for everyday words, online ones and the others; without words all that can be done online.

    ``gemeinde`` is the key of a place that was chosen among several of the same name or postal code.
    """
    words, place = request.GET.get("anliegen", "").strip()[:LONGEST], request.GET.get("ort", "").strip()[:LONGEST]
    chosen = find(request.GET.get("gemeinde", ""))
    towns = [chosen] if chosen else places(place, limit=MOST) if place else []
    found = find_services(words) if words else Found(())
    context = {
        "words": words,
        "place": place,
        "towns": towns,
        "found": found,
        "most_words": MOST_WORDS,
        "results": results(found.groups, towns[0] if len(towns) == 1 else None, tongue_of(request)),
        "more": len(found.groups) > MOST_RESULTS,
        "services": [] if words else retitled(OnlineService.objects.order_by("title")[:MOST], tongue_of(request)),
    }
    return render(request, "portal/search.html", context)
