"""What the law wants told beside the services: imprint, data protection, accessibility, each for its authority."""

from typing import Literal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from dienstweg.adoptions.models import Adoption
from dienstweg.authorities.brand import brand
from dienstweg.authorities.finding import find
from dienstweg.authorities.models import Authority, Particulars
from dienstweg.authorities.told import particulars_of
from dienstweg.engine import personal
from dienstweg.engine.service import Service
from dienstweg.engine.tongues import GERMAN, spoken
from dienstweg.engine.wordings import Foreign
from dienstweg.portal import bodies
from dienstweg.portal.barrier_report import reaches
from dienstweg.portal.categories import in_language
from dienstweg.portal.titles import named
from dienstweg.portal.words import retention
from dienstweg.web.acts import act_accusative
from dienstweg.web.tongue import tongue_of

Page = Literal["accessibility", "privacy", "imprint"]


@require_safe
def legal_page(request: HttpRequest, page: Page) -> HttpResponse:
    """Imprint, data protection, accessibility of the portal itself: the operator's."""
    return render(request, f"portal/{page}.html", _told(None))


@require_safe
def authority_legal_page(request: HttpRequest, key: str, page: Page) -> HttpResponse:
    """The same for an authority's pages; an old key leads on."""
    authority = find(key)
    if authority is None:
        raise Http404("no such authority")
    if authority.ars != key:
        return redirect(f"portal:authority_{page}", authority.ars)
    context = _told(authority)
    if page == "privacy":
        rows = Adoption.objects.live_for(authority).values_list("online_service__slug", "online_service__title")
        context["services"] = named(rows, tongue_of(request))
    return render(request, f"portal/{page}.html", context)


def _told(authority: Authority | None) -> dict[str, object]:
    particulars = particulars_of(authority) if authority else None
    return {
        "demo": settings.DEMO,
        "operator": settings.ENVIRONMENT.operator,
        "authority": authority,
        "brand": brand(authority) if authority else None,
        "particulars": particulars,
        "commissioner": bodies.DATA_PROTECTION,
        "enforcement": bodies.ENFORCEMENT,
        "barriers": _barriers(particulars),
        "conformance": gettext(particulars.get_conformance_display()) if particulars else "",
        "reaches": reaches(authority),
    }


def _barriers(particulars: Particulars | None) -> list[str]:
    """Those of the software in the language of the page; what an authority adds is German."""
    own = particulars.barriers.splitlines() if particulars else []
    german_only = map(Foreign, own) if spoken(get_language() or GERMAN) != GERMAN else own
    return [*map(gettext, bodies.KNOWN_BARRIERS), *german_only]


@require_safe
def data_protection(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """What art. 13 GDPR wants told before a person answers the first question: generated from service and authority."""
    adoption = Adoption.objects.live(key, slug)
    if adoption is None:
        return redirect("portal:service", key, slug)
    service, german = adoption.offered(tongue_of(request)), adoption.offered()
    context = _told(adoption.authority) | {
        "service": service,
        "own": service.data_protection,
        "categories": in_language(personal.categories(german), german, service),
        "protections": _protections(german),
        "norms": [norm for norm in service.legal if norm.text],
        "act": act_accusative(service),
        "retention": retention(service),
    }
    return render(request, "portal/data_protection.html", context)


def _protections(service: Service) -> set[str]:
    return {category.protection for category in personal.categories(service) if category.protection}
