"""Addresses for the tests of the face: the catalogue of parts, a form to post to, a page that breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from dienstweg.web.specimen import specimen


def post(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("aktion", "-"))


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [path("bausteine", specimen), path("post", post), path("broken", broken)]

handler400 = "dienstweg.web.errors.bad_request"
handler403 = "dienstweg.web.errors.forbidden"
handler404 = "dienstweg.web.errors.not_found"
handler500 = "dienstweg.web.errors.server_error"
