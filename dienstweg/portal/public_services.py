"""Pages of public services that have no form of their own here, and of life situations."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_safe

from dienstweg.authorities.finding import Responsible, find, places, responsible
from dienstweg.authorities.models import Authority
from dienstweg.catalogue.models import OnlineService, OzgBundle, PublicService
from dienstweg.engine.service import AuthorityLevel
from dienstweg.portal.general import general_url
from dienstweg.portal.life_situations import BY_SITUATION, BY_SLUG, LIFE_SITUATIONS
from dienstweg.portal.titles import titles
from dienstweg.web.tongue import tongue_of

MOST = 60

WHERE_ELSE = {
    "state": noop("Diese Leistung erbringt eine Behörde des Landes."),
    "federation": noop("Diese Leistung erbringt eine Behörde des Bundes."),
    "court": noop("Zuständig ist ein Gericht, meist das Amtsgericht."),
    "insurer": noop("Zuständig ist Ihre Versicherung: Krankenkasse, Pflegekasse, Renten- oder Unfallversicherung."),
    "chamber": noop("Zuständig ist die Kammer oder der Verband Ihres Berufs."),
    "employment_agency": noop("Zuständig ist die Agentur für Arbeit, für Familien die Familienkasse."),
    "tax_office": noop("Zuständig ist Ihr Finanzamt."),
    "customs": noop("Zuständig ist die Zollverwaltung."),
    "": noop("Welche Behörde zuständig ist, wissen wir hier noch nicht."),
}
"""What we say where it is not the town or the county; the citizens' telephone 115 helps further."""


@require_safe
def public_service(request: HttpRequest, leika_key: str) -> HttpResponse:
    """What a service is and, truthfully, what to do as long as it has no form here. The place is asked, not guessed."""
    service = PublicService.objects.by_key(leika_key)
    if service is None:
        raise Http404("no such public service")
    place = request.GET.get("ort", "").strip()[:100]
    chosen = find(request.GET.get("gemeinde", ""))
    towns = [chosen] if chosen else places(place, limit=MOST) if place else []
    office = service.bundle.office
    online = OnlineService.objects.filter(leika_key=leika_key).first()
    answer = _responsible(service, towns[0]) if len(towns) == 1 else None
    general = online is None and service.general_application
    context = {
        "service": service,
        "bundle": service.bundle,
        "situation": BY_SITUATION.get(service.bundle.life_situation),
        "norms": service.norms,
        "online": online,
        "online_title": titles({online.slug: online.title}, tongue_of(request))[online.slug] if online else "",
        "local": office in PublicService.MUNICIPAL,
        "where_else": WHERE_ELSE.get(office, WHERE_ELSE[""]),
        "place": place,
        "towns": towns,
        "answer": answer,
        "general_url": general_url(answer.authority, service.name) if answer and general else "",
    }
    return render(request, "portal/public_service.html", context)


def _responsible(service: PublicService, place: Authority) -> Responsible | None:
    """The town or county that does the work; None where it is neither."""
    if service.bundle.office not in PublicService.MUNICIPAL:
        return None
    level: AuthorityLevel = "county" if service.bundle.office == OzgBundle.Office.COUNTY else "municipality"
    return responsible(service.leika_key, level, place)


@require_safe
def life_situations(request: HttpRequest) -> HttpResponse:
    """All life situations."""
    return render(request, "portal/life_situations.html", {"situations": LIFE_SITUATIONS})


@require_safe
def life_situation(request: HttpRequest, slug: str) -> HttpResponse:
    """The bundles of a life situation; each leads to its service that is asked for most."""
    situation = BY_SLUG.get(slug)
    if situation is None:
        raise Http404("no such life situation")
    first: dict[str, PublicService] = {}
    for service in PublicService.objects.in_life_situation(situation.situations):
        first.setdefault(service.bundle.name, service)
    return render(request, "portal/life_situation.html", {"situation": situation, "services": first})
