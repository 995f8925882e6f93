"""Lists of links as CSV: what a town puts on its own website and enters in the state's finder of authorities."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dienstweg.adoptions.models import LIVE, Adoption
from dienstweg.authorities.finding import find

COLUMNS = ("ars", "authority", "leika_key", "service", "url", "since")
FORMULA = ("=", "+", "-", "@")


@require_safe
def links(_request: HttpRequest) -> HttpResponse:
    """All services that people can use, wherever."""
    return _csv("links.csv", _rows(""))


@require_safe
def authority_links(_request: HttpRequest, key: str) -> HttpResponse:
    """Those of one authority; an old key leads on."""
    authority = find(key)
    if authority is None:
        raise Http404("no such authority")
    if authority.ars != key:
        return redirect("portal:authority_links", authority.ars)
    return _csv(f"links-{authority.ars}.csv", _rows(authority.ars))


def _rows(ars: str) -> Iterator[tuple[str, ...]]:
    found = Adoption.objects.everywhere("links to live services are public").filter(LIVE)
    if ars:
        found = found.filter(authority__ars=ars)
    named = found.order_by("authority__ars", "online_service__slug").values_list(
        "authority__ars",
        "authority__official_name",
        "online_service__leika_key",
        "online_service__title",
        "online_service__slug",
        "live_at",
    )
    for key, authority, leika_key, title, slug, live_at in named.iterator(chunk_size=1000):
        url = settings.ENVIRONMENT.base_url + reverse("portal:service", args=[key, slug])
        since = timezone.localtime(live_at).date().isoformat() if live_at else ""
        yield key, authority, leika_key, _plain(title), url, since


def _plain(text: str) -> str:
    """A title that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _csv(name: str, rows: Iterator[tuple[str, ...]]) -> HttpResponse:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
