"""The product's addresses and ``/leer/``: the empty Django view that everything is compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("leer/", empty), path("", include("dienstweg.config.urls"))]
