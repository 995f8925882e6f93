"""The page of a service: what it is, for whom, what it costs and takes, who is responsible and why."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from dienstweg.adoptions.models import Adoption
from dienstweg.authorities.brand import brand
from dienstweg.authorities.finding import certain, find, places, responsible, similar
from dienstweg.authorities.models import Authority
from dienstweg.authorities.told import particulars_of
from dienstweg.catalogue.models import OnlineService, PublicService
from dienstweg.engine import asked
from dienstweg.engine.service import Service, ServiceLevel
from dienstweg.portal.general import general_url
from dienstweg.portal.titles import retitled
from dienstweg.portal.words import document_line, start_label
from dienstweg.web.parts import Fact
from dienstweg.web.tongue import tongue_of

MOST_PLACES = 60
LONGEST_QUERY = 100
LEVELS: dict[str, ServiceLevel] = {"municipality": "municipality", "county": "county", "both": "both"}
PLACE = "gemeinde"
"""The chosen place is remembered here, in the address, and nowhere else."""


@require_safe
def service_without_place(request: HttpRequest, slug: str) -> HttpResponse:
    """A service asks where: several municipalities of one postal code are all offered, never guessed."""
    service = _online_service(slug)
    if service.slug != slug:
        return redirect("portal:service_without_place", service.slug)
    typed = request.GET.get("ort", "").strip()[:LONGEST_QUERY]
    towns = places(typed, limit=MOST_PLACES) if typed else []
    town = certain(towns, typed)
    if town is not None:
        return _to(town, service.slug)
    context = {
        "service": retitled([service], tongue_of(request))[0],
        "place": typed,
        "towns": towns,
        "similar": similar(typed) if typed and not towns else [],
    }
    return render(request, "portal/choose_place.html", context)


@require_safe
def service(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """The page of a service at an authority; an address of another authority leads to the responsible one."""
    adoption = Adoption.objects.live(key, slug)
    if adoption is not None:
        return _offered(request, adoption)
    authority = find(key)
    if authority is None:
        raise Http404("no such authority")
    online = _online_service(slug)
    level = LEVELS[online.level]
    if authority.level == "county" and level == "municipality":
        return _among(request, online, authority)
    answer = responsible(online.slug, level, authority)
    if (answer.authority.ars, online.slug) != (key, slug):
        return _to(answer.authority, online.slug, place=authority)
    particulars = particulars_of(authority)
    context = {
        "service": online,
        "authority": authority,
        "brand": brand(authority),
        "particulars": particulars,
        "why": answer.why,
        "general_url": _general_url(online, authority),
    }
    retitled([online], tongue_of(request))
    return render(request, "portal/not_online.html", context)


@require_safe
def by_leika(_request: HttpRequest, key: str, leika_key: str) -> HttpResponse:
    """A stable address by official keys alone: to the service, else to what the catalogue says about it."""
    authority = find(key)
    if authority is None or not (leika_key.isascii() and leika_key.isdigit()):
        raise Http404("no such key")
    online = _by_leika(authority, leika_key)
    if online is not None:
        answer = responsible(online.slug, LEVELS[online.level], authority)
        return _to(answer.authority, online.slug, place=authority)
    try:
        return redirect(f"{reverse('portal:public_service', args=[leika_key])}?{urlencode({PLACE: authority.ars})}")
    except NoReverseMatch:
        raise Http404("no service under this key") from None


def _by_leika(authority: Authority, leika_key: str) -> OnlineService | None:
    """The online service under a key: one that is live for the authority before one that is not."""
    rows = list(OnlineService.objects.filter(leika_key=leika_key).order_by("slug"))
    for online in rows:
        answer = responsible(online.slug, LEVELS[online.level], authority)
        if Adoption.objects.live(answer.authority.ars, online.slug) is not None:
            return online
    return rows[0] if rows else None


def _online_service(slug: str) -> OnlineService:
    """The service of a name, old names included."""
    found = OnlineService.objects.named(slug)
    if found is None:
        raise Http404("no such service")
    return found


def _to(authority: Authority, slug: str, place: Authority | None = None) -> HttpResponseRedirect:
    """To the service at the responsible authority; a county's page is told for which town."""
    if place is None:
        place = authority
    url = reverse("portal:service", args=[authority.ars, slug])
    moved = place.level == "municipality" and place.ars != authority.ars
    return HttpResponseRedirect(f"{url}?{urlencode({PLACE: place.ars})}" if moved else url)


def _among(request: HttpRequest, online: OnlineService, county: Authority) -> HttpResponse:
    """A county's address for what its towns do: it asks which town."""
    towns: QuerySet[Authority] = (
        Authority.objects.valid().filter(county=county).select_related("county").order_by("name")
    )
    [online] = retitled([online], tongue_of(request))
    context = {"service": online, "place": "", "towns": list(towns), "county": county}
    return render(request, "portal/choose_place.html", context)


def _offered(request: HttpRequest, adoption: Adoption) -> HttpResponse:
    offered = adoption.offered(tongue_of(request))
    authority = adoption.authority
    reason = offered.info.reason
    place = _place(request, offered.slug, offered.level, authority)
    context = {
        "service": offered,
        "authority": authority,
        "brand": brand(authority),
        "particulars": particulars_of(authority),
        "place": place,
        "why": responsible(offered.slug, offered.level, place or authority).why if place or not reason else "",
        "start_url": reverse("applications:step", args=[authority.ars, offered.slug, offered.pages[0].slug])
        + "?beginn",
        "start_label": start_label(adoption.offered()),
        "facts": _facts(offered),
        "documents": [document_line(document) for document in asked.documents(offered)],
        "norms": [norm for norm in offered.legal if norm.text],
    }
    return render(request, "portal/service.html", context)


def _general_url(online: OnlineService, authority: Authority) -> str:
    """The general application, where an editor has found that an informal application does."""
    known = PublicService.objects.by_key(online.leika_key) if online.leika_key else None
    return general_url(authority, online.title) if known is not None and known.general_application else ""


def _place(request: HttpRequest, slug: str, level: ServiceLevel, authority: Authority) -> Authority | None:
    """The town that the address names, if this authority is the one for it."""
    place = find(request.GET.get(PLACE, ""))
    if place is None or place == authority or place.level != "municipality":
        return None
    return place if responsible(slug, level, place).authority == authority else None


def _facts(service: Service) -> list[Fact]:
    info = service.info
    duration = Fact(gettext("Dauer"), info.duration) if info.duration else _estimated(asked.extent(service))
    named = (Fact(gettext("Kosten"), info.cost), Fact(gettext("Antwort"), info.processing))
    return [fact for fact in (duration, *named) if fact.value]


def _estimated(extent: asked.Extent) -> Fact:
    least, most = extent.minutes
    told = gettext("geschätzt {most} Minuten").format(most=most)
    if least != most:
        told = gettext("geschätzt {least} bis {most} Minuten").format(least=least, most=most)
    pages = ngettext("einer Seite", "{count} Seiten", extent.pages).format(count=extent.pages)
    count = extent.most + extent.documents_most
    questions = ngettext("eine Frage", "höchstens {count} Fragen", count).format(count=count)
    return Fact(gettext("Dauer"), told, gettext("{questions} auf {pages}").format(questions=questions, pages=pages))
