"""Closed by default: every route is listed with who may come; a route that is missing here fails (house rule 8)."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

Who = Literal["anyone", "applicant", "officer"]
"""``applicant``: who holds the access code. ``officer``: a member of the authority that the address names."""

ROUTES: dict[str, Who] = {}

SAMPLES = {
    "int": "1",
    "str": "gibt-es-nicht",
    "slug": "gibt-es-nicht",
    "path": "gibt/es/nicht",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def test_every_route_says_who_may_come() -> None:
    assert set(_routes(get_resolver().url_patterns)) == set(ROUTES)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", [route for route, who in ROUTES.items() if who != "anyone"])
def test_strangers_are_sent_away(client: Client, route: str, method: str) -> None:
    """To the log-in page, or told that nothing is there: never shown anything."""
    address = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], route)
    response = getattr(client, method)(address)
    assert response.status_code in {302, 403, 404, 405}


def _routes(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route
