"""Closed by default: every route is listed with who may come; a route that is missing here fails (house rule 8).

``applicant``: who holds the access code. ``officer``: a member of the authority that the address names.
"""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests import factories

Who = Literal["anyone", "applicant", "officer"]

SERVICE = "/dienst/<str:ars>/<slug:slug>/antrag/"
CASE = "/amt/<str:ars>/vorgang/<str:reference>/"

ROUTES: dict[str, Who] = {
    "/": "anyone",
    "/suche/": "anyone",
    "/leistungen/<slug:leika_key>/": "anyone",
    "/lebenslagen/": "anyone",
    "/lebenslagen/<slug:slug>/": "anyone",
    "/behoerde/<str:key>/": "anyone",
    "/dienst/<slug:slug>/": "anyone",
    "/dienst/<str:key>/<slug:slug>/": "anyone",
    "/dienst/<str:key>/<slug:slug>/datenschutz/": "anyone",
    "/behoerde/<str:key>/barriere-melden/": "anyone",
    "/behoerde/<str:key>/barrierefreiheit/": "anyone",
    "/behoerde/<str:key>/datenschutz/": "anyone",
    "/behoerde/<str:key>/impressum/": "anyone",
    "/barrierefreiheit/": "anyone",
    "/datenschutz/": "anyone",
    "/impressum/": "anyone",
    "/links.csv": "anyone",
    "/<str:key>/links.csv": "anyone",
    "/<str:key>/leika/<str:leika_key>": "anyone",
    "/bausteine": "anyone",
    "/schema": "anyone",
    "/schema/formular": "anyone",
    SERVICE: "anyone",
    SERVICE + "seite/<slug:page>/": "anyone",
    SERVICE + "seite/<slug:page>/entfernen/<str:path>/": "applicant",
    SERVICE + "pruefen/": "applicant",
    SERVICE + "spaeter/": "applicant",
    SERVICE + "beleg/": "applicant",
    SERVICE + "beleg.pdf": "applicant",
    SERVICE + "neu/": "applicant",
    SERVICE + "leer/": "anyone",
    SERVICE + "uebersicht/": "applicant",
    "/beleg-pruefen": "anyone",
    "/.well-known/dienstweg-belege.json": "anyone",
    "/stand/": "anyone",
    "/stand/vorgang/": "applicant",
    "/stand/vorgang/antworten/": "applicant",
    "/stand/vorgang/zurueckziehen/": "applicant",
    "/stand/vorgang/einwilligung/": "applicant",
    "/stand/vorgang/alles.zip": "applicant",
    "/stand/vorgang/aendern/": "applicant",
    "/stand/vorgang/aendern/pruefen/": "applicant",
    "/stand/vorgang/aendern/seite/<slug:page>/": "applicant",
    "/stand/vorgang/aendern/seite/<slug:page>/entfernen/<str:path>/": "applicant",
    "/stand/vorgang/beleg.pdf": "applicant",
    "/stand/vorgang/dokument/<int:number>/": "applicant",
    "/stand/schliessen/": "applicant",
    "/amt/": "officer",
    "/amt/anmelden/": "anyone",
    "/amt/abmelden/": "anyone",
    "/amt/passwort/": "officer",
    "/amt/<str:ars>/eingang/": "officer",
    "/amt/<str:ars>/schalter/": "officer",
    CASE: "officer",
    CASE + "entscheiden/": "officer",
    CASE + "rueckfrage/": "officer",
    CASE + "rueckfrage/<int:number>/schliessen/": "officer",
    CASE + "dokument/<int:number>/per-post/": "officer",
    CASE + "daten.json": "officer",
    CASE + "daten.xml": "officer",
    CASE + "dokument/<int:number>/": "officer",
}
IDSTEIN = "064390008008"
PLACES = {"slug": "hundesteuer-anmelden", "page": "angaben", "path": "F1", "reference": "HU-0001", "number": "1"}
SENT_AWAY = {302, 403, 404, 405}


def test_every_route_says_who_may_come() -> None:
    assert set(_routes(get_resolver().url_patterns)) == set(ROUTES)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", [route for route, who in ROUTES.items() if who != "anyone"])
def test_strangers_are_sent_away(client: Client, route: str, method: str) -> None:
    factories.make_live_adoption(factories.make_authority(IDSTEIN))
    assert getattr(client, method)(_address(route)).status_code in SENT_AWAY


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", [route for route, who in ROUTES.items() if who == "officer" and "<str:ars>" in route])
def test_chris_from_another_town_finds_nothing(client: Client, route: str, method: str) -> None:
    factories.make_live_adoption(factories.make_authority(IDSTEIN))
    chris = factories.make_member(factories.make_authority("064390015015", "Taunusstein")).user
    client.force_login(chris)
    assert getattr(client, method)(_address(route)).status_code in {404, 405}


def _address(route: str) -> str:
    return re.sub(r"<\w+:(\w+)>", lambda found: PLACES.get(found[1], IDSTEIN), route)


def _routes(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route
