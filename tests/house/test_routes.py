"""Closed by default: every route is listed with who may come; a route that is missing here fails (house rule 8)."""

from collections.abc import Iterator
from typing import Literal

from django.urls import URLPattern, URLResolver, get_resolver

Who = Literal["anyone", "applicant", "officer", "approver", "operator"]

ROUTES: dict[str, Who] = {}


def test_every_route_says_who_may_come() -> None:
    assert set(_routes(get_resolver().url_patterns)) == set(ROUTES)


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield f"/{route}"
